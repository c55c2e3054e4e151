"""Small linear programs with certified optima: HiGHS proposes a basis, rationals decide.

The program is to minimise ``c x`` under ``A x = b`` and ``x >= 0``.  A basis near the float optimum
is solved exactly; where degeneracy or rounding left it short of optimal, exact pivots by Bland's
rule, which cannot cycle, finish the work.  An optimum carries its multipliers ``y`` with
``y A <= c`` and ``y b = c x``, an infeasible program a Farkas certificate ``y A <= 0 < y b``, an
unbounded one a ray: each is checked again in rationals before it is returned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from flint import fmpq, fmpq_mat

from falsum.couplings.rational import (
    dot,
    exact,
    fraction,
    independent,
    product,
    rank,
    rounded,
    solved,
    with_column,
)

Vector = tuple[Fraction, ...]
SUPPORT = 1e-9  # a float weight above this proposes its column for the basis


class ProgramError(ValueError):
    """Raise when a linear program has no optimum or is not well formed."""


class Infeasible(ProgramError):
    """Raise when nothing satisfies the equations; ``farkas`` is y with y A <= 0 < y b."""

    def __init__(self, message: str, farkas: Vector) -> None:
        super().__init__(message)
        self.farkas = farkas


class Unbounded(ProgramError):
    """Raise when the costs have no lower bound; ``ray`` is d >= 0 with A d = 0 and c d < 0."""

    def __init__(self, message: str, ray: Vector) -> None:
        super().__init__(message)
        self.ray = ray


@dataclass(frozen=True)
class Optimum:
    """A vertex ``point`` of least cost ``value`` and the ``multipliers`` that prove it least."""

    point: Vector
    multipliers: Vector
    value: Fraction


@dataclass(frozen=True)
class _Program:
    """The program in flint's rationals: A of shape (m, n), b of length m, c of length n."""

    matrix: Any
    rhs: list[Any]
    costs: list[Any]

    def rows(self, kept: Sequence[int]) -> _Program:
        """Return the program with only these rows."""
        m, n = len(kept), self.matrix.ncols()
        entries = [self.matrix[i, j] for i in kept for j in range(n)]
        return _Program(fmpq_mat(m, n, entries), [self.rhs[i] for i in kept], self.costs)

    def columns(self, picked: Sequence[int]) -> Any:
        """Return the matrix of these columns."""
        m = self.matrix.nrows()
        return fmpq_mat(m, len(picked), [self.matrix[i, j] for i in range(m) for j in picked])


def least(
    costs: Sequence[Fraction | int],
    rows: Sequence[Sequence[Fraction | int]],
    rhs: Sequence[Fraction | int],
) -> Optimum:
    """Minimise ``costs x`` under ``rows x = rhs`` and ``x >= 0``, exactly.

    Args:
        costs: the n exact costs.
        rows: m rows of n exact coefficients; they may be linearly dependent.
        rhs: the m exact right-hand sides.

    Raises:
        Infeasible: no x satisfies the equations.
        Unbounded: the costs can be made as small as one likes.
        ProgramError: the shapes do not fit.
    """
    if not rows or len(rows) != len(rhs) or any(len(row) != len(costs) for row in rows):
        raise ProgramError(
            f"{len(rows)} rows of lengths {sorted({len(row) for row in rows})} do not fit "
            f"{len(costs)} costs and {len(rhs)} right-hand sides; give one coefficient a cost "
            "and one right-hand side a row"
        )
    entries = [_rational(v) for row in rows for v in row]
    whole = _Program(
        fmpq_mat(len(rows), len(costs), entries),
        [_rational(v) for v in rhs],
        [_rational(v) for v in costs],
    )
    kept = independent(whole.matrix.transpose())
    augmented = with_column(whole.matrix, whole.rhs)
    if rank(augmented) > len(kept):
        raise _refusal(whole)
    reduced = whole.rows(kept)
    basis = _proposed(reduced)
    if basis is None or min(solved(reduced.columns(basis), reduced.rhs), default=fmpq(0)) < 0:
        basis = _feasible_basis(reduced, whole)
    basis = _descend(reduced, basis)
    return _certified(whole, reduced, kept, basis)


def _certified(
    whole: _Program, reduced: _Program, kept: Sequence[int], basis: Sequence[int]
) -> Optimum:
    """Read the optimum off a basis and verify every condition of it on the whole program."""
    weights, prices = _vertex(reduced, basis)
    point = [fmpq(0)] * len(whole.costs)
    for j, weight in zip(basis, weights, strict=True):
        point[j] = weight
    multipliers = [fmpq(0)] * len(whole.rhs)
    for i, price in zip(kept, prices, strict=True):
        multipliers[i] = price
    value = dot(whole.costs, point)
    met = product(whole.matrix, point) == whole.rhs and min(point) >= 0
    priced = product(whole.matrix.transpose(), multipliers)
    dominated = all(p <= c for p, c in zip(priced, whole.costs, strict=True))
    if not (met and dominated and value == dot(whole.rhs, multipliers)):
        raise AssertionError("the exact simplex method returned what is not an optimum")
    return Optimum(exact(point), exact(multipliers), fraction(value))


