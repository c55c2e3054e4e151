"""Configuration spaces: order, corners, neighbours, keys."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from falsum import Config, Space, SpaceError, choice, sizes

plain = Space(n=sizes(1, 3), shape=choice("flat", "round"))
coupled = Space(
    n=sizes(1, 4), m=sizes(1, 4), where=lambda c: c.n + c.m <= 5 and (c.n > 1 or c.m > 1)
)
spaces = [plain, coupled, Space(n=sizes(2, 2)), Space(k=choice(8, 1, 4)), Space()]


def keys(configurations: Any) -> list[str]:
    """Return the canonical keys in order."""
    return [c.key for c in configurations]


def test_enumeration_starts_with_the_smallest() -> None:
    """Configurations come by the sum of their places, then by the first axis."""
    assert keys(plain.enumerate()) == [
        "n=1,shape=flat",
        "n=1,shape=round",
        "n=2,shape=flat",
        "n=2,shape=round",
        "n=3,shape=flat",
        "n=3,shape=round",
    ]
    assert len(plain) == 6


def test_a_choice_is_ordered_as_listed() -> None:
    """The first listed value of a choice is the simplest, whatever its size."""
    assert keys(Space(k=choice(8, 1, 4)).enumerate()) == ["k=8", "k=1", "k=4"]


def test_where_couples_the_axes() -> None:
    """Only configurations that the condition accepts exist, in every listing."""
    everything = list(coupled.enumerate())
    assert len(everything) == 9
    assert everything[0].key == "n=1,m=2"
    for listing in (everything, coupled.boundary(), coupled.neighbours(everything[0])):
        assert all(c.n + c.m <= 5 and (c.n, c.m) != (1, 1) for c in listing)
    with pytest.raises(SpaceError, match="not in this space"):
        coupled.parse("n=1,m=1")


def test_values_are_attributes() -> None:
    """A configuration gives its sizes and choices by name, and no others."""
    config = plain.parse("n=2,shape=round")
    assert (config.n, config.shape) == (2, "round")
    with pytest.raises(AttributeError, match="no axis 'm'; this configuration has n=2,shape=round"):
        _ = config.m


@pytest.mark.parametrize("space", spaces, ids=range(len(spaces)))
def test_keys_round_trip(space: Space) -> None:
    """Every configuration is found again by its key, and keys are unique."""
    everything = list(space.enumerate())
    assert [space.parse(c.key) for c in everything] == everything
    assert len({c.key for c in everything}) == len(space) == len(everything)


@pytest.mark.parametrize(
    "key", ["", "n=1", "shape=flat,n=1", "n=4,shape=flat", "n=1,shape=flat,", "n=01,shape=flat"]
)
def test_other_keys_are_refused(key: str) -> None:
    """A key is matched letter by letter, and the message shows one that exists."""
    with pytest.raises(SpaceError, match="the smallest one is 'n=1,shape=flat'"):
        plain.parse(key)


def test_boundary() -> None:
    """The corners: for each axis its first two values and its last, beside the smallest rest."""
    assert keys(Space(n=sizes(1, 9), m=sizes(2, 7)).boundary()) == [
        "n=1,m=2",
        "n=2,m=2",
        "n=9,m=2",
        "n=1,m=3",
        "n=1,m=7",
        "n=9,m=7",
    ]


@pytest.mark.parametrize("space", spaces, ids=range(len(spaces)))
def test_boundary_holds_both_ends_once(space: Space) -> None:
    """The boundary starts with the smallest, ends with the largest, and repeats nothing."""
    everything, corners = list(space.enumerate()), space.boundary()
    assert corners[0] == everything[0]
    assert corners[-1] == everything[-1]
    assert len(set(corners)) == len(corners)
    assert set(corners) <= set(everything)


def test_the_largest_comes_last_also_where_it_is_a_corner() -> None:
    """A coupled space whose largest configuration lies on an axis still ends with it."""
    cross = Space(n=sizes(1, 3), m=sizes(1, 3), where=lambda c: c.n == 1 or c.m == 1)
    assert cross.boundary()[-1] == list(cross.enumerate())[-1]


@pytest.mark.parametrize("space", spaces, ids=range(len(spaces)))
def test_neighbours_are_one_step_away_and_mutual(space: Space) -> None:
    """Neighbours differ on one axis by one place, and neighbourhood is symmetric."""
    for config in space.enumerate():
        for other in space.neighbours(config):
            steps = [
                abs(space.axes[name].values.index(v) - space.axes[name].values.index(w))
                for (name, v), (_, w) in zip(config.items, other.items, strict=True)
            ]
            assert sum(steps) == 1
            assert config in space.neighbours(other)


def test_neighbours_of_a_middle_configuration() -> None:
    """A configuration inside has two neighbours for each axis."""
    inside = Space(n=sizes(1, 3), m=sizes(1, 3)).parse("n=2,m=2")
    around = Space(n=sizes(1, 3), m=sizes(1, 3)).neighbours(inside)
    assert keys(around) == ["n=1,m=2", "n=3,m=2", "n=2,m=1", "n=2,m=3"]


def test_samples_are_different_members() -> None:
    """A sample holds no configuration twice, and all of them when more are asked for."""
    few = coupled.sample(np.random.default_rng(0), 4)
    assert len(set(few)) == 4
    assert set(coupled.sample(np.random.default_rng(0), 100)) == set(coupled.enumerate())
    assert few == coupled.sample(np.random.default_rng(0), 4)


def test_the_strategy_draws_members() -> None:
    """Hypothesis draws configurations of the space."""

    @settings(max_examples=30, derandomize=True, deadline=None, database=None)
    @given(coupled.strategy())
    def drawn(config: Config) -> None:
        assert coupled.parse(config.key) == config

    drawn()


def test_the_strategy_shrinks_to_the_smallest() -> None:
    """The simplest example of a condition is the first configuration that meets it."""
    options = settings(derandomize=True, database=None)
    for wanted in (lambda c: True, lambda c: c.n * c.m >= 4, lambda c: c.n == 4):
        first = next(c for c in coupled.enumerate() if wanted(c))
        assert find(coupled.strategy(), wanted, settings=options) == first


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: sizes(3, 1), r"sizes\(3, 1\) is empty; write the smaller size first"),
        (lambda: choice(), "needs one value or more, each once"),
        (lambda: choice(1, 2, 1), "needs one value or more, each once"),
        (lambda: choice(1, "1"), "needs one value or more, each once"),
        (lambda: choice("a,b"), "holds ',' or '=', which separate axes in a key"),
        (lambda: choice("a=b"), "holds ',' or '='"),
        (lambda: Space(n=5), r"axis n=5; write sizes\(low, high\) or choice"),
        (lambda: Space(n=sizes(1, 2), where=lambda c: False), "no configuration satisfies where="),
        (lambda: Space(key=sizes(1, 2)), "an axis cannot be named 'key'"),
        (lambda: Space(items=sizes(1, 2)), "an axis cannot be named 'items'"),
    ],
)
def test_bad_spaces_say_what_to_write(build: Callable[[], Any], message: str) -> None:
    """Empty, ambiguous and wrongly typed spaces raise, with the cure."""
    with pytest.raises(SpaceError, match=message):
        build()


@settings(max_examples=40, derandomize=True, deadline=None, database=None)
@given(st.dictionaries(st.sampled_from("abc"), st.integers(0, 3), min_size=1))
def test_order_is_monotone(tops: dict[str, int]) -> None:
    """No configuration comes before one that is smaller on every axis."""
    space = Space(**{name: sizes(0, top) for name, top in tops.items()})
    order = {c: n for n, c in enumerate(space.enumerate())}
    for config, place in order.items():
        assert all(
            order[other] < place
            for other in space.neighbours(config)
            if other.items < config.items and other != config
        )


@pytest.mark.parametrize(
    ("declare", "message"),
    [
        (lambda: sizes(1, 10**9), r"sizes\(1, 1000000000\) has more than 100,000 sizes"),
        (lambda: choice(*range(10**5 + 1)), "100,001 values"),
        (lambda: Space(a=sizes(1, 3000), b=sizes(1, 3000)), "a, b have 9,000,000 configurations"),
    ],
)
def test_a_space_too_large_to_list_is_refused(declare: Callable[[], Any], message: str) -> None:
    """The refusal comes at once and says how many there are."""
    with pytest.raises(SpaceError, match=message):
        declare()


def test_pairs_are_a_kind_and_one_step_more() -> None:
    """No corner has the second kind at the second size; pairs of two sizes are left to chance."""
    space = Space(n=sizes(1, 3), m=sizes(1, 2), noise=choice("skew", "drifting"))
    keys = [config.key for config in space.pairs()]
    assert keys == ["n=2,m=1,noise=drifting", "n=1,m=2,noise=drifting"]
    assert not {c.key for c in space.boundary()} & set(keys)
    assert Space(n=sizes(1, 3), m=sizes(1, 2)).pairs() == []
    coupled = Space(where=lambda c: c.n == 1, n=sizes(1, 3), noise=choice("skew", "drifting"))
    assert coupled.pairs() == []
