"""Data laws of finite support, for which every moment and the law of each iterate are exact."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from array_api_compat import array_namespace

import falsum
from falsum import Quantities, Space, choice, sizes
from falsum.maps import ball, simplex, sphere, unit, wide
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


def smaller_eps(run: GateLearning, z: Any, xp: Any) -> GateLearning:
    """Shrink eps."""
    return replace(run, eps=run.eps * unit(z, xp))


def larger_delta(run: GateLearning, z: Any, xp: Any) -> GateLearning:
    """Take any positive delta."""
    return replace(run, delta=wide(z, xp))


def one_point(run: GateLearning, z: Any, xp: Any) -> GateLearning:
    """Give every point the place of the first one."""
    points = xp.broadcast_to(run.law.points[:, :1], run.law.points.shape)
    return replace(run, law=replace(run.law, points=points))


RELAX = {
    theorem.definite: inactive,
    theorem.negative_alpha: rising,
    theorem.confident: larger_delta,
    proof.near: smaller_eps,
    proof.several_steps: one_point,
}
of_learning = Quantities()
family = partial(falsum.family, quantities=(of_learning,))


@of_learning.measures(theorem.active)
def _active(law: DataLaw, target: Any) -> Any:
    return array_namespace(target).sum(law.active(target), axis=-1)


@of_learning.measures(proof.expected_square)
def _expected_square(instance: GateLearning, eta: Any) -> Any:
    """Average the squared distance after one step of Algorithm 2 over the data."""
    law, target = instance.law, instance.target
    here = array_namespace(target).expand_dims(instance.start, axis=1)
    moved = modified_sgd.steps(law.points, target, here, instance.alpha, eta)
    return law.mean(modified_sgd.squared_distances(moved[:, 0], target))


@of_learning.measures(proof.expectation, proof.expectation_after)
def _expectations(instance: GateLearning, eta: Any) -> tuple[Any, Any]:
    """Average over all draws: for the iterate of number ``steps``, and for the next one."""
    xp, count = array_namespace(eta), instance.steps
    run = (instance.law, instance.target, instance.start, instance.alpha, eta)
    expected = []
    for number in (count, count + 1):
        paths = modified_sgd.all_paths(*run, xp.ones_like(eta) * number, horizon=count)
        expected.append(xp.sum(paths.squares * paths.weights, axis=-1))
    return expected[0], expected[1]


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


def _latent(config: Any) -> dict[str, tuple[int, ...]]:
    return {
        **dict.fromkeys(("scale", "alpha", "eta", "eps", "radius"), ()),
        "points": (config.m, config.n),
        "sizes": (config.m,),
        "mass": (config.m,),
        "target": (config.n,),
        "start": (config.n + 1,),
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


@family(
    space=Space(
        n=sizes(1, 3),
        m=sizes(1, 4),
        steps=choice(1, 2, 4),
        where=lambda c: c.m >= c.n and (c.steps == 1 or c.m <= 3),
    ),
    latent=_latent,
    relax=RELAX,
)
def gate_learning(config: Any, z: Any, xp: Any) -> GateLearning:
    """Decode a law with a positive definite active moment, and weights within eps of the target."""
    target = sphere(z.target, xp) * wide(z.radius, xp)[:, None]
    eps = wide(z.eps, xp)
    near = xp.concat([z.start[:, :-1], 1 + z.start[:, -1:]], axis=1)  # the edge at the latent 0
    return GateLearning(
        n=config.n,
        law=_data_law(config, z, target, xp),
        target=target,
        start=target + eps[:, None] * ball(near, xp),
        alpha=-wide(z.alpha, xp),
        eta=wide(z.eta, xp, 4),
        eps=eps,
        delta=0 * eps + 1 / 2,
        steps=config.steps,
    )
