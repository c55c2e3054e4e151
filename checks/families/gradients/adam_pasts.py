"""Gradients that ADAM may have met, none of them small yet."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.gradients.bounded_replies import largest_norm, smaller_sigma
from checks.families.gradients.gradient_sequences import of_gradients
from checks.families.optimisers.adam_runs import NUMBERS, some_momentum
from checks.families.optimisers.rmsprop_runs import decay, widened
from falsum import Space, choice, family, sizes
from falsum.maps import unit, wide
from impl.geometry.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_5 import proof_5_4_3 as proof


@dataclass(frozen=True)
class AdamPast:
    """Gradients g_1, ..., g_T (batch, T, d) and the algorithm's parameters (batch,)."""

    steps: int
    gradients: Any
    slack: Any
    share: Any
    beta1: Any
    beta2: Any
    zeta: Any

    @property
    def sigma(self) -> Any:
        """Return a bound of the gradients' norms."""
        return largest_norm(self.gradients) * self.slack

    @property
    def eps(self) -> Any:
        """Return a part of the least norm."""
        xp = array_namespace(self.gradients)
        return xp.min(euclidean_norm(self.gradients), axis=-1) * self.share


def larger_eps(past: AdamPast, z: Any, xp: Any) -> AdamPast:
    """Raise eps above the least norm."""
    return replace(past, share=past.share * (1 + wide(z, xp)))


SIZES = {proof.bounded: smaller_sigma, proof.not_yet: larger_eps}


@family(
    relax={**SIZES, **NUMBERS},
    quantities=(of_gradients,),
    space=Space(d=sizes(1, 3), steps=sizes(2, 5), momentum=choice("some", "none")),
    latent=lambda c: {
        "gradients": (c.steps, c.d),
        "size": (c.steps,),
        **dict.fromkeys(("slack", "eps", "beta1", "beta2", "zeta"), ()),
    },
)
def adam_pasts(config: Any, z: Any, xp: Any) -> AdamPast:
    """Decode gradients that turn and change their length, and parameters within the bounds."""
    gradients = z.gradients * (1 + xp.abs(z.size))[:, :, None]
    zero = 0 * z.eps
    past = AdamPast(
        config.steps,
        gradients,
        widened(z.slack, xp),
        unit(z.eps, xp),
        zero,
        decay(z.beta2, xp),
        zero,
    )
    eps, sigma = past.eps, past.sigma
    beta1 = some_momentum(config, z, xp) * eps / (eps + sigma)
    room = eps * (1 - beta1) - beta1 * sigma
    safe = xp.where(room > 0, room, xp.ones_like(room))
    return replace(past, beta1=beta1, zeta=sigma**2 * beta1 / safe + sigma * wide(z.zeta, xp))
