"""The compensated squared distance moves by a bounded amount in each step."""

from falsum import (
    Le,
    Lt,
    hypothesis,
    measured,
    sqrt,
)

from .notation_3_4 import (
    C_L,
    S1,
    SETTING,
    C,
    drift,
    eta,
    k,
    n,
    one_step,
    r,
    start_distance,
    width,
)

greatest_change = measured(
    "greatest_change",
    r"\max |z_{t+1} - z_t| \text{ over outcomes}",
    latex=r"\max |z_{t+1} - z_t|",
    dimension={"length": 2},
)
BOUNDED = {"label": "Lemma 3.4.3", "title": "The delayed process has bounded differences"}
lemma_3_4_3 = one_step(
    "lemma_3_4_3",
    Le(greatest_change, k),
    SETTING,
    equation="3.20",
    note="One line of the proof has a wrong sign (proof_3_4_3.fall), on which the next, with the "
    "sizes of both factors, does not depend.",
    **BOUNDED,
)
lemma_3_4_3_reading_square = one_step(
    "lemma_3_4_3.reading_square",
    Le(greatest_change, width(r**2)),
    SETTING,
    note="Takes the k of the theorem's proof, with r_*^2 in place of one r_*.",
    **BOUNDED,
)
greatest_rise = measured(
    "greatest_rise",
    r"\max (z_{t+1} - z_t) \text{ over outcomes}",
    latex=r"\max (z_{t+1} - z_t)",
    dimension={"length": 2},
)
greatest_fall = measured(
    "greatest_fall",
    r"\max (z_t - z_{t+1}) \text{ over outcomes}",
    latex=r"\max (z_t - z_{t+1})",
    dimension={"length": 2},
)
INSIDE = {
    "label": "proof of Lemma 3.4.3, case 2",
    "title": "A process inside the ball moves little",
}
inside = hypothesis("w_t is inside the ball", Lt(start_distance, r))
reach = r + eta * (C**2 * r + S1)
proof_3_4_3_upper = one_step(
    "proof_3_4_3.upper",
    Le(
        greatest_rise,
        2 * eta * S1 * r + 2 * sqrt(eta) * reach * C_L + eta * (C_L**2 - n),
    ),
    [*SETTING, inside],
    equation="3.17",
    remark="the d printed there is the dimension n",
    **INSIDE,
)
proof_3_4_3_lower = one_step(
    "proof_3_4_3.lower",
    Le(
        greatest_fall,
        drift + 2 * eta * r * (C**2 * r + S1) + 2 * sqrt(eta) * C_L * reach,
    ),
    [*SETTING, inside],
    equation="3.18",
    **INSIDE,
)
