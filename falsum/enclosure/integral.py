"""Enclosures of integrals and series in standard form, for parameters in intervals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from flint import arb

from falsum.balls.ends import as_arb, make
from falsum.enclosure.integrand import Integrand
from falsum.enclosure.interval import UNDEFINED, Interval, add, point
from falsum.enclosure.pieces import goal, narrow, piece
from falsum.enclosure.tails import tail
from falsum.statement import expressions

NEAR = 10  # doublings of T after which a tail must have been bounded once
FAR, FAR_WIDE = 512, 16  # doublings at most, and where the parameters are wide
LOOKS = {0, 1, 2, 3, 4, 5, 6, 8, 10, *(round(2 ** (n / 2)) for n in range(7, 19))}
ONE = Fraction(1)


def finite(integrand: Integrand, parameters: Sequence[Interval]) -> Interval:
    """Enclose the integral over [0, 1], whose ends may be singular."""
    found = piece(integrand, Fraction(0), ONE, parameters)
    give_up = not found.undefined or integrand.nested
    return found if give_up else _by_halves(integrand, parameters)


def improper(
    integrand: Integrand, parameters: Sequence[Interval], *, singular: bool = True
) -> Interval:
    """Enclose the integral over [0, oo) by pieces of doubling length and a bound of the tail.

    ``singular`` lets the integrand be singular at 0.
    """
    if integrand.nested:
        return UNDEFINED
    total = piece(integrand, Fraction(0), ONE, parameters)
    if total.undefined and singular:
        total = _by_halves(integrand, parameters)
    bits, best, start = goal(parameters), UNDEFINED, ONE
    for doubling in range(FAR if narrow(parameters) else FAR_WIDE):
        if doubling in LOOKS and not total.undefined:
            rest = tail(integrand, start, parameters)
            best = best if rest.undefined else add(total, rest)
            if not rest.undefined and _fine(rest, total, bits):
                break
        if total.undefined or (doubling >= NEAR and best.undefined):
            break
        total = add(total, piece(integrand, start, 2 * start, parameters))
        start = 2 * start
    return best


def _fine(rest: Interval, total: Interval, bits: int) -> bool:
    """Tell whether a tail is as narrow, relative to the total, as was asked for."""
    if not rest.is_bounded or not total.is_bounded:
        return True
    length, size = arb(rest.hi) - arb(rest.lo), abs(as_arb(make(total.lo, total.hi)))
    return bool(length <= size.upper() * arb(2) ** -bits)


def _by_halves(integrand: Integrand, parameters: Sequence[Interval]) -> Interval:
    """Enclose the integral over [0, 1] with t = 1/(u + 2) and t = 1 - 1/(u + 2), u from 0 to oo."""
    total = point(0)
    for turned in _halves(integrand):
        total = add(total, improper(turned, parameters, singular=False))
    return total


@lru_cache(maxsize=1024)
def _halves(integrand: Integrand) -> tuple[Integrand, Integrand]:
    far = expressions.Pow(expressions.Add(integrand.variables[0], 2), -1)
    square = expressions.Pow(far, 2)
    left = integrand.of(lambda t: far, square)
    right = integrand.of(lambda t: expressions.Add(1, expressions.Mul(-1, far)), square)
    return left, right
