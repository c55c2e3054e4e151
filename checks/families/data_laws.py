"""Data laws of finite support, for which every moment and the law of each iterate are exact."""

from dataclasses import dataclass, replace
from typing import Any

from falsum import Space, choice, family, sizes
from falsum.maps import simplex, sphere, unit, wide
from impl.linear_algebra import inner_products
from impl.modified_sgd import DataLaw, distance


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
    "E[1 x x^T] is positive definite": inactive,
    "alpha is negative": rising,
    "w_1 is not the target": at_target,
    "the weights are within eps of the target": smaller_eps,
    "delta is less than 1": larger_delta,
    "w_1 is not near enough yet": smaller_gap,
    "one step is not enough": one_point,
}
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
