"""One GLM-Tron step brings the weights nearer to any fixed vector, up to noise."""

from typing import Any

from falsum import Le, hypothesis, measured, nonnegative, parameter, positive

from .notation_3_5 import (
    GATE,
    L,
    bounded_inputs,
    label,
    lipschitz_gate,
    monotone_gate,
    slope_greatest,
    thesis,
)

lipschitz_or_constant = parameter(
    "L", "Lipschitz constant of the activation, 0 allowed", domain=nonnegative, dimension=0
)
W = parameter("W", "bound on the distance before the step", domain=nonnegative, dimension=label)
eta = parameter(
    "eta", "bound on the mean residual at w", domain=positive, latex=r"\eta", dimension=label
)
distance = measured("distance", r"\|w_t - w\|", latex=r"\|w_t - w\|", dimension=label)
distance_after = measured(
    "distance_after", r"\|w_{t+1} - w\|", latex=r"\|w_{t+1} - w\|", dimension=label
)
first_distance = measured("first_distance", r"\|w_1 - w\|", latex=r"\|w_1 - w\|", dimension=label)
residual = measured(
    "residual",
    r"\left\| \frac{1}{S} \sum_{i=1}^{S} (y_i - \sigma(\langle w, x_i \rangle)) x_i \right\|",
    latex=r"\|r\|",
    dimension=label,
)
effective_loss = measured(
    "effective_loss",
    r"\frac{1}{S} \sum_{i=1}^{S} (\sigma(\langle w_t, x_i\rangle) "
    r"- \sigma(\langle w, x_i\rangle))^2",
    latex=r"\tilde{L}_S(h_t)",
    dimension=label**2,
)
constant_allowed = hypothesis(
    "the activation is L-Lipschitz", Le(slope_greatest, lipschitz_or_constant)
)
near_enough = hypothesis("w_t is within W of w", Le(distance, W))
first_near = hypothesis("w_1 is within W of w", Le(first_distance, W))
small_residual = hypothesis("the mean residual is at most eta", Le(residual, eta))


def nearer(constant: Any) -> Any:
    """Return the printed inequality for a Lipschitz constant."""
    return Le(
        distance_after**2,
        distance**2 - (2 / constant - 1) * effective_loss + (eta**2 + 2 * eta * W * (constant + 1)),
    )


lemma = thesis.statement(
    __name__,
    "One step of GLM-Tron",
    "Lemma 3.5.1",
    page=65,
    latex=r"\|w_{t+1} - w\|^2 \leq \|w_t - w\|^2 - \left( \frac{2}{L} - 1 \right) "
    r"\tilde{L}_S(h_t) + \left( \eta^2 + 2\eta W(L+1) \right)",
    assuming=[*GATE, near_enough, small_residual],
    concludes=nearer(L),
)
printed = lemma.printed(place={"note": "L is taken positive: the bound divides by it"})
constant_gate = lemma.reading(
    "constant_gate",
    title="One step of GLM-Tron, constant activations included",
    assuming=[bounded_inputs, constant_allowed, monotone_gate, near_enough, small_residual],
    concludes=nearer(lipschitz_or_constant),
    note="Takes 'L-Lipschitz' at its word: a constant activation is 0-Lipschitz. Its correction is "
    "lemma_3_5_1, which takes L positive.",
)
first_bound = lemma.reading(
    "first_distance",
    title="One step of GLM-Tron, with a bound on the distance of the first iterate",
    assuming=[bounded_inputs, lipschitz_gate, monotone_gate, first_near, small_residual],
    note="Takes 'for all t' at its word, with W from one iteration, here the first: later iterates "
    "may be farther away.",
)
