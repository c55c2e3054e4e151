"""Linear algebra functions of the namespace, batched over leading axes."""

from typing import Any, NamedTuple

import numpy as np

from falsum.balls.array import BallArray, coerce
from falsum.balls.batches import all_points, map_matrices, map_to_several, require_matrices
from falsum.balls.context import Undecided, settings
from falsum.balls.creation import eye
from falsum.balls.decompositions import cholesky, eigh, qr, svd, svdvals
from falsum.balls.definite import definite
from falsum.balls.dtypes import DType
from falsum.balls.eigen import eigenvalues
from falsum.balls.ends import ONE, ZERO, Result, Segment, from_arb, settle, undefined
from falsum.balls.manipulation import matrix_transpose
from falsum.balls.matrices import (
    ball_matrix,
    cross,
    matmul,
    outer,
    rational_matrix,
    tensordot,
    vecdot,
)
from falsum.balls.norms import matrix_norm, spectral_norm, vector_norm
from falsum.balls.ranks import pseudoinverse, rank, sign_and_logarithm
from falsum.balls.reductions import sum as sum_along
from falsum.balls.storage import Objects
from falsum.balls.truth import Truth
from falsum.errors.substitutes import missing

__all__ = [
    "cholesky",
    "cross",
    "det",
    "diagonal",
    "eigh",
    "eigvalsh",
    "inv",
    "largest_eigenvalue",
    "matmul",
    "matrix_norm",
    "matrix_power",
    "matrix_rank",
    "matrix_transpose",
    "outer",
    "pinv",
    "positive_definite",
    "qr",
    "slogdet",
    "smallest_eigenvalue",
    "solve",
    "spectral_norm",
    "svd",
    "svdvals",
    "tensordot",
    "trace",
    "vecdot",
    "vector_norm",
]

_EXACT_FACTOR = 2


class SlogdetResult(NamedTuple):
    """What `slogdet` returns."""

    sign: BallArray
    logabsdet: BallArray


def solve(x1: Any, x2: Any, /) -> BallArray:
    """Return the solution of x1 @ x = x2; flagged where x1 isn't certainly regular.

    Args:
        x1: square matrices.
        x2: one vector (one axis) or matrices of right-hand sides.

    Raises:
        ValueError: the shapes don't fit.
    """
    a, b = coerce(x1), coerce(x2)
    require_matrices(a, "solve", square=True)
    right = b[:, None] if b.ndim == 1 else b
    require_matrices(right, "solve")
    if right.shape[-2] != a.shape[-1]:
        raise ValueError(f"solve: shapes {a.shape} and {b.shape} don't fit")
    result = map_matrices(_solve, right.shape[-2:], a, right)
    return result[..., 0] if b.ndim == 1 else result


def inv(x: Any, /) -> BallArray:
    """Return inverse matrices; flagged where a matrix isn't certainly regular."""
    array = coerce(x)
    require_matrices(array, "inv", square=True)
    return solve(array, eye(array.shape[-1]))


def _solve(a: Objects, b: Objects) -> list[Result]:
    if not b.size:
        return []
    if _exactly(a, b):
        try:
            solution = rational_matrix(a).solve(rational_matrix(b))
        except ZeroDivisionError:
            return [undefined() for _ in range(b.size)]
        return [(settle(x), False) for x in solution.entries()]
    balls = ball_matrix(a).solve(ball_matrix(b), nonstop=True)
    return [from_arb(x) for x in balls.entries()]


def _exactly(*matrices: Objects) -> bool:
    if not all(all_points(matrix) for matrix in matrices):
        return False
    height = max((int(x.height_bits()) for matrix in matrices for x in matrix.flat), default=0)
    short = len(matrices[0]) * height <= _EXACT_FACTOR * settings.exact_bits
    return settings.rational_only or short


def det(x: Any, /) -> BallArray:
    """Return determinants."""
    array = coerce(x)
    require_matrices(array, "det", square=True)
    return map_matrices(_det, (), array)


def _det(a: Objects) -> list[Result]:
    if _exactly(a):
        return [(settle(rational_matrix(a).det()), False)]
    return [from_arb(ball_matrix(a).det())]


