"""The gradient's norm against the loss, on arbitrary weights and unit inputs."""

from checks.families.networks.huberised_networks import huberised_networks
from falsum import audits
from theorems.chatterji_long_bartlett_2021 import lemma_7 as stated

checks = audits(huberised_networks, {stated.printed: "survived"})
