"""Oracles that interpolate with another shift than the algorithm's."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.interpolating_runs import InterpolatingRun, interpolating_runs
from checks.families.own_shift_runs import OwnShiftRun, own_shift_runs
from checks.families.replies import Replies
from checks.families.rmsprop_runs import widened
from checks.mukherjee_2020.chapter_5.test_theorem_5_3_1 import assumed, norms, replied, steps_of
from falsum import Space, check, choice, family, sizes
from falsum.maps import simplex, unit, wide
from impl.finite_oracles import expectation, interpolation_moment, joined, mean_least, mean_reply
from impl.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_5 import corollary_5_3_2 as stated
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_1 as theorem


@check(stated.corollary_5_3_2, interpolating_runs, where={stated.own_shift: "xi"}, expect="refuted")
def test_corollary_5_3_2(instance: InterpolatingRun, alpha: Any) -> dict[Any, Any]:
    """Run with the shift of the algorithm in the oracle's condition too, as is allowed."""
    found = steps_of(instance, alpha)
    squares = [norms(instance, s) ** 2 for s in found]
    return {
        **assumed(instance, found),
        theorem.mean_least: mean_least(squares, instance.weights),
    }


def own_moment(run: OwnShiftRun, answers: Any, shifts: Any) -> Any:
    """Return the moment of Definition 19 with a shift (batch, n) for each point."""
    half = array_namespace(shifts).sqrt(run.d * shifts) / 2
    return expectation((euclidean_norm(answers) + half[:, :, None]) ** 2, run.weights)


@check(stated.corollary_5_3_2_corrected, own_shift_runs, expect="survived")
def test_corollary_5_3_2_corrected(instance: OwnShiftRun, alpha: Any) -> dict[Any, Any]:
    """Compute the expectation over all sequences of answers, each point with its own shift."""
    found = steps_of(instance, alpha)
    shifts = [instance.own_shift(norms(instance, s)) for s in found]
    moments = [own_moment(instance, s.answers, own) for s, own in zip(found, shifts, strict=True)]
    return {
        **replied(instance, found),
        stated.shift_at: joined(shifts),
        stated.moment_at: joined(moments),
    }


@dataclass(frozen=True)
class OwnShift(Replies):
    """Replies with a growth constant and a shift of the oracle's own, (batch,)."""

    c: Any
    own_xi: Any


def smaller_growth(oracle: OwnShift, z: Any, xp: Any) -> OwnShift:
    """Shrink c below what the oracle needs."""
    return replace(oracle, c=oracle.c * unit(z, xp))


def larger_shift(oracle: OwnShift, z: Any, xp: Any) -> OwnShift:
    """Raise the algorithm's shift above the oracle's."""
    return replace(oracle, xi=oracle.own_xi * (1 + wide(z, xp)))


@family(
    relax={
        "the oracle is interpolating with its own shift": smaller_growth,
        "the oracle's shift is at least the algorithm's": larger_shift,
    },
    space=Space(d=sizes(1, 3), m=sizes(1, 3), shift=choice("smaller", "larger")),
    latent=lambda c: {
        "answers": (1, c.m, c.d),
        "size": (c.m,),
        "weights": (c.m,),
        "own": (),
        "ratio": (),
        "c": (),
    },
)
def own_shifts(config: Any, z: Any, xp: Any) -> OwnShift:
    """Choose c so large that the replies meet the oracle's condition."""
    size = wide(z.size, xp)
    answers = z.answers * (size / size[:, :1])[:, None, :, None]
    weights = simplex(z.weights, xp)
    size = xp.max(xp.abs(mean_reply(answers, weights))[:, 0], axis=-1)
    size = xp.where(size > 0, size, xp.ones_like(size))
    largest = xp.max(xp.sum(xp.abs(answers[:, 0]), axis=-1), axis=-1)
    rounded = next(k for k in range(1, 9) if k * k >= config.d)
    relative = wide(z.own, xp)  # the root of the oracle's shift in units of the mean reply
    beyond = xp.maximum(z.ratio, xp.zeros_like(z.ratio))  # 0, for equal shifts, half of the time
    factor = 1 + beyond * (1 + 2 * beyond)
    ratio = factor if config.shift == "smaller" else 1 / factor
    root_c = (largest / size + rounded * relative) * widened(z.c, xp)
    root_own = size * relative
    root_xi = root_own * ratio
    return OwnShift(answers, weights, root_xi**2, root_c**2, root_own**2)


def measured(instance: OwnShift) -> dict[Any, Any]:
    """Compute the moments of the replies."""
    answers, weights = instance.answers, instance.weights
    xp = array_namespace(answers)
    half_shift = xp.sqrt(instance.d * instance.own_xi) / 2
    shift = instance.xi[:, None, None, None]
    mixed = xp.sum(xp.sqrt(answers**4 + shift * answers**2), axis=-1)
    return {
        stated.norm: euclidean_norm(mean_reply(answers, weights))[:, 0],
        stated.moment: interpolation_moment(answers, weights, half_shift)[:, 0],
        stated.mean_mixed: expectation(mixed, weights)[:, 0],
    }


test_corollary_5_3_2_step = check(stated.corollary_5_3_2_step, own_shifts, expect="refuted")(
    measured
)
test_corollary_5_3_2_step_corrected = check(
    stated.corollary_5_3_2_step_corrected, own_shifts, expect="survived"
)(measured)


@check(stated.corollary_5_3_2_growth, own_shifts, expect="survived")
def test_corollary_5_3_2_growth(instance: OwnShift) -> dict[Any, Any]:
    """Compute the second moment of the replies too."""
    found = measured(instance)
    square = euclidean_norm(instance.answers) ** 2
    return {
        stated.norm: found[stated.norm],
        stated.moment: found[stated.moment],
        stated.second_moment: expectation(square, instance.weights)[:, 0],
    }
