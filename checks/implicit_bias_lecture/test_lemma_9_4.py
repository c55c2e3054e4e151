"""Gradient descent on a small ReLU network, against an arbitrary competitor Z."""

from checks.families.networks.relu_descents import relu_descents, relu_descents_any_step
from falsum import audits
from theorems.implicit_bias_lecture import lemma_9_4 as stated

positive = audits(relu_descents, {stated.printed: "survived"})
of_any_sign = audits(relu_descents_any_step, {stated.any_step: "ill_defined"})
