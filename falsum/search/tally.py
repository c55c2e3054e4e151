"""What an audit has counted and found so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from falsum.decide.in_balls import FOUND, PRECISIONS, Answer, Decision
from falsum.instances.latents import Floats
from falsum.instances.point import Point
from falsum.instances.space import Config
from falsum.search.job import Job
from falsum.search.score import Scored

DOUBT = 1e-9  # a slack that is neither a rounding error nor decided


@dataclass(frozen=True)
class Finding:
    """A point and what was decided of it, which whoever shows or certifies it takes along."""

    point: Point
    decision: Decision

    @classmethod
    def of(cls, job: Job, point: Point, precisions: Sequence[int] = PRECISIONS) -> Finding:
        """Decide a point, or remember how it was decided."""
        return cls(point, job.decide(point, precisions))


@dataclass
class Levels:
    """The failure probabilities that sampled instances allow, and what trials could decide.

    ``decidable`` is the least that they could decide at any instance, infinite where that is not
    known, and ``beyond`` counts the instances that allow less than they could decide there.
    """

    low: float = np.inf
    high: float = -np.inf
    decidable: float = np.inf
    beyond: int = 0

    def add(self, scored: Scored, rows: NDArray[np.bool_]) -> None:
        """Add some instances of a scored batch, those that no trials decide excepted."""
        known = rows & ~np.isnan(scored.levels[:, 0])
        if known.any():
            allowed = np.clip(scored.levels[known, 0], 0.0, 1.0)
            self.low = min(self.low, float(allowed.min()))
            self.high = max(self.high, float(allowed.max()))
            told = scored.levels[known, 1]
            self.decidable = min(self.decidable, float(np.fmin.reduce(told, initial=np.inf)))
            self.beyond += int(scored.beyond[known].sum())


@dataclass
class Tally:
    """What the stages have counted so far.

    ``lowest`` holds the instance nearest to a violation of those that allow hardly more to fail
    than trials can decide.
    """

    instances: int = 0
    rejected: int = 0
    undefined: int = 0
    artefacts: int = 0
    undecided: int = 0
    broken: int = 0  # instances that break the conclusion in floats
    forgiven: int = 0  # certified violations on no open set, where a claim holds almost always
    chances: int = 0  # instances that could have shown a violation
    unshown: int = 0  # of these, whose latents may or may not decode to an open set of instances
    unconfirmed: int = 0  # instances that broke the claim in the search's trials, not in fresh ones
    doubt: float = -1.0  # the largest slack among instances that the balls could not decide
    confirmed: int = 0  # configurations at which balls confirm the instance nearest to a violation
    open: int = 0  # configurations at which balls cannot evaluate it
    configurations: int = 0
    rejected_by: Counter[str] = field(default_factory=Counter)
    undecided_by: Counter[str] = field(default_factory=Counter)  # hypotheses that balls leave open
    findings: list[Finding] = field(default_factory=list)
    unrepeated: str = ""  # what differs when a finding is measured again
    feasibility: float | None = None  # least slack of the hypotheses, when no instance met them
    nearest: dict[Config, list[tuple[float, Floats]]] = field(default_factory=dict)
    levels: Levels = field(default_factory=Levels)
    lowest: dict[Config, tuple[float, Floats]] = field(default_factory=dict)

    def count(self, config: Config, scored: Scored) -> None:
        """Add a scored batch; only instances that meet the hypotheses are evidence."""
        known = scored.accepted & np.isfinite(scored.slack)
        self.instances += int(known.sum())
        self.rejected += int((~scored.accepted).sum())
        self.undefined += int(scored.unknown.sum())
        self.broken += int(scored.violations.sum())
        self.chances += int(scored.open.sum())
        self.levels.add(scored, known)
        ranked = scored.order()
        within = ranked[~scored.beyond[ranked]] if scored.beyond.any() else ranked[:0]
        for place in dict.fromkeys([*scored.spread(ranked), *scored.spread(within)]):
            entry = (float(scored.slack[place]), scored.flat[place])
            self.nearest.setdefault(config, []).append(entry)
        low = ranked[scored.low[ranked]][:1]
        if len(low) and scored.slack[low[0]] > self.lowest.get(config, (-np.inf,))[0]:
            self.lowest[config] = (float(scored.slack[low[0]]), scored.flat[low[0]])

    @property
    def opportunity(self) -> float | None:
        """Return the share of instances that could have shown a violation, None without any.

        Of what floats could not evaluate it is not known, most often beyond the horizon of a run.
        """
        met = self.instances + self.undefined
        return min(1.0, self.chances / met) if met > 0 else None

    def forget(self, config: Config, row: Floats) -> None:
        """Drop an instance that floats took to meet the hypotheses and balls reject."""
        self.nearest[config] = [entry for entry in self.nearest[config] if entry[1] is not row]
        self.instances -= 1
        self.rejected += 1

    def leave(self, decision: Decision, tied: bool) -> None:
        """Count an instance that floats let pass and balls leave undecided: a tie, or more.

        A strict relation that is a tie to both is a doubt, for it is most likely an equality.
        """
        self.undecided_by.update(decision.unsettled)
        if tied and decision.doubt <= DOUBT:
            self.undecided += 1
        else:
            self.open += 1
            if tied and decision.strictly_tied:
                self.doubt = max(self.doubt, decision.doubt)

    def clear(self, decision: Decision, *, doubtful: bool = True) -> None:
        """Count what floats proposed and balls did not confirm, or what is no refutation.

        What balls leave open raises a doubt, unless it is not ``doubtful``: floats took the claim
        to be undefined, and balls know that it is defined or not whether a hypothesis holds.
        """
        if decision.answer in FOUND:
            self.forgiven += 1
        elif decision.chance is not None and decision.chance.trials:
            self.unconfirmed += 1
        elif decision.answer is Answer.HOLDS:
            self.artefacts += 1
        elif decision.answer is Answer.UNDECIDED:
            self.undecided += 1
            self.undecided_by.update(decision.unsettled)
            if doubtful:
                self.doubt = max(self.doubt, decision.doubt)
