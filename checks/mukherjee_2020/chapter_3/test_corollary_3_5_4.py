"""GLM-Tron for every outcome of a two-point noise with outliers."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.gates.crowded_noise import crowded_outliers, outcomes, trials
from checks.families.gates.noise_laws import NoisyGate, outlying_noise
from falsum import audits, check
from theorems.mukherjee_2020.chapter_3 import corollary_3_5_4 as stated
from theorems.mukherjee_2020.chapter_3.theorem_3_5_3 import risk

test_corollary_3_5_4 = check(stated.printed, outlying_noise, expect="refuted")(
    outcomes(stated.printed, risk)
)
test_corollary_3_5_4_reading_squared = check(stated.squared, outlying_noise, expect="refuted")(
    outcomes(stated.squared, risk, least=True)
)
test_corollary_3_5_4_corrected = check(stated.corrected, crowded_outliers, expect="survived")(
    trials(stated.corrected, stated.loss)
)


def given_risk(instance: NoisyGate, T: Any, *, least: bool) -> Any:
    """Average the risk over the outcomes without an outlier."""
    error, covered = instance.errors(T, least=least)
    xp, noise = array_namespace(error), instance.noise
    bounded = xp.max(xp.abs(noise), axis=-1) <= instance.theta[:, None]
    weights = xp.where(bounded, instance.weights, xp.zeros_like(instance.weights))
    total = xp.sum(weights, axis=-1)
    risk = xp.sum(weights * xp.mean((error - noise) ** 2, axis=-1), axis=-1)
    given = risk / xp.where(total > 0, total, xp.ones_like(total))
    return xp.where(covered & (total > 0), given, xp.full_like(given, xp.nan))


last = audits(
    outlying_noise,
    {stated.given: "refuted"},
    measures={stated.given_risk: lambda instance, T: given_risk(instance, T, least=False)},
)
best = audits(
    outlying_noise,
    {stated.given_squared: "survived"},
    measures={stated.given_risk: lambda instance, T: given_risk(instance, T, least=True)},
)
