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
from theorems.mukherjee_2020.chapter_3 import corollary_3_5_4, proof_3_5_3, theorem_3_5_3
from theorems.mukherjee_2020.chapter_3 import notation_3_5 as n


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


def bent(gate: NoisyGate, z: Any, xp: Any) -> NoisyGate:
    """Flatten the activation on the right, and let it saturate at L times the target's norm."""
    right = gate.sigma.right * unit(z, xp)
    kink, beyond = gate.L * gate.target_norm, xp.zeros_like(right)
    return replace(gate, sigma=replace(gate.sigma, right=right, kink=kink, beyond=beyond))


def _atoms(config: Any, values: tuple[Any, Any], theta: Any, chance: Any) -> list[Any]:
    """Return the atoms of the joint law: the noise of each sample, and the atom's weight.

    Each sample takes the first value with the same ``chance``, and else the second; "common" gives
    all samples one value, and "exclusive" gives the first one to one sample at the most. "sparing"
    gives it, or its opposite, to one sample and 0 to the others, or else theta in size to all.
    """
    S, (large, small) = config.S, values
    if config.law == "common":
        return [([large] * S, chance), ([small] * S, 1 - chance)]
    if config.law == "exclusive":
        rows = [[large if j == k else small for j in range(S)] for k in range(S)]
        return [*((row, chance) for row in rows), ([small] * S, 1 - S * chance)]
    if config.law == "sparing":
        rows = [
            [v if j == k else 0 * v for j in range(S)] for k in range(S) for v in (large, -large)
        ]
        rest = (1 - 2 * S * chance) / 2
        return [*((row, chance) for row in rows), ([theta] * S, rest), ([-theta] * S, rest)]
    atoms = []
    for row in product((0, 1), repeat=S):
        mass = 0 * chance + 1
        for k in row:
            mass = mass * (1 - chance if k else chance)
        atoms.append(([values[k] for k in row], mass))
    return atoms


RELAX_NOISE = {
    **RELAX_SLOPE,
    theorem_3_5_3.centred: shifted,
    theorem_3_5_3.small_noise: scaled("noise"),
    n.first_distance: smaller_bound,
    proof_3_5_3.affine: bent,
}
of_noise = Quantities((of_gates,))


@of_noise.measures(theorem_3_5_3.noise_size)
def _noise_size(noise: Any) -> Any:
    xp = array_namespace(noise)
    return xp.max(xp.max(xp.abs(noise), axis=-1), axis=-1)


@of_noise.measures(theorem_3_5_3.noise_mean, theorem_3_5_3.noise_variance)
def _noise_moments(noise: Any, weights: Any) -> tuple[Any, Any]:
    xp, first = array_namespace(noise), noise[:, :, 0]
    return xp.sum(weights * first, axis=1), xp.sum(weights * first**2, axis=1)


@of_noise.computes
def last(instance: NoisyGate, T: Any) -> tuple[Any, Any]:
    """Return what the last iterate errs on the clean labels, and where that is known."""
    return instance.errors(T)


@of_noise.computes
def best(instance: NoisyGate, T: Any) -> tuple[Any, Any]:
    """Return what the best iterate errs on the clean labels, and where that is known."""
    return instance.errors(T, least=True)


@of_noise.computes
def bounded(instance: NoisyGate) -> Any:
    """Return the weights of the outcomes without an outlier, given that there is none."""
    xp, noise = array_namespace(instance.noise), instance.noise
    inside = xp.max(xp.abs(noise), axis=-1) <= instance.theta[:, None]
    weights = xp.where(inside, instance.weights, xp.zeros_like(instance.weights))
    total = xp.sum(weights, axis=-1, keepdims=True)
    return weights / xp.where(total > 0, total, xp.ones_like(total))


def average(values: Any, weights: Any, covered: Any) -> Any:
    """Return the expectation of the mean over the samples, where it is known."""
    xp = array_namespace(values)
    mean = xp.sum(weights * xp.mean(values, axis=-1), axis=-1)
    return xp.where(covered, mean, xp.full_like(mean, xp.nan))


