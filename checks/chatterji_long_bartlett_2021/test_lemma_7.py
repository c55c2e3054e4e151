"""The gradient's norm against the loss, on arbitrary weights and unit inputs."""

from typing import Any

from checks.families.huberised_networks import huberised_networks
from falsum import check
from impl import huberised
from impl.linear_algebra import euclidean_norm
from theorems.chatterji_long_bartlett_2021.lemma_7 import lemma_7
from theorems.chatterji_long_bartlett_2021.notation import gradient_norm, input_norm, loss


@check(lemma_7, huberised_networks, expect="survived")
def test_lemma_7(inputs: Any, labels: Any, weights: Any) -> dict[Any, Any]:
    """Measure the loss and its gradient."""
    return {
        input_norm: euclidean_norm(inputs),
        loss: huberised.training_loss(inputs, labels, weights),
        gradient_norm: huberised.gradient_norm(inputs, labels, weights),
    }
