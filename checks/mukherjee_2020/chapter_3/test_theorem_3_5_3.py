"""GLM-Tron for every outcome of a two-point noise, expectations by exact averages."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.crowded_noise import LONGEST, CrowdedGate, crowded_noise, crowded_outliers
from checks.families.noise_laws import NoisyGate, centred_noise, outlying_noise
from falsum import Law, Sample, check
from impl.drawing import drawn
from impl.linear_algebra import euclidean_norm
from impl.relu_gate import noisy_runs, predictions
from theorems.mukherjee_2020.chapter_3 import theorem_3_5_3 as stated
from theorems.mukherjee_2020.chapter_3.notation import input_norm, slope_greatest, slope_least

HORIZON = 32  # runs that ask for more steps are not evaluated


def gate(instance: NoisyGate) -> dict[Any, Any]:
    """Measure the inputs and the activation."""
    return {
        input_norm: euclidean_norm(instance.inputs),
        slope_least: instance.sigma.least_slope(),
        slope_greatest: instance.sigma.lipschitz(),
    }


def errors(instance: NoisyGate, T: Any, least: bool) -> tuple[Any, Any]:
    """Return what T steps err on the clean labels, (batch, A, S), and where that is known."""
    sigma, inputs, target = instance.sigma, instance.inputs, instance.target
    horizon = LONGEST if isinstance(instance, CrowdedGate) else HORIZON
    runs = noisy_runs(sigma, inputs, target, instance.noise, T, horizon=horizon, least=least)
    return runs.value - predictions(sigma, inputs, target)[:, None, :], runs.covered


def noise_averages(instance: NoisyGate) -> dict[Any, Any]:
    """Measure the greatest noise, the mean of the first one and the mean square."""
    noise, weights = instance.noise, instance.weights
    xp = array_namespace(noise)
    return {
        stated.noise_size: xp.max(xp.max(xp.abs(noise), axis=-1), axis=-1),
        stated.noise_mean: xp.sum(weights * noise[:, :, 0], axis=1),
        stated.noise_variance: xp.sum(weights * noise[:, :, 0] ** 2, axis=1),
    }


def averages(instance: NoisyGate, T: Any, least: bool) -> dict[Any, Any]:
    """Average the empirical risk, the effective loss and the cross term over the noise."""
    noise, weights = instance.noise, instance.weights
    error, covered = errors(instance, T, least)
    xp = array_namespace(error)

    def mean(values: Any) -> Any:
        average = xp.sum(weights * xp.mean(values, axis=-1), axis=-1)
        return xp.where(covered, average, xp.full_like(average, xp.nan))

    return {
        stated.expected_risk: mean((error - noise) ** 2),
        stated.expected_loss: mean(error * error),
        stated.cross_term: mean(noise * error),
    }


NOISE = (stated.noise_size, stated.noise_mean)


def averaged(*symbols: Any, least: bool = False) -> Callable[..., dict[Any, Any]]:
    """Return the measurement of some averages, of the last or of the best iterate."""

    def measure(instance: NoisyGate, T: Any) -> dict[Any, Any]:
        values = averages(instance, T, least) | gate(instance) | noise_averages(instance)
        return {symbol: values[symbol] for symbol in (*NOISE, *symbols)}

    return measure


GATE = (input_norm, slope_least, slope_greatest)
RISK = (*GATE, stated.noise_variance, stated.expected_risk)
test_theorem_3_5_3 = check(stated.theorem_3_5_3, centred_noise, expect="refuted")(averaged(*RISK))
test_theorem_3_5_3_reading_squared = check(
    stated.theorem_3_5_3_reading_squared, centred_noise, expect="refuted"
)(averaged(*RISK))
test_proof_3_5_3_cross_term = check(stated.proof_3_5_3_cross_term, centred_noise, expect="refuted")(
    averaged(stated.cross_term)
)
test_proof_3_5_3_cross_term_corrected = check(
    stated.proof_3_5_3_cross_term_corrected, centred_noise, expect="survived"
)(averaged(stated.noise_variance, stated.expected_loss, stated.cross_term))


def drawn_noise(instance: NoisyGate, stream: Any) -> Any:
    """Draw the noise of each sample by itself, (batch, trials, S)."""
    xp = array_namespace(instance.noise)
    chosen = drawn(instance.weights, stream.uniform(instance.S))
    values = xp.matrix_transpose(instance.noise)
    return xp.sum(chosen * xp.expand_dims(values, axis=1), axis=-1)


def missed(instance: NoisyGate, noise: Any, T: Any, symbol: Any, least: bool) -> tuple[Any, Any]:
    """Return the empirical risk or the effective loss for each noise, and where it is known."""
    error, covered = errors(replace(instance, noise=noise), T, least)
    xp = array_namespace(error)
    miss = error - noise if symbol is stated.risk else error
    return xp.mean(miss * miss, axis=-1), covered[:, None]


def outcomes(symbol: Any, *fixed: Any, least: bool = False) -> Callable[..., Law]:
    """Return the law of the empirical risk or of the effective loss over the noise."""

    def measure(instance: NoisyGate, T: Any) -> Law:
        reached, known = missed(instance, instance.noise, T, symbol, least)
        xp, weights = array_namespace(reached), instance.weights
        return Law(
            {symbol: xp.where(known, reached, -xp.ones_like(reached))},
            xp.where(known, weights, xp.full_like(weights, xp.nan)),
            fixed=constant(instance, fixed),
        )

    return measure


def constant(instance: NoisyGate, symbols: tuple[Any, ...]) -> dict[Any, Any]:
    """Measure what no randomness touches."""
    values = gate(instance) | noise_averages(instance)
    return {symbol: values[symbol] for symbol in symbols}


def trials(symbol: Any, *fixed: Any, within: Any = None) -> Callable[..., Law | Sample]:
    """Return the law for few samples, and trials for a crowd; the best iterate in both."""
    exactly = outcomes(symbol, *fixed, least=True)

    def measure(instance: NoisyGate, stream: Any, T: Any) -> Law | Sample:
        if not isinstance(instance, CrowdedGate):
            return exactly(instance, T)
        noise = drawn_noise(instance, stream)
        reached, known = missed(instance, noise, T, symbol, True)
        values = array_namespace(reached).where(known, reached, reached * float("nan"))
        ends = {} if within is None else {symbol: within(instance)}
        return Sample({symbol: values}, fixed=constant(instance, fixed), within=ends)

    return measure


def within(instance: NoisyGate) -> tuple[Any, Any]:
    """Bound the risk of the best iterate: no worse than the first one, and theta besides."""
    inputs, target = instance.inputs, instance.target
    clean = predictions(instance.sigma, inputs, target)
    xp = array_namespace(clean)
    error = clean - predictions(instance.sigma, inputs, 0 * target)
    first = xp.sqrt(xp.mean(error * error, axis=-1))
    return 0 * first, (first + instance.theta) ** 2


CENTRED = (*GATE, stated.noise_mean)
test_theorem_3_5_3_corrected = check(
    stated.theorem_3_5_3_corrected, crowded_noise, expect="survived"
)(
    trials(
        stated.risk,
        *GATE,
        stated.noise_size,
        stated.noise_mean,
        stated.noise_variance,
        within=within,
    )
)
test_corollary_3_5_4 = check(stated.corollary_3_5_4, outlying_noise, expect="refuted")(
    outcomes(stated.risk, *CENTRED, stated.noise_variance)
)
test_corollary_3_5_4_reading_squared = check(
    stated.corollary_3_5_4_reading_squared, outlying_noise, expect="refuted"
)(outcomes(stated.risk, *CENTRED, stated.noise_variance, least=True))
test_corollary_3_5_4_corrected = check(
    stated.corollary_3_5_4_corrected, crowded_outliers, expect="survived"
)(trials(stated.loss, *CENTRED))
