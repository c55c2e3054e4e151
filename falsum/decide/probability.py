"""Decide a probability at one instance by fresh trials, or say that they cannot.

Floats judge every trial and propose a decision.  Balls then judge again the trials that it hangs
on: those that fail, before a claim is refuted; those that floats cannot tell from a tie, before it
is called resolved.  What balls cannot tell counts for the claim there and against it here.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from flint import arb, fmpq

from falsum.chance.intervals import clopper_pearson
from falsum.chance.reach import reach
from falsum.chance.sequential import Sequential
from falsum.decide.bench import AT_ONCE, BLOCK, SHOWN, Bench, sample_of
from falsum.decide.rare_failures import by_ratios
from falsum.decide.relations import assumed, held
from falsum.measure.event_slack import atomwise, broken
from falsum.measure.relations import evaluate_claim
from falsum.measure.slack import ROUNDING, number_slack
from falsum.measure.values import Measured
from falsum.records.chance import ChanceRecord

LOOKS = 8  # looks while the number of trials doubles, about


@dataclass
class Doubtful:
    """Trials as rows of blocks, a few at once, and the counts that balls have made of them."""

    waiting: list[tuple[int, Any]] = field(default_factory=list)
    holds: int = 0
    fails: int = 0

    def add(self, block: int, rows: Any) -> None:
        """Add rows of a block that balls have not judged yet."""
        pieces = (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
        self.waiting += [(block, piece) for piece in pieces]

    @property
    def left(self) -> int:
        """Return how many trials wait to be judged."""
        return sum(len(rows) for _, rows in self.waiting)

    def judge(self, bench: Bench, enough: Callable[[], bool]) -> None:
        """Let balls look at the rows that wait until ``enough`` says that no more are needed."""
        while self.waiting and not enough():
            block, rows = self.waiting.pop(0)
            for measured in bench.pieces(block, rows):
                trial = evaluate_claim(bench.check, measured)
                certain, possible = held(trial)
                valid = assumed(trial)
                self.holds += int((certain & valid).sum())
                self.fails += int((~possible & valid).sum())


@dataclass
class Count:
    """The trials of a decision: clear successes, failures by floats, and those near a tie."""

    bench: Bench
    least: Fraction | arb
    trials: int = 0
    clear: int = 0
    failing: Doubtful = field(default_factory=Doubtful)
    near: Doubtful = field(default_factory=Doubtful)
    failures: int = 0

    def draw(self, measured: Measured) -> None:
        """Count one block more."""
        trial = evaluate_claim(self.bench.check, measured)
        failing = np.asarray(broken(trial))[0]
        clear = np.asarray(atomwise(trial))[0] < -ROUNDING
        block = self.trials // BLOCK
        self.failing.add(block, np.flatnonzero(failing))
        self.near.add(block, np.flatnonzero(~failing & ~clear))
        self.trials += BLOCK
        self.clear += int((clear & ~failing).sum())
        self.failures += int(failing.sum())

    def decided(self) -> Literal["refuted", "resolved", "open"]:
        """Return what floats propose and balls confirm."""
        proposed = self._decision(self.trials - self.failures)
        if proposed == "refuted":
            self.failing.judge(self.bench, self._refuted)
            if self._refuted():
                return "refuted"
        if proposed == "resolved" or not self.failing.left:
            self.near.judge(self.bench, lambda: self._resolved() or not self._resolvable())
            if self._resolved():
                return "resolved"
        return "open"

    def _refuted(self) -> bool:
        return self._decision(self.trials - self.failing.fails) == "refuted"

    def _resolved(self) -> bool:
        return self._decision(self.surely) == "resolved"

    def _resolvable(self) -> bool:
        """Tell whether the claim is resolved if all trials that wait near a tie succeed."""
        return self._decision(self.surely + self.near.left) == "resolved"

    @property
    def surely(self) -> int:
        """Return how many trials are known to be successes."""
        return self.clear + self.near.holds + self.failing.holds

    def _decision(self, successes: int) -> str:
        state = Sequential(self.least, self.bench.draws.share)
        return state.update(successes, self.trials).decision


def settle_probability(bench: Bench, claimed: Any) -> tuple[ChanceRecord, float]:
    """Decide whether the conclusion has at least the probability claimed, a 0-d ball array."""
    least = _ball(claimed)
    first = bench.floats(0)
    if sample_of(first).ratios is not None:
        return by_ratios(bench, least)
    count, how, looked = Count(bench, least), "open", 0
    for block in range(bench.blocks):
        count.draw(bench.floats(block) if block else first)
        if LOOKS * (count.trials - looked) < count.trials and block + 1 < bench.blocks:
            continue
        how, looked = count.decided(), count.trials
        if how != "open":
            break
    failures = count.failures if count.failing.left else count.failing.fails
    successes, trials = count.trials - failures, count.trials
    against = count.failing.fails if how == "refuted" else failures
    state = Sequential(least, bench.draws.share).update(trials - against, trials)
    needed = state.needed()
    if how == "open":
        reachable = needed is not None and needed <= bench.blocks * BLOCK
        how = "consistent" if reachable else "unresolved"
    sure, draws = min(successes, count.surely), bench.draws
    known = ChanceRecord(
        how=how,
        quantity="probability",
        claimed=float(least),
        estimate=successes / trials,
        lower=clopper_pearson(sure, trials, SHOWN).lower,
        upper=clopper_pearson(successes, trials, SHOWN).upper,
        trials=trials,
        failures=failures,
        log_e=state.e_value if math.isfinite(state.e_value) else None,
        needed=needed,
        error=bench.draws.error,
        allowed=float(1 - least),
        decidable=None if how == "refuted" else float(reach(draws.most, draws.share).low),
    )
    return known, event_gap(known)


def event_gap(known: ChanceRecord) -> float:
    """Return the slack of the rarer side of an event against what is claimed of it."""
    if known.claimed >= 0.5:
        return number_slack(1 - known.estimate, 1 - known.claimed)
    return number_slack(known.claimed, known.estimate)


def _ball(entry: Any) -> arb | Fraction:
    """Return a 0-d ball array as an exact fraction or a ball."""
    element = entry.elements().item()
    if isinstance(element, fmpq):
        return Fraction(int(element.p), int(element.q))
    return element if isinstance(element, arb) else element.lo.union(element.hi)
