"""Deterministic RMSProp with a shift reaches a small gradient in O(1/eps^2) steps."""

from falsum import Ge, Le, Max, Symbol, ceiling, defined, hypothesis, measured, sqrt

from .notation import (
    CORRECTED,
    accuracy,
    beta2,
    bounded_gradient,
    has_minimiser,
    least_value,
    length,
    sigma,
    slope,
    smooth_L,
    smooth_objective,
    start_value,
    thesis,
    xi,
)

step_size = defined(
    "alpha",
    ((1 - beta2) * xi) / (smooth_L * sqrt(sigma**2 + xi)),
    meaning="constant step size",
    latex=r"\alpha",
    dimension=length,
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
    dimension=slope,
)


def taking(steps: object) -> tuple[Symbol, Symbol]:
    """Return the definitions with a number of steps that are allowed."""
    return defined("T", steps, meaning="number of steps allowed", dimension=0), step_size


theorem = thesis.statement(
    __name__,
    "RMSProp with exact gradients finds a critical point",
    "Theorem 5.4.1",
    note="Algorithm 6; t counts from 1",
    latex=r"\alpha_t = \alpha = \frac{(1-\beta_2)\xi}{L\sqrt{\sigma^2+\xi}}, \quad "
    r"\|\nabla f(x_t)\| \leq \epsilon \text{ for some } t \leq \frac{1}{\epsilon^2} \times "
    r"\frac{2L(\sigma^2+\xi)(f(x_1)-f(x_*))}{(1-\beta_2)\xi}",
    assuming=[smooth_objective, bounded_gradient, has_minimiser],
    defining=taking(printed_steps),
    concludes=Le(least_gradient, accuracy),
    trivial=Ge(accuracy, sigma),  # every gradient is as small as that
)
T = theorem.defining[0]
printed = theorem.printed(
    note="What fails is only that a real T stands for a number of iterates. The proof divides by "
    "the gradient, which may vanish (proof_5_4_1.guaranteed), and takes a bound for a value "
    "(proof_5_4_1.delta); neither does harm.",
)
at_least_one = theorem.reading(
    "at_least_one",
    adding=[hypothesis("T is at least 1", Ge(T, 1))],
    note="Leaves out T < 1, where no iterate is allowed, and keeps the real-valued T otherwise. "
    + CORRECTED,
)
rounded = theorem.reading(
    "ceiling",
    defining=taking(ceiling(printed_steps)),
    note="Rounds T up to an integer, which is 0 for a start at the minimum. " + CORRECTED,
)
corrected = theorem.corrected(
    defining=taking(Max(1, ceiling(printed_steps))),
    note="Rounds T up and allows the first iterate always: the telescoped sum has T terms.",
)
