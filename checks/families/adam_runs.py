"""Runs of ADAM on objectives whose constants are known exactly, and pasts of its gradients."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.bounded_replies import largest_norm
from checks.families.rmsprop_runs import (
    HAS_MINIMISER,
    RELAX,
    SHAPES,
    decay,
    objective_blocks,
    objective_of,
    widened,
)
from falsum import Space, choice, family, sizes
from falsum.maps import unit, wide
from impl.adam import Adam, optimal_step, printed_step
from impl.linear_algebra import euclidean_norm


@dataclass(frozen=True)
class AdamRun:
    """An objective, a start (batch, d) and the algorithm's parameters (batch,)."""

    objective: Any
    start: Any
    L: Any
    slack: Any
    beta2: Any
    eps: Any

    @property
    def sigma(self) -> Any:
        """Return a bound on the gradient's norm: the least one, widened by ``slack``."""
        return self.objective.gradient_bound() * self.slack

    @property
    def f1(self) -> Any:
        """Return the objective's value at the start."""
        return self.objective.value(self.start)

    @property
    def f2(self) -> Any:
        """Return the objective's value at the second iterate."""
        algorithm = self.algorithm
        return self.objective.value(algorithm.advance(algorithm.begin(self.start))[0])

    @property
    def f_star(self) -> Any:
        """Return the objective's least value."""
        return self.objective.minimum()

    @property
    def algorithm(self) -> Adam:
        """Return ADAM with the explicit parameters and step sizes of the theorem."""
        beta1 = self.eps / (self.eps + 2 * self.sigma)
        policy = printed_step(self.L, self.eps, self.sigma, beta1)
        return Adam(self.objective.gradient, beta1, self.beta2, 2 * self.sigma, policy)


@dataclass(frozen=True)
class FreeAdamRun(AdamRun):
    """A run with any beta_1 and shift, (batch,) each."""

    beta1: Any
    zeta: Any

    @property
    def algorithm(self) -> Adam:
        """Return ADAM with the step sizes alpha*_t."""
        return Adam(
            self.objective.gradient, self.beta1, self.beta2, self.zeta, optimal_step(self.L)
        )


def _latent(c: Any) -> dict[str, tuple[int, ...]]:
    parameters = ("L", "sigma", "beta1", "beta2", "zeta", "eps")
    return {**objective_blocks(c), **dict.fromkeys(parameters, ())}


def larger_momentum(run: Any, z: Any, xp: Any) -> Any:
    """Raise beta_1 towards 1."""
    return replace(run, beta1=run.beta1 + (1 - run.beta1) * unit(z, xp))


def smaller_shift(run: Any, z: Any, xp: Any) -> Any:
    """Lower the shift."""
    return replace(run, zeta=run.zeta * unit(z, xp) ** 3)


def some_momentum(config: Any, z: Any, xp: Any) -> Any:
    """Return a share of the largest momentum: 0 itself only where the configuration says so."""
    return 0 * z.beta1 if config.momentum == "none" else unit(z.beta1, xp)


def _start(config: Any, objective: Any, z: Any) -> tuple[Any, Any]:
    """Return a start where the objective bends, and about the largest slope of each term."""
    if config.shape == "well":
        return z.start * 2, objective.scale / 2
    return z.start * 2 * objective.width, objective.scale * objective.width


@family(
    relax={**RELAX, "beta_1 is small": larger_momentum, "the shift is large": smaller_shift},
    space=Space(d=sizes(1, 3), shape=SHAPES, momentum=choice("some", "none")),
    latent=_latent,
    grants=(HAS_MINIMISER,),
)
def adam_runs(config: Any, z: Any, xp: Any) -> FreeAdamRun:
    """Choose eps near sigma, beta_1 and the shift within the theorem's bounds."""
    objective = objective_of(config, z, xp)
    start, steep = _start(config, objective, z)
    slack = widened(z.sigma, xp)
    sigma = objective.gradient_bound() * slack
    eps = xp.max(steep, axis=-1) * (1 - unit(z.eps, xp) ** 2)
    beta1 = some_momentum(config, z, xp) * eps / (eps + sigma)
    least = sigma**2 * beta1 / (eps * (1 - beta1) - beta1 * sigma)
    return FreeAdamRun(
        objective=objective,
        start=start,
        L=objective.smoothness() * widened(z.L, xp),
        slack=slack,
        beta1=beta1,
        beta2=decay(z.beta2, xp),
        zeta=least + xp.max(steep, axis=-1) * wide(z.zeta, xp),
        eps=eps,
    )


