"""Stochastic RMSProp with a sign-constrained oracle reaches a small gradient in expectation."""

from falsum import Ge, Gt, Le, Max, Symbol, ceiling, defined, granted, hypothesis, measured, sqrt

from . import notation as n
from .notation import accuracy, beta2, sigma, smooth_L, xi

slope = n.slope
component_bound = measured(
    "component_bound",
    r"\max_p \sup_x \|\nabla f_p(x)\|",
    latex=r"\sup \|\nabla f_p\|",
    dimension=slope,
)
bounded_components = hypothesis(
    "the gradients of the components have norms of at most sigma_f",
    Le(component_bound, sigma),
    place="Theorem 5.3.3 (c)",
)
same_signs = granted(
    "the gradients of the components have the same signs",
    r"\operatorname{sign}(\nabla f_p(x)) = \operatorname{sign}(\nabla f_q(x))",
    place="Theorem 5.3.3 (b)",
)
some_slope = hypothesis(
    "sigma_f is positive", Gt(sigma, 0), place="not printed: the step size divides by it"
)
fall = n.fall
printed_steps = (
    1 / accuracy**4 * ((2 * smooth_L * sigma**2 * (sigma**2 + xi) * fall) / ((1 - beta2) * xi))
)
least_mean = measured(
    "least_mean",
    r"\min_{1 \leq t \leq T} \mathbb{E} \|\nabla f(x_t)\|^2",
    latex=r"\min_{t \leq T} \mathbb{E} \|\nabla f(x_t)\|^2",
    dimension=slope**2,
)


def taking(steps: object) -> tuple[Symbol, Symbol]:
    """Return the definitions with a number of steps that are allowed."""
    T = defined("T", steps, meaning="number of steps allowed", dimension=0, counts=True)
    size = 1 / sqrt(T) * sqrt((2 * xi * (1 - beta2) * fall) / (sigma**2 * smooth_L))
    alpha = defined(
        "alpha", size, meaning="constant step size", latex=r"\alpha", dimension=n.length
    )
    return T, alpha


theorem = n.thesis.statement(
    __name__,
    "RMSProp with a sign-constrained oracle finds a critical point",
    "Theorem 5.3.3",
    note="'T <= ...' is read as T = ..., the most that is allowed; expectations are over "
    "all answers of the oracle",
    latex=r"T \leq \frac{1}{\epsilon^4} \left( \frac{2L\sigma_f^2(\sigma_f^2 + \xi)(f(x_1) - "
    r"f(x_*))}{(1 - \beta_2)\xi} \right), \quad \alpha = \frac{1}{\sqrt{T}} \sqrt{\frac{2\xi(1 - "
    r"\beta_2)(f(x_1) - f(x_*))}{\sigma_f^2 L}}, \quad "
    r"\min_{t=1, 2, \dots, T} \mathbb{E}[\|\nabla f(x_t)\|^2] \leq \epsilon^2",
    assuming=[n.smooth_objective, same_signs, bounded_components, n.has_minimiser],
    defining=taking(printed_steps),
    concludes=Le(least_mean, accuracy**2),
    trivial=Ge(accuracy, sigma),  # every gradient is as small as that
    providing=[n.FALLING],
)
printed = theorem.printed(
    note="What fails is only that a real T stands for a number of iterates. The first step of the "
    "proof that does not hold is the bound of d_i, with one power of beta_2 too few "
    "(proof_5_3_3.d_i, proof_5_3_3.gap): its last line, that the gap is not negative, holds.",
)
corrected = theorem.corrected(
    defining=taking(Max(1, ceiling(printed_steps))),
    adding=[some_slope],
    note="Rounds T up, allows the first iterate always, and asks for sigma_f > 0, by which the "
    "step length divides: a constant f has the bound 0.",
)

# The bounds of the preconditioner in Appendix 5.A, for the proof and for Lemma 5.A.1.
mu_least = defined("mu_min", 1 / sqrt(sigma**2 + xi), latex=r"\mu_{\min}")
mu_greatest = defined("mu_max", 1 / (sqrt(1 - beta2) * sqrt(xi)), latex=r"\mu_{\max}")
