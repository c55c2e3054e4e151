"""The logistic loss bounds the size of its own derivative."""

from falsum import Abs, And, Claim, Eq, Le, always, measured, parameter

from .notation import source

z = parameter("z", "margin")
loss = measured("loss", r"\ell(z) = \log(1 + \exp(-z))", latex=r"\ell(z)")
derivative = measured("derivative", r"\ell'(z) = \frac{-\exp(-z)}{1 + \exp(-z)}", latex=r"\ell'(z)")

useful_fact = Claim(
    id="implicit_bias_lecture.useful_fact",
    title="The derivative of the logistic loss is at most the loss",
    source=source("useful fact", note="slide 'Settings'"),
    quantifier=always,
    conclusion=And(Eq(Abs(derivative), -derivative), Le(-derivative, loss)),
)
