"""A claim about a coin that is true of a fair one and false of an unfair one, by trials."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from array_api_compat import array_namespace

from falsum import Le, Rational, Sample, check, with_probability
from tests.evidence.claims import line, stated, x, y


def tossed(name: str, bias: Fraction) -> Any:
    """Return a check that a coin, which fails with probability 1/2 + bias, fails no more often."""

    @check(stated(name, Le(y, 0 * x), with_probability(Rational(1, 2))), line)
    def measure(stream: Any, x: Any) -> Sample:
        """Toss it."""
        xp, uniform = array_namespace(x), stream.uniform()
        fails = xp.where(uniform < Fraction(1, 2) + bias, 1 + 0 * uniform, 0 * uniform)
        return Sample({y: fails + 0 * xp.expand_dims(x, axis=1)})

    return measure


fair = tossed("fair", Fraction(0))
unfair = tossed("unfair", Fraction(1, 8))
