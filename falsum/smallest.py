"""The smallest instance of a finding, and how much room there is around it."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import numpy as np

from falsum.decide import Answer, decide_latent, refutes
from falsum.profiles import SHORT
from falsum.search import score_latents
from falsum.shrink import shortest, simplify
from falsum.space import Config
from falsum.stages import Audit, climb, examine, screen
from falsum.tally import Finding, Tally

FEW_TRIALS = 2**13  # of a decision on whether a smaller instance breaks the claim too
SMALLER = 40  # configurations tried when shrinking, from the smallest up


def smallest(job: Audit, tally: Tally) -> Finding:
    """Shrink a finding: to the smallest configuration that has one, then to short rationals.

    What chance decides shrinks as far as few trials can follow.
    """
    whole = job.check
    space = job.check.family.space
    job = replace(job, check=job.check.drawing(most=min(job.check.draws.most, FEW_TRIALS)))
    violated = [f for f in tally.findings if f.decision.answer is Answer.VIOLATED]
    best = min(violated or tally.findings, key=lambda f: space.rank(f.config))
    for config in islice(space.enumerate(), SMALLER):
        if space.rank(config) >= space.rank(best.config):
            break
        found = _probe(job, config)
        if found and found.decision.answer is best.decision.answer:
            best = found
            break
    shorten = shortest if job.check.random else simplify
    latent = shorten(job.check, best.config, best.latent, best.decision.answer)
    if not refutes(job.check, best.config, latent):
        latent = best.latent
    return Finding(best.config, latent, decide_latent(whole, best.config, latent))


def _probe(job: Audit, config: Config) -> Finding | None:
    """Look briefly for a finding at one configuration: a small screen, then a short climb."""
    attempt = Tally()
    scored = screen(job, config, SHORT.screen)
    examine(job, config, scored, attempt)
    if not attempt.findings and scored.flat.shape[1]:
        examine(job, config, climb(job, config, scored, SHORT), attempt)
    return attempt.findings[0] if attempt.findings else None


def extent(job: Audit, finding: Finding) -> str:
    """Say whether a claim breaks on an open set or only at an edge, by looking at neighbours."""
    if not finding.latent or job.check.family.exact:
        return "discrete"
    rng = job.stream(finding.config, "extent")
    centre = np.array([[float(v) for v in finding.latent]])
    near = centre + 1e-4 * (1 + np.abs(centre)) * rng.standard_normal((64, centre.shape[1]))
    scored = score_latents(job.check, finding.config, near, job.device)
    undefined = finding.decision.answer is Answer.UNDEFINED
    broken = scored.accepted & scored.guarded if undefined else scored.violations
    kept = int(scored.accepted.sum())
    return "open set" if kept and 10 * int(broken.sum()) >= kept else "edge"
