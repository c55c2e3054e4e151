"""Where a check draws: a measurement may give a finite law at some sizes and trials at others."""

from __future__ import annotations

import numpy as np

from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.experiment import experiment
from falsum.measure.values import measure


def draws_at(check: Check, config: Config) -> bool:
    """Tell whether the measurement draws trials at a configuration, by one trial of latent 0."""
    if not check.random or check.family.exact:
        return False
    import array_api_compat.numpy as xp

    flat = np.zeros((1, check.family.dimension(config)))
    with np.errstate(all="ignore"):
        instance = check.family.instances(config, flat, xp)
        measured = measure(experiment(check, trials=1), config, instance, flat, xp)
    return measured.sample is not None
