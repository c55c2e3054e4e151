"""Rates of one quantity with a closed form, on an instance whose size alone grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from falsum import (
    Claim,
    Hypothesis,
    Source,
    Space,
    check,
    choice,
    family,
    hidden,
    interval,
    maps,
    measured,
    naturals,
    parameter,
    positive,
    rate,
)
from falsum.measure.check import Check

n = parameter("n", "size", domain=naturals)
a = parameter("a", "a scale", domain=positive)
share = parameter("share", "a share", domain=interval(0, 1))
y = measured("y", "what is bounded")
z = measured("z", "what is assumed something of")
C = hidden("C", "the constant of the rate")
SIZES = Space(n=choice(1, 4, 16, 64, 256))


@dataclass(frozen=True)
class Growing:
    """A size, and a scale and a share that have nothing to do with it, (batch,)."""

    n: int
    a: Any
    share: Any


@family(space=SIZES, latent=lambda c: {"a": ()})
def scales(config: Any, z: Any, xp: Any) -> Growing:
    """Decode a scale; the share is 1."""
    a = maps.wide(z.a, xp)
    return Growing(config.n, a, 0 * a + 1)


@family(space=SIZES, latent=lambda c: {"a": ()})
def shrinking(config: Any, z: Any, xp: Any) -> Growing:
    """Decode a scale that becomes smaller as the size grows."""
    a = maps.wide(z.a, xp) / config.n
    return Growing(config.n, a, 0 * a + 1)


def stated(
    conclusion: Any,
    value: Callable[[int, Any, Any], Any],
    given: Any,
    assuming: Sequence[Hypothesis] = (),
    on: Any = scales,
    assumed: Callable[[int, Any], Any] = lambda n, a: a,
) -> Check:
    """Return a rate in n; y is measured by ``value(n, a, xp)`` and said to be ``given``."""
    source = Source("doe_2020", "Order")
    claim = Claim("doe_2020.order", "Order", source, rate(n), conclusion, assuming)

    def measure(n: int, a: Any) -> dict[Any, Any]:
        found = {y: value(n, a, array_namespace(a)), z: assumed(n, a)}
        return {symbol: found[symbol] for symbol in found if symbol in claim.symbols}

    return check(claim, on, given=None if given is None else {y: given})(measure)