@family(
    relax=RELAX,
    space=Space(d=sizes(1, 3), shape=SHAPES),
    latent=lambda c: {**objective_blocks(c), **dict.fromkeys(("L", "sigma", "beta2", "eps"), ())},
    grants=(HAS_MINIMISER,),
)
def explicit_adam_runs(config: Any, z: Any, xp: Any) -> AdamRun:
    """Choose eps over many orders of magnitude; the rest is the theorem's choice."""
    objective = objective_of(config, z, xp)
    start, steep = _start(config, objective, z)
    return AdamRun(
        objective=objective,
        start=start,
        L=objective.smoothness() * widened(z.L, xp),
        slack=widened(z.sigma, xp),
        beta2=decay(z.beta2, xp),
        eps=xp.max(steep, axis=-1) * 2 * unit(z.eps, xp),
    )


@dataclass(frozen=True)
class AdamPast:
    """Gradients g_1, ..., g_T (batch, T, d) and the algorithm's parameters (batch,)."""

    steps: int
    gradients: Any
    slack: Any
    share: Any
    beta1: Any
    beta2: Any
    zeta: Any

    @property
    def sigma(self) -> Any:
        """Return a bound of the gradients' norms."""
        return largest_norm(self.gradients) * self.slack

    @property
    def eps(self) -> Any:
        """Return a part of the least norm."""
        xp = array_namespace(self.gradients)
        return xp.min(euclidean_norm(self.gradients), axis=-1) * self.share


def smaller_sigma(past: AdamPast, z: Any, xp: Any) -> AdamPast:
    """Shrink sigma below the gradients' norms."""
    return replace(past, slack=past.slack * unit(z, xp))


def larger_eps(past: AdamPast, z: Any, xp: Any) -> AdamPast:
    """Raise eps above the least norm."""
    return replace(past, share=past.share * (1 + wide(z, xp)))


@family(
    relax={
        "gradients have norms of at most sigma": smaller_sigma,
        "no gradient is small yet": larger_eps,
        "beta_1 is small": larger_momentum,
        "the shift is large": smaller_shift,
    },
    space=Space(d=sizes(1, 3), steps=sizes(2, 5), momentum=choice("some", "none")),
    latent=lambda c: {
        "gradients": (c.steps, c.d),
        "size": (c.steps,),
        "slack": (),
        "eps": (),
        "beta1": (),
        "beta2": (),
        "zeta": (),
    },
)
def adam_pasts(config: Any, z: Any, xp: Any) -> AdamPast:
    """Decode gradients that turn and change their length, and parameters within the bounds."""
    gradients = z.gradients * (1 + xp.abs(z.size))[:, :, None]
    zero = 0 * z.eps
    past = AdamPast(
        config.steps,
        gradients,
        widened(z.slack, xp),
        unit(z.eps, xp),
        zero,
        decay(z.beta2, xp),
        zero,
    )
    eps, sigma = past.eps, past.sigma
    beta1 = some_momentum(config, z, xp) * eps / (eps + sigma)
    room = eps * (1 - beta1) - beta1 * sigma
    safe = xp.where(room > 0, room, xp.ones_like(room))
    return replace(past, beta1=beta1, zeta=sigma**2 * beta1 / safe + sigma * wide(z.zeta, xp))


@dataclass(frozen=True)
class AdamNumbers:
    """The numbers of the proof, (batch,) each."""

    t: int
    g: Any
    h: Any
    eps: Any
    sigma: Any
    L: Any
    beta1: Any
    beta2: Any
    zeta: Any
    f2: Any
    f_star: Any


NUMBERS = ("g", "h", "eps", "sigma", "L", "beta1", "beta2", "zeta", "f2")


def no_decrease(numbers: AdamNumbers, z: Any, xp: Any) -> AdamNumbers:
    """Set f(x_2) to the minimum or below."""
    return replace(numbers, f2=numbers.f_star - xp.abs(z))


@family(
    relax={
        "beta_1 is small": larger_momentum,
        "the shift is large": smaller_shift,
        "f decreases": no_decrease,
    },
    space=Space(t=sizes(1, 5), order=choice("small", "any")),
    latent=lambda c: dict.fromkeys(NUMBERS, ()),
)
def adam_numbers(config: Any, z: Any, xp: Any) -> AdamNumbers:
    """Decode numbers over many orders of magnitude, beta_1 and the shift within the bounds."""
    sigma = wide(z.sigma, xp)
    eps = sigma * unit(z.eps, xp) if config.order == "small" else wide(z.eps, xp)
    beta1 = unit(z.beta1, xp) * eps / (eps + sigma)
    least = sigma**2 * beta1 / (eps * (1 - beta1) - beta1 * sigma)
    return AdamNumbers(
        t=config.t,
        g=wide(z.g, xp),
        h=unit(z.h, xp),
        eps=eps,
        sigma=sigma,
        L=wide(z.L, xp),
        beta1=beta1,
        beta2=decay(z.beta2, xp),
        zeta=least + sigma * wide(z.zeta, xp),
        f2=wide(z.f2, xp),
        f_star=0 * z.f2,
    )
