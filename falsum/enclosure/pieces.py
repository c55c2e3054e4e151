"""The integral of an integrand over a bounded piece: by flint, or by the range of its values."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import acb, arb, ctx, fmpq

from falsum.balls.ends import as_arb, end_max, end_min, less, make
from falsum.enclosure.box import rational
from falsum.enclosure.complex_boxes import NAN, analytic_value, real_value
from falsum.enclosure.effort import BALL, Exhausted, effort
from falsum.enclosure.functions import scale
from falsum.enclosure.integrand import Integrand
from falsum.enclosure.interval import UNDEFINED, Interval, add, between, point
from falsum.enclosure.tape import Tape

GOAL = 160  # bits that are asked of an integral, at most
EVALUATIONS = 4000  # of an integrand on one piece
COARSE = 24  # equal parts of a piece where the parameters are wide
NARROW = fmpq(1, 2**30)  # relative width of a parameter that flint can still use


def narrow(parameters: Sequence[Interval]) -> bool:
    """Tell whether every parameter is known well enough for an integral to be."""
    return all(
        p.is_bounded and as_arb(make(p.lo, p.hi)).rad() <= NARROW * (1 + abs(arb(p.lo)))
        for p in parameters
    )


def goal(parameters: Sequence[Interval]) -> int:
    """Return how many bits of an integral or a series are asked for."""
    return min(ctx.prec // 3, GOAL) if narrow(parameters) else 10


def piece(
    integrand: Integrand, low: Fraction, high: Fraction, parameters: Sequence[Interval]
) -> Interval:
    """Enclose the integral over [low, high]; undefined where no enclosure is found."""
    tape = integrand.at(parameters)
    if narrow(parameters) and not integrand.nested:
        found = _by_flint(tape, low, high, parameters)
        if not found.undefined:
            return found
    return _by_range(tape, low, high, parameters)


def _by_flint(
    tape: Tape, low: Fraction, high: Fraction, parameters: Sequence[Interval]
) -> Interval:
    balls = [as_arb(make(p.lo, p.hi)) for p in parameters]
    boxes = [acb(b) for b in balls]
    ends = (rational(low), rational(high))

    def integrand(z: acb, analytic: bool) -> acb:
        # flint lets no exception through: NaN, and the work is looked at behind it
        effort.spent += BALL * len(tape.nodes)
        try:
            return acb(NAN) if effort.over else value_at(z, analytic)
        except Exhausted:
            return acb(NAN)

    def value_at(z: acb, analytic: bool) -> acb:
        if analytic:
            return analytic_value(tape, [z, *boxes])
        if not z.imag.is_zero():
            return acb(NAN)
        value = real_value(tape, [z.real, *balls])
        return acb(value if value.is_finite() else _range(tape, z.real, ends, parameters))

    tolerance = arb(2) ** -(goal(parameters) + 8)
    value = acb.integral(
        integrand, acb(ends[0]), acb(ends[1]), rel_tol=tolerance, eval_limit=EVALUATIONS
    ).real
    effort.charge(0.0)
    if not value.is_finite():
        return UNDEFINED
    return between(value.lower(), value.upper())


def _range(tape: Tape, x: arb, ends: tuple[fmpq, fmpq], parameters: Sequence[Interval]) -> arb:
    """Return the range of values over the part of a ball that lies within the piece."""
    low, high = end_max(x.lower(), ends[0]), end_min(x.upper(), ends[1])
    if less(high, low):
        return NAN
    value = tape([between(low, high), *parameters])
    return NAN if value.undefined or not value.is_bounded else as_arb(make(value.lo, value.hi))


def _by_range(
    tape: Tape, low: Fraction, high: Fraction, parameters: Sequence[Interval]
) -> Interval:
    """Add up width times range over equal parts."""
    step, total = (high - low) / COARSE, point(0)
    for n in range(COARSE):
        side = between(rational(low + n * step), rational(low + (n + 1) * step))
        value = tape([side, *parameters])
        if value.undefined:
            return UNDEFINED
        total = add(total, scale(value, rational(step)))
    return total
