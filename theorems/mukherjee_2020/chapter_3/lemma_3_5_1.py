"""One GLM-Tron step brings the weights nearer to any fixed vector, up to noise."""

from falsum import Le, hypothesis, measured, nonnegative, parameter, positive

from . import notation_3_5 as n

W = parameter(
    "W",
    "bound on the distance before the step",
    domain=nonnegative,
    dimension=n.label,
    place="'at iteration t, we have ||w_t - w|| <= W'",
)
eta = parameter(
    "eta",
    "bound on the mean residual at w",
    domain=positive,
    latex=r"\eta",
    dimension=n.label,
    place="'define eta > 0'",
)
distance = measured(
    "distance",
    r"\|w_t - w\|",
    dimension=n.label,
    says="distance of iterate t from a weight vector w",
)
distance_after = measured(
    "distance_after",
    r"\|w_{t+1} - w\|",
    dimension=n.label,
    says="distance of the next iterate from a weight vector w",
)
residual = measured(
    "residual",
    r"\left\| \frac{1}{S} \sum_{i=1}^{S} (y_i - \sigma(\langle w, x_i \rangle)) x_i \right\|",
    latex=r"\|r\|",
    dimension=n.label,
)
effective_loss = measured(
    "effective_loss",
    r"\frac{1}{S} \sum_{i=1}^{S} (\sigma(\langle w_t, x_i\rangle) "
    r"- \sigma(\langle w, x_i\rangle))^2",
    latex=r"\tilde{L}_S(h_t)",
    dimension=n.label**2,
)
near_enough = hypothesis("w_t is within W of w", Le(distance, W), place=W.place)
small_residual = hypothesis("the mean residual is at most eta", Le(residual, eta), place=eta.place)
printed = n.thesis.statement(
    __name__,
    "One step of GLM-Tron",
    "Lemma 3.5.1",
    page=65,
    note="L is taken positive: the bound divides by it",
    latex=r"\|w_{t+1} - w\|^2 \leq \|w_t - w\|^2 - \left( \frac{2}{L} - 1 \right) "
    r"\tilde{L}_S(h_t) + \left( \eta^2 + 2\eta W(L+1) \right)",
    assuming=[*n.GATE, near_enough, small_residual],
    concludes=Le(
        distance_after**2,
        distance**2 - (2 / n.L - 1) * effective_loss + (eta**2 + 2 * eta * W * (n.L + 1)),
    ),
).printed()
