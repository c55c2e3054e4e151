"""Decide a rare failure by trials of another law, each weighed by its likelihood ratio."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from flint import arb

from falsum.balls import midpoint_floats
from falsum.chance.betting import Betting, mean_interval
from falsum.chance.exactly import ends
from falsum.chance.reach import reach
from falsum.decide.bench import AT_ONCE, SHOWN, Bench, sample_of
from falsum.decide.relations import assumed, held
from falsum.instances.latents import Floats
from falsum.measure.check import BindingError
from falsum.measure.event_slack import atomwise, broken
from falsum.measure.relations import evaluate_claim
from falsum.measure.slack import ROUNDING, number_slack
from falsum.measure.values import Measured
from falsum.records.chance import ChanceRecord


@dataclass
class Weighed:
    """Ratios of the trials that fail by floats, and of those near a tie, 0 elsewhere.

    ``exact`` are certified lower bounds of the former and ``doubted`` what is left of the latter
    when balls find that a trial succeeds, both as far as balls have judged them.
    """

    bench: Bench
    failing: list[Floats] = field(default_factory=list)
    near: list[Floats] = field(default_factory=list)
    doubted: list[Floats] = field(default_factory=list)
    exact: list[Floats] = field(default_factory=list)
    ratios: Betting = field(default_factory=lambda: Betting(1 + ROUNDING, -1.0, math.inf))
    largest: float = 0.0

    def draw(self) -> None:
        """Draw one block more, and see that the ratios can be those of a density."""
        measured = self.bench.floats(len(self.failing))
        trial = evaluate_claim(self.bench.check, measured)
        drawn, shape = sample_of(measured), trial.weights.shape
        ratios = np.broadcast_to(np.asarray(drawn.ratios, dtype=np.float64), shape)[0]
        self.largest = _largest(drawn.largest)
        self._check(ratios)
        fails, clear = np.asarray(broken(trial))[0], np.asarray(atomwise(trial))[0] < -ROUNDING
        self.failing.append(np.where(fails, ratios, 0.0))
        self.near.append(np.where(fails | clear, 0.0, ratios))
        beyond = np.where(fails, ratios, 0.0).max()
        if beyond > self.largest * (1 + ROUNDING):
            raise BindingError(
                f"{self.bench.check.claim.id}: a trial that fails has the ratio {beyond:.6g}, more "
                f"than largest={self.largest:.6g}; largest bounds the ratios of all that fail"
            )

    def _check(self, ratios: Floats) -> None:
        if not (np.isfinite(ratios) & (ratios >= 0)).all():
            raise BindingError(
                f"{self.bench.check.claim.id}: ratios are densities, finite and at least 0"
            )
        self.ratios = self.ratios.update(ratios)
        if self.ratios.decision == "refuted":
            raise BindingError(
                f"{self.bench.check.claim.id}: the ratios are above 1 on average, here "
                f"{ratios.mean():.6g}; give the true law's density over that of the law drawn from"
            )

    def judge(self) -> Floats:
        """Return certified lower bounds of the ratios that fail, 0 where balls cannot tell."""
        for block in range(len(self.exact), len(self.failing)):
            values = np.zeros_like(self.failing[block])
            for rows, measured in self._pieces(block, self.failing[block]):
                trial = evaluate_claim(self.bench.check, measured)
                fails = (~held(trial)[1] & assumed(trial))[0]
                low = _lower_ratios(measured, trial.weights.shape)
                values[rows] = np.where(fails, low, 0.0)
            self.exact.append(values)
        return np.concatenate(self.exact)

    def greatest(self) -> Floats:
        """Return upper bounds of the ratios of trials that balls do not find to succeed."""
        for block in range(len(self.doubted), len(self.near)):
            values = self.near[block].copy()
            for rows, measured in self._pieces(block, values):
                trial = evaluate_claim(self.bench.check, measured)
                values[rows] = np.where((held(trial)[0] & assumed(trial))[0], 0.0, values[rows])
            self.doubted.append(values)
        return (np.concatenate(self.failing) + np.concatenate(self.doubted)) * (1 + ROUNDING)

    def _pieces(self, block: int, values: Floats) -> Iterator[tuple[Any, Measured]]:
        rows = np.flatnonzero(values > 0)
        for place, measured in enumerate(self.bench.pieces(block, rows.tolist())):
            yield rows[place * AT_ONCE : (place + 1) * AT_ONCE], measured


def by_ratios(bench: Bench, least: arb | Fraction) -> tuple[ChanceRecord, float]:
    """Decide whether failures, weighed by their ratios, are as rare as is claimed."""
    low, high = ends(least, "the probability claimed")
    most, fewest = 1 - low, 1 - high  # what may fail, at most and at least
    share, weighed, how = bench.draws.share, Weighed(bench), "consistent"
    for drawn in range(1, bench.blocks + 1):
        weighed.draw()
        if drawn & (drawn - 1) and drawn != bench.blocks:
            continue  # looks after 1, 2, 4, ... blocks
        values = np.concatenate(weighed.failing)
        if _rejects(values, most, share) and _rejects(weighed.judge(), most, share):
            how = "refuted"
            break
        if _resolves(values, weighed, fewest, share) and _resolves(
            weighed.greatest(), weighed, fewest, share
        ):
            how = "resolved"
            break
    values = weighed.judge() if how == "refuted" else np.concatenate(weighed.failing)
    bound = weighed.largest if math.isfinite(weighed.largest) else 0.0
    top = max(bound, abs(float(most)), float(values.max())) * (1 + 4 * ROUNDING)
    shown = mean_interval(values, -top, top, SHOWN)
    known = ChanceRecord(
        how=how,
        quantity="probability",
        claimed=1 - float(most),
        estimate=1 - float(values.mean()),
        lower=1 - shown.upper,
        upper=1 - max(0.0, shown.lower),
        trials=len(values),
        failures=int((values > 0).sum()),
        log_e=_log_e(values, most, share),
        error=bench.draws.error,
        allowed=float(most),
        decidable=None if how == "refuted" else _decidable(bench, weighed.largest),
    )
    return known, number_slack(float(values.mean()), float(most))


def _test(values: Floats, most: Fraction, share: float) -> Betting:
    """Return the e-process against "the mean of what fails is at most ``most``", for most > 0.

    A value is at least 0; below that the capital has room to bet.
    """
    return Betting(most, -float(most), math.inf, "at_most", share).update(values)


def _rejects(values: Floats, most: Fraction, share: float) -> bool:
    if most <= 0:
        return most < 0 or bool((values > 0).any())
    return _test(values, most, share).decision == "refuted"


def _resolves(values: Floats, weighed: Weighed, fewest: Fraction, share: float) -> bool:
    """Tell whether the mean of what may fail is surely at most what is claimed."""
    if fewest >= 1 or fewest <= 0 or not math.isfinite(weighed.largest):
        return fewest >= 1
    upper = max(float(fewest), weighed.largest) * (1 + 4 * ROUNDING)
    capped = np.minimum(values, upper)
    return mean_interval(capped, -float(fewest), upper, share).upper <= float(fewest)


def _decidable(bench: Bench, largest: float) -> float | None:
    """Return the least failure probability within reach, None where ratios have no bound."""
    draws = bench.draws
    low = float(reach(draws.most, draws.share, True, largest).low)
    return low if math.isfinite(low) else None


def _log_e(values: Floats, most: Fraction, share: float) -> float | None:
    return _test(values, most, share).best if most > 0 else None


def _largest(bound: Any) -> float:
    """Return the measurement's bound on the ratios of trials that fail; infinity for none."""
    return math.inf if bound is None else float(np.asarray(bound).reshape(-1)[0])


def _lower_ratios(measured: Measured, shape: tuple[int, ...]) -> Floats:
    low = midpoint_floats(sample_of(measured).ratios.lower())
    return np.asarray(np.maximum(np.nextafter(np.broadcast_to(low, shape)[0], -np.inf), 0.0))
