"""What an audit has counted and found so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from falsum.decide import Answer, Decision
from falsum.draw import Floats
from falsum.search import Scored
from falsum.shrink import Latent
from falsum.space import Config

DOUBT = 1e-9  # a slack that is neither a rounding error nor decided


@dataclass(frozen=True)
class Finding:
    """A certified counterexample, or a certified case of undefinedness."""

    config: Config
    latent: Latent
    decision: Decision


@dataclass
class Tally:
    """What the stages have counted so far."""

    instances: int = 0
    rejected: int = 0
    undefined: int = 0
    artefacts: int = 0
    undecided: int = 0
    broken: int = 0  # instances that break the conclusion in floats
    forgiven: int = 0  # certified violations on no open set, where a claim holds almost always
    unconfirmed: int = 0  # instances that broke the claim in the search's trials, not in fresh ones
    doubt: float = -1.0  # the largest slack among instances that the balls could not decide
    confirmed: int = 0  # configurations at which balls confirm the instance nearest to a violation
    open: int = 0  # configurations at which balls cannot evaluate it
    configurations: int = 0
    rejected_by: Counter[str] = field(default_factory=Counter)
    undecided_by: Counter[str] = field(default_factory=Counter)  # hypotheses that balls leave open
    findings: list[Finding] = field(default_factory=list)
    feasibility: float | None = None  # least slack of the hypotheses, when no instance met them
    nearest: dict[Config, list[tuple[float, Floats]]] = field(default_factory=dict)

    def count(self, config: Config, scored: Scored) -> None:
        """Add a scored batch; only instances that meet the hypotheses are evidence."""
        known = scored.accepted & np.isfinite(scored.slack)
        self.instances += int(known.sum())
        self.rejected += int((~scored.accepted).sum())
        self.undefined += int(scored.unknown.sum())
        self.broken += int(scored.violations.sum())
        for place in scored.spread(scored.order()):
            entry = (float(scored.slack[place]), scored.flat[place])
            self.nearest.setdefault(config, []).append(entry)

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
        if decision.answer in (Answer.VIOLATED, Answer.UNDEFINED):
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
