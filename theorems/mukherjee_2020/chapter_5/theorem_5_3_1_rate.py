"""Stochastic RMSProp: E min |grad f|^2 <= O(eps^2) after O(1/eps^2) steps, as printed."""

from typing import Any

from falsum import Claim, Le, hidden, rate

from .notation import source, steps
from .theorem_5_3_1 import hypotheses, mean_least, step_size, theorem_5_3_1_corrected

C = hidden("C", "the product of both hidden constants", dimension={"value": 2, "length": -2})


def of_order(part: str, assumed: Any, defined: Any, *, note: str = "") -> Claim:
    """Return the claim that T steps reach a squared gradient of the order 1 / T."""
    return Claim(
        id="mukherjee_2020.theorem_5_3_1.rate" + part,
        title="RMSProp with an interpolating oracle is as fast as 1/T",
        source=source(
            "Theorem 5.3.1",
            note="T = K / eps^2 steps and a bound of K' eps^2 are one statement about K K' / T; "
            "T grows for one objective, one oracle and one start, which is all that the hidden "
            "constants may depend on",
        ),
        quantifier=rate(steps),
        hypotheses=assumed,
        conclusion=Le(mean_least, C / steps),
        definitions=defined,
        note=note,
    )


theorem_5_3_1_rate = of_order("", hypotheses, [step_size])
theorem_5_3_1_rate_corrected = of_order(
    ".corrected",
    theorem_5_3_1_corrected.hypotheses,
    theorem_5_3_1_corrected.definitions,
    note="Takes the hypotheses and the step size of theorem_5_3_1.corrected: f has a minimiser, "
    "and the oracle's second moment grows with the gradient. A hidden constant leaves nothing to "
    "tighten; theorem_5_3_1.corrected has one that is sharp.",
)
