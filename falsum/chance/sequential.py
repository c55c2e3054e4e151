"""Decide a claimed probability by Bernoulli trials, stopping whenever the question is settled."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from flint import arb
from numpy.typing import ArrayLike

from falsum.balls import BallArray
from falsum.chance.boundary import boundary
from falsum.chance.exactly import Number, count, ends, error_level
from falsum.chance.intervals import Interval, clopper_pearson
from falsum.chance.mixture import Integers, Mixture, mixture

Decision: TypeAlias = Literal["refuted", "resolved", "open"]


@dataclass(frozen=True)
class Sequential:
    """Trials so far of an event whose probability P is claimed to be at least ``claimed``.

    Two e-processes run side by side (`falsum.chance.mixture`): one against P >= claimed, with
    failures as events, one against P <= claimed, with successes as events.  When the first
    reaches 1/error the claim is ``refuted``; when the second does, the confidence sequence lies
    above the claimed probability and the question is ``resolved``.  By Ville's inequality each
    decision is wrong with probability at most ``error``, whenever one looks and stops; the first
    decision stays.

    A ball as ``claimed`` is refuted at its lower end and resolved at its upper one.  A claimed
    probability of 0 or less says nothing and is resolved at once, one above 1 is refuted at once,
    one of exactly 1 is refuted by a single failure and never resolved by trials.

    Args:
        claimed: the claimed probability: a number, an ``arb`` or a BallArray of one element.
        error: bound on the probability of each wrong decision, in (0, 1).
        successes: successes so far.
        trials: trials so far.
        decision: 'refuted', 'resolved' or 'open'.
    """

    claimed: Number | arb | BallArray
    error: Number = 1e-9
    successes: int = 0
    trials: int = 0
    decision: Decision = "open"

    def __post_init__(self) -> None:
        """Check the arguments and settle what needs no trial."""
        error_level(self.error)
        low, high = ends(self.claimed, "claimed")
        if self.decision == "open" and low > 1:
            object.__setattr__(self, "decision", "refuted")
        if self.decision == "open" and high <= 0:
            object.__setattr__(self, "decision", "resolved")

    @property
    def failures(self) -> int:
        """Return the number of failures so far."""
        return self.trials - self.successes

    @property
    def against(self) -> Mixture | None:
        """Return the e-process against P >= claimed, in failures; None where it is degenerate."""
        return _mixture(1 - ends(self.claimed, "claimed")[0])

    @property
    def above(self) -> Mixture | None:
        """Return the e-process against P <= claimed, in successes; None where it is degenerate."""
        return _mixture(ends(self.claimed, "claimed")[1])

    def update(self, successes: int, trials: int) -> Sequential:
        """Return the state after a further batch of trials.

        Raises:
            ValueError: the counts are no integers with 0 <= successes <= trials.
        """
        trials, successes = count(trials, "trials"), count(successes, "successes")
        if successes > trials:
            raise ValueError(
                f"successes is {successes}, more than the {trials} trials of the batch"
            )
        state = replace(self, successes=self.successes + successes, trials=self.trials + trials)
        return state if self.decision != "open" else replace(state, decision=state._decide())

    def _decide(self) -> Decision:
        error = error_level(self.error)
        low, high = ends(self.claimed, "claimed")
        against, above = self.against, self.above
        if low == 1 and self.failures:
            return "refuted"
        if against is not None and against.rejects(self.failures, self.trials, error):
            return "refuted"
        if above is not None and above.rejects(self.successes, self.trials, error):
            return "resolved"
        return "resolved" if high <= 0 else "open"

    @property
    def e_value(self) -> float:
        """Return the natural logarithm of the e-value against P >= claimed, for display."""
        return self._log_value(self.against, self.failures)

    @property
    def e_value_above(self) -> float:
        """Return the natural logarithm of the e-value against P <= claimed, for display."""
        return self._log_value(self.above, self.successes)

    def _log_value(self, test: Mixture | None, events: int) -> float:
        if test is not None:
            return float(test.log_value(events, self.trials))
        certain = ends(self.claimed, "claimed")[0] == 1
        return math.inf if certain and events == self.failures and events else 0.0

    def needed(self) -> int | None:
        """Return how many trials resolve the claim if all succeed, from the start.

        None where no number would, because the claimed probability is 1 or more.
        """
        if ends(self.claimed, "claimed")[1] <= 0:
            return 0
        above, error = self.above, error_level(self.error)
        if above is None:
            return None
        high = 1
        while not above.rejects(high, high, error):
            high *= 2
        low = high // 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if above.rejects(middle, middle, error) else (middle, high)
        return high

    def refuting(self, trials: ArrayLike) -> Integers:
        """Return the least numbers of failures that refute after the given numbers of trials.

        ``trials`` are increasing positive integers (counts,), the result has their shape; n + 1
        where nothing refutes.

        Raises:
            ValueError: the claimed probability is not strictly between 0 and 1.
        """
        return boundary(self._proper(self.against), error_level(self.error), trials)

    def resolving(self, trials: ArrayLike) -> Integers:
        """Return the least numbers of successes that resolve; see `refuting`."""
        return boundary(self._proper(self.above), error_level(self.error), trials)

    def _proper(self, test: Mixture | None) -> Mixture:
        if test is None:
            raise ValueError(
                f"the claimed probability {self.claimed} has no boundary; it has to lie strictly "
                "between 0 and 1"
            )
        return test

    def interval(self, error: Number = 0.05) -> Interval:
        """Return the Clopper-Pearson interval: the familiar one, for trials fixed beforehand."""
        return clopper_pearson(self.successes, self.trials, error)


def _mixture(bound: Fraction) -> Mixture | None:
    return mixture(bound) if 0 < bound < 1 else None
