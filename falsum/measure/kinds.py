"""Kinds of measurement: arrays in batches, exact values one by one, and trials that are drawn.

What the stages of an audit do otherwise for one of them stands here as a property or a method, so
that a stage asks for what it needs to know and never which kind it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from falsum import balls
from falsum.balls.text import is_balls
from falsum.instances.latents import Floats, coarse, latents, structured
from falsum.measure.laws import Law, Sample
from falsum.statement.symbols import Symbol

FEW = 8  # latents of an exact measurement that are drawn at least
EDGES = 4  # structured latents of one, besides one for each coordinate


class Batched:
    """Pure functions of arrays: a whole batch at once, in floats on any device and in balls."""

    together = True  # a batch is measured at once
    continuous = True  # a latent may be moved by a little, and climbed from
    decided = True  # balls decide the conclusion, and no trials
    cost = 1  # batches are so much smaller

    def screened(self, rng: np.random.Generator, count: int, still: int) -> Floats:
        """Return the structured latents and about ``count`` random ones, (n, still)."""
        return np.concatenate([structured(still), latents(rng, count // self.cost, still)])

    def ordinary(self, rng: np.random.Generator, count: int, still: int) -> Floats:
        """Return random latents alone, (n, still), about ``count``."""
        return latents(rng, count, still)

    def snapped(self, flat: Floats) -> Floats:
        """Return latents where the measurement takes them."""
        return flat

    def given(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Return the arguments as the measurement takes them."""
        return dict(arguments)

    def entered(self, result: Any, xp: Any) -> Any:
        """Return what was measured as arrays of the batch; balls refuse what was rounded."""
        return _in_balls(result) if is_balls(xp) else result


class Drawn(Batched):
    """Trials that are drawn from a stream: a batch, each instance of which costs many of them."""

    decided = False
    cost = 16


class OneByOne(Batched):
    """Exact values of one instance after the other: integers, rationals, finite objects."""

    together = continuous = False
    cost = 64

    def screened(self, rng: np.random.Generator, count: int, still: int) -> Floats:
        """Return the first structured latents and random ones, with entries that are halves."""
        flat = coarse(rng, max(FEW, count // self.cost), still)
        edges = self.snapped(structured(still)[: EDGES + still])
        return np.unique(np.concatenate([edges, flat]), axis=0)

    def ordinary(self, rng: np.random.Generator, count: int, still: int) -> Floats:
        """Return random latents with entries that are halves, each once."""
        return np.unique(coarse(rng, count // self.cost, still), axis=0)

    def snapped(self, flat: Floats) -> Floats:
        """Return latents rounded to halves."""
        return np.asarray(np.round(2 * flat) / 2)

    def given(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Return exact arrays as Fractions without the batch axis."""
        return {name: _single(value) for name, value in arguments.items()}

    def entered(self, result: Any, xp: Any) -> Any:
        """Return the measurement of one instance as arrays with a batch axis."""
        if not isinstance(result, Law):
            return _batched(result, xp)
        weights = _exactly([_nested(result.weights)], xp)
        fixed, choices = _batched(result.fixed, xp), _batched(result.choices, xp)
        return Law(_batched(result.values, xp), weights, fixed, choices)


BATCHED, ONE_BY_ONE, DRAWN = Batched(), OneByOne(), Drawn()


def _in_balls(result: Any) -> Any:
    if not isinstance(result, Law | Sample):
        return _enter(result)
    drawn = {"values": _enter(result.values), "fixed": _enter(result.fixed)}
    drawn["choices"] = _enter(result.choices)
    if isinstance(result, Law):
        return replace(result, weights=balls.asarray(result.weights), **drawn)
    ratios = None if result.ratios is None else balls.asarray(result.ratios)
    within = {
        s: (balls.asarray(low), balls.asarray(high)) for s, (low, high) in result.within.items()
    }
    return replace(result, ratios=ratios, within=within, **drawn)


def _enter(values: Mapping[Symbol, Any]) -> dict[Symbol, Any]:
    return {s: balls.asarray(v) for s, v in values.items()}


def _batched(values: Mapping[Symbol, Any], xp: Any) -> dict[Symbol, Any]:
    return {s: _exactly([_nested(v)], xp) for s, v in values.items()}


def _single(value: Any) -> Any:
    return value.points()[0] if isinstance(value, balls.BallArray) else value


def _exactly(values: list[Any], xp: Any) -> Any:
    """Return exact values as an array; fractions among them may be the data of the instance."""
    if is_balls(xp) and any(isinstance(v, Fraction) for v in np.asarray(values, object).flat):
        return balls.BallArray.from_fractions(values)
    return xp.asarray(values)


def _nested(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else value
