"""Mutants of a claim: small errors of the kind that prints contain.

A check is worth as much as the errors it would have noticed.  Each mutant changes one thing in the
conclusion; the measurement stays as it is.  Ablation drops the hypotheses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import sympy

from falsum.statement.claim import And, Claim
from falsum.statement.expressions import (
    Abs,
    Add,
    ClaimError,
    Eq,
    Extreme,
    Ge,
    Gt,
    Le,
    Lt,
    Mul,
    Pow,
    Sum,
    sqrt,
)
from falsum.statement.fold import comparison, oriented
from falsum.statement.symbols import Role, Symbol
from falsum.statement.text import plain

LADDER = (Fraction(101, 100), Fraction(11, 10), Fraction(2), Fraction(10), Fraction(100))
BUILD = {"<=": Le, "<": Lt, ">=": Ge, ">": Gt, "==": Eq}
NORM = r"\|"  # what the LaTeX of a norm has in it
HALF = sympy.Rational(1, 2)
FLIP = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}


@dataclass(frozen=True)
class Mutant:
    """A changed claim: what kind of change, in words, and by which factor where it is one."""

    kind: str
    change: str
    claim: Claim
    factor: Fraction | None = None


def mutants(claim: Claim) -> Iterator[Mutant]:
    """Yield every mutant of a claim, the ladders of tightened bounds first."""
    for place, relation in enumerate(claim.conjuncts):
        yield from _tightened(claim, place, relation)
    yield from _surer(claim)
    for place, relation in enumerate(claim.conjuncts):
        sign = comparison(relation)
        if sign in ("<=", ">="):
            strict = BUILD[sign[0]](*relation.args)
            yield Mutant("strictness", f"{sign} becomes {sign[0]}", _put(claim, place, strict))
        if sign in FLIP:
            flipped = BUILD[FLIP[sign]](*relation.args)
            yield Mutant("direction", f"{sign} becomes {FLIP[sign]}", _put(claim, place, flipped))
        yield from _inside(claim, place, relation)


def _tightened(claim: Claim, place: int, relation: Any) -> Iterator[Mutant]:
    """Scale the side that is claimed to be large down, by ever larger factors.

    The change is by a factor of the absolute value, so that it tightens whatever the side's sign.
    """
    sign = comparison(relation)
    if sign == "!=":
        return
    for factor in LADDER:
        sides = list(relation.args)
        large = 0 if oriented(relation).turned else 1
        loss = sympy.Rational(*(1 - 1 / factor).as_integer_ratio())
        sides[large] = Add(sides[large], Mul(sympy.Integer(-1), loss, Abs(sides[large])))
        changed = _put(claim, place, BUILD[sign](*sides))
        yield Mutant("constant", f"bound tightened by {float(factor):g}", changed, factor)


def _surer(claim: Claim) -> Iterator[Mutant]:
    """Divide the probability of failure that a claim allows by ever larger factors."""
    least = claim.quantifier.least
    if least is None:
        return
    one = sympy.Integer(1)
    for factor in LADDER:
        share = sympy.Rational(*(-1 / factor).as_integer_ratio())
        surer = Add(one, Mul(share, Add(one, Mul(sympy.Integer(-1), least))))
        changed = replace(claim, quantifier=replace(claim.quantifier, least=surer))
        text = f"failure probability allowed divided by {float(factor):g}"
        yield Mutant("probability", text, changed)


def _put(claim: Claim, place: int, relation: Any) -> Claim:
    parts = list(claim.conjuncts)
    parts[place] = relation
    return replace(claim, conclusion=And(*parts) if len(parts) > 1 else parts[0])


def _inside(claim: Claim, place: int, relation: Any) -> Iterator[Mutant]:
    """Change one node of either side: a sign, a term, an exponent, the end of a sum."""
    sign = comparison(relation)
    for side in (0, 1):
        for kind, change, tree in _variants(relation.args[side]):
            sides = list(relation.args)
            sides[side] = tree
            try:
                changed = _put(claim, place, BUILD.get(sign, Le)(*sides))
            except ClaimError:
                continue  # without its last symbol it is no claim any more
            yield Mutant(kind, change, changed)


Variant = tuple[str, str, Any]


def _variants(node: Any) -> Iterator[Variant]:
    """Yield the trees that differ from ``node`` in one place."""
    yield from _here(node)
    yield from _norms(node)
    for place, child in enumerate(node.args):
        if isinstance(node, sympy.Pow) and is_norm(child):
            continue  # a square of a norm is a mutant of the power
        if isinstance(node, sympy.Sum | sympy.Integral | Extreme) and place > 0:
            continue
        for kind, change, tree in _variants(child):
            parts = list(node.args)
            parts[place] = tree
            yield kind, change, node.func(*parts)


def _here(node: Any) -> Iterator[Variant]:
    if isinstance(node, sympy.Add):
        for place, term in enumerate(node.args):
            rest = [*node.args[:place], *node.args[place + 1 :]]
            shorter = rest[0] if len(rest) == 1 else Add(*rest)
            yield "term", f"{plain(term)} dropped", shorter
            flipped = [*node.args]
            flipped[place] = Mul(sympy.Integer(-1), term)
            yield "sign", f"sign of {plain(term)} changed", Add(*flipped)
    if isinstance(node, sympy.Pow) and node.args[1].is_Rational and node.args[1] != -1:
        base, power = node.args
        known = (0, power, 1) if is_norm(base) else (0, power)  # to be the norm is another kind
        for other in dict.fromkeys((power + 1, power - 1, power * 2, power / 2)):
            if other not in known:
                yield (
                    "exponent",
                    f"exponent of {plain(base)}: {power} becomes {other}",
                    Pow(base, other),
                )
    if isinstance(node, sympy.Sum) and node.args[1][2] is not sympy.oo:
        index, lower, upper = node.args[1]
        for step in (1, -1):
            end = Add(upper, sympy.Integer(step))
            yield "index", f"sum ends {step:+d} later", Sum(node.args[0], (index, lower, end))


def is_norm(tree: Any) -> bool:
    """Tell whether a symbol is written as a norm."""
    return (
        isinstance(tree, Symbol)
        and tree.role in (Role.MEASURED, Role.PARAMETER)
        and NORM in tree.latex
        and not tree.latex.endswith("^2")
    )


def _norms(node: Any) -> Iterator[Variant]:
    """Yield another norm in place of one: its square, or the sum of sizes for the Euclidean one."""
    if is_norm(node):
        yield "norm", f"the square of {plain(node)} in its place", Pow(node, sympy.Integer(2))
    if isinstance(node, sympy.Pow) and is_norm(node.args[0]) and node.args[1] == 2:
        yield "norm", f"{plain(node.args[0])} in place of its square", node.args[0]
    if isinstance(node, sympy.Pow) and node.args[1] == HALF and _summed(node.args[0], sympy.Pow):
        square, limits = node.args[0].args
        if square.args[1] == 2:
            other = Sum(Abs(square.args[0]), limits)
            yield "norm", f"{plain(node)} becomes the sum of sizes", other
    if _summed(node, sympy.Abs):
        size, limits = node.args
        other = sqrt(Sum(Pow(size.args[0], sympy.Integer(2)), limits))
        yield "norm", f"{plain(node)} becomes the Euclidean norm", other


def _summed(node: Any, kind: type) -> bool:
    """Tell whether a node is a sum of terms of one kind."""
    return isinstance(node, sympy.Sum) and isinstance(node.args[0], kind)


def without(claim: Claim, name: str) -> Claim:
    """Return the claim without the hypothesis ``name``."""
    kept = [h for h in claim.hypotheses if h.name != name]
    return replace(claim, hypotheses=kept)