def slogdet(x: Any, /) -> SlogdetResult:
    """Return the signs of determinants, and the logarithms of their sizes.

    The logarithm for a determinant of 0 is minus infinity.
    """
    array = coerce(x)
    require_matrices(array, "slogdet", square=True)
    signs, logarithms = map_to_several(_slogdet, ((), ()), array)
    return SlogdetResult(signs, logarithms)


def _slogdet(a: Objects) -> list[Result]:
    determinant, flag = _det(a)[0]
    return [undefined(), undefined()] if flag else sign_and_logarithm(determinant)


def matrix_rank(x: Any, /, *, rtol: Any = None) -> BallArray:
    """Return the exact rank, or the number of singular values above `rtol` times the largest.

    Raises:
        Undecided: the enclosures don't decide it.
    """
    array = coerce(x)
    require_matrices(array, "matrix_rank")
    if array.maybe_undefined.any():
        raise Undecided("matrix_rank of a matrix that may be undefined")
    if rtol is None:
        return map_matrices(rank, (), array)
    sizes = svdvals(array)
    counted = (sizes > coerce(rtol)[..., None] * sizes[..., :1]).to_numpy()
    return coerce(counted.sum(axis=-1))


def pinv(x: Any, /, *, rtol: Any = None) -> BallArray:
    """Return pseudoinverses: exact for points of any rank; flagged unless the rank is certain.

    Raises:
        ValueError: `rtol` is given.
    """
    array = coerce(x)
    require_matrices(array, "pinv")
    if rtol is not None:
        raise ValueError(f"pinv: rtol={rtol!r}: leave it out, no singular value is rounded to 0")
    return map_matrices(pseudoinverse, array.shape[:-3:-1], array)


def trace(x: Any, /, *, offset: int = 0, dtype: DType | None = None) -> BallArray:
    """Return sums of diagonals."""
    return sum_along(diagonal(x, offset=offset), axis=-1)


def diagonal(x: Any, /, *, offset: int = 0) -> BallArray:
    """Return diagonals of the last two axes."""
    data, flag = coerce(x).stored
    return BallArray(
        np.diagonal(data, offset, -2, -1).copy(), np.diagonal(flag, offset, -2, -1).copy()
    )


def matrix_power(x: Any, n: int, /) -> BallArray:
    """Return the n-th power of square matrices; a negative one inverts first."""
    array = inv(x) if n < 0 else coerce(x)
    require_matrices(array, "matrix_power", square=True)
    result: BallArray = eye(array.shape[-1])
    for _ in range(abs(n)):
        result = matmul(result, array)
    return result


def eigvalsh(x: Any, /) -> BallArray:
    """Return enclosures of all eigenvalues of symmetric matrices in ascending order.

    Their width is about the working precision relative to the largest eigenvalue.

    Raises:
        ValueError: a matrix is certainly not symmetric.
    """
    array = coerce(x)
    require_matrices(array, "eigvalsh", square=True)
    return map_matrices(eigenvalues, array.shape[-1:], array)


def smallest_eigenvalue(x: Any, /) -> BallArray:
    """Return the smallest eigenvalue of symmetric matrices; raise as `eigvalsh` does."""
    return eigvalsh(x)[..., 0]


def largest_eigenvalue(x: Any, /) -> BallArray:
    """Return the largest eigenvalue of symmetric matrices; raise as `eigvalsh` does."""
    return eigvalsh(x)[..., -1]


def positive_definite(x: Any, /) -> Truth:
    """Decide whether symmetric matrices are positive definite, three-valued.

    Raises:
        ValueError: a matrix is certainly not symmetric.
    """
    array = coerce(x)
    require_matrices(array, "positive_definite", square=True)
    return map_matrices(_definite, (), array) == 1


def _definite(a: Objects) -> list[Result]:
    may, may_not = definite(a)
    if may and may_not:
        return [(Segment(ZERO, ONE), False)]
    return [(ONE if may else ZERO, False)]


def __getattr__(name: str) -> Any:
    raise missing(f"linalg.{name}")
