"""Data laws of finite support, for which every moment and the law of each iterate are exact."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from array_api_compat import array_namespace

import falsum
from falsum import Quantities, Space, choice, sizes
from falsum.maps import simplex, sphere, unit, wide
from impl.gates import modified_sgd
from impl.gates.modified_sgd import DataLaw, distance
from impl.geometry.linear_algebra import inner_products
from theorems.mukherjee_2020.chapter_3 import proof_3_3_1 as proof
from theorems.mukherjee_2020.chapter_3 import theorem_3_3_1 as theorem


@dataclass(frozen=True)
class GateLearning:
    """A data law, the target (batch, n), a point w of weights and the algorithm's parameters."""

    n: int
    law: DataLaw
    target: Any
    start: Any
    alpha: Any
    eta: Any
    eps: Any
    delta: Any
    steps: int = 1

    @property
    def lambda_min(self) -> Any:
        """Return the least eigenvalue of ``E[1 x x^T]``, (batch,)."""
        return self.law.least_eigenvalue(self.target)

    @property
    def fourth_moment(self) -> Any:
        """Return ``E[1 |x|^4]``, (batch,)."""
        return self.law.active_fourth_moment(self.target)

    @property
    def start_distance(self) -> Any:
        """Return the distance of the weights from the target, (batch,)."""
        return distance(self.start, self.target)


def oriented(points: Any, target: Any, count: int, xp: Any) -> Any:
    """Turn the first ``count`` points so that they have a non-negative product with the target."""
    z = inner_products(points, target)[:, :count, None]
    return xp.concat(
        [xp.where(z < 0, -points[:, :count], points[:, :count]), points[:, count:]], axis=1
    )


def inactive(run: GateLearning, z: Any, xp: Any) -> GateLearning:
    """Turn the first point away from the target where z > 0."""
    first = run.law.points[:, :1]
    turned = xp.where(z[:, None, None] > 0, -first, first)
    points = xp.concat([turned, run.law.points[:, 1:]], axis=1)
    return replace(run, law=replace(run.law, points=points))


def rising(run: GateLearning, z: Any, xp: Any) -> GateLearning:
    """Take an alpha of either sign."""
    return replace(run, alpha=xp.where(z > 0, -run.alpha, run.alpha))


def at_target(run: GateLearning, z: Any, xp: Any) -> GateLearning:
    """Start at the target where z > 0."""
    return replace(run, start=xp.where(z[:, None] > 0, run.target, run.start))


def smaller_eps(run: GateLearning, z: Any, xp: Any) -> GateLearning:
    """Shrink eps."""
    return replace(run, eps=run.eps * unit(z, xp))


def larger_delta(run: GateLearning, z: Any, xp: Any) -> GateLearning:
    """Take any positive delta."""
    return replace(run, delta=wide(z, xp))


def smaller_gap(run: GateLearning, z: Any, xp: Any) -> GateLearning:
    """Start at any distance below the one that was drawn."""
    start = run.target + (run.start - run.target) * unit(z, xp)[:, None]
    return replace(run, start=start)


def one_point(run: GateLearning, z: Any, xp: Any) -> GateLearning:
    """Give every point the place of the first one."""
    points = xp.broadcast_to(run.law.points[:, :1], run.law.points.shape)
    return replace(run, law=replace(run.law, points=points))


def in_the_line(run: GateLearning, z: Any, xp: Any) -> GateLearning:
    """Leave the run as it is: one dimension is among the configurations."""
    return run


RELAX = {
    theorem.definite: inactive,
    theorem.negative_alpha: rising,
    theorem.elsewhere: at_target,
    proof.near: smaller_eps,
    theorem.confident: larger_delta,
    theorem.inaccurate: smaller_gap,
    theorem.several_steps: one_point,
}
of_learning = Quantities()
family = partial(falsum.family, quantities=(of_learning,))


def expected_square(run: GateLearning, eta: Any) -> Any:
    """Average the squared distance after one step of Algorithm 2 over the data."""
    here = array_namespace(run.start).expand_dims(run.start, axis=1)
    moved = modified_sgd.steps(run.law.points, run.target, here, run.alpha, eta)
    return run.law.mean(modified_sgd.squared_distances(moved[:, 0], run.target))


@of_learning.measures(proof.expected_square)
def _expected_square(instance: GateLearning, eta: Any) -> Any:
    return expected_square(instance, eta)


