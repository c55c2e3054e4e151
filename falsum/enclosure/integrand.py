"""Integrals and series in standard form: on [0, 1], on [0, oo), and over k = 0, 1, 2, ...

The ends of a range are moved into the body, as trees, so that ``z - a`` next to the end a of its
range is exact, and so that a derivative in a parameter needs no terms at the ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, ClassVar

import sympy
from flint import fmpq

from falsum.enclosure.box import Box, exact
from falsum.enclosure.function import Function, Names
from falsum.enclosure.interval import Interval, between, is_negative, is_nonnegative, is_positive
from falsum.enclosure.simplify import derivative, simplified
from falsum.enclosure.sympy_forms import literal, plain, replaced
from falsum.enclosure.tape import JUMPS, NotScalar, Tape, compiled
from falsum.statement import expressions
from falsum.statement.declarations import index, variable
from falsum.statement.exact import ClaimError
from falsum.statement.integrals import running
from falsum.statement.symbols import Role, Symbol, symbols_of

INFINITE = (sympy.oo, sympy.S.NegativeInfinity)


@dataclass(frozen=True)
class Integrand:
    """A tree over ``variables``, of which the first one runs and the others are parameters."""

    tree: Any
    variables: tuple[Symbol, ...]

    METHOD: ClassVar[Callable[..., Interval]]  # of enclosing, by kind; it sets itself

    def enclosed(self, kind: str, parameters: Sequence[Interval]) -> Interval:
        """Enclose the integral or the series over the running variable."""
        return self.METHOD(kind, self, parameters)

    @property
    def parameters(self) -> tuple[Symbol, ...]:
        """Return the symbols that do not run."""
        return self.variables[1:]

    @cached_property
    def tape(self) -> Tape:
        """Return the compiled tree."""
        return compiled(self.tree, self.variables)

    def at(self, parameters: Sequence[Interval]) -> Tape:
        """Return the tape over the same variables, with parameters of one known value put in."""
        known = {
            s: exact(p.lo)
            for s, p in zip(self.parameters, parameters, strict=True)
            if p.is_point and isinstance(p.lo, fmpq)
        }
        return compiled(self.tree, self.variables, known) if known else self.tape

    @cached_property
    def nested(self) -> bool:
        """Tell whether an integral without end or a series stands inside, too slow for flint."""
        return any(node.kind in ("improper", "series") for node in self.tape.nodes)

    @cached_property
    def continuous(self) -> bool:
        """Tell whether it is continuous in the parameters; jumps in what runs do no harm."""
        moving: list[bool] = []
        for node in self.tape.nodes:
            parts = [*node.parts, *(part for part, _ in node.terms)]
            moves = any(moving[p] for p in parts) or (node.kind == "variable" and node.number > 0)
            moving.append(moves)
            jumps = node.name in JUMPS or (node.inner is not None and not node.inner.continuous)
            if moves and jumps:
                return False
        return True

    @cached_property
    def _cache(self) -> dict[Any, Any]:
        return {}

    def derivative(self, place: int) -> Integrand | None:
        """Return the derivative in one of the variables, or None where it has no such form."""
        key = ("derivative", place)
        if key not in self._cache:
            self._cache[key] = self._derived(place)
        found: Integrand | None = self._cache[key]
        return found

    def _derived(self, place: int) -> Integrand | None:
        dummies = {s: sympy.Dummy(s.name, real=True) for s in self.variables}
        back = {dummy: s for s, dummy in dummies.items()}
        try:
            form = derivative(plain(self.tree, dummies), dummies[self.variables[place]])
            if form is None:
                return None
            return _shared(literal(simplified(form) or form, back), self.variables)
        except NotScalar:
            return None

    def of(self, rule: Callable[[Any], Any], factor: Any = None) -> Integrand:
        """Return the integrand with the running variable replaced, times a factor."""
        t = self.variables[0]
        tree = substituted(self.tree, t, rule(t))
        return _shared(tree if factor is None else expressions.Mul(tree, factor), self.variables)

    def function(self, tree: Any, parameters: Box) -> Function:
        """Return another tree over the same variables, the first one from 0 to infinity.

        What is derived of it is kept for all boxes on which the parameters have the same signs.
        """
        box = (_side("+"), *(_side(_sign(p)) for p in parameters))
        key = (tree, *(_sign(p) for p in parameters))
        if key not in self._cache:
            self._cache[key] = Function(tree, Names(self.variables, box))
        found: Function = self._cache[key]
        return found


def _sign(side: Interval) -> str:
    if is_positive(side) or is_negative(side):
        return "+" if is_positive(side) else "-"
    return "0" if is_nonnegative(side) else "*"


def _side(sign: str) -> Interval:
    from falsum.balls.ends import INF, NEG_INF, ZERO

    low = NEG_INF if sign in "-*" else ZERO
    high = ZERO if sign == "-" else INF
    return between(low, high, sign != "0", True)


def standard(node: Any, kept: Callable[[Symbol], bool]) -> list[tuple[str, Integrand]]:
    """Return the parts of an integral or a series, each with its kind.

    ``kept`` tells which constants come with a value of their own and stay symbols.
    """
    symbol, lower, upper, body = running(node)
    fresh = _fresh(node)
    if isinstance(node, sympy.Sum):
        k = index(f"k{fresh}", 0, sympy.oo)
        return [("series", _made(substituted(body, symbol, expressions.Add(lower, k)), k, kept))]
    t = variable(f"t{fresh}")
    turned = expressions.Mul(-1, t)
    if lower in INFINITE and upper in INFINITE:
        pieces = [("improper", substituted(body, symbol, s)) for s in (t, turned)]
    elif lower in INFINITE:
        pieces = [("improper", substituted(body, symbol, expressions.Add(upper, turned)))]
    elif upper in INFINITE:
        pieces = [("improper", substituted(body, symbol, expressions.Add(lower, t)))]
    else:
        length = expressions.Add(upper, expressions.Mul(-1, lower))
        moved = substituted(body, symbol, expressions.Add(lower, expressions.Mul(length, t)))
        pieces = [("finite", expressions.Mul(length, moved))]
    return [(kind, _made(tree, t, kept)) for kind, tree in pieces]


def _fresh(node: Any) -> int:
    """Return a number that is the end of no symbol's name in a tree."""
    names = {s.name for s in symbols_of(node)}
    return next(n for n in range(len(names) + 1) if not {f"t{n}", f"k{n}"} & names)


