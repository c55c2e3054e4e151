"""Finite learning problems: a class with a prior, a law of the data, losses in [0, 1]."""

from dataclasses import dataclass, replace
from typing import Any

from checks.families.relaxing import larger
from falsum import Config, Space, choice, family, sizes
from falsum.maps import unit, wide
from theorems.mukherjee_2020.chapter_6 import theorem_6_1_1 as stated


@dataclass(frozen=True)
class Problem:
    """P (batch, H), D (batch, v), loss (batch, H, v), delta (batch,)."""

    m: int
    H: int
    v: int
    P: Any
    D: Any
    loss: Any
    delta: Any


def _latent(config: Config) -> dict[str, tuple[int, ...]]:
    return {
        "P": (config.H,),
        "D": (config.v,),
        "loss": (config.H, config.v),
        "delta": (),
    }


def _few_samples(config: Config) -> bool:
    """Keep the samples of m draws few enough to be gone through."""
    few = config.H in (1, 2, 4) if config.m <= 16 else config.H in (1, 4)
    return bool(config.m <= 6 or (config.v <= 2 and few))


def negative_loss(problem: Problem, z: Any, xp: Any) -> Problem:
    """Scale the distance of the losses from 1 up."""
    return replace(problem, loss=1 - (1 - problem.loss) * (1 + wide(z, xp))[:, None, None])


def _space(*draws: int, letters: int) -> Space:
    return Space(
        m=choice(*draws),
        H=choice(1, 2, 3, 4, 8),
        v=sizes(letters, 3),
        data=choice("any"),
        where=_few_samples,
    )


@family(
    space=_space(*range(1, 17), 32, 64, 128, letters=1),
    latent=_latent,
    relax={stated.at_most_1: larger("loss"), stated.at_least_0: negative_loss},
)
def problems(config: Config, z: Any, xp: Any) -> Problem:
    """Decode a problem; "heavy" data are one point as a rule, and its loss is large."""
    most = [int(config.data == "heavy" and letter == 0) for letter in range(config.v)]
    heavy = xp.asarray(most, dtype=z.D.dtype, device=z.D.device)
    weights, chances = wide(z.P, xp), wide(z.D + heavy, xp)
    loss = 3 * unit(z.loss, xp) - 1
    if config.data == "heavy":
        loss = (10 * unit(4 * (z.loss + 2 * heavy - 1), xp) - 1) / 8
    return Problem(
        m=config.m,
        H=config.H,
        v=config.v,
        P=weights / xp.sum(weights, axis=1, keepdims=True),
        D=chances / xp.sum(chances, axis=1, keepdims=True),
        loss=xp.clip(loss, 0, 1),
        delta=unit(4 * z.delta, xp),
    )


problems_of_several_draws = replace(
    problems, name="problems_of_several_draws", space=_space(*range(2, 17), 32, 64, 128, letters=2)
)
problems_of_few_points = replace(
    problems,
    name="problems_of_few_points",
    space=Space(
        m=choice(2, 4, 8, 16, 32, 64, 128, 256), H=sizes(1, 2), v=sizes(2, 4), data=choice("heavy")
    ),
    where={stated.draws: "m"},
)
