"""Forms whose factors show, made by SymPy within bounds."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sympy
from sympy.polys.polyerrors import BasePolynomialError

LONGEST = 16  # operations that SymPy is asked to simplify by identities
HIGHEST = 24  # numerator and denominator of an exponent or angle in what SymPy is asked to factor
TOO_LONG = 100  # operations of a form that is left alone
SECONDS = 2.0  # of processor time for one form: factoring has no bound of its own


class TooSlow(Exception):
    """Raise where SymPy takes longer than it may."""


TROUBLE = (  # what SymPy raises where it cannot simplify; only strength is lost
    TooSlow,
    ArithmeticError,
    AttributeError,
    NotImplementedError,
    TypeError,
    ValueError,
    BasePolynomialError,
)
_CIRCULAR = (sympy.sin, sympy.cos, sympy.tan, sympy.sinh, sympy.cosh, sympy.tanh)


def simplified(form: Any) -> Any:
    """Return a form whose factors show, or None when it is too long."""
    length = sympy.count_ops(form)
    if length > TOO_LONG:
        return None
    if not _tame(form):
        return form
    candidates = [form]
    try:
        with limited(SECONDS):
            if length <= LONGEST and form.has(*_CIRCULAR):
                candidates.append(sympy.trigsimp(form))
            factored = [sympy.factor(sympy.together(c)) for c in candidates]
    except TROUBLE:
        return form
    return min(factored, key=lambda c: (_longest_factor(c), sympy.count_ops(c)))


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooSlow after so many seconds of processor time, and every second from then on.

    Only the main thread of a system with interval timers can be interrupted; elsewhere nothing is.
    """
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: Any) -> None:
        raise TooSlow(f"more than {seconds} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _tame(form: Any) -> bool:
    """Tell whether exponents and frequencies are short.

    Factoring and identities of multiple angles would meet polynomials of a vast degree otherwise.
    """
    exponents = [p.as_base_exp()[1] for p in form.atoms(sympy.Pow, sympy.exp)]
    angles = [wave.args[0] for wave in form.atoms(*_CIRCULAR)]
    numbers = {q for e in (*exponents, *angles) for q in e.atoms(sympy.Rational)}
    return all(abs(q.p) <= HIGHEST and q.q <= HIGHEST for q in numbers)


def _longest_factor(form: Any) -> int:
    return max(int(sympy.count_ops(f)) for f in sympy.Mul.make_args(form))
