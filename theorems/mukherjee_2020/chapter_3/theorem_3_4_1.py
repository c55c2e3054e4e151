"""Noise assisted gradient descent on a ReLU gate stays near the target."""

from typing import Any

from falsum import Le, Quantifier, exp, measured, with_probability

from . import notation_3_4 as n
from .notation import thesis

NOISE = (
    "Algorithm 3, a constant step length; the pairs (zeta_1, zeta_2) of different steps are "
    "independent and have one law, and S_1 bounds the first one too (printed for t >= 1)"
)
printed_tail = exp(-(n.lam**2) / (2 * n.i_max) * (1 / n.k))
squared_tail = exp(-(n.lam**2) / (2 * n.i_max) * (1 / n.k**2))
greatest = measured(
    "greatest",
    r"\max_{1 \leq i \leq i_{\max}} \|w_i - w_*\|",
    latex=r"\max_i \|w_i - w_*\|",
    dimension=n.length,
)


def but_for(failure: Any) -> Quantifier:
    """Return the probability of the theorem, with that of an escape of the delayed process."""
    return with_probability(1 - n.i_max * (n.tail + failure))


theorem = thesis.statement(
    __name__,
    "Noise assisted gradient descent stays near the target",
    n.THEOREM,
    note=NOISE,
    latex=r"\mathbb{P} \left[ \exists i \in \{1, \dots, i_{\max}\} \mid \|w_i - w_*\| > r_* "
    r"\right] \leq i_{\max} \left( \mathbb{P}[\|\xi_2\| > C_L] + \exp \left\{ "
    r"-\frac{\lambda^2}{2i_{\max}} \times \frac{1}{2\sqrt{\eta}C_L(r_* + \eta(C^2 r_* + S_1)) + "
    r"\eta(2S_1 r_* + n + 2C^2 r_*^2 + 2\eta(C^4 r_*^2 + S_1^2))} \right\} \right)",
    quantifier=but_for(printed_tail),
    assuming=[*n.SETTING, n.small_step, n.large_radius],
    providing=[n.elsewhere],
    concludes=Le(greatest, n.r),
)
printed = theorem.printed(
    note="The first step that matters and does not hold is that the delayed process falls in "
    "expectation (proof_3_4_1.supermartingale), the second the exponent of (3.12), which has k for "
    "its square (proof_3_4_1.concentration). The proof also needs that the first noise be centred "
    "given the past, which Algorithm 3 leaves open.",
)
centred = theorem.repair(
    "centred",
    adding=[n.clipped_centred, n.uncoupled],
    note="Keeps the printed exponent, and asks that the clipped noise be centred and not opposed "
    "by the first noise, so that the exponent alone is at stake.",
)
squared = theorem.repair(
    "squared",
    quantifier=but_for(squared_tail),
    note="Squares k in the exponent, as Theorem 3.D.1 does, and asks for nothing more.",
)
squared_coupled = theorem.repair(
    "squared_coupled",
    quantifier=but_for(squared_tail),
    adding=[n.clipped_centred],
    note="Squares k in the exponent and asks for a centred clipped noise, but lets the noises of "
    "one step oppose each other, which the text does not forbid.",
)
corrected = theorem.corrected(
    quantifier=but_for(squared_tail),
    adding=[n.clipped_centred, n.uncoupled],
    note="Squares k in the exponent, and asks that the clipped noise be centred and not opposed by "
    "the first noise: clipping a centred noise may leave a drift. Neither the exponent nor one of "
    "the conditions is enough alone (theorem_3_4_1.repair_centred, theorem_3_4_1.repair_squared, "
    "theorem_3_4_1.repair_squared_coupled).",
)
