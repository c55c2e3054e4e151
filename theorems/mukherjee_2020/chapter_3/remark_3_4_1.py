"""A radius that is large enough, and the tail of a Gaussian noise."""

from typing import Any

from falsum import (
    Claim,
    Ge,
    Gt,
    Le,
    Lt,
    always,
    constant,
    exp,
    hypothesis,
    log,
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
remark_3_4_1_gaussian_tail_reading_variance = Claim(
    id="mukherjee_2020.remark_3_4_1.gaussian_tail.reading_variance",
    title="The tail of a Gaussian vector, sigma a variance",
    source=source("remark after Theorem 3.4.1", note="sigma_i is a variance; all are equal here"),
    quantifier=always,
    conclusion=Le(gaussian_tail, four * exp(-(C_L**2) / (eight * (n * deviation**2)))),
    note="Reads N(0, sigma_i) with the variance in its second place, as is usual; the printed "
    "E[|xi_2|^2] = sum_i sigma_i^2 speaks for a standard deviation.",
)

# The condition on the variances, and two of them that differ.
total = parameter(
    "total",
    "sum of the variances",
    domain=positive,
    latex=r"\sum_i \sigma_i^2",
    dimension=0,
)
rest = parameter(
    "rest", "the exponential in the theorem's bound", domain=positive, latex="p", dimension=0
)
remark_3_4_1_variance = Claim(
    id="mukherjee_2020.remark_3_4_1.variance",
    title="What a small tail asks of the variances",
    source=source("remark after Theorem 3.4.1", note="'hence the above condition puts ...'"),
    quantifier=always,
    hypotheses=[
        hypothesis(
            "the exponential of the tail is below 1/(4 i_max)",
            Lt(exp(-(C_L**2) / (eight * total)), 1 / (4 * i_max)),
        )
    ],
    conclusion=Lt(total, C_L**2 / (eight * log(4 * i_max))),
)


def informative(part: str, assumed: list[Any], conclusion: Any, *, note: str = "") -> Claim:
    """Return a claim on when the theorem says something about Gaussian noise."""
    return Claim(
        id="mukherjee_2020.remark_3_4_1.needed" + part,
        title="When the theorem says something about Gaussian noise",
        source=source(
            "remark after Theorem 3.4.1",
            note="'for the guarantee in the theorem to be non-trivial we need ...': its bound, "
            "i_max times the sum of the tail and of an exponential, is below 1",
        ),
        quantifier=always,
        hypotheses=[
            hypothesis("C_L is less than sqrt(n)", Lt(C_L, sqrt(n))),
            hypothesis("the noise has a second moment below n", Lt(n * deviation**2, n)),
            *assumed,
        ],
        conclusion=conclusion,
        note=note,
    )


says_something = Lt(i_max * (gaussian_tail + rest), 1)
exponential = exp(-(C_L**2) / (eight * (n * deviation**2)))
remark_3_4_1_needed = informative(
    "",
    [hypothesis("the theorem's bound is below 1", says_something)],
    Lt(exponential, 1 / (4 * i_max)),
)
remark_3_4_1_needed_corrected = informative(
    ".corrected",
    [
        hypothesis("the exponential of the tail is small", Lt(exponential, 1 / (4 * i_max))),
        hypothesis("so is the other one", Le(rest, 1 / i_max - four * exponential)),
    ],
    says_something,
    note="Turns the condition round: it is enough, and far from needed, for the tail that it comes "
    "from is far from tight.",
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


remark_3_4_1_unequal = Claim(
    id="mukherjee_2020.remark_3_4_1.unequal",
    title="The tail of a Gaussian vector with unequal components",
    source=source(
        "remark after Theorem 3.4.1",
        note="n = 4, two components with each of two standard deviations: the squares add up to "
        "the sum of two independent exponential variables, whose tail has a closed form",
    ),
    quantifier=always,
    hypotheses=[hypothesis("sigma_1 is the larger one", Gt(large, small))],
    conclusion=Le(
        (single(large) - single(small)) / (large**2 - small**2),
        four * exp(-(C_L**2) / (eight * (2 * large**2 + 2 * small**2))),
    ),
)
