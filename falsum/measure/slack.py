"""Slack: how far a relation is from being broken, free of scale, in floats.

``s = (lhs - rhs) / (|lhs| + |rhs|)`` lies in [-1, 1]; it is positive exactly where ``lhs <= rhs``
fails.  Where both sides vanish it is -1 for <= and =, which then hold without saying anything, and
0 for <, which fails.  NaN marks what floats cannot say: it never counts as holding.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, NamedTuple

from falsum.chance.reach import Reach
from falsum.measure.axes import ATOM
from falsum.measure.functions import RANGE
from falsum.measure.relations import Compared, Trial

ROUNDING = 2.0**-30  # a hypothesis missed by no more than this is left for the balls to judge
CANCELLED = 2.0**-40  # beside the sides of an instance, a gap that may be what cancelling left
AIM = 2.0**-6  # the part of a search's slack that only breaks ties between estimates
NEAREST = 16  # one in so many trials is near enough to a failure to show the way
BARELY = 1e-6  # slack of a violation that is within the error of its estimate
FAINT = 2.0**-10  # what is left of the height above -1 where trials could refute nothing
SMALLEST = 2.0**-960  # below this floats run out of digits, and their ratio says nothing

Estimates = tuple[Any, Any, Any, Any]
"""The probability of an event and of its failure, and both moved back by a standard error."""


class Scores(NamedTuple):
    """Per instance, shape (batch,): the conclusion's slack and the worst hypothesis's slack.

    ``guarded`` tells where an operation of the claim itself is undefined, such as a division by 0;
    the conclusion's slack is NaN there, as where floats leave their range, unless it is at single
    atoms of a law, which fail by themselves.
    ``edge`` tells where hypotheses are missed, but by no more than rounding can make of terms that
    cancel: only balls know whether such an instance meets them.
    ``levels`` (batch, 2) are the failure probability allowed and the least one that trials can
    decide, NaN where no trials do; ``faint`` tells where trials could not refute the claim although
    it failed as often as it did in the search.
    """

    conclusion: Any
    hypotheses: Any
    guarded: Any
    strict: bool
    edge: Any
    levels: Any
    faint: Any


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
    levels, faint = None, None
    if trial.least is None:
        conclusion, strict = _conjunction(trial)
    else:
        found = _estimates(trial)
        conclusion, strict = _probability_slack(trial, found), False
        if trial.reach is not None:
            levels, faint = _within_reach(trial, trial.reach, found)
            conclusion = xp.where(faint, FAINT * (conclusion + 1) - 1, conclusion)
    one = xp.ones_like(conclusion)
    met += [xp.where(truth, -one, one) for _, truth in trial.probes]
    missed = worst(met, xp) if met else -one
    never = xp.zeros_like(conclusion, dtype=xp.bool)
    guarded = lost = never
    for name, where in trial.guards:
        hit = _anywhere(where.array, xp)
        guarded = guarded | (hit if name != RANGE else never)
        lost = lost | (hit if name == RANGE or ATOM not in where.axes else never)
    conclusion = xp.where(lost, xp.nan * one, conclusion)
    if levels is None:
        levels, faint = xp.stack([xp.nan * one] * 2, axis=1), never
    return Scores(conclusion, missed, guarded, strict, _edge(trial, missed), levels, faint)


def _conjunction(trial: Trial) -> tuple[Any, bool]:
    """Return the slack of the worst conjunct, and whether 0 is a violation.

    Where only some conjuncts are strict, an equality of these is told from one of the others.
    """
    xp = trial.xp
    reached = [per_instance(slack(c, xp), xp) for c in trial.conjuncts]
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
    value = slack(assumed, xp)
    if assumed.sign not in ("<", "!="):
        return value
    return xp.where(value == 0, xp.full_like(value, 2 * ROUNDING), value)


def _anywhere(truth: Any, xp: Any) -> Any:
    """Tell of each instance whether an entry is true; (batch,), or () for the same in all."""
    if truth.ndim <= 1:
        return truth
    return xp.any(xp.reshape(truth, (truth.shape[0], -1)), axis=1)


def atomwise(trial: Trial) -> Any:
    """Return the conclusion's slack at each atom, (batch, atoms): its worst conjunct and entry."""
    xp = trial.xp
    found = [by_atom(slack(c, xp), c.atoms, trial.weights.shape, xp) for c in trial.conjuncts]
    return worst(found, xp)


