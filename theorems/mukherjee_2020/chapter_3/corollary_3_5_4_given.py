"""GLM-Tron under noise with outliers: the expected risk, given that there is no outlier."""

from typing import Any

from falsum import Claim, Le, Lt, always, hypothesis, measured

from .notation import source
from .theorem_3_5_2 import bound
from .theorem_3_5_3 import (
    GATE,
    LEAST,
    centred,
    delta,
    enough_steps,
    noise_variance,
    printed_steps,
    steps,
)

given_risk = measured(
    "given_risk",
    r"E[L_S(h_T) \mid |\xi_i| \leq \theta \ \forall i]",
    latex=r"E[L_S(h_T) \mid |\xi_i| \leq \theta \ \forall i]",
    dimension={"label": 2},
)


def given(part: str, count: Any, *, note: str = "") -> Claim:
    """Return the claim on the expected risk given that all noise is at most theta."""
    return Claim(
        id="mukherjee_2020.corollary_3_5_4.reading_given" + part,
        title="Expected empirical risk of GLM-Tron, given noise that is bounded",
        source=source(
            "Corollary 3.5.4",
            note="'with probability 1 - delta' taken of an expectation: the guarantee of Theorem "
            "3.5.3 given the event that has this probability; E[xi^2] is that of all outcomes",
        ),
        quantifier=always,
        hypotheses=[
            *GATE,
            centred,
            hypothesis("bounded noise is possible", Lt(delta, 1)),
        ],
        conclusion=Le(given_risk, noise_variance + bound),
        definitions=steps(count),
        note=note,
    )


corollary_3_5_4_reading_given = given("", printed_steps)
corollary_3_5_4_reading_given_squared = given(
    "_squared", enough_steps, note="Squares the norm in T, " + LEAST + "."
)
