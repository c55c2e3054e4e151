"""Finite laws of an oracle's replies at one point, and the numbers of Definition 19 alone."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.relaxing import smaller
from falsum import Quantities, Space, choice, family, sizes
from falsum.maps import simplex, unit, wide
from impl.geometry.linear_algebra import euclidean_norm
from impl.optimisers.finite_oracles import interpolation_moment, mean_reply
from theorems.mukherjee_2020.chapter_5 import definition_19 as definition

of_points = Quantities()


@of_points.computes
def half_root(d: int, xi: Any) -> Any:
    """Return ``sqrt(d xi) / 2``."""
    return array_namespace(xi).sqrt(d * xi) / 2


@of_points.measures(definition.least_moment, definition.least_of_all)
def _least_moments(G: Any, half_root: Any) -> Any:
    """Return the moments of the oracles that always answer with the gradient and with 0."""
    weights = 1 + 0 * G[:, None]
    answers = [size[:, None, None, None] for size in (G, 0 * G)]
    return tuple(interpolation_moment(a, weights, half_root)[:, 0] for a in answers)


@dataclass(frozen=True)
class Replies:
    """Answers (batch, 1, m, d) with weights (batch, m), and the shift xi (batch,)."""

    answers: Any
    weights: Any
    xi: Any

    @property
    def d(self) -> int:
        """Return the number of coordinates."""
        return int(self.answers.shape[-1])


@family(
    space=Space(d=sizes(1, 4), m=sizes(1, 4)),
    latent=lambda c: {"answers": (1, c.m, c.d), "size": (c.m,), "weights": (c.m,), "xi": ()},
    quantities=(of_points,),
)
def replies(config: Any, z: Any, xp: Any) -> Replies:
    """Decode answers over many orders of magnitude and any weights."""
    size = wide(z.size, xp)[:, None, :, None]
    return Replies(z.answers * size, simplex(z.weights, xp), wide(z.xi, xp))


@replies.measures(definition.moment, definition.mean_norm)
def _moments(answers: Any, weights: Any, half_root: Any) -> Any:
    moment = interpolation_moment(answers, weights, half_root)
    return moment[:, 0], euclidean_norm(mean_reply(answers, weights))[:, 0]


@dataclass(frozen=True)
class Point:
    """A gradient norm, a growth constant and a shift, (batch,) each."""

    d: int
    G: Any
    c: Any
    xi: Any


@family(
    space=Space(d=sizes(1, 8), spread=choice("plain", "wide")),
    latent=lambda c: {"G": (), "c": (), "root_xi": ()},
    quantities=(of_points,),
)
def points(config: Any, z: Any, xp: Any) -> Point:
    """Decode the numbers; xi and c are squares, so that their roots are short."""
    size = xp.abs(z.G) if config.spread == "plain" else wide(z.G, xp)
    return Point(config.d, size, wide(z.c, xp) ** 2, wide(z.root_xi, xp) ** 2)


def no_gradient(point: Point, z: Any, xp: Any) -> Point:
    """Move to a critical point."""
    return replace(point, G=0 * point.G)


@family(
    relax={
        definition.far_from_critical: smaller("G"),
        definition.oracle_exists: smaller("G"),
        definition.not_critical: no_gradient,
    },
    space=Space(d=sizes(1, 8), edge=choice("at", "beyond", "critical")),
    latent=lambda c: {"G": (), "c": (), "root_xi": ()},
    quantities=(of_points,),
)
def feasible_points(config: Any, z: Any, xp: Any) -> Point:
    """Decode a gradient norm of sqrt(d xi) / (sqrt(c) - 1), rounded up, or more, or 0."""
    root_c, root_xi = 1 + wide(z.c, xp), wide(z.root_xi, xp)
    rounded = next(k for k in range(1, 9) if k * k >= config.d)
    least = rounded * root_xi / (root_c - 1)
    factors = {"at": xp.ones_like(z.G), "beyond": 1 + xp.abs(z.G), "critical": 0 * z.G}
    return Point(config.d, least * factors[config.edge], root_c**2, root_xi**2)


@dataclass(frozen=True)
class RelativePoint:
    """Numbers of Definition 19 in units of sqrt(d xi), (batch,) each."""

    r: Any
    m: Any
    c: Any


@family(space=Space(spread=choice("plain", "wide")), latent=lambda c: {"r": (), "m": (), "c": ()})
def relative_points(config: Any, z: Any, xp: Any) -> RelativePoint:
    """Decode numbers in the bounded domain of the claim."""
    r = unit(z.r, xp) / 4 if config.spread == "plain" else 1 / (4 + xp.abs(z.r) ** 3)
    m = r + xp.maximum(z.m, xp.zeros_like(z.m)) * unit(z.m, xp)
    return RelativePoint(r, xp.minimum(m, 10 * xp.ones_like(m)), 16 * unit(z.c, xp))
