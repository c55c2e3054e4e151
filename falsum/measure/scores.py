"""Scores of a batch: the conclusion's slack, the worst hypothesis's, and what floats cannot say."""

from __future__ import annotations

from functools import reduce
from typing import Any, NamedTuple

from falsum.measure.axes import ATOM
from falsum.measure.event_slack import broken, estimates, probability_slack, within_reach
from falsum.measure.functions import RANGE
from falsum.measure.relations import Compared, Trial
from falsum.measure.slack import ROUNDING, behind, per_instance, worst

CANCELLED = 2.0**-40  # beside the sides of an instance, a gap that may be what cancelling left


class Scores(NamedTuple):
    """Per instance, shape (batch,): the conclusion's slack and the worst hypothesis's slack.

    ``guarded`` tells where an operation of the claim itself is undefined, such as a division by 0;
    the conclusion's slack is NaN there, as where floats leave their range, unless it is at single
    atoms of a law, which fail by themselves.
    ``edge`` tells where hypotheses are missed, but by no more than rounding can make of terms that
    cancel: only balls know whether such an instance meets them.
    ``levels`` (batch, 2) are the failure probability allowed and the least one that trials can
    decide, NaN where no trials do; ``faint`` tells where trials could not refute the claim although
    it failed as often as it did in the search.  ``idle`` tells where the conclusion is met
    trivially, so that no violation could have been seen.
    """

    conclusion: Any
    hypotheses: Any
    guarded: Any
    strict: bool
    edge: Any
    levels: Any
    faint: Any
    idle: Any


def score(trial: Trial) -> Scores:
    """Score a trial in floats."""
    xp = trial.xp
    met = [per_instance(_missed(h, xp), xp) for h in trial.hypotheses]
    levels, faint = None, None
    if trial.least is None:
        conclusion, strict = _conjunction(trial)
    else:
        found = estimates(trial)
        conclusion, strict = probability_slack(trial, found), False
        if trial.reach is not None:
            levels, faint = within_reach(trial, trial.reach, found)
            conclusion = xp.where(faint, behind(conclusion), conclusion)
    one = xp.ones_like(conclusion)
    met += [xp.where(truth, -one, one) for _, truth in trial.probes]
    missed = worst(met, xp) if met else -one
    never = xp.zeros_like(conclusion, dtype=xp.bool)
    guarded = lost = never
    for name, where in trial.guards:
        hit = _anywhere(where.array, xp)
        guarded = guarded | (hit if name != RANGE else never)
        lost = lost | (hit if name == RANGE or ATOM not in where.axes else never)
    empty = _trivial(trial, xp)
    kept = empty & ((conclusion < 0) | ((conclusion == 0) & (not strict)))
    conclusion = xp.where(kept, behind(conclusion), conclusion)
    conclusion = xp.where(lost, xp.nan * one, conclusion)
    if levels is None:
        levels, faint = xp.stack([xp.nan * one] * 2, axis=1), never
    return Scores(
        conclusion,
        missed,
        guarded,
        strict,
        _edge(trial, missed),
        levels,
        faint,
        empty | _idle(trial),
    )


def _conjunction(trial: Trial) -> tuple[Any, bool]:
    """Return the slack of the worst conjunct, and whether 0 is a violation.

    Where only some conjuncts are strict, an equality of these is told from one of the others.
    """
    xp = trial.xp
    reached = [per_instance(c.slack(xp), xp) for c in trial.conjuncts]
    strict = [c.sign in ("<", "!=") for c in trial.conjuncts]
    if any(strict) and not all(strict):
        for n, value in enumerate(reached):
            if strict[n]:
                least = xp.finfo(value.dtype).smallest_normal
                reached[n] = xp.where(value == 0, xp.full_like(value, least), value)
    return worst(reached, xp), all(strict)


def _edge(trial: Trial, missed: Any) -> Any:
    """Tell where hypotheses are missed by nothing but what may be a rounding error of cancelling.

    The terms that cancelled are not known: the largest side of any relation stands for them.
    Floats do not know either whether an infinite side is exact or an overflow.
    """
    xp = trial.xp
    near = (missed > ROUNDING) | xp.isnan(missed)
    for _, truth in trial.probes:
        near = near & truth
    if not bool(xp.any(near)):
        return near
    sides = [s for c in (*trial.hypotheses, *trial.conjuncts) for s in (c.lhs, c.rhs)]
    finite = (xp.where(xp.isfinite(s), xp.abs(s), xp.zeros_like(s)) for s in sides)
    room = CANCELLED * worst([per_instance(s, xp) for s in finite], xp)
    for assumed in trial.hypotheses:
        axes = (slice(None), *[None] * (assumed.lhs.ndim - 1))
        gap = assumed.lhs - assumed.rhs
        gap = xp.abs(gap) if assumed.sign == "==" else gap
        small = (gap > 0) & (gap <= room[axes]) if assumed.sign != "!=" else gap != gap
        value, one = _missed(assumed, xp), xp.ones_like(gap)
        wrong = (value > ROUNDING) & ~small | xp.isnan(value) & ~_infinite(assumed, xp)
        near = near & (per_instance(xp.where(wrong, one, -one), xp) < 0)
    return near


def _infinite(compared: Compared, xp: Any) -> Any:
    """Tell where a side is an infinity and the other one a number or an infinity, too."""
    lhs, rhs = compared.lhs, compared.rhs
    return (xp.isinf(lhs) | xp.isinf(rhs)) & ~xp.isnan(lhs) & ~xp.isnan(rhs)


def _missed(assumed: Compared, xp: Any) -> Any:
    """Return the slack of a hypothesis; a strict one is missed at equality."""
    value = assumed.slack(xp)
    if assumed.sign not in ("<", "!="):
        return value
    return xp.where(value == 0, xp.full_like(value, 2 * ROUNDING), value)


def _anywhere(truth: Any, xp: Any) -> Any:
    """Tell of each instance whether an entry is true; (batch,), or () for the same in all."""
    if truth.ndim <= 1:
        return truth
    return xp.any(xp.reshape(truth, (truth.shape[0], -1)), axis=1)


def _trivial(trial: Trial, xp: Any) -> Any:
    """Tell where the claim says nothing, whatever is drawn; (batch,)."""
    if trial.trivial is None:
        return xp.zeros((trial.batch,), dtype=xp.bool, device=trial.conjuncts[0].lhs.device)
    value = _missed(trial.trivial, xp)
    return per_instance(xp.where(xp.isnan(value), xp.ones_like(value), value), xp) <= 0


def _idle(trial: Trial) -> Any:
    """Tell where nothing can fail: the small side is exactly 0, or no atom of a law fails."""
    xp = trial.xp
    if trial.least is not None:
        certain = xp.sum(xp.where(broken(trial), trial.weights, 0 * trial.weights), axis=1) == 0
        return certain & (trial.least < 1) & (not trial.sampled)
    return reduce(xp.logical_and, (_nothing_small(c, xp) for c in trial.conjuncts))


def _nothing_small(compared: Compared, xp: Any) -> Any:
    """Tell where the small side is measured as 0 at every entry and the large one is above."""
    met = (compared.lhs == 0) & (compared.rhs > 0) & (compared.sign in ("<=", "<"))
    one = xp.ones_like(compared.lhs)
    return (per_instance(xp.where(met, -one, one), xp) < 0) & (not compared.number)
