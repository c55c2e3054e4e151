"""Modified SGD learns a ReLU gate: T = O(log(...)) as printed, with its hidden constant."""

from falsum import Claim, Le, defined, hidden, log, measured, rate

from .notation import source
from .theorem_3_3_1 import (
    confident,
    definite,
    eps,
    negative_alpha,
    ratio,
    shrinkage,
    solved,
    step_size,
)

C = hidden("C", "the constant of T = O(log(...))")
enough = measured(
    "enough",
    r"\min\{T : \mathbb{P}[\|w_t - w_*\|^2 \leq \epsilon^2] \geq 1 - \delta "
    r"\text{ for all } t \geq T\}",
    latex="T",
    dimension=0,
)


def of_order(part: str, over: object, reading: str, *, note: str = "") -> Claim:
    """Return the claim that T = O(log) is enough as a quantity grows."""
    return Claim(
        id="mukherjee_2020.theorem_3_3_1" + part,
        title="Modified SGD learns a ReLU gate in a logarithmic number of steps",
        source=source("Theorem 3.3.1", note=reading),
        quantifier=rate(over),
        hypotheses=[definite, negative_alpha, confident],
        conclusion=Le(enough, C * log(ratio)),
        definitions=[
            step_size,
            defined("T", solved, meaning="number of the iterate in the proof", dimension=0),
        ],
        note=note,
    )


theorem_3_3_1 = of_order(
    "",
    log(1 / eps),
    "eps tends to 0 for one law of the data, on which the hidden constant may depend; the explicit "
    "T of the proof is theorem_3_3_1.explicit. In the logarithm of 1/eps, since a constant that "
    "grows like it is no power of 1/eps",
    note="A hidden constant leaves nothing to tighten; theorem_3_3_1.explicit.corrected has an "
    "explicit T.",
)
theorem_3_3_1_reading_uniform = of_order(
    ".reading_uniform",
    1 / shrinkage,
    "the laws of the data get worse conditioned at a fixed eps",
    note="Asks for one hidden constant for all laws of the data.",
)
