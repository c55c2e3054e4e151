"""Eigenvectors, singular values, triangular factors, ranks: enclosed, or flagged."""

import random
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from flint import arb, fmpq

from falsum.balls import BallArray, Undecided, asarray, precision
from falsum.balls import namespace as xp
from falsum.balls.ends import Element, ends
from tests.balls.reference import contains

DIGITS = 60
linalg = xp.linalg


@pytest.fixture(autouse=True)
def many_digits() -> Any:
    """Compute references with sixty digits."""
    with mpmath.workdps(DIGITS):
        yield


def exact(value: Any) -> Fraction:
    """Return the exact value of a number of mpmath."""
    sign, mantissa, exponent, _ = mpmath.mpf(value)._mpf_
    return Fraction(-mantissa if sign else mantissa) * Fraction(2) ** exponent


def near(x: Element, value: Any) -> bool:
    """Return whether an element contains a reference, up to its last ten digits."""
    with precision(600):
        widened = asarray(x) + asarray(arb(0, arb(10) ** (10 - DIGITS)))
    return contains(widened.elements()[()], exact(value))


def all_near(x: BallArray, reference: Any) -> bool:
    """Compare a matrix or vector with one of mpmath."""
    values = list(reference)
    return all(near(e, v) for e, v in zip(x.elements().ravel(), values, strict=True))


def integers(rng: random.Random, m: int, n: int) -> list[list[int]]:
    """Return a random matrix of small integers."""
    return [[rng.randrange(-5, 6) for _ in range(n)] for _ in range(m)]


def symmetric(rng: random.Random, n: int) -> list[list[int]]:
    """Return a random symmetric matrix of small integers."""
    a = integers(rng, n, n)
    return [[a[i][j] + a[j][i] for j in range(n)] for i in range(n)]


def narrow(x: BallArray, width: float = 1e-28) -> bool:
    """Return whether everything is enclosed, tightly and without flags."""
    return not x.maybe_undefined.any() and bool(xp.all(x.upper() - x.lower() < asarray(width)))


def covers(x: BallArray, value: BallArray) -> bool:
    """Return whether enclosures have a value in common with those of an identity."""
    return (
        not (x.upper() < value.lower()).possible().any()
        and not (x.lower() > value.upper()).possible().any()
    )


def orthogonal(n: int, seed: int) -> BallArray:
    """Return an exact rational orthogonal matrix, by Householder reflections."""
    rng = np.random.default_rng(seed)
    q = xp.eye(n)
    for _ in range(2):
        v = asarray(rng.integers(1, 9, n))
        q = q @ (xp.eye(n) - 2 * linalg.outer(v, v) / xp.vecdot(v, v))
    return q


def diagonal(values: list[Any], m: int | None = None) -> BallArray:
    """Return a matrix with these values on the diagonal."""
    n = len(values)
    rows = [[values[j] if i == j else 0 for j in range(n)] for i in range(m or n)]
    return asarray(rows)


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_eigenvectors_of_simple_eigenvalues(n: int) -> None:
    """They are narrow, and contain mpmath's up to sign."""
    rng = random.Random(n)
    for _ in range(4):
        a = symmetric(rng, n)
        values, vectors = mpmath.eigsy(mpmath.matrix(a))
        found = linalg.eigh(asarray(a))
        assert all_near(found.eigenvalues, values)
        if min([1, *np.diff([float(v) for v in values])]) < 1e-3:
            continue
        assert narrow(found.eigenvalues)
        assert narrow(found.eigenvectors)
        for k in range(n):
            column = found.eigenvectors[:, k]
            signs = [all_near(column, s * vectors[:, k]) for s in (1, -1)]
            assert sum(signs) == 1


@pytest.mark.parametrize(
    "values",
    [
        [2, 2, 2],
        [0, 0, 5],
        [-1, 1, 1, 1, 3],
        [0, 0, 0],
        [Fraction(1), 1 + Fraction(1, 10**9), 3],
        [Fraction(1), 1 + Fraction(1, 10**20), 3],
        [Fraction(1), 1 + Fraction(1, 10**30), 3],
        [Fraction(1), 1 + Fraction(1, 10**25), 1 + Fraction(3, 10**25), 2],
    ],
)
def test_clustered_eigenvalues(values: list[Fraction]) -> None:
    """Known eigenvectors lie inside where they are unique, and are flagged where they aren't."""
    n = len(values)
    q = orthogonal(n, 3)
    found = linalg.eigh(q @ diagonal(values) @ q.T)
    eigenvalues = found.eigenvalues.elements()
    assert all(contains(e, Fraction(v)) for e, v in zip(eigenvalues, values, strict=True))
    assert narrow(found.eigenvalues, 1e-35)
    for k, value in enumerate(values):
        column = found.eigenvectors[:, k]
        if values.count(value) > 1:
            assert column.maybe_undefined.all()
        assert _contains_up_to_sign(column, q[:, k])
        if not column.maybe_undefined.any():
            assert bool(xp.all(column.upper() - column.lower() < asarray(1e-3)))
    if len(set(values)) == n:
        assert not found.eigenvectors.maybe_undefined.any()


