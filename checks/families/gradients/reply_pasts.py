"""Pasts of any replies, with a decay between 0 and 1."""

from dataclasses import replace
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


later_pasts = replace(  # two replies or more
    free_pasts, name="later_pasts", space=Space(d=sizes(1, 2), steps=sizes(2, 4))
)


@free_pasts.measures(proof.least_average, proof.least_old_average, proof.late_old_average)
def _least_entries(replies: Any, beta2: Any, xi: Any) -> Any:
    """Return parts of the least entries of v_0, ..., v_T."""
    found = averages(replies, beta2, xi)
    xp = array_namespace(found)
    least = xp.concat([xp.zeros_like(found[:, :1, 0]), xp.min(found, axis=-1)], axis=1)
    return least[:, 1:], least[:, :-1], least[:, 1:-1]
