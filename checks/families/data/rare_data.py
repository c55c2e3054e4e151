"""Data for modified SGD on which the number of steps is hardly enough."""

from dataclasses import replace
from typing import Any

from checks.families.data.data_laws import RELAX, GateLearning, latent_of, learning
from falsum import Space, choice, family, sizes
from falsum.maps import sphere, unit, wide
from impl.gates.modified_sgd import DataLaw


def _admitted(config: Any) -> bool:
    if config.kind == "rare":
        return bool((config.n, config.m) == (1, 2))
    return bool(config.m >= config.n and config.steps == 1)


def _latent(config: Any) -> dict[str, tuple[int, ...]]:
    if config.kind == "any":
        return latent_of(config)
    return dict.fromkeys(("chance", "active", "passive", "target", "alpha", "eps", "u", "v"), ())


def _rare(config: Any, z: Any, xp: Any) -> GateLearning:
    """Return data of which one point alone is active: it leads to the target at once.

    The run fails as long as that point is not drawn.  The start is little more than eps away, and
    delta little more than the probability that ``steps`` draws miss the point.
    """
    chance, eps = unit(z.chance, xp), wide(z.eps, xp)
    miss = (1 - chance) ** config.steps
    far = 1 + chance / (4 * (1 + wide(z.u, xp, 6)))
    lenient = 1 + chance / (4 * (1 + wide(z.v, xp, 6)))
    points = xp.stack([wide(z.active, xp), -wide(z.passive, xp)], axis=1)[:, :, None]
    target = wide(z.target, xp)[:, None]
    return GateLearning(
        n=1,
        law=DataLaw(points, xp.stack([chance, 1 - chance], axis=1)),
        target=target,
        start=target + (eps * far)[:, None],
        alpha=-wide(z.alpha, xp),
        eta=xp.ones_like(eps),
        eps=eps,
        delta=miss * far * far * lenient,
    )


@family(
    space=Space(
        n=sizes(1, 2),
        m=sizes(2, 3),
        kind=choice("any", "rare"),
        steps=choice(1, 2, 4, 8),
        where=_admitted,
    ),
    latent=_latent,
    relax=RELAX,
)
def rare_data(config: Any, z: Any, xp: Any) -> GateLearning:
    """Decode a start that is not near enough, and two points or more, of which one may be rare."""
    if config.kind == "rare":
        return _rare(config, z, xp)
    run = learning(config, z, xp)
    gap = wide(z.gap, xp)
    start = run.target + gap[:, None] * sphere(z.start, xp)
    return replace(run, start=start, eps=gap * unit(z.eps, xp))
