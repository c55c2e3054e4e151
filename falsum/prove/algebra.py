"""Algebraic statements in several variables, decided by z3 where it is installed.

Every place where the tree could be undefined is refuted first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from typing import Any

from falsum.balls.ends import is_infinite
from falsum.enclosure.box import Point, exact
from falsum.enclosure.effort import SOLVER, effort
from falsum.enclosure.tape import NotScalar
from falsum.prove.scalar import Relation, Statement
from falsum.prove.solver_terms import SolverAlgebra
from falsum.statement.fold import fold
from falsum.statement.symbols import Symbol

PATIENCE = 10  # seconds of a clock for each second of work
MEMORY = 1024  # megabytes


@dataclass(frozen=True)
class Solved:
    """Whether the statement holds, or a point that the solver proposes against it."""

    holds: bool
    point: Point | None = None


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