def _vertex(program: _Program, basis: Sequence[int]) -> tuple[list[Any], list[Any]]:
    """Return the weights of the basic columns and the prices of the rows."""
    square = program.columns(basis)
    prices = solved(square.transpose(), [program.costs[j] for j in basis])
    return solved(square, program.rhs), prices


def _descend(program: _Program, basis: Sequence[int]) -> list[int]:
    """Pivot from a feasible basis to an optimal one by Bland's rule."""
    basis = list(basis)
    while True:
        weights, prices = _vertex(program, basis)
        priced = product(program.matrix.transpose(), prices)
        gains = (j for j, p in enumerate(priced) if p > program.costs[j])
        entering = next(gains, None)
        if entering is None:
            return basis
        direction = solved(program.columns(basis), _column(program, entering))
        ratios = [
            (weights[i] / d, basis[i], i) for i, d in enumerate(direction) if d > 0
        ]  # ties leave by the smallest column, as Bland's rule asks
        if not ratios:
            raise _escape(program, basis, entering, direction)
        basis[min(ratios)[2]] = entering


def _feasible_basis(program: _Program, whole: _Program) -> list[int]:
    """Return a feasible basis of a program with independent rows, by exact phase one."""
    phase, artificial = _phase_one(program)
    basis = _descend(phase, artificial)
    weights, _ = _vertex(phase, basis)
    n = len(program.costs)
    if any(w > 0 for j, w in zip(basis, weights, strict=True) if j >= n):
        raise _refusal(whole)
    real = [j for j in basis if j < n]
    order = [*real, *(j for j in range(n) if j not in set(real))]
    return [order[place] for place in independent(program.columns(order))]


def _phase_one(program: _Program) -> tuple[_Program, list[int]]:
    """Return the program that minimises the artificial part of b, and its first basis."""
    m, n = program.matrix.nrows(), program.matrix.ncols()
    signs = [fmpq(1 if b >= 0 else -1) for b in program.rhs]
    entries = []
    for i in range(m):
        entries += [program.matrix[i, j] for j in range(n)]
        entries += [signs[i] if k == i else fmpq(0) for k in range(m)]
    costs = [fmpq(0)] * n + [fmpq(1)] * m
    return _Program(fmpq_mat(m, n + m, entries), program.rhs, costs), list(range(n, n + m))


def _refusal(whole: _Program) -> Infeasible:
    """Return the error of an infeasible program with its certificate, checked."""
    phase, artificial = _phase_one(whole)
    guess = _proposed(phase)
    if guess is None or min(solved(phase.columns(guess), phase.rhs)) < 0:
        guess = artificial
    _, prices = _vertex(phase, _descend(phase, guess))
    priced = product(whole.matrix.transpose(), prices)
    if max(priced) > 0 or dot(whole.rhs, prices) <= 0:
        raise AssertionError("the exact simplex method found no certificate of infeasibility")
    return Infeasible(
        "no x >= 0 satisfies the equations; the Farkas certificate is in .farkas", exact(prices)
    )


def _escape(
    program: _Program, basis: Sequence[int], entering: int, direction: Sequence[Any]
) -> Unbounded:
    ray = [fmpq(0)] * len(program.costs)
    ray[entering] = fmpq(1)
    for j, d in zip(basis, direction, strict=True):
        ray[j] -= d
    return Unbounded("the costs have no lower bound; the ray is in .ray", exact(ray))


def _proposed(program: _Program) -> list[int] | None:
    """Return the columns of a basis near the float optimum, None where floats find none."""
    from scipy.optimize import linprog

    m, n = program.matrix.nrows(), program.matrix.ncols()
    matrix = np.array([[rounded(program.matrix[i, j]) for j in range(n)] for i in range(m)])
    costs, rhs = np.array([rounded(v) for v in program.costs]), [rounded(v) for v in program.rhs]
    found = linprog(costs, A_eq=matrix, b_eq=rhs, method="highs")
    if found.status != 0:
        return None
    slack = costs - matrix.T @ found.eqlin.marginals
    used = found.x > SUPPORT
    order = np.lexsort((np.where(used, -found.x, slack), ~used)).tolist()
    basis = [order[place] for place in independent(program.columns(order))]
    return basis if len(basis) == m else None


def _column(program: _Program, j: int) -> list[Any]:
    return [program.matrix[i, j] for i in range(program.matrix.nrows())]


def _rational(value: Fraction | int) -> Any:
    if isinstance(value, bool | float):
        raise ProgramError(
            f"{value!r} is a {type(value).__name__}, and a program holds exact numbers only; write "
            "an int or a Fraction"
        )
    number = Fraction(value)
    return fmpq(number.numerator, number.denominator)
