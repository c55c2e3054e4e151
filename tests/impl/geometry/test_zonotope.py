"""Zonotopes against other exact methods."""

from fractions import Fraction
from itertools import combinations, product
from math import comb

import numpy as np
import pytest
from scipy.spatial import ConvexHull

from impl.geometry import zonotope
from impl.geometry._exact_geometry import count_regions, determinant, in_convex_hull


def plane_hull(points):
    """Return the extreme points of a plane set by the monotone chain."""

    def half(ordered):
        chain = []
        for p in ordered:
            while len(chain) > 1 and turn(chain[-2], chain[-1], p) <= 0:
                chain.pop()
            chain.append(p)
        return chain

    def turn(a, b, c):
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    ordered = sorted(points)
    return set(half(ordered)) | set(half(ordered[::-1]))


def sign_vectors(normals, size):
    """Return the sign vectors of the regions met on a fine grid of directions."""
    grid = product(range(-size, size + 1), repeat=len(normals[0]))
    found = set()
    for r in grid:
        values = [sum(a * b for a, b in zip(r, n, strict=True)) for n in normals]
        if all(values):
            found.add(tuple(v > 0 for v in values))
    return found


def draw(rng, m, n, size=3):
    """Return m small random rational generators."""
    return [
        tuple(
            Fraction(int(a), int(b))
            for a, b in zip(*rng.integers([[-size] * n, [1] * n], 4), strict=True)
        )
        for _ in range(m)
    ]


@pytest.mark.parametrize("m", [1, 2, 3, 4, 5, 6])
def test_plane_vertices_match_the_monotone_chain(rng, m):
    """In the plane the extreme points are those of an independent hull, degenerate cases too."""
    for _ in range(4):
        generators = draw(rng, m, 2, size=2)
        assert zonotope.vertices(generators) == plane_hull(zonotope.signed_sums(generators))


@pytest.mark.parametrize(("m", "n"), [(3, 3), (5, 3), (5, 4)])
def test_space_vertices_match_qhull(rng, m, n):
    """For generators in general position the vertices are Qhull's."""
    generators = [tuple(int(v) for v in b) for b in rng.integers(-9, 10, size=(m, n))]
    assert zonotope.least_minor(generators) > 0
    points = np.array(sorted(zonotope.signed_sums(generators)), dtype=float)
    expected = {tuple(int(v) for v in points[i]) for i in ConvexHull(points).vertices}
    assert zonotope.vertices(generators) == expected


@pytest.mark.parametrize(("m", "n"), [(4, 1), (3, 2), (5, 2), (2, 3), (4, 3), (5, 3), (3, 4)])
def test_pieces_match_vertices(rng, m, n):
    """Regions of the arrangement and vertices are counted apart and agree."""
    for _ in range(2):
        generators = draw(rng, m, n)
        assert zonotope.piece_count(generators) == len(zonotope.vertices(generators))


def test_pieces_match_sign_vectors():
    """Deletion and restriction finds as many regions as a grid of directions meets."""
    for normals in (
        [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1)],
        [(1, 0, 0), (0, 1, 0), (1, 1, 0), (1, -1, 0)],
        [(1, 1, 0), (0, 1, 1), (1, 0, 1), (1, -1, 1), (2, 0, -1)],
    ):
        assert count_regions(normals) == len(sign_vectors(normals, 7))


def test_general_position_has_the_classical_count(rng):
    """Generic generators give twice the sum of binomial coefficients."""
    for m, n in [(1, 1), (4, 1), (4, 2), (5, 3), (3, 4)]:
        generators = [tuple(int(v) for v in b) for b in rng.integers(-99, 100, size=(m, n))]
        assert zonotope.least_minor(generators) > 0
        expected = 2 * sum(comb(m - 1, i) for i in range(n))
        assert zonotope.piece_count(generators) == expected


def test_degenerate_generators():
    """Zero generators count for nothing and parallel ones for one."""
    generators = [(0, 0), (1, 2), (-2, -4), (Fraction(1, 3), Fraction(2, 3))]
    assert zonotope.piece_count(generators) == 2
    assert zonotope.vertices(generators) == {
        (Fraction(-10, 3), Fraction(-20, 3)),
        (Fraction(10, 3), Fraction(20, 3)),
    }
    assert zonotope.least_minor(generators) == 0
    assert zonotope.vertices([(0, 0)]) == {(0, 0)}
    assert zonotope.piece_count([(0, 0)]) == 1


def test_support_functions_agree(rng):
    """Over the zonotope, over its vertices and as a sum of absolute values."""
    for m, n in [(1, 1), (4, 2), (5, 3)]:
        generators, (r,) = draw(rng, m, n), draw(rng, 1, n)
        whole = zonotope.support(generators, r)
        assert whole == zonotope.support_over(zonotope.vertices(generators), r)
        assert whole == zonotope.absolute_sum(generators, r)


def test_object_arrays_and_floats_are_taken_exactly():
    """NumPy input works, and 0.1 is the dyadic fraction that it is."""
    array = np.array([[Fraction(1, 3), Fraction(1)], [Fraction(0), Fraction(2)]], dtype=object)
    assert len(zonotope.vertices(array)) == 4
    assert zonotope.absolute_sum([[0.1]], [1]) == Fraction(0.1) != Fraction(1, 10)


def test_least_minor_is_the_least_determinant(rng):
    """Square subsets for m >= n, the Gram determinant for m < n."""
    generators = rng.integers(-5, 6, size=(5, 3))
    minors = [abs(np.linalg.det(generators[list(s)])) for s in combinations(range(5), 3)]
    assert abs(float(zonotope.least_minor(generators)) - min(minors)) < 1e-9
    short = generators[:2]
    gram = np.linalg.det(short @ short.T)
    assert abs(float(zonotope.least_minor(short)) - gram) < 1e-9


def test_determinant_matches_permutations(rng):
    """Elimination gives the value that NumPy rounds, and 0 for a singular matrix."""
    matrix = rng.integers(-4, 5, size=(4, 4))
    exact = [[Fraction(int(v)) for v in row] for row in matrix]
    assert abs(float(determinant(exact)) - np.linalg.det(matrix)) < 1e-9
    assert determinant([exact[0], exact[0]]) == 0


def test_hull_membership():
    """Boundary, inside, outside, and a point among itself."""
    square = [(0, 0), (2, 0), (0, 2), (2, 2)]
    assert in_convex_hull((1, 1), square)
    assert in_convex_hull((1, 0), square)
    assert in_convex_hull((0, 0), square)
    assert not in_convex_hull((3, 1), square)
    assert not in_convex_hull((0, 0), square[1:])
