"""The oracle's functions: exact where the value is rational, 230 digits elsewhere."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from tests.fuzz.arithmetic import (
    CLOSE,
    CONTEXT,
    Beyond,
    Undecidable,
    Undefined,
    big,
    compare,
    require_modest,
)

ZERO, ONE = Fraction(0), Fraction(1)


def _round(rounding: Callable[[Any], int], digits: str) -> Callable[[Any], Any]:
    def apply(x: Any) -> Any:
        if isinstance(x, Fraction):
            return Fraction(rounding(x))
        if abs(x - CONTEXT.nint(x)) < CLOSE:
            raise Undecidable("at a jump")
        return Fraction(int(getattr(CONTEXT, digits)(x)))

    return apply


def _at(point: Fraction, result: Fraction, name: str) -> Callable[[Any], Any]:
    """Return a function of mpmath that is rational at one point."""

    def apply(x: Any) -> Any:
        if isinstance(x, Fraction) and x == point:
            return result
        require_modest(x)
        found = getattr(CONTEXT, name)(big(x))
        if name in ("sin", "cos") and abs(abs(found) - 1) < CLOSE:
            return Fraction(int(CONTEXT.nint(found)))  # it goes no further, as the engine knows
        return found

    return apply


def _log(x: Any) -> Any:
    if compare(x, ZERO) <= 0:
        raise Undefined("log of a non-positive number")
    return ZERO if x == 1 else CONTEXT.log(big(x))


def _arc(name: str) -> Callable[[Any], Any]:
    def apply(x: Any) -> Any:
        if compare(x, ONE) > 0 or compare(x, -ONE) < 0:
            raise Undefined(f"{name} outside [-1, 1]")
        if x == (0 if name == "asin" else 1):
            return ZERO
        return getattr(CONTEXT, name)(big(x))

    return apply


def _tan(x: Any) -> Any:
    require_modest(x)
    if x == 0:
        return ZERO
    if abs(CONTEXT.cos(big(x))) < CLOSE:
        raise Undecidable("at a pole")
    return CONTEXT.tan(big(x))


def _whole(x: Any) -> bool:
    if isinstance(x, Fraction):
        return x.denominator == 1
    if abs(x - CONTEXT.nint(x)) < CLOSE:
        raise Undecidable("maybe whole")
    return False


def _gamma(x: Any) -> Any:
    if abs(x) > 200:
        raise Beyond("beyond reach")
    if _whole(x):
        if x <= 0:
            raise Undefined("gamma at a pole")
        return Fraction(math.factorial(int(x) - 1))
    return CONTEXT.gamma(big(x))


def _loggamma(x: Any) -> Any:
    require_modest(x)
    if compare(x, ZERO) <= 0:
        raise Undefined("loggamma of a non-positive number")
    return ZERO if x in (1, 2) else CONTEXT.loggamma(big(x))


def _factorial(x: Any) -> Any:
    if not _whole(x) or x < 0:
        raise Undefined("factorial of what is no natural number")
    if x > 200:
        raise Beyond("beyond reach")
    return Fraction(math.factorial(int(x)))


def _binomial(n: Any, k: Any) -> Any:
    """Follow gamma(n + 1) / (gamma(k + 1) gamma(n - k + 1)), by the polynomial for whole k."""
    if abs(n) > 2000 or abs(k) > 60:
        raise Beyond("beyond reach")
    negative = _whole(n) and n < 0
    if _whole(k):
        return _falling(n, int(k)) if k >= 0 or not negative else _pole()
    if negative:
        return _pole()
    if isinstance(n, Fraction) and isinstance(k, Fraction) and _whole(n - k):
        return _falling(n, int(n - k))
    top, bottom = big(n) + 1, big(k) + 1
    return CONTEXT.gamma(top) * CONTEXT.rgamma(bottom) * CONTEXT.rgamma(big(n) - big(k) + 1)


def _falling(n: Any, k: int) -> Any:
    """Return n (n - 1) ... (n - k + 1) / k!, and 0 for k < 0."""
    if k < 0:
        return ZERO
    product: Any = ONE if isinstance(n, Fraction) else big(1)
    for i in range(k):
        product = product * (n - i) / (i + 1)
    return product


def _pole() -> Any:
    raise Undefined("binomial at a pole")


INFINITY = math.inf
LIMITS: dict[str, tuple[Any, Any]] = {  # at minus infinity and at infinity; None where undefined
    "abs": (INFINITY, INFINITY),
    "sign": (-ONE, ONE),
    "floor": (-INFINITY, INFINITY),
    "ceiling": (-INFINITY, INFINITY),
    "exp": (ZERO, INFINITY),
    "log": (None, INFINITY),
    "sinh": (-INFINITY, INFINITY),
    "cosh": (INFINITY, INFINITY),
    "tanh": (-ONE, ONE),
    "erf": (-ONE, ONE),
    "gamma": (None, INFINITY),
    "loggamma": (None, INFINITY),
    "factorial": (None, INFINITY),
    "asin": (None, None),
    "acos": (None, None),
}
SPECIAL: dict[str, Callable[..., Any]] = {
    "abs": abs,
    "sign": lambda x: Fraction(compare(x, ZERO)),
    "floor": _round(math.floor, "floor"),
    "ceiling": _round(math.ceil, "ceil"),
    "exp": _at(ZERO, ONE, "exp"),
    "log": _log,
    "sin": _at(ZERO, ZERO, "sin"),
    "cos": _at(ZERO, ONE, "cos"),
    "tan": _tan,
    "asin": _arc("asin"),
    "acos": _arc("acos"),
    "atan": _at(ZERO, ZERO, "atan"),
    "sinh": _at(ZERO, ZERO, "sinh"),
    "cosh": _at(ZERO, ONE, "cosh"),
    "tanh": _at(ZERO, ZERO, "tanh"),
    "erf": _at(ZERO, ZERO, "erf"),
    "gamma": _gamma,
    "loggamma": _loggamma,
    "factorial": _factorial,
    "binomial": _binomial,
}
