"""Algebraic statements in several variables, decided by z3 where it is installed.

Roots become variables with a defining equation, and every place where the tree could be undefined
is refuted first, in the order in which the tree computes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from importlib import import_module
from typing import Any

from falsum.balls.ends import is_infinite
from falsum.enclosure.box import Point, exact
from falsum.enclosure.effort import SOLVER, effort
from falsum.enclosure.tape import NotScalar
from falsum.prove.scalar import Relation, Statement
from falsum.statement.fold import fold
from falsum.statement.symbols import Role, Symbol

PATIENCE = 10  # seconds of a clock for each second of work
MEMORY = 1024  # megabytes


@dataclass(frozen=True)
class Solved:
    """Whether the statement holds, or a point that the solver proposes against it."""

    holds: bool
    point: Point | None = None


@dataclass
class SolverAlgebra:
    """The table of operations that writes z3 terms; ``steps`` are conditions and definitions."""

    z3: Any
    values: Mapping[Symbol, Any]
    steps: list[tuple[bool, Any]] = field(default_factory=list)

    def number(self, value: Fraction) -> Any:
        """Read an exact number."""
        return self.z3.Q(value.numerator, value.denominator)

    def named(self, name: str) -> Any:
        """Refuse what is not algebraic."""
        raise NotScalar(f"{name} is not algebraic")

    def symbol(self, symbol: Symbol) -> Any:
        """Read a symbol, or what it stands for."""
        if symbol in self.values:
            return self.values[symbol]
        if symbol.role in (Role.CONSTANT, Role.DEFINED):
            return fold(symbol.value, self)
        raise NotScalar(f"{symbol.name} is {symbol.role.value}")

    def add(self, terms: list[Any]) -> Any:
        """Add."""
        return self.z3.Sum(terms)

    def mul(self, factors: list[Any]) -> Any:
        """Multiply."""
        return self.z3.Product(factors)

    def power(self, base: Any, exponent: Any, rational: Fraction | None) -> Any:
        """Raise to a literal rational power."""
        if rational is None:
            raise NotScalar("an exponent is not a number")
        if rational < 0:
            self.steps.append((True, base != 0))
        if rational.denominator > 1:
            base = self._root(base, rational.denominator)
        product = self._product(base, abs(rational.numerator))
        return product if rational >= 0 else self._defined(lambda x: x * product == 1)

    def _product(self, base: Any, n: int) -> Any:
        if n > 24:
            raise NotScalar(f"the power {n} is too high")
        return self.z3.Product([base] * n) if n else self.z3.Q(1, 1)

    def _root(self, base: Any, n: int) -> Any:
        self.steps.append((True, base >= 0))
        return self._defined(lambda x: self.z3.And(x >= 0, self._product(x, n) == base))

    def _defined(self, meaning: Callable[[Any], Any]) -> Any:
        new = self.z3.FreshReal()
        self.steps.append((False, meaning(new)))
        return new

    def function(self, name: str, arguments: list[Any]) -> Any:
        """Apply a function that is piecewise algebraic."""
        z3, first = self.z3, arguments[0]
        if name == "abs":
            return z3.If(first >= 0, first, -first)
        if name in ("min", "max"):
            for other in arguments[1:]:
                less = first <= other
                first = z3.If(less if name == "min" else z3.Not(less), first, other)
            return first
        raise NotScalar(f"{name} is not algebraic")

    def integral(self, node: Any) -> Any:
        """Refuse an integral."""
        raise NotScalar("an integral is not algebraic")

    def series(self, node: Any) -> Any:
        """Refuse a sum without end."""
        raise NotScalar("a sum without end is not algebraic")

    def sum(self, index: Symbol, lower: Any, upper: Any, body: Callable[[], Any]) -> Any:
        """Refuse a sum."""
        raise NotScalar("a sum is not written out")

    def extreme(
        self, name: str, index: Symbol, lower: Any, upper: Any, body: Callable[[], Any]
    ) -> Any:
        """Refuse an extreme value over an index."""
        raise NotScalar("an extreme value over an index is not written out")


def available() -> bool:
    """Tell whether the solver is installed."""
    try:
        import_module("z3")
    except ImportError:
        return False
    return True


def by_solver(statement: Statement, seconds: float) -> Solved | None:
    """Decide an algebraic statement, or return None when it is not one or the work is too much.

    z3 counts its own work, so that no clock decides; its time and memory are safety stops.
    """
    if not available() or seconds <= 0:
        return None
    z3 = import_module("z3")
    try:
        return _decided(z3, statement, seconds)
    except z3.Z3Exception:  # out of memory, most likely
        return None


def _solver(z3: Any, seconds: float) -> Any:
    solver = z3.Solver()
    solver.set("rlimit", max(1, int(SOLVER * seconds)))
    solver.set("timeout", max(1, int(1000 * PATIENCE * seconds)))
    solver.set("max_memory", MEMORY)
    return solver


def _decided(z3: Any, statement: Statement, seconds: float) -> Solved | None:
    solver = _solver(z3, seconds)
    reals = {s: z3.Real(s.name) for s in statement.variables}
    fixed = {s: z3.Q(v.numerator, v.denominator) for s, v in statement.fixed.items()}
    algebra = SolverAlgebra(z3, {**reals, **fixed})
    try:
        for constraint in _domain(statement, reals):
            solver.add(constraint)
        for assumed in statement.hypotheses:
            held = _compared(assumed, algebra)
            if not _carried(solver, algebra, z3):
                return None
            solver.add(held)
        concluded = _compared(statement.conclusion, algebra)
    except NotScalar:
        return None
    if not _carried(solver, algebra, z3) or not _feasible(solver, statement, reals, z3):
        return None
    solver.add(z3.Not(concluded))
    verdict = _checked(solver)
    if verdict == z3.unsat:
        return Solved(True)
    if verdict == z3.sat:
        return Solved(False, _point(solver.model(), list(reals.values()), z3))
    return None


def _feasible(solver: Any, statement: Statement, reals: Mapping[Symbol, Any], z3: Any) -> bool:
    """Tell whether a point meets the hypotheses: integers where the parameters are integers."""
    solver.push()
    if statement.hypotheses:
        for symbol in statement.variables:
            if symbol.domain.integral:
                solver.add(z3.IsInt(reals[symbol]))
    found = bool(_checked(solver) == z3.sat)
    solver.pop()
    return found


def _checked(solver: Any) -> Any:
    """Let the solver decide, and count its work."""
    before = _count(solver)
    answer = solver.check()
    effort.charge((_count(solver) - before) / SOLVER)
    return answer


def _count(solver: Any) -> int:
    """Return how much work z3 has counted so far, of all its solvers."""
    return sum(count for name, count in solver.statistics() if name == "rlimit count")


def _domain(statement: Statement, reals: Mapping[Symbol, Any]) -> list[Any]:
    found = []
    for symbol, side in zip(statement.variables, statement.box, strict=True):
        x = reals[symbol]
        if not is_infinite(side.lo):
            low = _literal(exact(side.lo))
            found.append(x > low if side.lo_open else x >= low)
        if not is_infinite(side.hi):
            high = _literal(exact(side.hi))
            found.append(x < high if side.hi_open else x <= high)
    return found


def _literal(value: Fraction) -> Any:
    return import_module("z3").Q(value.numerator, value.denominator)


def _compared(found: Relation, algebra: SolverAlgebra) -> Any:
    lhs, rhs = fold(found.lhs, algebra), fold(found.rhs, algebra)
    return {"<=": lhs <= rhs, "<": lhs < rhs, "==": lhs == rhs, "!=": lhs != rhs}[found.sign]


def _carried(solver: Any, algebra: SolverAlgebra, z3: Any) -> bool:
    """Prove every condition in turn, adding each definition only after what it asks for."""
    for is_condition, formula in algebra.steps:
        if is_condition:
            solver.push()
            solver.add(z3.Not(formula))
            refuted = _checked(solver) == z3.unsat
            solver.pop()
            if not refuted:
                return False
        else:
            solver.add(formula)
    algebra.steps.clear()
    return True


def _point(model: Any, reals: list[Any], z3: Any) -> Point | None:
    """Return the solver's model as near rationals; a proposal, decided by others."""
    point = []
    for x in reals:
        value = model.eval(x, model_completion=True)
        if z3.is_algebraic_value(value):
            value = value.approx(20)
        if not z3.is_rational_value(value):
            return None
        point.append(Fraction(value.numerator_as_long(), value.denominator_as_long()))
    return tuple(point)
