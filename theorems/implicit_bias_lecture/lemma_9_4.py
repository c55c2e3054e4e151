"""A regret-style bound on the average risk along gradient descent."""

from typing import Any

from falsum import Le, Sum, hypothesis, index, measured, naturals, parameter, positive

from .notation import bounded_inputs, lecture, sign_labels, sign_weights

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
up_to_one = hypothesis("the step size is at most 1", Le(eta, 1))


def regret(step: Any) -> Any:
    """Return the printed inequality for a step size."""
    return Le(
        Sum(1 / t * risk, i) - Sum(2 / t * linearised_risk, i),
        (first_distance**2 - last_distance**2) / (step * t),
    )


lemma = lecture.statement(
    __name__,
    "Average risk of gradient descent against a linearised competitor",
    "Lemma 9.4",
    note="a step size is taken to be positive; the derivative of the ReLU at 0 is 0",
    latex=r"\sum_{i < t} \frac{1}{t} \hat{R}(W_i) - \sum_{i < t} \frac{2}{t} \hat{R}^{(i)}(Z) "
    r"\leq \frac{\|W_0 - Z\|_F^2 - \|W_t - Z\|_F^2}{\eta \cdot t}",
    assuming=[*network, up_to_one],
    concludes=regret(eta),
)
printed = lemma.printed()
any_step = lemma.reading(
    "any_step",
    title="Average risk of gradient descent, every step size up to 1",
    place={"note": ""},
    assuming=[*network, hypothesis("the step size is at most 1", Le(any_eta, 1))],
    concludes=regret(any_eta),
    note="Takes 'eta at most 1' at its word, zero and negative values included.",
)
