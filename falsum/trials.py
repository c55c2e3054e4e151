"""Decide a probability at one instance by fresh trials, or say that they cannot.

Floats judge every trial and propose a decision.  Balls then judge again the trials that it hangs
on: those that fail, before a claim is refuted; those that floats cannot tell from a tie, before it
is called resolved.  What balls cannot tell counts for the claim there and against it here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from flint import arb, fmpq

from falsum.chance.intervals import clopper_pearson
from falsum.chance.sequential import Sequential
from falsum.events import assumed, held
from falsum.fresh import BLOCK, SHOWN, Bench, gap, sample_of
from falsum.records import ChanceRecord
from falsum.slack import ROUNDING, atomwise, broken
from falsum.trial import Measured, evaluate_claim
from falsum.weighed import by_ratios

LOOKS = 8  # looks while the number of trials doubles, about


@dataclass
class Doubtful:
    """Trials of blocks, as rows, with the counts that balls have made of them so far."""

    rows: list[Any] = field(default_factory=list)
    judged: int = 0  # blocks that balls have looked at
    holds: int = 0
    fails: int = 0

    def judge(self, bench: Bench) -> None:
        """Let balls look at the rows that they have not judged yet."""
        for block in range(self.judged, len(self.rows)):
            for measured in bench.pieces(block, self.rows[block]):
                trial = evaluate_claim(bench.check, measured)
                certain, possible = held(trial)
                valid = assumed(trial)
                self.holds += int((certain & valid).sum())
                self.fails += int((~possible & valid).sum())
        self.judged = len(self.rows)


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
        self.failing.rows.append(np.flatnonzero(failing))
        self.near.rows.append(np.flatnonzero(~failing & ~clear))
        self.trials += BLOCK
        self.clear += int((clear & ~failing).sum())
        self.failures += int(failing.sum())

    def decided(self) -> Literal["refuted", "resolved", "open"]:
        """Return what floats propose and balls confirm."""
        proposed = self._decision(self.trials - self.failures)
        if proposed == "refuted":
            self.failing.judge(self.bench)
            if self._decision(self.trials - self.failing.fails) == "refuted":
                return "refuted"
        if proposed == "resolved" or self.failing.judged:
            self.near.judge(self.bench)
            if self._decision(self.surely) == "resolved":
                return "resolved"
        return "open"

    @property
    def surely(self) -> int:
        """Return how many trials are known to be successes."""
        return self.clear + self.near.holds + self.failing.holds

    def _decision(self, successes: int) -> str:
        state = Sequential(self.least, self.bench.check.draws.share)
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
    judged = count.failing.judged * BLOCK == count.trials
    failures = count.failing.fails if judged else count.failures
    successes, trials = count.trials - failures, count.trials
    state = Sequential(least, bench.check.draws.share).update(successes, trials)
    needed = state.needed()
    if how == "open":
        reachable = needed is not None and needed <= bench.blocks * BLOCK
        how = "consistent" if reachable else "unresolved"
    sure = min(successes, count.surely)
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
        error=bench.check.draws.error,
    )
    return known, event_gap(known)


def event_gap(known: ChanceRecord) -> float:
    """Return the slack of the rarer side of an event against what is claimed of it."""
    if known.claimed >= 0.5:
        return gap(1 - known.estimate, 1 - known.claimed)
    return gap(known.claimed, known.estimate)


def _ball(entry: Any) -> arb | Fraction:
    """Return a 0-d ball array as an exact fraction or a ball."""
    element = entry.elements().item()
    if isinstance(element, fmpq):
        return Fraction(int(element.p), int(element.q))
    return element if isinstance(element, arb) else element.lo.union(element.hi)
