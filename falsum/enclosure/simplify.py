"""Forms whose factors show, made by SymPy within bounds."""

from __future__ import annotations

from typing import Any

import sympy

from falsum.enclosure.door import CIRCULAR, asked, size, tame

LONGEST = 16  # operations that SymPy is asked to simplify by identities
TOO_LONG = 100  # operations of a form that is left alone


def simplified(form: Any) -> Any:
    """Return a form whose factors show, or None when it is too long."""
    length = _operations(form)
    if length > TOO_LONG:
        return None
    if not tame(form):
        return form
    found = asked(lambda: _factored(form, length), form)
    return form if found is None else found


def derivative(form: Any, symbol: Any) -> Any:
    """Return a derivative as SymPy writes it, or None where the form is too long."""
    return asked(lambda: sympy.diff(form, symbol), form)


def _factored(form: Any, length: int) -> Any:
    candidates = [form]
    if length <= LONGEST and form.has(*CIRCULAR):
        candidates.append(sympy.trigsimp(form))
    factored = [sympy.factor(sympy.together(c)) for c in candidates]
    return min(factored, key=lambda c: (_longest_factor(c), _operations(c)))


def _longest_factor(form: Any) -> int:
    return max(_operations(f) for f in sympy.Mul.make_args(form))


def _operations(form: Any) -> int:
    """Count operations as SymPy does, which knows a quotient from a product."""
    return int(sympy.count_ops(form)) if size(form) <= 10 * TOO_LONG else 10 * TOO_LONG
