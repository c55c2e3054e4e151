"""Deterministic ADAM reaches a small gradient: step sizes exist, and explicit ones are given.

The step sizes alpha_t depend on the gradients of the run, so they live in the measurement: the
maximiser of the guaranteed decrease, alpha*_t, for existence, and the printed alpha_t.
"""

from falsum import Ge, Gt, Le, Lt, Max, Rational, Symbol, ceiling, defined, hypothesis, proviso

from . import notation as n
from .notation import accuracy, beta1, least_gradient, second_value, sigma, smooth_L, zeta

FIRST_PART = "'for any epsilon > 0'"
small_momentum = hypothesis(
    "beta_1 is small", Lt(beta1, accuracy / (accuracy + sigma)), place=FIRST_PART
)
large_shift = hypothesis(
    "the shift is large",
    Gt(zeta, sigma**2 * beta1 / (-beta1 * sigma + accuracy * (1 - beta1))),
    place=FIRST_PART,
)
SECOND_FALLING = proviso("x_2 is no minimum", Gt(second_value, n.least_value))
theorem = n.thesis.statement(
    __name__,
    "",
    "Theorem 5.4.3",
    assuming=[n.smooth_objective, n.bounded_gradient, n.has_minimiser],
    concludes=Le(least_gradient, accuracy),
    trivial=Ge(accuracy, sigma),  # every gradient is as small as that
    providing=[n.FALLING, SECOND_FALLING],
)

# Step sizes exist.
descent = (1 - beta1) / (zeta + sigma) - beta1 * sigma / (zeta * accuracy)
fall = n.start_value - n.least_value
some_steps = defined(
    "T",
    Max(1, ceiling(2 * smooth_L * sigma**2 * fall / (accuracy**4 * descent**2 * zeta**2))),
    meaning="a number of steps that depends on beta_1 and xi",
    dimension=0,
    counts=True,
)
existence = theorem.part(
    "existence",
    "Step sizes exist with which ADAM finds a critical point",
    place={
        "note": "first part; witnesses: alpha*_t of the proof, and a T that also serves "
        "beta_1 = 0, from (5.19) with the norm of the gradient replaced by eps"
    },
    latex=r"\beta_1 < \frac{\epsilon}{\epsilon+\sigma}, \quad \xi > \frac{\sigma^2\beta_1}"
    r"{-\beta_1\sigma+\epsilon(1-\beta_1)}, \quad \exists \alpha_t > 0, T: "
    r"\|\nabla f(x_t)\| \leq \epsilon \text{ for some } t \leq T",
    adding=[small_momentum, large_shift],
    defining=[some_steps],
    concludes=theorem.concludes,
    trivial=theorem.trivial,
    is_step=False,
).printed(
    note="The proof takes beta_1 to be positive, divides a sum of T - 1 terms by T "
    "(proof_5_4_3.least) and loses a factor 2 (proof_5_4_3.t_condition); all that changes T, and "
    "not that there is one.",
)

# Explicit parameters.
chosen_beta1 = accuracy / (accuracy + 2 * sigma)
explicit_beta1 = defined("beta1", chosen_beta1, meaning="decay of the first moment", dimension=0)
explicit_zeta = defined("zeta", 2 * sigma, meaning="shift", dimension=n.slope)
algorithm_7 = hypothesis(
    "beta_1 is below 1, as Algorithm 7 asks", Lt(explicit_beta1, 1), place="Algorithm 7, line 1"
)
late_fall = second_value - n.least_value
printed_steps = 9 * smooth_L * sigma**2 / accuracy**6 * late_fall
needed_steps = Rational(9, 2) * smooth_L * (accuracy + 2 * sigma) ** 4 / accuracy**6 * late_fall


def taking(steps: object) -> tuple[Symbol, Symbol, Symbol]:
    """Return the definitions with a number of steps that are allowed."""
    T = defined("T", steps, meaning="number of steps allowed", dimension=0, counts=True)
    return T, explicit_beta1, explicit_zeta


explicit_part = theorem.part(
    "explicit",
    "ADAM with explicit parameters finds a critical point",
    place={"note": "second part; x_2 is the second iterate of the run"},
    latex=r"\beta_1 = \frac{\epsilon}{\epsilon+2\sigma}, \quad \xi = 2\sigma, \quad "
    r"\alpha_t = \frac{\|g_t\|^2}{L(1-\beta_1^t)^2} \frac{4\epsilon}{3(\epsilon+2\sigma)^2}, \quad "
    r"T = \frac{9L\sigma^2}{\epsilon^6} [f(x_2) - f(x_*)]",
    adding=[algorithm_7],
    defining=taking(printed_steps),
    concludes=theorem.concludes,
    trivial=theorem.trivial,
    is_step=False,
)
explicit = explicit_part.printed(
    note="The first step of the proof that does not hold with these parameters divides a sum of "
    "T - 1 terms by T (proof_5_4_3.least), the second loses a factor 2 (proof_5_4_3.t_condition), "
    "the third and largest is the substitution into T (proof_5_4_3.t_chain), and the last takes "
    "the end of a chain of lower bounds for T (proof_5_4_3.t_chain.reading_sufficient).",
)
explicit_corrected = explicit_part.corrected(
    defining=taking(1 + Max(1, ceiling(needed_steps))),
    note="Substitutes the parameters again into the number of steps that the proof needs: "
    "9 L (eps + 2 sigma)^4 / (2 eps^6), of which there must be one, and one step more.",
)
