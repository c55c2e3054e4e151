"""Any gradients in a row, with free parameters of RMSProp and ADAM: nothing ties them to a run.

What holds at every step t holds for all shorter sequences too, so one length is enough.
"""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.gradients.bounded_replies import largest_norm, smaller_sigma
from checks.families.optimisers.rmsprop_runs import decay, widened
from checks.families.relaxing import larger
from falsum import Quantities, Space, choice, family, sizes
from falsum.maps import unit, wide
from impl.geometry.linear_algebra import euclidean_norm
from impl.optimisers import adam
from impl.optimisers.rmsprop import averages, inverse_root
from impl.optimisers.running import least_so_far, most_so_far
from theorems.mukherjee_2020.chapter_5 import notation as n
from theorems.mukherjee_2020.chapter_5 import proof_5_3_3 as stochastic
from theorems.mukherjee_2020.chapter_5 import proof_5_4_1 as stated
from theorems.mukherjee_2020.chapter_5 import proof_5_4_2 as shiftless
from theorems.mukherjee_2020.chapter_5 import proof_5_4_3 as of_adam


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
    L: Any
    share: Any

    @property
    def d(self) -> int:
        """Return the number of coordinates."""
        return int(self.gradients.shape[-1])

    @property
    def sigma(self) -> Any:
        """Return a bound of the gradients' norms: the largest one, widened by ``slack``."""
        return largest_norm(self.gradients) * self.slack

    @property
    def delta_square(self) -> Any:
        """Return a share of the least room for a decrease, that of gradients met for ever."""
        return self.share * least_room(self.gradients, self.xi)


def least_room(gradients: Any, xi: Any) -> Any:
    """Return the limit of the room, towards which it falls while no gradient is larger."""
    largest = largest_norm(gradients)
    return 1 / array_namespace(largest).sqrt(largest * largest + xi)


def vanishing(run: GradientSequence, z: Any, xp: Any) -> GradientSequence:
    """Set the last gradient to 0 where z > 0."""
    last = xp.where(z[:, None] > 0, 0 * run.gradients[:, -1], run.gradients[:, -1])
    rest = run.gradients[:, :-1]
    return replace(run, gradients=xp.concat([rest, xp.expand_dims(last, axis=1)], axis=1))


of_gradients = Quantities()


@of_gradients.measures(n.gradient_norm)
def _norm(gradients: Any) -> Any:
    return euclidean_norm(gradients)


@of_gradients.measures(n.seen_bound)
def _seen_bound(gradients: Any) -> Any:
    return most_so_far(euclidean_norm(gradients))


@of_gradients.measures(n.seen_least)
def _seen_least(gradients: Any) -> Any:
    return least_so_far(array_namespace(gradients).min(gradients**2, axis=-1))


@of_gradients.measures(stated.least_room)
def _least_room(gradients: Any, xi: Any) -> Any:
    return least_room(gradients, xi)


@of_gradients.measures(stochastic.reply_bound, stated.supremum_seen)
def _largest(gradients: Any) -> tuple[Any, Any]:
    largest = largest_norm(gradients)
    return largest, largest


@of_gradients.computes
def roots(gradients: Any, beta2: Any, xi: Any) -> Any:
    """Return the diagonal of the preconditioner after each gradient."""
    return inverse_root(averages(gradients, beta2, xi))


@of_gradients.measures(stochastic.least_root, stochastic.greatest_root)
def _extreme_roots(roots: Any) -> tuple[Any, Any]:
    xp = array_namespace(roots)
    return xp.min(roots, axis=-1), xp.max(roots, axis=-1)


@of_gradients.computes
def direction(gradients: Any, roots: Any) -> Any:
    """Apply the preconditioner after each gradient, whether a run meets them or not."""
    return roots * gradients


@of_gradients.measures(stated.alignment)
def _alignment(gradients: Any, direction: Any) -> Any:
    return array_namespace(gradients).sum(gradients * direction, axis=-1)


@of_gradients.measures(stated.direction_norm)
def _direction_norm(direction: Any) -> Any:
    return euclidean_norm(direction)


@of_gradients.measures(shiftless.increment)
def _increment(gradients: Any, alpha: Any, beta2: Any) -> Any:
    xp = array_namespace(gradients)
    direction = inverse_root(averages(gradients, beta2, 0 * alpha)) * gradients
    sizes = [alpha / xp.sqrt(0 * alpha + t) for t in range(1, gradients.shape[1] + 1)]
    return xp.stack(sizes, axis=1) * xp.sum(direction**2, axis=-1)


@of_gradients.computes
def towards(gradients: Any, beta1: Any, beta2: Any, zeta: Any) -> Any:
    """Return the preconditioned first moments of ADAM after each gradient, (batch, T, d)."""
    first, second = adam.moments(gradients, beta1), adam.moments(gradients**2, beta2)
    return adam.direction(first, second, zeta)


@of_gradients.measures(of_adam.direction_norm)
def _adam_direction_norm(towards: Any) -> Any:
    return euclidean_norm(towards)


@of_gradients.measures(of_adam.late_norm, of_adam.alignment)
def _late(gradients: Any, towards: Any) -> tuple[Any, Any]:
    products = array_namespace(gradients).sum(gradients * towards, axis=-1)
    return euclidean_norm(gradients)[:, 1:], products[:, 1:]


@family(
    quantities=(of_gradients,),
    relax={
        stochastic.bounded_replies: smaller_sigma,
        stated.seen_at_most: smaller_sigma,
        stated.small_delta: larger("share"),
        stated.met: vanishing,
    },
    space=Space(d=sizes(1, 2), steps=choice(4)),
    latent=lambda c: {
        "gradients": (c.steps, c.d),
        "size": (c.steps,),
        **dict.fromkeys(("slack", "alpha", "beta1", "beta2", "xi", "zeta", "L", "share"), ()),
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
        L=wide(z.L, xp),
        share=unit(z.share, xp),
    )
