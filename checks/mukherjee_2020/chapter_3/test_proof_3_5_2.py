"""The steps of the proof of Theorem 3.5.2, and squared distances that fall."""

from dataclasses import dataclass
from typing import Any

from checks.families.gates.gates import noisy_gates, unfinished_gates
from checks.families.relaxing import scaled
from falsum import Space, audits, family, sizes
from falsum.maps import unit, wide
from impl.gates.relu_gate import Activation, effective_loss, glm_tron, mean_residual_norm
from impl.geometry.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_3 import proof_3_5_2 as stated


@dataclass(frozen=True)
class Fall:
    """Squared distances (batch, N + 1) that fall by at least eps, from that of the start."""

    N: int
    squares: Any
    target_norm: Any
    eps: Any


@family(
    space=Space(N=sizes(1, 6)),
    latent=lambda c: {"norm": (), "left": (), "extra": (c.N,)},
    relax={
        stated.from_zero: scaled("target_norm", unit),
        stated.each_falls: scaled("eps", lambda z, xp: 1 + wide(z, xp)),
    },
)
def falls(config: Any, z: Any, xp: Any) -> Fall:
    """Decode decreases in proportion to the first square, often all of them eps and 2^-40 of it."""
    norm = wide(z.norm, xp)
    zero = xp.zeros_like(z.norm)
    parts = 1 + xp.maximum(z.extra, xp.zeros_like(z.extra))
    unit_of_fall = norm**2 / (xp.sum(parts, axis=1) + xp.maximum(z.left, zero))
    squares = [norm**2]
    for k in range(config.N):
        squares.append(squares[-1] - unit_of_fall * parts[:, k])
    return Fall(config.N, xp.stack(squares, axis=1), norm, unit_of_fall * (2**40 - 1) / 2**40)


@unfinished_gates.computes
def path(config: Any, sigma: Activation, inputs: Any, labels: Any) -> Any:
    """Take ``config.t`` steps."""
    return glm_tron(sigma, inputs, labels, config.t)


at_target = audits(
    noisy_gates,
    {stated.mean_residual: "survived"},
    measures={
        stated.residual: lambda sigma, inputs, labels, target: mean_residual_norm(
            sigma, inputs, labels, target
        )
    },
)
one_step = audits(
    unfinished_gates,
    {stated.descent: "survived"},
    measures={
        stated.distance: lambda path, target: euclidean_norm(path[:, -2] - target),
        stated.distance_after: lambda path, target: euclidean_norm(path[:, -1] - target),
        stated.loss: lambda sigma, inputs, path, target: effective_loss(
            sigma, inputs, path[:, -2], target
        ),
    },
)
counts = audits(
    falls,
    {stated.count: "refuted", stated.count_corrected: "survived"},
    measures={
        stated.first_square: lambda squares: squares[:, 0],
        stated.square_before: lambda squares: squares[:, :-1],
        stated.square_after: lambda squares: squares[:, 1:],
    },
)
