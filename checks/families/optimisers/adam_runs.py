"""Runs of ADAM on objectives whose constants are known exactly."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.optimisers.hills import (
    TEETH,
    objective_blocks,
    objective_of,
    started,
    striding,
)
from checks.families.optimisers.rmsprop_runs import (
    HAS_MINIMISER,
    RELAX,
    SHAPES,
    decay,
    of_objectives,
    settled,
    smaller_sigma,
    smaller_smoothness,
    widened,
)
from checks.families.optimisers.runs import Bounded
from checks.families.relaxing import larger
from falsum import Quantities, Space, choice, family, sizes
from falsum.maps import unit, wide
from impl.geometry.linear_algebra import euclidean_norm
from impl.objectives.objectives import along_paths
from impl.objectives.sawtooth import Sawtooth
from impl.optimisers.adam import Adam, OptimalStep, PrintedStep
from theorems.mukherjee_2020.chapter_5 import notation as n
from theorems.mukherjee_2020.chapter_5 import proof_5_4_3 as proof
from theorems.mukherjee_2020.chapter_5 import theorem_5_4_3 as theorem

HORIZON = 64  # most steps of a run with free parameters
EXPLICIT_HORIZON = 1000  # most steps with the explicit ones, which ask for 183 at least


@dataclass(frozen=True)
class AdamRun(Bounded):
    """A run of ADAM: a start and the algorithm's parameters (batch,)."""

    beta2: Any
    eps: Any

    @property
    def f2(self) -> Any:
        """Return the objective's value at the second iterate."""
        algorithm = self.algorithm
        return self.objective.value(algorithm.advance(algorithm.begin(self.start))[0])

    @property
    def algorithm(self) -> Adam:
        """Return ADAM with the explicit parameters and step sizes of the theorem."""
        beta1 = self.eps / (self.eps + 2 * self.sigma)
        policy = PrintedStep(self.L, self.eps, self.sigma, beta1)
        return Adam(self.objective, beta1, self.beta2, 2 * self.sigma, policy)


@dataclass(frozen=True)
class FreeAdamRun(AdamRun):
    """A run with any beta_1 and shift, (batch,) each."""

    beta1: Any
    zeta: Any

    @property
    def algorithm(self) -> Adam:
        """Return ADAM with the step sizes alpha*_t."""
        return Adam(self.objective, self.beta1, self.beta2, self.zeta, OptimalStep(self.L))


@dataclass(frozen=True)
class UnfinishedAdamRun(FreeAdamRun):
    """A run of a fixed number of steps, with the step sizes alpha*_t."""

    steps: int

    @property
    def points(self) -> Any:
        """Return the iterates x_1, ..., x_{T+1}, (batch, T + 1, d)."""
        return self.algorithm.path(self.start, self.steps)


def larger_momentum(run: Any, z: Any, xp: Any) -> Any:
    """Raise beta_1 towards 1."""
    return replace(run, beta1=run.beta1 + (1 - run.beta1) * unit(z, xp))


def smaller_shift(run: Any, z: Any, xp: Any) -> Any:
    """Lower the shift."""
    return replace(run, zeta=run.zeta * unit(z, xp) ** 3)


def no_momentum(run: Any, z: Any, xp: Any) -> Any:
    """Set beta_1 to 0."""
    return replace(run, beta1=0 * run.beta1)


NUMBERS = {
    theorem.small_momentum: larger_momentum,
    theorem.large_shift: smaller_shift,
    proof.momentum: no_momentum,
}


def within_bounds(z: Any, eps: Any, sigma: Any, xp: Any) -> tuple[Any, Any]:
    """Return beta_1 and a shift as the theorem asks, from the blocks of these names.

    Small momentum and a large shift make the bounds of the proof sharp; far out there is none.
    """
    share = xp.where(z.beta1 > -3, unit(z.beta1, xp) ** 3, 0 * z.beta1)
    beta1 = share * eps / (eps + sigma)
    room = eps * (1 - beta1) - beta1 * sigma
    safe = xp.where(room > 0, room, xp.ones_like(room))
    return beta1, sigma**2 * beta1 / safe + 8 * sigma * wide(z.zeta, xp)


of_runs = Quantities((of_objectives,))


@of_runs.measures(n.least_gradient)
def _least_gradient(instance: AdamRun, T: Any) -> Any:
    horizon = HORIZON if isinstance(instance, FreeAdamRun) else EXPLICIT_HORIZON
    return settled(instance.algorithm, instance, T, horizon)


