"""Ranks, pseudoinverses and logarithms of determinants, as functions on one matrix."""

import numpy as np
from flint import arb_mat, ctx, fmpq, fmpq_mat

from falsum.balls.batches import all_points
from falsum.balls.context import Undecided
from falsum.balls.ends import (
    NEG_INF,
    ZERO,
    Element,
    Result,
    Segment,
    ends,
    from_arb,
    less,
    make,
    settle,
)
from falsum.balls.factors import short_or_balls
from falsum.balls.isolated import singular_values
from falsum.balls.matrices import ball_matrix, rational_matrix
from falsum.balls.monotone import log
from falsum.balls.order import less_than
from falsum.balls.scalar import absolute, sign
from falsum.balls.storage import Objects


def rank(a: Objects) -> list[Result]:
    """Return the rank: exact for points, by certainly positive singular values for balls.

    Raises:
        Undecided: a singular value may or may not be zero.
    """
    if all_points(a):
        return [(fmpq(rational_matrix(a).rank()), False)]
    kept = _without_zeros(_without_zeros(a).T)
    positive = sum(not less_than(ZERO, x)[1] for x, flag in singular_values(kept) if not flag)
    if positive < min(kept.shape):
        raise Undecided(
            f"matrix_rank of a {a.shape[0]} x {a.shape[1]} matrix of balls is undecided: at least "
            f"{positive}; raise the precision (falsum.balls.precision), or give exact numbers"
        )
    return [(fmpq(positive), False)]


def _without_zeros(a: Objects) -> Objects:
    zero = [all(isinstance(x, fmpq) and not x for x in row) for row in a]
    return a[~np.array(zero, dtype=np.bool_)]


def pseudoinverse(a: Objects) -> list[Result]:
    """Return the pseudoinverse: exact for points of any rank, flagged if a rank isn't certain."""
    if not a.size:
        return []
    if all_points(short_or_balls(a)):
        return [(settle(x), False) for x in _rational_pseudoinverse(a).entries()]
    with ctx.workprec(2 * ctx.prec):
        balls = ball_matrix(a)
        wide = a.shape[0] < a.shape[1]
        found = _of_full_rank(balls.transpose() if wide else balls)
    result = found.transpose() if wide else found
    return [from_arb(+x) for x in result.entries()]


def _of_full_rank(a: arb_mat) -> arb_mat:
    transposed = a.transpose()
    return (transposed * a).solve(transposed, nonstop=True)


def _rational_pseudoinverse(a: Objects) -> fmpq_mat:
    """Return the pseudoinverse from a factorisation A = B C into matrices of full rank."""
    reduced, count = rational_matrix(a).rref()
    if not count:
        return fmpq_mat(a.shape[1], a.shape[0])
    rows = reduced.tolist()[:count]
    pivots = [next(j for j, x in enumerate(row) if x) for row in rows]
    left, right = rational_matrix(a[:, pivots]), fmpq_mat(rows)
    left_t, right_t = left.transpose(), right.transpose()
    middle = (left_t * left).solve(left_t)
    return right_t * (right * right_t).solve(middle)


def sign_and_logarithm(determinant: Element) -> list[Result]:
    """Return the sign and the logarithm of the size, which is minus infinity for zero."""
    return [sign(determinant), _logarithm(absolute(determinant)[0])]


def _logarithm(size: Element) -> Result:
    a = ends(size)
    if less(ZERO, a.lo):
        return log(size)
    if not less(ZERO, a.hi):
        return Segment(NEG_INF, NEG_INF), False
    return Segment(NEG_INF, ends(log(make(a.hi, a.hi))[0]).hi), False
