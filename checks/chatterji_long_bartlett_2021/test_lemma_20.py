"""Margins and losses of Huberised networks, example by example."""

from typing import Any

from checks.families.huberised_networks import huberised_networks
from falsum import check, exp, log, parameter
from impl import huberised
from theorems.chatterji_long_bartlett_2021.lemma_20 import lemma_20_part_1, lemma_20_part_2
from theorems.chatterji_long_bartlett_2021.notation import example_loss, margin

m = parameter("m", "any margin")
GIVEN = {margin: m, example_loss: log(1 + exp(-m))}


def measure(inputs: Any, labels: Any, weights: Any) -> dict[Any, Any]:
    """Measure each example's margin and loss."""
    return {
        margin: huberised.margins(inputs, labels, weights),
        example_loss: huberised.sample_losses(inputs, labels, weights),
    }


test_lemma_20_part_1 = check(lemma_20_part_1, huberised_networks, expect="proved", given=GIVEN)(
    measure
)
test_lemma_20_part_2 = check(lemma_20_part_2, huberised_networks, expect="proved", given=GIVEN)(
    measure
)
