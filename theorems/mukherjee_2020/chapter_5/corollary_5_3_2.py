"""The interpolating oracle with a shift of its own at each point, and the step it enters."""

from typing import Any

from falsum import Claim, Ge, Gt, Le, always, hypothesis, measured, parameter, positive, sqrt

from .notation import (
    coordinates,
    growth,
    has_minimiser,
    least_value,
    smooth_L,
    source,
    start_value,
    steps,
    xi,
)
from .theorem_5_3_1 import (
    gradient_norm,
    growing,
    hypotheses,
    interpolating,
    mean_least,
    oracle_moment,
    progress,
    q,
    slope,
    step_size,
    theorem_5_3_1_corrected,
)

square = {"value": 2, "length": -2}
own_shift = parameter(
    "own_xi",
    "shift in the oracle's condition at the point",
    domain=positive,
    latex=r"\xi_x",
    dimension=square,
)


def conditions(norm: Any, moment: Any) -> list[Any]:
    """Return the condition of the oracle and the printed one on its shift."""
    return [
        hypothesis(
            "the oracle is interpolating with its own shift",
            Le(moment, (sqrt(growth) * norm - sqrt(coordinates * own_shift) / 2) ** 2),
        ),
        hypothesis(
            "the oracle's shift is not too large",
            Le((own_shift - xi) / sqrt(own_shift), 2 * sqrt(xi / coordinates) * norm),
        ),
    ]


corollary_5_3_2 = Claim(
    id="mukherjee_2020.corollary_5_3_2",
    title="RMSProp with an oracle that interpolates with a shift of its own",
    source=source(
        "Corollary 5.3.2",
        note="the last display of the proof of Theorem 5.3.1, here with one shift for all points; "
        "the scan prints the root of xi / d on the right, which has not the dimension of the left",
    ),
    quantifier=always,
    hypotheses=[
        *(h for h in hypotheses if h is not interpolating),
        *conditions(gradient_norm, oracle_moment),
        has_minimiser,
    ],
    conclusion=Le(
        mean_least, (start_value - least_value) / (steps / (2 * growth * smooth_L) * progress)
    ),
    definitions=[step_size],
)

# What survives: any shifts, under what the corrected theorem asks of the replies besides.
shift_at = measured("own_shift", r"\xi_{x_q}", latex=r"\xi_{x_q}", indices=(q,), dimension=square)
moment_at = measured(
    "own_moment",
    r"\mathbb{E}[(\|g_q\| + \sqrt{d \xi_{x_q}}/2)^2 \mid x_1, \dots, x_q]",
    indices=(q,),
    dimension=square,
)
corollary_5_3_2_corrected = Claim(
    id="mukherjee_2020.corollary_5_3_2.corrected",
    title="RMSProp with an oracle of right signs that interpolates with shifts of its own",
    source=source("Corollary 5.3.2"),
    quantifier=always,
    hypotheses=[
        *(h for h in theorem_5_3_1_corrected.hypotheses if h is not growing),
        hypothesis("the oracle's shifts are positive", Gt(shift_at, 0)),
        hypothesis(
            "the oracle is interpolating with its own shifts",
            Le(moment_at, (sqrt(growth) * gradient_norm - sqrt(coordinates * shift_at) / 2) ** 2),
        ),
    ],
    conclusion=theorem_5_3_1_corrected.conclusion,
    definitions=theorem_5_3_1_corrected.definitions,
    note="Keeps the oracle with a shift of its own at each point, asks what "
    "theorem_5_3_1.corrected asks of the replies besides, and takes its step size and bound. The "
    "printed limit on the shifts goes: with any shift the condition implies E|g|^2 <= "
    "c |grad f|^2 (corollary_5_3_2.growth). Shifts that vanish with the gradient let such an "
    "oracle answer near a minimum, where one shift for all points does not "
    "(theorem_5_3_1.reading_everywhere).",
)

norm = measured("norm", r"\|\nabla f(x)\|, \text{ the norm of } \mathbb{E} g", dimension=slope)
moment = measured(
    "moment", r"\mathbb{E}[(\|g\| + \sqrt{d \xi_x}/2)^2]", latex=r"M(\xi_x)", dimension=square
)
mean_mixed = measured("mean_mixed", r"\mathbb{E} \sum_i \sqrt{g_i^4 + \xi g_i^2}", dimension=square)
corollary_5_3_2_step = Claim(
    id="mukherjee_2020.corollary_5_3_2.step",
    title="With a shift of its own the oracle still bounds the mixed term",
    source=source("Corollary 5.3.2", note="the step of Theorem 5.3.1 in which the oracle enters"),
    quantifier=always,
    hypotheses=conditions(norm, moment),
    conclusion=Le(mean_mixed, growth * norm**2),
)
corollary_5_3_2_step_corrected = Claim(
    id="mukherjee_2020.corollary_5_3_2.step.corrected",
    title="With a larger shift of its own the oracle bounds the mixed term",
    source=source("Corollary 5.3.2"),
    quantifier=always,
    hypotheses=[
        conditions(norm, moment)[0],
        hypothesis("the oracle's shift is at least the algorithm's", Ge(own_shift, xi)),
    ],
    conclusion=Le(mean_mixed, growth * norm**2),
    note="Bounds the oracle's shift from below instead of from above: a smaller one weakens the "
    "condition, a larger one does no harm.",
)
second_moment = measured("second_moment", r"\mathbb{E} \|g\|^2", dimension=square)
corollary_5_3_2_growth = Claim(
    id="mukherjee_2020.corollary_5_3_2.growth",
    title="With any shift of its own the oracle's second moment grows with the gradient",
    source=source("Corollary 5.3.2", note="a consequence that the text does not draw"),
    quantifier=always,
    hypotheses=[conditions(norm, moment)[0]],
    conclusion=Le(second_moment, growth * norm**2),
)
