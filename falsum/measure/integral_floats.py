"""Integrals and series in floats, batched over instances; they propose, and decide nothing.

An integral is a tanh-sinh rule on an axis of its own.  A series is a partial sum with the integral
of what is left, or, where the terms exist at integers only, with weights that fade out.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from falsum.measure.axes import Value, aligned
from falsum.statement.fold import fold
from falsum.statement.integrals import running
from falsum.statement.symbols import Symbol

NODES = (121, 49, 25)  # of a rule, by how many integrals stand around it
REACH = 4.2  # the rule is cut off where its argument is this far out
TERMS = 192  # of a series that are added up
FADING = 24  # of them, the last ones, whose weights fade out


def integral(algebra: Any, node: Any) -> Any:
    """Return the integral as a Value: a rule over the range, whose ends may vary."""
    import sympy

    symbol, lower, upper, body = running(node)
    if lower is sympy.S.NegativeInfinity and upper is sympy.oo:
        points, weights = _rule(algebra, symbol, _line)
    elif upper is sympy.oo or lower is sympy.S.NegativeInfinity:
        points, weights = _rule(algebra, symbol, _ray)
        turn = algebra.literal(1.0 if upper is sympy.oo else -1.0)
        end = fold(lower if upper is sympy.oo else upper, algebra)
        points = algebra.add([end, algebra.mul([turn, points])])
    else:
        points, weights = _rule(algebra, symbol, _segment)
        first, last = fold(lower, algebra), fold(upper, algebra)
        length = algebra.add([last, algebra.mul([algebra.literal(-1.0), first])])
        points = algebra.add([first, algebra.mul([length, points])])
        weights = algebra.mul([length, weights])
    return _added(algebra, symbol, body, points, weights)


def series(algebra: Any, node: Any) -> Any:
    """Return the sum without end as a Value."""
    index, lower, _, body = running(node)
    start = fold(lower, algebra)
    first = _axis(algebra, index, np.arange(TERMS, dtype=np.float64))
    points = algebra.add([start, first])
    whole = _added(algebra, index, body, points, _axis(algebra, index, np.ones(TERMS)))
    fading = _added(algebra, index, body, points, _axis(algebra, index, _fading()))
    beyond, weights = _rule(algebra, index, _ray)
    beyond = algebra.add([start, algebra.literal(TERMS - 0.5), beyond])
    rest = _added(algebra, index, body, beyond, weights, forgiving=False)
    return _chosen(algebra, whole, rest, fading)


def _chosen(algebra: Any, whole: Any, rest: Any, fading: Any) -> Any:
    """Return whole + rest where the rest is a number, and the faded sum elsewhere."""
    total = algebra.add([whole, rest])
    xp, axes = algebra.xp, total.axes
    smooth, other = (algebra.add([value, algebra.literal(0.0)]) for value in (total, fading))
    picked = xp.where(xp.isfinite(smooth.array), smooth.array, _like(xp, other, smooth))
    return type(total)(picked, axes)


def _like(xp: Any, value: Any, model: Any) -> Any:
    return xp.broadcast_to(aligned(xp, value, model.axes), model.array.shape)


def _added(
    algebra: Any, symbol: Symbol, body: Any, points: Any, weights: Any, *, forgiving: bool = True
) -> Any:
    """Return the weighted sum of the body over the axis of ``symbol``.

    Terms that are no numbers are left out where ``forgiving``: they sit at the ends of a range,
    where a body may overflow.  Whether the body is defined there is left to the balls.
    """
    outer, before, depth = algebra.bound.get(symbol), len(algebra.guards), algebra.depth
    algebra.bound[symbol], algebra.depth = points, depth + 1
    value = fold(body, algebra)
    algebra.depth = depth
    del algebra.bound[symbol]
    if outer is not None:
        algebra.bound[symbol] = outer
    terms = algebra.mul([value, weights])
    del algebra.guards[before:]
    xp, axis = algebra.xp, 1 + terms.axes.index(symbol)
    array = terms.array
    if forgiving:
        array = xp.where(xp.isfinite(array), array, xp.zeros_like(array))
    rest = tuple(a for a in terms.axes if a != symbol)
    return type(terms)(xp.sum(array, axis=axis), rest)


def _rule(algebra: Any, symbol: Symbol, kind: Any) -> tuple[Any, Any]:
    count = NODES[min(algebra.depth, len(NODES) - 1)]
    points, weights = kind(np.linspace(-REACH, REACH, count))
    step = 2 * REACH / (count - 1)
    return _axis(algebra, symbol, points), _axis(algebra, symbol, weights * step)


def _axis(algebra: Any, symbol: Symbol, values: Any) -> Any:
    like = {"dtype": algebra.like.dtype, "device": algebra.like.device}
    return Value(algebra.xp.asarray(values[None, :].tolist(), **like), (symbol,))


def _segment(t: Any) -> tuple[Any, Any]:
    """Return points in (0, 1) and weights: the tanh-sinh rule."""
    u = np.pi / 2 * np.sinh(t)
    return 1 / (1 + np.exp(-2 * u)), np.pi / 4 * np.cosh(t) / np.cosh(u) ** 2


def _ray(t: Any) -> tuple[Any, Any]:
    """Return points in (0, oo) and weights: the exp-sinh rule."""
    points = np.exp(np.pi / 2 * np.sinh(t))
    return points, points * np.pi / 2 * np.cosh(t)


def _line(t: Any) -> tuple[Any, Any]:
    """Return points on the line and weights: the sinh-sinh rule."""
    u = np.pi / 2 * np.sinh(t)
    return np.sinh(u), np.pi / 2 * np.cosh(t) * np.cosh(u)


def _fading() -> Any:
    """Return weights that are 1 and fade out at the end: Euler's transform of a series."""
    chances = np.array([math.comb(FADING, j) for j in range(FADING + 1)]) / 2.0**FADING
    weights = np.ones(TERMS)
    weights[-FADING:] = 1 - np.cumsum(chances)[:FADING]
    return weights
