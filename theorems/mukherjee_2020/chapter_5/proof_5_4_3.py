"""The explicit steps in the proof of Theorem 5.4.3, Section 5.7.2."""

from typing import Any

from falsum import (
    And,
    Claim,
    Eq,
    Ge,
    Gt,
    Le,
    always,
    defined,
    hypothesis,
    index,
    measured,
    parameter,
    positive,
    sqrt,
)

from .notation import (
    accuracy,
    beta1,
    beta2,
    gradient_norm,
    least_value,
    second_value,
    sigma,
    smooth_L,
    source,
    step_number,
    steps,
    t,
    zeta,
)
from .theorem_5_4_3 import large_shift, momentum, positive_sigma, small_momentum, theta_1, theta_2

slope = {"value": 1, "length": -1}

seen_bound = measured(
    "seen_bound",
    r"\sigma_t = \max_{k \leq t} \|g_k\|",
    latex=r"\sigma_t",
    indices=(t,),
    dimension=slope,
)
seen_least = measured(
    "seen_least",
    r"\epsilon_t = \min_{k \leq t, i} g_{k,i}^2",
    latex=r"\epsilon_t",
    indices=(t,),
    dimension={"value": 2, "length": -2},
)
direction_norm = measured(
    "direction_norm", r"\|(V_t^{1/2} + \xi)^{-1} m_t\|", indices=(t,), dimension=0
)
shown = (1 - beta1**t) * seen_bound
proof_5_4_3_upper = Claim(
    id="mukherjee_2020.proof_5_4_3.upper",
    title="The preconditioned first moment is bounded",
    source=source("Section 5.7.2", equation="5.16"),
    quantifier=always,
    conclusion=And(
        Le(direction_norm, shown / (zeta + sqrt(seen_least * (1 - beta2**t)))),
        Le(shown / (zeta + sqrt(seen_least * (1 - beta2**t))), shown / zeta),
    ),
)

s = index("s", 2, steps)
late_norm = measured("late_norm", r"\|g_s\|", latex=r"\|g_s\|", indices=(s,), dimension=slope)
alignment = measured(
    "alignment",
    r"Q_s = \langle g_s, (V_s^{1/2} + \xi)^{-1} m_s \rangle",
    latex="Q_s",
    indices=(s,),
    dimension=slope,
)
bounded = hypothesis("gradients have norms of at most sigma", Le(gradient_norm, sigma))
not_yet = hypothesis("no gradient is small yet", Gt(gradient_norm, accuracy))


def lower(part: str, *, edge: list[Any], note: str = "") -> Claim:
    """Return the claim of (5.19) and (5.20)."""
    return Claim(
        id="mukherjee_2020.proof_5_4_3.lower" + part,
        title="The gradient and the preconditioned first moment are aligned",
        source=source(
            "Section 5.7.2",
            equation="5.19 and 5.20",
            note="from the second step on, for any gradients with the norms supposed",
        ),
        quantifier=always,
        hypotheses=[bounded, not_yet, small_momentum, large_shift, *edge],
        conclusion=And(
            Ge(
                alignment,
                late_norm**2
                * (
                    (1 - beta1) / (zeta + sigma * sqrt(1 - beta2**s))
                    - (beta1 - beta1**s) * sigma / (zeta * late_norm)
                ),
            ),
            Ge(
                alignment,
                late_norm**2
                * (
                    sigma * (beta1 - beta1**2) * theta_1 * theta_2 / (zeta * sigma * (zeta + sigma))
                ),
            ),
        ),
        note=note,
    )


proof_5_4_3_lower = lower("", edge=[])
proof_5_4_3_lower_corrected = lower(
    ".corrected",
    edge=[momentum],
    note="Asks for beta_1 > 0: Algorithm 7 allows 0, by which theta_1 divides.",
)

norm = parameter("g", "norm of the gradient", domain=positive, latex=r"\|g_t\|", dimension=slope)
gap = (1 - beta1) * norm / ((beta1 - beta1**step_number) * sigma) - 1
root = sqrt(1 - beta2**step_number)


def factored(part: str, *, edge: list[Any], note: str = "") -> Claim:
    """Return the claim that the bound of (5.19) is the factored one."""
    return Claim(
        id="mukherjee_2020.proof_5_4_3.factored" + part,
        title="The lower bound of the alignment is written as a product",
        source=source("Section 5.7.2", note="the displays after (5.19), first and last line"),
        quantifier=always,
        hypotheses=[positive_sigma, momentum, *edge],
        conclusion=Eq(
            (1 - beta1) / (zeta + sqrt((1 - beta2**step_number) * sigma**2))
            - (beta1 - beta1**step_number) * sigma / (zeta * norm),
            sigma
            * (beta1 - beta1**step_number)
            * gap
            * ((zeta - sigma * root / gap) / (zeta * norm * (zeta + sigma * root))),
        ),
        note=note,
    )


proof_5_4_3_factored = factored("", edge=[])
proof_5_4_3_factored_corrected = factored(
    ".corrected",
    edge=[
        hypothesis("it is not the first step", Ge(step_number, 2)),
        hypothesis("the gap is positive", Gt(gap, 0)),
    ],
    note="Leaves out t = 1, where beta_1 - beta_1^t is 0 and stands in a denominator.",
)

decrease_needed = second_value - least_value


