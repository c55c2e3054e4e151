r"""Rigorous eigenvectors of a symmetric matrix, where an eigenvalue is certainly simple.

Let $x$ be a unit vector with $\|A x - \theta x\| \le \rho$, and let all eigenvalues but the k-th be
at least $g$ away from $\theta$. In a basis of eigenvectors the part of $x$ that is orthogonal to
the k-th one, $v$, is at most $\rho / g$ long (Davis and Kahan), so with the sign of $v$ for which
$\langle v, x \rangle \ge 0$ the distance of the two is at most $\sqrt{2} \rho / g$.

Singular values and vectors are eigenvalues and eigenvectors of the symmetric matrix with the
blocks $A$ and $A^T$ off the diagonal: $\pm \sigma$ and $(u, \pm v) / \sqrt{2}$.
"""

import numpy as np
from flint import arb, arb_mat

from falsum.balls import order
from falsum.balls.eigen import (
    decompose,
    eigenvalues,
    is_diagonal,
    largest_exponent,
    require_symmetric,
)
from falsum.balls.ends import ONE, ZERO, Element, Result, Segment, as_arb, from_arb
from falsum.balls.matrices import ball_matrix
from falsum.balls.reductions import sorted_elements
from falsum.balls.scalar import absolute, maximum
from falsum.balls.storage import Objects, objects

Column = list[Result]


def any_direction(n: int) -> Column:
    """Return what is known of a unit vector that isn't unique: entries in [-1, 1], flagged."""
    return [(Segment(-ONE, ONE), True) for _ in range(n)]


def eigensystem(a: Objects) -> tuple[list[Result], list[Column]]:
    """Return the eigenvalues in ascending order and their unit eigenvectors.

    Raises:
        ValueError: the matrix is certainly not symmetric.
    """
    require_symmetric(a)
    if is_diagonal(a):
        return eigenvalues(a), _units(list(np.diagonal(a)))
    exponent = largest_exponent(a)
    scaled = ball_matrix(a) * arb((1, -exponent))
    values, vectors = decompose(scaled)
    columns = [_vector(scaled, vectors, values, k) for k in range(len(a))]
    return [from_arb(value * arb((1, exponent))) for value in values], columns


def _units(diagonal: list[Element]) -> list[Column]:
    n = len(diagonal)
    columns = [any_direction(n) for _ in range(n)]
    for i, value in enumerate(diagonal):
        others = [x for j, x in enumerate(diagonal) if j != i]
        if not any(order.equal(value, x)[0] for x in others):
            rank = sum(order.less_than(x, value)[0] for x in others)
            columns[rank] = [(ONE if j == i else ZERO, False) for j in range(n)]
    return columns


def _vector(a: arb_mat, q: arb_mat, values: list[arb], k: int) -> Column:
    n = a.nrows()
    x = arb_mat(n, 1, [q[i, k] for i in range(n)])
    x = x * (1 / _norm(x))
    image = a * x
    theta = (x.transpose() * image)[0, 0].mid()
    gap = arb.pos_inf()
    for value in values[:k] + values[k + 1 :]:
        gap = gap.min(arb(abs(value - theta).abs_lower()))
    if not gap > 0:
        return any_direction(n)
    distance = (arb(2).sqrt() * _norm(image - x * theta) / gap).upper()
    if not distance < 1:
        return any_direction(n)
    return [(entry + arb(0, distance), False) for entry in x.entries()]


def _norm(x: arb_mat) -> arb:
    squares = sum((entry * entry for entry in x.entries()), arb(0))
    return squares.nonnegative_part().sqrt()


def _both_ways(a: Objects) -> Objects:
    m, n = a.shape
    blocks = objects([ZERO] * (m + n) ** 2, (m + n, m + n))
    blocks[:m, m:] = a
    blocks[m:, :m] = a.T
    return blocks


def singular_values(a: Objects) -> list[Result]:
    """Return the singular values in descending order; exact for diagonal matrices of points."""
    count = min(a.shape)
    if is_diagonal(a):
        sizes = [absolute(x)[0] for x in np.diagonal(a)]
        return [(x, False) for x in sorted_elements(sizes, True)]
    return _largest(eigenvalues(_both_ways(a)), count)


def _largest(values: list[Result], count: int) -> list[Result]:
    best = values[::-1][:count]
    return [(x, flag) if flag else (maximum(x, ZERO)[0], False) for x, flag in best]


def singular_system(a: Objects) -> tuple[list[Result], list[Column], list[Column]]:
    """Return the singular values in descending order, and left and right singular vectors."""
    m, n = a.shape
    count = min(m, n)
    values, columns = eigensystem(_both_ways(a))
    pairs = [_pair(column, m) for column in columns[::-1][:count]]
    sizes = singular_values(a) if is_diagonal(a) else _largest(values, count)
    return sizes, [left for left, _ in pairs], [right for _, right in pairs]


def _pair(column: Column, m: int) -> tuple[Column, Column]:
    if any(flag for _, flag in column):
        return any_direction(m), any_direction(len(column) - m)
    root = arb(2).sqrt()
    scaled: Column = [from_arb(as_arb(x) * root) for x, _ in column]
    return scaled[:m], scaled[m:]
