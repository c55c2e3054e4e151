"""Planted claims about chance that fail only in a corner of the latent space."""

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from falsum import (
    Claim,
    Le,
    Rational,
    Sample,
    Source,
    Space,
    check,
    choice,
    family,
    interval,
    maps,
    measured,
    parameter,
    with_probability,
)
from falsum.measure.check import Check

u = parameter("u", "height of the signal", domain=interval(0, 1))
noisy = measured("noisy", "signal and noise")


@dataclass(frozen=True)
class Signal:
    """Coordinates in [0, 1], (batch, dimension), and their height, which is 1 at all ones only."""

    u: Any


@family(space=Space(d=choice(2, 4)), latent=lambda c: {"x": (c.d,)})
def signals(config: Any, z: Any, xp: Any) -> Signal:
    """Decode a signal, which is high only where every coordinate is."""
    return Signal(xp.min(maps.unit(z.x, xp), axis=1))


def disturbed(stream: Any, u: Any) -> Sample:
    """Add noise in [-1/8, 1/8]."""
    xp, noise = array_namespace(u), (stream.uniform() - 0.5) / 4
    return Sample({noisy: xp.reshape(u, (-1, 1)) + noise})


def planted(height: Rational) -> Check:
    """Return the claim that the noisy signal stays below a height with probability 999/1000."""
    claim = Claim(
        "doe_2020.corner",
        "Corner",
        Source("doe_2020", "Corner"),
        with_probability(Rational(999, 1000) + 0 * u),
        Le(noisy, height),
    )
    return check(claim, signals)(disturbed)
