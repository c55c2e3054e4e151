"""Derivatives of decoders in balls: the same code, run on arrays that carry their slopes.

Whatever is not known here to be differentiable raises Unknown: comparisons that a box of latents
leaves open, functions without a rule, axes that mix the batch with something else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from falsum import balls
from falsum.decide.sloped import Sloped, Unknown, linear, parts, plain, reciprocal, where


def _maximum(a: Any, b: Any) -> Any:
    return where(parts(a)[0] >= parts(b)[0], a, b)


def _minimum(a: Any, b: Any) -> Any:
    return where(parts(a)[0] <= parts(b)[0], a, b)


def _clip(x: Any, least: Any = None, greatest: Any = None) -> Any:
    x = x if least is None else _maximum(x, least)
    return x if greatest is None else _minimum(x, greatest)


def _along(name: str, more: int = 0) -> Callable[..., Any]:
    """Return a function along axes that leaves the batch alone; ``more`` axes are in its result."""
    function = getattr(plain, name)

    def call(x: Any, /, axis: Any = None, **named: Any) -> Any:
        axes = axis if isinstance(axis, tuple) else (axis,)
        if any(a is None or a % (x.value.ndim + more) == 0 for a in axes):
            raise Unknown(f"{name} along {axis} touches the batch")
        return linear(function, x, axis=axis, **named)

    return call


def _joined(name: str, more: int = 0) -> Callable[..., Any]:
    """Return a function that joins arrays along an axis which is not that of the batch."""
    function = getattr(plain, name)

    def call(arrays: Sequence[Any], /, *, axis: int = 0) -> Any:
        first = next(x for x in arrays if isinstance(x, Sloped))
        if axis % (first.value.ndim + more) == 0:
            raise Unknown(f"{name} along {axis} touches the batch")
        lone = plain.zeros((first.slope.shape[0], *(1,) * (first.value.ndim - 1)))
        slopes = [x.slope if isinstance(x, Sloped) else lone * x for x in arrays]
        return Sloped(
            function([parts(x)[0] for x in arrays], axis=axis), function(slopes, axis=axis)
        )

    return call


def _shaped(name: str) -> Callable[..., Any]:
    """Return a function to a given shape, in which the batch stays the first axis."""
    function = getattr(plain, name)

    def call(x: Any, shape: Sequence[int]) -> Any:
        if shape[0] != 1:
            raise Unknown(f"{name} to {tuple(shape)} moves the batch")
        return Sloped(
            function(x.value, tuple(shape)), function(x.slope, (x.slope.shape[0], *shape[1:]))
        )

    return call


def _permuted(x: Any, axes: Sequence[int]) -> Any:
    if axes[0] != 0:
        raise Unknown("permute_dims moves the batch")
    return linear(plain.permute_dims, x, tuple(axes))


def _smooth(name: str, slope: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """Return an elementwise function with its derivative, of an argument and of its value."""
    function = getattr(plain, name)

    def call(x: Any) -> Any:
        value = function(x.value)
        return Sloped(value, slope(x.value, value) * x.slope)

    return call


RULES: Mapping[str, Callable[..., Any]] = {
    "exp": _smooth("exp", lambda x, y: y),
    "expm1": _smooth("expm1", lambda x, y: y + 1),
    "log": _smooth("log", lambda x, y: 1 / x),
    "log1p": _smooth("log1p", lambda x, y: 1 / (x + 1)),
    "sqrt": _smooth("sqrt", lambda x, y: 1 / (2 * y)),
    "square": _smooth("square", lambda x, y: 2 * x),
    "sin": _smooth("sin", lambda x, y: plain.cos(x)),
    "cos": _smooth("cos", lambda x, y: -plain.sin(x)),
    "tanh": _smooth("tanh", lambda x, y: 1 - y * y),
    "sinh": _smooth("sinh", lambda x, y: plain.cosh(x)),
    "cosh": _smooth("cosh", lambda x, y: plain.sinh(x)),
    "atan": _smooth("atan", lambda x, y: 1 / (1 + x * x)),
    "reciprocal": reciprocal,
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / b,
    "negative": lambda a: -a,
    "pow": lambda a, b: a**b,
    "matmul": lambda a, b: a @ b,
    "abs": abs,
    "maximum": _maximum,
    "minimum": _minimum,
    "clip": _clip,
    "where": where,
    "broadcast_to": _shaped("broadcast_to"),
    "reshape": _shaped("reshape"),
    "permute_dims": _permuted,
    "matrix_transpose": lambda x: x.mT,
    "zeros_like": lambda x, **_: 0 * x,
    "ones_like": lambda x, **_: 0 * x + 1,
    "full_like": lambda x, fill, **_: 0 * x + fill,
    "expand_dims": _along("expand_dims", 1),
    "stack": _joined("stack", 1),
    "concat": _joined("concat"),
    **{name: _along(name) for name in ("sum", "mean", "cumulative_sum", "squeeze", "flip")},
}


def _carried(argument: Any) -> bool:
    if isinstance(argument, list | tuple):
        return any(map(_carried, argument))
    return isinstance(argument, Sloped)


class Rules:
    """The functions of the balls, with rules for the arrays that carry slopes."""

    def __getattr__(self, name: str) -> Any:
        function = getattr(plain, name)
        if not callable(function):
            return function

        def call(*arguments: Any, **named: Any) -> Any:
            if not any(map(_carried, (*arguments, *named.values()))):
                return function(*arguments, **named)
            if name not in RULES:
                raise Unknown(f"{name} has no rule")
            return RULES[name](*arguments, **named)

        return call


namespace = Rules()


def directions(box: Any, count: int) -> Sloped:
    """Return a box of latents (1, dimension) with its slopes along the first ``count`` of them."""
    unit = np.eye(count, box.shape[1], dtype=np.int64)
    return Sloped(box, balls.asarray(unit))


Sloped.NAMESPACE = namespace
