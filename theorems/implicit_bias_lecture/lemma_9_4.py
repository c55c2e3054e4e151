"""A regret-style bound on the average risk along gradient descent."""

from falsum import Le, Sum, hypothesis, index, measured, naturals, parameter, positive

from .notation import bounded_inputs, lecture, sign_labels, sign_weights

t = parameter("t", "number of steps", domain=naturals, place="the claim: sums over i < t")
i = index("i", 0, t - 1)
eta = parameter(
    "eta",
    "step size",
    domain=positive,
    latex=r"\eta",
    place="slide 'Settings': 'We perform the gradient descent'; the claim divides by it",
)

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
first_distance = measured(
    "first_distance",
    r"\|W_0 - Z\|_F",
    says="distance of the first layer at the start from a reference Z",
)
last_distance = measured(
    "last_distance",
    r"\|W_t - Z\|_F",
    says="distance of the first layer after t steps from a reference Z",
)
network = [bounded_inputs, sign_weights, sign_labels]
up_to_one = hypothesis("the step size is at most 1", Le(eta, 1), place="'Let eta <= 1'")


printed = lecture.statement(
    __name__,
    "Average risk of gradient descent against a linearised competitor",
    "Lemma 9.4",
    note="the derivative of the ReLU at 0 is 0",
    latex=r"\sum_{i < t} \frac{1}{t} \hat{R}(W_i) - \sum_{i < t} \frac{2}{t} \hat{R}^{(i)}(Z) "
    r"\leq \frac{\|W_0 - Z\|_F^2 - \|W_t - Z\|_F^2}{\eta \cdot t}",
    assuming=[*network, up_to_one],
    concludes=Le(
        Sum(1 / t * risk, i) - Sum(2 / t * linearised_risk, i),
        (first_distance**2 - last_distance**2) / (eta * t),
    ),
).printed()
