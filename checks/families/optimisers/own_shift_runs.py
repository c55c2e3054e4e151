"""RMSProp with oracles that interpolate with a shift of their own at each point.

With kappa^2 the largest mean square of a multiplier, ``(sqrt(c) - kappa) |grad f| >= sqrt(d xi_x)``
is enough for Definition 19 with the shift ``xi_x``: where the wanted shift is too large for the
gradient, the oracle takes a smaller one, so that it may answer at every point.
"""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.optimisers.growth_runs import RELAX, SPACE, blocks, growing_run
from checks.families.optimisers.interpolating_runs import GRANTS, InterpolatingRun, of_answers
from checks.families.relaxing import smaller
from falsum import Quantities, family
from falsum.maps import unit, wide
from impl.geometry.linear_algebra import euclidean_norm
from impl.optimisers.finite_oracles import expectation
from theorems.mukherjee_2020.chapter_5 import corollary_5_3_2 as corollary


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


of_own_shifts = Quantities((of_answers,))


@of_own_shifts.measures(corollary.shift_at, corollary.moment_at)
def _own_moments(instance: OwnShiftRun, slopes: Any, replied: Any, weights: Any) -> Any:
    shifts = instance.own_shift(euclidean_norm(slopes))
    half = array_namespace(shifts).sqrt(instance.d * shifts) / 2
    return shifts, expectation((euclidean_norm(replied) + half[:, :, None]) ** 2, weights)


def no_shift(run: OwnShiftRun, z: Any, xp: Any) -> OwnShiftRun:
    """Let the oracle interpolate without any shift."""
    return replace(run, wanted=0 * run.wanted)


@family(
    relax={
        **RELAX,
        corollary.positive_shifts: no_shift,
        corollary.interpolating_by_own: smaller("c"),
    },
    space=SPACE,
    latent=lambda c: {**blocks(c), "room": (), "own": ()},
    grants=GRANTS,
    quantities=(of_own_shifts,),
)
def own_shift_runs(config: Any, z: Any, xp: Any) -> OwnShiftRun:
    """Decode shifts that are the algorithm's for about a third of all latents, smaller or larger.

    The root mean square kappa is replaced by a rational bound: a^2 + 1 >= 2 a, and the largest
    multiplier.
    """
    room = wide(z.room, xp, 5)
    beyond = xp.maximum(z.own - 0.5, 0 * z.own) + xp.minimum(z.own + 0.5, 0 * z.own)

    def growth(square: Any, largest: Any) -> Any:
        kappa: Any = xp.minimum((1 + square) / 2, largest)
        return (kappa + room * (1 + unit(z.c, xp))) ** 2

    run = growing_run(config, z, xp, growth)
    return OwnShiftRun(**vars(run), wanted=run.xi * wide(beyond, xp, 5), room=room)
