"""Steps in the proof of Theorem 5.4.3 along a run: decreases, their sum, the explicit step size."""

from typing import Any

from falsum import (
    And,
    Claim,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    always,
    defined,
    hypothesis,
    index,
    measured,
)

from .notation import (
    accuracy,
    beta1,
    has_minimiser,
    least_value,
    second_value,
    sigma,
    smooth_L,
    smooth_objective,
    source,
    step_number,
    steps,
    zeta,
)
from .proof_5_4_3 import bounded, gap, norm, not_yet, root
from .theorem_5_4_3 import (
    large_shift,
    momentum,
    positive_sigma,
    small_momentum,
    theta_1,
    theta_2,
)

slope = {"value": 1, "length": -1}
SHARED = [smooth_objective, bounded, not_yet, small_momentum, large_shift, momentum]
product = (beta1 - beta1**2) * theta_1 * theta_2
s = index("s", 2, steps)
late_norm = measured("late_norm", r"\|g_s\|", latex=r"\|g_s\|", indices=(s,), dimension=slope)
late_decrease = measured(
    "late_decrease",
    r"f(x_s) - f(x_{s+1})",
    latex="f(x_s) - f(x_{s+1})",
    indices=(s,),
    dimension={"value": 1},
)
proof_5_4_3_decrease = Claim(
    id="mukherjee_2020.proof_5_4_3.decrease",
    title="Each step of ADAM with the best step sizes decreases the objective",
    source=source(
        "Section 5.7.2",
        equation="5.21",
        note="with the step sizes alpha*_t; f(x_t) - f(x_{t+1}) on the left",
    ),
    quantifier=always,
    hypotheses=SHARED,
    conclusion=Ge(
        late_decrease,
        late_norm**4
        / (2 * smooth_L)
        * (product**2 / ((zeta + sigma) ** 2 * (1 - beta1**s) ** 2 * sigma**2)),
    ),
)

least_fourth = measured(
    "least_fourth",
    r"\min_{2 \leq t \leq T} \|\nabla f(x_t)\|^4",
    latex=r"\min_{2 \leq t \leq T} \|\nabla f(x_t)\|^4",
    dimension={"value": 4, "length": -4},
)


def least(part: str, terms: Any, *, note: str = "") -> Claim:
    """Return the bound of the least gradient, with a number of terms in the sum."""
    return Claim(
        id="mukherjee_2020.proof_5_4_3.least" + part,
        title="The least gradient of ADAM with the best step sizes",
        source=source(
            "Section 5.7.2",
            note="the third display after (5.21), for the T steps of a run without a small "
            "gradient: the first step of the proof that does not hold where beta_1 is positive",
        ),
        quantifier=always,
        hypotheses=[*SHARED, has_minimiser],
        conclusion=Le(
            least_fourth,
            2
            * smooth_L
            * (zeta + sigma) ** 2
            * sigma**2
            / (terms * product**2)
            * (second_value - least_value),
        ),
        note=note,
    )


proof_5_4_3_least = least("", steps)
proof_5_4_3_least_corrected = least(
    ".corrected", steps - 1, note="Divides by T - 1: the sum starts at t = 2."
)

# Strict inequalities between scalars, and the explicit parameters.
proof_5_4_3_thresholds = Claim(
    id="mukherjee_2020.proof_5_4_3.thresholds",
    title="Both constants of the proof are positive, and strict bounds",
    source=source("Section 5.7.2", note="the displays before (5.20), from the second step on"),
    quantifier=always,
    hypotheses=[
        positive_sigma,
        momentum,
        small_momentum,
        large_shift,
        hypothesis("it is not the first step", Ge(step_number, 2)),
        hypothesis("the gradient is not small yet", Gt(norm, accuracy)),
    ],
    conclusion=And(
        Gt(theta_1, 0),
        Gt(gap, theta_1),
        Gt(theta_2, 0),
        Lt(sigma * root / gap, sigma / theta_1),
    ),
)
chosen_beta1 = accuracy / (accuracy + 2 * sigma)
proof_5_4_3_parameters = Claim(
    id="mukherjee_2020.proof_5_4_3.parameters",
    title="The explicit parameters make both constants simple",
    source=source("Section 5.7.2", note="'now choose theta_1 = 1' and what follows"),
    quantifier=always,
    hypotheses=[positive_sigma],
    conclusion=And(
        Eq(accuracy * (1 - chosen_beta1) / (chosen_beta1 * sigma) - 1, 1),
        Eq(chosen_beta1 * (1 - chosen_beta1), 2 * sigma * accuracy / (accuracy + 2 * sigma) ** 2),
        Eq(
            sigma**2 * chosen_beta1 / (-chosen_beta1 * sigma + accuracy * (1 - chosen_beta1)),
            sigma,
        ),
    ),
)

explicit_beta1 = defined("beta1", chosen_beta1, meaning="decay of the first moment", dimension=0)
explicit_zeta = defined("zeta", 2 * sigma, meaning="shift", dimension=slope)
best_step = measured(
    "best_step",
    r"\alpha^*_s = \langle g_s, D_s m_s \rangle / (L \|D_s m_s\|^2), "
    r"\ D_s = (V_s^{1/2} + \xi)^{-1}",
    latex=r"\alpha^*_s",
    indices=(s,),
    dimension={"length": 1},
)
proof_5_4_3_step_size = Claim(
    id="mukherjee_2020.proof_5_4_3.step_size",
    title="The explicit step size is at most the best one",
    source=source("Section 5.7.2", note="the display that defines the final alpha_t"),
    quantifier=always,
    hypotheses=[bounded, not_yet, positive_sigma],
    conclusion=Ge(
        best_step,
        late_norm**2
        / (smooth_L * (1 - explicit_beta1**s) ** 2)
        * (4 * accuracy / (3 * (accuracy + 2 * sigma) ** 2)),
    ),
    definitions=[explicit_beta1, explicit_zeta],
)
