"""The statement at one exact point, decided at rising precision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from fractions import Fraction
from itertools import chain, islice, product

from falsum import balls
from falsum.balls.ends import is_infinite
from falsum.enclosure.box import Point, at, exact, holds, middle, samples
from falsum.enclosure.interval import (
    Interval,
    is_negative,
    is_nonnegative,
    is_nonpositive,
    is_positive,
)
from falsum.enclosure.tape import Tape
from falsum.prove.scalar import Statement

PRECISIONS = (128, 512, 2048)
SMALL = tuple(Fraction(x) for x in ("0", "1", "-1", "2", "1/2", "-1/2", "-2", "3", "10", "-10"))
MOST = 150


class Answer(Enum):
    """What the balls say of a statement at a point."""

    HOLDS = "every hypothesis and the conclusion certainly hold"
    FAILS = "every hypothesis certainly holds and the conclusion certainly fails"
    UNDEFINED = "every hypothesis holds as far as it is defined, and a part may be undefined"
    REJECTED = "the point is outside the domain, or a hypothesis certainly fails"
    UNDECIDED = "not certain at the highest precision tried"


def truth(sign: str, difference: Interval) -> bool | None:
    """Return whether a relation holds, given its lhs - rhs; None when that is not certain."""
    if difference.undefined:
        return None
    if sign == "<=":
        return True if is_nonpositive(difference) else False if is_positive(difference) else None
    if sign == "<":
        return True if is_negative(difference) else False if is_nonnegative(difference) else None
    equal = _is_zero(difference)
    if sign == "!=":
        return None if equal is None else not equal
    return equal


def _is_zero(difference: Interval) -> bool | None:
    if is_positive(difference) or is_negative(difference):
        return False
    return True if difference.is_point and difference.lo == 0 else None


def decide(statement: Statement, point: Point) -> Answer:
    """Decide the statement at a point of its box."""
    inside = all(holds(side, x) for side, x in zip(statement.box, point, strict=True))
    whole = all(x.denominator == 1 for x, i in zip(point, statement.integral, strict=True) if i)
    if not inside or not whole:
        return Answer.REJECTED
    answer = Answer.UNDECIDED
    for bits in PRECISIONS:
        with balls.precision(bits, exact_bits=8 * bits):
            answer = _once(statement, point)
        if answer not in (Answer.UNDECIDED, Answer.UNDEFINED):
            break
    return answer


def _once(statement: Statement, point: Point) -> Answer:
    truths, undefined = [], False
    for sign, tape in statement.tapes:
        value = tape(at(point))
        undefined |= value.undefined
        truths.append(truth(sign, value))
    if False in truths:
        return Answer.REJECTED
    value = statement.tape(at(point))
    if undefined or value.undefined:
        return Answer.UNDEFINED
    concluded = truth(statement.conclusion.sign, value)
    if None in truths or concluded is None:
        return Answer.UNDECIDED
    return Answer.HOLDS if concluded else Answer.FAILS


def value_at(tape: Tape, point: Sequence[Fraction]) -> Interval:
    """Return the value of a tape at a point."""
    return tape(at(point))


def candidates(statement: Statement) -> Iterator[Point]:
    """Return points worth a look before any proof: small numbers, edges, a few others."""
    sides = []
    for side, integral in zip(statement.box, statement.integral, strict=True):
        ends = [exact(end) for end in (side.lo, side.hi) if not is_infinite(end)]
        near = [x for x in (*SMALL, middle(side, integral), *ends) if holds(side, x)]
        sides.append([x for x in dict.fromkeys(near) if x.denominator == 1 or not integral])
    return chain(islice(product(*sides), MOST), samples(statement.box))
