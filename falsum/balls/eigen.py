r"""Rigorous eigenvalues of a symmetric matrix from approximate eigenvectors.

Let $Q$ be an approximate orthogonal matrix of eigenvectors, $S = Q^T A Q$ and $G = Q^T Q$. By
Ostrowski's theorem the k-th eigenvalue of $A$ is the k-th eigenvalue of $S$ divided by a number
within $\|G - I\|$ of 1, and by Weyl's the latter is within $\|S - \mathrm{diag}(S)\|$ of the k-th
smallest diagonal entry of $S$. Repeated eigenvalues need no special care.
"""

import math

import numpy as np
import numpy.typing as npt
from flint import arb, arb_mat, ctx, fmpq

from falsum.balls.clusters import orthogonalised, turn_clusters
from falsum.balls.ends import Element, Result, as_arb, from_arb
from falsum.balls.matrices import ball_matrix
from falsum.balls.reductions import sorted_elements
from falsum.balls.storage import Objects

_FLOAT_BITS = 40
_GUARD_BITS = 8
_SLACK_BITS = 12
_TURNS = 6


def eigenvalues(a: Objects) -> list[Result]:
    """Return enclosures of all eigenvalues in ascending order.

    Args:
        a: square object array of points and balls that encloses a symmetric matrix.

    Raises:
        ValueError: the matrix is certainly not symmetric.
    """
    require_symmetric(a)
    if is_diagonal(a):
        return [(x, False) for x in sorted_elements(list(np.diagonal(a)), False)]
    exponent = largest_exponent(a)
    values, _ = decompose(ball_matrix(a) * arb((1, -exponent)))
    return [from_arb(value * arb((1, exponent))) for value in values]


def decompose(a: arb_mat) -> tuple[list[arb], arb_mat]:
    """Return enclosures of the eigenvalues of a scaled matrix, and approximate eigenvectors.

    Where the enclosures are wider than the entries explain, eigenvalues lie near each other for
    floats: their vectors are turned and refined again, with twice the digits.
    """
    vectors = _refined(a.mid(), _float_eigenvectors(a))
    values = bounds_from(a, vectors)
    n = a.nrows()
    explained = _widest(a.entries()) * (4 * n * n) + arb((n, _SLACK_BITS - ctx.prec))
    turned = vectors
    for _ in range(_TURNS):
        if _widest(values) <= explained:
            break
        with ctx.workprec(2 * ctx.prec):
            turned = _refine(a.mid(), orthogonalised(turn_clusters(a.mid(), turned)))
            turned = orthogonalised(turned)
        found = bounds_from(a, turned)
        if _widest(found) < _widest(values):
            values, vectors = found, turned
    return values, vectors


def _widest(values: list[arb]) -> arb:
    widest = arb(0)
    for value in values:
        widest = widest.max(value.rad())
    return widest


def require_symmetric(a: Objects) -> None:
    """Refuse a matrix that is certainly not symmetric.

    Raises:
        ValueError: two mirrored entries certainly differ.
    """
    for i, j in zip(*np.triu_indices(len(a), 1), strict=True):
        if a[i, j] != a[j, i]:
            raise ValueError(f"not symmetric: entries ({i}, {j}) and ({j}, {i}) differ")


def is_diagonal(a: Objects) -> bool:
    """Return whether every entry off the diagonal is exactly zero."""
    off = a[~np.eye(*a.shape, dtype=np.bool_)]
    return all(isinstance(x, fmpq) and not x for x in off)


def exponent_of(x: Element) -> int:
    """Return e such that the midpoint is below 2^e, and at least 2^(e-1) if it isn't zero."""
    mantissa, exponent = as_arb(x).mid().man_exp()
    return int(mantissa.bit_length()) + int(exponent)


def largest_exponent(a: Objects) -> int:
    """Return e such that all midpoints are below 2^e."""
    return max((exponent_of(x) for x in a.flat if as_arb(x).mid() != 0), default=0)


def floats(a: arb_mat) -> npt.NDArray[np.float64]:
    """Return the midpoints as floats."""
    values = [float(x.mid()) for x in a.entries()]
    return np.array(values, dtype=np.float64).reshape(a.nrows(), a.ncols())


def exact_matrix(a: npt.NDArray[np.float64]) -> arb_mat:
    """Return floats as an exact matrix."""
    return arb_mat(a.shape[0], a.shape[1], [arb(float(x)) for x in a.flat])


def _float_eigenvectors(a: arb_mat) -> arb_mat:
    middle = floats(a)
    return exact_matrix(np.linalg.eigh((middle + middle.T) / 2)[1])


def _refined(a: arb_mat, q: arb_mat) -> arb_mat:
    for _ in range(max(0, math.ceil(math.log2(ctx.prec / _FLOAT_BITS)))):
        q = _refine(a, q)
    return q


def _refine(a: arb_mat, q: arb_mat) -> arb_mat:
    """Return better eigenvectors: one step of Ogita and Aishima (2018), midpoints only."""
    n = a.nrows()
    transposed = q.transpose()
    s = (transposed * a * q).mid()
    r = _minus_identity(transposed * q).mid()
    values = [s[i, i] / (1 + r[i, i]) for i in range(n)]
    noise = arb((1, _GUARD_BITS - ctx.prec))  # what rounding leaves: no gap is smaller
    defect = _row_sum_bound(r, False) + _row_sum_bound(s, True) + noise
    correction = [
        [_correction(values[i], values[j], s[i, j], r[i, j], defect) for j in range(n)]
        for i in range(n)
    ]
    return (q + q * arb_mat(correction)).mid()


def _correction(left: arb, right: arb, s: arb, r: arb, defect: arb) -> arb:
    gap = right - left
    if abs(gap) > 2 * defect:
        return ((s - right * r) / gap).mid()
    return (-r / 2).mid()


def _minus_identity(a: arb_mat) -> arb_mat:
    n = a.nrows()
    return a - arb_mat([[int(i == j) for j in range(n)] for i in range(n)])


def _row_sum_bound(a: arb_mat, skip_diagonal: bool) -> arb:
    """Return an upper bound of the largest absolute row sum."""
    largest = arb(0)
    for i, row in enumerate(a.tolist()):
        counted = (x for j, x in enumerate(row) if i != j or not skip_diagonal)
        largest = largest.max(sum((x.abs_upper() for x in counted), arb(0)).upper())
    return largest


def bounds_from(a: arb_mat, q: arb_mat) -> list[arb]:
    """Return valid enclosures of the eigenvalues in ascending order, tight if `q` is good."""
    transposed = q.transpose()
    s = transposed * a * q
    spread = arb(0, _row_sum_bound(s, True))
    stretch = 1 + arb(0, _row_sum_bound(_minus_identity(transposed * q), False))
    if not stretch > 0:
        return [arb(0, arb.pos_inf())] * a.nrows()
    diagonal: list[Element] = [s[i, i] for i in range(a.nrows())]
    return [(as_arb(d) + spread) / stretch for d in sorted_elements(diagonal, False)]
