"""Opportunity: how often a search could have seen a violation.

An instance shows nothing where the claim is met trivially: in the region that the claim names,
where what is bounded is 0, where no trial or atom can fail, and where the algorithm that the claim
speaks of had nothing to do.  What floats could not evaluate, such as a run beyond the horizon,
shows nothing either.  All but the idle algorithm is counted during the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sympy

from falsum.search.job import Job
from falsum.statement.charity import redefined, shapes
from falsum.statement.claim import Claim
from falsum.statement.exact import ClaimError
from falsum.study.pools import Pool

IDLE_RUNS = "the first iterate is good enough at every instance that was looked at"


def opportunity(job: Job, counted: float | None, pools: Sequence[Pool]) -> float | None:
    """Return the share of instances that could have shown a violation.

    ``counted`` is what the search has counted.  Of the rest only those count at which the claim
    would fail if every count in it were 1: there the algorithm has to do something.
    """
    early = at_once(job.check.claim)
    if counted is None or early is None:
        return counted
    mutant, could, late = job.variant(early), 0, 0
    for pool in pools:
        rows = pool.scored.open
        try:
            late += int((rows & pool.anew(mutant).violations).sum())
        except ClaimError:
            return counted
        could += int(rows.sum())
    return counted * late / could if could else counted


def at_once(claim: Claim) -> Claim | None:
    """Return the claim with counts of 1, None where the measurement takes no count.

    What the claim names as trivial is left out, since it may speak of symbols of a count alone.
    """
    shaping = shapes(claim)
    first = changed = replace(claim, trivial=None)
    for symbol in claim.definitions:
        if symbol.counts and symbol not in shaping:
            changed = redefined(changed, symbol, symbol.defined_as(sympy.Integer(1)))
    return None if changed is first else changed
