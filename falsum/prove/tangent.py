"""Surroundings of an irrational equality, on which a statement holds by Taylor's theorem."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from falsum.balls.convert import to_float
from falsum.balls.ends import less
from falsum.enclosure.box import Box, holds, inside, rational
from falsum.enclosure.door import asked, tame, terms
from falsum.enclosure.function import Function, agree
from falsum.enclosure.gradient import gradient
from falsum.enclosure.interval import Contradiction, Interval, between, intersect, is_negative
from falsum.enclosure.simplify import derivative, simplified
from falsum.enclosure.tape import NotScalar, Tape
from falsum.prove.equalities import irrational, peaks

DIGITS = 30  # of an irrational zero, around which it is enclosed
STEEPEST = 64  # bits of a value that is put into a form, and the highest exponent
MOST_TERMS = 200  # of a number that is expanded
_KINKS = ("abs", "min", "max", "sign")


@dataclass(frozen=True)
class Derived:
    """A function of one variable with its first two derivatives, as forms and compiled."""

    function: Function
    dummy: Any
    first: Any
    slope: Tape
    second: Tape

    @classmethod
    def of(cls, function: Function) -> Derived | None:
        """Differentiate twice, or return None where there is no such form."""
        if function.form is None or not function.continuous or function.tape.improper:
            return None
        names = function.names
        dummy = next(iter(names.back))
        first = derivative(function.form, dummy)
        bent = None if first is None else derivative(first, dummy)
        form = None if bent is None else simplified(bent)
        if form is None:  # too long
            return None
        try:
            slope, second = names.tape(first), names.tape(form)
        except (NotScalar, KeyError):
            return None
        checked = agree(second, lambda b: gradient(slope, b)[0], names.root)
        first_checked = agree(slope, lambda b: gradient(function.tape, b)[0], names.root)
        return cls(function, dummy, first, slope, second) if checked and first_checked else None

    def bends_down(self, box: Box) -> bool:
        """Tell whether the function is certainly twice differentiable on a box, and concave.

        That it is differentiable is read from the literal tree, and not from what SymPy made of it.
        """
        if not is_negative(self.second(box)) or not _is_smooth(self.function.tape, box):
            return False
        slopes = gradient(self.function.tape, box)[0], self.slope(box)
        return not any(s.undefined for s in (*slopes, gradient(self.slope, box)[0]))


def neighbourhoods(function: Function, box: Box) -> list[Interval]:
    """Return intervals around irrational zeros on which the function is at most 0.

    At such a z both the function and its derivative are exactly 0, and the second derivative is
    negative all around, so the function is at most 0 by Taylor's theorem.
    """
    derived = Derived.of(function)
    if derived is None:
        return []
    found = []
    for z in peaks(function.tape, box[0]):
        for exact in irrational(z):
            if not _touches(derived, exact):
                continue
            near = _widest(derived, exact, box)
            if near is not None:
                found.append(near)
            break
    return found


def _touches(derived: Derived, z: Any) -> bool:
    """Tell whether the function and its derivative are exactly 0 at an irrational number."""
    near = _near(z)
    for tape in (derived.function.tape, derived.slope):
        if not _may_vanish(tape, near):
            return False
    return all(_is_zero(form, derived.dummy, z) for form in (derived.function.form, derived.first))


def _near(z: Any) -> Box:
    centre, radius = _centre(z), Fraction(1, 10 ** (DIGITS - 5))
    return (between(rational(centre - radius), rational(centre + radius)),)


def _centre(z: Any) -> Fraction:
    return Fraction(str(sympy.N(z, DIGITS)))


def _may_vanish(tape: Tape, near: Box) -> bool:
    """Tell whether a value may be 0, and no part of it is too vast or steep to put numbers in."""
    values = tape.values(near)
    if values is None or not values[-1].contains_zero():
        return False
    for node, value in zip(tape.nodes, values, strict=True):
        powers = [p for _, p in node.terms] if node.kind == "monomial" else []
        exponents = [values[node.parts[1]]] if node.kind == "power" else []
        if not all(_is_moderate(v) for v in (value, *exponents)):
            return False
        if any(abs(p) > STEEPEST for p in powers):
            return False
    return True


def _is_moderate(value: Interval) -> bool:
    return (
        value.is_bounded and max(abs(to_float(value.lo)), abs(to_float(value.hi))) < 2.0**STEEPEST
    )


def _is_zero(form: Any, dummy: Any, z: Any) -> bool:
    """Tell whether a form is exactly 0 at a number, by expansion or by SymPy's simplification."""

    def vanishes() -> bool:
        value = form.subs(dummy, z)
        if not tame(value) or terms(value) > MOST_TERMS:
            return False
        return bool(value == 0 or sympy.expand(value) == 0 or sympy.simplify(value) == 0)

    return bool(asked(vanishes, form))


def _widest(derived: Derived, z: Any, box: Box) -> Interval | None:
    """Return the widest of a few neighbourhoods on which the second derivative is negative."""
    centre, tape = _centre(z), derived.function.tape
    for power in range(0, 24, 2):
        radius = Fraction(1, 2**power)
        near = between(rational(centre - radius), rational(centre + radius))
        try:
            part = intersect(near, box[0])
        except Contradiction:
            continue
        if tape((part,)).undefined or not derived.bends_down(inside((part,))):
            continue
        if holds(part, centre - radius / 2) and holds(part, centre + radius / 2):
            return part
    return None


def _is_smooth(tape: Tape, box: Box) -> bool:
    """Tell whether no part has a kink on a box."""
    values = tape.values(box)
    if values is None:
        return False
    for node in tape.nodes:
        if node.name not in _KINKS:
            continue
        parts = [values[p] for p in node.parts]
        if len(parts) == 1 and parts[0].contains_zero():
            return False
        if len(parts) == 2 and not (
            less(parts[0].hi, parts[1].lo) or less(parts[1].hi, parts[0].lo)
        ):
            return False
    return True
