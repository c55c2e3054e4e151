"""The logistic loss bounds the size of its own derivative."""

from falsum import Abs, And, Eq, Le, measured, parameter

from .notation import lecture

z = parameter("z", "margin")
loss = measured("loss", r"\ell(z) = \log(1 + \exp(-z))", latex=r"\ell(z)")
derivative = measured("derivative", r"\ell'(z) = \frac{-\exp(-z)}{1 + \exp(-z)}", latex=r"\ell'(z)")

printed = lecture.statement(
    __name__,
    "The derivative of the logistic loss is at most the loss",
    "useful fact",
    note="slide 'Settings'",
    latex=r"|\ell'(z)| = -\ell'(z) \leq \ell(z)",
    concludes=And(Eq(Abs(derivative), -derivative), Le(-derivative, loss)),
).printed()
