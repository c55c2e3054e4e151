"""The shape of a series: the ratio of consecutive terms, and signs that alternate."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy
from sympy.simplify.simplify import hypersimp

from falsum.enclosure.door import MOST_TERMS, asked, tame, terms
from falsum.enclosure.integrand import Integrand, factors
from falsum.enclosure.interval import Contradiction, intersect, multiply, point
from falsum.enclosure.sympy_forms import literal, plain
from falsum.enclosure.tape import NotScalar, compiled
from falsum.statement import expressions

PLACES = 4  # terms at which the ratio is compared with the terms themselves
_PLACES = (Fraction(1, 3), Fraction(-7, 5), Fraction(4))  # values of the first parameter


def ratio(integrand: Integrand) -> Any:
    """Return f(k + 1) / f(k) as a tree when it is a rational function of k, or None."""
    if "ratio" not in integrand._cache:
        integrand._cache["ratio"] = _ratio(integrand)
    return integrand._cache["ratio"]


def _ratio(integrand: Integrand) -> Any:
    k = sympy.Dummy("k", integer=True, nonnegative=True)
    dummies = {s: sympy.Dummy(s.name, real=True) for s in integrand.parameters}
    names = {integrand.variables[0]: k, **dummies}
    form = asked(lambda: hypersimp(plain(integrand.tree, names), k), integrand.tree)
    if form is None:
        return None
    try:
        tree = literal(form, {dummy: s for s, dummy in names.items()})
    except NotScalar:
        return None
    return tree if _agrees(integrand, tree) else None


def _agrees(integrand: Integrand, tree: Any) -> bool:
    """Tell whether the ratio leads from term to term at several points; a guard against SymPy."""
    step, compared = compiled(tree, integrand.variables), 0
    for k in range(1, PLACES + 1):
        for rest in _PLACES:
            parameters = [point(rest + j) for j in range(len(integrand.parameters))]
            here, there, factor = (
                tape([point(n), *parameters])
                for tape, n in ((integrand.tape, k), (integrand.tape, k + 1), (step, k))
            )
            if here.undefined or there.undefined or factor.undefined:
                continue
            try:
                intersect(there, multiply(here, factor))
            except Contradiction:
                return False
            compared += 1
    return compared >= PLACES


def alternating(integrand: Integrand) -> tuple[Integrand, int] | None:
    """Return g and s where the terms are (-1)^(k + s) g(k), or None where they are not written so.

    The sign must stand as a factor (-1)^e of the terms.
    """
    parts = factors(integrand.tree)
    signs = [f for f in parts if _is_sign(f)]
    if len(signs) != 1:
        return None
    k = sympy.Dummy("k", integer=True)
    try:
        exponent = plain(signs[0].args[1], {integrand.variables[0]: k})
    except NotScalar:
        return None
    if not tame(exponent) or terms(exponent) > MOST_TERMS:
        return None
    step, start = sympy.expand(exponent.subs(k, k + 1) - exponent), exponent.subs(k, 0)
    if not (step.is_Integer and step % 2 == 1 and start.is_Integer):
        return None
    rest = [f for f in parts if f is not signs[0]]
    return Integrand(
        expressions.Mul(*rest) if rest else sympy.Integer(1), integrand.variables
    ), start % 2


def _is_sign(node: Any) -> bool:
    return isinstance(node, sympy.Pow) and node.args[0] == -1 and not node.args[1].is_Rational
