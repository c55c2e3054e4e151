"""Power: which planted errors a claim's own search would have noticed.

The instances that an ordinary audit scores are scored again under each mutant, which costs no new
measurement; what came of dropping a hypothesis is taken from ablation.  An escaped mutant either
shows a weak search or is itself true.  So mutants leave the count that certainly follow from the
claim, that are proved, or that are nowhere stronger than the claim on the instances scored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from falsum.decide.in_balls import PRECISIONS, Answer
from falsum.evidence.start import read_place
from falsum.instances.latents import Floats
from falsum.instances.point import Point
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.drawing import draws_at
from falsum.measure.relations import evaluate_claim
from falsum.measure.scores import score
from falsum.measure.values import Measured
from falsum.prove import Proof, prove
from falsum.records.evidence import HypothesisRecord, PowerRecord, Start
from falsum.search.budget import PROFILES, SHORT, deep_budget
from falsum.search.job import Job
from falsum.search.score import Scored, measured_blocks, score_latents, scored_as
from falsum.search.stages import climb, configurations, screen
from falsum.statement.claim import Claim
from falsum.statement.expressions import ClaimError
from falsum.statement.mutants import mutants, without
from falsum.statement.signs import weaker
from falsum.study.agreement import agrees

KEPT = 192  # instances of each configuration that every mutant is scored on
MOST = 60  # mutants of one claim, at most
DROPPED = "dropped hypothesis"
BOXES, SHARE = 10_000, 1000  # boxes looked at to prove mutants: of all together, of one
TRIALS = 2**12  # that one decision on a mutant may take
SECONDS = 2.0  # a safety stop of one proof


@dataclass(frozen=True)
class Power:
    """The least factor by which tightening a bound is noticed, and counts by kind of error.

    ``kinds[kind]`` is (caught, tried).
    """

    least_factor: float | None
    kinds: dict[str, tuple[int, int]]
    escaped: tuple[str, ...]

    def record(self) -> PowerRecord:
        """Return the power as it stands in ``audit.json``."""
        return PowerRecord(list(self.escaped), dict(self.kinds), self.least_factor)


@dataclass(frozen=True)
class Pool:
    """Instances of one configuration to score mutants on: the nearest ones and a random part.

    ``measured`` holds their measurement, which mutants share; it is None for exact families.
    """

    config: Config
    flat: Floats
    measured: tuple[Measured, ...] | None

    def score(self, check: Check) -> Scored:
        """Score a mutant on the pool."""
        if self.measured is None:
            return score_latents(check, self.config, self.flat)
        return scored_as(self.flat, [score(evaluate_claim(check, m)) for m in self.measured])


def power(
    job: Job,
    *,
    dropped: Sequence[HypothesisRecord] = (),
    worst: Start | None = None,
    heights: Sequence[tuple[str, float]] = (),
) -> Power:
    """Measure the power of a job's search on mutants of its claim.

    ``heights`` are the keys of the configurations that an audit looked at, each with the largest
    slack met there: the claim is nearest to failing where that is greatest.  ``worst`` is the worst
    instance of the audit, which mutants are scored on too.  ``dropped`` says what ablation found of
    each hypothesis; one that could not be dropped does not count.
    """
    budget = deep_budget(job.profile)
    job = job.within(replace(budget, trials=min(budget.trials, TRIALS)))
    check = job.check
    pools = [*_pools(job, _likeliest(job, heights)), *_nearest(job, worst)]
    truth = Truth(check)
    tried: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    factors, escaped = [], []
    for mutant in list(mutants(check.claim))[:MOST]:
        if weaker(check.claim, mutant.claim):
            continue
        noticed = _noticed(job.variant(mutant.claim), pools)
        if noticed is None or (not noticed and truth.proved(mutant.claim)):
            continue
        tried[mutant.kind] += 1
        caught[mutant.kind] += noticed
        if noticed and mutant.factor is not None:
            factors.append(float(mutant.factor))
        if not noticed:
            escaped.append(mutant.change)
    for assumed in dropped:
        noticed = assumed.needed
        if noticed is None or (not noticed and truth.proved(without(check.claim, assumed.name))):
            continue
        tried[DROPPED] += 1
        caught[DROPPED] += noticed
        if not noticed:
            escaped.append(f"hypothesis dropped: {assumed.name}")
    kinds = {kind: (caught[kind], tried[kind]) for kind in sorted(tried)}
    return Power(min(factors, default=None), kinds, tuple(escaped))


@dataclass
class Truth:
    """What is proved of the mutants of a check's claim, within a small number of boxes."""

    check: Check
    left: int = BOXES
    trusted: bool | None = None

    def proved(self, claim: Claim) -> bool:
        """Tell whether a mutant is proved true, of the quantities that are measured."""
        if self.left <= 0:
            return False
        found = prove(claim, self.check.given, boxes=min(self.left, SHARE), seconds=SECONDS)
        self.left -= max(1, found.boxes)
        if not isinstance(found, Proof):
            return False
        if self.trusted is None:  # a proof speaks of what is given for the measured symbols
            self.trusted = agrees(self.check) is not None
        return self.trusted


