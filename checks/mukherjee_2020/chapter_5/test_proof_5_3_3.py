"""The proof of Theorem 5.3.3: bounds along any replies, runs at any step size, numbers."""

from dataclasses import dataclass
from typing import Any

from checks.families.gradients.bounded_replies import largest_norm, pasts
from checks.families.gradients.gradient_sequences import gradient_sequences
from checks.families.optimisers.component_runs import component_paths
from checks.families.optimisers.growth_runs import slow_decay
from falsum import Space, audits, choice, family
from falsum.maps import wide
from impl.optimisers.rmsprop import averages, inverse_root
from theorems.mukherjee_2020.chapter_5 import proof_5_3_3 as stated

along_replies = audits(gradient_sequences, {stated.mu: "survived"})


def known(replies: Any, beta2: Any, xi: Any) -> Any:
    """Return what is known of the last average before its reply."""
    return averages(replies, beta2, xi)[:, -1] - (1 - beta2)[:, None] * replies[:, -1] ** 2


before_reply = audits(
    pasts,
    {
        stated.d_i: "refuted",
        stated.d_i_corrected: "survived",
        stated.gap: "refuted",
        stated.gap_corrected: "survived",
        stated.not_less: "survived",
    },
    measures={
        stated.reply_bound: lambda replies: largest_norm(replies),
        stated.past: known,
        stated.inverse_root: lambda replies, beta2, xi: inverse_root(
            averages(replies, beta2, xi)[:, -1]
        ),
    },
)
along_runs = audits(
    component_paths,
    {stated.expansion: "survived", stated.descent: "survived", stated.averaged: "survived"},
)


@dataclass(frozen=True)
class Numbers:
    """What the step size is made of, and any other step size alpha, (batch,) each."""

    sigma: Any
    L: Any
    xi: Any
    beta2: Any
    fall: Any
    T: Any
    alpha: Any


@family(
    space=Space(spread=choice("near", "far")),
    latent=lambda c: dict.fromkeys(("sigma", "L", "xi", "beta2", "fall", "T", "alpha"), ()),
)
def numbers(config: Any, z: Any, xp: Any) -> Numbers:
    """Decode numbers over many orders of magnitude; the other step size near the chosen one."""
    sigma, L, xi, fall = (wide(s, xp) for s in (z.sigma, z.L, z.xi, z.fall))
    beta2, T = slow_decay(z.beta2, xp), wide(z.T, xp)
    chosen = xp.sqrt(2 * xi * (1 - beta2) * fall / (sigma**2 * L * T))
    alpha = chosen * wide(z.alpha, xp, 1) if config.spread == "near" else wide(z.alpha, xp)
    return Numbers(sigma, L, xi, beta2, fall, T, alpha)


as_numbers = audits(numbers, {stated.step_size: "survived"})
