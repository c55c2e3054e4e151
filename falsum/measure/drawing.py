"""What a measurement does at a configuration: a finite law at some sizes, trials at others."""

from __future__ import annotations

import numpy as np

from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.experiment import experiment
from falsum.measure.kinds import BATCHED, DRAWN, Batched
from falsum.measure.values import measure


def kind_at(check: Check, config: Config) -> Batched:
    """Return the kind of the measurement at a configuration, by one trial of latent 0."""
    if check.kind is not DRAWN:
        return check.kind
    import array_api_compat.numpy as xp

    flat = np.zeros((1, check.family.dimension(config)))
    with np.errstate(all="ignore"):
        instance = check.family.instances(config, flat, xp)
        measured = measure(experiment(check, trials=1), config, instance, flat, xp)
    return BATCHED if measured.sample is None else DRAWN
