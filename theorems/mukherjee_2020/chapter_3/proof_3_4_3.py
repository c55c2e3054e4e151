"""More displays of the proof of Lemma 3.4.3: both cases together, the fall of the distance."""

from falsum import Claim, Le, Max, index, measured, naturals, parameter, sqrt

from .lemma_3_4_3 import INSIDE, greatest_change, inside, reach
from .notation_3_4 import C_L, S1, SETTING, C, eta, n, one_step, r, realisable
from .theorem_3_4_1 import gradient_norm

proof_3_4_3_combined = one_step(
    "proof_3_4_3.combined",
    Le(
        greatest_change,
        2 * eta * S1 * r
        + 2 * sqrt(eta) * C_L * reach
        + Max(
            eta * (C_L**2 - n),
            eta * ((n + 2 * C**2 * r**2) + 2 * eta * (C**4 * r**2 + S1**2)),
        ),
    ),
    [*SETTING, inside],
    equation="3.19",
    **INSIDE,
)
outcomes = parameter("outcomes", "number of outcomes of the noise", domain=naturals, dimension=0)
j = index("j", 1, outcomes)
fall = measured(
    "fall",
    r"\|w'_t - w_*\|^2 - \|w'_{t+1} - w_*\|^2",
    latex=r"\|w'_t - w_*\|^2 - \|w'_{t+1} - w_*\|^2",
    indices=(j,),
    dimension={"length": 2},
)
first_norm = measured(
    "first_norm", r"\|\zeta_1\|", latex=r"\|\zeta_1\|", indices=(j,), dimension={"length": -1}
)
clipped_pull = measured(
    "clipped_pull",
    r"\langle \zeta'_2, -\eta \tilde g_t + (w_t - w_*) \rangle",
    latex=r"\langle \zeta'_2, -\eta \tilde g_t + (w_t - w_*) \rangle",
    indices=(j,),
    dimension={"length": 1},
)


def falls(part: str, sign: int, *, note: str = "") -> Claim:
    """Return the bound of the fall, with the noise entering with a sign."""
    return one_step(
        "proof_3_4_3.fall" + part,
        Le(
            fall,
            2 * eta * r * (gradient_norm + first_norm) + 2 * sqrt(eta) * (sign * clipped_pull),
        ),
        [realisable, inside],
        remark="the display after (3.17); only its size enters the next line",
        note=note,
        **INSIDE,
    )


proof_3_4_3_fall = falls("", 1)
proof_3_4_3_fall_corrected = falls(
    ".corrected", -1, note="Subtracts the product with the noise: moving outwards is no fall."
)
