"""Gates for other readings of section 3.5: a bound from the first iterate, labels without noise."""

from dataclasses import dataclass, replace
from typing import Any

from checks.families.gates.gates import (
    RELAX,
    RELAX_SLOPE,
    Gate,
    GateStep,
    gate_steps,
    noisy_gates,
    of_noisy_gates,
    of_steps,
)
from falsum import Space, choice, family, sizes
from impl.geometry.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_3 import remark_3_5_2


@dataclass(frozen=True)
class GateStepFromFirst(GateStep):
    """A gate whose W bounds the distance of the first iterate, 0, from w."""

    @property
    def W(self) -> Any:
        """Return a bound on the distance from w_1 = 0 to w."""
        return euclidean_norm(self.w) * self.W_slack


@family(
    space=Space(S=sizes(1, 3), d=sizes(1, 2), kinks=sizes(1, 2), t=choice(1, 2, 4)),
    latent=gate_steps.shapes,
    relax=RELAX,
    quantities=(of_steps,),
)
def gate_steps_from_first(config: Any, z: Any, xp: Any) -> GateStepFromFirst:
    """Decode a gate after t - 1 steps, with a bound from before the first of them."""
    return GateStepFromFirst(**vars(gate_steps.decode(config, z, xp)))


def noisy(gate: Gate, z: Any, xp: Any) -> Gate:
    """Add noise in units of the target."""
    return replace(gate, noise=gate.noise + (z * gate.target_norm)[:, None])


@family(
    space=Space(S=sizes(1, 4), d=sizes(1, 3), kinks=sizes(1, 2)),
    latent=noisy_gates.shapes,
    relax={**RELAX_SLOPE, remark_3_5_2.no_noise: noisy},
    quantities=(of_noisy_gates,),
)
def clean_gates(config: Any, z: Any, xp: Any) -> Gate:
    """Decode a gate whose labels are its own predictions."""
    gate: Gate = noisy_gates.decode(config, z, xp)
    return replace(gate, noise=0 * gate.noise)
