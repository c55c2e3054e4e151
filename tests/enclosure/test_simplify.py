"""Simplifying within bounds: what takes SymPy too long is left as it is."""

from __future__ import annotations

import signal
import time
from typing import Any

import pytest
import sympy

from falsum.enclosure import door
from falsum.enclosure.door import TooSlow, limited
from falsum.enclosure.simplify import simplified

x = sympy.Symbol("x", real=True)


def test_factors_show() -> None:
    """A difference of squares is a product."""
    assert simplified(x**2 - 1).is_Mul


def endless(form: Any) -> Any:
    """Work for ever."""
    while True:
        x + form


def test_a_form_that_takes_too_long_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Factoring is interrupted, and the form comes back; no timer is left behind."""
    monkeypatch.setattr(door, "SECONDS", 0.1)
    monkeypatch.setattr(sympy, "factor", endless)
    started = time.process_time()
    assert simplified(x**2 - 1) == x**2 - 1
    assert time.process_time() - started < 5
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def stubborn() -> None:
    """Work for ever, and go on after the first stop."""
    try:
        endless(x)
    except TooSlow:
        endless(x)


def test_a_limit_that_is_kept_does_nothing() -> None:
    """What is quick is not interrupted; what is slow is, also where it swallows the first stop."""
    with limited(5):
        assert sympy.factor(x**2 - 1).is_Mul
    with pytest.raises(TooSlow), limited(0.05):
        stubborn()