def condition(part: str, factor: int, *, note: str = "") -> Claim:
    """Return the claim that the T of the proof makes its bound at most eps^4."""
    common = (beta1 - beta1**2) ** 2 * theta_1**2 * theta_2**2
    count = defined(
        "T",
        2
        * smooth_L
        * sigma**2
        * (zeta + sigma) ** 2
        / (factor * accuracy**4 * common)
        * decrease_needed,
    )
    return Claim(
        id="mukherjee_2020.proof_5_4_3.t_condition" + part,
        title="The number of steps makes the bound of the least gradient at most eps^4",
        source=source("Section 5.7.2", note="'Observe that if T >= ...', with equality"),
        quantifier=always,
        hypotheses=[
            positive_sigma,
            momentum,
            small_momentum,
            large_shift,
            hypothesis("f decreases", Gt(second_value, least_value)),
        ],
        conclusion=Le(
            2 * smooth_L * (zeta + sigma) ** 2 * sigma**2 / (count * common) * decrease_needed,
            accuracy**4,
        ),
        note=note,
    )


proof_5_4_3_t_condition = condition("", 2)
proof_5_4_3_t_condition_corrected = condition(
    ".corrected", 1, note="Without the factor 2 in the denominator of T, which the display lacks."
)

chosen_beta1 = accuracy / (accuracy + 2 * sigma)
general = (
    2
    * smooth_L
    * sigma**2
    * (2 * sigma + sigma) ** 2
    / (2 * accuracy**4 * (chosen_beta1 - chosen_beta1**2) ** 2 * sigma**2)
)
first_link = (
    18
    * smooth_L
    * sigma**4
    / (2 * accuracy**4 * (2 * sigma * accuracy / (accuracy + 2 * sigma)) ** 2 * sigma**2)
)
second_link = 18 * smooth_L / (8 * accuracy**6 * (1 / (accuracy + 2 * sigma)) ** 2)
last_link = 9 * smooth_L * sigma**2 / accuracy**6
chain_source = source(
    "Section 5.7.2",
    note="factors of f(x_2) - f(x_*), which all links share, after 'making these substitutions'",
)
proof_5_4_3_t_chain = Claim(
    id="mukherjee_2020.proof_5_4_3.t_chain",
    title="The chain for the explicit number of steps, with its first substitution",
    source=chain_source,
    quantifier=always,
    hypotheses=[positive_sigma],
    conclusion=And(
        Eq(general, first_link), Ge(first_link, second_link), Ge(second_link, last_link)
    ),
)
proof_5_4_3_t_chain_links = Claim(
    id="mukherjee_2020.proof_5_4_3.t_chain_links",
    title="The links of the chain for the explicit number of steps",
    source=chain_source,
    quantifier=always,
    hypotheses=[positive_sigma],
    conclusion=And(Ge(first_link, second_link), Ge(second_link, last_link)),
)
corrected_steps = 9 * smooth_L * (accuracy + 2 * sigma) ** 4 / (4 * accuracy**6)


def suffices(part: str, count: Any, *, note: str = "") -> Claim:
    """Return the claim that a number of steps is as large as the first condition asks."""
    return Claim(
        id="mukherjee_2020.proof_5_4_3.t_suffices" + part,
        title="The last link of the chain is as large as the first condition asks",
        source=source(
            "Section 5.7.2",
            note="T >= A >= B >= C gives a T of at least A, yet the theorem takes T = C",
        ),
        quantifier=always,
        hypotheses=[positive_sigma],
        conclusion=Ge(count, general),
        note=note,
    )


proof_5_4_3_t_suffices = suffices("", last_link)
proof_5_4_3_t_suffices_corrected = suffices(
    ".corrected",
    corrected_steps,
    note="Ends the chain at 9 L (eps + 2 sigma)^4 / (4 eps^6), to which the substitution leads "
    "(t_chain.corrected): a chain of lower bounds of T shows no smaller T to be enough. The "
    "factor 2 that the first condition lacks is a matter of t_condition; with it, the number of "
    "steps is that of theorem_5_4_3.explicit.corrected.",
)
proof_5_4_3_t_chain_corrected = Claim(
    id="mukherjee_2020.proof_5_4_3.t_chain.corrected",
    title="The explicit number of steps by substitution",
    source=chain_source,
    quantifier=always,
    hypotheses=[positive_sigma],
    conclusion=Eq(general, corrected_steps),
    note="Squares the whole of beta_1 (1 - beta_1) = 2 sigma eps / (eps + 2 sigma)^2.",
)

decrease = parameter("h", "1 - beta_1^t", domain=positive, dimension=0)
product = beta1 - beta1**2
final_step = zeta / (smooth_L * decrease**2) * norm**2 * (product / (sigma * (zeta + sigma)))
proof_5_4_3_consistency = Claim(
    id="mukherjee_2020.proof_5_4_3.consistency",
    title="The smaller step size guarantees the decrease of (5.21)",
    source=source("Section 5.7.2", note="'A consistency check!', theta_1 = 1, theta_2 = sigma"),
    quantifier=always,
    hypotheses=[positive_sigma],
    conclusion=Eq(
        final_step * (-(norm**2) * (sigma * product * sigma / (zeta * sigma * (zeta + sigma))))
        + smooth_L / 2 * (final_step * (decrease * sigma / zeta)) ** 2,
        -(norm**4)
        / (2 * smooth_L)
        * (product**2 * sigma**2 / ((zeta + sigma) ** 2 * decrease**2 * sigma**2)),
    ),
)
