"""Oracles that interpolate with another shift than the algorithm's."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.gradients.replies import Replies
from checks.families.optimisers.longer_runs import linear_runs
from checks.families.optimisers.own_shift_runs import own_shift_runs
from checks.families.optimisers.rmsprop_runs import widened
from checks.families.relaxing import larger, smaller
from falsum import Space, audits, choice, family, sizes
from falsum.maps import simplex, wide
from impl.geometry.linear_algebra import euclidean_norm
from impl.optimisers.finite_oracles import expectation, interpolation_moment, mean_reply
from theorems.mukherjee_2020.chapter_5 import corollary_5_3_2 as stated
from theorems.mukherjee_2020.chapter_5 import theorem_5_3_1 as theorem
from theorems.mukherjee_2020.chapter_5.notation import coordinates, sigma


@dataclass(frozen=True)
class OwnShift(Replies):
    """Replies with a growth constant and a shift of the oracle's own, (batch,)."""

    c: Any
    own_xi: Any


def larger_shift(oracle: OwnShift, z: Any, xp: Any) -> OwnShift:
    """Raise the algorithm's shift above the oracle's."""
    return replace(oracle, xi=oracle.own_xi * (1 + wide(z, xp)))


@family(
    relax={
        stated.by_own_shift: smaller("c"),
        stated.large_shift: larger_shift,
        stated.limited: larger("own_xi"),
    },
    space=Space(d=sizes(1, 3), m=sizes(1, 3), shift=choice("smaller", "larger")),
    latent=lambda c: {
        "answers": (1, c.m, c.d),
        "size": (c.m,),
        "weights": (c.m,),
        **dict.fromkeys(("own", "ratio", "c"), ()),
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


@own_shifts.measures(stated.norm, stated.moment, stated.mean_mixed, stated.second_moment)
def _moments(instance: OwnShift, answers: Any, weights: Any, xi: Any, own_xi: Any) -> Any:
    xp = array_namespace(answers)
    mixed = xp.sum(xp.sqrt(answers**4 + xi[:, None, None, None] * answers**2), axis=-1)
    return (
        euclidean_norm(mean_reply(answers, weights))[:, 0],
        interpolation_moment(answers, weights, xp.sqrt(instance.d * own_xi) / 2)[:, 0],
        expectation(mixed, weights)[:, 0],
        expectation(euclidean_norm(answers) ** 2, weights)[:, 0],
    )


of_linear = audits(
    linear_runs,
    {stated.printed: "refuted"},
    given={theorem.best_least: coordinates * sigma**2},
)
along_runs = audits(own_shift_runs, {stated.corrected: "survived"})
at_one_point = audits(
    own_shifts,
    {stated.step: "refuted", stated.step_corrected: "survived", stated.moments: "survived"},
)
