"""Both sides of a relation in balls: what is written down of them, and the chance of an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from falsum import balls
from falsum.balls.text import number_text
from falsum.measure.axes import ATOM
from falsum.measure.check import BindingError
from falsum.measure.relations import Compared, Trial
from falsum.measure.slack import slack
from falsum.records.chance import ChanceRecord

SHARP = 1e-9  # width of an enclosure, relative to its middle, that is called exact


@dataclass(frozen=True)
class Side:
    """Enclosures of both sides of a relation at the entry that decides it."""

    name: str
    sign: str
    lhs: str
    rhs: str


def doubt_of(compared: Compared, assumed: bool) -> float:
    """Return the largest slack that the enclosures of both sides leave possible.

    What keeps overlapping is most likely an equality, which breaks a strict relation altogether,
    where every hypothesis is ``assumed`` to hold with certainty.
    """
    lhs, rhs = compared.lhs, compared.rhs
    if assumed and compared.sign in ("<", "!=") and not truth(compared).is_decided().all():
        return 1.0
    compared = replace(compared, apart=None)
    sides = [(lhs.upper(), rhs.lower())]
    if compared.sign == "==":
        sides.append((lhs.lower(), rhs.upper()))
    slacks = [midpoint_slack(replace(compared, lhs=a, rhs=b)) for a, b in sides]
    return max(1.0 if np.isnan(slack) else slack for slack in slacks)


def weights_known(trial: Trial) -> bool:
    """Tell whether every weight of the law is a number; no atom can be left out.

    Raises BindingError where they certainly make no law.
    """
    xp = trial.xp
    if bool(trial.weights.maybe_undefined.any()):
        return False
    total, least = xp.sum(trial.weights, axis=1), xp.min(trial.weights, axis=1)
    if not ((total == 1) & (least >= 0)).possible().all():
        raise BindingError(
            f"the weights of the law add up to {number_text(total[0])} and the least one is "
            f"{number_text(least[0])}; a law has weights of at least 0 that add up to 1"
        )
    return True


def event(trial: Trial) -> Compared:
    """Enclose the probability of the conclusion under the trial's law, against the claimed one."""
    xp = trial.xp
    certain, possible = held(trial)
    zero = xp.zeros_like(trial.weights)
    low = xp.sum(xp.where(xp.asarray(certain), trial.weights, zero), axis=1)
    high = xp.sum(xp.where(xp.asarray(possible), trial.weights, zero), axis=1)
    settled = bool((certain == possible).all())
    probability = low if settled else balls.BallArray.from_bounds(low.lower(), high.upper())
    return Compared("probability", "<=", trial.least + 0 * low, probability)


def rarer(event: Compared) -> Compared:
    """Return the comparison of an event's probability, or of its complement's if that is rarer."""
    if (event.lhs >= Fraction(1, 2)).possible().all():
        return replace(event, lhs=1 - event.rhs, rhs=1 - event.lhs)
    return event


def midpoint_slack(compared: Compared) -> float:
    """Return the largest slack of a relation at the midpoints of its sides."""
    lhs, rhs = _floats(compared.lhs), _floats(compared.rhs)
    if lhs.size == 0:
        return -1.0
    with np.errstate(all="ignore"):
        value = slack(compared.sign, lhs, rhs, np, smallest=0.0)
        if compared.apart is not None:
            small, large = (_floats(side) for side in compared.apart)
            left = slack(compared.sign, small, large, np, smallest=0.0)
            value = np.where(np.isfinite(lhs) & np.isfinite(rhs), left, value)
        return float(np.max(value))


def side(compared: Compared) -> Side:
    """Write down both enclosures at the entry with the largest slack."""
    lhs, rhs = compared.lhs, compared.rhs
    if lhs.size == 0:
        return Side(compared.name, compared.sign, "none", "none")
    entry = _largest_gap(compared)
    left, right = _at(lhs, entry), _at(rhs, entry)
    return Side(compared.name, compared.sign, number_text(left), number_text(right))


def _largest_gap(compared: Compared) -> int:
    """Return the place of the entry with the largest slack, in row-major order."""
    with np.errstate(invalid="ignore"):
        gap = _floats(compared.lhs) - _floats(compared.rhs)
    gap = np.abs(gap) if compared.sign == "==" else gap
    return int(np.nanargmax(gap)) if not np.isnan(gap).all() else 0


