"""A check with the trials that its measurement draws: what a job runs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from falsum.measure.check import Check
from falsum.measure.laws import Draws


@dataclass(frozen=True)
class Experiment(Check):
    """A declaration and the trials that are drawn for it: seed, numbers and error budget."""

    draws: Draws = field(default_factory=Draws)


def draws_of(check: Check) -> Draws:
    """Return the trials that a check draws; a declaration alone draws those of a search."""
    return check.draws if isinstance(check, Experiment) else Draws()


def experiment(check: Check, **changes: Any) -> Experiment:
    """Return a check that draws other trials, of the same error budget if none is given."""
    draws = replace(draws_of(check), **changes)
    if isinstance(check, Experiment):
        return replace(check, draws=draws)
    return Experiment(**vars(check), draws=draws)
