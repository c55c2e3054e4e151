"""The second case of the proof of Lemma 3.4.3: the delayed process moves."""

from typing import Any

from falsum import Eq, Le, Lt, Max, hypothesis, measured, naturals, parameter, positive, sqrt

from .lemma_3_4_3 import greatest_change
from .notation import n, thesis
from .notation_3_4 import (
    C_L,
    S1,
    SETTING,
    C,
    drift,
    eta,
    gradient_norm,
    j,
    length,
    r,
    realisable,
    shown,
    start_distance,
)
from .proof_3_4_1 import first_pull

inside = hypothesis(
    "w_t is inside the ball", Lt(start_distance, r), place="case 2 of the proof of Lemma 3.4.3"
)
proof = thesis.proof(
    __name__,
    "A process inside the ball moves little",
    "proof of Lemma 3.4.3, case 2",
    assuming=[*SETTING, inside],
)
greatest_rise = measured(
    "greatest_rise",
    r"\max (z_{t+1} - z_t) \text{ over outcomes}",
    latex=r"\max (z_{t+1} - z_t)",
    dimension=length**2,
)
t = parameter("t", "number of a step", domain=naturals, dimension=0)
eta_next = parameter(
    "eta_next", "next step length", domain=positive, latex=r"\eta_{t+1}", dimension=length**2
)
square = C**4 * r**2 + S1**2
resting = proof.step(
    "resting",
    "A process at rest changes by its compensation",
    place={"label": "proof of Lemma 3.4.3, case 1", "equation": "3.15"},
    latex=r"-(t+1)(2\eta_{t+1}^2(C^4 r_*^2 + S_1^2) + \eta_{t+1}n) + t(2\eta_t^2(C^4 r_*^2 + "
    r"S_1^2) + \eta_t n) = 2(C^4 r_*^2 + S_1^2) \left\{ t\eta_t^2 - (t+1)\eta_{t+1}^2 \right\} + n "
    r"\left\{ t\eta_t - (t+1)\eta_{t+1} \right\}",
    assuming=[],
    concludes=Eq(
        -(t + 1) * (2 * eta_next**2 * square + eta_next * n) + t * (2 * eta**2 * square + eta * n),
        2 * square * (t * eta**2 - (t + 1) * eta_next**2) + n * (t * eta - (t + 1) * eta_next),
    ),
).printed()
change = shown(
    "change",
    r"z_{t+1} - z_t",
    length**2,
    j,
    says="change in a step of z, the squared distance of the delayed process less its drift",
)
clipped_square = shown(
    "clipped_square", r"\|\zeta'_2\|^2", 0, j, says="squared norm of the clipped noise"
)
clipped_pull = shown(
    "clipped_pull",
    r"\langle \zeta'_2, -\eta \tilde g_t + (w_t - w_*) \rangle",
    length,
    j,
    says="inner product of the clipped noise and the displacement from the target after the rest "
    "of the step",
)
moving = proof.step(
    "moving",
    proof.title,
    place={"equation": "3.16"},
    latex=r"z_{t+1} - z_t \leq -2\eta_t \langle w_t - w_*, \tilde{\zeta}_{t,1} \rangle - "
    r"2\sqrt{\eta_t} \langle \tilde{\zeta}'_{t,2}, \eta_t \tilde{g}_t \rangle + 2\sqrt{\eta_t} "
    r"\langle \tilde{\zeta}'_{t,2}, w_t - w_* \rangle + \eta_t (\|\tilde{\zeta}'_{t,2}\|^2 - n)",
    concludes=Le(
        change,
        -2 * eta * first_pull + 2 * sqrt(eta) * clipped_pull + eta * (clipped_square - n),
    ),
).printed()
reach = r + eta * (C**2 * r + S1)
upper = proof.step(
    "upper",
    proof.title,
    place={"equation": "3.17", "note": "the d printed there is the dimension n"},
    latex=r"z_{t+1} - z_t \leq 2\eta_t S_1 r_* + 2\sqrt{\eta_t}(r_* + \eta_t(C^2 r_* + S_1))C_L + "
    r"\eta_t(C_L^2 - d)",
    concludes=Le(
        greatest_rise, 2 * eta * S1 * r + 2 * sqrt(eta) * reach * C_L + eta * (C_L**2 - n)
    ),
).printed()

fall_of_square = shown(
    "fall",
    r"\|w'_t - w_*\|^2 - \|w'_{t+1} - w_*\|^2",
    length**2,
    j,
    says="fall of the squared distance of the delayed process from the target",
)
first_norm = shown(
    "first_norm", r"\|\zeta_1\|", length**-1, j, says="norm of the noise of the gradient"
)


def bounded(sign: int) -> Any:
    """Return the bound of the fall, with the noise entering with a sign."""
    pulled = 2 * eta * r * (gradient_norm + first_norm)
    return Le(fall_of_square, pulled + 2 * sqrt(eta) * (sign * clipped_pull))


falls = proof.step(
    "fall",
    proof.title,
    place={"note": "the display after (3.17); only its size enters the next line"},
    latex=r"\|w'_t - w_*\|^2 - \|w'_{t+1} - w_*\|^2 \leq 2\eta_t r_* (\|g_t\| + "
    r"\|\tilde{\zeta}_{t,1}\|) + 2\sqrt{\eta_t} \langle \tilde{\zeta}'_{t,2}, -\eta_t "
    r"\tilde{g}_t + (w_t - w_*) \rangle",
    assuming=[realisable, inside],
    concludes=bounded(1),
)
fall = falls.printed(misprint="the display after it")
fall_corrected = falls.corrected(
    concludes=bounded(-1),
    note="Subtracts the product with the noise: moving outwards is no fall.",
)

greatest_fall = measured(
    "greatest_fall",
    r"\max (z_t - z_{t+1}) \text{ over outcomes}",
    latex=r"\max (z_t - z_{t+1})",
    dimension=length**2,
)
lower = proof.step(
    "lower",
    proof.title,
    place={"equation": "3.18"},
    latex=r"z_t - z_{t+1} \leq 2\eta_t^2 (C^4 r_*^2 + S_1^2) + \eta_t n + 2\eta_t r_* (C^2 r_* + "
    r"S_1) + 2\sqrt{\eta_t} C_L (\eta_t (C^2 r_* + S_1) + r_*)",
    concludes=Le(
        greatest_fall, drift + 2 * eta * r * (C**2 * r + S1) + 2 * sqrt(eta) * C_L * reach
    ),
).printed()
combined = proof.step(
    "combined",
    proof.title,
    place={"equation": "3.19"},
    latex=r"|z_t - z_{t+1}| \leq 2\eta_t S_1 r_* + 2\sqrt{\eta_t} C_L (r_* + \eta_t (C^2 r_* + "
    r"S_1)) + \max \left\{ \eta_t (C_L^2 - n), \eta_t \left[ (n + 2C^2 r_*^2) + 2\eta_t (C^4 "
    r"r_*^2 + S_1^2) \right] \right\}",
    concludes=Le(
        greatest_change,
        2 * eta * S1 * r
        + 2 * sqrt(eta) * C_L * reach
        + Max(eta * (C_L**2 - n), eta * ((n + 2 * C**2 * r**2) + 2 * eta * (C**4 * r**2 + S1**2))),
    ),
).printed()
