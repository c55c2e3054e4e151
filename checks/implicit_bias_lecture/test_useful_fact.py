"""The logistic loss and its derivative at one margin, over many orders of magnitude."""

from dataclasses import dataclass
from typing import Any

from falsum import Space, check, choice, exp, family, log
from falsum.maps import signs, wide
from impl import logistic
from theorems.implicit_bias_lecture import useful_fact as stated


@dataclass(frozen=True)
class Margin:
    """A margin, (batch,)."""

    z: Any


@family(space=Space(spread=choice("plain", "wide")), latent=lambda c: {"z": ()})
def real_line(config: Any, z: Any, xp: Any) -> Margin:
    """Take the latent itself, or spread it over many orders of magnitude."""
    return Margin(z.z if config.spread == "plain" else signs(z.z, xp) * wide(xp.abs(z.z), xp))


LOSS = log(1 + exp(-stated.z))
DERIVATIVE = -exp(-stated.z) / (1 + exp(-stated.z))


@check(
    stated.useful_fact,
    real_line,
    expect="proved",
    given={stated.loss: LOSS, stated.derivative: DERIVATIVE},
)
def test_useful_fact(z: Any) -> dict[Any, Any]:
    """Evaluate the loss and its derivative."""
    return {stated.loss: logistic.loss(z), stated.derivative: logistic.derivative(z)}
