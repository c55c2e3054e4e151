"""Approximate eigenvectors of eigenvalues that floats don't tell apart."""

import numpy as np
import numpy.typing as npt
from flint import arb, arb_mat, ctx

_COUPLED = 16
_GUARD_BITS = 8


def turn_clusters(a: arb_mat, q: arb_mat) -> arb_mat:
    """Return approximate eigenvectors, turned inside each cluster; midpoints only.

    In the basis of the columns of `q` the matrix is nearly diagonal. A cluster is a block of it
    whose entries off the diagonal aren't small beside the differences on the diagonal. Without
    its mean and scaled to ordinary size, such a block is one that floats can diagonalise.
    """
    s = (q.transpose() * a * q).mid()
    rows = q.tolist()
    for group in _clusters(s):
        turn = _turn(s, group)
        for row in rows:
            parts = [row[i] for i in group]
            for j, column in zip(group, turn.T, strict=True):
                row[j] = sum(
                    (x * arb(float(c)) for x, c in zip(parts, column, strict=True)), arb(0)
                )
    return arb_mat(rows).mid()


def _clusters(s: arb_mat) -> list[list[int]]:
    n = s.nrows()
    noise = arb((1, _GUARD_BITS - ctx.prec))
    group_of = list(range(n))
    for i in range(n):
        for j in range(i):
            coupling = abs(s[i, j]) * _COUPLED
            if coupling > noise and coupling > abs(s[i, i] - s[j, j]):
                old, new = group_of[i], group_of[j]
                group_of = [new if k == old else k for k in group_of]
    groups = [[i for i in range(n) if group_of[i] == k] for k in sorted(set(group_of))]
    return [group for group in groups if len(group) > 1]


def _turn(s: arb_mat, group: list[int]) -> npt.NDArray[np.float64]:
    first = s[group[0], group[0]]
    block = [[s[i, j] - (first if i == j else 0) for j in group] for i in group]
    largest = max((abs(x.mid()) for row in block for x in row), key=float)
    mantissa, exponent = largest.mid().man_exp()
    scale = arb((1, -int(mantissa.bit_length()) - int(exponent)))
    middle = np.array([[float((x * scale).mid()) for x in row] for row in block])
    return np.asarray(np.linalg.eigh((middle + middle.T) / 2)[1])
