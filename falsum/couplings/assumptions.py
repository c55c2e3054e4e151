"""What a statement assumes of a joint law, each as linear equations for the weights of points.

An assumption is a list of moments ``E[f(X)] = level`` (or ``<=``).  Those that are linear only
beside others, such as being uncorrelated beside given means, look the others up in the setting.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod
from typing import Any

from falsum.couplings.programs import ProgramError

Point = tuple[Any, ...]
Exact = Fraction | int


class AssumptionError(ProgramError):
    """Raise when an assumption is no linear one, or contradicts another; says what to add."""


@dataclass(frozen=True)
class Moment:
    """The equation ``E[of(X)] = level``, or ``<= level`` where sign says so."""

    name: str
    of: Callable[[Point], Exact]
    level: Exact
    sign: str = "=="


@dataclass(frozen=True)
class Setting:
    """What is known before any moment is written: the points, the given means and margins."""

    points: Sequence[Point]
    means: Mapping[int, Exact]
    margins: Mapping[int, Mapping[Any, Exact]]

    @property
    def length(self) -> int:
        """Return the number of coordinates of a point."""
        return len(self.points[0])


@dataclass(frozen=True)
class Assumption:
    """An assumption on a joint law; ``moments(setting)`` writes it as equations.

    ``means`` and ``margins`` are what others may rely on; ``symmetric`` asks for a law that no
    permutation of the coordinates changes.
    """

    name: str
    moments: Callable[[Setting], Iterable[Moment]] = lambda setting: ()
    means: Mapping[int, Exact] = field(default_factory=dict)
    margins: Mapping[int, Mapping[Any, Exact]] = field(default_factory=dict)
    symmetric: bool = False


def expectation(
    name: str, of: Callable[[Point], Exact], level: Exact, *, sign: str = "=="
) -> Assumption:
    """Assume that ``E[of(X)]`` equals ``level``; sign ``<=`` or ``>=`` bounds it instead."""
    if sign not in ("==", "<=", ">="):
        raise AssumptionError(f"{name}: sign={sign!r}; write one of ==, <=, >=")
    if sign == ">=":
        return Assumption(name, lambda s: [Moment(name, lambda x: -of(x), -level, "<=")])
    return Assumption(name, lambda s: [Moment(name, of, level, sign)])


def mean(i: int, level: Exact) -> Assumption:
    """Assume that coordinate i has this mean."""
    name = f"mean of {i}"
    return Assumption(name, lambda s: [Moment(name, lambda x: x[i], level)], means={i: level})


def second_moment(i: int, level: Exact) -> Assumption:
    """Assume that the square of coordinate i has this mean."""
    return expectation(f"second moment of {i}", lambda x: x[i] ** 2, level)


def margin(i: int, probabilities: Mapping[Any, Exact]) -> Assumption:
    """Assume the law of coordinate i: the probability of each of its values."""
    total, lowest = sum(probabilities.values()), min(probabilities.values(), default=0)
    if total != 1 or lowest < 0:
        raise AssumptionError(
            f"the margin of {i} adds up to {total} and its least weight is {lowest}; give weights "
            "of at least 0 that add up to 1"
        )

    def moments(setting: Setting) -> list[Moment]:
        absent = [v for v in probabilities if all(x[i] != v for x in setting.points)]
        if any(probabilities[v] for v in absent):
            raise AssumptionError(
                f"the margin of {i} gives weight to {absent[0]}, a value that no point has there; "
                "add points with it"
            )
        return [
            Moment(f"P(X{i} = {value})", _indicator({i: value}), weight)
            for value, weight in probabilities.items()
        ]

    centre = sum((Fraction(v) * w for v, w in probabilities.items()), Fraction(0))
    return Assumption(
        f"margin of {i}", moments, means={i: centre}, margins={i: dict(probabilities)}
    )


def uncorrelated(*coordinates: int) -> Assumption:
    """Assume that every two of these coordinates (of all, if none is named) are uncorrelated.

    This is linear only where their means are given, by mean() or margin().
    """

    def moments(setting: Setting) -> Iterable[Moment]:
        for i, j in itertools.combinations(coordinates or range(setting.length), 2):
            known = [k for k in (i, j) if k not in setting.means]
            if known:
                raise AssumptionError(
                    f"uncorrelated({i}, {j}) is no linear assumption while the mean of {known[0]} "
                    f"is free; add mean({known[0]}, ...) or margin({known[0]}, ...)"
                )
            level = setting.means[i] * setting.means[j]
            yield Moment(f"E[X{i} X{j}]", _product(i, j), level)

    return Assumption("uncorrelated", moments)


def pairwise_independent(*coordinates: int) -> Assumption:
    """Assume that every two of these coordinates (of all, if none is named) are independent."""
    return independent(2, *coordinates)


def independent(k: int, *coordinates: int) -> Assumption:
    """Assume that every k of these coordinates (of all, if none is named) are independent.

    Their margins have to be given.
    """

    def moments(setting: Setting) -> Iterable[Moment]:
        for group in itertools.combinations(coordinates or range(setting.length), k):
            unknown = [i for i in group if i not in setting.margins]
            if unknown:
                raise AssumptionError(
                    f"{k}-wise independence is no linear assumption while the law of coordinate "
                    f"{unknown[0]} is free; add margin({unknown[0]}, ...)"
                )
            for values in itertools.product(*(setting.margins[i] for i in group)):
                at = dict(zip(group, values, strict=True))
                name = "P(" + ", ".join(f"X{i} = {v}" for i, v in at.items()) + ")"
                weight = prod((setting.margins[i][v] for i, v in at.items()), start=Fraction(1))
                yield Moment(name, _indicator(at), weight)

    return Assumption(f"{k}-wise independent", moments)


def exchangeable() -> Assumption:
    """Assume that no permutation of the coordinates changes the law."""
    return Assumption("exchangeable", symmetric=True)


def martingale_differences() -> Assumption:
    """Assume that each coordinate has mean 0 given those before it."""
    return Assumption("martingale differences", lambda s: _given_the_past(s, "=="))


def supermartingale_differences() -> Assumption:
    """Assume that each coordinate has a mean of at most 0 given those before it."""
    return Assumption("supermartingale differences", lambda s: _given_the_past(s, "<="))


def _given_the_past(setting: Setting, sign: str) -> Iterable[Moment]:
    for i in range(setting.length):
        for past in dict.fromkeys(x[:i] for x in setting.points):
            yield Moment(f"E[X{i}; past {past}]", _after(past, i), 0, sign)


def _after(past: Point, i: int) -> Callable[[Point], Exact]:
    return lambda x: x[i] if x[:i] == past else 0


def _indicator(at: Mapping[int, Any]) -> Callable[[Point], int]:
    return lambda x: int(all(x[i] == value for i, value in at.items()))


def _product(i: int, j: int) -> Callable[[Point], Exact]:
    return lambda x: x[i] * x[j]
