"""Mutants of a claim: small errors of the kind that prints contain.

A check is worth as much as the errors it would have noticed.  Each mutant changes one thing in the
conclusion; the measurement stays as it is.  Ablation drops the hypotheses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sympy

from falsum.statement.claim import Claim
from falsum.statement.common import rest
from falsum.statement.exact import ClaimError
from falsum.statement.expressions import Abs, Add, Extreme, Mul, Pow, Sum, sqrt
from falsum.statement.fold import comparison
from falsum.statement.ladders import BUILD, Mutant, ladders, put_conjunct
from falsum.statement.relations import Le
from falsum.statement.symbols import Role, Symbol
from falsum.statement.text import plain

NORM = r"\|"  # what the LaTeX of a norm has in it
HALF = sympy.Rational(1, 2)
FLIP = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}
Variant = tuple[str, str, Any]


def mutants(claim: Claim) -> Iterator[Mutant]:
    """Yield every mutant of a claim, the ladders of tightened bounds first."""
    for ladder in ladders(claim):
        yield from ladder.rungs
    yield from changed(claim)


def changed(claim: Claim) -> Iterator[Mutant]:
    """Yield the mutants that are no matter of degree, each with one thing changed."""
    for place, relation in enumerate(claim.conjuncts):
        for kind, change, other in (*_signs(relation), *_inside(relation)):
            try:
                mutant = Mutant(kind, change, put_conjunct(claim, place, other))
            except ClaimError:
                continue  # without a symbol it is no claim any more, or no region where it is empty
            yield mutant


def _signs(relation: Any) -> Iterator[Variant]:
    """Change the sign of a relation: make it strict, turn it round."""
    sign = comparison(relation)
    if sign in ("<=", ">="):
        yield "strictness", f"{sign} becomes {sign[0]}", BUILD[sign[0]](*relation.args)
    if sign in FLIP:
        yield "direction", f"{sign} becomes {FLIP[sign]}", BUILD[FLIP[sign]](*relation.args)


def _inside(relation: Any) -> Iterator[Variant]:
    """Change one node of either side: a sign, a term, an exponent, the end of a sum.

    Terms that both sides share stay: to change one of them is an error that any instance shows.
    """
    build, known = BUILD.get(comparison(relation), Le), rest(relation)
    for side in (0, 1):
        for kind, change, tree in _variants((known or relation.args)[side]):
            sides = list(relation.args)
            sides[side] = known.with_shared(tree) if known else tree
            yield kind, change, build(*sides)


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
