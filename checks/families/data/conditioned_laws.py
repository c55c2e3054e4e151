"""Data laws of two points on the line: with ever smaller eps, or ever more seldom active."""

from typing import Any

from checks.families.data.data_laws import RELAX, GateLearning, family
from falsum import Space, choice
from falsum.maps import unit, wide
from impl.gates.modified_sgd import DataLaw


def _learning(share: Any, second: Any, digits: int, z: Any, xp: Any) -> GateLearning:
    """Return a law on 1, with the probability ``share``, and a second point, in any unit."""
    one = xp.ones_like(share)
    points = xp.stack([one, second], axis=1) * wide(z.scale, xp)[:, None]
    return GateLearning(
        n=1,
        law=DataLaw(points[:, :, None], xp.stack([share, 1 - share], axis=1)),
        target=one[:, None],
        start=(2 + unit(z.gap, xp))[:, None],
        alpha=-one,
        eta=one,
        eps=one / 10**digits,
        delta=(1 + unit(z.delta, xp)) / 4,
    )


@family(
    space=Space(digits=choice(1, 2, 3, 5, 8, 12)),
    latent=lambda c: dict.fromkeys(("scale", "share", "second", "side", "gap", "delta"), ()),
    relax=RELAX,
)
def accurate_runs(config: Any, z: Any, xp: Any) -> GateLearning:
    """Decode eps = 10^-digits and laws with a second point that is up to twice as long or idle."""
    share = (1 + unit(z.share, xp)) / 2
    second = xp.where(z.side < 0, -xp.ones_like(share), 1 + unit(z.second, xp))
    return _learning(share, second, config.digits, z, xp)


@family(
    space=Space(rarity=choice(2, 4, 8, 16, 32, 64)),
    latent=lambda c: dict.fromkeys(("scale", "gap", "delta"), ()),
    relax=RELAX,
)
def rarely_active(config: Any, z: Any, xp: Any) -> GateLearning:
    """Decode a law that is active with probability 1/rarity only."""
    share = (0 * z.gap + 1) / config.rarity
    return _learning(share, -xp.ones_like(share), 1, z, xp)
