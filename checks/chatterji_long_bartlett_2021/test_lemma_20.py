"""Margins and losses of Huberised networks, example by example."""

from checks.families.networks.huberised_networks import huberised_networks
from falsum import audits, exp, log, parameter
from theorems.chatterji_long_bartlett_2021 import lemma_20 as stated
from theorems.chatterji_long_bartlett_2021.notation import example_loss, margin

m = parameter("m", "any margin")
checks = audits(
    huberised_networks,
    {stated.part_1: "proved", stated.part_2: "proved"},
    given={margin: m, example_loss: log(1 + exp(-m))},
)