def _latent(c: Any) -> dict[str, tuple[int, ...]]:
    parameters = ("L", "sigma", "beta1", "beta2", "zeta", "eps")
    return {**objective_blocks(c), **dict.fromkeys(parameters, ())}


@family(
    relax={**RELAX, **NUMBERS},
    space=Space(d=sizes(1, 2), shape=SHAPES),
    latent=_latent,
    grants=(HAS_MINIMISER,),
    quantities=(of_runs,),
)
def adam_runs(config: Any, z: Any, xp: Any) -> FreeAdamRun:
    """Choose eps near sigma, beta_1 and the shift within the theorem's bounds.

    The teeth of a sawtooth are as long as the steps in one coordinate, the gradient over L.
    """
    objective, slack, more = objective_of(config, z, xp), widened(z.sigma, xp), widened(z.L, xp)
    if isinstance(objective, Sawtooth):
        objective = striding(objective, 1 / more)
    start, steep = started(objective, z, xp)
    eps = xp.max(steep, axis=-1) * (1 - unit(z.eps, xp) ** 3)
    beta1, zeta = within_bounds(z, eps, objective.gradient_bound() * slack, xp)
    return FreeAdamRun(
        objective=objective,
        start=start,
        L=objective.smoothness() * more,
        slack=slack,
        beta1=beta1,
        beta2=decay(z.beta2, xp),
        zeta=zeta,
        eps=eps,
    )


@family(
    relax=RELAX,
    space=Space(d=sizes(1, 2), shape=choice("huber", "well", "plateau")),
    latent=lambda c: {**objective_blocks(c), **dict.fromkeys(("L", "sigma", "beta2", "eps"), ())},
    grants=(HAS_MINIMISER,),
    quantities=(of_runs,),
)
def explicit_adam_runs(config: Any, z: Any, xp: Any) -> AdamRun:
    """Choose eps about as large as the slopes; the rest is the theorem's choice.

    A step is about a twentieth of a kink then, so that a run of a few kinks takes a hundred steps.
    """
    objective = objective_of(config, z, xp)
    start, steep = started(objective, z, xp)
    return AdamRun(
        objective=objective,
        start=start,
        L=objective.smoothness() * widened(z.L, xp),
        slack=widened(z.sigma, xp),
        beta2=decay(z.beta2, xp),
        eps=xp.max(steep, axis=-1) * (1 + 2 * unit(z.eps, xp)) / 2,
    )


@family(
    space=Space(
        d=sizes(1, 2), steps=choice(2, 3, 4, 12), shape=choice("huber", "sawtooth", "long_sawtooth")
    ),
    latent=_latent,
    grants=(HAS_MINIMISER,),
    quantities=(of_objectives,),
    relax={
        **NUMBERS,
        n.smooth_objective: smaller_smoothness,
        proof.bounded: smaller_sigma,
        proof.not_yet: larger("eps"),
    },
)
def unfinished_adam_runs(config: Any, z: Any, xp: Any) -> UnfinishedAdamRun:
    """Start high enough for a few steps; slopes turn where the coordinates differ."""
    run = adam_runs.decode(config, z, xp)
    lifted = run.start if config.shape in TEETH else run.start * config.steps
    return UnfinishedAdamRun(**{**vars(run), "start": lifted}, steps=config.steps)


@unfinished_adam_runs.computes
def norms(instance: UnfinishedAdamRun) -> Any:
    """Return the norms of the gradients at the iterates 1 to T, (batch, T)."""
    return euclidean_norm(along_paths(instance.objective).gradient(instance.points[:, :-1]))


@unfinished_adam_runs.measures(n.gradient_norm)
def _norms(norms: Any) -> Any:
    return norms


@unfinished_adam_runs.measures(proof.late_norm, proof.late_decrease)
def _late(objective: Any, points: Any, norms: Any) -> tuple[Any, Any]:
    decreases = along_paths(objective).decrease(points[:, :-1], points[:, :-1] - points[:, 1:])
    return norms[:, 1:], decreases[:, 1:]


@unfinished_adam_runs.measures(proof.least_fourth)
def _least_fourth(norms: Any) -> Any:
    return array_namespace(norms).min(norms[:, 1:] ** 4, axis=-1)
