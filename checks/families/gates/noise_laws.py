"""One gate, fixed inputs, and label noise with a finite joint law."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import Any, ClassVar

from array_api_compat import array_namespace

from checks.families.gates.activations import activation, activation_latent
from checks.families.gates.gates import RELAX_SLOPE, Target, of_gates, smaller_bound, widened
from checks.families.relaxing import scaled
from falsum import Quantities, Space, choice, family, sizes
from falsum.maps import ball, unit, wide
from impl.gates.relu_gate import noisy_runs, predictions
from theorems.mukherjee_2020.chapter_3 import notation_3_5 as n
from theorems.mukherjee_2020.chapter_3 import theorem_3_5_3


@dataclass(frozen=True)
class NoisyGate(Target):
    """A gate with a joint law of the noise.

    ``noise`` holds the atoms, (batch, A, S), and ``weights`` their probabilities, (batch, A).
    """

    weights: Any
    horizon: ClassVar[int] = 32  # runs that ask for more steps are not evaluated

    @property
    def delta(self) -> Any:
        """Return the probability that some noise exceeds theta, (batch,)."""
        xp = array_namespace(self.noise)
        largest = xp.max(xp.abs(self.noise), axis=-1)
        beyond = largest > self.theta[:, None]
        return xp.sum(xp.where(beyond, self.weights, xp.zeros_like(self.weights)), axis=-1)

    def errors(self, T: Any, *, least: bool = False) -> tuple[Any, Any]:
        """Return what T steps err on the clean labels, (batch, A, S), and where that is known."""
        sigma, inputs, target = self.sigma, self.inputs, self.target
        runs = noisy_runs(sigma, inputs, target, self.noise, T, horizon=self.horizon, least=least)
        return runs.value - predictions(sigma, inputs, target)[:, None, :], runs.covered


def shifted(gate: NoisyGate, z: Any, xp: Any) -> NoisyGate:
    """Shift the noise, so that it is not centred."""
    return replace(gate, noise=gate.noise + (z * gate.theta)[:, None, None])


def _atoms(config: Any, chance: Any, xp: Any) -> list[tuple[list[int], Any]]:
    """Return the atoms of the joint law: which value each sample takes, and the atom's weight.

    Each sample takes value 0 with the same ``chance``; "common" gives all samples one value, and
    "exclusive" gives value 0 to one sample at the most.
    """
    S = config.S
    if config.law == "common":
        return [([0] * S, chance), ([1] * S, 1 - chance)]
    if config.law == "exclusive":
        rows = [[int(j != k) for j in range(S)] for k in range(S)]
        return [*((row, chance) for row in rows), ([1] * S, 1 - S * chance)]
    atoms = []
    for row in product((0, 1), repeat=S):
        mass = xp.ones_like(chance)
        for k in row:
            mass = mass * (chance if k == 0 else 1 - chance)
        atoms.append((list(row), mass))
    return atoms


RELAX_NOISE = {
    **RELAX_SLOPE,
    theorem_3_5_3.centred: shifted,
    n.first_distance: smaller_bound,
}
RELAX_SMALL_NOISE = {**RELAX_NOISE, theorem_3_5_3.small_noise: scaled("noise")}
of_noise = Quantities((of_gates,))


@of_noise.measures(theorem_3_5_3.noise_size)
def _noise_size(noise: Any) -> Any:
    xp = array_namespace(noise)
    return xp.max(xp.max(xp.abs(noise), axis=-1), axis=-1)


@of_noise.measures(theorem_3_5_3.noise_mean)
def _noise_mean(noise: Any, weights: Any) -> Any:
    return array_namespace(noise).sum(weights * noise[:, :, 0], axis=1)


@of_noise.measures(theorem_3_5_3.noise_variance)
def _noise_variance(noise: Any, weights: Any) -> Any:
    return array_namespace(noise).sum(weights * noise[:, :, 0] ** 2, axis=1)


@of_noise.computes
def error(instance: NoisyGate, T: Any) -> tuple[Any, Any]:
    """Return what the last iterate errs on the clean labels, and where that is known."""
    return instance.errors(T)


def average(values: Any, weights: Any, covered: Any) -> Any:
    """Return the expectation of the mean over the samples, where it is known."""
    xp = array_namespace(values)
    mean = xp.sum(weights * xp.mean(values, axis=-1), axis=-1)
    return xp.where(covered, mean, xp.full_like(mean, xp.nan))


@of_noise.measures(theorem_3_5_3.expected_risk)
def _expected_risk(error: tuple[Any, Any], noise: Any, weights: Any) -> Any:
    return average((error[0] - noise) ** 2, weights, error[1])


LAWS = choice("independent", "common", "exclusive")
SPACE = Space(
    S=sizes(1, 3),
    d=sizes(1, 2),
    law=LAWS,
    kinks=sizes(1, 2),
    run=choice("short", "long"),
    where=lambda c: c.S == 2 or (c.law != "exclusive" and c.run == "short"),
)
SHORT = Space(
    S=sizes(1, 3),
    d=sizes(1, 2),
    law=LAWS,
    kinks=sizes(1, 2),
    run=choice("short"),
    where=lambda c: c.law != "exclusive" or c.S > 1,
)


def _latent(config: Any) -> dict[str, tuple[int, ...]]:
    scalars = ("L", "scale", "skew", "eps", "theta", "size", "W")
    return {
        **activation_latent(config),
        **dict.fromkeys(scalars, ()),
        "inputs": (config.S, config.d + 1),
        "target": (config.d,),
    }


def _gate(config: Any, z: Any, xp: Any, largest: Any, theta: Any) -> NoisyGate:
    """Decode a gate whose noise takes the values ``largest`` and one of the opposite sign."""
    L, scale = 2 * unit(z.L, xp), wide(z.scale, xp)
    skew = unit(z.skew, xp)  # probability of the value that is larger in size
    rare = xp.minimum(skew, 1 - skew) if config.run == "short" else xp.ones_like(L) / 2
    chance = 2 * rare / config.S if config.law == "exclusive" else rare
    values = largest, -largest * chance / (1 - chance)
    atoms = _atoms(config, chance, xp)
    return NoisyGate(
        S=config.S,
        sigma=activation(config, z, L, scale, xp),
        inputs=ball(z.inputs, xp),
        target=z.target * scale[:, None],
        noise=xp.stack([xp.stack([values[k] for k in row], axis=1) for row, _ in atoms], axis=1),
        weights=xp.stack([mass for _, mass in atoms], axis=1),
        L=L,
        eps=wide(z.eps, xp),
        theta=theta,
        W_slack=widened(z.W, xp),
    )


@family(space=SPACE, latent=_latent, relax=RELAX_SMALL_NOISE, quantities=(of_noise,))
def centred_noise(config: Any, z: Any, xp: Any) -> NoisyGate:
    """Decode centred two-point noise of at most theta; equal laws, independent or not.

    In "long" runs, of up to 32 steps, the target is small, both values of the noise are theta in
    size, and the latent 0 gives two opposite inputs, one shorter than the other.
    """
    theta = wide(z.theta - 1, xp)
    size = xp.clip(2 * z.size / (1 + xp.abs(z.size)), min=-1, max=1)
    gate = _gate(config, z, xp, theta * size, theta)
    if config.run == "short":
        return gate
    last = [0] * (config.d - 1)
    pair = xp.asarray([[*last, 1, 1], [*last, -1, 1 / 4]], dtype=theta.dtype, device=theta.device)
    along = xp.asarray([*last, 1], dtype=theta.dtype, device=theta.device)
    target = (z.target + along) * (theta * unit(z.scale - 16, xp))[:, None]
    square = xp.sum(target * target, axis=-1)
    count = 16 * (1 + unit(z.eps, xp))
    return replace(
        _gate(config, z, xp, theta, theta),
        inputs=ball(z.inputs + pair, xp),
        target=target,
        eps=xp.where(square > 0, square / count, xp.ones_like(square)),
    )


@family(space=SHORT, latent=_latent, relax=RELAX_NOISE, quantities=(of_noise,))
def outlying_noise(config: Any, z: Any, xp: Any) -> NoisyGate:
    """Decode the same with a rare value that may exceed theta."""
    theta = wide(z.theta - 1, xp)
    return _gate(config, z, xp, theta * wide(z.size, xp), theta)
