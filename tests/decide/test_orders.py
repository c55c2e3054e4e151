"""Orders of growth, read off an expression where they are certain."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from falsum import Abs, Rational, defined, exp, log, naturals, parameter, sqrt
from falsum.decide.orders import NotDecided, Order, order_of
from falsum.measure.arithmetic import ArrayAlgebra
from falsum.statement.fold import fold

n = parameter("n", "size", domain=naturals)
up = parameter("up", "a positive number")
down = parameter("down", "a negative number")
twice = defined("m", 2 * n)
HALF = Fraction(1, 2)


def sign(tree: Any) -> int:
    """Return the sign at up = 1, down = -1."""
    one = np.ones(1)
    value = fold(tree, ArrayAlgebra(np, one, {up: one, down: -one})).array
    return int(np.sign(value).reshape(-1)[0])


KNOWN = {
    "a constant": (up + 3, Order(1)),
    "a negative constant": (down * up, Order(-1)),
    "zero": (0 * up, Order(0)),
    "a product": (up * n * sqrt(n), Order(1, 3 * HALF)),
    "a quotient": (down / n**2, Order(-1, Fraction(-2))),
    "a product with zero": ((up - up) * n, Order(0)),
    "a logarithm": (log(n + 1), Order(1, Fraction(0), Fraction(1))),
    "a logarithm of what vanishes": (log(up / n), Order(-1, Fraction(0), Fraction(1))),
    "a root of a logarithm": (sqrt(log(n)), Order(1, Fraction(0), HALF)),
    "the leading term": (n * log(n) - 100 * n, Order(1, Fraction(1), Fraction(1))),
    "a negative leading term": (sqrt(n) - n, Order(-1, Fraction(1))),
    "an even power of what is negative": ((down * n) ** 2, Order(1, Fraction(2))),
    "an odd power of what is negative": ((down * n) ** 3, Order(-1, Fraction(3))),
    "a definition": (sqrt(twice), Order(1, HALF)),
}


@pytest.mark.parametrize(("tree", "order"), KNOWN.values(), ids=KNOWN)
def test_an_order_is_read_off(tree: Any, order: Order) -> None:
    """Sign, power and logarithms come out of sums, products, powers and logarithms."""
    assert order_of(tree, n, sign) == order


UNKNOWN = {
    "terms that may cancel": n - n * up,
    "a function of another kind": exp(n),
    "an absolute value": Abs(n - 3),
    "an exponent that grows": up**n,
    "a root of what is negative": sqrt(1 - n),
    "an inverse of zero": 1 / (n * (up - up)),
    "a logarithm of what stays": log(1 + 1 / n),
    "a logarithm of a logarithm": log(log(n)),
    "an exponent that is no number": n**up,
}


@pytest.mark.parametrize("tree", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_certain_has_no_order(tree: Any) -> None:
    """There is no guess."""
    with pytest.raises(NotDecided):
        order_of(tree, n, sign)


def test_an_order_is_written_as_a_product_of_powers() -> None:
    """What has the exponent 0 is left out."""
    assert order_of(Rational(1, 3) + up, n, sign).text("n") == "1"
    assert order_of(n * sqrt(log(n)), n, sign).text("n") == "n log(n)^(1/2)"
