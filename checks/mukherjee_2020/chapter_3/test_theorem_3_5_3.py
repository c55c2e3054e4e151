"""GLM-Tron for every outcome of a two-point noise, expectations by exact averages."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.gates.crowded_noise import crowded_noise, trials
from checks.families.gates.noise_laws import NoisyGate, centred_noise
from falsum import audits, check
from impl.gates.relu_gate import predictions
from theorems.mukherjee_2020.chapter_3 import theorem_3_5_3 as stated

averages = audits(centred_noise, {stated.printed: "refuted", stated.squared: "refuted"})


def within(instance: NoisyGate) -> tuple[Any, Any]:
    """Bound the risk of the best iterate: no worse than the first one, and theta besides."""
    inputs, target = instance.inputs, instance.target
    clean = predictions(instance.sigma, inputs, target)
    xp = array_namespace(clean)
    error = clean - predictions(instance.sigma, inputs, 0 * target)
    first = xp.sqrt(xp.mean(error * error, axis=-1))
    return 0 * first, (first + instance.theta) ** 2


test_theorem_3_5_3_corrected = check(stated.corrected, crowded_noise, expect="survived")(
    trials(stated.corrected, stated.risk, within)
)
