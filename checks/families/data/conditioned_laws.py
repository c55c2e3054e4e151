"""Data laws of two points on the line: one law with ever smaller eps, or ever worse conditioned."""

from typing import Any

from checks.families.data.data_laws import RELAX, GateLearning
from falsum import Space, choice, family
from falsum.maps import squash, unit
from impl.gates.modified_sgd import DataLaw


def _learning(points: Any, weights: Any, distance: Any, eps: Any, delta: Any) -> GateLearning:
    one = 1 + 0 * delta
    target = one[:, None]
    return GateLearning(
        n=1,
        law=DataLaw(points[:, :, None], weights),
        target=target,
        start=target + distance[:, None],
        alpha=-one,
        eta=one,
        eps=eps,
        delta=delta,
    )


@family(
    space=Space(digits=choice(1, 2, 3, 5, 8, 12)),
    latent=lambda c: {"gap": (), "delta": ()},
    relax=RELAX,
)
def accurate_runs(config: Any, z: Any, xp: Any) -> GateLearning:
    """Decode the even law on 1 and 2, a start at a distance of 1 to 2, and eps = 10^-digits."""
    one = 1 + 0 * z.gap
    return _learning(
        xp.stack([one, 2 * one], axis=1),
        xp.stack([one / 2, one / 2], axis=1),
        1 + unit(z.gap, xp),
        one / 10**config.digits,
        unit(z.delta, xp),
    )


@family(
    space=Space(rarity=choice(2, 3, 4, 6, 9, 14)),
    latent=lambda c: {"delta": ()},
    relax=RELAX,
)
def rarely_active(config: Any, z: Any, xp: Any) -> GateLearning:
    """Decode a law that is active with probability 1/rarity only, a start at the distance 1."""
    one = 1 + 0 * z.delta
    share = one / config.rarity
    return _learning(
        xp.stack([one, -one], axis=1),
        xp.stack([share, 1 - share], axis=1),
        one,
        one / 2,
        (1 + squash(z.delta, xp) / 2) / 2,
    )
