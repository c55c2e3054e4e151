"""Finite learning problems: a class with a prior, a law of the data, losses in [0, 1]."""

from dataclasses import dataclass, replace
from typing import Any

from checks.families.relaxing import larger
from falsum import Config, Space, family, sizes
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


def _small(config: Config) -> bool:
    """Keep the samples of m draws few enough to be enumerated."""
    return bool(config.m <= 6 or (config.v <= 2 and config.H <= 2))


def _decode(config: Config, z: Any, xp: Any) -> Problem:
    weights, chances = wide(z.P, xp), wide(z.D, xp)
    return Problem(
        m=config.m,
        H=config.H,
        v=config.v,
        P=weights / xp.sum(weights, axis=1, keepdims=True),
        D=chances / xp.sum(chances, axis=1, keepdims=True),
        loss=xp.clip(3 * unit(z.loss, xp) - 1, 0, 1),
        delta=unit(4 * z.delta, xp),
    )


def negative_loss(problem: Problem, z: Any, xp: Any) -> Problem:
    """Scale the distance of the losses from 1 up."""
    return replace(problem, loss=1 - (1 - problem.loss) * (1 + wide(z, xp))[:, None, None])


_relaxed = {stated.at_most_1: larger("loss"), stated.at_least_0: negative_loss}


@family(
    space=Space(m=sizes(1, 16), H=sizes(1, 3), v=sizes(1, 3), where=_small),
    latent=_latent,
)
def problems_of_any_size(config: Config, z: Any, xp: Any) -> Problem:
    """Decode a problem; a sample of one draw is admitted."""
    return _decode(config, z, xp)


@family(
    space=Space(m=sizes(2, 16), H=sizes(1, 3), v=sizes(2, 3), where=_small),
    latent=_latent,
    relax=_relaxed,
)
def problems(config: Config, z: Any, xp: Any) -> Problem:
    """Decode a problem with a sample of two draws or more."""
    return _decode(config, z, xp)


@family(
    space=Space(m=sizes(2, 12), H=sizes(1, 2), v=sizes(2, 3)),
    latent=_latent,
    relax=_relaxed,
)
def problems_of_few_hypotheses(config: Config, z: Any, xp: Any) -> Problem:
    """Decode a problem with one or two hypotheses, and samples that hold points repeatedly."""
    return _decode(config, z, xp)
