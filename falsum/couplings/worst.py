"""The worst law on finitely many points: where assumptions leave freedom, use all of it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, prod
from typing import Any

from falsum.balls.text import is_balls
from falsum.couplings.assumptions import Assumption, AssumptionError, Exact, Moment, Point, Setting
from falsum.couplings.programs import Infeasible, least
from falsum.measure.laws import Law
from falsum.statement.symbols import Symbol


@dataclass(frozen=True)
class ExactLaw:
    """A law on the points ``values`` with exact ``weights`` under which the objective is extreme.

    ``value`` is the extreme expectation.  ``dual`` proves it: with multipliers y by name of moment,
    ``objective(x) <= sum y f(x)`` at every point and ``sum y level = value`` (``>=`` for the least
    value), where the moment "total mass" is the constant 1.
    """

    values: tuple[Point, ...]
    weights: tuple[Fraction, ...]
    value: Fraction
    dual: Mapping[str, Fraction]

    def expect(self, of: Callable[[Point], Exact]) -> Fraction:
        """Return the exact expectation of a function of the point."""
        pairs = zip(self.values, self.weights, strict=True)
        return sum((Fraction(of(x)) * w for x, w in pairs), Fraction(0))

    def law(self, symbols: Mapping[Symbol, Callable[[Point], Exact]], like: Any, xp: Any) -> Law:
        """Return what a measurement returns: each symbol as a function of the point.

        ``like`` is an array of the batch, (batch, ...): the same law serves every instance of it.
        Arrays have shape (batch, atoms), exact in balls and rounded once in floats.
        """
        values = {
            s: _row([Fraction(of(x)) for x in self.values], like, xp) for s, of in symbols.items()
        }
        return Law(values, _row(self.weights, like, xp))


def _row(numbers: Sequence[Fraction], like: Any, xp: Any) -> Any:
    batch = like.shape[0]
    if is_balls(xp):
        return xp.broadcast_to(xp.asarray([list(numbers)]), (batch, len(numbers)))
    row = xp.asarray([[float(v) for v in numbers]], dtype=like.dtype, device=like.device)
    return xp.broadcast_to(row, (batch, len(numbers)))


def grid(values: Iterable[Exact], length: int) -> tuple[Point, ...]:
    """Return all points of ``length`` coordinates with these values."""
    return tuple(itertools.product(tuple(values), repeat=length))


def worst_law(
    points: Sequence[Point],
    event: Callable[[Point], Exact],
    assumptions: Sequence[Assumption] = (),
    *,
    smallest: bool = False,
) -> ExactLaw:
    """Return a law on ``points`` that meets the assumptions and makes the event most probable.

    Args:
        points: the points that may carry weight, tuples of exact numbers of one length.
        event: the event as a truth value of the point, or a number whose expectation is meant.
        assumptions: what the law has to satisfy, such as ``mean(0, m)``; nothing else is assumed.
        smallest: make it least probable instead.

    Raises:
        Infeasible: no law on these points meets the assumptions; ``farkas`` is the certificate and
            the message names the assumptions that contradict each other.
        AssumptionError: an assumption is not linear beside the others, or not well formed.
    """
    points = _points(points)
    setting = _setting(points, assumptions)
    moments = [Moment("total mass", lambda x: 1, 1)]
    moments += [m for a in assumptions for m in a.moments(setting)]
    symmetric = any(a.symmetric for a in assumptions)
    orbits = _orbits(points) if symmetric else [(x,) for x in points]
    slacks = [n for n, m in enumerate(moments) if m.sign == "<="]
    rows: list[list[Exact]] = [
        [*(_average(m.of, orbit) for orbit in orbits), *(int(n == k) for k in slacks)]
        for n, m in enumerate(moments)
    ]
    sign = 1 if smallest else -1
    costs: list[Exact] = [
        *(sign * _average(event, orbit) for orbit in orbits),
        *(0 for _ in slacks),
    ]
    try:
        best = least(costs, rows, [m.level for m in moments])
    except Infeasible as error:
        raise _contradiction(error, moments) from None
    dual = {m.name: sign * y for m, y in zip(moments, best.multipliers, strict=True) if y}
    atoms = [
        (x, weight / len(orbit))
        for orbit, weight in zip(orbits, best.point, strict=False)
        for x in orbit
        if weight
    ]
    values, weights = zip(*atoms, strict=True)
    return ExactLaw(values, weights, sign * best.value, dual)


def _average(of: Callable[[Point], Exact], orbit: Sequence[Point]) -> Fraction:
    return sum((Fraction(of(x)) for x in orbit), Fraction(0)) / len(orbit)


def _points(points: Sequence[Point]) -> tuple[Point, ...]:
    lengths = {len(x) for x in points}
    if len(lengths) != 1 or 0 in lengths:
        raise AssumptionError(
            f"{len(points)} points with {sorted(lengths)} coordinates; give one point or more, all "
            "of one length"
        )
    inexact = next((v for x in points for v in x if not isinstance(v, int | Fraction)), None)
    if inexact is not None:
        raise AssumptionError(
            f"a coordinate is {inexact!r}, a {type(inexact).__name__}; write an int or a Fraction"
        )
    return tuple(dict.fromkeys(points))


def _setting(points: Sequence[Point], assumptions: Sequence[Assumption]) -> Setting:
    means: dict[int, Exact] = {}
    margins: dict[int, Mapping[Any, Exact]] = {}
    for assumption in assumptions:
        for i in (*assumption.means, *assumption.margins):
            if not 0 <= i < len(points[0]):
                raise AssumptionError(
                    f"{assumption.name} speaks of coordinate {i}; the points have the coordinates "
                    f"0 to {len(points[0]) - 1}"
                )
        means |= assumption.means
        margins |= assumption.margins
    return Setting(points, means, margins)


def _orbits(points: Sequence[Point]) -> list[tuple[Point, ...]]:
    """Group the points that permutations of the coordinates take into each other."""
    found: dict[Point, list[Point]] = {}
    for x in points:
        found.setdefault(tuple(sorted(x)), []).append(x)
    for ordered, orbit in found.items():
        repeats = prod(factorial(n) for n in Counter(ordered).values())
        if len(orbit) * repeats != factorial(len(ordered)):
            raise AssumptionError(
                f"exchangeable() needs all permutations of {ordered} among the points, and only "
                f"{len(orbit)} are there; take grid(values, length)"
            )
    return [tuple(orbit) for orbit in found.values()]


def _contradiction(error: Infeasible, moments: Sequence[Moment]) -> Infeasible:
    used = [m for m, y in zip(moments, error.farkas, strict=True) if y]
    sides = ", ".join(f"{m.name} {'=' if m.sign == '==' else m.sign} {m.level}" for m in used[:6])
    more = f" and {len(used) - 6} more" if len(used) > 6 else ""
    return Infeasible(
        f"no law on these points meets all of: {sides}{more}; the Farkas certificate is in "
        ".farkas, one multiplier a moment",
        error.farkas,
    )
