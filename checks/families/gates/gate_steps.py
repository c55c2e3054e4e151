"""One step of GLM-Tron on arbitrary labels, and a vector to compare its iterate with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from checks.families.gates.activations import activation, activation_latent
from checks.families.gates.gates import RELAX, SIZES, of_gates, smaller_bound, widened
from checks.families.relaxing import scaled
from falsum import Quantities, Space, choice, family
from falsum.maps import ball, unit, wide
from impl.gates import relu_gate as gate_of
from impl.gates.relu_gate import Activation, glm_tron, mean_residual_norm
from impl.geometry.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_3 import lemma_3_5_1 as lemma


@dataclass(frozen=True)
class GateStep:
    """A gate after t - 1 steps of GLM-Tron on arbitrary labels, and a vector w to compare with."""

    S: int
    t: int
    sigma: Activation
    inputs: Any
    labels: Any
    w: Any
    L: Any
    W_slack: Any
    eta_slack: Any

    @property
    def weights(self) -> Any:
        """Return the iterate w_t, (batch, d)."""
        return glm_tron(self.sigma, self.inputs, self.labels, self.t - 1)[:, self.t - 1]

    @property
    def W(self) -> Any:
        """Return a bound on the distance from w_t to w."""
        return euclidean_norm(self.weights - self.w) * self.W_slack

    @property
    def eta(self) -> Any:
        """Return a positive bound on the mean residual at w."""
        residual = mean_residual_norm(self.sigma, self.inputs, self.labels, self.w)
        xp = array_namespace(residual)
        return xp.where(residual > 0, residual * self.eta_slack, self.eta_slack)


of_steps = Quantities((of_gates,))
of_steps.measures(lemma.distance)(lambda weights, w: euclidean_norm(weights - w))


@of_steps.measures(lemma.distance_after)
def _distance_after(sigma: Activation, inputs: Any, labels: Any, weights: Any, w: Any) -> Any:
    return euclidean_norm(gate_of.glm_tron_step(sigma, inputs, labels, weights) - w)


@of_steps.measures(lemma.residual)
def _residual(sigma: Activation, inputs: Any, labels: Any, w: Any) -> Any:
    return mean_residual_norm(sigma, inputs, labels, w)


@of_steps.measures(lemma.effective_loss)
def _effective_loss(sigma: Activation, inputs: Any, weights: Any, w: Any) -> Any:
    return gate_of.effective_loss(sigma, inputs, weights, w)


def _step_latent(config: Any) -> dict[str, tuple[int, ...]]:
    scalars = ("L", "label_scale", "scale", "W", "eta")
    return {
        **activation_latent(config),
        **dict.fromkeys(scalars, ()),
        "inputs": (config.S, config.d + 1),
        "labels": (config.S,),
        "w": (config.d,),
    }


@family(
    space=Space(**SIZES, t=choice(1, 2, 4)),
    latent=_step_latent,
    relax={
        **RELAX,
        lemma.near_enough: smaller_bound,
        lemma.small_residual: scaled("eta_slack", unit),
    },
    quantities=(of_steps,),
)
def gate_steps(config: Any, z: Any, xp: Any) -> GateStep:
    """Decode a gate with any L > 0."""
    L, scale = wide(z.L, xp), wide(z.scale, xp)
    return GateStep(
        S=config.S,
        t=config.t,
        sigma=activation(config, z, L, scale, xp),
        inputs=ball(z.inputs, xp),
        labels=z.labels * wide(z.label_scale, xp)[:, None],
        w=z.w * scale[:, None],
        L=L,
        W_slack=widened(z.W, xp),
        eta_slack=widened(z.eta, xp),
    )