def _likeliest(job: Job, heights: Sequence[tuple[str, float]]) -> list[Config]:
    """Return the configurations where the claim is nearest to failing, as many as are paid for.

    Where nothing is known of them, screens of a whole audit's configurations tell.
    """
    space, count = job.check.family.space, job.budget.configurations
    known = {space.parse(key): slack for key, slack in heights}
    if not known:
        planned = job.within(PROFILES[job.profile])
        known = {config: _height(job, config) for config in configurations(planned)}
    met = [c for c, slack in known.items() if np.isfinite(slack)]
    ranked = sorted(met, key=lambda c: (-known[c], space.rank(c)))
    return list(dict.fromkeys([*ranked, *configurations(job)]))[:count]


def _height(job: Job, config: Config) -> float:
    """Return the largest slack of a small screen that is no violation, NaN where there is none."""
    scored = screen(job, config, SHORT.screen)
    known = scored.slack[scored.accepted & (scored.slack <= 0)]
    return float(known.max()) if len(known) else float("nan")


def _pools(job: Job, chosen: Sequence[Config]) -> Iterator[tuple[Pool, Floats]]:
    """Yield instances, from each configuration the nearest of a screen and of a climb.

    With them comes the slack that the claim itself has on them.
    """
    check = job.check
    for config in chosen:
        scored = screen(job, config, job.budget.screen)
        few = check.family.exact or draws_at(check, config)
        most = KEPT // 8 if few else KEPT
        rows = np.concatenate([scored.order()[:most], np.flatnonzero(scored.accepted)[:most]])
        kept = scored.take(np.unique(rows))
        if job.budget.starts and scored.flat.shape[1] and not few:
            kept = kept.joined(climb(job, config, scored, SHORT))
        if not len(kept.flat):
            continue
        measured = None
        if not check.family.exact:
            measured = tuple(measured_blocks(check, config, kept.flat, job.device))
        yield Pool(config, kept.flat, measured), kept.slack


def _nearest(job: Job, worst: Start | None) -> Iterator[tuple[Pool, Floats]]:
    """Yield the worst instance of the audit as a pool of its own."""
    if worst is None:
        return
    point = read_place(job.check, worst.place)
    config, flat = point.config, point.row
    scored = score_latents(job.check, config, flat, job.device)
    measured = None
    if not job.check.family.exact:
        measured = tuple(measured_blocks(job.check, config, flat, job.device))
    yield Pool(config, flat, measured), scored.slack


def _noticed(mutant: Job, pools: Sequence[tuple[Pool, Floats]]) -> bool | None:
    """Tell whether the search certifies a counterexample to a mutant.

    ``pools`` come with the slack that the claim itself has on them.
    None leaves the mutant out of the count: it cannot be evaluated, or it is no stronger than the
    claim itself on any instance of the pools.
    """
    weaker = True
    for pool, slack in pools:
        try:
            scored = pool.score(mutant.check)
        except ClaimError:
            return None
        if _confirmed(mutant, pool.config, scored):
            return True
        known = np.isfinite(scored.slack) & np.isfinite(slack)
        weaker = weaker and bool((scored.slack[known] <= slack[known]).all())
    return None if weaker else False


def _confirmed(mutant: Job, config: Config, scored: Scored) -> bool:
    """Let balls confirm one of the float violations where the mutant is defined."""
    broken = scored.broken()
    few, denominators = (2, (None,)) if draws_at(mutant.check, config) else (5, (4096, None))
    for row in scored.flat[scored.spread(broken[~scored.guarded[broken]], few)]:
        for denominator in denominators:
            point = Point.of(config, row, denominator)
            if mutant.decide(point, PRECISIONS[:2]).answer is Answer.VIOLATED:
                return True
    return False
