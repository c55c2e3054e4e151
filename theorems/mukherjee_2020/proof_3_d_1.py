"""The two elementary inequalities behind the Azuma-Hoeffding variant."""

from falsum import Abs, Claim, Le, always, exp, hypothesis, parameter, positive

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
