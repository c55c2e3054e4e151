"""Gradients that ADAM may have met, none of them small yet."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.gradients.bounded_replies import largest_norm, smaller_sigma
from checks.families.gradients.gradient_sequences import of_gradients
from checks.families.optimisers.adam_runs import NUMBERS, within_bounds
from checks.families.optimisers.rmsprop_runs import decay, widened
from checks.families.relaxing import larger
from falsum import Space, choice, family, sizes
from falsum.maps import unit, wide
from impl.geometry.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_5 import proof_5_4_3 as proof


@dataclass(frozen=True)
class AdamPast:
    """Gradients g_1, ..., g_T (batch, T, d), the algorithm's parameters and L, (batch,) each."""

    steps: int
    gradients: Any
    slack: Any
    share: Any
    beta1: Any
    beta2: Any
    zeta: Any
    L: Any

    @property
    def sigma(self) -> Any:
        """Return a bound of the gradients' norms."""
        return largest_norm(self.gradients) * self.slack

    @property
    def eps(self) -> Any:
        """Return a part of the least norm."""
        xp = array_namespace(self.gradients)
        return xp.min(euclidean_norm(self.gradients), axis=-1) * self.share


@family(
    relax={**NUMBERS, proof.bounded: smaller_sigma, proof.not_yet: larger("share")},
    quantities=(of_gradients,),
    space=Space(d=sizes(1, 3), steps=choice(2, 3, 5, 12)),
    latent=lambda c: {
        "gradients": (c.steps, c.d),
        "common": (c.d,),
        "size": (c.steps,),
        **dict.fromkeys(("slack", "eps", "beta1", "beta2", "zeta", "L"), ()),
    },
)
def adam_pasts(config: Any, z: Any, xp: Any) -> AdamPast:
    """Decode gradients that turn about a common direction and change their length."""
    gradients = (1 + z.common[:, None, :] + z.gradients) * (1 + xp.abs(z.size))[:, :, None]
    zero = 0 * z.eps
    past = AdamPast(
        steps=config.steps,
        gradients=gradients,
        slack=widened(z.slack, xp),
        share=1 - unit(z.eps, xp) ** 2,
        beta1=zero,
        beta2=decay(z.beta2, xp),
        zeta=zero,
        L=wide(z.L, xp),
    )
    beta1, zeta = within_bounds(z, past.eps, past.sigma, xp)
    return replace(past, beta1=beta1, zeta=zeta)


@adam_pasts.measures(proof.best_step)
def _best_step(gradients: Any, towards: Any, L: Any) -> Any:
    xp = array_namespace(gradients)
    products, squares = gradients * towards, towards**2
    return (xp.sum(products, axis=-1) / (L[:, None] * xp.sum(squares, axis=-1)))[:, 1:]
