"""GLM-Tron under noise with outliers: with high probability, and given that there is none."""

from typing import Any

from falsum import Le, Lt, always, hypothesis, measured, parameter, with_probability

from . import notation_3_5 as n
from .theorem_3_5_3 import LEAST, SETTING, centred, noise_variance, risk

delta = parameter(
    "delta", "probability that some noise exceeds theta", latex=r"\delta", dimension=0
)
loss = measured("loss", r"\tilde{L}_S(h_T)", latex=r"\tilde{L}_S(h_T)", dimension=n.label**2)
given_risk = measured(
    "given_risk",
    r"E[L_S(h_T) \mid |\xi_i| \leq \theta \ \forall i]",
    latex=r"E[L_S(h_T) \mid |\xi_i| \leq \theta \ \forall i]",
    dimension=n.label**2,
)
corollary = n.thesis.statement(
    __name__,
    "GLM-Tron under noise that is bounded with high probability",
    "Corollary 3.5.4",
    note="'with probability 1 - delta' is taken of the empirical risk itself, because its "
    "expectation is no random quantity; delta is the least one that is allowed",
    quantifier=with_probability(1 - delta),
    assuming=[*SETTING, centred],
    defining=n.taking(n.printed_steps),
    concludes=Le(risk, noise_variance + n.bound),
)
printed = corollary.printed(
    note="There is no proof: it is read off Theorem 3.5.3, which bounds an expectation."
)
squared = corollary.reading(
    "squared",
    defining=n.taking(n.enough_steps),
    note="Squares the norm in T, " + LEAST + ". " + n.CORRECTED,
)
corrected = corollary.corrected(
    defining=n.taking(n.enough_steps),
    concludes=Lt(loss, n.bound),
    note="Squares the norm in T, " + LEAST + ", and bounds the effective loss of Theorem 3.5.2. "
    "The check of it is weak: a probability gives the search no direction until the loss crosses "
    "its bound. How sharp that bound is, theorem_3_5_2.corrected shows.",
)

possible = hypothesis("bounded noise is possible", Lt(delta, 1))
conditional: dict[str, Any] = {
    "title": "Expected empirical risk of GLM-Tron, given noise that is bounded",
    "place": {"note": "E[xi^2] is that of all outcomes"},
    "quantifier": always,
    "adding": [possible],
    "concludes": Le(given_risk, noise_variance + n.bound),
}
GIVEN = (
    "Takes 'with probability 1 - delta' of an expectation: the guarantee of Theorem 3.5.3, given "
    "the event that has this probability."
)
given = corollary.reading("given", note=GIVEN, **conditional)
given_squared = corollary.reading(
    "given_squared",
    defining=n.taking(n.enough_steps),
    note=GIVEN + " Squares the norm in T, " + LEAST + ".",
    **conditional,
)
