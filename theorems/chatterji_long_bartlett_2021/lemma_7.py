"""The loss changes slowly, and especially slowly where it is small."""

from falsum import Claim, Le, Min, always, constant, sqrt

from .notation import gradient_norm, loss, p, source, unit_inputs

c = constant("c", 2, meaning="factor under the root")

lemma_7 = Claim(
    id="chatterji_long_bartlett_2021.lemma_7",
    title="Gradient norm of the logistic loss of a Huberised two-layer network",
    source=source("Lemma 7", page=7, note="bandwidth h = 1/p; biases folded into the weights"),
    quantifier=always,
    hypotheses=[unit_inputs],
    conclusion=Le(gradient_norm, sqrt(c * p) * Min(loss, 1)),
)
