"""Deterministic RMSProp with a shift reaches a small gradient in O(1/eps^2) steps."""

from falsum import (
    And,
    Claim,
    Ge,
    Le,
    Max,
    always,
    ceiling,
    defined,
    hypothesis,
    measured,
    sqrt,
)

from .notation import (
    CORRECTED,
    accuracy,
    beta2,
    bounded_gradient,
    gradient_norm,
    has_minimiser,
    least_value,
    sigma,
    smooth_L,
    smooth_objective,
    source,
    start_value,
    t,
    xi,
)

step_size = defined(
    "alpha",
    ((1 - beta2) * xi) / (smooth_L * sqrt(sigma**2 + xi)),
    meaning="constant step size",
    latex=r"\alpha",
    dimension={"length": 1},
)
printed_steps = (
    1
    / accuracy**2
    * ((2 * smooth_L * (sigma**2 + xi) * (start_value - least_value)) / ((1 - beta2) * xi))
)
least_gradient = measured(
    "least_gradient",
    r"\min_{1 \leq t \leq T} \|\nabla f(x_t)\|, \text{ where } x_t "
    r"\text{ are the iterates of Algorithm 6 with step } \alpha",
    latex=r"\min_{t \leq T} \|\nabla f(x_t)\|",
    dimension={"value": 1, "length": -1},
)
hypotheses = [smooth_objective, bounded_gradient, has_minimiser]


def reaches(part: str, steps: object, *, note: str = "", least: int | None = None) -> Claim:
    """Return the claim that ``steps`` steps suffice, which enter through the measurement."""
    T = defined("T", steps, meaning="number of steps allowed", dimension=0)
    edge = [] if least is None else [hypothesis(f"T is at least {least}", Ge(T, least))]
    return Claim(
        id="mukherjee_2020.theorem_5_4_1" + part,
        title="RMSProp with exact gradients finds a critical point",
        source=source("Theorem 5.4.1", note="Algorithm 6; t counts from 1"),
        quantifier=always,
        hypotheses=[*hypotheses, *edge],
        conclusion=Le(least_gradient, accuracy),
        definitions=[T, step_size],
        note=note,
        trivial=Ge(accuracy, sigma),  # every gradient is as small as that
    )


theorem_5_4_1 = reaches(
    "",
    printed_steps,
    note="What fails is only that a real T stands for a number of iterates. The proof divides by "
    "the gradient, which may vanish (proof_5_4_1.guaranteed), and takes a bound for a value "
    "(proof_5_4_1.delta); neither does harm.",
)
theorem_5_4_1_reading_at_least_one = reaches(
    ".reading_at_least_one",
    printed_steps,
    least=1,
    note="Leaves out T < 1, where no iterate is allowed, and keeps the real-valued T otherwise. "
    + CORRECTED,
)
theorem_5_4_1_reading_ceiling = reaches(
    ".reading_ceiling",
    ceiling(printed_steps),
    note="Rounds T up to an integer, which is 0 for a start at the minimum. " + CORRECTED,
)
theorem_5_4_1_corrected = reaches(
    ".corrected",
    Max(1, ceiling(printed_steps)),
    note="Rounds T up and allows the first iterate always: the telescoped sum has T terms.",
)

# The proof in Appendix 5.B.
decrease = measured("decrease", r"f(x_t) - f(x_{t+1})", indices=(t,), dimension={"value": 1})
rate = defined("rate", 1 / (2 * sqrt(sigma**2 + xi)), latex=r"\delta^2")
proof_5_4_1_descent = Claim(
    id="mukherjee_2020.proof_5_4_1.descent",
    title="Each step of RMSProp with exact gradients decreases the objective",
    source=source("Appendix 5.B", note="the display after the choice of the step length"),
    quantifier=always,
    hypotheses=[smooth_objective, bounded_gradient],
    conclusion=Le(rate * step_size * gradient_norm**2, decrease),
    definitions=[step_size],
)
seen_bound = measured(
    "seen_bound",
    r"\sigma_t = \max_{k \leq t} \|\nabla f(x_k)\|",
    latex=r"\sigma_t",
    indices=(t,),
    dimension={"value": 1, "length": -1},
)
seen_least = measured(
    "seen_least",
    r"\epsilon_t = \min_{k \leq t, i} (\nabla_i f(x_k))^2",
    latex=r"\epsilon_t",
    indices=(t,),
    dimension={"value": 2, "length": -2},
)
alignment = measured(
    "alignment",
    r"\langle \nabla f(x_t), V_t^{-1/2} \nabla f(x_t) \rangle",
    indices=(t,),
    dimension={"value": 1, "length": -1},
)
direction_norm = measured(
    "direction_norm", r"\|V_t^{-1/2} \nabla f(x_t)\|", indices=(t,), dimension=0
)
proof_5_4_1_preconditioner = Claim(
    id="mukherjee_2020.proof_5_4_1.preconditioner",
    title="Bounds of the preconditioned gradient of RMSProp",
    source=source("Appendix 5.B", equation="5.29 and 5.31"),
    quantifier=always,
    conclusion=And(
        Ge(alignment, gradient_norm**2 / (sqrt(1 - beta2**t) * sqrt(seen_bound**2 + xi))),
        Le(direction_norm**2, gradient_norm**2 / ((1 - beta2**t) * (xi + seen_least))),
    ),
)
