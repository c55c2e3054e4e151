"""One gate with a piecewise linear activation, samples in the unit ball, labels with noise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.families.gates.activations import activation, activation_latent
from checks.families.relaxing import scaled
from falsum import Quantities, Space, choice, family, sizes
from falsum.maps import ball, squash, unit, wide
from impl.gates import relu_gate as gate_of
from impl.gates.relu_gate import Activation, predictions
from impl.geometry.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_3 import notation_3_5 as n
from theorems.mukherjee_2020.chapter_3 import proof_3_5_2, remark_3_5_2

HORIZON = 64  # runs that ask for more steps are not evaluated, unless the loss reaches 0 before


@dataclass(frozen=True)
class Target:
    """Inputs (batch, S, d), target (batch, d), noise of its labels and constants (batch,)."""

    S: int
    sigma: Activation
    inputs: Any
    target: Any
    noise: Any
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


@dataclass(frozen=True)
class Gate(Target):
    """A gate with one noise for each label, (batch, S)."""

    @property
    def labels(self) -> Any:
        """Return the target's predictions plus the noise, (batch, S)."""
        return predictions(self.sigma, self.inputs, self.target) + self.noise


def widened(z: Any, xp: Any) -> Any:
    """Return a factor of at least 1 that is exactly 1 for half of the latents."""
    return 1 + xp.maximum(z, xp.zeros_like(z))


def steeper(gate: Any, z: Any, xp: Any) -> Any:
    """Multiply the activation's slopes by a factor of at least 1; L stays what it was."""
    factor = widened(z, xp)
    sigma = replace(gate.sigma, left=gate.sigma.left * factor, right=gate.sigma.right * factor)
    return replace(gate, sigma=sigma)


def falling(gate: Any, z: Any, xp: Any) -> Any:
    """Change the sign of the slope on the left where z > 0."""
    left = xp.where(z > 0, -gate.sigma.left, gate.sigma.left)
    return replace(gate, sigma=replace(gate.sigma, left=left))


def larger_slope_bound(gate: Any, z: Any, xp: Any) -> Any:
    """Multiply L and both slopes by a factor of at least 1, beyond 2."""
    factor = widened(z, xp)
    return replace(steeper(gate, z, xp), L=gate.L * factor)


smaller_bound = scaled("W_slack", unit)  # below the distance that W ought to bound
RELAX = {n.bounded_inputs: scaled("inputs"), n.lipschitz_gate: steeper, n.monotone_gate: falling}
RELAX_SLOPE = {**RELAX, n.small_slope: larger_slope_bound}
RELAX_NOISY = {**RELAX_SLOPE, n.bounded_noise: scaled("noise")}
of_gates = Quantities()
of_noisy_gates = Quantities((of_gates,))
of_gates.measures(n.input_norm)(lambda inputs: euclidean_norm(inputs))
of_gates.measures(n.slope_least)(lambda sigma: sigma.least_slope())
of_gates.measures(n.slope_greatest)(lambda sigma: sigma.lipschitz())


@of_noisy_gates.measures(n.noise)
def _noise(sigma: Activation, inputs: Any, labels: Any, target: Any) -> Any:
    return array_namespace(inputs).abs(labels - predictions(sigma, inputs, target))


@of_noisy_gates.measures(n.least_loss)
def _least_loss(sigma: Activation, inputs: Any, labels: Any, target: Any, T: Any) -> Any:
    """Run at most T steps and keep the least effective loss; beyond the horizon it is unknown."""
    run = gate_of.least_effective_loss(sigma, inputs, labels, target, T, horizon=HORIZON)
    return run.or_nan()


def _noisy_latent(config: Any) -> dict[str, tuple[int, ...]]:
    return {
        **activation_latent(config),
        "L": (),
        "inputs": (config.S, config.d + 1),
        "target": (config.d,),
        "scale": (),
        "noise": (config.S,),
        "eps": (),
        "theta": (),
        "W": (),
    }


def _noisy_gate(config: Any, z: Any, xp: Any) -> Gate:
    L, scale = 2 * unit(z.L, xp), wide(z.scale, xp)
    theta = wide(z.theta - 3, xp)
    return Gate(
        S=config.S,
        sigma=activation(config, z, L, scale, xp),
        inputs=ball(z.inputs, xp),
        target=z.target * scale[:, None],
        noise=theta[:, None] * squash(z.noise, xp),
        L=L,
        eps=wide(z.eps, xp),
        theta=theta,
        W_slack=widened(z.W, xp),
    )


def _opposed(config: Any, gate: Gate, z: Any, xp: Any) -> Gate:
    """Let inputs lie near both ends of an axis, and their noise pull away from the target.

    More noise than a quarter of the target makes the bound trivial.
    """
    ends, last = [(-1) ** k for k in range(config.S)], [0] * (config.d - 1)
    like = {"dtype": z.L.dtype, "device": z.L.device}
    theta = gate.target_norm * unit(z.theta, xp) / 4
    pull = xp.clip(z.noise - 2 * xp.asarray(ends, **like), min=-1, max=1)
    axis = xp.asarray([[*last, end, 1] for end in ends], **like)
    return replace(
        gate, inputs=ball(axis + z.inputs / 4, xp), theta=theta, noise=theta[:, None] * pull
    )


def noisy(gate: Gate, z: Any, xp: Any) -> Gate:
    """Add noise in units of the target."""
    return replace(gate, noise=gate.noise + (z * gate.target_norm)[:, None])


SIZES: dict[str, Any] = {"S": sizes(1, 4), "d": sizes(1, 3), "kinks": sizes(1, 2)}


@family(
    space=Space(**SIZES, noise=choice("free", "opposed")),
    relax={**RELAX_NOISY, n.first_distance: smaller_bound, remark_3_5_2.no_noise: noisy},
    latent=_noisy_latent,
    quantities=(of_noisy_gates,),
)
def noisy_gates(config: Any, z: Any, xp: Any) -> Gate:
    """Decode a gate with 0 < L < 2, a target of any size and noise of at most theta.

    Where the noise is not free, the squared norm of the target asks for 8 steps at the latent 0,
    and for less than the horizon always.
    """
    gate = _noisy_gate(config, z, xp)
    if config.noise == "free":
        return gate
    count = HORIZON * unit(z.eps, xp) ** 3
    square = xp.sum(gate.target * gate.target, axis=-1)
    gate = replace(gate, eps=xp.where(square > 0, square / count, xp.ones_like(count)))
    if config.noise == "opposed":
        return _opposed(config, gate, z, xp)
    return replace(gate, noise=0 * gate.noise)


clean_gates = replace(noisy_gates, name="clean_gates", space=Space(**SIZES, noise=choice("none")))


@family(
    space=Space(S=sizes(1, 3), d=sizes(1, 2), kinks=sizes(1, 2), t=choice(1, 2, 4)),
    relax={
        **RELAX_NOISY,
        proof_3_5_2.within: smaller_bound,
        proof_3_5_2.large_loss: scaled("eps"),
    },
    latent=_noisy_latent,
    quantities=(of_noisy_gates,),
)
def unfinished_gates(config: Any, z: Any, xp: Any) -> Gate:
    """Decode the same with noise and eps small beside the target, so that the loss is large."""
    gate = _noisy_gate(config, z, xp)
    size = unit(z.theta - 3, xp)
    scale = wide(z.scale, xp)
    theta = scale * size
    return replace(
        gate,
        noise=theta[:, None] * squash(z.noise, xp),
        theta=theta,
        eps=scale * scale * unit(z.eps - 2, xp),
    )
