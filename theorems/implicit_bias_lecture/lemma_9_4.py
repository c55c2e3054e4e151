"""A regret-style bound on the average risk along gradient descent."""

from falsum import (
    Claim,
    Le,
    Sum,
    always,
    hypothesis,
    index,
    measured,
    naturals,
    parameter,
    positive,
)

from .notation import bounded_inputs, sign_labels, sign_weights, source

t = parameter("t", "number of steps", domain=naturals)
i = index("i", 0, t - 1)
eta = parameter("eta", "step size", domain=positive, latex=r"\eta")
any_eta = parameter("eta", "step size, of either sign", latex=r"\eta")

risk = measured(
    "risk",
    r"\hat{R}(W_i) = \frac{1}{n} \sum_{k=1}^{n} \ell(y_k f(x_k; W_i))",
    latex=r"\hat{R}(W_i)",
    indices=(i,),
)
linearised_risk = measured(
    "linearised_risk",
    r"\hat{R}^{(i)}(Z) = \frac{1}{n} \sum_{k=1}^{n} "
    r"\ell(y_k \langle Z, \nabla f(x_k; W_i)\rangle)",
    latex=r"\hat{R}^{(i)}(Z)",
    indices=(i,),
)
first_distance = measured("first_distance", r"\|W_0 - Z\|_F", latex=r"\|W_0 - Z\|_F")
last_distance = measured("last_distance", r"\|W_t - Z\|_F", latex=r"\|W_t - Z\|_F")
network = [bounded_inputs, sign_weights, sign_labels]


def regret(step: object) -> object:
    """Return the printed inequality for a step size."""
    return Le(
        Sum(1 / t * risk, i) - Sum(2 / t * linearised_risk, i),
        (first_distance**2 - last_distance**2) / (step * t),
    )


lemma_9_4 = Claim(
    id="implicit_bias_lecture.lemma_9_4",
    title="Average risk of gradient descent against a linearised competitor",
    source=source(
        "Lemma 9.4",
        note="a step size is taken to be positive; the derivative of the ReLU at 0 is 0",
    ),
    quantifier=always,
    hypotheses=[*network, hypothesis("the step size is at most 1", Le(eta, 1))],
    conclusion=regret(eta),
)
lemma_9_4_reading_any_step = Claim(
    id="implicit_bias_lecture.lemma_9_4.reading_any_step",
    title="Average risk of gradient descent, every step size up to 1",
    source=source("Lemma 9.4"),
    quantifier=always,
    hypotheses=[*network, hypothesis("the step size is at most 1", Le(any_eta, 1))],
    conclusion=regret(any_eta),
    note="Takes 'eta at most 1' at its word, zero and negative values included.",
)
