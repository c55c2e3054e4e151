"""The one door to SymPy: what goes in is short and tame, and what takes too long is given up.

The sizes decide, so that every machine gives the same answer.  Time and memory are safety stops
behind them, since nothing bounds what an algorithm makes of a short form.
"""

from __future__ import annotations

import math
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sympy
from sympy.polys.polyerrors import BasePolynomialError

from falsum.enclosure.effort import FORM, effort

SECONDS = 2.0  # of processor time for one call
MEMORY = 2**30  # bytes by which one call may let the process grow
TICK = 0.1  # seconds of processor time between two looks at the memory
TOO_LONG = 400  # operations of a form that is touched at all
FAR_TOO_LONG = 20_000  # operations that are counted
HIGHEST = 24  # numerator and denominator of an exponent or angle in what is factored or expanded
LARGEST = 2**14  # bits of a power that is written out
STEEPEST = 256  # an exponent of what is no number
FARTHEST = 1000  # an exponent, or an argument of a factorial, in a number that is looked at
MOST_TERMS = 3000  # of a form that is expanded


class TooSlow(Exception):
    """Raise where SymPy takes longer than it may, or more memory."""


TROUBLE = (  # what SymPy raises where it finds no answer; only strength is lost
    TooSlow,
    ArithmeticError,
    AttributeError,
    KeyError,
    MemoryError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    BasePolynomialError,
)
CIRCULAR = (sympy.sin, sympy.cos, sympy.tan, sympy.sinh, sympy.cosh, sympy.tanh)


def asked(question: Callable[[], Any], *forms: Any, longest: int = TOO_LONG) -> Any:
    """Return what SymPy makes of some forms, or None where they are too long or it fails.

    The work is charged by the length of the forms.
    """
    length = sum(map(size, forms))
    if length > longest:
        return None
    effort.charge(FORM * (1 + length))
    try:
        with limited(SECONDS):
            return question()
    except TROUBLE:
        return None


def size(form: Any) -> int:
    """Return the number of operations of a form, literal or not, counted up to a limit."""
    count, stack = 0, [form]
    while stack and count <= FAR_TOO_LONG:
        node = stack.pop()
        count += bool(node.args)
        stack += node.args
    return count


def tame(form: Any) -> bool:
    """Tell whether exponents and frequencies are short.

    Factoring and identities of multiple angles would meet polynomials of a vast degree otherwise.
    """
    exponents = [p.as_base_exp()[1] for p in form.atoms(sympy.Pow, sympy.exp)]
    angles = [wave.args[0] for wave in form.atoms(*CIRCULAR)]
    numbers = {q for e in (*exponents, *angles) for q in e.atoms(sympy.Rational)}
    return all(abs(q.p) <= HIGHEST and q.q <= HIGHEST for q in numbers)


def terms(form: Any) -> float:
    """Return how many terms a form has at most once it is expanded."""
    if form.is_Add:
        return sum(terms(a) for a in form.args)
    if form.is_Mul:
        return math.prod(terms(a) for a in form.args)
    if form.is_Pow and form.exp.is_Integer:
        inner, n = terms(form.base), abs(int(form.exp))
        if inner == 1:
            return 1
        return math.inf if inner > MOST_TERMS or n > MOST_TERMS else _monomials(int(inner), n)
    return 1


def _monomials(variables: int, degree: int) -> float:
    total = 1.0
    for k in range(1, min(degree, variables - 1) + 1):
        total *= (degree + variables - k) / k
        if total > MOST_TERMS:
            return math.inf
    return total


def writable(function: Any, *arguments: Any) -> bool:
    """Tell whether SymPy may apply a function, which it evaluates at numbers whatever their size.

    What it would write out, or look at digit by digit, must be a number of moderate size.
    """
    if function is sympy.Pow:
        base, exponent = arguments
        if not exponent.is_Rational:
            return True
        if not base.is_Rational:  # SymPy may look for the roots of a polynomial of this degree
            return bool(abs(exponent) <= STEEPEST)
        bits = max(abs(int(base.p)), int(base.q)).bit_length()
        return bool(bits * abs(exponent) <= LARGEST)
    numbers = [a for a in arguments if a.is_number]
    if function in (sympy.factorial, sympy.binomial, sympy.gamma, sympy.loggamma):
        return all(a.is_Rational and abs(a) <= FARTHEST for a in numbers)
    if function in (sympy.exp, sympy.log, *CIRCULAR) or len(numbers) < len(arguments):
        return True
    return all(_moderate(a) for a in numbers)


def _moderate(number: Any) -> bool:
    """Tell whether nothing in a number can be vast: every exponent is short."""
    steep = [p.as_base_exp()[1] for p in number.atoms(sympy.Pow, sympy.exp)]
    steep += [a for f in number.atoms(*CIRCULAR, sympy.gamma, sympy.factorial) for a in f.args]
    return all(a.is_Rational and abs(a) <= FARTHEST for a in steep)


@contextmanager
def limited(seconds: float, memory: int = MEMORY) -> Iterator[None]:
    """Raise TooSlow after so much processor time or growth of the process, and again from then on.

    The main thread is interrupted by a timer, where the system has one; another thread looks at its
    own clock whenever a function is called.
    """
    main = threading.current_thread() is threading.main_thread()
    if main and hasattr(signal, "setitimer"):
        yield from _timed(seconds, memory)
    else:
        yield from _traced(seconds)


def _timed(seconds: float, memory: int) -> Iterator[None]:
    began, most = time.process_time(), _resident() + memory
    end = began + seconds

    def look(number: int, frame: Any) -> None:
        if time.process_time() >= end:
            raise TooSlow(f"more than {seconds} s")
        if _resident() > most:
            raise TooSlow(f"more than {memory} bytes")

    before = signal.signal(signal.SIGPROF, look)
    left, tick = signal.setitimer(signal.ITIMER_PROF, min(seconds, TICK), TICK)
    try:
        yield
    finally:
        if left:  # a limit around this one goes on, and what was spent here counts
            left = max(left - (time.process_time() - began), TICK / 100)
        signal.setitimer(signal.ITIMER_PROF, left, tick)
        signal.signal(signal.SIGPROF, before)


def _resident() -> int:
    """Return the bytes of memory that the process holds, 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _traced(seconds: float) -> Iterator[None]:
    end = time.thread_time() + seconds

    def look(frame: Any, event: str, argument: Any) -> None:
        if event == "call" and time.thread_time() >= end:
            raise TooSlow(f"more than {seconds} s")

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(before)
