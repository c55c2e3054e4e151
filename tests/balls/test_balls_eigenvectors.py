"""Eigenvectors and singular values and vectors: enclosed, or flagged."""

import random
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from flint import arb

from falsum.balls import BallArray, asarray
from falsum.balls import namespace as xp
from tests.balls.matrices import (
    DIGITS,
    all_near,
    covers,
    diagonal,
    floats,
    integers,
    linalg,
    narrow,
    orthogonal,
    symmetric,
)
from tests.balls.reference import contains


@pytest.fixture(autouse=True)
def many_digits() -> Any:
    """Compute references with sixty digits."""
    with mpmath.workdps(DIGITS):
        yield


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
    assert narrow(found.eigenvalues, 35)
    for k, value in enumerate(values):
        column = found.eigenvectors[:, k]
        if values.count(value) > 1:
            assert column.maybe_undefined.all()
        assert _contains_up_to_sign(column, q[:, k])
        if not column.maybe_undefined.any():
            assert bool(xp.all(column.upper() - column.lower() < Fraction(1, 1000)))
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
    wide = floats(middle) + asarray([[arb(0, 0.01) for _ in range(3)] for _ in range(3)])
    found = linalg.eigh(wide)
    assert not found.eigenvectors.maybe_undefined.any()
    for _ in range(20):
        noise = rng.uniform(-0.0049, 0.0049, (3, 3))
        inside = linalg.eigh(floats(middle) + floats(noise + noise.T))
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
            assert narrow((u * s) @ vh, 25)
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
    assert narrow(values, 35)
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
