"""The delayed process of Lemma 3.4.3 inside the ball, for every outcome of the noise."""

from typing import Any

from checks.families.descents.noisy_descents import noisy_steps
from falsum import audits, numbers
from falsum.maps import wide
from theorems.mukherjee_2020.chapter_3 import proof_3_4_3 as stated


def whole(z: Any, xp: Any) -> Any:
    """Map the line onto the positive integers."""
    return xp.floor(1 + wide(z, xp))


lengths = {**dict.fromkeys(("n", "t"), whole), **dict.fromkeys(("C", "r", "S1"), wide)}
steps = numbers("steps", {**lengths, "eta": wide, "eta_next": wide})
at_rest = audits(steps, {stated.resting: "proved"})
inside = audits(
    noisy_steps,
    {
        stated.moving: "survived",
        stated.upper: "survived",
        stated.fall: "refuted",
        stated.fall_corrected: "survived",
        stated.lower: "survived",
        stated.combined: "survived",
    },
)
