"""Both inequalities on the line: no measurement, the claim is its own."""

from dataclasses import dataclass, replace
from typing import Any

from falsum import Space, check, choice, family
from falsum.maps import squash, wide
from theorems.mukherjee_2020 import proof_3_d_1 as stated


@dataclass(frozen=True)
class Difference:
    """A scale t, a bound c and a difference x between -c and c, (batch,) each."""

    t: Any
    c: Any
    x: Any


def beyond(difference: Difference, z: Any, xp: Any) -> Difference:
    """Stretch the difference by any positive factor."""
    return replace(difference, x=difference.x * wide(z, xp))


@family(
    space=Space(product=choice("any", "scaled")),
    latent=lambda c: {"t": (), "c": (), "x": ()},
    relax={"the difference is at most c": beyond},
)
def differences(config: Any, z: Any, xp: Any) -> Difference:
    """Decode a bound of any size and a share of it; a latent beyond 1 gives an end itself."""
    c = wide(z.c, xp)
    share = xp.clip(2 * squash(z.x, xp), min=-1, max=1)
    t = wide(z.t, xp)
    return Difference(t=t if config.product == "any" else t / c, c=c, x=c * share)


@dataclass(frozen=True)
class Product:
    """A real number z, (batch,)."""

    z: Any


@family(space=Space(spread=choice("plain", "small")), latent=lambda c: {"z": ()})
def products(config: Any, z: Any, xp: Any) -> Product:
    """Take the latent itself, or its cube for products near 0."""
    return Product(z.z if config.spread == "plain" else z.z**3)


def nothing() -> dict[Any, Any]:
    """Measure nothing: every symbol is a parameter."""
    return {}


test_proof_3_d_1_chord = check(stated.proof_3_d_1_chord, differences, expect="survived")(nothing)
test_proof_3_d_1_cosh = check(stated.proof_3_d_1_cosh, products, expect="proved")(nothing)