def _floats(array: Any) -> Any:
    return balls.midpoint_floats(array).reshape(-1)


def _at(array: Any, entry: int) -> Any:
    return balls.namespace.reshape(array, (array.size,))[entry]


def exact_chance(trial: Trial, conjuncts: Sequence[Compared]) -> ChanceRecord | None:
    """Record the probability that a finite law gives to the conclusion, or an expectation.

    There is none where the enclosure leaves it open: an atom is undecided, or undefined.
    """
    if trial.weights is None or not all(c.lhs.size for c in conjuncts):
        return None
    averaged = [c for c in conjuncts if trial.least is not None or c.averaged]
    worst = max(averaged or conjuncts, key=midpoint_slack)
    entry = _largest_gap(worst)
    lhs, rhs = (_at(side, entry) for side in (worst.lhs, worst.rhs))
    event = trial.least is not None
    right = event or worst.averaged == "rhs"
    found, claimed = (rhs, lhs) if right else (lhs, rhs)
    low, middle, high = (float(_floats(end)[0]) for end in (found.lower(), found, found.upper()))
    numbers = (float(_floats(claimed)[0]), middle, low, high)
    if not np.isfinite(numbers).all() or high - low > SHARP * (1 + abs(middle)):
        return None
    sign = worst.sign if not right else worst.sign.replace("<", ">")
    quantity = "probability" if event else "expectation"
    return ChanceRecord("exact", quantity, *numbers, sign=sign)


Mask = NDArray[np.bool_]


def entrywise(compared: Compared) -> Any:
    """Return the three-valued truth of a relation at every entry, (batch, *axes)."""
    lhs, rhs = compared.lhs, compared.rhs
    operations = {"<=": lhs.__le__, "<": lhs.__lt__, "==": lhs.__eq__, "!=": lhs.__ne__}
    return operations[compared.sign](rhs)


def truth(compared: Compared, weights: Any = None) -> Any:
    """Return the truth of the relation for the single instance, over all its axes.

    Atoms that certainly have no weight don't count.
    """
    found = entrywise(compared)
    if compared.atoms and weights is not None:
        idle = _spread((weights == 0).certain(), found.can_be_true.ndim)
        found = found | balls.truth.Truth.decided(idle)
    return balls.namespace.all(found, axis=None, keepdims=True)


def held(trial: Trial) -> tuple[Mask, Mask]:
    """Tell for each atom whether the conclusion certainly holds and whether it may, (batch, atoms).

    A conclusion that may be undefined is neither certain to hold nor certain to fail.
    """
    return _all(trial.conjuncts, trial)


def assumed(trial: Trial) -> Mask:
    """Tell for each atom whether what is assumed of it certainly holds, (batch, atoms)."""
    return _all([h for h in trial.hypotheses if h.atoms], trial)[0]


def _all(relations: Any, trial: Trial) -> tuple[Mask, Mask]:
    certain = possible = np.ones(trial.weights.shape, dtype=np.bool_)
    for compared in relations:
        found = entrywise(compared)
        axes = tuple(range(2 if compared.atoms else 1, compared.lhs.ndim))
        sure, maybe = found.certain().all(axis=axes), found.possible().all(axis=axes)
        if not compared.atoms:
            sure, maybe = sure[:, None], maybe[:, None]
        certain, possible = certain & sure, possible & maybe
    return certain, possible


def undefined(trial: Trial) -> str:
    """Return the name of an operation that is certainly undefined, on an atom with weight."""
    for name, where in trial.guards:
        certain = where.array.certain()
        if trial.weights is not None and ATOM in where.axes:
            place = 1 + where.axes.index(ATOM)
            matters = (trial.weights > 0).certain()
            certain = np.moveaxis(certain, place, 1) & _spread(matters, certain.ndim)
        if certain.any():
            return name
    return ""


def surely_defined(trial: Trial) -> bool:
    """Tell whether no operation can be undefined anywhere."""
    return not any(where.array.possible().any() for _, where in trial.guards)


def _spread(mask: Mask, dimensions: int) -> Mask:
    """Give a mask (batch, atoms) further axes of length one."""
    return mask.reshape(*mask.shape, *(1,) * (dimensions - mask.ndim))
