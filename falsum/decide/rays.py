"""Rates along a ray: one exact instance whose size alone grows, and the constant that it forces.

A rate says that some constant serves however large a size becomes while all else is held fixed.  It
fails where, on a closed form of what is measured, the bounded side outgrows the bound.  The form is
compared with the measurement, and every hypothesis decided in balls, at several sizes of the ray.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from falsum import balls
from falsum.decide.closed_forms import Rate, rate_of
from falsum.decide.in_balls import FEW, PRECISIONS, Answer, Decision, decide_without_trials
from falsum.decide.orders import NotDecided, Order, order_of
from falsum.decide.questions import Held, conclusion_defined, hypotheses_hold
from falsum.decide.sizes import LEAST_SIZES, ray, require_one_instance
from falsum.instances.exact import point_array
from falsum.instances.point import Point
from falsum.instances.space import Config
from falsum.measure.arithmetic import ArrayAlgebra
from falsum.measure.check import Check
from falsum.measure.experiment import experiment
from falsum.measure.relations import Compared, Trial, evaluate_claim
from falsum.measure.values import measure
from falsum.records.growth import Growth
from falsum.statement.fold import fold
from falsum.statement.text import plain

TIGHT = 1e-12  # width of an enclosure, relative to its middle, within which two numbers agree


@dataclass(frozen=True)
class Refuted:
    """A rate that no constant serves, and the point that breaks it at the constant recorded."""

    growth: Growth
    point: Point
    decision: Decision


@dataclass(frozen=True)
class Seen:
    """What balls say of the instance at one size of its ray."""

    size: int
    config: Config
    algebra: ArrayAlgebra
    trial: Trial
    held: Held
    precision: int


def refute_rate(check: Check, point: Point) -> Refuted:
    """Show that no constant serves the instance of a point, along the ray that it lies on.

    Raises NotDecided where that is not certain; the message says why.
    """
    rate = rate_of(check)
    configs = ray(check, rate.axis, point.config)
    require_one_instance(check, rate.axis, configs, point)
    seen = _admitted(rate, [_see(rate.compared, rate.axis, c, point) for c in configs])
    for each in seen:
        _require_held(each)
        _require_agreement(rate, each)
    _require_steady(rate, seen)
    bounded, bound = _orders(rate, seen[0])
    constant, broken = _broken(check, rate, seen, point)
    growth = Growth(
        over=rate.over.name,
        sizes=[each.size for each in seen],
        constant=str(constant),
        given=[f"{s.name} = {plain(e)}" for s, e in rate.given.items()],
        bounded=bounded.text(rate.over.name),
        bound=bound.text(rate.over.name),
    )
    return Refuted(growth, *broken)


def at_constant(check: Check, growth: Growth) -> Check:
    """Return the check at the constant that a record names."""
    return check.at(rate_of(check).constant, Fraction(growth.constant))


def _see(check: Check, axis: str, config: Config, point: Point) -> Seen:
    few, like = experiment(check, trials=FEW), point_array(point.latent)
    for precision in PRECISIONS:
        with balls.precision(precision), np.errstate(all="ignore"):
            instance = few.family.instances(config, like, balls.namespace)
            measured = measure(few, config, instance, like, balls.namespace)
            trial = evaluate_claim(few, measured)
            held = hypotheses_hold(trial)
        if held.answer is not None:
            break
    size = int(getattr(config, axis))
    return Seen(size, config, measured.algebra(), trial, held, precision)


def _admitted(rate: Rate, seen: Sequence[Seen]) -> list[Seen]:
    """Leave out sizes that are too small for a hypothesis on what grows."""
    first = next((n for n, s in enumerate(seen) if s.held.failing not in rate.growing), len(seen))
    if len(seen) - first < LEAST_SIZES:
        raise NotDecided(f"fewer than {LEAST_SIZES} sizes meet the hypotheses")
    return list(seen[first:])


def _require_held(seen: Seen) -> None:
    """Refuse a size at which a hypothesis is not certain, or the claim not certainly defined."""
    if not seen.held.answer:
        name = seen.held.failing or ", ".join(seen.held.open)
        raise NotDecided(f"at {seen.config.key} it is not certain that {name!r} holds")
    if not conclusion_defined(seen.trial).surely:
        raise NotDecided(f"at {seen.config.key} the claim may be undefined")


def _require_agreement(rate: Rate, seen: Seen) -> None:
    """Refuse a closed form that the measurement does not give."""
    for symbol, compared in zip(rate.given, seen.trial.conjuncts[1:], strict=True):
        if not _agree(compared.lhs, compared.rhs):
            raise NotDecided(
                f"what the check gives for {symbol.name} is not what is measured at "
                f"{seen.config.key}"
            )


def _agree(one: Any, other: Any) -> bool:
    """Tell whether two arrays are equal, or cannot be told apart by narrow enclosures."""
    if bool((one == other).certain().all()):
        return True
    gap = balls.midpoint_floats((one - other).upper() - (one - other).lower())
    size = np.abs(balls.midpoint_floats(other))
    return bool((one == other).possible().all() and (gap <= TIGHT * size).all())


def _require_steady(rate: Rate, seen: Sequence[Seen]) -> None:
    """Refuse what would have to be known at all sizes and is not.

    Parameters and hypotheses that do not speak of what grows are the same at every size; those
    that do are true from some size on by the order in which their sides grow.
    """
    first = seen[0]
    for symbol in rate.fixed:
        values = [each.algebra.values[symbol] for each in seen]
        if not all(_same(value, values[0]) for value in values):
            raise NotDecided(f"{symbol.name} changes as {rate.over.name} grows")
    for place, assumed in enumerate(first.trial.hypotheses):
        if assumed.name in rate.growing:
            room = rate.growing[assumed.name]
            order = order_of(room, rate.over, lambda tree: _sign(first, tree))
            if order.sign <= 0:
                raise NotDecided(f"{assumed.name!r} fails for large {rate.over.name}")
        elif not all(_alike(each.trial.hypotheses[place], assumed) for each in seen):
            raise NotDecided(f"{assumed.name!r} compares other numbers as {rate.over.name} grows")


def _alike(one: Compared, other: Compared) -> bool:
    return _same(one.lhs, other.lhs) and _same(one.rhs, other.rhs)


def _same(one: Any, other: Any) -> bool:
    """Tell whether two arrays have the same enclosures."""
    if one.shape != other.shape:
        return False
    ends = [(one.lower(), other.lower()), (one.upper(), other.upper())]
    return all(bool((a == b).certain().all()) for a, b in ends)


def _orders(rate: Rate, first: Seen) -> tuple[Order, Order]:
    """Return the orders of both sides where the bounded one certainly outgrows the bound."""
    sides = (rate.bounded, rate.bound)
    bounded, bound = (order_of(s, rate.over, lambda tree: _sign(first, tree)) for s in sides)
    if bounded.sign <= 0 or bound.sign <= 0:
        raise NotDecided("a side is not certainly positive")
    outgrows = bounded.rank > bound.rank if rate.above else bounded.rank < bound.rank
    if not outgrows:
        raise NotDecided("a constant serves along this ray")
    return bounded, bound


def _sign(seen: Seen, tree: Any) -> int:
    """Return the certain sign of an expression that is free of what grows."""
    with balls.precision(seen.precision), np.errstate(all="ignore"):
        array = fold(tree, seen.algebra).array
        found = {1: array > 0, -1: array < 0, 0: array == 0}
    for sign, truth in found.items():
        if bool(truth.certain().all()):
            return sign
    raise NotDecided(f"the sign of {plain(tree)} is not certain")


def _broken(
    check: Check, rate: Rate, seen: Sequence[Seen], point: Point
) -> tuple[Fraction, tuple[Point, Decision]]:
    """Return the constant that the least size asks for, and the next size at which it fails."""
    constant = _short(_forced(rate, seen[0]))
    tight = check.at(rate.constant, constant)
    for each in seen[1:]:
        decision = decide_without_trials(tight, each.config, point.latent)
        if decision.answer is Answer.VIOLATED:
            return constant, (Point(each.config, point.latent), decision)
    raise NotDecided("the constant of the least size serves the others that were compared")


def _forced(rate: Rate, seen: Seen) -> float:
    """Return the constant at which both sides are equal at one size."""
    known = seen.trial.conjuncts[0]
    small, large = (float(balls.midpoint_floats(s).reshape(-1)[0]) for s in (known.lhs, known.rhs))
    return small / large if rate.above else large / small


def _short(value: float) -> Fraction:
    """Return a positive rational near to a float, short where that is possible."""
    if not 0 < value < float("inf"):
        raise NotDecided("the constant that the least size asks for is out of the range of floats")
    return Fraction(value).limit_denominator(1000) or Fraction(value)
