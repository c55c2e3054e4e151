"""Slack: how far a relation is from being broken, free of scale, in floats.

``s = (lhs - rhs) / (|lhs| + |rhs|)`` lies in [-1, 1]; it is positive exactly where ``lhs <= rhs``
fails.  Where both sides vanish it is -1 for <= and =, which then hold without saying anything, and
0 for <, which fails.  NaN marks what floats cannot say: it never counts as holding.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from falsum.trial import Compared, Trial

ROUNDING = 2.0**-30  # a hypothesis missed by no more than this is left for the balls to judge
CANCELLED = 2.0**-40  # beside the sides of an instance, a gap that may be what cancelling left
SMALLEST = 2.0**-960  # below this floats run out of digits, and their ratio says nothing


class Scores(NamedTuple):
    """Per instance, shape (batch,): the conclusion's slack and the worst hypothesis's slack.

    ``guarded`` tells where an operation of the claim itself is undefined, such as a division by 0.
    ``edge`` tells where hypotheses are missed, but by no more than rounding can make of terms that
    cancel: only balls know whether such an instance meets them.
    """

    conclusion: Any
    hypotheses: Any
    guarded: Any
    strict: bool
    edge: Any


def slack(compared: Compared, xp: Any) -> Any:
    """Return the elementwise slack of a relation, NaN where a side is NaN or rhs is infinite."""
    lhs, rhs = compared.lhs, compared.rhs
    size = xp.abs(lhs) + xp.abs(rhs)
    both_zero = size == 0
    safe = xp.where(both_zero, xp.ones_like(size), size)
    gap = xp.abs(lhs - rhs) if compared.sign in ("==", "!=") else lhs - rhs
    value = xp.where(both_zero, xp.full_like(size, vanishing(compared.sign)), gap / safe)
    value = -value if compared.sign == "!=" else value
    lost = ((size < SMALLEST) & ~both_zero) | xp.isinf(size)
    value = xp.where(lost, xp.full_like(size, xp.nan), value)
    broken = xp.isinf(lhs) & (lhs > 0) & xp.isfinite(rhs) & (compared.sign != "!=")
    return xp.where(broken, xp.ones_like(value), value)


def vanishing(sign: str) -> float:
    """Return the slack of a relation of which both sides are zero."""
    return -1.0 if sign in ("<=", "==") else 0.0


def per_instance(array: Any, xp: Any) -> Any:
    """Reduce an array of shape (batch, *axes) to the worst of each instance; no entry is -1."""
    if array.ndim == 1:
        return array
    flat = xp.reshape(array, (array.shape[0], -1))
    if flat.shape[1] == 0:
        return -xp.ones_like(xp.sum(flat, axis=1))
    return xp.max(flat, axis=1)


def score(trial: Trial) -> Scores:
    """Score a trial in floats."""
    xp = trial.xp
    met = [per_instance(_missed(h, xp), xp) for h in trial.hypotheses]
    if trial.least is None:
        reached = [per_instance(slack(c, xp), xp) for c in trial.conjuncts]
        strict = any(c.sign in ("<", "!=") for c in trial.conjuncts)
        conclusion = worst(reached, xp)
    else:
        conclusion, strict = _probability_slack(trial), False
    one = xp.ones_like(conclusion)
    met += [xp.where(truth, -one, one) for _, truth in trial.probes]
    missed = worst(met, xp) if met else -one
    return Scores(conclusion, missed, _guarded(trial, conclusion), strict, _edge(trial, missed))


def _edge(trial: Trial, missed: Any) -> Any:
    """Tell where hypotheses are missed by nothing but what may be a rounding error of cancelling.

    The terms that cancelled are not known: the largest side of any relation stands for them.
    """
    xp = trial.xp
    near = missed > ROUNDING
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
        unmet = _missed(assumed, xp) > ROUNDING
        near = near & (per_instance(xp.where(unmet & ~small, gap * 0 + 1, gap * 0 - 1), xp) < 0)
    return near


def _missed(assumed: Compared, xp: Any) -> Any:
    """Return the slack of a hypothesis; a strict one is missed at equality."""
    value = slack(assumed, xp)
    if assumed.sign not in ("<", "!="):
        return value
    return xp.where(value == 0, xp.full_like(value, 2 * ROUNDING), value)


def _guarded(trial: Trial, like: Any) -> Any:
    xp = trial.xp
    hit = xp.zeros_like(like, dtype=xp.bool)
    for _, where in trial.guards:
        truth = where.array
        if truth.ndim > 1:
            truth = xp.any(xp.reshape(truth, (truth.shape[0], -1)), axis=1)
        hit = hit | truth
    return hit


def atomwise(trial: Trial) -> Any:
    """Return the conclusion's slack at each atom, (batch, atoms): its worst conjunct and entry."""
    xp, found = trial.xp, []
    for conjunct in trial.conjuncts:
        value = slack(conjunct, xp)
        if not conjunct.atoms:
            value = xp.reshape(value, (value.shape[0], 1, *value.shape[1:]))
        found.append(xp.max(xp.reshape(value, (*value.shape[:2], -1)), axis=2))
    return worst(list(xp.broadcast_arrays(*found)), xp)


def _kept(trial: Trial) -> Any:
    """Tell for each atom whether the conclusion holds there; a strict one fails at equality."""
    holds: Any = True
    for conjunct in trial.conjuncts:
        value = atomwise(replace(trial, conjuncts=(conjunct,)))
        holds = holds & ((value < 0) if conjunct.sign in ("<", "!=") else (value <= 0))
    return holds


def _probability_slack(trial: Trial) -> Any:
    """Compare the probability of the rarer side of the event with what is claimed of it."""
    xp = trial.xp
    holds = _kept(trial)
    nothing = xp.zeros_like(trial.weights)
    event = xp.sum(xp.where(holds, trial.weights, nothing), axis=1)
    failure = xp.sum(xp.where(holds, nothing, trial.weights), axis=1)
    claimed = trial.least + 0 * event
    often = slack(Compared("failure", "<=", failure, 1 - claimed), xp)
    rarely = slack(Compared("probability", "<=", claimed, event), xp)
    return xp.where(claimed >= 0.5, often, rarely)


def worst(values: list[Any], xp: Any) -> Any:
    """Return the elementwise maximum, NaN where any is NaN."""
    result = values[0]
    for value in values[1:]:
        result = xp.maximum(result, value)
    return result
