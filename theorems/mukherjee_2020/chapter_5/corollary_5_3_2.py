"""The interpolating oracle with a shift of its own at each point, and the step it enters."""

from typing import Any

from falsum import Ge, Gt, Le, hypothesis, measured, parameter, positive, sqrt

from . import theorem_5_3_1 as theorem
from .notation import coordinates, growth, has_minimiser, slope, thesis, xi
from .theorem_5_3_1 import gradient_norm, interpolating, oracle_moment, q

own_shift = parameter(
    "own_xi",
    "shift in the oracle's condition at the point",
    domain=positive,
    latex=r"\xi_x",
    dimension=slope**2,
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


corollary = thesis.statement(
    __name__,
    "RMSProp with an oracle that interpolates with a shift of its own",
    "Corollary 5.3.2",
    note="the last display of the proof of Theorem 5.3.1, here with one shift for all points; "
    "the scan prints the root of xi / d on the right, which has not the dimension of the left",
    latex=r"\frac{\xi_x - \xi}{\sqrt{\xi_x}} \leq 2 \sqrt{\frac{\xi}{d}} \|\nabla f(x)\|",
    assuming=[
        *(h for h in theorem.hypotheses if h is not interpolating),
        *conditions(gradient_norm, oracle_moment),
        has_minimiser,
    ],
    defining=theorem.printed.definitions,
    concludes=theorem.printed.conclusion,
)
printed = corollary.printed()

# What survives: any shifts, under what the corrected theorem asks of the replies besides.
shift_at = measured("own_shift", r"\xi_{x_q}", latex=r"\xi_{x_q}", indices=(q,), dimension=slope**2)
moment_at = measured(
    "own_moment",
    r"\mathbb{E}[(\|g_q\| + \sqrt{d \xi_{x_q}}/2)^2 \mid x_1, \dots, x_q]",
    indices=(q,),
    dimension=slope**2,
)
positive_shifts = hypothesis("the oracle's shifts are positive", Gt(shift_at, 0))
interpolating_by_own = hypothesis(
    "the oracle is interpolating with its own shifts",
    Le(moment_at, (sqrt(growth) * gradient_norm - sqrt(coordinates * shift_at) / 2) ** 2),
)
corrected = corollary.corrected(
    title="RMSProp with an oracle of right signs that interpolates with shifts of its own",
    place={"note": ""},
    assuming=[
        *(h for h in theorem.corrected.hypotheses if h is not theorem.growing),
        positive_shifts,
        interpolating_by_own,
    ],
    concludes=theorem.corrected.conclusion,
    defining=theorem.corrected.definitions,
    note="Keeps the oracle with a shift of its own at each point, asks what "
    "theorem_5_3_1.corrected asks of the replies besides, and takes its step size and bound. The "
    "printed limit on the shifts goes: with any shift the condition implies E|g|^2 <= "
    "c |grad f|^2 (corollary_5_3_2.growth). Shifts that vanish with the gradient let such an "
    "oracle answer near a minimum, where one shift for all points does not "
    "(theorem_5_3_1.reading_everywhere).",
)

# At one point.
norm = measured("norm", r"\|\nabla f(x)\|, \text{ the norm of } \mathbb{E} g", dimension=slope)
moment = measured(
    "moment", r"\mathbb{E}[(\|g\| + \sqrt{d \xi_x}/2)^2]", latex=r"M(\xi_x)", dimension=slope**2
)
mean_mixed = measured(
    "mean_mixed", r"\mathbb{E} \sum_i \sqrt{g_i^4 + \xi g_i^2}", dimension=slope**2
)
by_own_shift, limited = conditions(norm, moment)
mixed_term = corollary.step(
    "step",
    "With a shift of its own the oracle still bounds the mixed term",
    place={"note": "the step of Theorem 5.3.1 in which the oracle enters"},
    latex=corollary.latex,
    assuming=[by_own_shift, limited],
    concludes=Le(mean_mixed, growth * norm**2),
)
step = mixed_term.printed()
large_shift = hypothesis("the oracle's shift is at least the algorithm's", Ge(own_shift, xi))
step_corrected = mixed_term.corrected(
    title="With a larger shift of its own the oracle bounds the mixed term",
    place={"note": ""},
    dropping=[limited],
    adding=[large_shift],
    note="Bounds the oracle's shift from below instead of from above: a smaller one weakens the "
    "condition, a larger one does no harm.",
)
second_moment = measured("second_moment", r"\mathbb{E} \|g\|^2", dimension=slope**2)
moments = corollary.step(
    "growth",
    "With any shift of its own the oracle's second moment grows with the gradient",
    place={"note": "a consequence that the text does not draw"},
    assuming=[by_own_shift],
    concludes=Le(second_moment, growth * norm**2),
).printed()
