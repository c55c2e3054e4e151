"""Relations read one way round, and what both of their sides share."""

from __future__ import annotations

from typing import Any

import pytest

from falsum import Eq, Ge, Gt, Le, Lt, Ne
from falsum.statement.common import rest
from falsum.statement.fold import oriented
from tests.study.test_stages import a, b

READ = {
    "at most": (Le(a, b), ("<=", a, b, False)),
    "less": (Lt(a, b), ("<", a, b, False)),
    "at least": (Ge(a, b), ("<=", b, a, True)),
    "more": (Gt(a, b), ("<", b, a, True)),
    "equal": (Eq(a, b), ("==", a, b, False)),
    "unequal": (Ne(a, b), ("!=", a, b, False)),
}


@pytest.mark.parametrize(("relation", "read"), READ.values(), ids=READ)
def test_a_relation_is_read_with_its_small_side_first(relation: Any, read: Any) -> None:
    """What says 'at least' is turned round, and says so."""
    assert oriented(relation) == read


def test_equal_terms_come_off_both_sides_as_often_as_both_have_them() -> None:
    """Terms of sums within sums count, and what is left keeps its order."""
    left = rest(Le(a + (b + b), b + a**2))
    assert left is not None
    assert (left.lhs, left.rhs, left.shared) == (a + b, a**2, (b,))
    assert left.with_shared(a**2) == a**2 + b


def test_sides_without_an_equal_term_have_nothing_to_take_off() -> None:
    """A factor in common is no term; of equal sides nothing is left."""
    assert rest(Le(2 * a, 2 * b)) is None
    left = rest(Le(a, a + b))
    assert left is not None and (left.lhs, left.rhs) == (0, b)
