"""Places, counts and equal elements: given where decided, never guessed."""

import math
import random
from fractions import Fraction

import numpy as np
import pytest
from flint import arb

from falsum.balls import Undecided, asarray
from falsum.balls import namespace as xp
from tests.balls.reference import array, contains, only, random_element, samples


@pytest.mark.parametrize("descending", [False, True])
def test_the_order_of_points_is_the_stable_one(descending: bool) -> None:
    """Ties keep their order in both directions, along any axis."""
    rng = np.random.default_rng(0)
    for shape, axis in (((7,), -1), ((3, 5), 0), ((2, 4, 3), 1), ((1,), 0), ((0,), 0)):
        x = rng.integers(0, 4, shape)
        places = xp.argsort(asarray(x), axis=axis, descending=descending)
        expected = np.argsort(-x if descending else x, axis=axis, kind="stable")
        assert places.points().tolist() == expected.tolist()
        ordered = xp.take_along_axis(asarray(x), places, axis=axis).points().tolist()
        by_values = xp.sort(asarray(x), axis=axis, descending=descending)
        assert ordered == by_values.points().tolist()


def test_an_order_is_given_exactly_where_every_choice_has_it() -> None:
    """A decided order is that of all samples; otherwise `Undecided` is raised."""
    rng = random.Random(4)
    decided = undecided = 0
    for _ in range(300):
        elements = [random_element(rng, Fraction(rng.randrange(-9, 9))) for _ in range(3)]
        try:
            order = [int(k) for k in xp.argsort(array(*elements)).points()]
        except Undecided:
            undecided += 1
            continue
        decided += 1
        for picks in zip(*(samples(x, rng) for x in elements), strict=True):
            assert order == sorted(range(3), key=lambda k: (picks[k], k))
    assert decided > 50
    assert undecided > 50


def test_overlapping_elements_have_no_order() -> None:
    """Overlaps and what may be undefined are refused, touching ends are not."""
    with pytest.raises(Undecided, match="elements 0 and 1 overlap: argsort is undecided"):
        xp.argsort(array(arb(0, 1), arb(0)))
    with pytest.raises(Undecided, match="undefined"):
        xp.argsort(asarray([1, math.nan]))
    assert xp.argsort(array(arb(1, 0.5), arb(0, 0.25))).points().tolist() == [1, 0]


def test_counts_are_exact_or_intervals() -> None:
    """An element that may be 0 makes the count an interval; truth values are counted too."""
    assert xp.count_nonzero(asarray([[0, 2], [3, 4]]), axis=0).points().tolist() == [1, 2]
    assert xp.count_nonzero(asarray([[0, 2], [3, 4]]), keepdims=True).points().tolist() == [[3]]
    assert xp.count_nonzero(asarray([True, False, True])).points() == 2
    assert xp.count_nonzero([0, 5]).points() == 1
    count = xp.count_nonzero(array(arb(0, 1), arb(2))).elements()[()]
    assert contains(count, 1)
    assert contains(count, 2)
    assert xp.count_nonzero(asarray([math.nan])).maybe_undefined
    assert xp.linalg.vector_norm(asarray([0, 3, -1]), ord=0).points() == 2


def test_places_of_what_is_not_zero() -> None:
    """They are numpy's; an undecided element is refused, and so is an array without axes."""
    x = np.array([[0, 2, 0], [3, 0, 4]])
    found = xp.nonzero(asarray(x))
    assert [part.points().tolist() for part in found] == [k.tolist() for k in np.nonzero(x)]
    assert xp.nonzero(asarray([False, True]))[0].points().tolist() == [1]
    with pytest.raises(Undecided):
        xp.nonzero(array(arb(0, 1)))
    with pytest.raises(ValueError, match="nonzero: expected at least one axis"):
        xp.nonzero(asarray(3))


@pytest.mark.parametrize("side", ["left", "right"])
def test_insertion_places_agree_with_numpy_and_enclose(side: str) -> None:
    """They are exact for points, in any order that `sorter` mends, and enclosures for balls."""
    rng = np.random.default_rng(5)
    vector, values = np.sort(rng.integers(0, 9, 12)), rng.integers(-1, 10, (3, 4))
    expected = np.searchsorted(vector, values, side).tolist()
    assert (
        xp.searchsorted(asarray(vector), asarray(values), side=side).points().tolist() == expected
    )
    mixed = rng.permutation(vector)
    sorter = xp.argsort(asarray(mixed))
    found = xp.searchsorted(asarray(mixed), asarray(values), side=side, sorter=sorter)
    assert found.points().tolist() == expected
    place = only(xp.searchsorted(asarray([1, 2, 3]), array(arb(2, 0.5)), side=side))[0]
    assert contains(place, 1)
    assert contains(place, 2)
    assert not contains(place, 3)


def test_insertion_needs_an_ascending_vector() -> None:
    """A vector that certainly falls, a matrix, and another side are refused."""
    with pytest.raises(ValueError, match="x1 falls after place 1"):
        xp.searchsorted(asarray([1, 3, 2]), 2)
    with pytest.raises(ValueError, match="must be a vector"):
        xp.searchsorted(asarray([[1]]), 2)
    with pytest.raises(ValueError, match="'left' or 'right'"):
        xp.searchsorted(asarray([1]), 2, side="middle")


def test_membership_is_three_valued() -> None:
    """Exact elements are decided; a ball that meets one may be it."""
    found = xp.isin(asarray([[1, 2], [3, 4]]), asarray([2, 3, 9]))
    assert found.to_numpy().tolist() == [[False, True], [True, False]]
    assert xp.isin(asarray([1, 2]), 2, invert=True).to_numpy().tolist() == [True, False]
    maybe = xp.isin(array(arb(2, 0.5), arb(7, 0.5)), asarray([2, 3]))
    assert maybe.is_decided().tolist() == [False, True]


def test_unique_values_agree_with_numpy() -> None:
    """Values, first places, inverse places and counts are numpy's, for arrays of any shape."""
    rng = np.random.default_rng(6)
    for shape in ((9,), (3, 4), (), (0,)):
        x = rng.integers(-2, 3, shape)
        values, first, inverse, counts = np.unique(
            x, return_index=True, return_inverse=True, return_counts=True
        )
        found = xp.unique_all(asarray(x))
        assert found.values.points().tolist() == values.tolist()
        assert found.indices.points().tolist() == first.tolist()
        assert found.inverse_indices.points().tolist() == inverse.reshape(shape).tolist()
        assert found.counts.points().tolist() == counts.tolist()
        assert xp.unique_values(asarray(x)).points().tolist() == values.tolist()
        assert xp.unique_counts(asarray(x)).counts.points().tolist() == counts.tolist()
        again = xp.unique_inverse(asarray(x)).inverse_indices.points()
        assert again.tolist() == inverse.reshape(shape).tolist()


def test_unique_values_are_refused_where_equality_is_open() -> None:
    """Two enclosures of the square root of 2 may differ; disjoint balls certainly do."""
    root = xp.sqrt(asarray(2))
    with pytest.raises(Undecided):
        xp.unique_values(xp.stack([root, root]))
    with pytest.raises(Undecided, match="undefined"):
        xp.unique_values(asarray([math.nan]))
    apart = xp.unique_values(xp.stack([xp.sqrt(asarray(3)), root]))
    assert bool(apart[0] < apart[1])
