"""Triangles, quadrilaterals, boxes."""

from typing import Any

import sympy

from falsum import Ge, Le, Rational, sqrt

from .arrays import norm, product, root, total
from .entry import Reach, Side, entry, quantity
from .families import positive_triples, quadrilaterals, triangles


def half_perimeter(t: Any) -> Any:
    """Return half of the perimeter."""
    return (t.a + t.b + t.c) / 2


def heron(t: Any) -> Any:
    """Return the square of the area."""
    s = half_perimeter(t)
    return s * (s - t.a) * (s - t.b) * (s - t.c)


def medians(t: Any) -> Any:
    """Return the sum of the medians."""
    squares = (t.a**2, t.b**2, t.c**2)
    return sum(root(2 * (sum(squares) - side) - side) for side in squares) / 2


def side(q: Any, i: int, j: int) -> Any:
    """Return the distance of two corners of a quadrilateral."""
    return norm(q.x[:, i, :] - q.x[:, j, :])


def shoelace(q: Any) -> Any:
    """Return the signed area of a quadrilateral, from its diagonals."""
    p, r = q.x[:, 2, :] - q.x[:, 0, :], q.x[:, 3, :] - q.x[:, 1, :]
    return (p[:, 0] * r[:, 1] - p[:, 1] * r[:, 0]) / 2


def quadrilateral_perimeter(q: Any) -> Any:
    """Return the perimeter."""
    return side(q, 0, 1) + side(q, 1, 2) + side(q, 2, 3) + side(q, 3, 0)


s = quantity("s", r"(a + b + c)/2", half_perimeter)
area = quantity("area", r"\text{area}", lambda t: root(heron(t)))
squares = quantity("squares", r"a^2 + b^2 + c^2", lambda t: t.a**2 + t.b**2 + t.c**2)
sides = quantity("sides", r"abc", lambda t: t.a * t.b * t.c)
corners = quantity(
    "corners",
    r"(a + b - c)(b + c - a)(c + a - b)",
    lambda t: (t.a + t.b - t.c) * (t.b + t.c - t.a) * (t.c + t.a - t.b),
)
cross = quantity("cross", r"ab + bc + ca", lambda t: t.a * t.b + t.b * t.c + t.c * t.a)
median_sum = quantity("median_sum", r"m_a + m_b + m_c", medians)
diagonals = quantity("diagonals", r"|AC| |BD|", lambda q: side(q, 0, 2) * side(q, 1, 3))
opposite_sides = quantity(
    "opposite_sides",
    r"|AB| |CD| + |BC| |DA|",
    lambda q: side(q, 0, 1) * side(q, 2, 3) + side(q, 1, 2) * side(q, 3, 0),
)
enclosed = quantity("enclosed", r"\text{signed area}", shoelace)
perimeter = quantity("perimeter", r"\text{perimeter}", quadrilateral_perimeter)
volume = quantity("volume", r"xyz", lambda v: product(v.x))
surface = quantity("surface", r"2(xy + yz + zx)", lambda v: total(v.x) ** 2 - total(v.x**2))

ENTRIES = [
    entry(
        "isoperimetric_triangle",
        "isoperimetric inequality of triangles",
        triangles,
        lambda c: Le(area, c * s**2),
        best=1 / (3 * sympy.sqrt(3)),
        at="equal sides",
    ),
    entry(
        "euler_radii",
        "Euler: circumradius by inradius",
        triangles,
        lambda c: Ge(sides * s, c * 4 * area**2),
        best=2,
        at="equal sides",
        side=Side.GREATEST,
    ),
    entry(
        "weitzenboeck",
        "Weitzenböck's inequality",
        triangles,
        lambda c: Ge(squares, c * area),
        best=4 * sympy.sqrt(3),
        at="equal sides",
        side=Side.GREATEST,
    ),
    entry(
        "hadwiger_gordon",
        "Gordon's inequality",
        triangles,
        lambda c: Ge(cross, c * area),
        best=4 * sympy.sqrt(3),
        at="equal sides",
        side=Side.GREATEST,
    ),
    entry(
        "padoa",
        "Padoa's inequality",
        triangles,
        lambda c: Le(c * corners, sides),
        best=1,
        at="equal sides",
        side=Side.GREATEST,
    ),
    entry(
        "median_upper",
        "medians by the perimeter",
        triangles,
        lambda c: Le(median_sum, c * s),
        best=2,
        at="a needle with two long sides",
        reach=Reach.APPROACHED,
    ),
    entry(
        "median_lower",
        "medians above the perimeter",
        triangles,
        lambda c: Ge(median_sum, c * s),
        best=Rational(3, 2),
        at="a needle with its apex in the middle",
        reach=Reach.APPROACHED,
        side=Side.GREATEST,
    ),
    entry(
        "median_root",
        "medians by squares of the sides",
        triangles,
        lambda c: Le(median_sum, c * sqrt(squares)),
        best=Rational(3, 2),
        at="equal sides",
    ),
    entry(
        "ptolemy",
        "Ptolemy's inequality",
        quadrilaterals,
        lambda c: Le(diagonals, c * opposite_sides),
        best=1,
        at="corners on a circle in order",
    ),
    entry(
        "isoperimetric_quadrilateral",
        "isoperimetric inequality of quadrilaterals",
        quadrilaterals,
        lambda c: Le(enclosed, c * perimeter**2),
        best=Rational(1, 16),
        at="squares",
    ),
    entry(
        "isoperimetric_box",
        "isoperimetric inequality of boxes",
        positive_triples,
        lambda c: Le(volume**2, c * surface**3),
        best=Rational(1, 216),
        at="cubes",
    ),
]
