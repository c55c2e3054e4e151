"""GLM-Tron for every outcome of a two-point noise, averaged over those without an outlier."""

from collections.abc import Callable
from typing import Any

from array_api_compat import array_namespace

from checks.families.noise_laws import NoisyGate, outlying_noise
from checks.mukherjee_2020.chapter_3.test_theorem_3_5_3 import errors, gate, noise_averages
from falsum import check
from theorems.mukherjee_2020.chapter_3 import corollary_3_5_4_given as stated
from theorems.mukherjee_2020.chapter_3.theorem_3_5_3 import noise_mean, noise_variance


def averaged(*, least: bool = False) -> Callable[..., dict[Any, Any]]:
    """Return the measurement of the conditional average, of the last or of the best iterate."""

    def measure(instance: NoisyGate, T: Any) -> dict[Any, Any]:
        error, covered = errors(instance, T, least)
        xp = array_namespace(error)
        noise = instance.noise
        bounded = xp.max(xp.abs(noise), axis=-1) <= instance.theta[:, None]
        weights = xp.where(bounded, instance.weights, xp.zeros_like(instance.weights))
        total = xp.sum(weights, axis=-1)
        risk = xp.sum(weights * xp.mean((error - noise) ** 2, axis=-1), axis=-1)
        known = covered & (total > 0)
        given = risk / xp.where(total > 0, total, xp.ones_like(total))
        averages = noise_averages(instance)
        return {
            **gate(instance),
            noise_mean: averages[noise_mean],
            noise_variance: averages[noise_variance],
            stated.given_risk: xp.where(known, given, xp.full_like(given, xp.nan)),
        }

    return measure


test_corollary_3_5_4_reading_given = check(
    stated.corollary_3_5_4_reading_given, outlying_noise, expect="refuted"
)(averaged())
test_corollary_3_5_4_reading_given_squared = check(
    stated.corollary_3_5_4_reading_given_squared, outlying_noise, expect="survived"
)(averaged(least=True))