def _contains_up_to_sign(column: BallArray, vector: BallArray) -> bool:
    pairs = list(zip(column.elements(), vector.points(), strict=True))
    return any(all(contains(e, s * v) for e, v in pairs) for s in (1, -1))


def test_eigenvectors_of_diagonal_matrices_are_exact() -> None:
    """They are unit vectors in the order of the values; repeated values have none of their own."""
    found = linalg.eigh(asarray([[5, 0, 0], [0, -1, 0], [0, 0, 2]]))
    assert found.eigenvalues.points().tolist() == [-1, 2, 5]
    assert found.eigenvectors.points().tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
    repeated = linalg.eigh(xp.eye(2)).eigenvectors
    assert repeated.maybe_undefined.all()
    assert all(contains(e, v) for e in repeated.elements().flat for v in (-1, 0, 1))
    assert linalg.eigh(asarray([[-3]])).eigenvectors.points().tolist() == [[1]]
    assert linalg.eigh(xp.zeros((0, 0))).eigenvectors.shape == (0, 0)


def test_eigenvectors_of_wide_matrices_contain_those_of_samples() -> None:
    """Eigenvectors of matrices inside a ball matrix lie inside its enclosures."""
    rng = np.random.default_rng(5)
    middle = np.diag([1.0, 3.0, 6.0]) + rng.normal(size=(3, 3)) / 4
    middle = middle + middle.T
    wide = asarray(middle) + asarray([[arb(0, 0.01) for _ in range(3)] for _ in range(3)])
    found = linalg.eigh(wide)
    assert not found.eigenvectors.maybe_undefined.any()
    for _ in range(20):
        noise = rng.uniform(-0.0049, 0.0049, (3, 3))
        inside = linalg.eigh(asarray(middle) + asarray(noise + noise.T))
        assert bool(xp.all(found.eigenvectors.lower() <= inside.eigenvectors.lower()))
        assert bool(xp.all(found.eigenvectors.upper() >= inside.eigenvectors.upper()))
    uncertain = linalg.eigh(asarray([[0, arb(0, 1)], [arb(0, 1), 0]])).eigenvectors
    assert uncertain.maybe_undefined.all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 3), (3, 1), (2, 3), (4, 2), (3, 3)])
def test_singular_values_and_vectors(shape: tuple[int, int]) -> None:
    """Values contain mpmath's, and the factors multiply to the matrix."""
    rng = random.Random(str(shape))
    for _ in range(4):
        a = integers(rng, *shape)
        reference = mpmath.svd_r(mpmath.matrix(a), compute_uv=False)
        x = asarray(a)
        values = linalg.svdvals(x)
        assert all_near(values, reference)
        assert bool(xp.all(values >= 0))
        if float(min(reference)) < 1e-9:
            continue
        assert narrow(values)
        u, s, vh = linalg.svd(x, full_matrices=False)
        assert all_near(s, reference)
        if narrow(u):
            assert covers((u * s) @ vh, x)
            assert covers(u.T @ u, xp.eye(min(shape)))
            assert covers(vh @ vh.T, xp.eye(min(shape)))
            assert narrow((u * s) @ vh, 1e-25)
        else:
            assert min(np.abs(np.diff([float(v) for v in reference]))) < 1e-6


def test_full_singular_vectors_flag_what_is_not_unique() -> None:
    """The columns that complete a basis may be turned, and those of repeated values too."""
    u, s, vh = linalg.svd(asarray([[1, 2], [3, 4], [5, 6]]))
    assert u.shape == (3, 3)
    assert vh.shape == (2, 2)
    assert u.maybe_undefined.any(axis=0).tolist() == [False, False, True]
    assert not vh.maybe_undefined.any()
    assert s.shape == (2,)
    u, s, vh = linalg.svd(xp.eye(2))
    assert s.points().tolist() == [1, 1]
    assert u.maybe_undefined.all()
    assert vh.maybe_undefined.all()
    assert linalg.svd(xp.zeros((2, 3))).Vh.maybe_undefined.all()
    assert linalg.svd(xp.ones((4, 2, 3)), full_matrices=False).U.shape == (4, 2, 2)


