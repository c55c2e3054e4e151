"""The end of the proof of Theorem 5.3.3: the average over steps, the step size; a remark."""

from falsum import (
    And,
    Claim,
    Eq,
    Le,
    always,
    parameter,
    positive,
    sqrt,
)

from .notation import (
    beta2,
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
