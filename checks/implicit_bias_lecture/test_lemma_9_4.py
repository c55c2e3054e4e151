"""Gradient descent on a small ReLU network, against an arbitrary competitor Z."""

from checks.families.networks.relu_descents import relu_descents
from falsum import audits
from theorems.implicit_bias_lecture import lemma_9_4 as stated

checks = audits(relu_descents, {stated.printed: "survived"})