def by_atom(array: Any, atoms: bool, shape: Any, xp: Any) -> Any:
    """Reduce (batch, [atoms,] *axes) to the largest entry of each atom; no entry is -1."""
    if not atoms:
        array = xp.reshape(array, (array.shape[0], 1, *array.shape[1:]))
    flat = xp.reshape(array, (*array.shape[:2], math.prod(array.shape[2:])))
    if flat.shape[2] == 0:
        return -xp.ones(tuple(shape), dtype=array.dtype, device=array.device)
    return xp.broadcast_to(xp.max(flat, axis=2), tuple(shape))


def broken(trial: Trial) -> Any:
    """Tell for each atom whether floats say that the conclusion fails there, or cannot say."""
    return ~_kept(trial)


def _kept(trial: Trial) -> Any:
    """Tell for each atom whether the conclusion holds there; a strict one fails at equality."""
    holds: Any = True
    for conjunct in trial.conjuncts:
        value = atomwise(replace(trial, conjuncts=(conjunct,)))
        holds = holds & ((value < 0) if conjunct.sign in ("<", "!=") else (value <= 0))
    return holds


def _probability_slack(trial: Trial, found: Estimates) -> Any:
    """Compare the probability of the rarer side of the event with what is claimed of it."""
    xp = trial.xp
    event, failure, less, more = found
    claimed = trial.least + 0 * event
    often = slack(Compared("failure", "<=", failure, 1 - claimed), xp)
    rarely = slack(Compared("probability", "<=", claimed, event), xp)
    if trial.sampled:
        often = _modest(often, slack(Compared("failure", "<=", less, 1 - claimed), xp), xp)
        rarely = _modest(rarely, slack(Compared("probability", "<=", claimed, more), xp), xp)
    value = xp.where(claimed >= 0.5, often, rarely)
    return _aimed(value, atomwise(trial), xp) if trial.sampled else value


def _estimates(trial: Trial) -> Estimates:
    """Estimate an event: last come the failure's least and the event's greatest likely chance."""
    xp = trial.xp
    holds = _kept(trial)
    nothing = xp.zeros_like(trial.weights)
    succeeding, failing = (xp.where(chosen, trial.weights, nothing) for chosen in (holds, ~holds))
    event, failure = xp.sum(succeeding, axis=1), xp.sum(failing, axis=1)
    less = failure - xp.sqrt(xp.sum(failing**2, axis=1))
    one = xp.max(trial.weights, axis=1) ** 2  # what one success more would have added
    return event, failure, less, event + xp.sqrt(xp.sum(succeeding**2, axis=1) + one)


def _within_reach(trial: Trial, known: Reach, found: Estimates) -> tuple[Any, Any]:
    """Return the levels of sampled instances, (batch, 2), and where they are faint, (batch,)."""
    xp = trial.xp
    event, _, less, more = found
    allowed = 1 - trial.least + 0 * event
    failing = xp.where(allowed <= 0.5, less, 1 - more)
    levels = xp.stack([allowed, known.low + 0 * allowed], axis=1)
    return levels, known.faint(allowed, failing, xp)


def _modest(value: Any, shrunk: Any, xp: Any) -> Any:
    """Return what is left of a violation when its estimate is moved back by a standard error.

    One accidental failure among trials of which hardly any may fail stays a violation, but it is
    not the worst of them.
    """
    left = xp.where(shrunk > BARELY, shrunk, xp.full_like(shrunk, BARELY))
    return xp.where(value > 0, left, value)


def _aimed(value: Any, atoms: Any, xp: Any) -> Any:
    """Break ties of estimated probabilities by the mean slack of the trials nearest a failure.

    Where no trial fails the estimate is flat and shows no way; its sign is never changed.
    """
    known = xp.where(xp.isnan(atoms), xp.zeros_like(atoms), atoms)
    nearest = xp.sort(known, axis=1)[:, -max(1, atoms.shape[1] // NEAREST) :]
    aim = xp.sum(nearest, axis=1) / nearest.shape[1]
    return xp.where(value > 0, value, (1 - AIM) * value - AIM * (1 - aim) / 2)


def worst(values: list[Any], xp: Any) -> Any:
    """Return the elementwise maximum, NaN where any is NaN."""
    result = values[0]
    for value in values[1:]:
        result = xp.maximum(result, value)
    return result
