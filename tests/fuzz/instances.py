"""Families over small finite domains, each with the list of all its points.

The latent is rounded and wrapped around, so that a few hundred random latents meet every point.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from array_api_compat import array_namespace

from falsum import Family, Law, Space, binomial_law, choice, family, sizes
from tests.fuzz.oracle import Environment

HALVES = [Fraction(n, 2) for n in range(-4, 5)]
UNITS = [Fraction(n) for n in (-1, 0, 1)]


def wrapped(z: Any, count: int, step: Any, xp: Any) -> Any:
    """Send a latent to one of ``count`` multiples of 1/step around 0, each as often."""
    place = xp.round(8 * z) + count // 2
    return (place - count * xp.floor(place / count) - count // 2) / step


@dataclass(frozen=True)
class Plane:
    """Two numbers on a grid, (batch,)."""

    a: Any
    b: Any


@dataclass(frozen=True)
class Vectors:
    """A vector of n entries, (batch, n), and a number, (batch,)."""

    n: int
    a: Any
    w: Any


@dataclass(frozen=True)
class Sizes:
    """A size and a probability, fixed by the configuration."""

    n: int
    p: Fraction


@dataclass(frozen=True)
class Line:
    """A number, (batch,)."""

    a: Any


def _plane(config: Any, z: Any, xp: Any) -> Plane:
    return Plane(wrapped(z.a, 9, 2, xp), wrapped(z.b, 9, 2, xp))


def _vectors(config: Any, z: Any, xp: Any) -> Vectors:
    return Vectors(config.n, wrapped(z.a, 3, 1, xp), wrapped(z.w, 3, 1, xp))


def _sizes(config: Any, z: Any, xp: Any) -> Sizes:
    return Sizes(config.n, Fraction(config.p))


def _law(config: Any, z: Any, xp: Any) -> Vectors:
    return Vectors(config.n, wrapped(z.a, 9, 2, xp), xp.expand_dims(0 * z.a, axis=1))


def _line(config: Any, z: Any, xp: Any) -> Line:
    return Line(z.a)


ONE = Space(k=sizes(1, 1))
plane = family(space=ONE, latent=lambda c: {"a": (), "b": ()})(_plane)
exact = family(space=ONE, latent=lambda c: {"a": (), "b": ()}, exact=True)(_plane)
vectors = family(space=Space(n=sizes(0, 3)), latent=lambda c: {"a": (), "w": (c.n,)})(_vectors)
lists = family(
    space=Space(n=sizes(0, 3), p=choice("0", "1/3", "1")),
    latent=lambda c: {},
)(_sizes)
laws = family(space=Space(n=sizes(0, 2)), latent=lambda c: {"a": ()})(_law)
line = family(space=ONE, latent=lambda c: {"a": ()})(_line)


def _plane_points() -> Iterator[Environment]:
    for a, b in itertools.product(HALVES, HALVES):
        yield {"a": a, "b": b, "ranges": {"s": (0, 2)}}


def _vector_points() -> Iterator[Environment]:
    for n in range(4):
        for a, *w in itertools.product(UNITS, repeat=n + 1):
            ranges = {"t": (1, n), "u": (1, n), "s": (0, 2)}
            yield {"n": Fraction(n), "a": a, "w": w, "ranges": ranges}


def _list_points() -> Iterator[Environment]:
    for n, p in itertools.product(range(4), (Fraction(0), Fraction(1, 3), Fraction(1))):
        ranges = {"t": (1, n), "u": (0, n - 2), "s": (0, 2)}
        yield {"n": Fraction(n), "p": p, "ranges": ranges}


def _law_points(law: str) -> Iterator[Environment]:
    for n, a in itertools.product(range(3), HALVES):
        atoms = [(Fraction(v), Fraction(w)) for v, w in _atoms(law, n, a)]
        yield {"n": Fraction(n), "a": a, "law": atoms, "ranges": {"s": (0, 2)}}


def _atoms(law: str, n: int, a: Fraction) -> list[tuple[Any, Any]]:
    p = (a + 2) / 4
    if law == "steps":
        return [(a - 1, Fraction(1, 4)), (a, Fraction(1, 2)), (a + 1, Fraction(1, 4))]
    if law == "idle":
        return [(0, Fraction(1, 2)), (1, Fraction(1, 2)), (2 * a, 0)]
    if law == "coin":
        return [(0, p), (a * a, 1 - p)]
    pascal = [1] if n == 0 else [1, 1] if n == 1 else [1, 2, 1]
    return [(k, pascal[k] * p**k * (1 - p) ** (n - k)) for k in range(n + 1)]


def measured_law(law: str, symbol: Any) -> Callable[..., Law]:
    """Return the measurement that gives the law of ``y``."""

    def columns(rows: list[Any], xp: Any) -> Any:
        return xp.concat([xp.expand_dims(r, axis=1) for r in rows], axis=1)

    def measure(config: Any, a: Any) -> Law:
        xp, p = array_namespace(a), (a + 2) / 4
        o = 0 * a
        if law == "binomial":
            found, weights = binomial_law(config.n, p, xp)
            return Law({symbol: found}, weights)
        rows = {
            "steps": ([a - 1, a, a + 1], [o + 0.25, o + 0.5, o + 0.25]),
            "idle": ([o, o + 1, 2 * a], [o + 0.5, o + 0.5, o]),
            "coin": ([o, a * a], [p, 1 - p]),
        }[law]
        return Law({symbol: columns(rows[0], xp)}, columns(rows[1], xp))

    return measure


LAWS = ("steps", "idle", "coin", "binomial")
FAMILIES: dict[str, Family] = {
    "plane": plane,
    "exact": exact,
    "vectors": vectors,
    "lists": lists,
    "laws": laws,
    "line": line,
}


def points(kind: str, law: str = "") -> list[Environment]:
    """Return every point of the domain of a family."""
    if kind in ("plane", "exact"):
        return list(_plane_points())
    if kind == "vectors":
        return list(_vector_points())
    return list(_list_points()) if kind == "lists" else list(_law_points(law))
