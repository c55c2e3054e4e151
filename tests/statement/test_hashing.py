"""The canonical text of a tree, on which a claim's hash rests."""

import os
import subprocess
import sys
from pathlib import Path

from falsum import (
    And,
    E,
    Eq,
    Ge,
    Le,
    Lt,
    Max,
    Rational,
    Sum,
    always,
    constant,
    defined,
    granted,
    hypothesis,
    index,
    interval,
    log,
    measured,
    naturals,
    parameter,
    pi,
    sqrt,
    with_probability,
)
from falsum.statement.hashing import serialise
from tests.cases import stated

n = parameter("n", "a size", domain=naturals)
x = parameter("x", "a number", domain=interval(0, 1, "[)"), latex=r"\xi", dimension={"m": 1})
i = index("i", 1, n)
a = measured("a", r"|a_i|", latex="a_i", indices=(i,))
c = constant("c", Rational(3, 2))
T = defined("T", n**2 / x)

kitchen_sink = stated(
    And(Le(Sum(a, i), sqrt(c * T) * Max(log(x), pi, -1)), Lt(a, E**x)),
    [hypothesis("bounded", Ge(1, a)), granted("smooth", r"f \in C^1")],
    with_probability(1 - Rational(1, 10) / n),
    definitions=[T],
)
PINNED = "e1b782353770e04d11f7ac989abcdd9f7f37abca5cfa43ce1ed37f6f01d1a081"


def test_the_text_of_a_relation() -> None:
    """Prefix notation, exact numbers, each symbol with role, axes, meaning or value."""
    axis = "(index i [] 1 (parameter n [] integral 'a size'))"
    assert serialise(Le(a, c * x)) == (
        f"(<= (measured a [{axis}]  '|a_i|') (* (constant c [] 3/2) (parameter x []  'a number')))"
    )
    assert serialise(Eq(n, 1)) == "(== (parameter n [] integral 'a size') 1)"
    assert serialise(T) == (
        "(defined T [] (* (^ (parameter n [] integral 'a size') 2) "
        "(^ (parameter x []  'a number') -1)))"
    )


def test_the_hash_is_pinned() -> None:
    """The hash of a claim with every kind of part is the one that was written down here.

    A certificate names its claim by this hash: changing how it is made voids all certificates.
    """
    assert kitchen_sink.hash == PINNED


def test_the_hash_is_the_same_in_another_process() -> None:
    """Nothing that a process randomises, such as string hashing, enters the hash."""
    code = "from tests.statement.test_hashing import kitchen_sink; print(kitchen_sink.hash)"
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "12345", "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == kitchen_sink.hash


def test_quantifier_without_a_probability() -> None:
    """A claim with no probability hashes too, and differs."""
    assert stated(kitchen_sink.conclusion, quantifier=always).hash != kitchen_sink.hash
