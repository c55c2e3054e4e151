"""Zonotopes with rational generators, counted exactly."""

from dataclasses import dataclass
from typing import Any

from falsum import Space, audits, family, sizes
from impl.geometry import zonotope
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


@rational_generators.computes
def corners(b: Any) -> Any:
    """Return the vertices."""
    return zonotope.vertices(b)


measures = rational_generators.measures
measures(stated.vertices)(lambda corners: len(corners))
measures(stated.least_minor)(lambda b: zonotope.least_minor(b))
measures(stated.support)(lambda b, r: zonotope.support(b, r))
measures(stated.support_over_vertices)(lambda corners, r: zonotope.support_over(corners, r))
measures(stated.pieces)(lambda b: zonotope.piece_count(b))  # without the vertices
measures(stated.absolute_sum)(lambda b, r: zonotope.absolute_sum(b, r))
checks = audits(
    rational_generators,
    {
        stated.part_1: "refuted",
        stated.generic: "refuted",
        stated.part_1_corrected: "survived",
        stated.generic_corrected: "survived",
        stated.part_2: "survived",
        stated.part_3: "survived",
    },
)
