"""Total probability over hardness, size after the restriction, and agreement."""

from dataclasses import dataclass, replace
from typing import Any

from checks.families.relaxing import Change
from falsum import Space, audits, family, sizes
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


def any_share(name: str) -> Change:
    """Return the change that lets a chance be anything in (0, 1)."""
    return lambda chances, z, xp: replace(chances, **{name: unit(z, xp)})


@family(
    space=Space(n=sizes(1, 1)),
    latent=lambda c: dict.fromkeys(
        ("eps", "w", "s", "eta", "easy", "large", "agree", "agree_large", "agree_easy"), ()
    ),
    relax={
        stated.mostly_hard: any_share("easy"),
        stated.mostly_shrunk: any_share("large_if_hard"),
        stated.resisting: any_share("agree_if_small"),
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


@chances.measures(
    stated.easy, stated.hard, stated.large, stated.small, stated.agree_small, stated.agree
)
def _multiplied_out(instance: Chances, easy: Any) -> tuple[Any, ...]:
    hard = 1 - easy
    large, small = hard * instance.large_if_hard, hard * (1 - instance.large_if_hard)
    agree_small = small * instance.agree_if_small
    elsewhere = large * instance.agree_if_large + easy * instance.agree_if_easy
    return easy, hard, large, small, agree_small, agree_small + elsewhere


checks = audits(
    chances,
    {stated.total_probability: "survived"},
    weak={
        stated.total_probability: "its eta is known up to an O(.), which leaves "
        "the law of total probability"
    },
)
