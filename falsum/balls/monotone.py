"""Monotone functions on elements, through the ball function or through exact end points.

A narrow ball goes straight to flint. Where flint has no finite answer, or an answer that leaves
the range of the function, the two ends are evaluated with outward rounding, cut to the domain.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from flint import arb, ctx, fmpq

from falsum.balls.ends import (
    INF,
    NEG_INF,
    ONE,
    ZERO,
    Element,
    End,
    Result,
    Segment,
    end_max,
    end_min,
    ends,
    is_infinite,
    less,
    make,
    outward,
    undefined,
)
from falsum.balls.scalar import absolute


@dataclass(frozen=True, slots=True, eq=False)
class Monotone:
    """Describe a monotone function by its ball form, its domain and its values at the edges.

    Attributes:
        ball: flint's function on balls.
        exact: a function that gives the rational value at a rational where it is known, or None.
        domain: smallest and largest argument.
        limits: values at the two ends of the domain; None stands for an irrational one.
        increasing: whether the function increases.
        pole: whether the ends of the domain (except infinity) are outside of it.
    """

    ball: Callable[[arb], arb]
    exact: Callable[[fmpq], fmpq | None]
    domain: tuple[End, End] = (NEG_INF, INF)
    limits: tuple[End | None, End | None] = (None, None)
    increasing: bool = True
    pole: bool = False
    floor: arb | None = field(init=False)
    ceiling: arb | None = field(init=False)

    def __post_init__(self) -> None:
        bounds = self.limits if self.increasing else self.limits[::-1]
        low, high = (None if b is None or is_infinite(b) else arb(b) for b in bounds)
        object.__setattr__(self, "floor", low)
        object.__setattr__(self, "ceiling", high)

    def __call__(self, x: Element) -> Result:
        """Return the enclosure over the part of `x` in the domain; flagged if `x` leaves it."""
        if isinstance(x, Segment):
            return self._by_ends(x)
        if isinstance(x, fmpq):
            value = self.exact(x)
            if value is not None:
                return value, False
            r = self.ball(arb(x))
        else:
            r = self.ball(x)
        if (
            r.is_finite()
            and (self.floor is None or r >= self.floor)
            and (self.ceiling is None or r <= self.ceiling)
        ):
            return r, False
        return self._by_ends(x)

    def _by_ends(self, x: Element) -> Result:
        a = ends(x)
        low, high = self.domain
        low_pole = self.pole and not is_infinite(low)
        high_pole = self.pole and not is_infinite(high)
        outside = less(a.hi, low) or less(high, a.lo)
        if outside or (low_pole and not less(low, a.hi)) or (high_pole and not less(a.lo, high)):
            return undefined()
        flag = less(a.lo, low) or less(high, a.hi)
        flag |= low_pole and not less(low, a.lo)
        flag |= high_pole and not less(a.hi, high)
        first, last = end_max(a.lo, low), end_min(a.hi, high)
        if not self.increasing:
            first, last = last, first
        return make(self.at(first, False), self.at(last, True)), flag

    def at(self, end: End, up: bool) -> End:
        """Return an upper or lower bound of the value at an exact argument in the domain."""
        for edge, limit in zip(self.domain, self.limits, strict=True):
            if limit is not None and not less(end, edge) and not less(edge, end):
                return limit
        value = self.exact(end) if isinstance(end, fmpq) else None
        if value is not None:
            return value
        r = self.ball(arb(end))
        if not r.is_finite():
            with ctx.workprec(ctx.prec + 64 + _length(end)):
                r = self.ball(arb(end))
        bound = outward(r, up)
        if up:
            return bound if self.ceiling is None else end_min(bound, self.ceiling)
        return bound if self.floor is None else end_max(bound, self.floor)


def _length(end: End) -> int:
    return int(end.height_bits()) if isinstance(end, fmpq) else end.bits()


def even(function: Monotone) -> Callable[[Element], Result]:
    """Return the even function that agrees with `function` on the nonnegative numbers."""

    def apply(x: Element) -> Result:
        return function(absolute(x)[0])

    return apply


def _known(argument: fmpq, value: fmpq) -> Callable[[fmpq], fmpq | None]:
    def lookup(x: fmpq) -> fmpq | None:
        return value if x == argument else None

    return lookup


def _at_zero(value: fmpq) -> Callable[[fmpq], fmpq | None]:
    def lookup(x: fmpq) -> fmpq | None:
        return None if x else value

    return lookup


def _exact_sqrt(x: fmpq) -> fmpq | None:
    if x.p.is_square() and x.q.is_square():
        return fmpq(x.p.isqrt(), x.q.isqrt())
    return None


_UNIT = (-ONE, ONE)
_POSITIVE = (ZERO, INF)

sqrt = Monotone(arb.sqrt, _exact_sqrt, _POSITIVE, (ZERO, INF))
exp = Monotone(arb.exp, _at_zero(ONE), limits=(ZERO, INF))
expm1 = Monotone(arb.expm1, _at_zero(ZERO), limits=(-ONE, INF))
log = Monotone(arb.log, _known(ONE, ZERO), _POSITIVE, (NEG_INF, INF), pole=True)
log2 = Monotone(lambda x: x.log_base(2), _known(ONE, ZERO), _POSITIVE, (NEG_INF, INF), pole=True)
log10 = Monotone(lambda x: x.log_base(10), _known(ONE, ZERO), _POSITIVE, (NEG_INF, INF), pole=True)
log1p = Monotone(arb.log1p, _at_zero(ZERO), (-ONE, INF), (NEG_INF, INF), pole=True)
asin = Monotone(arb.asin, _at_zero(ZERO), _UNIT)
acos = Monotone(arb.acos, _known(ONE, ZERO), _UNIT, (None, ZERO), increasing=False)
atan = Monotone(arb.atan, _at_zero(ZERO))
sinh = Monotone(arb.sinh, _at_zero(ZERO), limits=(NEG_INF, INF))
tanh = Monotone(arb.tanh, _at_zero(ZERO), limits=(-ONE, ONE))
asinh = Monotone(arb.asinh, _at_zero(ZERO), limits=(NEG_INF, INF))
acosh = Monotone(arb.acosh, _known(ONE, ZERO), (ONE, INF), (ZERO, INF))
atanh = Monotone(arb.atanh, _at_zero(ZERO), _UNIT, (NEG_INF, INF), pole=True)
erf = Monotone(arb.erf, _at_zero(ZERO), limits=(-ONE, ONE))
erfc = Monotone(arb.erfc, _at_zero(ONE), limits=(fmpq(2), ZERO), increasing=False)
erfinv = Monotone(arb.erfinv, _at_zero(ZERO), _UNIT, (NEG_INF, INF), pole=True)
positive_digamma = Monotone(arb.digamma, lambda x: None, _POSITIVE, (NEG_INF, INF), pole=True)
cosh = even(Monotone(arb.cosh, _at_zero(ONE), _POSITIVE, (ONE, INF)))
