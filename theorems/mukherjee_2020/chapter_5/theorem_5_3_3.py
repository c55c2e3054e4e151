"""Stochastic RMSProp with a sign-constrained oracle: T, the step size, and the proof's bounds."""

from collections.abc import Sequence
from typing import Any

from falsum import (
    And,
    Claim,
    Ge,
    Gt,
    Le,
    Max,
    always,
    ceiling,
    defined,
    granted,
    hypothesis,
    index,
    measured,
    naturals,
    parameter,
    positive,
    sqrt,
)

from .notation import (
    CORRECTED,
    accuracy,
    beta2,
    coordinates,
    has_minimiser,
    least_value,
    sigma,
    smooth_L,
    smooth_objective,
    source,
    start_value,
    steps,
    t,
    xi,
)

slope = {"value": 1, "length": -1}
square = {"value": 2, "length": -2}
component_bound = measured(
    "component_bound",
    r"\max_p \sup_x \|\nabla f_p(x)\|",
    latex=r"\sup \|\nabla f_p\|",
    dimension=slope,
)
bounded_components = hypothesis(
    "the gradients of the components have norms of at most sigma_f", Le(component_bound, sigma)
)
same_signs = granted(
    "the gradients of the components have the same signs",
    r"\operatorname{sign}(\nabla f_p(x)) = \operatorname{sign}(\nabla f_q(x))",
)
setting = [smooth_objective, same_signs, bounded_components, has_minimiser]
printed_steps = (
    1
    / accuracy**4
    * (
        (2 * smooth_L * sigma**2 * (sigma**2 + xi) * (start_value - least_value))
        / ((1 - beta2) * xi)
    )
)
least_mean = measured(
    "least_mean",
    r"\min_{1 \leq t \leq T} \mathbb{E} \|\nabla f(x_t)\|^2",
    dimension=square,
)


def reaches(
    part: str,
    count: Any,
    *,
    note: str = "",
    least: int | None = None,
    besides: Sequence[Any] = (),
) -> Claim:
    """Return the claim that ``count`` steps of the printed length suffice."""
    T = defined("T", count, meaning="number of steps allowed", dimension=0)
    alpha = defined(
        "alpha",
        1
        / sqrt(T)
        * sqrt((2 * xi * (1 - beta2) * (start_value - least_value)) / (sigma**2 * smooth_L)),
        meaning="constant step size",
        latex=r"\alpha",
        dimension={"length": 1},
    )
    edge = [] if least is None else [hypothesis(f"T is at least {least}", Ge(T, least))]
    return Claim(
        id="mukherjee_2020.theorem_5_3_3" + part,
        title="RMSProp with a sign-constrained oracle finds a critical point",
        source=source(
            "Theorem 5.3.3",
            note="'T <= ...' is read as T = ..., the most that is allowed; expectations are over "
            "all answers of the oracle",
        ),
        quantifier=always,
        hypotheses=[*setting, *edge, *besides],
        conclusion=Le(least_mean, accuracy**2),
        definitions=[T, alpha],
        note=note,
    )


theorem_5_3_3 = reaches(
    "",
    printed_steps,
    note="What fails is only that a real T stands for a number of iterates. The first step of the "
    "proof that does not hold is the bound of d_i, with one power of beta_2 too few "
    "(proof_5_3_3.d_i, proof_5_3_3.gap): its last line, that the gap is not negative, holds.",
)
theorem_5_3_3_reading_at_least_one = reaches(
    ".reading_at_least_one",
    printed_steps,
    least=1,
    note="Leaves out T < 1, where no iterate is allowed, and keeps the real-valued T otherwise. "
    "Below T = 2 only the first iterate is allowed, so that no smaller T would do either. "
    + CORRECTED,
)
theorem_5_3_3_reading_ceiling = reaches(
    ".reading_ceiling",
    ceiling(printed_steps),
    note="Rounds T up to an integer, which is 0 for a start at the minimum, where the step length "
    "divides by it. " + CORRECTED,
)
theorem_5_3_3_corrected = reaches(
    ".corrected",
    Max(1, ceiling(printed_steps)),
    besides=[hypothesis("sigma_f is positive", Gt(sigma, 0))],
    note="Rounds T up, allows the first iterate always, and asks for sigma_f > 0, by which the "
    "step length divides: a constant f has the bound 0.",
)

