"""Total probability over hardness, size after the restriction, and agreement."""

from dataclasses import dataclass, replace
from typing import Any

from falsum import Space, check, family, sizes
from falsum.maps import unit, wide
from theorems.mukherjee_2020.chapter_2 import claim_3 as stated


@dataclass(frozen=True)
class Chances:
    """The parameters of the claim and a joint law by its conditional chances, all (batch,)."""

    eps: Any
    w: Any
    s: Any
    eta: Any
    easy: Any
    large_if_hard: Any
    agree_if_small: Any
    agree_if_large: Any
    agree_if_easy: Any


def _share(z: Any, xp: Any) -> Any:
    """Map the line onto [0, 1], both ends with positive probability."""
    return xp.clip(2 * unit(z, xp) - 0.5, 0, 1)


def easier(chances: Chances, z: Any, xp: Any) -> Chances:
    """Let any share of the functions be easy."""
    return replace(chances, easy=unit(z, xp))


def larger(chances: Chances, z: Any, xp: Any) -> Chances:
    """Let any share of the restrictions leave the circuit large."""
    return replace(chances, large_if_hard=unit(z, xp))


def weaker(chances: Chances, z: Any, xp: Any) -> Chances:
    """Let small circuits agree with hard functions as often as they like."""
    return replace(chances, agree_if_small=unit(z, xp))


@family(
    space=Space(n=sizes(1, 1)),
    latent=lambda c: dict.fromkeys(
        ("eps", "w", "s", "eta", "easy", "large", "agree", "agree_large", "agree_easy"), ()
    ),
    relax={
        "most functions are hard": easier,
        "restrictions shrink the circuit": larger,
        "hard functions resist small circuits": weaker,
    },
)
def chances(config: Any, z: Any, xp: Any) -> Chances:
    """Decode the chances, each up to the greatest that the hypotheses allow."""
    eps, w, s, eta = wide(z.eps, xp), wide(z.w, xp), wide(z.s, xp), _share(z.eta, xp)
    one = xp.ones_like(eps)
    return Chances(
        eps=eps,
        w=w,
        s=s,
        eta=eta,
        easy=xp.minimum(eps / 3, one) * _share(z.easy, xp),
        large_if_hard=xp.minimum(w * (1 - eta) / s, one) * _share(z.large, xp),
        agree_if_small=xp.minimum(one / 2 + eps / 3, one) * _share(z.agree, xp),
        agree_if_large=_share(z.agree_large, xp),
        agree_if_easy=_share(z.agree_easy, xp),
    )


@check(stated.claim_3_reading_total_probability, chances, expect="survived")
def test_claim_3_reading_total_probability(instance: Chances) -> dict[Any, Any]:
    """Multiply the chances out."""
    hard = 1 - instance.easy
    large, small = hard * instance.large_if_hard, hard * (1 - instance.large_if_hard)
    agree_small = small * instance.agree_if_small
    elsewhere = large * instance.agree_if_large + instance.easy * instance.agree_if_easy
    return {
        stated.easy: instance.easy,
        stated.hard: hard,
        stated.large: large,
        stated.small: small,
        stated.agree_small: agree_small,
        stated.agree: agree_small + elsewhere,
    }
