"""The inequalities on the line, and the exponential moment of a law of two outcomes."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace as xp_of

from checks.families.relaxing import scaled
from falsum import Space, audits, choice, family, numbers
from falsum.maps import squash, unit, wide
from theorems.mukherjee_2020.chapter_3 import proof_3_d_1 as stated


@dataclass(frozen=True)
class Difference:
    """A scale t, a bound c and a difference x between -c and c, (batch,) each."""

    t: Any
    c: Any
    x: Any


@family(
    space=Space(product=choice("any", "scaled")),
    latent=lambda c: {"t": (), "c": (), "x": ()},
    relax={stated.at_most_c: scaled("x")},
)
def differences(config: Any, z: Any, xp: Any) -> Difference:
    """Decode a bound of any size and a share of it; a latent beyond 1 gives an end itself."""
    c = wide(z.c, xp)
    share = xp.clip(2 * squash(z.x, xp), min=-1, max=1)
    t = wide(z.t, xp)
    return Difference(t=t if config.product == "any" else t / c, c=c, x=c * share)


@dataclass(frozen=True)
class BoundedLaw:
    """A scale t, a bound c, and two differences (batch, 2) with their chances (batch, 2)."""

    outcomes: int
    t: Any
    c: Any
    values: Any
    chances: Any


def rising(law: BoundedLaw, z: Any, xp: Any) -> BoundedLaw:
    """Exchange the chances."""
    swapped = xp.stack([law.chances[:, 1], law.chances[:, 0]], axis=1)
    return replace(law, chances=xp.where(z[:, None] > 0, swapped, law.chances))


@family(
    space=Space(product=choice("any", "scaled")),
    latent=lambda c: {"t": (), "c": (), "up": (), "down": (), "lean": ()},
    relax={stated.all_at_most_c: scaled("values"), stated.falls: rising},
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


products = numbers("products", {"z": lambda z, xp: z})
exponents = numbers("exponents", dict.fromkeys(("lambda_", "V"), wide))
below_chord = audits(differences, {stated.chord: "survived"})
below_gaussian = audits(products, {stated.gaussian: "proved"})
moments = audits(
    bounded_laws,
    {stated.bounded_moment: "survived"},
    measures={
        stated.outcome: lambda values: values,
        stated.mean: lambda values, chances: xp_of(values).sum(values * chances, axis=1),
        stated.moment: lambda values, chances, t: xp_of(values).sum(
            xp_of(values).exp(t[:, None] * values) * chances, axis=1
        ),
    },
)
best_scale = audits(exponents, {stated.exponent: "proved"})
