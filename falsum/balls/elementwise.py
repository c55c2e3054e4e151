"""Elementwise functions of the namespace."""

from collections.abc import Callable
from typing import Any

import numpy as np

from falsum.balls import functions, monotone, order, powers, scalar
from falsum.balls.array import BallArray, coerce, compare, map_binary, map_unary
from falsum.balls.ends import Result, Segment, is_bounded, is_infinite, union
from falsum.balls.storage import as_objects, checked, elementwise
from falsum.balls.truth import Truth, as_truth

__all__ = [
    "abs",
    "acos",
    "acosh",
    "add",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "ceil",
    "clip",
    "cos",
    "cosh",
    "divide",
    "equal",
    "exp",
    "expm1",
    "floor",
    "greater",
    "greater_equal",
    "hypot",
    "isfinite",
    "isinf",
    "isnan",
    "less",
    "less_equal",
    "log",
    "log1p",
    "log2",
    "log10",
    "logaddexp",
    "maximum",
    "minimum",
    "multiply",
    "negative",
    "not_equal",
    "positive",
    "pow",
    "reciprocal",
    "round",
    "sign",
    "sin",
    "sinh",
    "sqrt",
    "square",
    "subtract",
    "tan",
    "tanh",
    "trunc",
    "where",
]


def _unary(function: Callable[..., Result], name: str, text: str) -> Callable[[Any], BallArray]:
    def apply(x: Any, /) -> BallArray:
        return map_unary(function, coerce(x))

    apply.__name__ = apply.__qualname__ = name
    apply.__doc__ = text
    return apply


def _binary(
    function: Callable[..., Result], name: str, text: str
) -> Callable[[Any, Any], BallArray]:
    def apply(x1: Any, x2: Any, /) -> BallArray:
        return map_binary(function, coerce(x1), coerce(x2))

    apply.__name__ = apply.__qualname__ = name
    apply.__doc__ = text
    return apply


def _relation(function: Callable[..., Any], name: str, text: str) -> Callable[[Any, Any], Truth]:
    def apply(x1: Any, x2: Any, /) -> Truth:
        return compare(function, x1, x2)

    apply.__name__ = apply.__qualname__ = name
    apply.__doc__ = text
    return apply


abs = _unary(scalar.absolute, "abs", "Return the absolute value, never negative.")
negative = _unary(scalar.neg, "negative", "Return the value with the other sign.")
reciprocal = _unary(scalar.reciprocal, "reciprocal", "Return 1 / x; flagged where x may be 0.")
square = _unary(scalar.square, "square", "Return x * x, never negative.")
sign = _unary(scalar.sign, "sign", "Return -1, 0 or 1, or the segment between possible signs.")
sqrt = _unary(monotone.sqrt, "sqrt", "Return the root; flagged where x may be negative.")
exp = _unary(monotone.exp, "exp", "Return the exponential.")
expm1 = _unary(monotone.expm1, "expm1", "Return exp(x) - 1.")
log = _unary(monotone.log, "log", "Return the natural logarithm; flagged where x may be <= 0.")
log1p = _unary(monotone.log1p, "log1p", "Return log(1 + x); flagged where x may be <= -1.")
log2 = _unary(monotone.log2, "log2", "Return the binary logarithm.")
log10 = _unary(monotone.log10, "log10", "Return the decimal logarithm.")
sin = _unary(functions.sin, "sin", "Return the sine.")
cos = _unary(functions.cos, "cos", "Return the cosine.")
tan = _unary(functions.tan, "tan", "Return the tangent; flagged where a pole may be met.")
asin = _unary(monotone.asin, "asin", "Return the inverse sine; flagged where |x| may exceed 1.")
acos = _unary(monotone.acos, "acos", "Return the inverse cosine; flagged where |x| may exceed 1.")
atan = _unary(monotone.atan, "atan", "Return the inverse tangent.")
sinh = _unary(monotone.sinh, "sinh", "Return the hyperbolic sine.")
cosh = _unary(monotone.cosh, "cosh", "Return the hyperbolic cosine, at least 1.")
tanh = _unary(monotone.tanh, "tanh", "Return the hyperbolic tangent, within -1 and 1.")
asinh = _unary(monotone.asinh, "asinh", "Return the inverse hyperbolic sine.")
acosh = _unary(monotone.acosh, "acosh", "Return the inverse hyperbolic cosine.")
atanh = _unary(monotone.atanh, "atanh", "Return the inverse hyperbolic tangent.")
floor = _unary(functions.floor, "floor", "Return the largest integer that isn't larger.")
ceil = _unary(functions.ceil, "ceil", "Return the smallest integer that isn't smaller.")
trunc = _unary(functions.truncate, "trunc", "Return the next integer on the side of zero.")
round = _unary(functions.round_half_even, "round", "Return the nearest integer, halves to even.")

