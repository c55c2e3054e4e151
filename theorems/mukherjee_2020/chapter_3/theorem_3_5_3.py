"""GLM-Tron under benign noise: the expected empirical risk, and the version with outliers."""

from typing import Any

from falsum import (
    Abs,
    Claim,
    Eq,
    Le,
    Lt,
    Mean,
    always,
    defined,
    hypothesis,
    in_expectation,
    measured,
    sqrt,
    with_probability,
)
from falsum import parameter as declare

from .notation import CORRECTED, bounded_inputs, lipschitz_gate, monotone_gate, source
from .theorem_3_5_2 import bound, epsilon, first_distance, small_slope, target_norm, theta

noise_size = measured(
    "noise_size",
    r"\max |\xi_i| \text{ over samples and outcomes}",
    latex=r"\max |\xi_i|",
    dimension={"label": 1},
)
noise_mean = measured("noise_mean", r"E[\xi]", latex=r"E[\xi]", dimension={"label": 1})
noise_variance = measured("noise_variance", r"E[\xi^2]", latex=r"E[\xi^2]", dimension={"label": 2})
expected_risk = measured(
    "expected_risk",
    r"E[L_S(h_T)], \text{ where } h_T \text{ is what floor(T) steps of GLM-Tron reach}",
    latex="E[L_S(h_T)]",
    dimension={"label": 2},
)
expected_loss = measured(
    "expected_loss", r"E[\tilde{L}_S(h_T)]", latex=r"E[\tilde{L}_S(h_T)]", dimension={"label": 2}
)
cross_term = measured(
    "cross_term",
    r"E[\frac{1}{S} \sum_i \xi_i (\sigma(\langle w_T, x_i\rangle) "
    r"- \sigma(\langle w_*, x_i\rangle))]",
    latex=r"E[\langle \xi, h_T - h_* \rangle / S]",
    dimension={"label": 2},
)
risk = measured("risk", r"L_S(h_T)", latex="L_S(h_T)", dimension={"label": 2})
loss = measured("loss", r"\tilde{L}_S(h_T)", latex=r"\tilde{L}_S(h_T)", dimension={"label": 2})
delta = declare("delta", "probability that some noise exceeds theta", latex=r"\delta", dimension=0)
centred = hypothesis("the noise is centred", Eq(noise_mean, 0))
small_noise = hypothesis("the noise is at most theta", Le(noise_size, theta))
GATE = [bounded_inputs, lipschitz_gate, monotone_gate, small_slope, first_distance]
printed_steps = target_norm / epsilon
enough_steps = target_norm**2 / epsilon
LEAST = "and takes the iterate of least effective loss that is reached in at most T steps"


def steps(value: Any) -> list[Any]:
    """Return the definition of the number of steps."""
    return [defined("T", value, meaning="number of steps", dimension=0)]


def performs(
    part: str, conclusion: Any, count: Any, *, quantifier: Any = always, note: str = ""
) -> Claim:
    """Return a claim about the expected empirical risk."""
    return Claim(
        id="mukherjee_2020.theorem_3_5_3" + part,
        title="Expected empirical risk of GLM-Tron under benign noise",
        source=source(
            "Theorem 3.5.3",
            note="the setting, theta and W are those of Theorem 3.5.2; the noise has equal laws "
            "and need not be independent; inputs are fixed",
        ),
        quantifier=quantifier,
        hypotheses=[*GATE, small_noise, centred],
        conclusion=conclusion,
        definitions=steps(count),
        note=note,
    )


theorem_3_5_3 = performs(
    "",
    Le(expected_risk, noise_variance + bound),
    printed_steps,
    note="The first step of the proof that does not hold is that the cross term vanishes "
    "(proof_3_5_3.cross_term); the number of steps is that of Theorem 3.5.2, which does not hold "
    "either (proof_3_5_2.count).",
)
theorem_3_5_3_reading_squared = performs(
    ".reading_squared",
    Le(expected_risk, noise_variance + bound),
    enough_steps,
    note="Squares the norm in T, as Theorem 3.5.2 needs, and keeps the last iterate: steps after "
    "the first good one fit the noise and may lead away from the target. " + CORRECTED,
)
theorem_3_5_3_corrected = performs(
    ".corrected",
    Le(Mean(risk), noise_variance + bound),
    enough_steps,
    quantifier=in_expectation,
    note="Squares the norm in T, as Theorem 3.5.2 needs, " + LEAST + ".",
)
proof_3_5_3_cross_term = Claim(
    id="mukherjee_2020.proof_3_5_3.cross_term",
    title="The cross term of unbiased noise",
    source=source("proof of Theorem 3.5.3"),
    quantifier=always,
    hypotheses=[small_noise, centred],
    conclusion=Eq(cross_term, 0),
    definitions=steps(printed_steps),
)
proof_3_5_3_cross_term_corrected = Claim(
    id="mukherjee_2020.proof_3_5_3.cross_term.corrected",
    title="The cross term of unbiased noise",
    source=source("proof of Theorem 3.5.3"),
    quantifier=always,
    hypotheses=[small_noise, centred],
    conclusion=Le(Abs(cross_term), sqrt(noise_variance * expected_loss)),
    definitions=steps(printed_steps),
    note="Bounds the term by Cauchy and Schwarz: the iterate depends on the same noise.",
)


def outlying(part: str, conclusion: Any, count: Any, *, note: str = "") -> Claim:
    """Return a claim about what holds with probability 1 - delta over the noise."""
    return Claim(
        id="mukherjee_2020.corollary_3_5_4" + part,
        title="GLM-Tron under noise that is bounded with high probability",
        source=source(
            "Corollary 3.5.4",
            note="'with probability 1 - delta' is taken of the empirical risk itself, because its "
            "expectation is no random quantity; delta is the least one that is allowed",
        ),
        quantifier=with_probability(1 - delta),
        hypotheses=[*GATE, centred],
        conclusion=conclusion,
        definitions=steps(count),
        note=note,
    )


corollary_3_5_4 = outlying(
    "",
    Le(risk, noise_variance + bound),
    printed_steps,
    note="There is no proof: it is read off Theorem 3.5.3, which bounds an expectation.",
)
corollary_3_5_4_reading_squared = outlying(
    ".reading_squared",
    Le(risk, noise_variance + bound),
    enough_steps,
    note="Squares the norm in T, " + LEAST + ". " + CORRECTED,
)
corollary_3_5_4_corrected = outlying(
    ".corrected",
    Lt(loss, bound),
    enough_steps,
    note="Squares the norm in T, " + LEAST + ", and bounds the effective loss of Theorem 3.5.2. "
    "The check of it is weak: a probability gives the search no direction until the loss crosses "
    "its bound. How sharp that bound is, theorem_3_5_2.corrected shows.",
)
