"""A radius that is large enough, and the tail of a Gaussian noise."""

from typing import Any

from falsum import (
    Ge,
    Gt,
    Le,
    Lt,
    constant,
    exp,
    hypothesis,
    log,
    parameter,
    positive,
    sqrt,
)

from .notation import n, thesis
from .notation_3_4 import (
    C_L,
    S1,
    C,
    drift,
    eta,
    i_max,
    lam,
    r,
    shown,
    small_step,
    start_distance,
)

remark = thesis.proof(__name__, "", "remark after Theorem 3.4.1")
root = sqrt(
    (lam + start_distance**2 + i_max * (eta * n + 2 * eta**2 * S1**2))
    / (1 - 2 * i_max * eta**2 * C**4)
)
radius = remark.part(
    "radius",
    "A radius that is large enough",
    place={"note": "the d printed there is the dimension n"},
    latex=r"r_* \geq \sqrt{\frac{\lambda + \|w_0 - w_*\|^2 + i_{\max}(\eta d + 2\eta^2 S_1^2)}"
    r"{1 - 2i_{\max}\eta^2 C^4}}",
    assuming=[
        small_step,
        hypothesis("r_* is at least the printed root", Ge(r, root), place="remark, first display"),
    ],
    concludes=Ge(r**2, lam + start_distance**2 + i_max * drift),
).printed()

# The tail.
deviation = parameter(
    "sigma",
    "standard deviation of each component",
    domain=positive,
    latex=r"\sigma",
    dimension=0,
    place="choice (b)",
)
four = constant("a", 4, meaning="factor of the tail")
eight = constant("c", 8, meaning="divisor of the exponent")
gaussian_tail = shown(
    "gaussian_tail", r"P[\|\xi_2\| > C_L]", 0, says="probability that the second noise is clipped"
)


def exponential(variances: Any) -> Any:
    """Return the exponential of the tail for a sum of variances."""
    return exp(-(C_L**2) / (eight * variances))


PRINTED = r"\mathbb{P}[\|\xi_2\| > C_L] \leq 4e^{-\frac{C_L^2}{8 \times \mathbb{E}[\|\xi_2\|^2]}}"
equal = exponential(n * deviation**2)
gaussian = remark.part(
    "gaussian_tail",
    "The tail of a Gaussian vector",
    place={
        "note": "sigma_i is a standard deviation, since E[|xi_2|^2] is the sum of their squares; "
        "all are equal here"
    },
    latex=PRINTED,
    concludes=Le(gaussian_tail, four * equal),
)
tail = gaussian.printed(
    note="It is loose, by its factor above all: near C_L = 0, where the tail is 1, a factor of 1 "
    "would do for 4.",
)
large, small = (
    parameter(
        f"sigma_{k}",
        f"standard deviation of components {2 * k - 1} and {2 * k}",
        domain=positive,
        latex=rf"\sigma_{k}",
        dimension=0,
    )
    for k in (1, 2)
)


def single(deviation: Any) -> Any:
    """Return a variance times the tail of two components that have it."""
    return deviation**2 * exp(-(C_L**2) / (2 * deviation**2))


larger_first = hypothesis(
    "sigma_1 is the larger one", Gt(large, small), place="without loss of generality"
)
unequal = remark.part(
    "unequal",
    "The tail of a Gaussian vector with unequal components",
    place={
        "note": "n = 4, two components with each of two standard deviations: the squares add up to "
        "the sum of two independent exponential variables, whose tail has a closed form"
    },
    latex=PRINTED,
    assuming=[larger_first],
    concludes=Le(
        (single(large) - single(small)) / (large**2 - small**2),
        four * exponential(2 * large**2 + 2 * small**2),
    ),
).printed()

# The condition on the variances.
total = parameter(
    "total", "sum of the variances", domain=positive, latex=r"\sum_i \sigma_i^2", dimension=0
)
rest = parameter(
    "rest", "the exponential in the theorem's bound", domain=positive, latex="p", dimension=0
)
small_exponential = hypothesis(
    "the exponential of the tail is below 1/(4 i_max)",
    Lt(exponential(total), 1 / (4 * i_max)),
    place="'the above condition'",
)
variance = remark.part(
    "variance",
    "What a small tail asks of the variances",
    place={"note": "'hence the above condition puts ...'"},
    latex=r"\sum_{i=1}^n \sigma_i^2 < \frac{C_L^2}{8 \log(4i_{\max})}",
    assuming=[small_exponential],
    concludes=Lt(total, C_L**2 / (eight * log(4 * i_max))),
).printed()
needed = remark.part(
    "needed",
    "When the theorem says something about Gaussian noise",
    place={
        "note": "'thus for the guarantee in the theorem to be non-trivial we need ...': its bound, "
        "i_max times the quoted bound on the tail and another exponential, is below 1"
    },
    latex=r"e^{-\frac{C_L^2}{8 \times \mathbb{E}[\|\xi_2\|^2]}} < \frac{1}{4i_{\max}}",
    assuming=[
        hypothesis(
            "the theorem's bound is below 1",
            Lt(i_max * (four * exponential(total) + rest), 1),
            place="'to be non-trivial'",
        )
    ],
    concludes=Lt(exponential(total), 1 / (4 * i_max)),
).printed()