add = _binary(scalar.add, "add", "Return x1 + x2.")
subtract = _binary(scalar.sub, "subtract", "Return x1 - x2.")
divide = _binary(scalar.div, "divide", "Return x1 / x2; flagged where x2 may be 0.")
pow = _binary(powers.power, "pow", "Return x1 ** x2.")
atan2 = _binary(functions.atan2, "atan2", "Return the angle of (x2, x1), 0 at the origin.")
maximum = _binary(scalar.maximum, "maximum", "Return the larger one.")
minimum = _binary(scalar.minimum, "minimum", "Return the smaller one.")

less = _relation(order.less_than, "less", "Compare x1 < x2.")
less_equal = _relation(order.less_equal, "less_equal", "Compare x1 <= x2.")
greater = _relation(lambda x, y: order.less_than(y, x), "greater", "Compare x1 > x2.")
greater_equal = _relation(lambda x, y: order.less_equal(y, x), "greater_equal", "Compare x1 >= x2.")
not_equal = _relation(order.not_equal, "not_equal", "Compare x1 != x2.")
equal = _relation(order.equal, "equal", "Compare x1 == x2; true only for equal exact values.")


def multiply(x1: Any, x2: Any, /) -> BallArray:
    """Return x1 * x2; one and the same array gives the square."""
    return coerce(x1) * coerce(x2)


def positive(x: Any, /) -> BallArray:
    """Return x."""
    return coerce(x)


def clip(
    x: Any,
    /,
    min: Any = None,
    max: Any = None,
) -> BallArray:
    """Return x limited to `min` and `max`, whose exact ends are kept; None means no limit."""
    result = coerce(x)
    result = result if min is None else maximum(result, min)
    return result if max is None else minimum(result, max)


def logaddexp(x1: Any, x2: Any, /) -> BallArray:
    """Return log(exp(x1) + exp(x2))."""
    a, b = coerce(x1), coerce(x2)
    return maximum(a, b) + log1p(exp(-abs(a - b)))


def hypot(x1: Any, x2: Any, /) -> BallArray:
    """Return sqrt(x1 ** 2 + x2 ** 2)."""
    return sqrt(square(x1) + square(x2))


def where(condition: Any, x1: Any, x2: Any, /) -> Any:
    """Return x1 where the condition holds, else x2; the union of both where it is undecided.

    An element takes the flags of the branches that may be taken and of the condition. Two truth
    values as branches give a truth value.
    """
    c = as_truth(condition)
    if isinstance(x1, (Truth, bool)) and isinstance(x2, (Truth, bool)):
        a, b = as_truth(x1), as_truth(x2)
        return (c & a) | (~c & b) | (a & b)
    first, second = coerce(x1).stored, coerce(x2).stored
    data = as_objects(elementwise(_pick, 1, c.can_be_true, c.can_be_false, first[0], second[0]))
    flag = c.maybe_undefined | (c.can_be_true & first[1]) | (c.can_be_false & second[1])
    return BallArray(*checked(data, flag))


def _pick(may: Any, may_not: Any, x: Any, y: Any) -> Any:
    if not may_not:
        return x
    return union(x, y) if may else y


def isnan(x: Any, /) -> Truth:
    """Return whether the value is undefined: certainly not, or undecided where flagged."""
    flag = coerce(x).stored[1]
    return Truth(flag, np.ones_like(flag))


def isfinite(x: Any, /) -> Truth:
    """Return whether the value is finite; undecided where flagged or without a bound."""
    array = coerce(x)
    data, flag = array.stored
    bounded = np.array([is_bounded(e) for e in data.flat], dtype=np.bool_).reshape(array.shape)
    infinite = np.array([_is_infinity(e) for e in data.flat], dtype=np.bool_).reshape(array.shape)
    return Truth(~infinite | flag, ~bounded | flag)


def isinf(x: Any, /) -> Truth:
    """Return whether the value is infinite; undecided where flagged or without a bound."""
    array = coerce(x)
    flag = array.stored[1]
    finite = isfinite(array)
    return Truth(finite.can_be_false | flag, finite.can_be_true | flag)


def _is_infinity(x: Any) -> bool:
    return isinstance(x, Segment) and is_infinite(x.lo) and bool(x.lo == x.hi)
