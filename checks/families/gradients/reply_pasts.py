"""Pasts of any replies, with a decay between 0 and 1."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.gradients.bounded_replies import Past
from falsum import Space, family, sizes
from falsum.maps import unit, wide
from impl.optimisers.rmsprop import averages
from theorems.mukherjee_2020.chapter_5 import proof_5_3_1 as proof


@family(
    space=Space(d=sizes(1, 2), steps=sizes(1, 4)),
    latent=lambda c: {"replies": (c.steps, c.d), "size": (c.steps,), "xi": (), "beta2": ()},
)
def free_pasts(config: Any, z: Any, xp: Any) -> Past:
    """Decode any replies and a decay between 0 and 1."""
    return Past(
        steps=config.steps,
        replies=z.replies * wide(z.size, xp)[:, :, None],
        slack=xp.ones_like(z.xi),
        xi=wide(z.xi, xp, 5),
        beta2=unit(z.beta2, xp),
    )


@free_pasts.measures(proof.least_average)
def _least_average(replies: Any, beta2: Any, xi: Any) -> Any:
    found = averages(replies, beta2, xi)
    return array_namespace(found).min(found, axis=-1)
