"""Agreement: does a measurement give what its check says that it equals?

No comparison shows that it always does, unless every instance there is has been compared.  So a
proof about what is given is one under a condition, which is written beside it, and speaks of the
sizes of the family alone.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import cached_property

from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.records.verdicts import Verdict
from falsum.search.budget import PROFILES
from falsum.search.job import Job
from falsum.search.stages import search
from falsum.search.tally import Tally
from falsum.statement.relations import Eq
from falsum.statement.symbols import Role, Symbol
from falsum.statement.text import plain
from falsum.verdict.audit import conduct

MOST = 64  # configurations that are compared, spread over the family
SWEEP = replace(PROFILES["quick"], screen=48, orbit=0, certify=1)
SECONDS = 10.0  # of processor time: a safety stop, the largest configurations being compared first


@dataclass(frozen=True)
class Agreement:
    """How often a measurement gave what its check says, and at how many configurations."""

    instances: int
    configurations: int
    space: int

    @property
    def text(self) -> str:
        """Say what was compared, or nothing where nothing is given."""
        if not self.space:
            return ""
        every = self.configurations == self.space
        share = f"all {self.space}" if every else f"{self.configurations} of {self.space}"
        return f"compared on {self.instances} instances, in {share} configurations of the family"


def agrees(check: Check, *, assuming: bool = True) -> Agreement | None:
    """Try to show that a measurement differs from what its check gives for it; None if it does.

    A proof covers the expressions that are given; this ties them to the measurement, by a job of
    its own: what was compared stands beside the proof and must repeat whatever run asks.  Without
    ``assuming`` the instances need not meet the hypotheses, which a proof that none does speaks of.
    """
    hypotheses = check.claim.hypotheses if assuming else ()
    free = _free(check)
    found = []
    for symbol, expression in check.given.items():
        if expression in free:
            continue
        same = replace(
            check.claim,
            conclusion=Eq(symbol, expression.xreplace(free)),
            hypotheses=hypotheses,
            trivial=None,
        )
        compared = _compared(check.variant(same))
        if compared is None:
            return None
        found.append(compared)
    if not found:
        return Agreement(0, 0, 0)
    least = min(found, key=lambda a: (a.configurations, a.instances))
    return replace(least, instances=min(a.instances for a in found))


@dataclass(frozen=True)
class Comparison:
    """The comparison that every proof about a check rests on, made when one first asks for it."""

    check: Check

    @cached_property
    def agreement(self) -> Agreement | None:
        """Return how the measurement agrees with what is given for it; None if it does not."""
        return agrees(self.check)


def _free(check: Check) -> dict[Symbol, Symbol]:
    """Return the measured symbols that may be any number, by the parameters they are given as."""
    return {
        expression: symbol
        for symbol, expression in check.given.items()
        if isinstance(expression, Symbol) and expression not in check.claim.of_role(Role.PARAMETER)
    }


def _compared(check: Check) -> Agreement | None:
    """Audit an equality, then look at every configuration of a small family, the largest first."""
    job = Job.begin(check, profile="quick")
    quick, _ = conduct(job, tested=True)
    if quick.verdict is not Verdict.SURVIVED:
        return None
    instances, met, sweep = quick.instances, 0, job.within(SWEEP)
    started = time.process_time()
    for config in _spread(check):
        if met and time.process_time() - started > SECONDS:
            break
        tally = Tally()
        search(sweep, config, tally)
        if tally.findings:
            return None
        instances += tally.instances
        met += bool(tally.instances)
    return Agreement(instances, met, len(check.family.space))


def _spread(check: Check) -> list[Config]:
    """Return the configurations to compare: all, or so many evenly spread; the largest first."""
    every = list(check.family.space.enumerate())[::-1]
    if len(every) <= MOST:
        return every
    step = (len(every) - 1) / (MOST - 1)
    return [every[round(k * step)] for k in range(MOST)]


def conditions(check: Check) -> list[str]:
    """Return what a proof takes from a check: what each measured symbol is given as."""
    free = _free(check)
    return [f"{s.name} = {plain(e)}" for s, e in check.given.items() if e not in free]


def sizes_text(check: Check) -> str:
    """Return the sizes that the family has, for the integers among a claim's parameters.

    A measurement is compared at these alone, so a proof about what is given for it goes no farther.
    """
    found = []
    for symbol in check.claim.of_role(Role.PARAMETER):
        axis = check.family.space.axes.get(check.field_of(symbol))
        values = [v for v in axis.values if isinstance(v, int)] if axis is not None else []
        if symbol.domain.integral and values:
            low, high = min(values), max(values)
            found.append(f"{symbol.name} = {low}" + (f" to {high}" if high > low else ""))
    return ", ".join(found)
