"""Zonotopes with rational generators, counted exactly."""

from dataclasses import dataclass
from typing import Any

from falsum import Space, check, family, sizes
from impl import zonotope
from theorems.mukherjee_2020.chapter_2 import theorem_2_3_7 as stated


@dataclass(frozen=True)
class Generators:
    """m generators of R^n, (batch, m, n), and a direction, (batch, n)."""

    n: int
    m: int
    b: Any
    r: Any


@family(
    space=Space(n=sizes(1, 3), m=sizes(1, 5)),
    latent=lambda c: {"b": (c.m, c.n), "r": (c.n,)},
    exact=True,
)
def rational_generators(config: Any, z: Any, xp: Any) -> Generators:
    """Take the latent itself: small rationals, so that parallel and zero generators occur."""
    return Generators(n=config.n, m=config.m, b=z.b, r=z.r)


def count(b: Any) -> dict[Any, Any]:
    """Count the vertices."""
    return {stated.vertices: len(zonotope.vertices(b))}


def count_generic(b: Any) -> dict[Any, Any]:
    """Count the vertices and measure how general the position is."""
    return {**count(b), stated.least_minor: zonotope.least_minor(b)}


test_theorem_2_3_7_part_1 = check(
    stated.theorem_2_3_7_part_1, rational_generators, expect="refuted"
)(count)
test_theorem_2_3_7_part_1_generic = check(
    stated.theorem_2_3_7_part_1_generic, rational_generators, expect="refuted"
)(count_generic)
test_theorem_2_3_7_part_1_corrected = check(
    stated.theorem_2_3_7_part_1_corrected, rational_generators, expect="survived"
)(count)
test_theorem_2_3_7_part_1_generic_corrected = check(
    stated.theorem_2_3_7_part_1_generic_corrected, rational_generators, expect="survived"
)(count_generic)


@check(stated.theorem_2_3_7_part_2, rational_generators, expect="survived")
def test_theorem_2_3_7_part_2(b: Any, r: Any) -> dict[Any, Any]:
    """Maximise over the zonotope and over its vertices; count pieces without the vertices."""
    corners = zonotope.vertices(b)
    return {
        stated.vertices: len(corners),
        stated.support: zonotope.support(b, r),
        stated.support_over_vertices: zonotope.support_over(corners, r),
        stated.pieces: zonotope.piece_count(b),
    }


@check(stated.theorem_2_3_7_part_3, rational_generators, expect="survived")
def test_theorem_2_3_7_part_3(b: Any, r: Any) -> dict[Any, Any]:
    """Maximise over the zonotope and add up the absolute values."""
    return {
        stated.support: zonotope.support(b, r),
        stated.absolute_sum: zonotope.absolute_sum(b, r),
    }
