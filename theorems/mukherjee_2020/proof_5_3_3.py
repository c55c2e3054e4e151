"""The end of the proof of Theorem 5.3.3: the average over steps, the step size; a remark."""

from falsum import (
    And,
    Claim,
    Eq,
    Ge,
    Gt,
    Le,
    Max,
    always,
    ceiling,
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
    xi,
)
from .theorem_5_3_3 import (
    any_step,
    bounded_components,
    least_mean,
    mu_greatest,
    mu_least,
    printed_steps,
    same_signs,
    slope,
)

noise = sigma**2 * smooth_L / 2 * (mu_greatest**2 / mu_least)
proof_5_3_3_averaged = Claim(
    id="mukherjee_2020.proof_5_3_3.averaged",
    title="The least expected squared gradient at any step size",
    source=source("Appendix 5.A", note="the first display after (5.23)"),
    quantifier=always,
    hypotheses=[smooth_objective, same_signs, bounded_components, has_minimiser],
    conclusion=Le(
        least_mean,
        1 / (any_step * steps * mu_least) * (start_value - least_value) + any_step * noise,
    ),
)

# The step size that is chosen, for any fall of the objective.
fall = parameter(
    "fall",
    "fall of the objective from the start to the minimum",
    domain=positive,
    latex="f(x_1) - f(x_*)",
    dimension={"value": 1},
)
T = parameter("T", "number of steps", domain=positive, dimension=0)
positive_sigma = parameter(
    "sigma", "bound on the gradients", domain=positive, latex=r"\sigma_f", dimension=slope
)
least = 1 / sqrt(positive_sigma**2 + xi)
greatest = 1 / (sqrt(1 - beta2) * sqrt(xi))
chosen_step = 1 / sqrt(T) * sqrt(2 * fall / (positive_sigma**2 * smooth_L * greatest**2))


def averaged(step: object) -> object:
    """Return the bound of the least expected squared gradient as a function of the step size."""
    cost = step * positive_sigma**2 * smooth_L / 2 * (greatest**2 / least)
    return 1 / (step * T * least) * fall + cost


bound = 2 * sqrt(
    1 / (T * least) * fall * (smooth_L * positive_sigma**2 * greatest**2 / (2 * least))
)
proof_5_3_3_step_size = Claim(
    id="mukherjee_2020.proof_5_3_3.step_size",
    title="The step size and the bound that it gives",
    source=source("Appendix 5.A", note="the two displays before the end of the proof"),
    quantifier=always,
    conclusion=And(
        Eq(
            chosen_step,
            1 / sqrt(T) * sqrt((2 * xi * (1 - beta2) * fall) / (positive_sigma**2 * smooth_L)),
        ),
        Eq(averaged(chosen_step), bound),
        Eq(
            bound,
            1
            / sqrt(T)
            * sqrt(
                (2 * smooth_L * positive_sigma**2 * (positive_sigma**2 + xi) * fall)
                / ((1 - beta2) * xi)
            ),
        ),
        Le(bound, averaged(any_step)),
    ),
)

# The remark after the theorem.
i = index("i", 1, coordinates)
equal_signs = measured(
    "equal_signs",
    r"\min_{p, q} \operatorname{sign}(\nabla_i f_p(x)) \operatorname{sign}(\nabla_i f_q(x)), "
    r"\ \operatorname{sign}(0) = 1",
    latex=r"\min_{p,q} s_{p,i} s_{q,i}",
    indices=(i,),
    dimension=0,
)
mean_entry = measured(
    "mean_entry", r"|\nabla_i f(x)|", latex=r"|\nabla_i f(x)|", indices=(i,), dimension=slope
)
largest_entry = measured(
    "largest_entry",
    r"\max_p |\nabla_i f_p(x)|",
    latex=r"\max_p |\nabla_i f_p(x)|",
    indices=(i,),
    dimension=slope,
)
share = parameter("k", "number of components", domain=positive, dimension=0)
remark_5_3_3_vanishing = Claim(
    id="mukherjee_2020.remark_5_3_3.vanishing",
    title="Where the gradient has an entry 0, so has every component's",
    source=source(
        "remark after Theorem 5.3.3",
        note="made quantitative: an entry of the gradient is at least 1/k of the largest entry "
        "of a component; the sign of 0 is 1, as in Definition 20",
    ),
    quantifier=always,
    hypotheses=[hypothesis("the components have the same signs", Ge(equal_signs, 1))],
    conclusion=Le(largest_entry, share * mean_entry),
)
visited_product = measured(
    "visited_product",
    r"\min_{p, q, i} \nabla_i f_p(x) \nabla_i f_q(x) \text{ over the points } x "
    r"\text{ that a run may visit}",
    latex=r"\min \nabla_i f_p \nabla_i f_q",
    dimension={"value": 2, "length": -2},
)
count = defined("T", Max(1, ceiling(printed_steps)), meaning="number of steps allowed", dimension=0)
step = defined(
    "alpha",
    1
    / sqrt(count)
    * sqrt((2 * xi * (1 - beta2) * (start_value - least_value)) / (sigma**2 * smooth_L)),
    meaning="constant step size",
    latex=r"\alpha",
    dimension={"length": 1},
)
remark_5_3_3_visited = Claim(
    id="mukherjee_2020.remark_5_3_3.visited",
    title="RMSProp with an oracle whose signs agree at the points visited",
    source=source(
        "remark after Theorem 5.3.3",
        note="with T as in theorem_5_3_3.corrected; elsewhere the signs may differ",
    ),
    quantifier=always,
    hypotheses=[
        smooth_objective,
        hypothesis("the signs agree at the points visited", Ge(visited_product, 0)),
        bounded_components,
        has_minimiser,
        hypothesis("sigma_f is positive", Gt(sigma, 0)),
    ],
    conclusion=Le(least_mean, accuracy**2),
    definitions=[count, step],
)
