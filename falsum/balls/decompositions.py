"""Decompositions of matrices in the namespace, batched over leading axes."""

from typing import Any, Literal, NamedTuple

from falsum.balls import factors
from falsum.balls.array import BallArray, coerce
from falsum.balls.batches import map_matrices, map_to_several, require_matrices
from falsum.balls.ends import Result
from falsum.balls.isolated import (
    Column,
    any_direction,
    eigensystem,
    singular_system,
    singular_values,
)
from falsum.balls.storage import Objects


class EighResult(NamedTuple):
    """What `eigh` returns."""

    eigenvalues: BallArray
    eigenvectors: BallArray


class SVDResult(NamedTuple):
    """What `svd` returns."""

    U: BallArray
    S: BallArray
    Vh: BallArray


class QRResult(NamedTuple):
    """What `qr` returns."""

    Q: BallArray
    R: BallArray


def eigh(x: Any, /) -> EighResult:
    """Return the eigenvalues of symmetric matrices in ascending order, and unit eigenvectors.

    All eigenvalues are enclosed. An eigenvector is enclosed where its eigenvalue is certainly
    simple; elsewhere it isn't unique, and its entries are [-1, 1], flagged. Its sign is the one
    that floats give, and a claim shouldn't depend on it.

    Raises:
        ValueError: a matrix is certainly not symmetric.
    """
    array = coerce(x)
    require_matrices(array, "eigh", square=True)
    n = array.shape[-1]
    values, vectors = map_to_several(_eigh, ((n,), (n, n)), array)
    return EighResult(values, vectors)


def _eigh(a: Objects) -> list[Result]:
    values, columns = eigensystem(a)
    return values + _side_by_side(columns, len(a))


def _side_by_side(columns: list[Column], length: int) -> list[Result]:
    return [column[i] for i in range(length) for column in columns]


def svdvals(x: Any, /) -> BallArray:
    """Return the singular values in descending order, never negative.

    Their width is about the working precision relative to the largest one.
    """
    array = coerce(x)
    require_matrices(array, "svdvals")
    return map_matrices(singular_values, (min(array.shape[-2:]),), array)


def svd(x: Any, /, *, full_matrices: bool = True) -> SVDResult:
    """Return U, the singular values S in descending order, and V^T, with x = U diag(S) V^T.

    All singular values are enclosed. Singular vectors are enclosed where their singular value is
    certainly simple and positive; elsewhere they aren't unique, and neither are those that
    `full_matrices` adds: their entries are [-1, 1], flagged. The sign of each pair is the one
    that floats give, and a claim shouldn't depend on it.
    """
    array = coerce(x)
    require_matrices(array, "svd")
    m, n = array.shape[-2:]
    count = min(m, n)
    rows, columns = (m, n) if full_matrices else (count, count)

    def decompose(a: Objects) -> list[Result]:
        sizes, left, right = singular_system(a)
        left += [any_direction(m) for _ in range(rows - count)]
        right += [any_direction(n) for _ in range(columns - count)]
        return _side_by_side(left, m) + sizes + [entry for vector in right for entry in vector]

    return SVDResult(*map_to_several(decompose, ((m, rows), (count,), (columns, n)), array))


def cholesky(x: Any, /, *, upper: bool = False) -> BallArray:
    """Return triangular factors of positive definite matrices, x = L L^T; flagged elsewhere.

    Args:
        x: symmetric matrices.
        upper: return U = L^T.

    Raises:
        ValueError: a matrix is certainly not symmetric.
    """
    array = coerce(x)
    require_matrices(array, "cholesky", square=True)
    lower = map_matrices(factors.cholesky, array.shape[-2:], array)
    return lower.mT if upper else lower


def qr(x: Any, /, *, mode: Literal["reduced", "complete"] = "reduced") -> QRResult:
    """Return Q with orthonormal columns and the upper triangular R, with x = Q R.

    The signs of the diagonal of R are those that floats give. What isn't unique is flagged: from
    the first column on that isn't certainly independent of those before it, and the columns that
    "complete" adds.

    Raises:
        ValueError: `mode` is another word.
    """
    if mode not in ("reduced", "complete"):
        raise ValueError(f"qr: mode={mode!r}: write 'reduced' or 'complete'")
    array = coerce(x)
    require_matrices(array, "qr")
    m, n = array.shape[-2:]
    width = m if mode == "complete" else min(m, n)
    found = map_to_several(
        lambda a: factors.qr(a, mode == "complete"), ((m, width), (width, n)), array
    )
    return QRResult(*found)
