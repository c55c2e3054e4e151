"""The loss changes slowly, and especially slowly where it is small."""

from falsum import Le, Min, constant, sqrt

from .notation import article, gradient_norm, loss, p, unit_inputs

c = constant("c", 2, meaning="factor under the root")

printed = article.statement(
    __name__,
    "Gradient norm of the logistic loss of a Huberised two-layer network",
    "Lemma 7",
    page=7,
    note="bandwidth h = 1/p; biases folded into the weights",
    latex=r"\text{for any weight matrix } V \in \mathbb{R}^{2p \times (d+1)}, \quad "
    r"\|\nabla_V L\| \leq \sqrt{2p} \min\{L(V), 1\}",
    assuming=[unit_inputs],
    concludes=Le(gradient_norm, sqrt(c * p) * Min(loss, 1)),
).printed()
