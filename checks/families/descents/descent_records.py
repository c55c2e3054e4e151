"""Runs of noise assisted gradient descent as records, and how each hypothesis can be broken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from falsum import Grant
from falsum.maps import unit, wide
from impl.gates.noisy_descent import NoiseLaw, relu_labels
from impl.geometry.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_3 import notation_3_4 as n
from theorems.mukherjee_2020.chapter_3 import proof_3_4_1, proof_3_4_3


@dataclass(frozen=True)
class NoisyDescent:
    """Data (batch, S, n), target and start (batch, n), the law of the noise and the radii.

    ``root`` is the square root of the step length, ``label_noise`` (batch, S) what is added to the
    realisable labels, ``clip`` the radius C_L and ``radius`` the r_* of the theorem.
    """

    n: int
    S: int
    i_max: int
    inputs: Any
    target: Any
    start: Any
    label_noise: Any
    law: NoiseLaw
    root: Any
    S1: Any
    clip: Any
    radius: Any
    level: Any

    @property
    def outcomes(self) -> int:
        """Return the number of outcomes of the noise of one step."""
        return int(self.law.chances.shape[1])

    @property
    def labels(self) -> Any:
        """Return the labels, (batch, S)."""
        return relu_labels(self.inputs, self.target) + self.label_noise

    @property
    def eta(self) -> Any:
        """Return the step length, (batch,)."""
        return self.root * self.root

    @property
    def C(self) -> Any:
        """Return the greatest norm of an input, (batch,)."""
        return array_namespace(self.inputs).max(euclidean_norm(self.inputs), axis=-1)

    @property
    def start_distance(self) -> Any:
        """Return the distance from the start to the target, (batch,)."""
        return euclidean_norm(self.start - self.target)

    @property
    def tail(self) -> Any:
        """Return the probability that the second noise exceeds C_L, (batch,)."""
        return self.law.beyond(self.clip)


def noisy_labels(descent: NoisyDescent, z: Any, xp: Any) -> NoisyDescent:
    """Add something to the first label."""
    others = xp.zeros_like(descent.label_noise[:, 1:])
    first = (z * descent.start_distance * descent.C)[:, None]
    return replace(descent, label_noise=xp.concat([first, others], axis=1))


def louder_first(descent: NoisyDescent, z: Any, xp: Any) -> NoisyDescent:
    """Multiply the first noise by any positive factor."""
    first = descent.law.first * wide(z, xp)[:, None, None]
    return replace(descent, law=replace(descent.law, first=first))


def louder_second(descent: NoisyDescent, z: Any, xp: Any) -> NoisyDescent:
    """Multiply the second noise by any positive factor."""
    second = descent.law.second * wide(z, xp)[:, None, None]
    return replace(descent, law=replace(descent.law, second=second))


def biased(descent: NoisyDescent, z: Any, xp: Any) -> NoisyDescent:
    """Shift the second noise."""
    second = descent.law.second + z[:, None, None] * descent.law.second[:, :1]
    return replace(descent, law=replace(descent.law, second=second))


def opposed(descent: NoisyDescent, z: Any, xp: Any) -> NoisyDescent:
    """Let the first noise follow the second one, or oppose it."""
    ratio = (z * descent.S1)[:, None, None]
    return replace(descent, law=replace(descent.law, first=descent.law.second * ratio))


def clipped_drift(descent: NoisyDescent, z: Any, xp: Any) -> NoisyDescent:
    """Balance the first outcome of the second noise by a seldom large one, which is clipped."""
    seldom = unit(z, xp) / 8
    small = descent.law.second[:, 0]
    large = -small * ((1 - seldom) / seldom)[:, None]
    second = xp.stack([small, large], axis=1)
    return replace(
        descent, law=NoiseLaw(0 * second, second, xp.stack([1 - seldom, seldom], axis=1))
    )


def wider_clip(descent: NoisyDescent, z: Any, xp: Any) -> NoisyDescent:
    """Clip the second noise later."""
    return replace(descent, clip=descent.clip * wide(z, xp))


def nearer_radius(descent: NoisyDescent, z: Any, xp: Any) -> NoisyDescent:
    """Shrink r_*."""
    return replace(descent, radius=descent.radius * unit(z, xp))


def longer_inputs(descent: NoisyDescent, z: Any, xp: Any) -> NoisyDescent:
    """Scale the inputs by any positive factor."""
    return replace(descent, inputs=descent.inputs * wide(z, xp)[:, None, None])


RELAX = {
    n.realisable: noisy_labels,
    n.bounded_first: louder_first,
    n.moderate_second: louder_second,
    n.centred: biased,
    n.clipped_centred: clipped_drift,
    n.uncoupled: opposed,
    n.small_clip: wider_clip,
    proof_3_4_1.within: nearer_radius,
    proof_3_4_3.inside: nearer_radius,
    n.large_radius: nearer_radius,
    n.small_step: longer_inputs,
}


def _centred_probe(descent: NoisyDescent, xp: Any) -> Any:
    """Compare the means of both noises with their sizes."""
    law = descent.law
    truths = []
    for values in (law.first, law.second):
        mean = xp.max(xp.abs(law.mean(values)), axis=-1)
        size = xp.max(xp.max(xp.abs(values), axis=-1), axis=-1)
        truths.append(mean <= size * 2.0**-40)
    return truths[0] & truths[1]


CENTRED = Grant(
    "the noise is centred",
    "the two outcomes lie on opposite sides of 0, each with the chance that balances them",
    _centred_probe,
)