@pytest.mark.parametrize("small", [Fraction(0), Fraction(1, 10**20), Fraction(1, 10**33)])
def test_small_singular_values_are_enclosed_absolutely(small: Fraction) -> None:
    """A singular value near 0 has a width of the working precision, not of its root."""
    left, right = orthogonal(3, 1), orthogonal(2, 2)
    x = left @ diagonal([2, small], 3) @ right
    values = linalg.svdvals(x)
    assert contains(values.elements()[0], 2)
    assert contains(values.elements()[1], small)
    assert narrow(values, 1e-35)
    assert linalg.matrix_rank(x).points() == (2 if small else 1)
    assert linalg.matrix_rank(x, rtol=Fraction(1, 10**9)).points() == 1
    assert contains(linalg.matrix_norm(x, ord="nuc").elements()[()], 2 + small)
    assert contains(linalg.matrix_norm(x, ord=-2).elements()[()], small)


def test_singular_values_that_are_exact() -> None:
    """Those of diagonal matrices of points and of zero matrices are points."""
    assert linalg.svdvals(asarray([[0, 0, 0], [0, -7, 0]])).points().tolist() == [7, 0]
    assert linalg.svdvals(xp.zeros((2, 3))).points().tolist() == [0, 0]
    assert linalg.svdvals(xp.zeros((0, 3))).shape == (0,)
    assert linalg.matrix_norm(diagonal([3, -4]), ord="nuc").points() == 7


@pytest.mark.parametrize("n", [1, 2, 4])
def test_cholesky_factors(n: int) -> None:
    """They contain mpmath's, are triangular and exact where the roots are."""
    rng = random.Random(n)
    for _ in range(5):
        a = np.array(integers(rng, n, n))
        gram = (a @ a.T + np.eye(n, dtype=int)).tolist()
        factor = linalg.cholesky(asarray(gram))
        assert all_near(factor, mpmath.cholesky(mpmath.matrix(gram)))
        assert narrow(factor)
        assert bool(xp.all(xp.triu(factor, k=1) == 0))
        upper = linalg.cholesky(asarray(gram), upper=True)
        assert upper.mT.enclosure() == factor.enclosure()
    lower = asarray([[2, 0, 0], [-1, 3, 0], [5, 7, 1]])
    assert linalg.cholesky(lower @ lower.T).points().tolist() == lower.points().tolist()
    hilbert = asarray([[Fraction(1, i + j + 1) for j in range(12)] for i in range(12)])
    factor = linalg.cholesky(hilbert)
    assert narrow(factor)
    assert covers(factor @ factor.T, hilbert)


def test_cholesky_is_flagged_unless_certainly_definite() -> None:
    """Indefinite, singular and uncertain matrices are flagged, in batches one by one."""
    for a in ([[1, 2], [2, 1]], [[0]], [[-1]], [[1, 1], [1, 1]], [[0, 0], [0, 0]]):
        assert linalg.cholesky(asarray(a)).maybe_undefined.all()
    assert linalg.cholesky(asarray([[arb(0, 1)]])).maybe_undefined.all()
    batch = asarray([[[4, 0], [0, 9]], [[1, 2], [2, 1]]])
    assert linalg.cholesky(batch).maybe_undefined.all(axis=(1, 2)).tolist() == [False, True]
    with pytest.raises(ValueError, match="not symmetric"):
        linalg.cholesky(asarray([[1, 2], [3, 4]]))


@pytest.mark.parametrize("mode", ["reduced", "complete"])
@pytest.mark.parametrize("shape", [(1, 1), (3, 3), (4, 2), (2, 4), (1, 3), (3, 1)])
def test_qr_factors(shape: tuple[int, int], mode: Any) -> None:
    """They multiply to the matrix, with numpy's signs; what completes a basis is flagged."""
    rng = random.Random(str(shape))
    for _ in range(4):
        a = integers(rng, *shape)
        x = asarray(a)
        q, r = linalg.qr(x, mode=mode)
        reference = np.linalg.qr(np.array(a, dtype=float), mode=mode)
        assert q.shape == reference.Q.shape
        assert r.shape == reference.R.shape
        assert bool(xp.all(xp.tril(r, k=-1) == 0))
        if np.linalg.matrix_rank(np.array(a)[:, : min(shape)]) < min(shape):
            assert q.maybe_undefined.any()
            continue
        count = min(shape)
        assert q.maybe_undefined.any(axis=0).tolist() == [k >= count for k in range(q.shape[1])]
        q = q[:, :count]
        assert narrow(q)
        assert narrow(r)
        assert covers(q @ r[:count], x)
        assert covers(q.T @ q, xp.eye(count))
        assert _close(q, reference.Q[:, :count])
        assert _close(r, reference.R)


