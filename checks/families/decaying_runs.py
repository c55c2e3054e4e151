"""RMSProp without a shift and with the step sizes alpha / sqrt(t), on bounded objectives."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.rmsprop_runs import (
    HAS_MINIMISER,
    RELAX,
    decay,
    objective_blocks,
    objective_of,
    widened,
)
from checks.families.runs import Bounded
from falsum import Space, choice, family, sizes
from falsum.maps import unit, wide
from impl.rmsprop import Trajectory, trajectory


@dataclass(frozen=True)
class DecayingRun(Bounded):
    """A start on a bounded objective and the algorithm's parameters (batch,)."""

    steps: int
    alpha: Any
    beta2: Any
    eps: Any
    B_low: Any
    B_up: Any

    def run(self, steps: int) -> Trajectory:
        """Run the algorithm with the shift 0."""
        xp = array_namespace(self.start)
        sizes_of_steps = [self.alpha / xp.sqrt(0 * self.alpha + t) for t in range(1, steps + 1)]
        return trajectory(
            self.objective.gradient,
            self.start,
            self.beta2,
            xp.stack(sizes_of_steps, axis=1),
            0 * self.alpha,
            steps,
        )


def higher_floor(run: DecayingRun, z: Any, xp: Any) -> DecayingRun:
    """Raise B_low above the minimum."""
    return replace(run, B_low=run.B_low + (run.B_up - run.B_low) * unit(z, xp))


def lower_ceiling(run: DecayingRun, z: Any, xp: Any) -> DecayingRun:
    """Lower B_up below the supremum."""
    return replace(run, B_up=run.B_low + (run.B_up - run.B_low) * unit(z, xp))


@family(
    relax={**RELAX, "f is at least B_low": higher_floor, "f is at most B_up": lower_ceiling},
    space=Space(d=sizes(1, 4), shape=choice("plateau", "well"), steps=sizes(1, 8)),
    latent=lambda c: {
        **objective_blocks(c),
        **dict.fromkeys(("L", "sigma", "alpha", "beta2", "eps", "low", "up"), ()),
    },
    grants=(HAS_MINIMISER,),
)
def decaying_runs(config: Any, z: Any, xp: Any) -> DecayingRun:
    """Choose the bounds at or beyond the extremes of f, in units of its height."""
    objective: Any = objective_of(config, z, xp)
    start = z.start * 2 if config.shape == "well" else z.start * 2 * objective.width
    height = objective.supremum()
    length = xp.max(objective.width, axis=-1) if config.shape == "plateau" else 1 + 0 * z.alpha
    steep = xp.max(objective.scale, axis=-1) * length
    return DecayingRun(
        steps=config.steps,
        objective=objective,
        start=start,
        L=objective.smoothness() * widened(z.L, xp),
        slack=widened(z.sigma, xp),
        alpha=length * wide(z.alpha, xp),
        beta2=decay(z.beta2, xp),
        eps=steep * wide(z.eps, xp),
        B_low=-height * (widened(z.low, xp) - 1),
        B_up=height * widened(z.up, xp),
    )
