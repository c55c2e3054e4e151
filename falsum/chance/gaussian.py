"""Certified probabilities of Gaussian events on the line and in the plane.

The Gaussian is standard: mean 0, identity covariance.  Results are ``arb`` balls that contain the
probability.  One-dimensional integrals are those of Arb: Gauss-Legendre quadrature on a bisected
path, with error bounds from the values of an analytic integrand on complex balls (Petras, 2002;
Johansson, 2018).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from flint import acb, arb, fmpq

from falsum.chance.exactly import Number, ball, fraction, working_precision

Real: TypeAlias = Number | arb
End: TypeAlias = Real | None
"""A real number, or None for an end at infinity."""

Function: TypeAlias = Callable[[acb, bool], acb]
"""An analytic function of a complex ball.  The flag has to be handed on to functions with branch
cuts, as in ``x.sqrt(analytic=flag)``."""

BITS = 128
GOAL = 60  # relative bits wanted of a probability
MOST_BITS = 512


def cdf(x: Real) -> arb:
    """Return P(Z <= x), with a small relative error in both tails."""
    with working_precision(BITS):
        return _cdf(_real(x, "x"))


def interval(a: End, b: End) -> arb:
    """Return P(a <= Z <= b) for a standard normal variable; None is an infinite end.

    Raises:
        ValueError: b is certainly less than a.
    """
    with working_precision(2 * BITS):
        return _interval(_end(a, "a"), _end(b, "b"))


def half_space(normal: Sequence[Real], level: Real) -> arb:
    """Return P(<normal, X> >= level) for a standard normal vector of any dimension.

    Args:
        normal: the vector, not zero, (dimension,).
        level: the level.

    Source: the projection of X on a direction is standard normal.
    """
    with working_precision(BITS):
        squared = sum((_real(x, "normal") ** 2 for x in normal), arb(0))
        if not squared > 0:
            raise ValueError(f"normal is {list(normal)}; give a vector that is not zero")
        return _cdf(-_real(level, "level") / squared.sqrt())


def wedge(first: Sequence[Real], second: Sequence[Real]) -> arb:
    """Return the probability of the convex cone between two vectors of the plane, apex at 0.

    Args:
        first: a vector, (2,).
        second: another, not a negative multiple of the first, (2,).

    Source: the direction of X is uniform, so that the probability is angle / (2 pi).
    """
    with working_precision(BITS):
        a, b = ([_real(x, "a vector") for x in vector] for vector in (first, second))
        if len(a) != 2 or len(b) != 2:
            raise ValueError(f"vectors have {len(a)} and {len(b)} entries; a wedge is in the plane")
        dot = a[0] * b[0] + a[1] * b[1]
        cross = abs(a[0] * b[1] - a[1] * b[0])
        if not (dot > 0 or cross > 0):
            raise ValueError("the vectors span no convex cone; one may be zero, or they oppose")
        return arb.atan2(cross, dot) / (2 * arb.pi())


def rectangle(x: tuple[End, End], y: tuple[End, End], correlation: Real = 0) -> arb:
    """Return P(X in x and Y in y) for standard normal X and Y of a given correlation.

    Args:
        x: ends of an interval, None for infinity.
        y: the same for Y.
        correlation: strictly between -1 and 1.
    """
    rho = correlation if isinstance(correlation, arb) else fraction(correlation, "correlation")
    if rho == 0:
        with working_precision(2 * BITS):
            return interval(*x) * interval(*y)
    if not -1 < rho < 1:
        raise ValueError(f"correlation is {correlation}; it lies strictly between -1 and 1")

    def given(level: Real) -> Function:
        def line(z: acb, _: bool) -> acb:
            r, c = _real(rho, "correlation"), _real(level, "y")
            return (c - r * z) / (1 - r * r).sqrt()

        return line

    low, high = (None if level is None else given(level) for level in y)
    return region(*x, low, high)


def region(a: End, b: End, lower: Function | None, upper: Function | None) -> arb:
    """Return P(a <= X <= b and lower(X) <= Y <= upper(X)) for independent standard normals.

    Args:
        a: left end, None for infinity.
        b: right end.
        lower: analytic near [a, b] and at most ``upper`` there; None for minus infinity.
        upper: the same; None for infinity.  Split the interval at kinks and add the parts.

    Raises:
        ValueError: ``lower`` is certainly above ``upper`` somewhere it was looked at.
    """

    def between(x: acb, analytic: bool) -> acb:
        high = acb(1) if upper is None else _complex_cdf(upper(x, analytic))
        low = acb(0) if lower is None else _complex_cdf(lower(x, analytic))
        return high - low

    if lower is not None and upper is not None:
        _ordered(a, b, lower, upper)
    value = expectation(between, a, b, growth=(1, 0))
    # a probability, whatever the quadrature left open
    return value if bool(value >= 0) else value.nonnegative_part()


def expectation(
    function: Function, a: End = None, b: End = None, growth: tuple[Number, Number] | None = None
) -> arb:
    """Return E[function(Z); a <= Z <= b] for a standard normal variable.

    Args:
        function: analytic near [a, b], with real values on it.
        a: left end, None for infinity.
        b: right end.
        growth: (C, c) with |function(x)| <= C exp(c |x|) on [a, b], needed for an infinite end:
            beyond T it contributes at most C exp(c^2/2) P(Z > T - c).

    Raises:
        ValueError: an end is infinite and ``growth`` is None, or the ends are not in order.
    """
    if growth is None and (a is None or b is None):
        raise ValueError("an end is infinite; write growth=(C, c) with |f(x)| <= C exp(c |x|)")
    bits = BITS
    while True:
        with working_precision(bits):
            value = _expectation(function, _end(a, "a"), _end(b, "b"), growth, bits)
        if value.rel_accuracy_bits() >= GOAL or bits >= MOST_BITS:
            return value
        bits *= 2


def _expectation(
    function: Function,
    a: arb | None,
    b: arb | None,
    growth: tuple[Number, Number] | None,
    bits: int,
) -> arb:
    _check_order(a, b)
    reach = (3 * arb(bits)).sqrt() + 1 + sum(abs(end) for end in (a, b) if end is not None)
    rest = arb(0)
    if growth is not None and (a is None or b is None):
        factor, rate = (ball(fraction(part, "growth")) for part in growth)
        reach = reach + abs(rate)
        one = factor * (rate * rate / 2).exp() * _cdf(rate - reach)
        rest = arb(0, one.upper()) * ((a is None) + (b is None))
    left = -reach.mid() if a is None else a
    right = reach.mid() if b is None else b
    scale = 1 / (2 * arb.pi()).sqrt()

    def integrand(x: acb, analytic: bool) -> acb:
        return function(x, analytic) * (-x * x / 2).exp() * scale

    whole = acb.integral(integrand, acb(left), acb(right), abs_tol=arb(2) ** (-4 * bits))
    return arb(whole.real) + rest


def _complex_cdf(x: acb) -> acb:
    return (-x / arb(2).sqrt()).erfc() / 2


def _cdf(x: arb) -> arb:
    return (-x / arb(2).sqrt()).erfc() / 2


def _interval(a: arb | None, b: arb | None) -> arb:
    """Subtract the smaller tails, so that nothing cancels."""
    _check_order(a, b)
    if a is None or b is None:
        return arb(1) if a is b else _cdf(b) if b is not None else _cdf(-a)  # type: ignore[operator]
    return _cdf(-a) - _cdf(-b) if a > 0 else _cdf(b) - _cdf(a)


def _check_order(a: arb | None, b: arb | None) -> None:
    if a is not None and b is not None and b < a:
        raise ValueError(f"the ends are {a} and {b}; write the lower one first")


def _ordered(a: End, b: End, lower: Function, upper: Function) -> None:
    """Look at nine points for one where the order of both functions is certainly wrong."""
    with working_precision(BITS):
        left, right = _end(a, "a"), _end(b, "b")
        left = (right - 8 if right is not None else arb(-8)) if left is None else left
        right = left + 8 if right is None else right
        for step in range(9):
            x = acb(left + (right - left) * step / 8)
            gap = upper(x, False).real - lower(x, False).real
            if gap < 0:
                raise ValueError(f"lower is above upper at {x.real}; swap them, or split there")


def _end(value: End, name: str) -> arb | None:
    return None if value is None else _real(value, name)


def _real(value: Real | fmpq, name: str) -> arb:
    return value if isinstance(value, arb) else ball(fraction(value, name))
