"""Evaluate a tree on a batch: floats on any device, balls, or exact rationals.

Values have shape ``(batch, *axes)`` where the axes are named by index symbols, or shape ``()`` for
what is the same in the whole batch.  One table of operations serves every array namespace; what
differs is the namespace itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from falsum import balls
from falsum.balls.text import is_balls
from falsum.measure import indexed, integral_arrays, integral_floats
from falsum.measure.axes import ATOM, Axes, Value, aligned, union
from falsum.measure.functions import RANGE, left, overflowed, special
from falsum.measure.indexed import integer
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
            if first is not None and first != integer(fold(place.value[0], self), place):
                raise ClaimError(
                    f"a sum over {place.name} begins at {first}, but {symbol.name} has values from "
                    f"{place.value[0]} on; sum over the whole range, with terms that vanish where "
                    "they are not meant"
                )

    def ranged(self, index: Symbol, lower: Value, upper: Value) -> Value:
        """Return the index's own values along its axis."""
        first, last = integer(lower, index), integer(upper, index)
        return indexed.along(self, index, first, max(0, last + 1 - first))

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
        return indexed.summed(self, index, lower, upper, body)

    def extreme(
        self, name: str, index: Symbol, lower: Value, upper: Value, body: Callable[[], Value]
    ) -> Value:
        """Take the least or greatest value over the index, whose range may end anywhere."""
        return indexed.extreme(self, name, index, lower, upper, body)

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
