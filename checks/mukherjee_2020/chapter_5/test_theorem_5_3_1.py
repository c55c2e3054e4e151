"""RMSProp over every sequence of an interpolating oracle's answers, with the printed step size."""

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from checks.families.growth_runs import growth_runs
from checks.families.interpolating_runs import InterpolatingRun, interpolating_runs
from falsum import Space, check, choice, family
from falsum.maps import unit, wide
from impl.finite_oracles import (
    Step,
    all_steps,
    expectation,
    interpolation_moment,
    joined,
    mean_least,
)
from impl.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_1 as stated
from theorems.mukherjee_2020.chapter_5.notation import smoothness


def steps_of(run: InterpolatingRun, alpha: Any) -> list[Step]:
    """Run the algorithm over every sequence of answers."""
    return all_steps(run.answers, run.weights, run.start, run.beta2, alpha, run.xi, run.steps)


def assumed(run: InterpolatingRun, found: list[Step]) -> dict[Any, Any]:
    """Measure what the hypotheses speak of."""
    xp = array_namespace(run.start)
    moments = [interpolation_moment(s.answers, run.weights, run.half_shift) for s in found]
    slopes = run.objective.scale * run.objective.width
    return {
        smoothness: run.objective.smoothness(),
        stated.partial_bound: xp.max(slopes, axis=-1),
        stated.oracle_moment: joined(moments),
        stated.gradient_norm: joined([norms(run, s) for s in found]),
    }


def norms(run: InterpolatingRun, step: Step) -> Any:
    """Return the norm of the gradient at each state before a query."""
    return euclidean_norm(run.gradient(step.before.points))


@check(stated.theorem_5_3_1, interpolating_runs, expect="refuted")
def test_theorem_5_3_1(instance: InterpolatingRun, alpha: Any) -> dict[Any, Any]:
    """Compute the expectation over all sequences of answers."""
    found = steps_of(instance, alpha)
    squares = [norms(instance, s) ** 2 for s in found]
    return {
        **assumed(instance, found),
        stated.mean_least: mean_least(squares, instance.weights),
    }


@dataclass(frozen=True)
class Scaled:
    """The theorem's numbers in units in which xi is 1, (batch,) each."""

    k: Any
    w: Any
    beta2: Any


@family(space=Space(spread=choice("wide")), latent=lambda c: {"k": (), "w": (), "beta2": ()})
def scaled_numbers(config: Any, z: Any, xp: Any) -> Scaled:
    """Decode any numbers."""
    return Scaled(unit(z.k, xp), wide(z.w, xp), unit(z.beta2, xp))


@check(stated.theorem_5_3_1_reading_bounded_average, scaled_numbers, expect="vacuous")
def test_theorem_5_3_1_reading_bounded_average() -> dict[Any, Any]:
    """Search for numbers that meet the conditions; nothing is measured."""
    return {}


@dataclass(frozen=True)
class NearPoint:
    """A small gradient and an expected reply in units of the shift, (batch,) each."""

    w: Any
    m: Any


@family(space=Space(spread=choice("plain", "wide")), latent=lambda c: {"w": (), "m": ()})
def near_points(config: Any, z: Any, xp: Any) -> NearPoint:
    """Decode any reply, none among them for half of all latents."""
    size = wide(z.m, xp) if config.spread == "wide" else xp.ones_like(z.m)
    return NearPoint(unit(z.w, xp), size * xp.maximum(z.m, xp.zeros_like(z.m)))


@check(stated.theorem_5_3_1_reading_everywhere, near_points, expect="vacuous")
def test_theorem_5_3_1_reading_everywhere() -> dict[Any, Any]:
    """Search for replies that meet the definition; nothing is measured."""
    return {}


def replied(run: InterpolatingRun, found: list[Step]) -> dict[Any, Any]:
    """Measure the replies and the conclusion's left side."""
    xp = array_namespace(run.start)
    batch = run.start.shape[0]
    entries = [xp.reshape(xp.abs(s.answers), (batch, -1)) for s in found]
    signed = [s.answers * run.gradient(s.before.points)[:, :, None, :] for s in found]
    squares = [norms(run, s) ** 2 for s in found]
    return {
        smoothness: run.objective.smoothness(),
        stated.largest_reply: xp.max(joined(entries), axis=1),
        stated.same_signs: joined([xp.min(xp.min(s, axis=-1), axis=-1) for s in signed]),
        stated.gradient_norm: joined([norms(run, s) for s in found]),
        stated.mean_least: mean_least(squares, run.weights),
    }


@check(stated.theorem_5_3_1_corrected, growth_runs, expect="survived")
def test_theorem_5_3_1_corrected(instance: InterpolatingRun, alpha: Any) -> dict[Any, Any]:
    """Compute the expectation over all sequences of answers."""
    found = steps_of(instance, alpha)
    moments = [expectation(euclidean_norm(s.answers) ** 2, instance.weights) for s in found]
    return {**replied(instance, found), stated.second_moment: joined(moments)}


@dataclass(frozen=True)
class Constants:
    """The constants of the theorem, (batch,) each."""

    c: Any
    sigma: Any
    xi: Any


def larger_sigma(constants: Constants, z: Any, xp: Any) -> Constants:
    """Raise sigma."""
    return Constants(constants.c, constants.sigma * (1 + wide(z, xp)), constants.xi)


@family(
    space=Space(spread=choice("wide")),
    latent=lambda c: {"c": (), "sigma": (), "root": ()},
    relax={"sigma is small": larger_sigma},
)
def small_constants(config: Any, z: Any, xp: Any) -> Constants:
    """Decode constants with sigma below (xi / (2 c))^(2/3)."""
    c, root = wide(z.c, xp), wide(z.root, xp)
    return Constants(c, root**2 * unit(z.sigma, xp), 2 * c * root**3)


@check(stated.footnote_5_1, small_constants, expect="proved")
def test_footnote_5_1() -> dict[Any, Any]:
    """Compare both sides; nothing is measured."""
    return {}
