"""One GLM-Tron step brings the weights nearer to any fixed vector, up to noise."""

from typing import Any

from falsum import (
    And,
    Claim,
    Ge,
    Le,
    always,
    hypothesis,
    measured,
    nonnegative,
    parameter,
    positive,
)

from .notation import (
    L,
    bounded_inputs,
    lipschitz_gate,
    monotone_gate,
    slope_greatest,
    source,
)

lipschitz_or_constant = parameter(
    "L", "Lipschitz constant of the activation, 0 allowed", domain=nonnegative, dimension=0
)
W = parameter(
    "W", "bound on the distance before the step", domain=nonnegative, dimension={"label": 1}
)
eta = parameter(
    "eta", "bound on the mean residual at w", domain=positive, latex=r"\eta", dimension={"label": 1}
)
distance = measured("distance", r"\|w_t - w\|", latex=r"\|w_t - w\|", dimension={"label": 1})
distance_after = measured(
    "distance_after", r"\|w_{t+1} - w\|", latex=r"\|w_{t+1} - w\|", dimension={"label": 1}
)
first_distance = measured(
    "first_distance", r"\|w_1 - w\|", latex=r"\|w_1 - w\|", dimension={"label": 1}
)
residual = measured(
    "residual",
    r"\left\| \frac{1}{S} \sum_{i=1}^{S} (y_i - \sigma(\langle w, x_i \rangle)) x_i \right\|",
    latex=r"\|r\|",
    dimension={"label": 1},
)
effective_loss = measured(
    "effective_loss",
    r"\frac{1}{S} \sum_{i=1}^{S} (\sigma(\langle w_t, x_i\rangle) "
    r"- \sigma(\langle w, x_i\rangle))^2",
    latex=r"\tilde{L}_S(h_t)",
    dimension={"label": 2},
)
near_enough = hypothesis("w_t is within W of w", Le(distance, W))
small_residual = hypothesis("the mean residual is at most eta", Le(residual, eta))


def one_step(constant: Any) -> Any:
    """Return the printed inequality for a Lipschitz constant."""
    return Le(
        distance_after**2,
        distance**2 - (2 / constant - 1) * effective_loss + (eta**2 + 2 * eta * W * (constant + 1)),
    )


lemma_3_5_1 = Claim(
    id="mukherjee_2020.lemma_3_5_1",
    title="One step of GLM-Tron",
    source=source("Lemma 3.5.1", page=65, note="L is taken positive: the bound divides by it"),
    quantifier=always,
    hypotheses=[bounded_inputs, lipschitz_gate, monotone_gate, near_enough, small_residual],
    conclusion=one_step(L),
)
lemma_3_5_1_reading_constant_gate = Claim(
    id="mukherjee_2020.lemma_3_5_1.reading_constant_gate",
    title="One step of GLM-Tron, constant activations included",
    source=source("Lemma 3.5.1", page=65),
    quantifier=always,
    hypotheses=[
        bounded_inputs,
        hypothesis("the activation is L-Lipschitz", Le(slope_greatest, lipschitz_or_constant)),
        monotone_gate,
        near_enough,
        small_residual,
    ],
    conclusion=one_step(lipschitz_or_constant),
    note="Takes 'L-Lipschitz' at its word: a constant activation is 0-Lipschitz. Its correction is "
    "lemma_3_5_1, which takes L positive.",
)

lemma_3_5_1_reading_first_distance = Claim(
    id="mukherjee_2020.lemma_3_5_1.reading_first_distance",
    title="One step of GLM-Tron, with a bound on the distance of the first iterate",
    source=source("Lemma 3.5.1", page=65),
    quantifier=always,
    hypotheses=[
        bounded_inputs,
        lipschitz_gate,
        monotone_gate,
        hypothesis("w_1 is within W of w", Le(first_distance, W)),
        small_residual,
    ],
    conclusion=one_step(L),
    note="Takes 'for all t' at its word, with W from one iteration, here the first: later iterates "
    "may be farther away.",
)

# The steps of its proof.
pull = measured(
    "pull",
    r"\left\| \frac{1}{S} \sum_{i=1}^{S} (\sigma(\langle w, x_i \rangle) "
    r"- \sigma(\langle w_t, x_i \rangle)) x_i \right\|",
    latex=r"\|p\|",
    dimension={"label": 1},
)
alignment = measured(
    "alignment",
    r"\frac{2}{S} \sum_{i=1}^{S} (y_i - \sigma(\langle w_t, x_i \rangle)) "
    r"(\langle w, x_i \rangle - \langle w_t, x_i \rangle)",
    latex="a",
    dimension={"label": 2},
)
step_length = measured(
    "step_length", r"\|w_{t+1} - w_t\|", latex=r"\|w_{t+1} - w_t\|", dimension={"label": 1}
)


def step_of_proof(part: str, conclusion: Any, assumed: Any, equation: str | None = None) -> Claim:
    """Return a claim about one step of the proof."""
    return Claim(
        id="mukherjee_2020.proof_3_5_1." + part,
        title="A step of the proof for one step of GLM-Tron",
        source=source("proof of Lemma 3.5.1", equation=equation),
        quantifier=always,
        hypotheses=assumed,
        conclusion=conclusion,
    )


proof_3_5_1_jensen = step_of_proof(
    "jensen",
    And(Le(pull**2, effective_loss), Le(pull, L * W)),
    [bounded_inputs, lipschitz_gate, near_enough],
)
proof_3_5_1_alignment = step_of_proof(
    "alignment",
    Ge(alignment, -2 * eta * W + 2 / L * effective_loss),
    [lipschitz_gate, monotone_gate, near_enough, small_residual],
    "3.22",
)
proof_3_5_1_square = step_of_proof(
    "square",
    Le(step_length**2, eta**2 + 2 * eta * L * W + effective_loss),
    [bounded_inputs, lipschitz_gate, near_enough, small_residual],
    "3.24",
)
