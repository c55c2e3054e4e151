"""Approximate eigenvectors of eigenvalues that floats don't tell apart."""

import math

import numpy as np
from flint import arb, arb_mat, ctx

_COUPLED = 16
_GUARD_BITS = 8
_FLOAT_BITS = 40


def turn_clusters(a: arb_mat, q: arb_mat) -> arb_mat:
    """Return approximate eigenvectors, turned inside each cluster; midpoints only.

    In the basis of the columns of `q` the matrix is nearly diagonal. A cluster is a block of it
    whose entries off the diagonal aren't small beside the differences on the diagonal. Without
    its mean and scaled to ordinary size, such a block is one that floats can diagonalise.
    """
    s = (q.transpose() * a * q).mid()
    rows = arb_mat([[int(i == j) for j in range(s.nrows())] for i in range(s.nrows())]).tolist()
    for group in _clusters(s):
        turn = orthogonalised(_turn(s, group))
        for k, i in enumerate(group):
            for m, j in enumerate(group):
                rows[i][j] = turn[k, m]
    return (q * arb_mat(rows)).mid()


def orthogonalised(q: arb_mat) -> arb_mat:
    """Return a nearly orthogonal matrix made orthogonal to the working precision, as far as it is.

    A step (of Newton and Schulz) squares the defect, which is that of floats at first.
    """
    n = q.nrows()
    three = arb_mat([[3 * int(i == j) for j in range(n)] for i in range(n)])
    for _ in range(max(1, math.ceil(math.log2(ctx.prec / _FLOAT_BITS)))):
        q = (q * (three - q.transpose() * q) * arb(0.5)).mid()
    return q


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


def _turn(s: arb_mat, group: list[int]) -> arb_mat:
    first = s[group[0], group[0]]
    block = [[s[i, j] - (first if i == j else 0) for j in group] for i in group]
    largest = arb(0)
    for x in (x for row in block for x in row):
        largest = largest.max(abs(x.mid())).mid()
    mantissa, exponent = largest.man_exp()
    scale = arb((1, -int(mantissa.bit_length()) - int(exponent)))
    middle = np.array([[float((x * scale).mid()) for x in row] for row in block])
    vectors = np.linalg.eigh((middle + middle.T) / 2)[1]
    return arb_mat(len(group), len(group), [arb(float(x)) for x in vectors.flat])
