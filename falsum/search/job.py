"""The job: the one state of a run, built when an audit begins and handed to every stage of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from falsum.chance.error_budget import Spending
from falsum.decide.decide import by_trials
from falsum.decide.in_balls import PRECISIONS, Answer, Decision, decide_without_trials, spread
from falsum.decide.open_sets import Openness
from falsum.instances.point import Point
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.experiment import Experiment, experiment
from falsum.randomness import stream
from falsum.search.budget import PROFILES, Budget
from falsum.statement.claim import Claim
from falsum.statement.dimensions import homogeneity
from falsum.statement.symbols import Symbol


@dataclass
class Memory:
    """What balls have said of one experiment's points, at each precision, and of what is around."""

    decisions: dict[tuple[Point, int], Decision] = field(default_factory=dict)
    around: dict[Point, Openness] = field(default_factory=dict)


@dataclass(frozen=True)
class Job:
    """What is audited, how much of it, where, and what is known so far.

    The experiment holds the seed, the trials and the error that deciding by them may spend.
    Stages meet the same points again; what balls have said of one is kept.
    """

    check: Experiment
    profile: str
    budget: Budget
    device: str
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)

    @classmethod
    def begin(
        cls, check: Check, *, profile: str = "standard", seed: int = 0, device: str = "cpu"
    ) -> Job:
        """Return the job of a run that has decided nothing and spent no error yet."""
        budget = PROFILES[profile]
        drawn = experiment(check, seed=seed, most=budget.trials, spending=Spending())
        return cls(drawn, profile, budget, device)

    @property
    def seed(self) -> int:
        """Return the seed of the run, from which all of its randomness comes."""
        return self.check.draws.seed

    def within(self, budget: Budget) -> Job:
        """Return the same job within another budget; memory and error budget are shared."""
        return replace(self, budget=budget, check=experiment(self.check, most=budget.trials))

    def of(self, check: Check) -> Job:
        """Return the job of another check on the same seed, device and budget.

        What it asserts is another statement: it begins with a memory and an error of its own.
        """
        draws = self.check.draws
        drawn = experiment(check, seed=draws.seed, most=draws.most, spending=Spending())
        return replace(self, check=drawn, memory=Memory())

    def variant(self, claim: Claim) -> Job:
        """Return the job of another claim over the same symbols, such as a mutant."""
        return self.of(self.check.variant(claim))

    def at(self, constant: Symbol, value: Any) -> Job:
        """Return the job of the same claim with another value of a named constant."""
        return self.of(self.check.at(constant, value))

    @cached_property
    def sweeps(self) -> int:
        """Return how many instances a sweep may score at a configuration.

        A search without climbs sweeps only where the claim's dimensions do not match.
        """
        unlike = homogeneity(self.check.claim).homogeneous is False
        return self.budget.orbit if self.budget.starts or unlike else 0

    def stream(self, config: Config, stage: str) -> np.random.Generator:
        """Return the randomness of one stage at one configuration."""
        return stream(self.seed, self.check.claim.id, config.key, stage)

    def decide(self, point: Point, precisions: Sequence[int] = PRECISIONS) -> Decision:
        """Decide a point, by fresh trials where balls leave it to chance."""
        decision = self.decide_without_trials(point, precisions)
        return by_trials(self.check, point.config, point.latent, decision)

    def decide_without_trials(
        self, point: Point, precisions: Sequence[int] = PRECISIONS
    ) -> Decision:
        """Decide a point as far as balls can, by what they have said of it before if they have."""
        for precision in precisions:
            decision = self._at_precision(point, precision)
            if decision.answer is not Answer.UNDECIDED:
                break
        return decision

    def _at_precision(self, point: Point, precision: int) -> Decision:
        key = (point, precision)
        if key not in self.memory.decisions:
            self.memory.decisions[key] = decide_without_trials(
                self.check, point.config, point.latent, (precision,)
            )
        return self.memory.decisions[key]

    def refutes(self, point: Point) -> bool:
        """Tell whether a certified finding counts: an almost-always claim needs an open set."""
        return self.spread(point) is Openness.OPEN

    def unsettled(self, point: Point) -> bool:
        """Tell whether it is open if a finding that does not count breaks it on an open set."""
        return self.spread(point) is Openness.UNKNOWN

    def spread(self, point: Point) -> Openness:
        """Return on how large a set of instances a finding breaks an almost-always claim.

        One point is enough to break any other.
        """
        if self.check.claim.quantifier.kind.refuted_by_one:
            return Openness.OPEN
        if point not in self.memory.around:
            answer = self.decide_without_trials(point).answer
            self.memory.around[point] = spread(self.check, point.config, point.latent, answer)
        return self.memory.around[point]
