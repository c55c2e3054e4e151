"""The logistic loss and its derivative at one margin, over many orders of magnitude."""

from dataclasses import dataclass
from typing import Any

from falsum import Space, audits, choice, exp, family, log
from falsum.maps import signs, wide
from impl.networks import logistic
from theorems.implicit_bias_lecture import useful_fact as stated


@dataclass(frozen=True)
class Margin:
    """A margin, (batch,)."""

    z: Any


@family(space=Space(spread=choice("plain", "wide")), latent=lambda c: {"z": ()})
def real_line(config: Any, z: Any, xp: Any) -> Margin:
    """Take the latent itself, or spread it over many orders of magnitude."""
    return Margin(z.z if config.spread == "plain" else signs(z.z, xp) * wide(xp.abs(z.z), xp))


real_line.measures(stated.loss)(lambda z: logistic.loss(z))
real_line.measures(stated.derivative)(lambda z: logistic.derivative(z))
GIVEN = {
    stated.loss: log(1 + exp(-stated.z)),
    stated.derivative: -exp(-stated.z) / (1 + exp(-stated.z)),
}
checks = audits(real_line, {stated.printed: "proved"}, given=GIVEN)