@of_learning.measures(proof.first_term, proof.second_term)
def _terms(instance: GateLearning, eta: Any) -> tuple[Any, Any]:
    """Average over g_t for each point of the data, (batch, m, n)."""
    law, start, target = instance.law, instance.start, instance.target
    xp = array_namespace(start)
    shown, label = (inner_products(law.points, w) for w in (start, target))
    zero = xp.zeros_like(label)
    residual = xp.where(label > 0, xp.maximum(label, zero) - shown, zero)
    proxies = (instance.alpha[:, None] * residual)[:, :, None] * law.points
    along = law.mean(inner_products(proxies, start - target))
    return -2 * eta * along, eta**2 * law.mean(xp.sum(proxies**2, axis=-1))


@of_learning.measures(proof.trace, proof.second_moment, proof.risk_of_weights)
def _moments(law: DataLaw, target: Any, start: Any) -> tuple[Any, Any, Any]:
    """Take the active data for the trace, and all of them for the second moment."""
    squares = law.squared_norms()
    risk = modified_sgd.risk(law, target, start)
    return law.mean(law.active(target) * squares), law.mean(squares), risk


SPACE = Space(n=sizes(1, 2), m=sizes(1, 3), where=lambda c: c.m >= c.n)


def latent_of(config: Any) -> dict[str, tuple[int, ...]]:
    return {
        **dict.fromkeys(("scale", "alpha", "eta", "eps", "delta", "radius", "gap"), ()),
        "points": (config.m, config.n),
        "sizes": (config.m,),
        "mass": (config.m,),
        "target": (config.n,),
        "start": (config.n,),
    }


def _data_law(config: Any, z: Any, target: Any, xp: Any) -> DataLaw:
    """Return m points of unlike sizes, the first n of them active, none of mass 0."""
    scale = wide(z.scale, xp)[:, None, None] * wide(z.sizes, xp, 1)[:, :, None]
    points = oriented((z.points + _corners(config, xp, z.points)) * scale, target, config.n, xp)
    return DataLaw(points, (simplex(z.mass, xp) + 1 / xp.ones_like(z.mass) / config.m) / 2)


def _corners(config: Any, xp: Any, like: Any) -> Any:
    """Return the unit vectors in turn, so that the latent 0 gives a basis, (1, m, n)."""
    rows = [[int(k % config.n == j) for j in range(config.n)] for k in range(config.m)]
    return xp.asarray([rows], dtype=like.dtype, device=like.device)


def learning(config: Any, z: Any, xp: Any) -> GateLearning:
    target = sphere(z.target, xp) * wide(z.radius, xp)[:, None]
    offset = wide(z.gap, xp)
    return GateLearning(
        n=config.n,
        law=_data_law(config, z, target, xp),
        target=target,
        start=target + z.start * offset[:, None],
        alpha=-wide(z.alpha, xp),
        eta=wide(z.eta, xp, 4),
        eps=offset * wide(z.eps, xp, 1),
        delta=1 / (1 + wide(z.delta, xp)),
    )


@family(space=SPACE, latent=latent_of, relax=RELAX)
def gate_learning(config: Any, z: Any, xp: Any) -> GateLearning:
    """Decode a law with a positive definite active moment, and weights at any distance."""
    return learning(config, z, xp)


@family(
    space=SPACE,
    latent=lambda c: {**latent_of(c), "share": (c.n + 1,)},
    relax=RELAX,
)
def near_weights(config: Any, z: Any, xp: Any) -> GateLearning:
    """Decode weights within eps of the target, the edge of that ball included."""
    run = learning(config, z, xp)
    radius = xp.minimum(xp.abs(z.share[:, -1:]), xp.ones_like(z.share[:, -1:]))
    near = run.target + run.eps[:, None] * radius * sphere(z.share[:, :-1], xp)
    return replace(run, start=near)


@family(
    space=Space(n=sizes(2, 3), m=sizes(2, 4), where=lambda c: c.m >= c.n),
    latent=latent_of,
    relax={**RELAX, "two dimensions or more": in_the_line},
)
def plane_learning(config: Any, z: Any, xp: Any) -> GateLearning:
    """Decode the same in two dimensions or more."""
    return learning(config, z, xp)


@family(space=SPACE, latent=latent_of, relax=RELAX)
def far_starts(config: Any, z: Any, xp: Any) -> GateLearning:
    """Decode a start outside the ball of radius eps about the target."""
    run = learning(config, z, xp)
    gap = wide(z.gap, xp)
    start = run.target + gap[:, None] * sphere(z.start, xp)
    return replace(run, start=start, eps=gap * unit(z.eps, xp))


@family(
    space=Space(n=sizes(1, 2), m=sizes(1, 3), steps=choice(1, 2, 4), where=lambda c: c.m >= c.n),
    latent=latent_of,
    relax=RELAX,
)
def gate_runs(config: Any, z: Any, xp: Any) -> GateLearning:
    """Decode a run of a few steps."""
    return replace(learning(config, z, xp), steps=config.steps)
