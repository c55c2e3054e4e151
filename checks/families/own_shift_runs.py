"""RMSProp with oracles that interpolate with a shift of their own at each point.

With kappa^2 the largest mean square of a multiplier, ``(sqrt(c) - kappa) |grad f| >= sqrt(d xi_x)``
is enough for Definition 19 with the shift ``xi_x``: where the wanted shift is too large for the
gradient, the oracle takes a smaller one, so that it may answer at every point.
"""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.growth_runs import growth_runs, larger_replies, smaller_growth, wrong_signs
from checks.families.interpolating_runs import GRANTS, InterpolatingRun
from checks.families.rmsprop_runs import smaller_smoothness
from falsum import Space, choice, family, sizes
from falsum.maps import unit, wide


@dataclass(frozen=True)
class OwnShiftRun(InterpolatingRun):
    """A run with the shift that the oracle wants and the room below sqrt(c), (batch,) each."""

    wanted: Any
    room: Any

    def own_shift(self, norms: Any) -> Any:
        """Return the oracle's shifts (batch, n) at points with gradients of these norms."""
        xp = array_namespace(norms)
        rounded = next(k for k in range(1, 9) if k * k >= self.d)
        most = (self.room[:, None] * norms / rounded) ** 2
        wanted = self.wanted[:, None] + 0 * norms
        return xp.where(norms > 0, xp.minimum(wanted, most), wanted)


def no_shift(run: OwnShiftRun, z: Any, xp: Any) -> OwnShiftRun:
    """Let the oracle interpolate without any shift."""
    return replace(run, wanted=0 * run.wanted)


@family(
    relax={
        "f is L-smooth": smaller_smoothness,
        "each entry of a reply is at most sigma": larger_replies,
        "the oracle is interpolating with its own shifts": smaller_growth,
        "the oracle's shifts are positive": no_shift,
        "replies have the gradient's signs": wrong_signs,
    },
    space=Space(
        d=sizes(1, 3),
        answers=choice(2, 1),
        steps=sizes(1, 6),
        where=lambda c: c.answers == 1 or c.steps <= 4,
    ),
    latent=lambda c: {**growth_runs.shapes(c), "room": (), "own": ()},
    grants=GRANTS,
)
def own_shift_runs(config: Any, z: Any, xp: Any) -> OwnShiftRun:
    """Decode shifts that are the algorithm's for about a third of all latents, smaller or larger.

    The root mean square kappa is replaced by a rational bound: a^2 + 1 >= 2 a, and the largest
    multiplier.
    """
    run = growth_runs.decode(config, z, xp)
    square = xp.max(xp.sum(run.weights[:, :, None] * run.multipliers**2, axis=1), axis=-1)
    largest = xp.max(xp.reshape(run.multipliers, (z.L.shape[0], -1)), axis=-1)
    room = wide(z.room, xp, 5)
    beyond = xp.maximum(z.own - 0.5, 0 * z.own) + xp.minimum(z.own + 0.5, 0 * z.own)
    root_c = xp.minimum((1 + square) / 2, largest) + room * (1 + unit(z.c, xp))
    return OwnShiftRun(
        **{**vars(run), "c": root_c**2}, wanted=run.xi * wide(beyond, xp, 5), room=room
    )
