"""Products, solutions, determinants, norms, eigenvalues and definiteness of matrices."""

import math
import random
from fractions import Fraction

import numpy as np
import pytest
from flint import arb, fmpq_mat

from falsum.balls import BallArray, asarray, midpoint_floats, precision
from falsum.balls import namespace as xp
from falsum.balls.eigen import bounds_from, exact_matrix, floats
from falsum.balls.matrices import ball_matrix
from tests.balls.reference import contains, random_element, rational, samples

Matrix = list[list[Fraction]]


def _random_array(rng: random.Random, shape: tuple[int, ...], kinds: str = "all") -> BallArray:
    from falsum.balls.storage import objects

    count = math.prod(shape)
    elements = [random_element(rng, Fraction(rng.uniform(-2, 2))) for _ in range(count)]
    return BallArray(objects(elements, shape), np.zeros(shape, dtype=bool))


def _selections(rng: random.Random, x: BallArray, count: int) -> list[Matrix]:
    picks = [[samples(e, rng, count - 2) for e in row] for row in x.elements()]
    return [[[values[k] for values in row] for row in picks] for k in range(count)]


def _times(a: Matrix, b: Matrix) -> Matrix:
    return [
        [sum(x * y for x, y in zip(r, c, strict=True)) for c in zip(*b, strict=True)] for r in a
    ]


@pytest.mark.parametrize("bits", [128, 10])
def test_products_contain_exact_products(bits: int) -> None:
    """Every product of matrices chosen inside the factors lies in the product."""
    rng = random.Random(1)
    for _ in range(30):
        a, b = _random_array(rng, (2, 3)), _random_array(rng, (3, 2))
        with precision(bits):
            product = (a @ b).elements()
        for p, q in zip(_selections(rng, a, 4), _selections(rng, b, 4), strict=True):
            exact = _times(p, q)
            assert all(contains(product[i, j], exact[i][j]) for i in range(2) for j in range(2))


def test_rows_of_points_stay_exact_beside_balls() -> None:
    """A product of a row and a column of points is a point even in a matrix with balls."""
    x = xp.stack([asarray([Fraction(3, 5), Fraction(4, 5)]), xp.sqrt(asarray([2, 3]))])
    gram = x @ x.T
    assert gram.is_point.tolist() == [[True, False], [False, False]]
    assert gram[0, 0].points() == 1


def test_product_shapes_follow_numpy() -> None:
    """Vectors, matrices and batches multiply as numpy does, empty ones included."""
    rng = np.random.default_rng(0)
    shapes: list[tuple[tuple[int, ...], tuple[int, ...]]] = [
        ((3,), (3,)),
        ((2, 3), (3,)),
        ((3,), (3, 2)),
        ((4, 2, 3), (3, 5)),
        ((4, 1, 2, 3), (5, 3, 1)),
        ((2, 0), (0, 3)),
        ((0, 2), (2, 3)),
    ]
    for left, right in shapes:
        a, b = rng.integers(-9, 9, left), rng.integers(-9, 9, right)
        assert (asarray(a) @ asarray(b)).points().tolist() == (a @ b).tolist()
        assert (a @ asarray(b)).shape == (a @ b).shape
    with pytest.raises(ValueError, match="inner lengths"):
        asarray([1, 2]) @ asarray([1, 2, 3])
    assert (xp.linalg.outer([1, 2], [3, 4])).points().tolist() == [[3, 4], [6, 8]]
    a, b = rng.integers(-5, 5, (2, 3, 4)), rng.integers(-5, 5, (4, 3, 2))
    for axes in (0, 1, ([1, 2], [1, 0])):
        expected = np.tensordot(a, b, axes)
        assert xp.tensordot(a, b, axes=axes).points().tolist() == expected.tolist()


@pytest.mark.parametrize("bits", [128, 24])
def test_solutions_and_determinants_contain_exact_ones(bits: int) -> None:
    """Solutions, inverses and determinants of chosen matrices lie inside, or are flagged."""
    rng = random.Random(4)
    for _ in range(30):
        a, b = _random_array(rng, (3, 3)), _random_array(rng, (3, 2))
        with precision(bits):
            solution, determinant = xp.linalg.solve(a, b), xp.linalg.det(a)
        for p, q in zip(_selections(rng, a, 4), _selections(rng, b, 4), strict=True):
            left = fmpq_mat([[rational(v) for v in row] for row in p])
            exact = left.det()
            assert contains(determinant.elements()[()], Fraction(int(exact.p), int(exact.q)))
            if exact == 0:
                assert solution.maybe_undefined.all()
                continue
            right = left.solve(fmpq_mat([[rational(v) for v in row] for row in q]))
            for i in range(3):
                for j in range(2):
                    value = Fraction(int(right[i, j].p), int(right[i, j].q))
                    assert contains(solution.elements()[i, j], value)


