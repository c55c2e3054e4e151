"""Powers of elements."""

from flint import arb, fmpq

from falsum.balls.context import settings
from falsum.balls.ends import (
    INF,
    ONE,
    ZERO,
    Element,
    End,
    Result,
    Segment,
    end_neg,
    ends,
    is_bounded,
    is_infinite,
    less,
    make,
    undefined,
)
from falsum.balls.monotone import Monotone, exp, log, sqrt
from falsum.balls.scalar import absolute, mul, reciprocal, square


def power(x: Element, y: Element) -> Result:
    """Return x ** y: any base for a whole exponent, a nonnegative base for another one.

    The value of 0 ** 0 is 1.
    """
    if isinstance(y, fmpq):
        if y.q == 1:
            return whole_power(x, int(y.p))
        if y.q == 2:
            root, flag = sqrt(x)
            value, flag_power = whole_power(root, int(y.p))
            return value, flag or flag_power
    return _real_power(x, y)


def whole_power(x: Element, n: int) -> Result:
    """Return x ** n for a Python integer n."""
    if n < 0:
        inverse, flag = reciprocal(x)
        value, flag_power = whole_power(inverse, -n)
        return value, flag or flag_power
    if n == 0:
        return ONE, False
    if n == 1:
        return x, False
    if n == 2:
        return square(x)
    if isinstance(x, fmpq):
        if _stays_short(x, n):
            return x**n, False
        x = arb(x)
    if isinstance(x, arb):
        r = x**n
        if r.is_finite() and (n % 2 or r > 0):
            return r, False
    magnitude_power = _nonnegative_power(n)
    if n % 2 == 0:
        return magnitude_power(absolute(x)[0])
    a = ends(x)
    low, high = _odd_end(magnitude_power, a.lo, False), _odd_end(magnitude_power, a.hi, True)
    return make(low, high), False


def _stays_short(x: fmpq, n: int) -> bool:
    height = int(x.height_bits())
    return height == 1 or height * n <= settings.exact_bits


def _nonnegative_power(n: int) -> Monotone:
    def exact(x: fmpq) -> fmpq | None:
        return x**n if _stays_short(x, n) else None

    return Monotone(lambda a: a**n, exact, (ZERO, INF), (ZERO, INF))


def _odd_end(magnitude_power: Monotone, end: End, up: bool) -> End:
    if less(end, ZERO):
        return end_neg(magnitude_power.at(end_neg(end), not up))
    return magnitude_power.at(end, up)


def _real_power(x: Element, y: Element) -> Result:
    a, b = ends(x), ends(y)
    if isinstance(x, fmpq) and x == 1 and is_bounded(y):
        return ONE, False
    if less(ZERO, a.lo):
        return _by_logarithm(x, y)
    if less(a.hi, ZERO):
        return undefined()
    flag = less(a.lo, ZERO) or not less(ZERO, b.lo)
    if not less(ZERO, a.hi):
        return undefined() if flag else (ZERO, False)
    if not less(ZERO, b.lo):
        return Segment(ZERO, INF), True
    if is_infinite(a.hi) or is_infinite(b.hi):
        return Segment(ZERO, INF), flag or is_infinite(b.hi)
    top = ends(_by_logarithm(make(a.hi, a.hi), y)[0]).hi
    return make(ZERO, top), flag


def _by_logarithm(x: Element, y: Element) -> Result:
    if not isinstance(x, Segment) and not isinstance(y, Segment):
        r = arb(x) ** arb(y)
        if r.is_finite() and r > 0:
            return r, False
    logarithm, flag = log(x)
    scaled, flag_product = mul(logarithm, y)
    return exp(scaled)[0], flag or flag_product
