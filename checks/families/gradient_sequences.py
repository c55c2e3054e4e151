"""Any gradients in a row, with free parameters of RMSProp and ADAM: nothing ties them to a run.

What holds at every step t holds for all shorter sequences too, so one length is enough.
"""

from dataclasses import dataclass
from typing import Any

from checks.families.bounded_replies import largest_norm, smaller_sigma
from checks.families.rmsprop_runs import decay, widened
from falsum import Space, choice, family, sizes
from falsum.maps import wide


@dataclass(frozen=True)
class GradientSequence:
    """Gradients g_1, ..., g_T (batch, T, d) and the algorithms' parameters (batch,)."""

    steps: int
    gradients: Any
    slack: Any
    alpha: Any
    beta1: Any
    beta2: Any
    xi: Any
    zeta: Any

    @property
    def d(self) -> int:
        """Return the number of coordinates."""
        return int(self.gradients.shape[-1])

    @property
    def sigma(self) -> Any:
        """Return a bound of the gradients' norms: the largest one, widened by ``slack``."""
        return largest_norm(self.gradients) * self.slack


@family(
    relax={"replies have norms of at most sigma_f": smaller_sigma},
    space=Space(d=sizes(1, 2), steps=choice(4)),
    latent=lambda c: {
        "gradients": (c.steps, c.d),
        "size": (c.steps,),
        **dict.fromkeys(("slack", "alpha", "beta1", "beta2", "xi", "zeta"), ()),
    },
)
def gradient_sequences(config: Any, z: Any, xp: Any) -> GradientSequence:
    """Decode gradients over several orders of magnitude."""
    return GradientSequence(
        steps=config.steps,
        gradients=z.gradients * wide(z.size, xp)[:, :, None],
        slack=widened(z.slack, xp),
        alpha=wide(z.alpha, xp),
        beta1=decay(z.beta1, xp),
        beta2=decay(z.beta2, xp),
        xi=wide(z.xi, xp, 5),
        zeta=wide(z.zeta, xp),
    )
