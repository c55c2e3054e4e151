"""One gate and a dozen samples, each with a noise of its own, beside the laws of `noise_laws`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from array_api_compat import array_namespace

from checks.families.gates.activations import activation
from checks.families.gates.gates import widened
from checks.families.gates.noise_laws import (
    RELAX_NOISE,
    RELAX_SMALL_NOISE,
    NoisyGate,
    centred_noise,
    of_noise,
    outlying_noise,
)
from checks.families.scalars.small_parts import small_part
from falsum import Claim, Law, Sample, Space, Symbol, choice, family
from falsum.maps import ball, squash, unit, wide
from impl.processes.drawing import drawn
from theorems.mukherjee_2020.chapter_3 import notation_3_5 as n
from theorems.mukherjee_2020.chapter_3 import theorem_3_5_3

CROWD = 12  # samples: too many for the joint law of their noises
CONSTANT = (  # what no randomness touches
    n.input_norm,
    n.slope_least,
    n.slope_greatest,
    theorem_3_5_3.noise_size,
    theorem_3_5_3.noise_mean,
    theorem_3_5_3.noise_variance,
)


@dataclass(frozen=True)
class CrowdedGate(NoisyGate):
    """A gate whose samples have independent noises of equal law.

    ``noise`` holds the two values that each noise takes by itself, (batch, 2, S), and ``weights``
    their probabilities, (batch, 2).
    """

    horizon: ClassVar[int] = 3  # steps of a run with so many samples, at most

    @property
    def delta(self) -> Any:
        """Return the probability that some noise exceeds theta, (batch,)."""
        xp = array_namespace(self.noise)
        beyond = xp.abs(self.noise[:, :, 0]) > self.theta[:, None]
        one = xp.sum(xp.where(beyond, self.weights, 0 * self.weights), axis=-1)
        return 1 - (1 - one) ** self.S


@dataclass(frozen=True)
class Noise:
    """Noises of minus ``small``, and with ``chance`` of what balances it, (batch,) each.

    Where the chance is a power of 1/2 the mean is 0 in floats, too.
    """

    small: Any
    chance: Any
    theta: Any


def _crowd(config: Any, z: Any, xp: Any, count: int, noise: Noise) -> CrowdedGate:
    """Return a gate whose inputs lie near the target, and few steps.

    Five in six latents ask for ``count`` steps at most, the rest for less than twice as many.
    """
    L, scale, shake = 2 * unit(z.L, xp), wide(z.scale, xp), small_part(z.W, xp)
    last = [0] * (config.d - 1)
    axis = xp.asarray([[*last, 1, 1]], dtype=L.dtype, device=L.device)
    target = (squash(z.target, xp) * shake[:, None] + axis[:, : config.d]) * scale[:, None]
    square = xp.sum(target * target, axis=-1)
    more = 1 + 2 * xp.maximum(squash(z.theta, xp) - 1 / 2, xp.zeros_like(L))
    steps = count * (1 - small_part(z.eps, xp) / 2) * more
    chance, small = noise.chance, noise.small
    values = xp.stack([small * ((1 - chance) / chance), -small], axis=1)
    return CrowdedGate(
        S=config.S,
        sigma=activation(config, z, L, scale, xp),
        inputs=ball(squash(z.inputs, xp) * shake[:, None, None] + axis, xp),
        target=target,
        noise=xp.broadcast_to(values[:, :, None], (*values.shape, config.S)),
        weights=xp.stack([chance, 1 - chance], axis=1),
        L=L,
        eps=xp.where(square > 0, square / steps, xp.ones_like(square)),
        theta=noise.theta,
        W_slack=widened(z.skew - 1, xp),
    )


def _beside(space: Space) -> Space:
    """Return a space with one configuration more, of many samples."""
    known = {config.items for config in space.enumerate()}
    crowd = (("S", CROWD), ("d", 1), ("law", "independent"), ("kinks", 1), ("run", "short"))
    axes = {**space.axes, "S": choice(*space.axes["S"].values, CROWD)}
    return Space(where=lambda c: c.items in known or c.items == crowd, **axes)


@family(space=_beside(centred_noise.space), latent=centred_noise.shapes, relax=RELAX_SMALL_NOISE)
def crowded_noise(config: Any, z: Any, xp: Any) -> NoisyGate:
    """Decode `centred_noise`, or many samples with noises of theta or minus theta."""
    if config.S < CROWD:
        small: NoisyGate = centred_noise.decode(config, z, xp)
        return small
    theta = wide(z.scale, xp) * unit(z.size - 2, xp)
    return _crowd(config, z, xp, 1, Noise(theta, xp.ones_like(theta) / 2, theta))


@family(space=_beside(outlying_noise.space), latent=outlying_noise.shapes, relax=RELAX_NOISE)
def crowded_outliers(config: Any, z: Any, xp: Any) -> NoisyGate:
    """Decode `outlying_noise`, or many samples, one of which has an outlier now and then."""
    if config.S < CROWD:
        small: NoisyGate = outlying_noise.decode(config, z, xp)
        return small
    one = xp.ones_like(z.skew)
    chance = xp.where(z.skew < 0, one / 1024, one / 512)
    small = CROWD * wide(z.scale, xp) * wide(z.size, xp, 1) / 512
    return _crowd(config, z, xp, 2, Noise(small, chance, small * (1 + small_part(z.scale, xp))))


def _constant(claim: Claim, instance: NoisyGate) -> dict[Symbol, Any]:
    measure = of_noise.measurement(symbol for symbol in CONSTANT if symbol in claim.symbols)
    return measure(**{name: getattr(instance, name) for name in measure.arguments})


def _missed(instance: NoisyGate, T: Any, symbol: Symbol, least: bool) -> tuple[Any, Any]:
    """Return the empirical risk or the effective loss for each noise, and where it is known."""
    error, covered = instance.errors(T, least=least)
    miss = error - instance.noise if symbol is theorem_3_5_3.risk else error
    return array_namespace(miss).mean(miss * miss, axis=-1), covered[:, None]


def outcomes(claim: Claim, symbol: Symbol, *, least: bool = False) -> Callable[..., Law]:
    """Return the law of the empirical risk or of the effective loss over the noise."""

    def measure(instance: NoisyGate, T: Any) -> Law:
        reached, known = _missed(instance, T, symbol, least)
        xp, weights = array_namespace(reached), instance.weights
        return Law(
            {symbol: xp.where(known, reached, -xp.ones_like(reached))},
            xp.where(known, weights, xp.full_like(weights, xp.nan)),
            fixed=_constant(claim, instance),
        )

    return measure


def trials(claim: Claim, symbol: Symbol, within: Any = None) -> Callable[..., Law | Sample]:
    """Return the law for few samples, and trials for a crowd; the best iterate in both."""
    exactly = outcomes(claim, symbol, least=True)

    def measure(instance: NoisyGate, stream: Any, T: Any) -> Law | Sample:
        if not isinstance(instance, CrowdedGate):
            return exactly(instance, T)
        xp = array_namespace(instance.noise)
        chosen = drawn(instance.weights, stream.uniform(instance.S))  # for each sample by itself
        values = xp.expand_dims(xp.matrix_transpose(instance.noise), axis=1)
        noise = xp.sum(chosen * values, axis=-1)
        reached, known = _missed(replace(instance, noise=noise), T, symbol, True)
        values = xp.where(known, reached, reached * float("nan"))
        ends = {} if within is None else {symbol: within(instance)}
        return Sample({symbol: values}, fixed=_constant(claim, instance), within=ends)

    return measure
