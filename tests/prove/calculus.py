"""Classical statements with integrals and series: true as they stand, false when tightened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from falsum.statement.claim import Claim, Source, always
from falsum.statement.declarations import index, parameter, variable
from falsum.statement.domain import Domain, interval
from falsum.statement.expressions import Rational, Sum, binomial, exp, factorial, log, pi, sin, sqrt
from falsum.statement.integrals import Integral, oo
from falsum.statement.relations import Ge, Le

z = variable("z")
n = index("n", 1, oo)
k = index("k", 0, oo)
HAIR = 1 + Rational(1, 10**6)


@dataclass(frozen=True)
class Statement:
    """A statement whose larger side is multiplied by t: true for t = 1, false for t = 1 - off."""

    name: str
    state: Callable[[Any], Any]
    off: Fraction
    slow: bool = False

    def claim(self, t: Fraction = Fraction(1)) -> Claim:
        """Return the claim, tightened by a factor."""
        factor = Rational(t.numerator, t.denominator)
        return Claim(
            id=f"test.{self.name}",
            title=self.name,
            source=Source("test", "classical"),
            quantifier=always,
            conclusion=self.state(factor),
        )


def real(low: Any, high: Any) -> Any:
    """Declare a real parameter in an interval."""
    return parameter("x", "x", domain=interval(Fraction(low), Fraction(high)))


def whole(low: int, high: int) -> Any:
    """Declare an integer parameter in a range."""
    domain = Domain(f"{low}..{high}", Fraction(low), Fraction(high), integral=True)
    return parameter("N", "N", domain=domain)


def gaussian_tail(x: Any) -> Any:
    """Return the integral of exp(-z^2/2) from x on."""
    return Integral(exp(-(z**2) / 2), (z, x, oo))


def harmonic(m: Any) -> Any:
    """Return the harmonic number of m."""
    i = index("i", 1, m)
    return Sum(1 / i, i)


def stirling(m: Any) -> Any:
    """Return Stirling's formula for m!."""
    return sqrt(2 * pi * m) * m**m * exp(-m)


TENTH, HUNDREDTH, THOUSANDTH = Fraction(1, 10), Fraction(1, 100), Fraction(1, 1000)
far, near, small = real(2, 4), whole(1, 6), real("1/10", 2)
many, few, late = whole(1, 60), whole(1, 6), whole(20, 24)

LIBRARY = [
    Statement(
        "gaussian_integral",
        lambda t: Le(Integral(exp(-(z**2)), (z, -oo, oo)), t * HAIR * sqrt(pi)),
        THOUSANDTH,
    ),
    Statement(
        "cauchy_integral",
        lambda t: Le(Integral(1 / (1 + z**2), (z, 0, oo)), t * HAIR * pi / 2),
        THOUSANDTH,
    ),
    Statement(
        "log_integral",
        lambda t: Le(Integral(-log(z), (z, 0, 1)), t * HAIR),
        THOUSANDTH,
        slow=True,
    ),
    Statement(
        "decay_integral",
        lambda t: Le(1 - small / 2, t * Integral(exp(-small * z), (z, 0, 1))),
        HUNDREDTH,
    ),
    Statement(
        "mills_above",
        lambda t: Le(gaussian_tail(far), t * exp(-(far**2) / 2) / far),
        TENTH,
        slow=True,
    ),
    Statement(
        "mills_below",
        lambda t: Le(far / (1 + far**2) * exp(-(far**2) / 2), t * gaussian_tail(far)),
        HUNDREDTH,
        slow=True,
    ),
    Statement(
        "error_function",
        lambda t: Le(Integral(exp(-(z**2)), (z, 0, small)), t * small),
        HUNDREDTH,
    ),
    Statement(
        "exponential_integral",
        lambda t: Le(Integral(exp(-z) / z, (z, near, oo)), t * exp(-near) * log(1 + 1 / near)),
        TENTH,
    ),
    Statement(
        "gamma_integral",
        lambda t: Le(stirling(few), t * Integral(z**few * exp(-z), (z, 0, oo))),
        TENTH,
    ),
    Statement(
        "wallis",
        lambda t: Le(Integral(sin(z) ** few, (z, 0, pi / 2)), t * sqrt(pi / (2 * few))),
        TENTH,
    ),
    Statement(
        "central_binomial",
        lambda t: Le(binomial(2 * many, many) * sqrt(pi * many), t * 4**many),
        HUNDREDTH,
    ),
    Statement(
        "stirling_above",
        lambda t: Le(factorial(many), t * stirling(many) * exp(1 / (12 * many))),
        THOUSANDTH,
    ),
    Statement(
        "stirling_below",
        lambda t: Le(stirling(many), t * factorial(many)),
        HUNDREDTH,
    ),
    Statement("harmonic_above", lambda t: Le(harmonic(many), t * (1 + log(many))), THOUSANDTH),
    Statement(
        "harmonic_below",
        lambda t: Le(log(many) + Rational(5772, 10000) + 1 / (2 * many + 1), t * harmonic(many)),
        THOUSANDTH,
    ),
    Statement("basel", lambda t: Le(Sum(1 / n**2, (n, 1, oo)), t * HAIR * pi**2 / 6), THOUSANDTH),
    Statement(
        "basel_tail",
        lambda t: Le(Sum(1 / n**2, (n, late, oo)), t / (late - Rational(1, 2))),
        THOUSANDTH,
        slow=True,
    ),
    Statement(
        "leibniz",
        lambda t: Le(Sum((-1) ** k / (2 * k + 1), (k, 0, oo)), t * HAIR * pi / 4),
        THOUSANDTH,
    ),
    Statement(
        "alternating_harmonic",
        lambda t: Ge(t * HAIR * Sum((-1) ** (n + 1) / n, (n, 1, oo)), log(2)),
        THOUSANDTH,
    ),
    Statement(
        "exponential_series",
        lambda t: Le(1 + small, t * Sum(small**k / factorial(k), (k, 0, oo))),
        HUNDREDTH,
    ),
    Statement(
        "telescope",
        lambda t: Le(Sum(1 / (n * (n + 1)), (n, 1, oo)), t * HAIR),
        THOUSANDTH,
    ),
    Statement(
        "squares_by_powers",
        lambda t: Le(Sum(k**2 * Rational(1, 2) ** k, (k, 0, oo)), 6 * t * HAIR),
        THOUSANDTH,
    ),
]
