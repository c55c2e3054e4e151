"""The slack of an event: what its probability comes to, atom by atom, against what is claimed."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from falsum.chance.reach import Reach
from falsum.measure.relations import Trial
from falsum.measure.slack import slack, worst

AIM = 2.0**-6  # the part of a search's slack that only breaks ties between estimates
NEAREST = 16  # one in so many trials is near enough to a failure to show the way
BARELY = 1e-6  # slack of a violation that is within the error of its estimate

Estimates = tuple[Any, Any, Any, Any]
"""The probability of an event and of its failure, and both moved back by a standard error."""


def atomwise(trial: Trial) -> Any:
    """Return the conclusion's slack at each atom, (batch, atoms): its worst conjunct and entry."""
    xp = trial.xp
    found = [by_atom(c.slack(xp), c.atoms, trial.weights.shape, xp) for c in trial.conjuncts]
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


def probability_slack(trial: Trial, found: Estimates) -> Any:
    """Compare the probability of the rarer side of the event with what is claimed of it."""
    xp = trial.xp
    event, failure, less, more = found
    claimed = trial.least + 0 * event
    often = slack("<=", failure, 1 - claimed, xp)
    rarely = slack("<=", claimed, event, xp)
    if trial.sampled:
        often = _modest(often, slack("<=", less, 1 - claimed, xp), xp)
        rarely = _modest(rarely, slack("<=", claimed, more, xp), xp)
    value = xp.where(claimed >= 0.5, often, rarely)
    return _aimed(value, atomwise(trial), xp) if trial.sampled else value


def estimates(trial: Trial) -> Estimates:
    """Estimate an event: last come the failure's least and the event's greatest likely chance."""
    xp = trial.xp
    holds = _kept(trial)
    nothing = xp.zeros_like(trial.weights)
    succeeding, failing = (xp.where(chosen, trial.weights, nothing) for chosen in (holds, ~holds))
    event, failure = xp.sum(succeeding, axis=1), xp.sum(failing, axis=1)
    less = failure - xp.sqrt(xp.sum(failing**2, axis=1))
    one = xp.max(trial.weights, axis=1) ** 2  # what one success more would have added
    return event, failure, less, event + xp.sqrt(xp.sum(succeeding**2, axis=1) + one)


def within_reach(trial: Trial, known: Reach, found: Estimates) -> tuple[Any, Any]:
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