# The proof in Appendix 5.A: bounds of the preconditioner along any replies of bounded norm.
i = index("i", 1, coordinates)
reply_bound = measured("reply_bound", r"\max_k \|g_k\|", dimension=slope)
bounded_replies = hypothesis("replies have norms of at most sigma_f", Le(reply_bound, sigma))
least_root = measured(
    "least_root", r"\lambda_{\min}(V_t^{-1/2})", indices=(t,), dimension={"value": -1, "length": 1}
)
greatest_root = measured(
    "greatest_root",
    r"\lambda_{\max}(V_t^{-1/2})",
    indices=(t,),
    dimension={"value": -1, "length": 1},
)
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
    dimension=square,
)
mu_least = defined("mu_min", 1 / sqrt(sigma**2 + xi), latex=r"\mu_{\min}")
mu_greatest = defined("mu_max", 1 / (sqrt(1 - beta2) * sqrt(xi)), latex=r"\mu_{\max}")
proof_5_3_3_mu = Claim(
    id="mukherjee_2020.proof_5_3_3.mu",
    title="Bounds of the preconditioner along bounded replies",
    source=source("Appendix 5.A", note="the displays before (5.22)"),
    quantifier=always,
    hypotheses=[bounded_replies],
    conclusion=And(
        Ge(least_root, 1 / (sqrt(1 - beta2**t) * sqrt(seen_bound**2 + xi))),
        Le(greatest_root, 1 / (sqrt(1 - beta2**t) * sqrt(xi + seen_least))),
        Ge(least_root, mu_least),
        Le(greatest_root, mu_greatest),
    ),
)

past = measured(
    "past",
    r"d_i = (1 - \beta_2) \xi + (1 - \beta_2) \sum_{k < t} \beta_2^{t-k} (g_{k,i}^2 + \xi)",
    latex="d_i",
    indices=(i,),
    dimension=square,
)


def past_bound(part: str, power: Any, *, note: str = "") -> Claim:
    """Return the claim on d_i, with ``power`` for what is left of the geometric sum."""
    return Claim(
        id="mukherjee_2020.proof_5_3_3.d_i" + part,
        title="The part of the average that is known before the reply",
        source=source(
            "Appendix 5.A",
            note="the first bound of d_i, before (5.26); the printed sum has one power of beta_2 "
            "too few at every t, and at t = 1, where it should be empty, it is negative",
        ),
        quantifier=always,
        hypotheses=[bounded_replies],
        conclusion=Le(
            past,
            (1 - beta2) * (xi + (beta2 - power) / (1 - beta2) * (sigma**2 + xi)),
        ),
        note=note,
    )


proof_5_3_3_d_i = past_bound("", beta2 ** (steps - 1))
proof_5_3_3_d_i_corrected = past_bound(
    ".corrected",
    beta2**steps,
    note="Sums the powers 1 to t - 1 of beta_2: what is left is beta_2^t.",
)


def whole_bound(part: str, power: Any, *, note: str = "") -> Claim:
    """Return the claim on the entries of V_t^(-1/2) that (5.26) starts from."""
    return Claim(
        id="mukherjee_2020.proof_5_3_3.gap" + part,
        title="Entries of the preconditioner exceed mu_min by a positive amount",
        source=source("Appendix 5.A", equation="5.26"),
        quantifier=always,
        hypotheses=[bounded_replies],
        conclusion=Ge(inverse_root, 1 / sqrt((1 - power) * (sigma**2 + xi))),
        note=note,
    )


inverse_root = measured(
    "inverse_root",
    r"1 / \sqrt{(1 - \beta_2) g_{t,i}^2 + d_i}",
    indices=(i,),
    dimension={"value": -1, "length": 1},
)
proof_5_3_3_gap = whole_bound("", beta2 ** (steps - 1))
proof_5_3_3_gap_corrected = whole_bound(
    ".corrected", beta2**steps, note="With beta_2^t, as in the corrected bound of d_i."
)

queries = parameter("queries", "number of states looked at", domain=naturals, dimension=0)
q = index("q", 1, queries)
any_step = parameter(
    "alpha",
    "constant step size",
    domain=positive,
    latex=r"\alpha",
    dimension={"length": 1},
)
mean_decrease = measured(
    "mean_decrease",
    r"f(x_q) - \mathbb{E}[f(x_{q+1}) \mid H_q]",
    indices=(q,),
    dimension={"value": 1},
)
gradient_norm = measured("gradient_norm", r"\|\nabla f(x_q)\|", indices=(q,), dimension=slope)
proof_5_3_3_descent = Claim(
    id="mukherjee_2020.proof_5_3_3.descent",
    title="Each step with a sign-constrained oracle decreases the objective, up to a noise term",
    source=source("Appendix 5.A", equation="5.23", note="before the expectation over H_t is taken"),
    quantifier=always,
    hypotheses=[smooth_objective, same_signs, bounded_components],
    conclusion=Ge(
        mean_decrease,
        any_step * mu_least * gradient_norm**2
        - mu_greatest**2 * (any_step**2 * sigma**2 * smooth_L / 2),
    ),
)
