"""Gradient descent on the first layer of a two-layer ReLU network."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.relaxing import scaled
from falsum import Quantities, Space, Symmetry, choice, family, sizes
from falsum.maps import ball, signs, turn, unit, wide
from impl.geometry.linear_algebra import euclidean_norm, frobenius_norm
from impl.networks import relu_network
from theorems.implicit_bias_lecture import lemma_9_4 as stated
from theorems.implicit_bias_lecture import notation as n


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


def up_to_one(z: Any, xp: Any) -> Any:
    """Map the line onto (0, 1], with 1 itself for every latent from 1 on."""
    return xp.minimum(2 * unit(z, xp) * 2 / 3, xp.ones_like(z))


def larger_weights(descent: Descent, z: Any, xp: Any) -> Descent:
    """Scale the first iterate and its competitor together."""
    factor = wide(z, xp)[:, None, None]
    return replace(descent, start=descent.start * factor, competitor=descent.competitor * factor)


def turned(descent: Descent, z: Any, xp: Any) -> Descent:
    """Rotate inputs, weights and competitor together, which changes no output."""
    names = ("inputs", "start", "competitor")
    return replace(descent, **{name: turn(getattr(descent, name), z, xp) for name in names})


of_descents = Quantities()
of_descents.measures(n.input_norm)(lambda inputs: euclidean_norm(inputs))
of_descents.measures(n.label_size)(lambda labels: array_namespace(labels).abs(labels))
of_descents.measures(n.sign_size)(
    lambda output_signs: array_namespace(output_signs).abs(output_signs)
)


@of_descents.computes
def path(instance: Descent) -> Any:
    """Run t steps, (batch, t + 1, m, d)."""
    run = instance
    data = (run.inputs, run.labels, run.output_signs)
    return relu_network.gradient_descent(*data, run.start, run.eta, run.t)


@of_descents.measures(stated.risk, stated.linearised_risk)
def _risks(instance: Descent, path: Any, competitor: Any) -> tuple[Any, Any]:
    run, before = instance, path[:, :-1]
    data = (run.inputs[:, None], run.labels[:, None], run.output_signs[:, None])
    compared = relu_network.linearised_risk(*data, before, competitor[:, None])
    return relu_network.risk(*data, before), compared


@of_descents.measures(stated.first_distance, stated.last_distance)
def _distances(path: Any, start: Any, competitor: Any) -> tuple[Any, Any]:
    return frobenius_norm(start - competitor), frobenius_norm(path[:, -1] - competitor)


@family(
    space=Space(
        m=sizes(1, 4),
        d=sizes(1, 3),
        n=sizes(1, 3),
        t=sizes(1, 5),
        competitor=choice("any", "opposed"),
    ),
    latent=_latent,
    relax={
        n.bounded_inputs: scaled("inputs"),
        stated.up_to_one: scaled("eta"),
        n.sign_weights: scaled("output_signs"),
        n.sign_labels: scaled("labels"),
    },
    quantities=(of_descents,),
    symmetries=(
        Symmetry("scale of the weights", larger_weights),
        Symmetry("rotation", turned, lambda c: (c.d - 1,)),
    ),
)
def relu_descents(config: Any, z: Any, xp: Any) -> Descent:
    """Decode a network, data and a step size in (0, 1]; a competitor may be wrong on all data."""
    inputs, labels = ball(z.inputs, xp), signs(z.labels, xp)
    output_signs = signs(z.signs, xp)
    scale, start = (
        wide(z.competitor_scale, xp)[:, None, None],
        z.start * wide(z.start_scale, xp)[:, None, None],
    )
    competitor = z.competitor * scale
    if config.competitor == "opposed":
        right = xp.sum(labels[:, :, None] * inputs, axis=1)
        competitor = start + z.competitor - scale * output_signs[:, :, None] * right[:, None, :]
    return Descent(
        n=config.n,
        m=config.m,
        t=config.t,
        inputs=inputs,
        labels=labels,
        output_signs=output_signs,
        start=start,
        competitor=competitor,
        eta=up_to_one(z.eta, xp),
    )