def test_exact_solutions_and_singular_matrices() -> None:
    """Points give points; a singular matrix gives flags, its determinant is exactly zero."""
    a = asarray([[2, 1], [1, 3]])
    assert xp.linalg.solve(a, asarray([1, 0])).points().tolist() == [
        Fraction(3, 5),
        Fraction(-1, 5),
    ]
    assert (xp.linalg.inv(a) @ a).points().tolist() == [[1, 0], [0, 1]]
    assert xp.linalg.det(a).points() == 5
    assert xp.linalg.trace(a).points() == 5
    assert xp.linalg.matrix_power(a, -2).shape == (2, 2)
    singular = asarray([[1, 2], [2, 4]])
    assert xp.linalg.det(singular).points() == 0
    assert xp.linalg.inv(singular).maybe_undefined.all()
    balls = singular * xp.sqrt(asarray(2))
    assert xp.linalg.inv(balls).maybe_undefined.all()
    assert contains(xp.linalg.det(balls).elements()[()], 0)
    assert xp.linalg.solve(xp.stack([a, singular]), xp.eye(2)).maybe_undefined.any(
        axis=(1, 2)
    ).tolist() == [False, True]
    with pytest.raises(ValueError, match="square"):
        xp.linalg.det(asarray([[1, 2]]))


def test_vector_norms() -> None:
    """Norms are exact for squares, nonnegative, and right for every order."""
    x = asarray([[3, -4], [0, 0]])
    assert xp.linalg.vector_norm(x, axis=1).points().tolist() == [5, 0]
    assert xp.linalg.vector_norm(x, ord=1).points() == 7
    assert xp.linalg.vector_norm(x, ord=math.inf, keepdims=True).points().tolist() == [[4]]
    cubic = xp.linalg.vector_norm(x, ord=3).elements()[()]
    assert abs(float(cubic.mid()) - 91 ** (1 / 3)) < 1e-14
    tiny = xp.linalg.vector_norm(BallArray.from_floats([1e-234, 1e-234]))
    assert bool(tiny > BallArray.from_floats(1e-234))
    assert bool(tiny < BallArray.from_floats(2e-234))
    with pytest.raises(ValueError, match="ord"):
        xp.linalg.vector_norm(x, ord=0.5)


@pytest.mark.parametrize("scale", [1e-234, 1.0, 1e154])
def test_spectral_norm_at_all_magnitudes(scale: float) -> None:
    """The spectral norm is tight, agrees with floats, and is at most Frobenius' norm."""
    a = np.random.default_rng(1).normal(size=(5, 3))
    x = BallArray.from_floats(a) * BallArray.from_floats(scale)
    norm = xp.linalg.spectral_norm(x)
    assert bool(norm < xp.linalg.matrix_norm(x))
    assert bool(norm * norm * 3 > xp.linalg.matrix_norm(x) ** 2)
    relative = (norm.upper() - norm.lower()) / norm
    assert bool(relative < Fraction(1, 10**30))
    error = xp.abs(
        norm / BallArray.from_floats(scale) - BallArray.from_floats(np.linalg.norm(a, 2))
    )
    assert bool(error < Fraction(1, 10**13))
    with precision(400):
        sharper = xp.linalg.matrix_norm(x, ord=2)
        assert bool((sharper.upper() - sharper.lower()) / sharper < Fraction(1, 10**100))
    assert bool(sharper.lower() >= norm.lower())
    assert bool(sharper.upper() <= norm.upper())


def test_spectral_norms_that_are_exact() -> None:
    """Zero, diagonal and single-row matrices have exact norms."""
    assert xp.linalg.spectral_norm(xp.zeros((3, 2))).points() == 0
    assert xp.linalg.spectral_norm(asarray([[3, 0], [0, -7]])).points() == 7
    assert xp.linalg.spectral_norm(asarray([[3, 4]])).points() == 5
    assert xp.linalg.spectral_norm(asarray([[-3]])).points() == 3
    assert xp.linalg.spectral_norm(xp.zeros((0, 2))).points() == 0


def _with_eigenvalues(values: list[Fraction], seed: int) -> BallArray:
    """Return a rational symmetric matrix with these eigenvalues, by Householder reflections."""
    rng = np.random.default_rng(seed)
    n = len(values)
    x = asarray([[values[i] if i == j else Fraction(0) for j in range(n)] for i in range(n)])
    for _ in range(2):
        v = asarray(rng.integers(1, 9, n))
        h = xp.eye(n) - 2 * xp.linalg.outer(v, v) / xp.vecdot(v, v)
        x = h @ x @ h
    return x


@pytest.mark.parametrize(
    "values",
    [[1, 1, 1, 2], [-3, 0, 0, 5], [2, 2, 2, 2], [Fraction(1, 10**15), 1, 1, 1], [-1, 1, -1, 1]],
)
def test_eigenvalues_enclose_known_ones_and_shrink(values: list[Fraction]) -> None:
    """Known eigenvalues, repeated ones too, lie in enclosures that shrink with the precision."""
    x = _with_eigenvalues([Fraction(v) for v in values], 3)
    for bits, digits in ((128, 33), (300, 80)):
        with precision(bits):
            found = xp.linalg.eigvalsh(x)
            assert bool(xp.all(found.upper() - found.lower() < Fraction(1, 10**digits)))
        for enclosure, value in zip(found.elements(), sorted(values), strict=True):
            assert contains(enclosure, Fraction(value))
    assert contains(xp.linalg.smallest_eigenvalue(x).elements()[()], Fraction(min(values)))
    assert contains(xp.linalg.largest_eigenvalue(x).elements()[()], Fraction(max(values)))


