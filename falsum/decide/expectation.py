"""Decide a bound on an expectation at one instance by fresh trials, or approximate it.

Trials decide the mean of a symbol with declared bounds; floats propose, and before a claim is
refuted balls measure every trial again.  Anything else is averaged and called approximate.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from falsum import balls
from falsum.chance.betting import Betting, mean_interval
from falsum.chance.exactly import ends
from falsum.decide.bench import BLOCK, SHOWN, Bench, sample_of
from falsum.decide.in_balls import PRECISIONS
from falsum.instances.latents import Floats
from falsum.measure.check import BindingError
from falsum.measure.relations import evaluate_claim
from falsum.measure.slack import ROUNDING, number_slack
from falsum.measure.values import Measured
from falsum.records.chance import ChanceRecord
from falsum.statement.expressions import Expectation
from falsum.statement.fold import fold, oriented
from falsum.statement.symbols import Symbol

TINY = 1e-290


@dataclass(frozen=True)
class Bet:
    """A bound on the mean of a symbol: the claimed number, enclosed, and the symbol's own bounds.

    ``sides`` are 'at_most', 'at_least' or both, for an equality.
    """

    symbol: Symbol
    sides: tuple[str, ...]
    low: Fraction
    high: Fraction
    least: float
    greatest: float

    @property
    def edge(self) -> float:
        """Return how far floats may stray from a value, a distance that no decision hangs on."""
        return ROUNDING * (abs(self.least) + abs(self.greatest)) + TINY

    def bound(self, side: str) -> Fraction:
        """Return the end of the claimed number that favours the claim."""
        return self.high if side == "at_most" else self.low

    def rejects(self, side: str, values: Floats, share: float) -> tuple[bool, float]:
        """Tell whether values refute one side, and the logarithm of the e-value against it."""
        mean = self.bound(side)
        room = abs(float(mean)) + abs(self.least) + abs(self.greatest) + TINY
        low, high = min(self.least, float(mean)) - room, max(self.greatest, float(mean)) + room
        if side == "at_most" and self.least - self.edge < float(mean):
            low = self.least - self.edge
        if side == "at_least" and float(mean) < self.greatest + self.edge:
            high = self.greatest + self.edge
        test = Betting(mean, low, high, side, share).update(values)  # type: ignore[arg-type]
        return test.decision == "refuted", test.best


def settle_expectation(bench: Bench) -> tuple[ChanceRecord, float]:
    """Decide the bounds on expectations of bounded symbols, or approximate anything else."""
    bets = _bets(bench)
    if not bets:
        return _approximate(bench)
    found = [_settle(bench, bet, len(bets)) for bet in bets]
    order = ("undefined", "resolved", "consistent", "refuted")
    return max(found, key=lambda settled: (order.index(settled[0].how), settled[1]))


def _settle(bench: Bench, bet: Bet, parts: int) -> tuple[ChanceRecord, float]:
    share = bench.draws.share / parts / len(bet.sides)
    values, exact, how = np.zeros(0), _Exact(bench, bet), "consistent"
    log_e = 0.0
    for drawn in range(1, bench.blocks + 1):
        values = np.concatenate([values, _checked(bench, bet, drawn - 1)])
        lost = int(np.isnan(values).sum())
        if lost:
            return _undefined(bench, bet, values, lost)
        if drawn & (drawn - 1) and drawn != bench.blocks:
            continue  # looks after 1, 2, 4, ... blocks
        tests = {side: bet.rejects(side, values, share) for side in bet.sides}
        log_e = max(best for _, best in tests.values())
        proposed = [side for side, (rejected, _) in tests.items() if rejected]
        if any(bet.rejects(side, exact.values(side, drawn), share)[0] for side in proposed):
            how = "refuted"
            break
        edge = bet.edge
        inside = mean_interval(values, bet.least - edge, bet.greatest + edge, share)
        if len(bet.sides) == 1 and _beyond(bet, inside.lower - edge, inside.upper + edge):
            how = "resolved"
            break
    shown = mean_interval(values, bet.least - bet.edge, bet.greatest + bet.edge, SHOWN)
    claimed, estimate = float((bet.low + bet.high) / 2), math.fsum(values) / len(values)
    known = ChanceRecord(
        how=how,
        quantity="expectation",
        claimed=claimed,
        estimate=estimate,
        lower=max(shown.lower, bet.least),
        upper=min(shown.upper, bet.greatest),
        trials=len(values),
        log_e=log_e,
        error=bench.draws.error,
        sign="<=" if bet.sides == ("at_most",) else ">=" if len(bet.sides) == 1 else "==",
    )
    slacks = {
        "at_most": number_slack(estimate, claimed),
        "at_least": number_slack(claimed, estimate),
    }
    return known, max(slacks[side] for side in bet.sides)


def _beyond(bet: Bet, lower: float, upper: float) -> bool:
    if bet.sides == ("at_most",):
        return upper <= bet.low
    return lower >= bet.high


@dataclass
class _Exact:
    """Certified bounds of every trial's value, block by block."""

    bench: Bench
    bet: Bet
    lower: Floats = field(default_factory=lambda: np.zeros(0))
    upper: Floats = field(default_factory=lambda: np.zeros(0))

    def values(self, side: str, blocks: int) -> Floats:
        """Return lower bounds of the values against 'at_most', upper ones against 'at_least'."""
        for block in range(len(self.lower) // BLOCK, blocks):
            for measured in self.bench.pieces(block, range(BLOCK)):
                array = measured.values[self.bet.symbol]
                count = measured.weights.shape[1]
                low, high = (
                    np.broadcast_to(balls.midpoint_floats(end)[0], (count,))
                    for end in (array.lower(), array.upper())
                )
                self.lower = np.concatenate([self.lower, np.nextafter(low, -np.inf)])
                self.upper = np.concatenate([self.upper, np.nextafter(high, np.inf)])
        bet = self.bet
        if side == "at_most":
            return np.where(np.isfinite(self.lower), self.lower, bet.least)
        return np.where(np.isfinite(self.upper), self.upper, bet.greatest)


def _checked(bench: Bench, bet: Bet, block: int) -> Floats:
    """Return one block of the symbol's values; refuse those outside of their declared bounds."""
    array = np.asarray(bench.floats(block).values[bet.symbol], dtype=np.float64)[0]
    values = np.broadcast_to(array, (BLOCK,))
    wrong = (values < bet.least - bet.edge) | (values > bet.greatest + bet.edge)
    if wrong.any():
        raise BindingError(
            f"{bench.check.claim.id}: a trial has {bet.symbol.name} = {values[wrong][0]:.6g}, "
            f"outside of within=({bet.least:.6g}, {bet.greatest:.6g}); give bounds that every "
            "value meets, or none, and the expectation is called approximate"
        )
    return values


def _bets(bench: Bench) -> list[Bet]:
    """Return the bounds on means that the conclusion amounts to, none where it says more."""
    with balls.precision(PRECISIONS[0]):
        measured = bench.exactly(0, [0])
        found = [_bet(relation, measured) for relation in bench.check.claim.conjuncts]
    return [bet for bet in found if bet is not None] if all(found) else []


def _bet(relation: Any, measured: Measured) -> Bet | None:
    within, (sign, lhs, rhs, _) = sample_of(measured).within, oriented(relation)
    means = [isinstance(side, Expectation) and side.args[0] in within for side in (lhs, rhs)]
    if sum(means) != 1 or sign == "!=":
        return None
    mean, other = (lhs, rhs) if means[0] else (rhs, lhs)
    symbol = mean.args[0]
    value = fold(other, measured.algebra())
    if value.axes or symbol.indices or other.has(Expectation):
        return None
    sides: tuple[str, ...] = ("at_most", "at_least")
    if sign != "==":
        sides = ("at_most",) if means[0] else ("at_least",)
    try:
        low, high = ends(balls.namespace.reshape(value.array, (-1,))[0], "the bound")
        least, greatest = (_float(end) for end in within[symbol])
    except ValueError:
        return None
    if not (math.isfinite(least) and math.isfinite(greatest) and least <= greatest):
        return None
    return Bet(symbol, sides, low, high, least, greatest)


def _float(end: Any) -> float:
    array = balls.asarray(end)
    return float(balls.midpoint_floats(array).reshape(-1)[0])


def _undefined(bench: Bench, bet: Bet, values: Floats, lost: int) -> tuple[ChanceRecord, float]:
    left = values[~np.isnan(values)]
    estimate = math.fsum(left) / len(left) if len(left) else bet.least
    known = ChanceRecord(
        "undefined",
        "expectation",
        float((bet.low + bet.high) / 2),
        estimate,
        bet.least,
        bet.greatest,
        trials=len(values),
        failures=lost,
    )
    return known, -1.0


def _approximate(bench: Bench) -> tuple[ChanceRecord, float]:
    """Average the gap of the worst conjunct over blocks of trials; three standard errors wide."""
    gaps, sides = [], []
    for block in range(max(2, bench.blocks)):
        trial = evaluate_claim(bench.check, bench.floats(block))
        gaps.append([float(np.max(c.lhs - c.rhs)) for c in trial.conjuncts])
        sides.append([float(np.max(c.rhs)) for c in trial.conjuncts])
    table, lost = np.array(gaps), int((~np.isfinite(np.array(gaps))).any(axis=1).sum())
    if lost:
        known = ChanceRecord(
            "undefined", "expectation", 0.0, 0.0, 0.0, 0.0, BLOCK * len(gaps), BLOCK * lost
        )
        return known, -1.0
    worst = int(table.mean(axis=0).argmax())
    column, side = table[:, worst], float(np.array(sides)[:, worst].mean())
    spread = 3 * float(column.std(ddof=1)) / math.sqrt(len(column))
    middle = side + float(column.mean())
    known = ChanceRecord(
        how="approximate",
        quantity="expectation",
        claimed=side,
        estimate=middle,
        lower=middle - spread,
        upper=middle + spread,
        trials=BLOCK * len(gaps),
        sign="<=",
    )
    return known, number_slack(middle, side)
