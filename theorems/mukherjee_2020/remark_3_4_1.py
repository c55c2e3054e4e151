"""A radius that is large enough, and the tail of a Gaussian noise."""

from falsum import (
    Claim,
    Ge,
    Le,
    always,
    constant,
    exp,
    hypothesis,
    measured,
    parameter,
    positive,
    sqrt,
)

from .notation import source
from .notation_3_4 import C_L, S1, C, drift, eta, i_max, lam, n, r, small_step, start_distance

remark_3_4_1_radius = Claim(
    id="mukherjee_2020.remark_3_4_1.radius",
    title="A radius that is large enough",
    source=source("remark after Theorem 3.4.1", note="the d printed there is the dimension n"),
    quantifier=always,
    hypotheses=[
        small_step,
        hypothesis(
            "r_* is at least the printed root",
            Ge(
                r,
                sqrt(
                    (lam + start_distance**2 + i_max * (eta * n + 2 * eta**2 * S1**2))
                    / (1 - 2 * i_max * eta**2 * C**4)
                ),
            ),
        ),
    ],
    conclusion=Ge(r**2, lam + start_distance**2 + i_max * drift),
)
deviation = parameter(
    "sigma",
    "standard deviation of each component",
    domain=positive,
    latex=r"\sigma",
    dimension=0,
)
four = constant("a", 4, meaning="factor of the tail")
eight = constant("c", 8, meaning="divisor of the exponent")
gaussian_tail = measured(
    "gaussian_tail", r"P[\|\xi_2\| > C_L]", latex=r"P[\|\xi_2\| > C_L]", dimension=0
)
remark_3_4_1_gaussian_tail = Claim(
    id="mukherjee_2020.remark_3_4_1.gaussian_tail",
    title="The tail of a Gaussian vector",
    source=source(
        "remark after Theorem 3.4.1", note="sigma_i is a standard deviation; all are equal here"
    ),
    quantifier=always,
    conclusion=Le(gaussian_tail, four * exp(-(C_L**2) / (eight * (n * deviation**2)))),
    note="It is loose, by its factor above all: near C_L = 0, where the tail is 1, a factor of 1 "
    "would do for 4.",
)
