"""Triangular factors, pseudoinverses, ranks, determinants and norms: enclosed, or flagged."""

import random
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from flint import arb, fmpq

from falsum.balls import Undecided, asarray, precision
from falsum.balls import namespace as xp
from falsum.balls.ends import ends
from tests.balls.matrices import (
    DIGITS,
    all_near,
    close,
    covers,
    floats,
    integers,
    linalg,
    narrow,
    symmetric,
)
from tests.balls.reference import contains


@pytest.fixture(autouse=True)
def many_digits() -> Any:
    """Compute references with sixty digits."""
    with mpmath.workdps(DIGITS):
        yield


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
        assert close(q, reference.Q[:, :count])
        assert close(r, reference.R)


def test_qr_contains_the_factors_of_samples() -> None:
    """Factors of matrices inside a ball matrix lie inside; dependent columns are flagged."""
    rng = np.random.default_rng(8)
    middle = rng.normal(size=(4, 3))
    wide = floats(middle) + asarray([[arb(0, 1e-3) for _ in range(3)] for _ in range(4)])
    found = linalg.qr(wide)
    for _ in range(20):
        inside = linalg.qr(floats(middle) + floats(rng.uniform(-9e-4, 9e-4, (4, 3))))
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
            inside = linalg.pinv(middle + floats(rng.uniform(-9e-4, 9e-4, shape)))
            assert bool(xp.all(found.lower() <= inside.lower()))
            assert bool(xp.all(found.upper() >= inside.upper()))
    deficient = asarray([[1, 2], [2, 4]]) * xp.sqrt(asarray(2))
    assert linalg.pinv(deficient).maybe_undefined.all()
    with pytest.raises(ValueError, match="pinv: rtol="):
        linalg.pinv(xp.eye(2), rtol=Fraction(1, 10))
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
        assert close(norm, np.linalg.norm(a.astype(float), order, keepdims=True))
    assert linalg.vector_norm(asarray([3, -1, 2]), ord=-np.inf).points() == 1
    with pytest.raises(ValueError, match="matrix_norm: ord=3"):
        linalg.matrix_norm(asarray(a), ord=3)


def test_decompositions_follow_the_precision_and_the_scale() -> None:
    """More digits make them sharper, and extreme magnitudes don't harm."""
    a = asarray([[4, 1, 2], [1, 5, -1], [2, -1, 7]])
    for scale in (Fraction(1, 10**200), 1, 10**150):
        with precision(400):
            sharp = linalg.eigh(a * scale)
            assert narrow(sharp.eigenvectors, 90)
            assert narrow(sharp.eigenvalues / scale, 90)
            assert narrow(linalg.svdvals(a * scale) / scale, 90)
            assert narrow(linalg.qr(a * scale).Q, 90)
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
