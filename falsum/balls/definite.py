"""Positive definiteness of symmetric matrices, three-valued."""

import numpy as np
from flint import arb, arb_mat, fmpq

from falsum.balls.batches import all_points
from falsum.balls.eigen import eigenvalues, exact_matrix, exponent_of, floats, require_symmetric
from falsum.balls.ends import ZERO
from falsum.balls.order import Maybe, less_equal, less_than
from falsum.balls.storage import Objects, as_objects, objects

_YES: Maybe = (True, False)
_NO: Maybe = (False, True)
_UNDECIDED: Maybe = (True, True)
_LARGEST_EXACT = 24


def definite(a: Objects) -> Maybe:
    """Decide whether a symmetric matrix of points and balls is positive definite.

    The matrix is scaled to a diagonal near 1 first. Yes comes from an approximate inverse
    Cholesky factor W: W A W^T dominated by its diagonal. No comes from a principal minor of
    size 1 or 2, or from an eigenvalue that is certainly not positive. What stays open for a small
    matrix of points is decided by exact elimination.

    Raises:
        ValueError: the matrix is certainly not symmetric.
    """
    require_symmetric(a)
    diagonal = list(np.diagonal(a))
    if any(less_equal(x, ZERO) == _YES for x in diagonal):
        return _NO
    if any(less_than(ZERO, x) != _YES for x in diagonal):
        return _UNDECIDED
    scaled = _scaled(a)
    if _has_negative_minor(scaled):
        return _NO
    if _dominates_after_cholesky(scaled):
        return _YES
    verdict = _by_smallest_eigenvalue(scaled)
    if verdict == _UNDECIDED and all_points(a) and len(a) <= _LARGEST_EXACT:
        return _by_elimination(a)
    return verdict


def _scaled(a: Objects) -> Objects:
    factors = [arb((1, -(exponent_of(x) // 2))) for x in np.diagonal(a)]
    scales = objects(factors, (len(factors),))
    balls = objects([arb(x) for x in a.flat], a.shape)
    return as_objects(balls * scales[:, None] * scales[None, :])


def _has_negative_minor(a: Objects) -> bool:
    pairs = zip(*np.triu_indices(len(a), 1), strict=True)
    return any(bool(a[i, i] * a[j, j] <= a[i, j] * a[i, j]) for i, j in pairs)


def _dominates_after_cholesky(a: Objects) -> bool:
    matrix = arb_mat(a.tolist())
    middle = floats(matrix)
    try:
        factor = np.linalg.inv(np.linalg.cholesky((middle + middle.T) / 2))
    except np.linalg.LinAlgError:
        return False
    if not np.isfinite(factor).all():
        return False
    w = exact_matrix(factor)
    rows = (w * matrix * w.transpose()).tolist()
    return all(
        bool(row[i] > sum((abs(x) for j, x in enumerate(row) if j != i), arb(0)))
        for i, row in enumerate(rows)
    )


def _by_smallest_eigenvalue(a: Objects) -> Maybe:
    smallest, flag = eigenvalues(a)[0]
    return _UNDECIDED if flag else less_than(ZERO, smallest)


def _by_elimination(a: Objects) -> Maybe:
    rows: list[list[fmpq]] = [list(row) for row in a]
    for k, pivot_row in enumerate(rows):
        if pivot_row[k] <= 0:
            return _NO
        for i in range(k + 1, len(rows)):
            ratio = rows[i][k] / pivot_row[k]
            rows[i] = [x - ratio * y for x, y in zip(rows[i], pivot_row, strict=True)]
    return _YES
