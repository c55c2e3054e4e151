"""Sums of products over named indices."""

import math
import random
from fractions import Fraction

import numpy as np
import pytest
from flint import arb

from falsum.balls import asarray
from falsum.balls import namespace as xp
from tests.balls.reference import array, contains, random_element, samples

FORMULAS: list[tuple[str, list[tuple[int, ...]]]] = [
    ("i->", [(4,)]),
    ("i->i", [(4,)]),
    ("ij->ji", [(2, 3)]),
    ("ij", [(2, 3)]),
    ("ba", [(2, 3)]),
    ("ii", [(3, 3)]),
    ("ii->i", [(3, 3)]),
    ("iii->i", [(2, 2, 2)]),
    ("iji->j", [(2, 3, 2)]),
    ("i,i", [(4,), (4,)]),
    ("i,i->i", [(4,), (4,)]),
    ("i,j->ij", [(2,), (3,)]),
    ("i,j->ji", [(2,), (3,)]),
    ("i,j", [(2,), (3,)]),
    ("i,j->", [(2,), (3,)]),
    ("ij,jk->ik", [(2, 3), (3, 4)]),
    ("ij,jk", [(2, 3), (3, 4)]),
    ("ik,kj->ji", [(2, 3), (3, 4)]),
    ("bij,bjk->bik", [(2, 3, 2), (2, 2, 4)]),
    ("ij,jk,kl->il", [(2, 3), (3, 2), (2, 4)]),
    ("ij,kl,i->jl", [(2, 3), (3, 2), (2,)]),
    ("i,i,i->", [(4,), (4,), (4,)]),
    ("ii,ij->j", [(3, 3), (3, 2)]),
    ("ij,ij->", [(2, 3), (2, 3)]),
    ("ijk,k->ij", [(2, 3, 4), (4,)]),
    ("...ij,...jk->...ik", [(2, 3, 2), (2, 4)]),
    ("...ij,...jk->...ik", [(5, 1, 2, 3), (2, 3, 2)]),
    ("...i,...i", [(2, 3), (2, 3)]),
    ("...ii->...i", [(2, 3, 3)]),
    ("i...->...", [(2, 3)]),
    ("i...,i...->i...", [(2, 3), (2, 1)]),
    ("...,...", [(2, 3), (3,)]),
    ("...ij->...", [(2, 3, 2)]),
    (",i->i", [(), (3,)]),
    ("ij,j->i", [(2, 3), (1,)]),
    (" i j , j k -> k i ", [(2, 3), (3, 4)]),
    ("ij,jk->ik", [(2, 0), (0, 3)]),
]


@pytest.mark.parametrize(("formula", "shapes"), FORMULAS)
def test_sums_of_points_are_numpys(formula: str, shapes: list[tuple[int, ...]]) -> None:
    """Explicit and implicit results, repeated letters, dots and stretched axes are exact."""
    rng = np.random.default_rng(len(formula))
    arrays = [rng.integers(-9, 9, shape) for shape in shapes]
    found = xp.einsum(formula, *(asarray(x) for x in arrays))
    assert found.points().tolist() == np.einsum(formula, *arrays).tolist()


def test_sums_contain_those_of_samples() -> None:
    """Every sum of numbers chosen inside the operands lies inside."""
    rng = random.Random(7)
    for _ in range(40):
        flat = [random_element(rng, Fraction(rng.uniform(-2, 2))) for _ in range(8)]
        a, b = xp.reshape(array(*flat[:4]), (2, 2)), xp.reshape(array(*flat[4:]), (2, 2))
        chained = xp.einsum("ij,jk,ki->", a, b, a).elements()[()]
        diagonal = xp.einsum("ii,ij->j", a, b).elements()
        for picks in zip(*(samples(x, rng) for x in flat), strict=True):
            p, q = ([picks[k : k + 2], picks[k + 2 : k + 4]] for k in (0, 4))
            square = [(i, j) for i in range(2) for j in range(2)]
            total = sum(p[i][j] * q[j][k] * p[k][i] for i, j in square for k in range(2))
            assert contains(chained, total)
            assert all(
                contains(diagonal[j], sum(p[i][i] * q[i][j] for i in range(2))) for j in (0, 1)
            )


def test_flags_stay_where_they_belong() -> None:
    """An element that may be undefined flags the results that it enters, and no others."""
    x = asarray([[1, math.nan], [2, 3]])
    assert xp.einsum("ij->i", x).maybe_undefined.tolist() == [True, False]
    assert xp.einsum("ii", x).maybe_undefined.tolist() is False
    assert xp.einsum("ij,j->i", x, asarray([1, 1])).maybe_undefined.tolist() == [True, False]
    wide = xp.einsum("i,j->ij", array(arb(0, 1)), asarray([0, 2]))
    assert wide.is_point.tolist() == [[True, False]]


@pytest.mark.parametrize(
    ("formula", "shapes", "words"),
    [
        ("ij,jk->ik", [(2, 3)], "names 2 operands, got 1"),
        ("ij->i", [(2,)], "doesn't fit an array of 1 axes"),
        ("i->i", [(2, 3)], "doesn't fit an array of 2 axes"),
        ("ij,jk->ik", [(2, 3), (2, 3)], "'j' has the lengths 3 and 2"),
        ("ii->", [(2, 3)], "differ in length"),
        ("ij->ik", [(2, 3)], "each letter of the result once"),
        ("ij->ii", [(2, 3)], "each letter of the result once"),
        ("i1->i", [(2, 3)], "write letters"),
        ("ij->i->j", [(2, 3)], "write letters"),
    ],
)
def test_formulas_that_do_not_fit(formula: str, shapes: list[tuple[int, ...]], words: str) -> None:
    """One line names the formula and what is wrong with it."""
    with pytest.raises(ValueError, match=words):
        xp.einsum(formula, *(xp.ones(shape) for shape in shapes))
