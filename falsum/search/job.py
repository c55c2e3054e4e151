"""The job of an audit: what to audit, how much of it, and what balls have said on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np

from falsum.decide.decide import by_trials
from falsum.decide.in_balls import PRECISIONS, Decision, decide_without_trials
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.randomness import stream
from falsum.search.budget import Budget
from falsum.statement.dimensions import homogeneity

Question = tuple[Config, tuple[Fraction, ...], tuple[int, ...]]
"""A configuration, an exact latent and the precisions that may be tried."""


@dataclass(frozen=True)
class Audit:
    """The inputs of an audit: a check, a budget and the circumstances.

    Stages meet the same instances again; what balls have said of one is kept, for this check only.
    """

    check: Check
    profile: str
    budget: Budget
    seed: int
    device: str
    _known: dict[Question, Decision] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

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

    def decide(
        self, config: Config, latent: Sequence[Fraction], precisions: Sequence[int] = PRECISIONS
    ) -> Decision:
        """Decide an exact latent, by fresh trials where balls leave it to chance."""
        decision = self.decide_without_trials(config, latent, precisions)
        return by_trials(self.check, config, latent, decision)

    def decide_without_trials(
        self, config: Config, latent: Sequence[Fraction], precisions: Sequence[int] = PRECISIONS
    ) -> Decision:
        """Decide an exact latent as far as balls can, or remember how they did."""
        question = (config, tuple(latent), tuple(precisions))
        if question not in self._known:
            self._known[question] = decide_without_trials(self.check, *question)
        return self._known[question]
