"""Whether every term of a series is defined, from some start on.

Terms exist at integers, where ``(-1)**k`` and ``k!`` are defined although no interval shows
it.  So the tree is looked at part by part: a ratio of terms from which a pole has cancelled says
nothing of the pole.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy

from falsum.enclosure.box import Box
from falsum.enclosure.interval import is_nonnegative, is_positive
from falsum.enclosure.sympy_forms import replaced
from falsum.enclosure.tape import PARTIAL, NotScalar, compiled
from falsum.statement import expressions
from falsum.statement.fold import FUNCTIONS
from falsum.statement.symbols import Role, Symbol


def always_defined(tree: Any, variables: tuple[Symbol, ...], box: Box) -> bool:
    """Tell whether a tree is defined wherever its first variable is an integer of the box."""
    return _Terms(variables, box).defined(tree)


class _Terms:
    """The rules, over a box whose first side is that of an integer variable."""

    def __init__(self, variables: tuple[Symbol, ...], box: Box) -> None:
        self.variables = variables
        self.box = box

    def defined(self, tree: Any) -> bool:
        """Tell whether a tree is certainly defined."""
        if isinstance(tree, Symbol):
            return tree.role is not Role.DEFINED or self.defined(tree.value)
        if isinstance(tree, sympy.Sum | sympy.Integral):
            return self._holds(tree, lambda value: True)
        return all(self.defined(a) for a in tree.args) and self._applies(tree)

    def _applies(self, node: Any) -> bool:
        """Tell whether a node is defined where its parts are."""
        if isinstance(node, sympy.Pow):
            return self._is_power(*node.args)
        if isinstance(node, sympy.factorial):
            return self._is_integer(node.args[0]) and self._holds(node.args[0], is_nonnegative)
        if isinstance(node, sympy.binomial) and all(map(self._is_integer, node.args)):
            return self._holds(node.args[1], is_nonnegative)
        names = {FUNCTIONS[base] for base in type(node).__mro__ if base in FUNCTIONS}
        return not names & set(PARTIAL) or self._holds(node, lambda value: True)

    def _is_power(self, base: Any, exponent: Any) -> bool:
        if exponent.is_Integer:
            return bool(exponent >= 0) or self._is_nonzero(base)
        if self._is_integer(exponent):
            return self._is_nonzero(base) or self._holds(exponent, is_positive)
        if self._holds(base, is_positive):
            return True
        return self._holds(base, is_nonnegative) and self._holds(exponent, is_positive)

    def _is_nonzero(self, tree: Any) -> bool:
        if isinstance(tree, sympy.factorial | sympy.exp):
            return True
        if isinstance(tree, sympy.Mul):
            return all(map(self._is_nonzero, tree.args))
        if isinstance(tree, sympy.Pow):
            return self._is_nonzero(tree.args[0])
        return self._holds(tree, lambda value: not value.contains_zero())

    def _is_integer(self, tree: Any) -> bool:
        """Tell whether a tree is a polynomial of the integer variable with whole coefficients."""
        if isinstance(tree, Symbol):
            known = tree.value if tree.role in (Role.DEFINED, Role.CONSTANT) else None
            return tree == self.variables[0] or (known is not None and self._is_integer(known))
        if isinstance(tree, sympy.Add | sympy.Mul):
            return all(map(self._is_integer, tree.args))
        if isinstance(tree, sympy.Pow) and tree.args[1].is_Integer and tree.args[1] >= 0:
            return self._is_integer(tree.args[0])
        return bool(tree.is_Integer)

    def _holds(self, tree: Any, question: Callable[[Any], bool]) -> bool:
        """Ask of the range of a tree over the box; a factorial is read as the gamma function."""
        try:
            value = compiled(replaced(tree, _smooth), self.variables)(self.box)
        except NotScalar:
            return False
        return not value.undefined and question(value)


def _smooth(node: Any) -> Any:
    """Read a factorial as the gamma function, which it is at the integers."""
    if isinstance(node, sympy.factorial):
        return expressions.gamma(expressions.Add(replaced(node.args[0], _smooth), 1))
    return None
