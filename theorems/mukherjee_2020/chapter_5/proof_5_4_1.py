"""The proof of Theorem 5.4.1 in Appendix 5.B, display by display."""

from falsum import (
    And,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Sum,
    defined,
    hypothesis,
    measured,
    parameter,
    positive,
    sqrt,
)

from . import notation as n
from .notation import beta2, gradient_norm, seen_bound, seen_least, sigma, slope, smooth_L, t, xi
from .theorem_5_4_1 import drop, step_size

proof = n.thesis.proof(__name__, "", "Appendix 5.B", providing=[n.FALLING])

# The decrease of each step, after the choice of the step length.
decrease = measured(
    "decrease",
    r"f(x_t) - f(x_{t+1})",
    indices=(t,),
    dimension=n.value,
    says="decrease of the objective in step t",
)
rate = defined("rate", 1 / (2 * sqrt(sigma**2 + xi)), latex=r"\delta^2")
descent = proof.step(
    "descent",
    "Each step of RMSProp with exact gradients decreases the objective",
    place={"note": "the display after the choice of the step length"},
    latex=r"f(x_{t+1}) - f(x_t) \leq -\delta^2 \alpha \|\nabla f(x_t)\|^2",
    assuming=[n.smooth_objective, n.bounded_gradient],
    concludes=Le(rate * step_size * gradient_norm**2, decrease),
    defining=[step_size],
).printed()

# The preconditioned gradient.
alignment = measured(
    "alignment",
    r"\langle \nabla f(x_t), V_t^{-1/2} \nabla f(x_t) \rangle",
    indices=(t,),
    dimension=slope,
    says="inner product of the gradient and the preconditioned gradient",
)
direction_norm = measured(
    "direction_norm",
    r"\|V_t^{-1/2} \nabla f(x_t)\|",
    indices=(t,),
    dimension=0,
    says="norm of the preconditioned gradient",
)
room = 1 / (sqrt(1 - beta2**t) * sqrt(seen_bound**2 + xi))
preconditioner = proof.step(
    "preconditioner",
    "Bounds of the preconditioned gradient of RMSProp",
    place={"equation": "5.29 and 5.31"},
    latex=r"\langle \nabla f(x_t), V_t^{-\frac{1}{2}} \nabla f(x_t) \rangle \geq "
    r"\frac{\|\nabla f(x_t)\|^2}{\sqrt{1-\beta_2^t} \sqrt{\sigma_t^2 + \xi}}, \quad "
    r"\|V_t^{-\frac{1}{2}} \nabla f(x_t)\|^2 \leq "
    r"\frac{\|\nabla f(x_t)\|^2}{(1-\beta_2^t)(\xi + \epsilon_t)}",
    concludes=And(
        Ge(alignment, gradient_norm**2 / (sqrt(1 - beta2**t) * sqrt(seen_bound**2 + xi))),
        Le(direction_norm**2, gradient_norm**2 / ((1 - beta2**t) * (xi + seen_least))),
    ),
).printed()

# The room for a step.
delta_square = parameter(
    "delta_square",
    "the decrease that is asked for",
    domain=positive,
    latex=r"\delta_t^2",
    dimension=slope**-1,
    place="before (5.28)",
)
small_delta = hypothesis("delta_t^2 is small", Lt(delta_square, room), place="before (5.28)")
met = hypothesis(
    "no gradient vanishes",
    Gt(gradient_norm, 0),
    place="before (5.32): 'from the exit line in the loop we are assured' of it",
)
guaranteed = proof.step(
    "guaranteed",
    "A lower bound of the step lengths that decrease the objective",
    place={"equation": "5.32", "note": "Algorithm 6 has no exit line, but the text speaks of one"},
    latex=r"\frac{2}{L} \left( \frac{-\delta_t^2 \|\nabla f(x_t)\|^2 + \langle \nabla f(x_t), "
    r"V_t^{-\frac{1}{2}} \nabla f(x_t) \rangle}{\|V_t^{-\frac{1}{2}} \nabla f(x_t)\|^2} \right) "
    r"\geq \frac{2(1-\beta_2^t)(\xi + \epsilon_t)\beta_t}{L}",
    assuming=[small_delta, met],
    concludes=Ge(
        2 / smooth_L * ((-delta_square * gradient_norm**2 + alignment) / direction_norm**2),
        2 * ((1 - beta2**t) * (xi + seen_least) * (room - delta_square)) / smooth_L,
    ),
).printed()

# The constants that are put for delta_t^2 and beta_t.
supremum_seen = measured(
    "supremum_seen",
    r"\sup_t \sigma_t",
    dimension=slope,
    says="least upper bound of the gradient norms",
)
least_room = measured(
    "least_room",
    r"\inf_t 1 / (\sqrt{1 - \beta_2^t} \sqrt{\sigma_t^2 + \xi})",
    dimension=slope**-1,
    says="greatest lower bound of the room for a decrease over the steps t",
)
seen_at_most = hypothesis(
    "gradients have norms of at most sigma",
    Le(supremum_seen, sigma),
    place="Theorem 5.4.1, first sentence",
)
least_over_steps = proof.step(
    "delta",
    "The decrease that is asked for at every step",
    place={"note": "the definition of delta_t^2; a minimum over all steps is an infimum"},
    latex=r"\frac{1}{2} \min_{t=1, \dots} \frac{1}{\sqrt{1 - \beta_2^t} \sqrt{\sigma_t^2 + \xi}} = "
    r"\frac{1}{2} \frac{1}{\sqrt{\sigma^2 + \xi}}",
    assuming=[seen_at_most],
    concludes=Eq(least_room / 2, 1 / sqrt(sigma**2 + xi) / 2),
)
delta = least_over_steps.printed(
    misprint="'then the worst-case lowerbound in equation 5.32 becomes': sigma is put for sigma_t"
)
delta_corrected = least_over_steps.corrected(
    concludes=Ge(least_room / 2, 1 / sqrt(sigma**2 + xi) / 2),
    note="Bounds the least room from below: sigma is any bound of the gradients, not the least.",
)

# The sum and the least of the squares.
least_square = measured(
    "least_square",
    r"\min_{t \leq T} \|\nabla f(x_t)\|^2",
    latex=r"\min_t \|\nabla f(x_t)\|^2",
    dimension=slope**2,
)
whole = drop / (rate * step_size)
summed = proof.step(
    "summed",
    "The sum of the squared gradients of RMSProp with exact gradients",
    place={"equation": "5.33 and 5.34"},
    latex=r"\sum_{t=1}^T \|\nabla f(x_t)\|^2 \leq \frac{1}{\delta^2 \alpha} [f(x_1) - f(x_*)], "
    r"\quad \min_{t=1, \dots, T} \|\nabla f(x_t)\|^2 \leq \frac{1}{T \delta^2 \alpha} "
    r"[f(x_1) - f(x_*)]",
    assuming=[n.smooth_objective, n.bounded_gradient, n.has_minimiser],
    concludes=And(Le(Sum(gradient_norm**2, t), whole), Le(least_square, 1 / n.steps * whole)),
    defining=[step_size],
).printed()