def _made(tree: Any, symbol: Symbol, kept: Callable[[Symbol], bool]) -> Integrand:
    return _shared(tree, (symbol, *free_symbols(tree, kept, {symbol})))


@lru_cache(maxsize=4096)
def _shared(tree: Any, variables: tuple[Symbol, ...]) -> Integrand:
    """Return the one integrand of its kind, so that what was derived of it is kept."""
    return Integrand(tree, variables)


def free_symbols(
    tree: Any, kept: Callable[[Symbol], bool], bound: set[Symbol]
) -> tuple[Symbol, ...]:
    """Return the symbols of which a tree is a function, in the order of their names."""
    found: set[Symbol] = set()

    def visit(node: Any, bound: set[Symbol]) -> None:
        if isinstance(node, Symbol):
            if node in bound:
                return
            if node.role in (Role.DEFINED, Role.CONSTANT) and not kept(node):
                visit(node.value, bound)
            else:
                found.add(node)
        elif isinstance(node, sympy.Sum | sympy.Integral):
            symbol, lower, upper = node.args[1]
            for end in (lower, upper):
                visit(end, bound)
            visit(node.args[0], bound | {symbol})
        else:
            for part in node.args:
                visit(part, bound)

    visit(tree, bound)
    return tuple(sorted(found, key=lambda s: s.name))


def factors(tree: Any) -> list[Any]:
    """Return the factors of a tree, those of products inside products too."""
    if isinstance(tree, sympy.Mul):
        return [f for part in tree.args for f in factors(part)]
    return [tree]


def substituted(tree: Any, symbol: Symbol, new: Any) -> Any:
    """Return a tree with a symbol replaced wherever it is free.

    Raises ClaimError when a sum or an integral inside would capture a symbol of ``new``.
    """
    captured = {s.name for s in symbols_of(new)}

    def rule(node: Any) -> Any:
        if node == symbol:
            return new
        if isinstance(node, sympy.Sum | sympy.Integral):
            inner, lower, upper = node.args[1]
            if inner == symbol:
                return type(node)(
                    node.args[0], (inner, replaced(lower, rule), replaced(upper, rule))
                )
            if inner.name in captured:
                raise ClaimError(f"two sums or integrals run over {inner.name}; rename one")
        return None

    return replaced(tree, rule)
