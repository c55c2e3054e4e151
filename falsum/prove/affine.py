"""Trees that are written as c z + d."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import sympy

from falsum.prove.scalar import Statement
from falsum.statement import expressions
from falsum.statement.symbols import Role, Symbol, symbols_of


def affine(tree: Any, z: Symbol, statement: Statement) -> tuple[Fraction, Any] | None:
    """Return c and d where the tree is written as c z + d, c a number and d free of z; else None.

    Only sums and products with numbers are read, so that c z + d is the tree for every z, and is
    undefined where the tree is.  A derivative would not do: that of atan(tan z) is 1.
    """
    if isinstance(tree, Symbol) and tree.role is Role.DEFINED:
        return affine(tree.value, z, statement)
    if tree == z:
        return Fraction(1), sympy.Integer(0)
    if z not in symbols_of(tree):
        return Fraction(0), tree
    if isinstance(tree, sympy.Add):
        parts = [affine(a, z, statement) for a in tree.args]
        known = [p for p in parts if p is not None]
        if len(known) < len(parts):
            return None
        return sum((c for c, _ in known), Fraction(0)), expressions.Add(*(d for _, d in known))
    if isinstance(tree, sympy.Mul):
        return _scaled(tree, z, statement)
    return None


def _scaled(tree: Any, z: Symbol, statement: Statement) -> tuple[Fraction, Any] | None:
    """Read a product of numbers and one factor that speaks of z."""
    moving = [a for a in tree.args if z in symbols_of(a)]
    numbers = [a for a in tree.args if z not in symbols_of(a)]
    factors = [_number(a, statement) for a in numbers]
    inner = affine(moving[0], z, statement) if len(moving) == 1 else None
    if inner is None or None in factors:
        return None
    return math.prod((c for c in factors if c is not None), start=inner[0]), expressions.Mul(
        *numbers, inner[1]
    )


def _number(tree: Any, statement: Statement) -> Fraction | None:
    """Return the exact number that a tree certainly is on the whole box, or None."""
    tape = statement.compiled(tree)
    last = tape.nodes[-1]
    return last.number if last.kind == "number" and not tape(statement.box).undefined else None
