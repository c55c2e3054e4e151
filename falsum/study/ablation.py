"""Ablation: which hypotheses does a claim need?

Each hypothesis is dropped in turn and the claim attacked without it, on instances that the family
relaxes accordingly, or on its own instances where those already break the hypothesis now and then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from falsum.evidence.describe import describe_instance
from falsum.measure.check import Check
from falsum.measure.drawing import draws_at
from falsum.records.described import Instance
from falsum.records.studies import HypothesisRecord
from falsum.search.budget import PROFILES, SHORT
from falsum.search.job import Audit
from falsum.search.shrink import simplify
from falsum.search.stages import configurations, screen, search
from falsum.search.tally import Tally
from falsum.statement.claim import Hypothesis
from falsum.statement.mutants import without

CONFIGURATIONS = 3


@dataclass(frozen=True)
class Needed:
    """Whether dropping a hypothesis breaks the claim; None when the family cannot drop it."""

    needed: bool | None
    instance: Instance | None = None


def ablate(check: Check, hypothesis: Hypothesis, *, seed: int = 0, device: str = "cpu") -> Needed:
    """Attack a claim without one of its hypotheses."""
    relaxed = check.family.without(hypothesis.name)
    family = relaxed or check.family
    check = check.deciding(seed=seed, most=PROFILES["standard"].trials)
    dropped = replace(check, claim=without(check.claim, hypothesis.name), family=family)
    job = Audit(dropped, "standard", replace(PROFILES["standard"], **_short()), seed, device)
    whole = replace(job, check=replace(check, family=family))
    free = 0
    for config in configurations(job):
        tally = Tally()
        search(job, config, tally)
        if tally.findings:
            found = tally.findings[0]
            latent = found.latent
            if not draws_at(dropped, config):
                latent = simplify(dropped, config, found.latent, found.decision.answer)
            return Needed(True, describe_instance(dropped, config, latent))
        free += int((~screen(whole, config, 256).accepted).sum())
    return Needed(False if free else None)


def _short() -> dict[str, int]:
    return {
        "configurations": CONFIGURATIONS,
        "screen": 1024,
        "starts": SHORT.starts,
        "climb": SHORT.climb,
        "evolve": SHORT.evolve,
    }


def ablations(check: Check, *, seed: int = 0, device: str = "cpu") -> list[HypothesisRecord]:
    """Drop every hypothesis in turn and record what came of it."""
    records = []
    for assumed in check.claim.hypotheses:
        result = ablate(check, assumed, seed=seed, device=device)
        records.append(
            HypothesisRecord(assumed.name, not assumed.granted, result.needed, result.instance)
        )
    return records
