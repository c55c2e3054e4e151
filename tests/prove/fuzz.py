"""Random statements in the prover's whole vocabulary, and points of their domains."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath

from falsum.statement import expressions as e
from falsum.statement import relations as r
from falsum.statement.claim import Claim, Source, always, hypothesis
from falsum.statement.declarations import index, parameter, variable
from falsum.statement.domain import Domain
from falsum.statement.integrals import Integral
from falsum.statement.symbols import Symbol
from tests.prove.oracle import Undefined, Unknown, evaluated

NUMBERS = tuple(map(Fraction, ("0", "1", "-1", "2", "1/2", "-3", "3/2", "12345/10000", "7/3")))
UNARY = (
    *("exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh"),
    *("erf", "gamma", "loggamma", "Abs", "sign", "floor", "ceiling"),
)
SPECIAL = (*NUMBERS, *(Fraction(n, 4) for n in range(-12, 13)), *map(Fraction, (5, 10, 40)))


@dataclass(frozen=True)
class Random:
    """A random claim, with the symbols it is over."""

    claim: Claim
    symbols: tuple[Symbol, ...]


def claims(seed: int, count: int) -> Iterator[Random]:
    """Yield random claims."""
    rng, made = random.Random(seed), 0
    while made < count:
        try:
            case = _claim(rng, f"fuzz.statement_{made}")
        except (e.ClaimError, RecursionError):  # it speaks of no symbol, and is hard to print
            continue
        made += 1
        yield case


def _claim(rng: random.Random, name: str) -> Random:
    symbols = tuple(_symbol(rng, label) for label in "zw"[: rng.choice((1, 1, 1, 2))])
    tree, other = _tree(rng, symbols, rng.randint(1, 3)), _side(rng, symbols)
    kind = rng.choice((r.Le, r.Lt, r.Ge, r.Gt, r.Le, r.Ge, r.Eq, r.Ne))
    assumed = []
    if rng.random() < 0.3:
        cut = rng.choice((r.Le, r.Ge, r.Lt, r.Gt))
        assumed.append(cut(_tree(rng, symbols, rng.randint(0, 2)), _number(rng)))
    if rng.random() < 0.25:  # near its value at a point, so that it is nearly true
        other = _near(rng, tree, symbols)
    stated = Claim(
        id=name,
        title="a random statement",
        source=Source("fuzz", "statement"),
        quantifier=always,
        conclusion=kind(tree, other),
        hypotheses=[hypothesis(f"hypothesis {k}", h) for k, h in enumerate(assumed)],
    )
    return Random(stated, symbols)


def _symbol(rng: random.Random, label: str) -> Symbol:
    low, high = sorted((rng.choice(NUMBERS), rng.choice(NUMBERS) + rng.randint(0, 3)))
    kind = rng.randint(0, 6)
    if kind == 0:
        return parameter(label, label, domain=Domain("R"))
    if kind == 1:
        return parameter(label, label, domain=Domain("R", Fraction(0), None, rng.random() < 0.5))
    if kind == 2:
        whole = Domain("Z", Fraction(-2), Fraction(rng.randint(0, 6)), integral=True)
        return parameter(label, label, domain=whole)
    if kind == 3:
        return parameter(label, label, domain=Domain("Z", Fraction(1), None, integral=True))
    ends = (rng.random() < 0.4, rng.random() < 0.4) if low < high else (False, False)
    return parameter(label, label, domain=Domain("I", low, high, *ends))


def _number(rng: random.Random) -> Any:
    return e.lift(rng.choice(NUMBERS))


def _side(rng: random.Random, symbols: tuple[Symbol, ...]) -> Any:
    return _number(rng) if rng.random() < 0.6 else _tree(rng, symbols, rng.randint(0, 2))


def _near(rng: random.Random, tree: Any, symbols: tuple[Symbol, ...]) -> Any:
    point = {s: spread(s, Fraction(rng.randint(0, 6), 6)) for s in symbols}
    try:
        value = evaluated(tree, point)
    except (Undefined, Unknown, OverflowError, MemoryError):
        return _number(rng)
    if not mpmath.isfinite(value) or abs(value) > 10**6:
        return _number(rng)
    off = Fraction(rng.choice((0, 0, 1, -1)), rng.choice((10, 1000)))
    return e.lift(Fraction(float(value)).limit_denominator(10**6) + off)


def _tree(rng: random.Random, symbols: tuple[Symbol, ...], depth: int) -> Any:
    if depth <= 0:
        return rng.choice(symbols) if rng.random() < 0.75 else _number(rng)

    def part() -> Any:
        return _tree(rng, symbols, depth - rng.randint(1, 2))

    shapes: list[Callable[[], Any]] = [
        lambda: getattr(e, rng.choice(UNARY))(part()),
        lambda: getattr(e, rng.choice(UNARY))(part()),
        lambda: e.Add(part(), part()),
        lambda: e.Add(part(), e.Mul(-1, part())),
        lambda: e.Mul(part(), part()),
        lambda: e.Mul(part(), e.Pow(part(), e.lift(-1))),
        lambda: e.Pow(part(), e.lift(rng.choice((2, 3, -1, -2, 0, 24)))),
        lambda: e.Pow(part(), e.lift(Fraction(rng.choice((1, 3, -1, 2)), rng.choice((2, 3))))),
        lambda: e.Pow(part(), part()),
        lambda: rng.choice((e.Min, e.Max))(part(), part()),
        lambda: _removable(rng, symbols, part()),
        lambda: _inverse(rng, part()),
        lambda: e.factorial(part()),
        lambda: e.binomial(part(), part()),
        lambda: _sum(rng, part()),
        lambda: _integral(rng, part()),
    ]
    return rng.choice(shapes)()


def _removable(rng: random.Random, symbols: tuple[Symbol, ...], part: Any) -> Any:
    """Return the part times (z - c)/(z - c), or with it as an exponent or an angle."""
    gap = e.Add(rng.choice(symbols), e.Mul(-1, _number(rng)))
    one = e.Mul(gap, e.Pow(gap, e.lift(-1)))
    return rng.choice((e.Mul(part, one), e.exp(e.Mul(part, one)), e.Add(part, one)))


def _inverse(rng: random.Random, part: Any) -> Any:
    """Return a function of its inverse, which is the part on some of the line only."""
    outer, inner = rng.choice(
        (
            (e.atan, e.tan),
            (e.asin, e.sin),
            (e.acos, e.cos),
            (e.log, e.exp),
            (e.exp, e.log),
            (e.sin, e.asin),
            (e.tan, e.atan),
        )
    )
    found = outer(inner(part))
    return e.exp(found) if rng.random() < 0.4 else found


def _sum(rng: random.Random, part: Any) -> Any:
    k = index("k", 0, rng.randint(0, 4))
    return e.Sum(e.Mul(part, e.Pow(e.Add(k, 1), e.lift(rng.choice((-1, -2, 2))))), k)


def _integral(rng: random.Random, part: Any) -> Any:
    t = variable("t")
    body = rng.choice((e.exp(e.Mul(-1, t, t)), t, e.cos(t), e.Pow(e.Add(t, 1), e.lift(-1))))
    return Integral(body, (t, 0, part))


def spread(symbol: Symbol, place: Fraction) -> Fraction:
    """Return a point of a symbol's domain, at a place between 0 and 1; an end may be left out."""
    low, high = symbol.domain.lower, symbol.domain.upper
    if low is None or high is None:
        far = 4 * place / (1 - place) if place < 1 else Fraction(50)
        value = (low or Fraction(0)) + far if low is not None else 8 * (place - Fraction(1, 2))
    else:
        value = low + place * (high - low)
    return Fraction(round(value)) if symbol.domain.integral else value


def inside(symbol: Symbol, value: Fraction) -> bool:
    """Tell whether a value is in a symbol's domain."""
    domain = symbol.domain
    if domain.integral and value.denominator != 1:
        return False
    low = domain.lower is None or (
        value > domain.lower if domain.open_below else value >= domain.lower
    )
    high = domain.upper is None or (
        value < domain.upper if domain.open_above else value <= domain.upper
    )
    return low and high


def points(case: Random, seed: int, count: int) -> Iterator[Mapping[Symbol, Fraction]]:
    """Yield points of the domain: special numbers, ends, and places in between."""
    rng = random.Random(seed)
    for n in range(count):
        point = {}
        for symbol in case.symbols:
            ends = [v for v in (symbol.domain.lower, symbol.domain.upper) if v is not None]
            tiny = [v + s * Fraction(1, 10 ** rng.randint(2, 12)) for v in ends for s in (1, -1)]
            dense = spread(symbol, Fraction(rng.randint(0, 997), 997))
            picks = [dense, dense, dense, rng.choice(SPECIAL), *ends, *tiny]
            point[symbol] = picks[n % len(picks)] if n < 12 else rng.choice(picks)
        if all(inside(s, v) for s, v in point.items()):
            yield point
