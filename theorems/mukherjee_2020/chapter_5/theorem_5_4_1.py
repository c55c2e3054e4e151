"""Deterministic RMSProp with a shift reaches a small gradient in O(1/eps^2) steps."""

from falsum import Ge, Le, Max, Symbol, ceiling, defined, measured, sqrt

from . import notation as n
from .notation import accuracy, beta2, sigma, smooth_L, xi

step_size = defined(
    "alpha",
    ((1 - beta2) * xi) / (smooth_L * sqrt(sigma**2 + xi)),
    meaning="constant step size",
    latex=r"\alpha",
    dimension=n.length,
)
drop = n.start_value - n.least_value
printed_steps = 1 / accuracy**2 * ((2 * smooth_L * (sigma**2 + xi) * drop) / ((1 - beta2) * xi))
least_gradient = measured(
    "least_gradient",
    r"\min_{1 \leq t \leq T} \|\nabla f(x_t)\|, \text{ where } x_t "
    r"\text{ are the iterates of Algorithm 6 with step } \alpha",
    latex=r"\min_{t \leq T} \|\nabla f(x_t)\|",
    dimension=n.slope,
)


def taking(steps: object) -> tuple[Symbol, Symbol]:
    """Return the definitions with a number of steps that are allowed."""
    meaning = "number of steps allowed"
    return defined("T", steps, meaning=meaning, dimension=0, counts=True), step_size


theorem = n.thesis.statement(
    __name__,
    "RMSProp with exact gradients finds a critical point",
    "Theorem 5.4.1",
    note="Algorithm 6; t counts from 1",
    latex=r"\alpha_t = \alpha = \frac{(1-\beta_2)\xi}{L\sqrt{\sigma^2+\xi}}, \quad "
    r"\|\nabla f(x_t)\| \leq \epsilon \text{ for some } t \leq \frac{1}{\epsilon^2} \times "
    r"\frac{2L(\sigma^2+\xi)(f(x_1)-f(x_*))}{(1-\beta_2)\xi}",
    assuming=[n.smooth_objective, n.bounded_gradient, n.has_minimiser],
    defining=taking(printed_steps),
    concludes=Le(least_gradient, accuracy),
    trivial=Ge(accuracy, sigma),  # every gradient is as small as that
    providing=[n.FALLING],
)
T = theorem.defining[0]
printed = theorem.printed(
    note="What fails is only that a real T stands for a number of iterates. The proof takes a "
    "bound for a value (proof_5_4_1.delta), which does no harm.",
)
corrected = theorem.corrected(
    defining=taking(Max(1, ceiling(printed_steps))),
    note="Rounds T up and allows the first iterate always: the telescoped sum has T terms.",
)
