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

from .notation import (
    beta2,
    bounded_gradient,
    gradient_norm,
    has_minimiser,
    least_value,
    sigma,
    slope,
    smooth_L,
    smooth_objective,
    start_value,
    steps,
    t,
    thesis,
    value,
    xi,
)
from .theorem_5_4_1 import step_size

proof = thesis.statement(__name__, "", "Appendix 5.B")

# The decrease of each step, after the choice of the step length.
decrease = measured("decrease", r"f(x_t) - f(x_{t+1})", indices=(t,), dimension=value)
rate = defined("rate", 1 / (2 * sqrt(sigma**2 + xi)), latex=r"\delta^2")
descent = proof.step(
    "descent",
    "Each step of RMSProp with exact gradients decreases the objective",
    place={"note": "the display after the choice of the step length"},
    assuming=[smooth_objective, bounded_gradient],
    concludes=Le(rate * step_size * gradient_norm**2, decrease),
    defining=[step_size],
).printed()

# The preconditioned gradient.
seen_bound = measured(
    "seen_bound",
    r"\sigma_t = \max_{k \leq t} \|\nabla f(x_k)\|",
    latex=r"\sigma_t",
    indices=(t,),
    dimension=slope,
)
seen_least = measured(
    "seen_least",
    r"\epsilon_t = \min_{k \leq t, i} (\nabla_i f(x_k))^2",
    latex=r"\epsilon_t",
    indices=(t,),
    dimension=slope**2,
)
alignment = measured(
    "alignment",
    r"\langle \nabla f(x_t), V_t^{-1/2} \nabla f(x_t) \rangle",
    indices=(t,),
    dimension=slope,
)
direction_norm = measured(
    "direction_norm", r"\|V_t^{-1/2} \nabla f(x_t)\|", indices=(t,), dimension=0
)
room = 1 / (sqrt(1 - beta2**t) * sqrt(seen_bound**2 + xi))
preconditioner = proof.step(
    "preconditioner",
    "Bounds of the preconditioned gradient of RMSProp",
    place={"equation": "5.29 and 5.31"},
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
)
small_delta = hypothesis("delta_t^2 is small", Lt(delta_square, room))
met = hypothesis("no gradient vanishes", Gt(gradient_norm, 0))
bounded_steps = proof.step(
    "guaranteed",
    "A lower bound of the step lengths that decrease the objective",
    place={
        "equation": "5.32",
        "note": "the text excludes a vanishing gradient by 'the exit line in the loop', which "
        "Algorithm 6 has not",
    },
    assuming=[small_delta],
    concludes=Ge(
        2 / smooth_L * ((-delta_square * gradient_norm**2 + alignment) / direction_norm**2),
        2 * ((1 - beta2**t) * (xi + seen_least) * (room - delta_square)) / smooth_L,
    ),
)
guaranteed = bounded_steps.printed()
guaranteed_corrected = bounded_steps.corrected(
    adding=[met], note="Asks that no gradient vanish, by which the left side divides."
)

# The constants that are put for delta_t^2 and beta_t.
supremum_seen = measured(
    "supremum_seen",
    r"\sup_t \sigma_t, \text{ of gradients that are repeated for ever}",
    latex=r"\sup_t \sigma_t",
    dimension=slope,
)
least_room = measured(
    "least_room",
    r"\inf_t 1 / (\sqrt{1 - \beta_2^t} \sqrt{\sigma_t^2 + \xi})",
    latex=r"\inf_t 1 / (\sqrt{1 - \beta_2^t} \sqrt{\sigma_t^2 + \xi})",
    dimension=slope**-1,
)
seen_at_most = hypothesis("gradients have norms of at most sigma", Le(supremum_seen, sigma))
least_over_steps = proof.step(
    "delta",
    "The room for a decrease, at all steps",
    place={"note": "the definition of delta_t^2, without its factor 1/2"},
    assuming=[seen_at_most],
    concludes=Eq(least_room, 1 / sqrt(sigma**2 + xi)),
)
delta = least_over_steps.printed()
delta_corrected = least_over_steps.corrected(
    concludes=Ge(least_room, 1 / sqrt(sigma**2 + xi)),
    note="Bounds the least room from below: sigma is any bound of the gradients, not the least.",
)

# The sum and the least of the squares.
least_square = measured(
    "least_square",
    r"\min_{t \leq T} \|\nabla f(x_t)\|^2",
    latex=r"\min_t \|\nabla f(x_t)\|^2",
    dimension=slope**2,
)
whole = (start_value - least_value) / (rate * step_size)
summed = proof.step(
    "summed",
    "The sum of the squared gradients of RMSProp with exact gradients",
    place={"equation": "5.33 and 5.34"},
    assuming=[smooth_objective, bounded_gradient, has_minimiser],
    concludes=And(Le(Sum(gradient_norm**2, t), whole), Le(least_square, 1 / steps * whole)),
    defining=[step_size],
).printed()
