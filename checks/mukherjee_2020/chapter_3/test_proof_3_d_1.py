"""Both inequalities on the line: no measurement, the claim is its own."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from checks.unmeasured import nothing
from falsum import Space, check, choice, family
from falsum.maps import squash, unit, wide
from theorems.mukherjee_2020.chapter_3 import proof_3_d_1 as stated


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


test_proof_3_d_1_chord = check(stated.proof_3_d_1_chord, differences, expect="survived")(nothing)
test_proof_3_d_1_cosh = check(stated.proof_3_d_1_cosh, products, expect="proved")(nothing)


@dataclass(frozen=True)
class BoundedLaw:
    """A scale t, a bound c, and two differences (batch, 2) with their chances (batch, 2)."""

    outcomes: int
    t: Any
    c: Any
    values: Any
    chances: Any


def larger(law: BoundedLaw, z: Any, xp: Any) -> BoundedLaw:
    """Stretch the differences by any positive factor."""
    return replace(law, values=law.values * wide(z, xp)[:, None])


def rising(law: BoundedLaw, z: Any, xp: Any) -> BoundedLaw:
    """Exchange the chances."""
    swapped = xp.stack([law.chances[:, 1], law.chances[:, 0]], axis=1)
    return replace(law, chances=xp.where(z[:, None] > 0, swapped, law.chances))


@family(
    space=Space(product=choice("any", "scaled")),
    latent=lambda c: {"t": (), "c": (), "up": (), "down": (), "lean": ()},
    relax={"the difference is at most c": larger, "the difference falls in expectation": rising},
)
def bounded_laws(config: Any, z: Any, xp: Any) -> BoundedLaw:
    """Decode a step up and one down, ends included; the chance of the first is fair or less."""
    c, t = wide(z.c, xp), wide(z.t, xp)
    up, down = (xp.minimum(2 * unit(s, xp), xp.ones_like(c)) for s in (z.up, z.down))
    fair = down / (up + down) * xp.minimum(2 * unit(z.lean, xp), xp.ones_like(c))
    return BoundedLaw(
        outcomes=2,
        t=t if config.product == "any" else t / c,
        c=c,
        values=xp.stack([up * c, -down * c], axis=1),
        chances=xp.stack([fair, 1 - fair], axis=1),
    )


@check(stated.proof_3_d_1_moment, bounded_laws, expect="survived")
def test_proof_3_d_1_moment(instance: BoundedLaw) -> dict[Any, Any]:
    """Average the exponential over both outcomes."""
    values, chances = instance.values, instance.chances
    xp = array_namespace(values)
    return {
        stated.outcome: values,
        stated.mean: xp.sum(values * chances, axis=1),
        stated.moment: xp.sum(xp.exp(instance.t[:, None] * values) * chances, axis=1),
    }


@dataclass(frozen=True)
class Exponent:
    """A height, a sum of squares and a scale, (batch,) each."""

    lambda_: Any
    V: Any
    scale: Any


@family(
    space=Space(spread=choice("wide")),
    latent=lambda c: dict.fromkeys(("lambda_", "V", "scale"), ()),
)
def exponents(config: Any, z: Any, xp: Any) -> Exponent:
    """Decode positive numbers over many orders of magnitude."""
    return Exponent(wide(z.lambda_, xp), wide(z.V, xp), wide(z.scale, xp))


test_proof_3_d_1_exponent = check(stated.proof_3_d_1_exponent, exponents, expect="proved")(nothing)
