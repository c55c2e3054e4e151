"""Pasts of replies of bounded norm, and what an oracle may answer next."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.optimisers.rmsprop_runs import decay, widened
from falsum import Space, choice, family, sizes
from falsum.maps import signs, unit, wide
from impl.geometry.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_5 import lemma_5_a_1 as lemma


def largest_norm(vectors: Any) -> Any:
    """Return the largest norm among vectors (batch, n, d) as (batch,)."""
    return array_namespace(vectors).max(euclidean_norm(vectors), axis=-1)


@dataclass(frozen=True)
class Past:
    """Replies g_1, ..., g_T (batch, T, d) and the parameters (batch,)."""

    steps: int
    replies: Any
    slack: Any
    xi: Any
    beta2: Any

    @property
    def d(self) -> int:
        """Return the number of coordinates."""
        return int(self.replies.shape[-1])

    @property
    def sigma(self) -> Any:
        """Return a bound of the replies' norms: the largest one, widened by ``slack``."""
        return largest_norm(self.replies) * self.slack


def smaller_sigma(past: Any, z: Any, xp: Any) -> Any:
    """Shrink sigma below the replies' norms."""
    return replace(past, slack=past.slack * unit(z, xp))


@family(
    relax={"replies have norms of at most sigma_f": smaller_sigma},
    space=Space(d=sizes(1, 3), steps=sizes(1, 6)),
    latent=lambda c: {
        "replies": (c.steps, c.d),
        "size": (c.steps,),
        **dict.fromkeys(("slack", "xi", "beta2"), ()),
    },
)
def pasts(config: Any, z: Any, xp: Any) -> Past:
    """Decode replies over several orders of magnitude."""
    return Past(
        steps=config.steps,
        replies=z.replies * wide(z.size, xp)[:, :, None],
        slack=widened(z.slack, xp),
        xi=wide(z.xi, xp, 5),
        beta2=decay(z.beta2, xp),
    )


@dataclass(frozen=True)
class Next:
    """A past (batch, t - 1, d), the gradients of k components (batch, k, d), and parameters."""

    past: Any
    components: Any
    slack: Any
    xi: Any
    beta2: Any

    @property
    def sigma(self) -> Any:
        """Return a bound of all norms: the largest one, widened by ``slack``."""
        xp = array_namespace(self.past)
        return largest_norm(xp.concat([self.past, self.components], axis=1)) * self.slack


def other_signs(instance: Next, z: Any, xp: Any) -> Next:
    """Turn the first component round, more or less."""
    first = instance.components[:, :1] * (1 - 2 * wide(z, xp))[:, None, None]
    return replace(instance, components=xp.concat([first, instance.components[:, 1:]], axis=1))


@family(
    relax={lemma.bounded_replies: smaller_sigma, lemma.same_signs: other_signs},
    space=Space(d=sizes(1, 3), components=choice(2, 1, 3, 4), past=sizes(0, 4)),
    latent=lambda c: {
        "past": (c.past, c.d),
        "components": (c.components, c.d),
        "size": (c.components,),
        "signs": (c.d,),
        **dict.fromkeys(("slack", "xi", "beta2"), ()),
    },
)
def next_replies(config: Any, z: Any, xp: Any) -> Next:
    """Decode components of one orthant after any past, or at the first step after none."""
    size = xp.abs(z.components) * wide(z.size, xp)[:, :, None]
    return Next(
        past=z.past,
        components=size * signs(z.signs, xp)[:, None, :],
        slack=widened(z.slack, xp),
        xi=wide(z.xi, xp, 5),
        beta2=decay(z.beta2, xp),
    )
