"""Random terms and relations, with a bias to ties, poles, edges and empty ranges."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tests.fuzz.arithmetic import CONTEXT, Undecidable, Undefined
from tests.fuzz.judge import Relation
from tests.fuzz.oracle import Environment, value
from tests.fuzz.terms import RATIONAL, UNARY, Term, number, speaks_of

NUMBERS = [Fraction(v) for v in ("0", "1", "-1", "2", "1/2", "-1/2", "3", "1/3", "-2", "5/4")]
EXPONENTS = [Fraction(v) for v in ("2", "3", "-1", "-2", "1/2", "-1/2", "1/3", "3/2", "0", "1")]
SIGNS = ("<=", "<", ">=", ">", "==", "!=")
TINY = Fraction(1, 10**40)


@dataclass
class Terms:
    """A source of random terms over some leaves; ``over`` are index names, with a range each.

    ``arrays`` maps an index to quantities that have values along it.
    """

    rng: random.Random
    leaves: Sequence[Term]
    over: Sequence[str] = ()
    arrays: dict[str, Sequence[Term]] = field(default_factory=dict)
    ends: Sequence[Term] = ()
    curved: float = 0.25  # share of functions that leave the rationals

    def term(self, depth: int, places: tuple[str, ...] = ()) -> Term:
        """Return a term of at most this depth, in which some indices may occur free."""
        rng = self.rng
        if depth <= 0 or rng.random() < 0.15:
            return self.leaf(places)
        kind = rng.random()
        if kind < 0.42:
            operation = rng.choice(("add", "subtract", "multiply", "multiply", "divide"))
            return (operation, self.term(depth - 1, places), self.term(depth - 1, places))
        if kind < 0.54:
            return self._power(depth, places)
        if kind < 0.62:
            parts = [self.term(depth - 1, places) for _ in range(rng.choice((2, 2, 3)))]
            return (rng.choice(("min", "max")), *parts)
        if kind < 0.66:
            return ("binomial", self.term(depth - 2, places), self.leaf(places))
        if kind < 0.80 and self.over:
            return self._over_index(depth, places)
        if kind < 0.82:
            return self._calculus(depth)
        names = [n for n in UNARY if n not in RATIONAL] if rng.random() < self.curved else RATIONAL
        return (rng.choice(list(names)), self.term(depth - 1, places))

    def leaf(self, places: tuple[str, ...] = ()) -> Term:
        """Return a symbol, a number or an index in whose range the term stands."""
        roll = self.rng.random()
        if places and roll < 0.5:
            place = self.rng.choice(places)
            return self.rng.choice([*self.arrays.get(place, ()), ("symbol", place)])
        if roll < 0.75:
            return self.rng.choice(list(self.leaves))
        return number(self.rng.choice(NUMBERS)) if roll < 0.97 else ("named", "pi")

    def _power(self, depth: int, places: tuple[str, ...]) -> Term:
        base = self.term(depth - 1, places)
        if self.rng.random() < 0.75:
            return ("power", base, number(self.rng.choice(EXPONENTS)))
        return ("power", base, self.leaf(places))

    def _over_index(self, depth: int, places: tuple[str, ...]) -> Term:
        place = self.rng.choice(list(self.over))
        body = self.term(depth - 1, (*places, place))
        if self.rng.random() < 0.5:
            return (self.rng.choice(("least", "greatest")), place, body)
        if place in self.arrays or not self.ends:
            return ("sum", place, *RANGES[place], body)
        lower, upper = (self.rng.choice(list(self.ends)) for _ in range(2))
        return ("sum", place, lower, upper, body)

    def _calculus(self, depth: int) -> Term:
        if self.rng.random() < 0.3:
            return ("series", "s", number(self.rng.choice((Fraction(1, 2), Fraction(-1, 3)))))
        ends = (self._plain_leaf(), self._plain_leaf())
        parts = (self._plain_leaf() for _ in range(self.rng.choice((1, 2, 3))))
        return ("integral", ends, *parts)

    def _plain_leaf(self) -> Term:
        """Return a leaf that is a polynomial: an integral of it has a formula."""
        found = self.leaf()
        return found if found[0] != "defined" else number(self.rng.choice(NUMBERS))


N = ("symbol", "n")
RANGES = {
    "s": (number(0), number(2)),
    "t": (number(1), N),
    "u": (number(0), ("subtract", N, number(2))),
}


def relation(source: Terms, points: Sequence[Environment], depth: int) -> Relation:
    """Return a random relation, most often one that is nearly or just true somewhere."""
    rng = source.rng
    places = tuple(p for p in source.over if rng.random() < 0.25)
    left = source.term(depth, places)
    roll = rng.random()
    if roll < 0.3:
        return (rng.choice(SIGNS), left, source.term(depth - 1, places))
    if roll < 0.5:
        return _oriented(rng, (rng.choice(SIGNS), left, _same(rng, left)))
    known = _values(left, points, rng)
    if not known or any(speaks_of(left, place) for place in places):
        return (rng.choice(SIGNS), left, source.leaf(places))
    if roll < 0.85:
        sign, bound = ("<=", max(known)) if rng.random() < 0.5 else (">=", min(known))
        if rng.random() < 0.25:
            sign = sign[0]
        bound += rng.choice((0, 0, 0, TINY, -TINY, Fraction(1, 8), -Fraction(1, 8)))
        return _oriented(rng, (sign, left, number(bound)))
    return (rng.choice(SIGNS), left, number(rng.choice(known)))


def _values(term: Term, points: Sequence[Environment], rng: random.Random) -> list[Fraction]:
    """Return the rational values of a term, or short ones below and above those that are not."""
    found = []
    for env in points if len(points) <= 40 else rng.sample(list(points), 40):
        try:
            known: Any = value(term, env)
        except (Undefined, Undecidable, KeyError):
            continue
        if isinstance(known, Fraction):
            found.append(known)
        elif not isinstance(known, float) and abs(known) < 1e6:
            found.append(Fraction(int(CONTEXT.ceil(known * 64)), 64))
    return found


def _same(rng: random.Random, term: Term) -> Term:
    """Return another way to write a term, or nearly that term."""
    rewritten: list[Term] = [
        term,
        ("add", term, number(0)),
        ("multiply", number(1), term),
        ("subtract", number(1), ("subtract", number(1), term)),
        ("divide", ("multiply", term, number(3)), number(3)),
        ("max", term, term),
        ("add", term, number(TINY)),
        ("multiply", term, number(1 + TINY)),
        ("abs", term),
        ("sqrt", ("power", term, number(2))),
        ("divide", term, ("divide", term, term)),
    ]
    if term[0] in ("add", "multiply"):
        rewritten += [(term[0], term[2], term[1])] * 3
    return rng.choice(rewritten)


def _oriented(rng: random.Random, found: Relation) -> Relation:
    """Return a relation or the same one read from the right."""
    sign, left, right = found
    if rng.random() < 0.5:
        return found
    return ({"<=": ">=", "<": ">", ">=": "<=", ">": "<"}.get(sign, sign), right, left)