def test_eigenvalues_of_wide_matrices_contain_those_of_samples() -> None:
    """Eigenvalues of matrices inside a ball matrix lie inside its eigenvalue enclosures."""
    rng = np.random.default_rng(5)
    middle = rng.normal(size=(4, 4))
    middle = middle + middle.T
    wide = BallArray.from_floats(middle) + asarray(
        [[arb(0, 0.01) for _ in range(4)] for _ in range(4)]
    )
    found = xp.linalg.eigvalsh(wide)
    for _ in range(20):
        noise = rng.uniform(-0.0099, 0.0099, (4, 4))
        noise = np.triu(noise) + np.triu(noise, 1).T
        inside = xp.linalg.eigvalsh(BallArray.from_floats(middle) + BallArray.from_floats(noise))
        assert bool(xp.all(found.lower() <= inside.lower()))
        assert bool(xp.all(found.upper() >= inside.upper()))
    with pytest.raises(ValueError, match="symmetric"):
        xp.linalg.eigvalsh(asarray([[1, 2], [3, 4]]))


def test_eigenvalues_of_an_uncertain_rotation() -> None:
    """Entries off the diagonal that are only noise widen the eigenvalues."""
    found = xp.linalg.eigvalsh(asarray([[0, arb(0, 1)], [arb(0, 1), 0]])).elements()
    assert all(contains(x, value) for x in found for value in (-1, 1))


def test_poor_eigenvectors_give_wide_but_valid_bounds() -> None:
    """The bounds hold for any approximate eigenvectors, also such that aren't orthogonal."""
    rng = np.random.default_rng(2)
    values = [-1, 2, 2, 5]
    a = ball_matrix(_with_eigenvalues([Fraction(v) for v in values], 3).elements())
    for size in (0.0, 0.01, 0.1, 0.3):
        q = np.linalg.eigh(floats(a))[1] * (1 + size * rng.uniform(-0.3, 0.3)) + size / 9
        for enclosure, value in zip(bounds_from(a, exact_matrix(q)), values, strict=True):
            assert not enclosure.is_finite() or contains(enclosure, value)
    stretched = bounds_from(a, exact_matrix(np.linalg.eigh(floats(a))[1] * 1.1))
    assert all(contains(x, value) for x, value in zip(stretched, values, strict=True))


def _hilbert(n: int) -> BallArray:
    return asarray([[Fraction(1, i + j + 1) for j in range(n)] for i in range(n)])


def test_definiteness_is_decided() -> None:
    """Definite, indefinite and singular matrices are told apart at any condition and scale."""
    definite = xp.linalg.positive_definite
    for n in (1, 4, 11, 20):
        assert bool(definite(_hilbert(n))), n
        assert not bool(definite(-_hilbert(n)))
    assert bool(definite(_with_eigenvalues([Fraction(1, 10**15), Fraction(1)] * 2, 1)))
    assert not bool(definite(_with_eigenvalues([-Fraction(1, 10**15), Fraction(1)] * 2, 1)))
    assert not bool(definite(_with_eigenvalues([Fraction(0), Fraction(1)] * 2, 1)))
    assert not bool(definite(asarray([[1, 1], [1, 1]])))
    assert not bool(definite(asarray([[1, 10**300], [10**300, 1]])))
    assert bool(definite(xp.zeros((0, 0))))
    scales = BallArray.from_floats([1e-234, 1e-100, 1.0, 1e154])
    graded = _hilbert(4) * scales[:, None] * scales[None, :]
    assert bool(definite(graded))
    assert not bool(definite(graded - graded[0, 0] * 2 * xp.eye(4)))
    assert definite(xp.stack([_hilbert(2), -_hilbert(2)])).certain().tolist() == [True, False]


def test_definiteness_of_balls_may_be_undecided() -> None:
    """A ball matrix that contains both kinds isn't decided, a flagged one neither."""
    wide = asarray([[1, 0], [0, 0]]) + asarray([[0, 0], [0, arb(0, 1)]])
    verdict = xp.linalg.positive_definite(wide)
    assert verdict.can_be_true
    assert verdict.can_be_false
    roots = xp.sqrt(asarray([[2, 2], [2, 2]]))
    assert not xp.linalg.positive_definite(roots).is_decided()
    flagged = xp.linalg.positive_definite(asarray([[float("nan")]]))
    assert flagged.maybe_undefined


def test_large_matrices_are_fast_enough() -> None:
    """A hundred rows are handled, and agree with floats."""
    a = np.random.default_rng(0).normal(size=(100, 100))
    x = BallArray.from_floats(a)
    assert np.allclose(midpoint_floats(x @ x), a @ a)
    gram = x @ x.T
    assert bool(xp.linalg.positive_definite(gram))
