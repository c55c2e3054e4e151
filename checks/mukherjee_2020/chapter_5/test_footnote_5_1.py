"""Constants with a sigma as small as the theorem asks for."""

from dataclasses import dataclass
from typing import Any

from checks.families.relaxing import larger
from falsum import Space, audits, choice, family
from falsum.maps import unit, wide
from theorems.mukherjee_2020.chapter_5 import footnote_5_1 as stated
from theorems.mukherjee_2020.chapter_5.theorem_5_3_1 import small_sigma


@dataclass(frozen=True)
class Constants:
    """The constants of the theorem, (batch,) each."""

    c: Any
    sigma: Any
    xi: Any


@family(
    space=Space(spread=choice("wide")),
    latent=lambda c: {"c": (), "sigma": (), "root": ()},
    relax={small_sigma: larger("sigma")},
)
def small_constants(config: Any, z: Any, xp: Any) -> Constants:
    """Decode constants with sigma below (xi / (2 c))^(2/3)."""
    c, root = wide(z.c, xp), wide(z.root, xp)
    return Constants(c, root**2 * unit(z.sigma, xp), 2 * c * root**3)


of_constants = audits(small_constants, {stated.printed: "proved"})