measures = of_noise.measures
measures(theorem_3_5_3.expected_risk)(
    lambda last, noise, weights: average((last[0] - noise) ** 2, weights, last[1])
)
measures(theorem_3_5_3.expected_excess)(
    lambda best, noise, weights: average(best[0] * (best[0] - 2 * noise), weights, best[1])
)
measures(corollary_3_5_4.given_risk)(
    lambda last, noise, bounded: average((last[0] - noise) ** 2, bounded, last[1])
)
measures(corollary_3_5_4.given_best_risk)(
    lambda best, noise, bounded: average((best[0] - noise) ** 2, bounded, best[1])
)
measures(corollary_3_5_4.given_excess)(
    lambda best, noise, bounded: average(best[0] * (best[0] - 2 * noise), bounded, best[1])
)
measures(proof_3_5_3.cross_term)(
    lambda last, noise, weights: average(noise * last[0], weights, last[1])
)


def _space(tail: str, *runs: str, kinks: tuple[int, ...] = (1, 2)) -> Space:
    return Space(
        S=sizes(1, 3),
        d=sizes(1, 2),
        law=choice("independent", "common", "exclusive", "sparing"),
        kinks=choice(*kinks),
        tail=choice(tail),
        run=choice(*runs),
        where=lambda c: (
            c.S == 2 or (c.run == "short" and (c.S > 2 or c.law in ("independent", "common")))
        ),
    )


def _latent(config: Any) -> dict[str, tuple[int, ...]]:
    scalars = ("L", "scale", "skew", "eps", "theta", "size", "W")
    return {
        **activation_latent(config),
        **dict.fromkeys(scalars, ()),
        "inputs": (config.S, config.d + 1),
        "target": (config.d,),
    }


def _largest(config: Any, z: Any, theta: Any, xp: Any) -> Any:
    """Return the first value of the noise: of any size, or at most theta."""
    if config.tail == "outlying":
        return theta * wide(z.size, xp)
    if config.run == "long":
        return theta
    return theta * xp.clip(2 * z.size / (1 + xp.abs(z.size)), min=-1, max=1)


@family(
    space=_space("bounded", "short", "long"),
    latent=_latent,
    relax=RELAX_NOISE,
    quantities=(of_noise,),
)
def centred_noise(config: Any, z: Any, xp: Any) -> NoisyGate:
    """Decode centred noise of at most theta; equal laws, independent or not.

    In "long" runs, of up to 32 steps, the target is small, all noise is theta in size, and the
    latent 0 gives two opposite inputs, one shorter than the other.
    """
    L, scale, theta = 2 * unit(z.L, xp), wide(z.scale, xp), wide(z.theta - 1, xp)
    skew, half = unit(z.skew, xp), xp.ones_like(L) / 2
    rare = xp.minimum(skew, 1 - skew) if config.run == "short" else half
    shared = {"exclusive": 2, "sparing": 1 / 2}.get(config.law)
    chance = rare if shared is None else rare * shared / config.S
    large = _largest(config, z, theta, xp)
    atoms = _atoms(config, (large, -large * chance / (1 - chance)), theta, chance)
    inputs, target = z.inputs, z.target * scale[:, None]
    count = 32 * unit(z.eps, xp) ** 3
    if config.run == "long":
        inputs, target, count = _weak(config, z, theta, xp)
    square = xp.sum(target * target, axis=-1)
    return NoisyGate(
        S=config.S,
        sigma=activation(config, z, L, scale, xp),
        inputs=ball(inputs, xp),
        target=target,
        noise=xp.stack([xp.stack(row, axis=1) for row, _ in atoms], axis=1),
        weights=xp.stack([mass for _, mass in atoms], axis=1),
        L=L,
        eps=xp.where(square > 0, square / count, xp.ones_like(square)),
        theta=theta,
        W_slack=widened(z.W, xp),
    )


def _weak(config: Any, z: Any, theta: Any, xp: Any) -> tuple[Any, Any, Any]:
    """Return latents of two opposite inputs, a target that is small, and many steps."""
    last = [0] * (config.d - 1)
    pair = xp.asarray([[*last, 1, 1], [*last, -1, 1 / 4]], dtype=theta.dtype, device=theta.device)
    along = xp.asarray([*last, 1], dtype=theta.dtype, device=theta.device)
    target = (z.target + along) * (theta * unit(z.scale - 16, xp))[:, None]
    return z.inputs + pair, target, 16 * (1 + unit(z.eps, xp))


affine_noise = replace(
    centred_noise, name="affine_noise", space=_space("bounded", "short", "long", kinks=(0,))
)
outlying_noise = replace(centred_noise, name="outlying_noise", space=_space("outlying", "short"))
