"""Three questions about one instance in balls; each is answered yes, no, or None for not yet.

Do the hypotheses hold?  Is the conclusion defined?  Does it hold?
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from falsum.decide.relations import (
    Side,
    doubt_of,
    event,
    exact_chance,
    midpoint_slack,
    rarer,
    side,
    surely_defined,
    truth,
    undefined,
    weights_known,
)
from falsum.measure.relations import Compared, Trial
from falsum.records.chance import ChanceRecord


@dataclass(frozen=True)
class Held:
    """Whether the hypotheses hold: the one that certainly fails, and those that are open."""

    sides: tuple[Side, ...]
    failing: str = ""
    open: tuple[str, ...] = ()

    @property
    def answer(self) -> bool | None:
        """Tell whether all hold."""
        return False if self.failing else None if self.open else True


@dataclass(frozen=True)
class Defined:
    """Whether the conclusion is defined: the operation that certainly is not, and the law."""

    lost: str
    surely: bool
    lawful: bool = True

    @property
    def answer(self) -> bool | None:
        """Tell whether it is defined."""
        return False if self.lost else True if self.surely else None


@dataclass(frozen=True)
class Concluded:
    """Whether the conclusion holds, with what was compared, its slack and the chance it has."""

    answer: bool | None
    conjuncts: tuple[Compared, ...]
    slack: float
    chance: ChanceRecord | None

    @property
    def idle(self) -> bool:
        """Tell whether nothing can fail: the small side is 0, or the failure probability."""
        if self.chance is not None and self.chance.quantity == "probability":
            return self.chance.estimate == 1.0 > self.chance.claimed
        return all(
            not c.number
            and c.sign in ("<=", "<")
            and bool(((c.lhs == 0) & (c.rhs > 0)).certain().all())
            for c in self.conjuncts
        )

    @property
    def sides(self) -> tuple[Side, ...]:
        """Write down the sides of every conjunct."""
        return tuple(side(c) for c in self.conjuncts)

    def doubt(self, held: Held) -> float:
        """Return the largest slack that the enclosures leave possible."""
        return max(doubt_of(c, held.answer is True) for c in self.conjuncts)


def hypotheses_hold(trial: Trial) -> Held:
    """Ask whether every hypothesis holds, the granted ones by their probes."""
    met = [(h.name, truth(h, trial.weights)) for h in trial.hypotheses]
    sides = tuple(side(h) for h in trial.hypotheses)
    for name, found in met:
        if not found.possible().any():
            return Held(sides, name)
    for name, probe in trial.probes:
        if not np.all(probe.possible() if hasattr(probe, "possible") else probe):
            return Held(sides, name)
    return Held(sides, "", tuple(name for name, found in met if not found.certain().all()))


def says_nothing_at(trial: Trial) -> bool:
    """Tell whether the relation under which the claim says nothing certainly holds."""
    if trial.trivial is None:
        return False
    return bool(truth(trial.trivial, trial.weights).certain().all())


def conclusion_defined(trial: Trial) -> Defined:
    """Ask whether no operation is undefined, and whether every weight of a law is a number."""
    lawful = trial.weights is None or trial.sampled or weights_known(trial)
    return Defined(undefined(trial), surely_defined(trial), lawful)


def conclusion_holds(trial: Trial, defined: Defined) -> Concluded:
    """Ask whether every conjunct holds, or the event that they make up is as likely as claimed."""
    chance = trial.least is not None
    conjuncts = (event(trial),) if chance else trial.conjuncts
    truths = [truth(c) for c in conjuncts]
    answer = None
    if any(not found.possible().any() for found in truths):
        answer = False
    elif all(found.certain().all() for found in truths):
        answer = True
    return Concluded(
        answer,
        conjuncts,
        max(midpoint_slack(rarer(c) if chance else c) for c in conjuncts),
        None if trial.sampled or defined.lost else exact_chance(trial, conjuncts),
    )
