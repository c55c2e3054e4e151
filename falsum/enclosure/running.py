"""Integrals and series enclosed, each by the method of its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from falsum.enclosure.integral import finite, improper
from falsum.enclosure.integrand import Integrand, standard
from falsum.enclosure.interval import UNDEFINED, Interval
from falsum.enclosure.series import series
from falsum.enclosure.tape import NotScalar, TapeAlgebra


def enclosure(kind: str, integrand: Integrand, parameters: Sequence[Interval]) -> Interval:
    """Enclose an integral or a series; undefined where no enclosure is found.

    ``kind`` is finite (over [0, 1]), improper (over [0, oo)) or series (over k = 0, 1, 2, ...).
    """
    methods: dict[str, Callable[[Integrand, Sequence[Interval]], Interval]] = {
        "finite": finite,
        "improper": improper,
        "series": series,
    }
    if any(p.undefined for p in parameters):
        return UNDEFINED
    try:
        return methods[kind](integrand, parameters)
    except NotScalar:
        return UNDEFINED


# what runs inside a tape is an integrand, and an integrand encloses itself by its kind
Integrand.METHOD = staticmethod(enclosure)
TapeAlgebra.STANDARD = staticmethod(standard)
