"""The elementary inequalities behind the Azuma-Hoeffding variant, and its exponent."""

from falsum import (
    Abs,
    And,
    Claim,
    Eq,
    Le,
    always,
    exp,
    hypothesis,
    index,
    measured,
    naturals,
    parameter,
    positive,
)

from .notation import source

t = parameter("t", "exponent's scale", domain=positive, dimension={"step": -1})
c = parameter("c", "bound on the difference", domain=positive, dimension={"step": 1})
x = parameter("x", "difference", dimension={"step": 1})
z = parameter("z", "product of scale and difference", dimension=0)
within_bound = hypothesis("the difference is at most c", Le(Abs(x), c))

proof_3_d_1_chord = Claim(
    id="mukherjee_2020.proof_3_d_1.chord",
    title="The exponential lies below its chord",
    source=source("proof of Theorem 3.D.1", equation="3.25"),
    quantifier=always,
    hypotheses=[within_bound],
    conclusion=Le(
        exp(t * x),
        1 / (2 * c) * (exp(t * c) - exp(-t * c)) * x + (exp(t * c) + exp(-t * c)) / 2,
    ),
)
proof_3_d_1_cosh = Claim(
    id="mukherjee_2020.proof_3_d_1.cosh",
    title="The hyperbolic cosine lies below a Gaussian's inverse",
    source=source("proof of Theorem 3.D.1"),
    quantifier=always,
    conclusion=Le((exp(z) + exp(-z)) / 2, exp(z**2 / 2)),
)

outcomes = parameter("outcomes", "number of outcomes of a difference", domain=naturals, dimension=0)
j = index("j", 1, outcomes)
outcome = measured("outcome", "x_j", latex="x_j", indices=(j,), dimension={"step": 1})
mean = measured(
    "mean", r"\mathbb{E}[X_i - X_{i-1}]", latex=r"\mathbb{E}[X_i - X_{i-1}]", dimension={"step": 1}
)
moment = measured(
    "moment",
    r"\mathbb{E}[e^{t (X_i - X_{i-1})}]",
    latex=r"\mathbb{E}[e^{t (X_i - X_{i-1})}]",
    dimension=0,
)
proof_3_d_1_moment = Claim(
    id="mukherjee_2020.proof_3_d_1.moment",
    title="The exponential moment of a bounded difference",
    source=source("proof of Theorem 3.D.1", note="the displays after (3.25), for a finite law"),
    quantifier=always,
    hypotheses=[
        hypothesis("the difference is at most c", Le(Abs(outcome), c)),
        hypothesis("the difference falls in expectation", Le(mean, 0)),
    ],
    conclusion=And(
        Le(moment, (exp(t * c) + exp(-t * c)) / 2),
        Le((exp(t * c) + exp(-t * c)) / 2, exp(t**2 * c**2 / 2)),
    ),
)

height = parameter("lambda_", "height climbed", latex=r"\lambda", domain=positive, dimension=0)
squares = parameter("V", "sum of the squared bounds", domain=positive, dimension=0)
scale = parameter("scale", "any scale of the exponent", latex="t", domain=positive, dimension=0)
best = height / squares
proof_3_d_1_exponent = Claim(
    id="mukherjee_2020.proof_3_d_1.exponent",
    title="The scale that is chosen gives the printed exponent, and no other a smaller one",
    source=source("proof of Theorem 3.D.1", note="the last line; heights in units of one step"),
    quantifier=always,
    conclusion=And(
        Eq(-best * height + best**2 / 2 * squares, -(height**2) / (2 * squares)),
        Le(-(height**2) / (2 * squares), -scale * height + scale**2 / 2 * squares),
    ),
)
