"""Classical scalar inequalities: true ones, and false ones that are near to them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from falsum.statement.claim import Claim, Source, always, hypothesis
from falsum.statement.declarations import index, parameter
from falsum.statement.domain import Domain, interval, naturals, nonnegative, positive, real
from falsum.statement.expressions import (
    Abs,
    Max,
    Min,
    Rational,
    Sum,
    atan,
    binomial,
    cos,
    cosh,
    erf,
    exp,
    factorial,
    log,
    loggamma,
    pi,
    sign,
    sin,
    sinh,
    sqrt,
    tanh,
)
from falsum.statement.relations import Eq, Ge, Gt, Le, Lt, Ne

BOXES = "interval branch and bound"
POINTS = "enumeration"
ROOTS = "real roots"
SOLVER = "exact algebra (z3)"
IDENTITY = "identity"


@dataclass(frozen=True)
class Case:
    """A claim and what decides it: the method of its proof, or how it is to end."""

    name: str
    claim: Claim
    by: str


def symbol(name: str, domain: Domain = real) -> Any:
    """Declare a parameter."""
    return parameter(name, name, domain=domain)


def claim(conclusion: Any, *hypotheses: Any) -> Claim:
    """State a conclusion for all parameters that meet the hypotheses."""
    return Claim(
        id="library.statement",
        title="a scalar statement",
        source=Source("library", "statement"),
        quantifier=always,
        conclusion=conclusion,
        hypotheses=[hypothesis(f"hypothesis {k}", h) for k, h in enumerate(hypotheses)],
    )


z, y = symbol("z"), symbol("y")
x = symbol("x", positive)
w, v, a, b, c, d = (symbol(n, nonnegative) for n in "wvabcd")
unit = symbol("u", interval(0, 1))
angle = symbol("angle", interval(0, 3))
small = symbol("s", interval(-1, 1, "()"))
n = symbol("n", Domain(r"\{1, \dots, 12\}", Fraction(1), Fraction(12), integral=True))
m = symbol("m", Domain(r"\{0, \dots, 5\}", Fraction(0), Fraction(5), integral=True))
N = symbol("N", naturals)
p, q, r = symbol("p"), symbol("q"), symbol("r", positive)
k = index("k", 1, n)
stirling = sqrt(2 * pi * n) * (n / exp(1)) ** n
half = Rational(1, 2)

TRUE = [
    Case("log x <= x - 1", claim(Le(log(x), x - 1)), BOXES),
    Case("log x >= 1 - 1/x", claim(Ge(log(x), 1 - 1 / x)), BOXES),
    Case("exp z >= 1 + z", claim(Ge(exp(z), 1 + z)), BOXES),
    Case("exp z > 1 + z away from 0", claim(Gt(exp(x), 1 + x)), BOXES),
    Case("exp w >= 1 + w + w^2/2", claim(Ge(exp(w), 1 + w + w**2 / 2)), BOXES),
    Case("exp z >= e z", claim(Ge(exp(z), exp(1) * z)), BOXES),
    Case("logistic pull", claim(Le(1 / (1 + exp(z)), log(1 + exp(-z)))), BOXES),
    Case("logistic pull, strict", claim(Lt(1 / (1 + exp(z)), log(1 + exp(-z)))), BOXES),
    Case("logistic curvature", claim(Le(exp(z) / (1 + exp(z)) ** 2, Rational(1, 4))), BOXES),
    Case("softplus above", claim(Ge(log(1 + exp(z)), Max(0, z))), BOXES),
    Case("z^2 + 1 >= 2 z", claim(Ge(z**2 + 1, 2 * z)), BOXES),
    Case("z z >= 0", claim(Ge(z * z, 0)), BOXES),
    Case("sin w <= w", claim(Le(sin(w), w)), BOXES),
    Case("cos z >= 1 - z^2/2", claim(Ge(cos(z), 1 - z**2 / 2)), BOXES),
    Case("Jordan", claim(Ge(sin(w), 2 / pi * w), Le(w, Rational(3, 2))), BOXES),
    Case("tanh w <= w", claim(Le(tanh(w), w)), BOXES),
    Case("|tanh z| <= 1", claim(Lt(Abs(tanh(z)), 1)), BOXES),
    Case("atan w <= w", claim(Le(atan(w), w)), BOXES),
    Case("sinh w >= w", claim(Ge(sinh(w), w)), BOXES),
    Case("cosh z <= exp(z^2/2)", claim(Le(cosh(z), exp(z**2 / 2))), BOXES),
    Case("log(1+w) <= w/sqrt(1+w)", claim(Le(log(1 + w), w / sqrt(1 + w))), BOXES),
    Case("log(1+w) >= 2w/(2+w)", claim(Ge(log(1 + w), 2 * w / (2 + w))), BOXES),
    Case("log(1+w) >= w - w^2/2", claim(Ge(log(1 + w), w - w**2 / 2)), BOXES),
    Case("x log x >= -1/e", claim(Ge(x * log(x), -exp(-1))), BOXES),
    Case("x + 1/x >= 2", claim(Ge(x + 1 / x, 2)), BOXES),
    Case("Bernoulli 3/2", claim(Ge((1 + w) ** Rational(3, 2), 1 + Rational(3, 2) * w)), BOXES),
    Case("sqrt(1+w) <= 1 + w/2", claim(Le(sqrt(1 + w), 1 + w / 2)), BOXES),
    Case("1 - s <= exp(-s)", claim(Le(1 - small, exp(-small))), BOXES),
    Case(
        "entropy <= log 2",
        claim(Le(-unit * log(unit) - (1 - unit) * log(1 - unit), log(2)), Gt(unit, 0), Lt(unit, 1)),
        BOXES,
    ),
    Case("erf w <= 2w/sqrt(pi)", claim(Le(erf(w), 2 * w / sqrt(pi))), BOXES),
    Case("touch at log 2", claim(Ge(exp(z), 2 * z + 2 - 2 * log(2))), BOXES),
    Case("sin + cos <= sqrt 2", claim(Le(sin(angle) + cos(angle), sqrt(2))), BOXES),
    Case("separable in the plane", claim(Ge(exp(z) + exp(y), 2 + z + y)), BOXES),
    Case(
        "a hypothesis prunes",
        claim(Le(sin(z) * exp(y), Rational(5, 2)), Le(z**2 + y**2, 1)),
        BOXES,
    ),
    Case("2^N >= N + 1", claim(Ge(2**N, N + 1)), BOXES),
    Case("cubic", claim(Ge(w**3 + 2, 3 * w)), BOXES),
    Case("quartic touches twice", claim(Ge(z**4 + 4, 4 * z**2)), BOXES),
    Case("rational", claim(Le(2 * z / (1 + z**2), 1)), BOXES),
    Case("irrational double root", claim(Ge((z**2 - 2) ** 2 * (z**2 + 1), 0)), BOXES),
    Case("AM-GM", claim(Ge((a + b) / 2, sqrt(a * b))), SOLVER),
    Case(
        "GM-HM",
        claim(Ge(sqrt(x * r), 2 / (1 / x + 1 / r))),
        SOLVER,
    ),
    Case("AM-GM of three cubes", claim(Ge(a**3 + b**3 + c**3, 3 * a * b * c)), SOLVER),
    Case(
        "Cauchy-Schwarz",
        claim(
            Le(
                (z * y + p * q) ** 2,
                (z**2 + p**2) * (y**2 + q**2),
            )
        ),
        BOXES,
    ),
    Case("Young, p = 2", claim(Le(a * b, a**2 / 2 + b**2 / 2)), BOXES),
    Case("Young, p = 3", claim(Le(a * b, a**3 / 3 + 2 * b ** Rational(3, 2) / 3)), SOLVER),
    Case("triangle", claim(Le(Abs(z + y), Abs(z) + Abs(y))), SOLVER),
    Case("sqrt is subadditive", claim(Le(sqrt(a + b), sqrt(a) + sqrt(b))), SOLVER),
    Case("Motzkin", claim(Ge(z**4 * y**2 + z**2 * y**4 + 1, 3 * z**2 * y**2)), SOLVER),
    Case("max + min", claim(Eq(Max(z, y) + Min(z, y), z + y)), SOLVER),
    Case("binomial identity", claim(Eq((z + y) ** 2, z**2 + 2 * z * y + y**2)), IDENTITY),
    Case("partial fractions", claim(Eq(1 / x - 1 / (x + 1), 1 / (x * (x + 1)))), IDENTITY),
    Case(
        "derivative of the loss",
        claim(Eq(Abs(-exp(-z) / (1 + exp(-z))), exp(-z) / (1 + exp(-z)))),
        IDENTITY,
    ),
    Case("never zero", claim(Ne(exp(z) + 1, 0)), BOXES),
    Case("Bernoulli", claim(Ge((1 + w) ** n, 1 + n * w)), "each integer"),
    Case("Bernoulli below 0", claim(Ge((1 + z) ** m, 1 + m * z), Ge(z, -1)), "each integer"),
    Case("Stirling below", claim(Le(stirling, factorial(n))), POINTS),
    Case("Stirling above", claim(Le(factorial(n), stirling * exp(1 / (12 * n)))), POINTS),
    Case("harmonic sum", claim(Le(Sum(1 / k, k), 1 + log(n))), POINTS),
    Case("Gauss", claim(Eq(Sum(k, k), n * (n + 1) / 2)), POINTS),
    Case("binomial <= 2^n", claim(Le(binomial(n, m), 2**n)), POINTS),
    Case("log gamma is small between 1 and 2", claim(Le(loggamma(1 + unit), 0)), BOXES),
]

FALSE = [
    Case("log, slope 99 %", claim(Le(log(x), Rational(99, 100) * x - 1)), "disproved"),
    Case("log, constant 1 %", claim(Le(log(x), x - Rational(101, 100))), "disproved"),
    Case("exp above 1 + 1.01 z", claim(Ge(exp(z), 1 + Rational(101, 100) * z)), "disproved"),
    Case("exp above 1.001 + z", claim(Ge(exp(z), Rational(1001, 1000) + z)), "disproved"),
    Case("exp strict at 0", claim(Gt(exp(z), 1 + z)), "disproved"),
    Case(
        "exp w >= 1 + w + 0.51 w^2",
        claim(Ge(exp(w), 1 + w + Rational(51, 100) * w**2)),
        "disproved",
    ),
    Case(
        "logistic pull, 1 %",
        claim(Le(Rational(101, 100) / (1 + exp(z)), log(1 + exp(-z)))),
        "disproved",
    ),
    Case(
        "logistic curvature, 1 %",
        claim(Le(exp(z) / (1 + exp(z)) ** 2, Rational(99, 400))),
        "disproved",
    ),
    Case("softplus below", claim(Le(log(1 + exp(z)), Max(0, z) + Rational(69, 100))), "disproved"),
    Case("z^2 + 1 >= 2.01 z", claim(Ge(z**2 + 1, Rational(201, 100) * z)), "disproved"),
    Case("z^2 + 1 > 2 z", claim(Gt(z**2 + 1, 2 * z)), "disproved"),
    Case("strict on a face of the box", claim(Lt(1, exp(x * w))), "disproved"),
    Case("the sign of a nonnegative number", claim(Eq(sign(w), 1)), "disproved"),
    Case("sin w <= 0.99 w", claim(Le(sin(w), Rational(99, 100) * w)), "disproved"),
    Case("sin z <= z on R", claim(Le(sin(z), z)), "disproved"),
    Case("cos z >= 1 - 0.49 z^2", claim(Ge(cos(z), 1 - Rational(49, 100) * z**2)), "disproved"),
    Case(
        "Jordan, 1 %",
        claim(Ge(sin(w), Rational(101, 100) * 2 / pi * w), Le(w, Rational(157, 100))),
        "disproved",
    ),
    Case("tanh w <= 0.99 w", claim(Le(tanh(w), Rational(99, 100) * w)), "disproved"),
    Case("tanh z <= z on R", claim(Le(tanh(z), z)), "disproved"),
    Case("|tanh z| <= 0.999", claim(Le(Abs(tanh(z)), Rational(999, 1000))), "disproved"),
    Case("cosh z <= exp(0.49 z^2)", claim(Le(cosh(z), exp(Rational(49, 100) * z**2))), "disproved"),
    Case(
        "log(1+w) <= 0.99 w/sqrt(1+w)",
        claim(Le(log(1 + w), Rational(99, 100) * w / sqrt(1 + w))),
        "disproved",
    ),
    Case("x log x >= -0.99/e", claim(Ge(x * log(x), -Rational(99, 100) * exp(-1))), "disproved"),
    Case("x + 1/x >= 2.02", claim(Ge(x + 1 / x, Rational(202, 100))), "disproved"),
    Case("Bernoulli with 1/2", claim(Ge((1 + w) ** half, 1 + half * w)), "disproved"),
    Case(
        "entropy <= 0.99 log 2",
        claim(
            Le(-unit * log(unit) - (1 - unit) * log(1 - unit), Rational(99, 100) * log(2)),
            Gt(unit, 0),
            Lt(unit, 1),
        ),
        "disproved",
    ),
    Case("erf, 1 %", claim(Le(erf(w), Rational(198, 100) * w / sqrt(pi))), "disproved"),
    Case(
        "touch at log 2, 0.1 % off",
        claim(Ge(exp(z), 2 * z + 2 - 2 * log(2) + Rational(1, 1000))),
        "disproved",
    ),
    Case("touch at log 2, strict", claim(Gt(exp(z), 2 * z + 2 - 2 * log(2))), "unproved"),
    Case("sin + cos <= 1.41", claim(Le(sin(angle) + cos(angle), Rational(141, 100))), "disproved"),
    Case("2^N >= N + 2", claim(Ge(2**N, N + 2)), "disproved"),
    Case("cubic, 1 %", claim(Ge(w**3 + 2, Rational(303, 100) * w)), "disproved"),
    Case("narrow root", claim(Ge((z - Rational(1, 3)) ** 2, Rational(1, 10**9))), "disproved"),
    Case("AM-GM, 1 %", claim(Ge((a + b) / 2, Rational(101, 100) * sqrt(a * b))), "disproved"),
    Case(
        "three cubes, 1 %",
        claim(Ge(a**3 + b**3 + c**3, Rational(303, 100) * a * b * c)),
        "disproved",
    ),
    Case(
        "Cauchy-Schwarz, 1 %",
        claim(
            Le(
                Rational(101, 100) * (z * y + p * q) ** 2,
                (z**2 + p**2) * (y**2 + q**2),
            )
        ),
        "disproved",
    ),
    Case("triangle, strict", claim(Lt(Abs(z + y), Abs(z) + Abs(y))), "disproved"),
    Case(
        "Motzkin, 1 %",
        claim(Ge(z**4 * y**2 + z**2 * y**4 + 1, Rational(303, 100) * z**2 * y**2)),
        "disproved",
    ),
    Case("binomial identity, wrong", claim(Eq((z + y) ** 2, z**2 + 3 * z * y + y**2)), "disproved"),
    Case("Bernoulli, strict", claim(Gt((1 + w) ** n, 1 + n * w)), "disproved"),
    Case(
        "Stirling above, 10 %",
        claim(Le(factorial(n), stirling * exp(Rational(9, 10) / (12 * n)))),
        "disproved",
    ),
    Case("harmonic sum, 1 %", claim(Le(Sum(1 / k, k), Rational(99, 100) + log(n))), "disproved"),
    Case("Ne at a point", claim(Ne(z, Rational(1, 2))), "disproved"),
]

UNDEFINED = [
    Case("sqrt(z)^2 = z", claim(Eq(sqrt(z) ** 2, z)), ""),
    Case("log z <= z", claim(Le(log(z), z)), ""),
    Case("0/z <= 1", claim(Le(0 * (1 / z), 1)), ""),
    Case("z/z = 1", claim(Eq(z / z, 1)), ""),
    Case("(z-1)/(z-1) <= 1", claim(Le((z - 1) / (z - 1), 1)), ""),
    Case("0 log w >= 0", claim(Ge(0 * log(w), 0)), ""),
    Case("1/(z-z) cancels", claim(Le(0 / (z - z), 1)), ""),
    Case("pole at an irrational point", claim(Ge(1 / (z**2 - 2) ** 2, 0)), ""),
    Case("pole at log 3", claim(Ge((exp(z) - 3) ** (-2), 0)), ""),
    Case("root at the edge", claim(Ge(sqrt(1 - w), 0), Le(w, Rational(1000001, 1000000))), ""),
    Case("an undefined hypothesis", claim(Le(-(z**2), 0), Ge(log(z), 0)), ""),
    Case("tangent", claim(Le(0 * (sin(angle) / cos(angle)), 1)), ""),
    Case("factorial of a half", claim(Le(0, factorial(w))), ""),
]

VACUOUS = [
    Case("contradicting bounds", claim(Le(z, y), Ge(z, 2), Le(z, 1)), "empty"),
    Case("no integer", claim(Le(N, 5), Gt(N, Rational(1, 3)), Lt(N, 1)), "empty"),
    Case("impossible hypothesis", claim(Le(z, 5), Le(exp(z), -1)), "empty"),
    Case(
        "hypothesis never met, not seen by boxes",
        claim(Le(-(z**2), 1), Lt(sin(z) ** 2 + cos(z) ** 2, 1)),
        "",
    ),
]
