"""Gradients that are met again and again, and a decrease that there is room for."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.gradients.bounded_replies import largest_norm, smaller_sigma
from checks.families.gradients.gradient_sequences import (
    GradientSequence,
    gradient_sequences,
    of_gradients,
)
from falsum import Space, choice, family, sizes
from falsum.maps import unit, wide
from theorems.mukherjee_2020.chapter_5 import proof_5_4_1 as stated


@family(
    space=Space(d=sizes(1, 2), steps=choice(4)),
    latent=gradient_sequences.shapes,
    relax={stated.seen_at_most: smaller_sigma},
)
def kept_gradients(config: Any, z: Any, xp: Any) -> GradientSequence:
    """Decode the gradients of one period."""
    sequence: GradientSequence = gradient_sequences.decode(config, z, xp)
    return sequence


@kept_gradients.measures(stated.supremum_seen)
def _supremum(gradients: Any) -> Any:
    return largest_norm(gradients)


@kept_gradients.measures(stated.least_room)
def _least_room(gradients: Any, xi: Any) -> Any:
    """Take the limit of gradients that are repeated, towards which the room falls."""
    largest = largest_norm(gradients)
    return 1 / array_namespace(largest).sqrt(largest * largest + xi)


@dataclass(frozen=True)
class RoomSequence(GradientSequence):
    """A sequence, a smoothness constant and a share of the room for a decrease, (batch,) each."""

    L: Any
    share: Any

    @property
    def delta_square(self) -> Any:
        """Return a decrease below the least room, that of gradients met for ever."""
        largest = largest_norm(self.gradients)
        return self.share / array_namespace(largest).sqrt(largest * largest + self.xi)


def larger_decrease(run: RoomSequence, z: Any, xp: Any) -> RoomSequence:
    """Ask for a larger decrease."""
    return replace(run, share=run.share * (1 + wide(z, xp)))


def vanishing(run: RoomSequence, z: Any, xp: Any) -> RoomSequence:
    """Set the last gradient to 0 where z > 0."""
    last = xp.where(z[:, None] > 0, 0 * run.gradients[:, -1], run.gradients[:, -1])
    rest = run.gradients[:, :-1]
    return replace(run, gradients=xp.concat([rest, xp.expand_dims(last, axis=1)], axis=1))


@family(
    space=Space(d=sizes(1, 2), steps=choice(4)),
    latent=lambda c: {**gradient_sequences.shapes(c), "L": (), "share": ()},
    relax={stated.small_delta: larger_decrease, stated.met: vanishing},
    quantities=(of_gradients,),
)
def room_sequences(config: Any, z: Any, xp: Any) -> RoomSequence:
    """Decode gradients, some of them 0, and a decrease below the room at every step."""
    sequence: GradientSequence = gradient_sequences.decode(config, z, xp)
    return RoomSequence(**vars(sequence), L=wide(z.L, xp), share=unit(z.share, xp))
