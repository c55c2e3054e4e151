"""Evaluate a tree on a batch: floats on any device, balls, or exact rationals.

Values have shape ``(batch, *axes)`` where the axes are named by index symbols, or shape ``()`` for
what is the same in the whole batch.  One table of operations serves every array namespace; what
differs is the namespace itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from falsum import balls
from falsum.balls.text import is_balls
from falsum.measure import integral_arrays, integral_floats
from falsum.measure.axes import ATOM, Axes, Value, aligned, union
from falsum.measure.functions import RANGE, left, overflowed, special
from falsum.measure.poles import edges
from falsum.statement.exact import ClaimError
from falsum.statement.fold import fold
from falsum.statement.symbols import Role, Symbol


@dataclass
class ArrayAlgebra:
    """The table of operations over an array namespace.

    ``like`` is an array of the batch: literals take its dtype and device.  ``guards`` collects,
    for every operation with an edge, where the operation is undefined, and for sums, products and
    powers of floats where the result overflows or underflows (under the name RANGE).  ``weights``
    of shape (batch, atoms) are the law that expectations are taken over.
    """

    xp: Any
    like: Any
    values: Mapping[Symbol, Any]
    guards: list[tuple[str, Value]] = field(default_factory=list)
    bound: dict[Symbol, Value] = field(default_factory=dict)
    starts: dict[Symbol, int] = field(default_factory=dict)  # of the sums around
    weights: Any = None
    depth: int = 0  # integrals and series around what is evaluated

    def literal(self, value: Any) -> Value:
        """Return a 0-d array of the batch's kind."""
        if isinstance(value, Fraction):
            return self.number(value)
        return Value(self.xp.asarray(value, dtype=self.like.dtype, device=self.like.device))

    def number(self, value: Fraction) -> Value:
        """Return an exact number, rounded once where the namespace holds floats."""
        if is_balls(self.xp):
            return Value(balls.BallArray.from_fractions(value))
        return self.literal(float(value))

    def named(self, name: str) -> Value:
        """Return pi, e or infinity."""
        return self.literal(getattr(self.xp, name))

    def symbol(self, symbol: Symbol) -> Value:
        """Return the value bound to a symbol."""
        self._refuse_shifted(symbol)
        if symbol in self.bound:
            return self.bound[symbol]
        valued = symbol.role in (Role.CONSTANT, Role.HIDDEN, Role.DEFINED)
        if valued and symbol not in self.values:
            return fold(symbol.value, self)
        if symbol.role is Role.INDEX:
            return self.ranged(symbol, *(fold(bound, self) for bound in symbol.value))
        if symbol not in self.values:
            raise ClaimError(f"symbol {symbol.name} is bound to nothing")
        return Value(self.values[symbol], symbol.indices)

    def _refuse_shifted(self, symbol: Symbol) -> None:
        """Refuse a sum over a quantity that begins elsewhere than the range of its index."""
        for place in symbol.indices:
            first = self.starts.get(place)
            if first is not None and first != _integer(fold(place.value[0], self), place):
                raise ClaimError(
                    f"a sum over {place.name} begins at {first}, but {symbol.name} has values from "
                    f"{place.value[0]} on; sum over the whole range, with terms that vanish where "
                    "they are not meant"
                )

    def ranged(self, index: Symbol, lower: Value, upper: Value) -> Value:
        """Return the index's own values along its axis."""
        first, last = _integer(lower, index), _integer(upper, index)
        length = max(0, last + 1 - first)
        like = {"dtype": self.like.dtype, "device": self.like.device}
        values = self.xp.arange(first, first + length, **like)
        return Value(self.xp.reshape(values, (1, length)), (index,))

    def add(self, terms: list[Value]) -> Value:
        """Add with broadcasting by axis name."""
        return self._reduce(lambda a, b: a + b, terms, overflowed)

    def mul(self, factors: list[Value]) -> Value:
        """Multiply with broadcasting by axis name."""
        return self._reduce(lambda a, b: a * b, factors, left)

    def power(self, base: Value, exponent: Value, rational: Fraction | None) -> Value:
        """Raise to a power, remembering where that is undefined."""
        if rational is not None and rational < 0:
            self.guards.append(("division by zero", Value(base.array == 0, base.axes)))
        if rational is not None and rational.denominator == 1:
            value = 1 / base.array if rational == -1 else base.array ** int(rational)
            self._watch(left, base.axes, value, base.array)
            return Value(value, base.axes)
        if rational is None:
            self._guard_power(base, exponent)
        elif rational.denominator > 1:
            self.guards.append(("root of a negative number", Value(base.array < 0, base.axes)))
        if rational == Fraction(1, 2):
            return Value(self.xp.sqrt(base.array), base.axes)
        return self._reduce(lambda a, b: a**b, [base, exponent], left)

    def _guard_power(self, base: Value, exponent: Value) -> None:
        """Remember where a power with a variable exponent is undefined."""
        axes = union([base.axes, exponent.axes])
        a, b = (aligned(self.xp, side, axes) for side in (base, exponent))
        broken = (b != self.xp.floor(b)) & (a < 0)
        self.guards.append(("root of a negative number", Value(broken, axes)))
        self.guards.append(("division by zero", Value((a == 0) & (b < 0), axes)))

    def function(self, name: str, arguments: list[Value]) -> Value:
        """Apply a function, remembering where it is undefined."""
        for text, broken in edges(name, self.xp):
            axes = union([v.axes for v in arguments])
            where = broken(*(aligned(self.xp, v, axes) for v in arguments))
            self.guards.append((text, Value(where, axes)))
        first = arguments[0]
        if name in ("min", "max"):
            pick = self.xp.minimum if name == "min" else self.xp.maximum
            return self._reduce(pick, arguments)
        if name == "binomial":
            return self._reduce(special(self.xp, name), arguments)
        if name == "mean":
            return self._mean(first)
        return Value(special(self.xp, name)(first.array), first.axes)

    def integral(self, node: Any) -> Value:
        """Integrate: by a rule in floats, rigorously in balls."""
        return self._running(node, "integral")

    def series(self, node: Any) -> Value:
        """Add up a sum without end, like an integral."""
        return self._running(node, "series")

    def _running(self, node: Any, kind: str) -> Value:
        rule = integral_arrays.enclosed if is_balls(self.xp) else getattr(integral_floats, kind)
        before, running = len(self.guards), node.args[1][0]
        value: Value = rule(self, node)
        # the points of a rule are no part of the claim
        self.guards[before:] = [g for g in self.guards[before:] if running not in g[1].axes]
        return value

    def sum(self, index: Symbol, lower: Value, upper: Value, body: Callable[[], Value]) -> Value:
        """Sum along the index's axis; an empty range sums to zero."""
        outer, before = self.bound.get(index), len(self.guards)
        self.bound[index] = running = self.ranged(index, lower, upper)
        began, self.starts = self.starts, {**self.starts, index: _integer(lower, index)}
        value = body()
        self.starts = began
        del self.bound[index]
        if outer is not None:
            self.bound[index] = outer
        length = running.array.shape[1]
        axis = 1 + value.axes.index(index) if index in value.axes else None
        if axis is not None and value.array.shape[axis] != length:
            raise ClaimError(
                f"the sum over {index.name} has {length} terms, but the values bound to it have "
                f"{value.array.shape[axis]}"
            )
        rest = tuple(a for a in value.axes if a != index)
        if length == 0:
            del self.guards[before:]  # no term of the body is ever evaluated
            return self._nothing(value, rest)
        self._close(before, index)
        if axis is None:
            return Value(value.array * length, value.axes)
        return Value(self.xp.sum(value.array, axis=axis), rest)

    def _nothing(self, value: Value, rest: Axes) -> Value:
        """Return zeros along the other axes of a body that was summed over nothing."""
        shape = value.array.shape
        kept = shape[:1] + tuple(shape[1 + value.axes.index(a)] for a in rest)
        like = {"dtype": self.like.dtype, "device": self.like.device}
        return Value(self.xp.zeros(kept, **like), rest) if rest else self.literal(0)

    def extreme(
        self, name: str, index: Symbol, lower: Value, upper: Value, body: Callable[[], Value]
    ) -> Value:
        """Take the least or greatest value over the index, whose range may end anywhere.

        Nothing to choose from is an infinity; a range that goes on beyond the values at hand makes
        the result NaN.
        """
        outer, first, before = self.bound.get(index), _integer(lower, index), len(self.guards)
        self.bound[index] = places = self._places(index, first, upper)
        value = body()
        del self.bound[index]
        if outer is not None:
            self.bound[index] = outer
        xp, length = self.xp, places.array.shape[1]
        rest = tuple(a for a in union([value.axes, upper.axes]) if a != index)
        array, running, last = (aligned(xp, v, (*rest, index)) for v in (value, places, upper))
        array = array + 0 * running
        self._confine(before, places, upper)
        self._close(before, index)
        missing = xp.full((*array.shape[:-1], 1), math.nan, dtype=array.dtype, device=array.device)
        past = xp.full(
            (*running.shape[:-1], 1), first + length, dtype=array.dtype, device=array.device
        )
        array, running = xp.concat([array, missing], axis=-1), xp.concat([running, past], axis=-1)
        nothing = self.literal(math.inf if name == "least" else -math.inf).array
        chosen = xp.where(running > last, nothing, array)
        return Value((xp.min if name == "least" else xp.max)(chosen, axis=-1), rest)

    def _close(self, before: int, index: Symbol) -> None:
        """Let guards, from the number ``before`` on, speak of any value of an index that is bound.

        Outside, the same index may run over another range.
        """
        for n, (name, guard) in enumerate(self.guards[before:], before):
            if index in guard.axes:
                broken = self.xp.any(guard.array, axis=1 + guard.axes.index(index))
                rest = tuple(a for a in guard.axes if a != index)
                self.guards[n] = (name, Value(broken, rest))

    def _confine(self, before: int, places: Value, upper: Value) -> None:
        """Forget guards, from the number ``before`` on, beyond the end of the range they are in."""
        for n, (name, guard) in enumerate(self.guards[before:], before):
            axes = union([guard.axes, places.axes, upper.axes])
            broken, running, last = (aligned(self.xp, v, axes) for v in (guard, places, upper))
            self.guards[n] = (name, Value(broken & (running <= last), axes))

    def _places(self, index: Symbol, first: int, upper: Value) -> Value:
        """Return the index's values from ``first`` on: as many as a quantity over it has."""
        for symbol, array in self.values.items():
            if index in symbol.indices:
                length = array.shape[array.ndim - len(symbol.indices) + symbol.indices.index(index)]
                break
        else:
            length = max(0, _integer(upper, index) + 1 - first)
        like = {"dtype": self.like.dtype, "device": self.like.device}
        running = self.xp.arange(first, first + length, **like)
        return Value(self.xp.reshape(running, (1, length)), (index,))

    def _mean(self, value: Value) -> Value:
        """Average over the law; what does not depend on its atoms stays as it is."""
        if ATOM not in value.axes:
            return value
        if self.weights is None:
            raise ClaimError("Mean() needs a measurement that returns a Law or a Sample")
        rest = tuple(a for a in value.axes if a != ATOM)
        array = aligned(self.xp, value, (ATOM, *rest))
        weights = aligned(self.xp, Value(self.weights, (ATOM,)), (ATOM, *rest))
        terms = self.xp.where(weights == 0, 0 * weights, array * weights)
        return Value(self.xp.sum(terms, axis=1), rest)

    def _watch(self, rule: Any, axes: Axes, result: Any, *operands: Any) -> None:
        """Remember where floats cannot hold a result."""
        if not is_balls(self.xp):
            self.guards.append((RANGE, Value(rule(self.xp, result, *operands), axes)))

    def _reduce(
        self, operation: Callable[[Any, Any], Any], values: list[Value], watched: Any = None
    ) -> Value:
        axes = union([v.axes for v in values])
        arrays = [aligned(self.xp, v, axes) for v in values]
        for place, axis in enumerate(axes, 1):
            lengths = {array.shape[place] for array in arrays if array.ndim > place} - {1}
            if len(lengths) > 1:
                raise ClaimError(
                    f"values over {axis.name} have {' and '.join(map(str, sorted(lengths)))} "
                    "entries; give each one as many as the index has values"
                )
        result = arrays[0]
        for array in arrays[1:]:
            before, result = result, operation(result, array)
            if watched is not None:
                self._watch(watched, axes, result, before, array)
        return Value(result, axes)


def _integer(value: Value, index: Symbol) -> int:
    if value.axes:
        names = ", ".join(a.name for a in value.axes)
        raise ClaimError(
            f"the range of {index.name} depends on {names}; sum over the whole range, with terms "
            "that vanish outside the part that is meant"
        )
    ends = _numbers(value.array)
    for end in ends:
        if not math.isfinite(end) or end != round(end):
            raise ClaimError(f"the range of {index.name} ends at {end}, which is no integer")
    if len(set(ends)) != 1:
        raise ClaimError(f"the range of {index.name} differs within a batch")
    return int(ends[0])


def _numbers(array: Any) -> list[Any]:
    """Return the entries as Python numbers: floats, or exact fractions where they are balls."""
    if not isinstance(array, balls.BallArray):
        return list(array.reshape(-1).tolist())
    try:
        return list(array.points().reshape(-1).tolist())
    except balls.NotRational:
        return [math.nan]