def _close(x: BallArray, floats: Any) -> bool:
    return bool(xp.all(xp.abs(x - asarray(np.asarray(floats))) < asarray(1e-10)))


def test_qr_contains_the_factors_of_samples() -> None:
    """Factors of matrices inside a ball matrix lie inside; dependent columns are flagged."""
    rng = np.random.default_rng(8)
    middle = rng.normal(size=(4, 3))
    wide = asarray(middle) + asarray([[arb(0, 1e-3) for _ in range(3)] for _ in range(4)])
    found = linalg.qr(wide)
    for _ in range(20):
        inside = linalg.qr(asarray(middle) + asarray(rng.uniform(-9e-4, 9e-4, (4, 3))))
        for outer, inner in zip(found, inside, strict=True):
            assert bool(xp.all(outer.lower() <= inner.lower()))
            assert bool(xp.all(outer.upper() >= inner.upper()))
    q, r = linalg.qr(asarray([[1, 2, 3], [1, 2, 4], [1, 2, 5]]))
    assert q.maybe_undefined.any(axis=0).tolist() == [False, True, True]
    assert r.maybe_undefined.tolist() == [[False] * 3, [False, True, True], [False, False, True]]
    assert linalg.qr(xp.zeros((2, 2))).Q.maybe_undefined.all()
    with pytest.raises(ValueError, match="'reduced' or 'complete'"):
        linalg.qr(xp.eye(2), mode="raw")


@pytest.mark.parametrize("shape", [(1, 1), (2, 2), (3, 2), (2, 4), (4, 4)])
@pytest.mark.parametrize("inner", [1, 2])
def test_pseudoinverses_of_points_are_exact(shape: tuple[int, int], inner: int) -> None:
    """They meet Penrose's four equations exactly, at every rank, and so are unique."""
    rng = random.Random(str((shape, inner)))
    for _ in range(4):
        x = asarray(integers(rng, shape[0], inner)) @ asarray(integers(rng, inner, shape[1]))
        y = linalg.pinv(x)
        assert y.shape == shape[::-1]
        for left, right in ((x @ y @ x, x), (y @ x @ y, y), ((x @ y).T, x @ y), ((y @ x).T, y @ x)):
            assert left.points().tolist() == right.points().tolist()
    assert linalg.pinv(xp.zeros(shape)).points().tolist() == np.zeros(shape[::-1]).tolist()


def test_pseudoinverses_of_balls_need_a_certain_rank() -> None:
    """They contain those of samples, and are flagged where the rank isn't full for certain."""
    rng = np.random.default_rng(9)
    for shape in ((2, 3), (3, 2), (3, 3)):
        middle = asarray(rng.integers(-5, 6, shape)) + xp.eye(*shape) * 7
        wide = middle + asarray([[arb(0, 1e-3) for _ in range(shape[1])] for _ in range(shape[0])])
        found = linalg.pinv(wide)
        assert not found.maybe_undefined.any()
        for _ in range(10):
            inside = linalg.pinv(middle + asarray(rng.uniform(-9e-4, 9e-4, shape)))
            assert bool(xp.all(found.lower() <= inside.lower()))
            assert bool(xp.all(found.upper() >= inside.upper()))
    deficient = asarray([[1, 2], [2, 4]]) * xp.sqrt(asarray(2))
    assert linalg.pinv(deficient).maybe_undefined.all()
    with pytest.raises(ValueError, match="pinv: rtol="):
        linalg.pinv(xp.eye(2), rtol=0.1)
    assert linalg.pinv(xp.zeros((0, 2))).shape == (2, 0)


def test_ranks_are_certain_or_undecided() -> None:
    """They are exact for points, and refused where a singular value may be 0."""
    batch = asarray([[[1, 2], [2, 4]], [[1, 0], [0, Fraction(1, 10**40)]], [[0, 0], [0, 0]]])
    assert linalg.matrix_rank(batch).points().tolist() == [1, 2, 0]
    root = xp.sqrt(asarray(2))
    assert linalg.matrix_rank(asarray([[1, 2], [3, 4], [5, 6]]) * root).points() == 2
    assert linalg.matrix_rank(asarray([[1, 0], [0, 0]]) * root).points() == 1
    with pytest.raises(Undecided, match="at least 1"):
        linalg.matrix_rank(asarray([[1, 2], [2, 4]]) * root)
    with pytest.raises(Undecided, match="undefined"):
        linalg.matrix_rank(asarray([[float("nan")]]))
    assert linalg.matrix_rank(xp.zeros((0, 3))).points() == 0
    assert linalg.matrix_rank(asarray([[1, 2, 3]]), rtol=0).points() == 1


