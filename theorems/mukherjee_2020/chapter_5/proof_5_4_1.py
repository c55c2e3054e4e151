"""More steps in the proof of Theorem 5.4.1: the room for a step, its choice, the sum of squares."""

from typing import Any

from falsum import (
    And,
    Claim,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Sum,
    always,
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
    smooth_L,
    smooth_objective,
    source,
    start_value,
    steps,
    t,
    xi,
)
from .theorem_5_4_1 import (
    alignment,
    direction_norm,
    rate,
    seen_bound,
    seen_least,
    step_size,
)

slope = {"value": 1, "length": -1}
inverse_slope = {"value": -1, "length": 1}
delta_square = parameter(
    "delta_square",
    "the decrease that is asked for",
    domain=positive,
    latex=r"\delta_t^2",
    dimension=inverse_slope,
)
room = 1 / (sqrt(1 - beta2**t) * sqrt(seen_bound**2 + xi))
small_delta = hypothesis("delta_t^2 is small", Lt(delta_square, room))
met = hypothesis("no gradient vanishes", Gt(gradient_norm, 0))


def guaranteed(part: str, edge: list[Any], *, note: str = "") -> Claim:
    """Return the claim of (5.32)."""
    return Claim(
        id="mukherjee_2020.proof_5_4_1.guaranteed" + part,
        title="A lower bound of the step lengths that decrease the objective",
        source=source(
            "Appendix 5.B",
            equation="5.32",
            note="the text excludes a vanishing gradient by 'the exit line in the loop', which "
            "Algorithm 6 has not",
        ),
        quantifier=always,
        hypotheses=[small_delta, *edge],
        conclusion=Ge(
            2 / smooth_L * ((-delta_square * gradient_norm**2 + alignment) / direction_norm**2),
            2 * ((1 - beta2**t) * (xi + seen_least) * (room - delta_square)) / smooth_L,
        ),
        note=note,
    )


proof_5_4_1_guaranteed = guaranteed("", [])
proof_5_4_1_guaranteed_corrected = guaranteed(
    ".corrected", [met], note="Asks that no gradient vanish, by which the left side divides."
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
    dimension=inverse_slope,
)
seen_at_most = hypothesis("gradients have norms of at most sigma", Le(supremum_seen, sigma))


def least_over_steps(part: str, relation: Any, *, note: str = "") -> Claim:
    """Return the claim that relates the least room over all steps with its bound by sigma."""
    return Claim(
        id="mukherjee_2020.proof_5_4_1.delta" + part,
        title="The room for a decrease, at all steps",
        source=source("Appendix 5.B", note="the definition of delta_t^2, without its factor 1/2"),
        quantifier=always,
        hypotheses=[seen_at_most],
        conclusion=relation(least_room, 1 / sqrt(sigma**2 + xi)),
        note=note,
    )


proof_5_4_1_delta = least_over_steps("", Eq)
proof_5_4_1_delta_corrected = least_over_steps(
    ".corrected",
    Ge,
    note="Bounds the least room from below: sigma is any bound of the gradients, not the least.",
)

# The sum and the least of the squares.
least_square = measured(
    "least_square",
    r"\min_{t \leq T} \|\nabla f(x_t)\|^2",
    latex=r"\min_t \|\nabla f(x_t)\|^2",
    dimension={"value": 2, "length": -2},
)
whole = (start_value - least_value) / (rate * step_size)
proof_5_4_1_summed = Claim(
    id="mukherjee_2020.proof_5_4_1.summed",
    title="The sum of the squared gradients of RMSProp with exact gradients",
    source=source("Appendix 5.B", equation="5.33 and 5.34"),
    quantifier=always,
    hypotheses=[smooth_objective, bounded_gradient, has_minimiser],
    conclusion=And(Le(Sum(gradient_norm**2, t), whole), Le(least_square, 1 / steps * whole)),
    definitions=[step_size],
)
