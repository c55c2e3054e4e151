"""Gradient descent on the first layer of a two-layer ReLU network."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from falsum import Space, Symmetry, family, sizes
from falsum.maps import ball, signs, turn, unit, wide


@dataclass(frozen=True)
class Descent:
    """Inputs (batch, n, d), labels (batch, n), signs (batch, m), W_0 and Z (batch, m, d), eta."""

    n: int
    m: int
    t: int
    inputs: Any
    labels: Any
    output_signs: Any
    start: Any
    competitor: Any
    eta: Any


def _latent(c: Any) -> dict[str, tuple[int, ...]]:
    return {
        "inputs": (c.n, c.d + 1),
        "labels": (c.n,),
        "signs": (c.m,),
        "start": (c.m, c.d),
        "start_scale": (),
        "competitor": (c.m, c.d),
        "competitor_scale": (),
        "eta": (),
    }


def _decode(config: Any, z: Any, xp: Any, eta: Callable[[Any, Any], Any]) -> Descent:
    return Descent(
        n=config.n,
        m=config.m,
        t=config.t,
        inputs=ball(z.inputs, xp),
        labels=signs(z.labels, xp),
        output_signs=signs(z.signs, xp),
        start=z.start * wide(z.start_scale, xp)[:, None, None],
        competitor=z.competitor * wide(z.competitor_scale, xp)[:, None, None],
        eta=eta(z.eta, xp),
    )


def up_to_one(z: Any, xp: Any) -> Any:
    """Map the line onto (0, 1], with 1 itself for every latent from 1 on."""
    return xp.minimum(2 * unit(z, xp) * 2 / 3, xp.ones_like(z))


def longer_inputs(descent: Descent, z: Any, xp: Any) -> Descent:
    """Scale the inputs by any positive factor."""
    return replace(descent, inputs=descent.inputs * wide(z, xp)[:, None, None])


def longer_steps(descent: Descent, z: Any, xp: Any) -> Descent:
    """Scale the step size by any positive factor."""
    return replace(descent, eta=descent.eta * wide(z, xp))


def heavier_outputs(descent: Descent, z: Any, xp: Any) -> Descent:
    """Scale the output weights by any positive factor."""
    return replace(descent, output_signs=descent.output_signs * wide(z, xp)[:, None])


def larger_labels(descent: Descent, z: Any, xp: Any) -> Descent:
    """Scale the labels by any positive factor."""
    return replace(descent, labels=descent.labels * wide(z, xp)[:, None])


def larger_weights(descent: Descent, z: Any, xp: Any) -> Descent:
    """Scale the first iterate and its competitor together."""
    factor = wide(z, xp)[:, None, None]
    return replace(descent, start=descent.start * factor, competitor=descent.competitor * factor)


def turned(descent: Descent, z: Any, xp: Any) -> Descent:
    """Rotate inputs, weights and competitor together, which changes no output."""
    names = ("inputs", "start", "competitor")
    return replace(descent, **{name: turn(getattr(descent, name), z, xp) for name in names})


SIZES = Space(m=sizes(1, 4), d=sizes(1, 3), n=sizes(1, 3), t=sizes(1, 5))


@family(
    space=SIZES,
    latent=_latent,
    relax={
        "inputs in the unit ball": longer_inputs,
        "the step size is at most 1": longer_steps,
        "output weights are signs": heavier_outputs,
        "labels are signs": larger_labels,
    },
    symmetries=(
        Symmetry("scale of the weights", larger_weights),
        Symmetry("rotation", turned, lambda c: (c.d - 1,)),
    ),
)
def relu_descents(config: Any, z: Any, xp: Any) -> Descent:
    """Decode a network, data and a step size in (0, 1]."""
    return _decode(config, z, xp, up_to_one)


@family(space=SIZES, latent=_latent)
def relu_descents_any_step(config: Any, z: Any, xp: Any) -> Descent:
    """Decode a network, data and a step size of at most 1 of either sign."""
    return _decode(config, z, xp, lambda eta, xp: xp.minimum(eta, xp.ones_like(eta)))
