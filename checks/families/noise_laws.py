"""One gate, fixed inputs, and label noise with a finite joint law."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from array_api_compat import array_namespace

from checks.families.gates import (
    RELAX,
    larger_slope_bound,
    slopes,
    smaller_bound,
    widened,
)
from falsum import Space, choice, family, sizes
from falsum.maps import ball, unit, wide
from impl.linear_algebra import euclidean_norm
from impl.relu_gate import Activation


@dataclass(frozen=True)
class NoisyGate:
    """A gate, inputs (batch, S, d), target (batch, d), and a joint law of the noise.

    ``noise`` holds the atoms, (batch, A, S), and ``weights`` their probabilities, (batch, A).
    """

    S: int
    sigma: Activation
    inputs: Any
    target: Any
    noise: Any
    weights: Any
    L: Any
    eps: Any
    theta: Any
    W_slack: Any

    @property
    def target_norm(self) -> Any:
        """Return the norm of the target, (batch,)."""
        return euclidean_norm(self.target)

    @property
    def W(self) -> Any:
        """Return a bound on the target's norm: the norm, widened by ``W_slack``."""
        return self.target_norm * self.W_slack

    @property
    def delta(self) -> Any:
        """Return the probability that some noise exceeds theta, (batch,)."""
        xp = array_namespace(self.noise)
        largest = xp.max(xp.abs(self.noise), axis=-1)
        beyond = largest > self.theta[:, None]
        return xp.sum(xp.where(beyond, self.weights, xp.zeros_like(self.weights)), axis=-1)


def louder(gate: NoisyGate, z: Any, xp: Any) -> NoisyGate:
    """Multiply the noise by any positive factor."""
    return replace(gate, noise=gate.noise * wide(z, xp)[:, None, None])


def shifted(gate: NoisyGate, z: Any, xp: Any) -> NoisyGate:
    """Shift the noise, so that it is not centred."""
    return replace(gate, noise=gate.noise + (z * gate.theta)[:, None, None])


def _signs(config: Any) -> list[list[int]]:
    """Return the atoms of the joint law as choices between the two values, for each sample."""
    if config.law == "common":
        return [[0] * config.S, [1] * config.S]
    return [list(row) for row in product((0, 1), repeat=config.S)]


RELAX_NOISE = {
    **RELAX,
    "the noise is at most theta": louder,
    "the noise is centred": shifted,
    "L is less than 2": larger_slope_bound,
    "the first iterate is within W of the target": smaller_bound,
}
SPACE = Space(S=sizes(1, 2), d=sizes(1, 2), law=choice("independent", "common"))


def _latent(config: Any) -> dict[str, tuple[int, ...]]:
    scalars = ("slope", "L", "offset", "scale", "skew", "eps", "theta", "size", "W")
    return {
        **dict.fromkeys(scalars, ()),
        "inputs": (config.S, config.d + 1),
        "target": (config.d,),
    }


def _gate(config: Any, z: Any, xp: Any, largest: Any, theta: Any) -> NoisyGate:
    """Decode a gate whose noise takes the values ``largest`` and one of the opposite sign."""
    L = 2 * unit(z.L, xp)
    left, right = slopes(z.slope, L, xp)
    skew = unit(z.skew, xp)  # probability of the value that is larger in size
    rare = xp.minimum(skew, 1 - skew)
    values = xp.stack([largest, -largest * rare / (1 - rare)], axis=1)
    chances = xp.stack([rare, 1 - rare], axis=1)
    noise, weights = [], []
    for atom in _signs(config):
        noise.append(xp.stack([values[:, k] for k in atom], axis=1))
        drawn = atom[:1] if config.law == "common" else atom
        mass = xp.ones_like(rare)
        for k in drawn:
            mass = mass * chances[:, k]
        weights.append(mass)
    return NoisyGate(
        S=config.S,
        sigma=Activation(left, right, z.offset),
        inputs=ball(z.inputs, xp),
        target=z.target * wide(z.scale, xp)[:, None],
        noise=xp.stack(noise, axis=1),
        weights=xp.stack(weights, axis=1),
        L=L,
        eps=wide(z.eps, xp),
        theta=theta,
        W_slack=widened(z.W, xp),
    )


@family(space=SPACE, latent=_latent, relax=RELAX_NOISE)
def centred_noise(config: Any, z: Any, xp: Any) -> NoisyGate:
    """Decode centred two-point noise of at most theta; equal laws, independent or one for all."""
    theta = wide(z.theta - 1, xp)
    size = xp.clip(2 * z.size / (1 + xp.abs(z.size)), min=-1, max=1)
    return _gate(config, z, xp, theta * size, theta)


@family(space=SPACE, latent=_latent, relax=RELAX_NOISE)
def outlying_noise(config: Any, z: Any, xp: Any) -> NoisyGate:
    """Decode the same with a rare value that may exceed theta."""
    theta = wide(z.theta - 1, xp)
    return _gate(config, z, xp, theta * wide(z.size, xp), theta)
