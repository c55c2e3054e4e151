"""Where a function has no value: the guards that an evaluation remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Edge = Callable[..., Any]


def edges(name: str, xp: Any) -> Iterator[tuple[str, Edge]]:
    """Yield what is undefined about a function, and the test of its arguments for that."""
    if name in _EDGES:
        text, test = _EDGES[name]
        yield text, lambda *arguments: test(xp, *arguments)


def _whole(xp: Any, x: Any) -> Any:
    return x == xp.floor(x)


def _binomial(xp: Any, n: Any, k: Any) -> Any:
    """Tell where n is a negative integer, except for the polynomial in n that k >= 0 gives."""
    return (n < 0) & _whole(xp, n) & ((k < 0) | ~_whole(xp, k))


_EDGES: dict[str, tuple[str, Edge]] = {
    "log": ("log of a non-positive number", lambda xp, x: x <= 0),
    "acos": ("acos outside [-1, 1]", lambda xp, x: xp.abs(x) > 1),
    "asin": ("asin outside [-1, 1]", lambda xp, x: xp.abs(x) > 1),
    "gamma": ("gamma at a pole", lambda xp, x: (x <= 0) & _whole(xp, x)),
    "lgamma": ("loggamma of a non-positive number", lambda xp, x: x <= 0),
    "factorial": (
        "factorial of what is no natural number",
        lambda xp, x: (x < 0) | ~_whole(xp, x),
    ),
    "binomial": ("binomial at a pole", _binomial),
}
