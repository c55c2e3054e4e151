"""The prover ends: vast numbers, steep spikes and long forms cost little time and memory."""

from __future__ import annotations

import math
import os
import resource
import threading
import time
from typing import Any

import pytest
import sympy

import falsum.prove as prover
from falsum.enclosure.door import TooSlow, asked, limited, terms, writable
from falsum.enclosure.effort import Exhausted, effort
from falsum.prove import STOPPED, Disproof, Unproved, prove
from falsum.statement.declarations import index
from falsum.statement.domain import interval
from falsum.statement.exact import lift
from falsum.statement.expressions import (
    Pow,
    Rational,
    binomial,
    cosh,
    exp,
    factorial,
    floor,
    sin,
    sqrt,
    tan,
    tanh,
)
from falsum.statement.relations import Ge, Le
from tests.prove.library import claim, symbol, w, x

spike = symbol("x", interval(4, 6, "()"))
near = Rational(58811087, 10**7)
HUGE = lift(10**9)
p = symbol("p", interval(0, 1))
rational_part = sum(((1 + x * p) ** -k for k in range(1, 6)), lift(1))

COSTLY = {
    "a tower": Ge(tanh(w) ** (w**w), -1),
    "a spike": Le(exp(-(10**10) * (spike - near) ** 2), Rational(1, 2)),
    "a huge power of a number": Le(Pow(lift(2), HUGE) * w, 1),
    "a huge power of a root": Le(sqrt(2) ** HUGE * w, 1),
    "a huge power of a sum": Ge((w + 1) ** HUGE, 0),
    "a tiny power": Ge(Pow(Rational(1, 3), Pow(lift(60), lift(60))) * w, -1),
    "a factorial": Ge(factorial(HUGE) * w, 0),
    "a binomial": Ge(binomial(HUGE, lift(5 * 10**8)) * w, 0),
    "a floor": Ge(floor(exp(exp(lift(30)))) * w, 0),
    "a tangent far out": Ge(tan(exp(exp(w))) ** 2, 0),
    "a sine far out": Ge(sin(exp(exp(exp(w)))), -1),
    "a long expansion": Ge((w + x + 1) ** 20 - (w + x) ** 20, 0),
    "a high degree": Ge(cosh(w * Rational(9973, 10007)) - w * Rational(1, 10009), 0),
    "a rational bell": Le(exp(-(x**2)) * rational_part, 7),
}


@pytest.mark.parametrize("relation", COSTLY.values(), ids=COSTLY.keys())
def test_a_costly_statement_is_given_up(relation: Any) -> None:
    """Whatever the outcome, it comes within seconds and 500 megabytes, and no fault ends it."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    found = prove(claim(relation), seconds=1.0)
    assert time.process_time() - started < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000
    assert not (isinstance(found, Unproved) and found.reason.startswith(STOPPED)), found


def test_a_spike_is_found() -> None:
    """The statement that kept SymPy busy is false at the spike."""
    assert isinstance(prove(claim(COSTLY["a spike"])), Disproof)


@pytest.mark.parametrize("fault", [MemoryError(), RecursionError("deep"), KeyError("x")])
def test_a_fault_inside_is_no_proof(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception of the prover leaves the claim unproved and says what it was."""

    def broken(*parts: Any) -> Any:
        raise fault

    monkeypatch.setattr(prover, "settle", broken)
    found = prove(claim(Le(-w, 0)))
    assert isinstance(found, Unproved) and type(fault).__name__ in found.reason


def test_no_clock_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that seems a thousand times slower the same boxes are looked at."""
    costly = claim(Le(exp(-w) * (1 + w + w**2 / 2), Rational(999, 1000) + w))
    quick = prove(costly)
    clock = time.process_time
    monkeypatch.setattr(time, "process_time", lambda: clock() * 1e-3)
    monkeypatch.setattr(time, "monotonic", lambda: 0.0)
    assert prove(costly) == quick


def test_work_is_counted_and_limited() -> None:
    """More work than is allowed raises, and only inside."""
    with effort.within(0.5):
        effort.charge(0.4)
        with pytest.raises(Exhausted):
            effort.charge(0.4)
    assert effort.limit == math.inf
    effort.charge(1.0)


def test_a_thread_is_stopped_too() -> None:
    """Where no timer can interrupt, the functions that are called look at the clock."""
    ended: list[str] = []

    def work() -> None:
        try:
            with limited(0.1):
                while True:
                    sympy.Symbol("a")
        except TooSlow as error:
            ended.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(timeout=60)
    assert ended == ["more than 0.1 s"]


def test_the_memory_of_a_call_is_limited() -> None:
    """A call that grows the process too much is stopped."""

    def grow() -> list[bytearray]:
        return [bytearray(os.urandom(2**18)) for _ in range(2**11)]

    with pytest.raises(TooSlow, match="bytes"), limited(20, memory=2**26):
        grow()


def test_the_door_turns_away_what_is_long() -> None:
    """A form of more operations than are allowed isn't looked at, and trouble is None."""
    a = sympy.Symbol("a", positive=True)
    long = sympy.Add(*(sympy.sin(a + k) for k in range(600)), evaluate=False)
    assert asked(lambda: 1, long) is None and asked(lambda: 1, a) == 1
    assert asked(lambda: sympy.Poly(sympy.sin(a), sympy.Symbol("b")).nothing, a) is None


def test_sizes_are_foreseen() -> None:
    """How many terms an expansion has, and how many bits a power, is known before."""
    a, b = sympy.symbols("a b")
    assert terms((a + b) ** 3 * (1 + a)) == 8 and terms((a + b + 1) ** 900) == math.inf
    assert writable(sympy.Pow, sympy.Integer(2), sympy.Integer(100))
    assert not writable(sympy.Pow, sympy.Integer(2), sympy.Integer(10**9))
    assert not writable(sympy.factorial, sympy.Integer(10**6))


def test_a_proof_of_a_sum_of_sums_is_given_up() -> None:
    """A sum with more parts than are kept is no scalar statement."""
    i, j = index("i", 0, 9000), index("j", 0, 9000)
    from falsum.statement.expressions import Sum

    found = prove(claim(Ge(Sum(Sum(exp(w * (i + 10**4 * j)), i), j), 0)), seconds=1)
    assert isinstance(found, Unproved)


def test_a_limit_around_a_limit_goes_on() -> None:
    """The time that is spent within the inner one counts for the outer one too."""
    import signal

    with limited(5.0):
        with limited(1.0):
            started = time.process_time()
            while time.process_time() < started + 0.05:
                pass
        left, _ = signal.getitimer(signal.ITIMER_PROF)
        assert 0 < left <= 0.1
        with pytest.raises(TooSlow), limited(0.1):
            _forever()
        assert time.process_time() < started + 4


def _forever() -> None:
    while True:
        pass