def test_signs_and_logarithms_of_determinants() -> None:
    """They belong to the exact determinant; that of 0 is minus infinity."""
    rng = random.Random(10)
    for n in (1, 2, 4):
        a = integers(rng, n, n)
        sign, logarithm = linalg.slogdet(asarray(a))
        exact_det = linalg.det(asarray(a)).points().item()
        assert sign.points() == (exact_det > 0) - (exact_det < 0)
        if exact_det:
            assert all_near(logarithm, [mpmath.log(abs(mpmath.mpf(int(exact_det))))])
    sign, logarithm = linalg.slogdet(asarray([[1, 2], [2, 4]]))
    assert sign.points() == 0
    assert xp.isinf(logarithm).to_numpy()
    assert not logarithm.maybe_undefined
    sign, logarithm = linalg.slogdet(asarray([[arb(0, 1)]]))
    assert contains(sign.elements()[()], -1)
    low, high = ends(logarithm.elements()[()])
    assert not low.is_finite()
    assert high >= 0
    assert linalg.slogdet(xp.zeros((2, 0, 0))).sign.points().tolist() == [1, 1]


def test_cross_products() -> None:
    """They are numpy's along any axis, and need three components."""
    rng = np.random.default_rng(11)
    a, b = rng.integers(-9, 9, (2, 3)), rng.integers(-9, 9, (2, 3))
    assert linalg.cross(asarray(a), asarray(b)).points().tolist() == np.cross(a, b).tolist()
    along = linalg.cross(asarray(a.T), asarray(b.T), axis=0)
    assert along.points().tolist() == np.cross(a, b).T.tolist()
    with pytest.raises(ValueError, match="must have length 3, got 2"):
        linalg.cross(asarray([1, 2]), asarray([3, 4]))


def test_smallest_norms_agree_with_numpy() -> None:
    """Negative orders give the smallest row, column, singular value or size."""
    a = np.random.default_rng(12).integers(-9, 9, (3, 2))
    for order in ("nuc", 2, -2, 1, -1, np.inf, -np.inf):
        norm = linalg.matrix_norm(asarray(a), ord=order, keepdims=True)
        assert _close(norm, np.linalg.norm(a.astype(float), order, keepdims=True))
    assert linalg.vector_norm(asarray([3, -1, 2]), ord=-np.inf).points() == 1
    with pytest.raises(ValueError, match="matrix_norm: ord=3"):
        linalg.matrix_norm(asarray(a), ord=3)


def test_decompositions_follow_the_precision_and_the_scale() -> None:
    """More digits make them sharper, and extreme magnitudes don't harm."""
    a = asarray([[4, 1, 2], [1, 5, -1], [2, -1, 7]])
    for scale in (Fraction(1, 10**200), 1, 10**150):
        with precision(400):
            sharp = linalg.eigh(a * scale)
            assert narrow(sharp.eigenvectors, 1e-90)
            assert narrow(sharp.eigenvalues / scale, 1e-90)
            assert narrow(linalg.svdvals(a * scale) / scale, 1e-90)
            assert narrow(linalg.qr(a * scale).Q, 1e-90)
        rough = linalg.eigh(a * scale)
        assert covers(rough.eigenvectors, sharp.eigenvectors)
    flagged = linalg.eigh(a * asarray([[float("nan"), 1, 1]] * 3))
    assert flagged.eigenvalues.maybe_undefined.all()


def test_decompositions_take_batches() -> None:
    """Leading axes are independent of one another."""
    rng = random.Random(13)
    stack = asarray([[symmetric(rng, 2) for _ in range(3)] for _ in range(2)])
    both = linalg.eigh(stack)
    assert both.eigenvalues.shape == (2, 3, 2)
    single = linalg.eigh(stack[1, 2])
    assert both.eigenvectors[1, 2].enclosure() == single.eigenvectors.enclosure()
    assert linalg.qr(stack).R.shape == (2, 3, 2, 2)
    assert linalg.slogdet(stack).logabsdet.shape == (2, 3)
    assert linalg.pinv(stack).shape == (2, 3, 2, 2)
    assert isinstance(linalg.matrix_rank(stack).elements()[0, 0], fmpq)
