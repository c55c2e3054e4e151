"""The audit of one claim: screen, attack, certify, shrink, and the evidence that comes out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from falsum.attack import adapt, ascend, evolve
from falsum.certificate import Certificate, issue
from falsum.binding import Check
from falsum.decide import PRECISIONS, Answer, Decision, decide_latent, refutes
from falsum.describe import describe_instance
from falsum.draw import Floats, coarse, latents, stream, structured
from falsum.profiles import PROFILES, SHORT, Budget
from falsum.records import Evidence, HypothesisRecord, Instance
from falsum.search import Scored, score_latents
from falsum.shrink import DENOMINATORS, Latent, certify, rounded, simplify
from falsum.space import Config
from falsum.symbols import Role

FOUND = (Answer.VIOLATED, Answer.UNDEFINED)
EXACT_SHARE = 64  # an exact measurement takes one instance at a time: a batch is this much smaller
DOUBT = 1e-9  # a slack that is neither a rounding error nor decided
SMALLER = 40  # configurations tried when shrinking, from the smallest up


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
    doubt: float = -1.0  # the largest slack among instances that the balls could not decide
    configurations: int = 0
    rejected_by: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    nearest: dict[Config, list[tuple[float, Floats]]] = field(default_factory=dict)

    def count(self, config: Config, scored: Scored) -> None:
        """Add a scored batch; only instances that meet the hypotheses are evidence."""
        known = scored.accepted & np.isfinite(scored.slack)
        self.instances += int(known.sum())
        self.rejected += int((~scored.accepted).sum())
        self.undefined += int(scored.unknown.sum())
        for place in scored.spread(scored.order()):
            entry = (float(scored.slack[place]), scored.flat[place])
            self.nearest.setdefault(config, []).append(entry)

    def clear(self, decision: Decision) -> None:
        """Count a float violation that the balls did not confirm."""
        if decision.answer is Answer.HOLDS:
            self.artefacts += 1
        elif decision.answer is Answer.UNDECIDED:
            self.undecided += 1
            self.doubt = max(self.doubt, decision.slack)


@dataclass(frozen=True)
class Audit:
    """The inputs of an audit: a check, a budget and the circumstances."""

    check: Check
    profile: str
    budget: Budget
    seed: int
    device: str

    def stream(self, config: Config, stage: str) -> np.random.Generator:
        """Return the randomness of one stage at one configuration."""
        return stream(self.seed, self.check.claim.id, config.key, stage)


def audit(
    check: Check, *, profile: str = "standard", seed: int = 0, device: str = "cpu"
) -> tuple[Evidence, Certificate | None]:
    """Audit one claim and return the evidence, with a certificate if it was refuted."""
    job = Audit(check, profile, PROFILES[profile], seed, device)
    started, tally = time.monotonic(), Tally()
    for config in configurations(job):
        if time.monotonic() - started > job.budget.seconds:
            break
        search(job, config, tally)
    wander(job, tally, started + job.budget.seconds)
    finding = smallest(job, tally) if tally.findings else None
    certificate = issue(check, finding.config, finding.latent) if finding else None
    evidence = conclude(job, tally, finding, certificate, time.monotonic() - started)
    return evidence, certificate


def configurations(job: Audit) -> Iterator[Config]:
    """Yield the configurations of a run: the boundary first, then a sample of the rest."""
    space = job.check.family.space
    corners = space.boundary()
    rng = stream(job.seed, job.check.claim.id, "configurations")
    rest = [c for c in space.sample(rng, len(corners) + job.budget.configurations)]
    yield from islice(dict.fromkeys([*corners, *rest]), job.budget.configurations)


def wander(job: Audit, tally: Tally, deadline: float) -> None:
    """Search the neighbours of the configuration with the largest slack, carrying its latent over.

    Sizes are searched like this too: a claim that fails from some size on is followed there.
    """
    space = job.check.family.space
    for _ in range(job.budget.neighbours):
        known = {c: _largest(entries) for c, entries in tally.nearest.items()}
        best = max(known, key=lambda c: known[c][0], default=None)
        if tally.findings or best is None or time.monotonic() > deadline:
            return
        fresh = [c for c in space.neighbours(best) if c not in tally.nearest]
        if not fresh:
            return
        rng = job.stream(best, "wander")
        config = fresh[int(rng.integers(len(fresh)))]
        start = job.check.family.transfer(best, known[best][1], config)
        search(job, config, tally, start[None, :])


def _largest(entries: list[tuple[float, Floats]]) -> tuple[float, Floats]:
    """Return the entry of largest slack below 0, where a rounding error cannot be."""
    return max(entries, key=lambda e: e[0] if e[0] < 0 else -1.0)


def search(job: Audit, config: Config, tally: Tally, warm: Floats | None = None) -> None:
    """Screen one configuration, attack from its worst instances, certify what floats propose.

    ``warm`` are latents to look at besides, (n, dimension).
    """
    tally.configurations += 1
    scored = screen(job, config, job.budget.screen, warm)
    tally.count(config, scored)
    blame(job, config, scored, tally)
    examine(job, config, scored, tally)
    dimension = job.check.family.dimension(config)
    if not job.budget.starts or not dimension or tally.findings:
        return
    improved = climb(job, config, scored, job.budget)
    tally.count(config, improved)
    examine(job, config, improved, tally)


def screen(job: Audit, config: Config, count: int, warm: Floats | None = None) -> Scored:
    """Score the structured latents and a random batch at one configuration, and ``warm`` ones."""
    rng = job.stream(config, "screen")
    dimension = job.check.family.dimension(config)
    if job.check.family.exact:
        flat = coarse(rng, max(8, count // EXACT_SHARE), dimension)
        edges = structured(dimension)[: 4 + dimension]
        flat = np.unique(np.concatenate([np.round(2 * edges) / 2, flat]), axis=0)
    else:
        flat = np.concatenate([structured(dimension), latents(rng, count, dimension)])
    if warm is not None:
        flat = np.concatenate([flat, np.round(2 * warm) / 2 if job.check.family.exact else warm])
    return score_latents(job.check, config, flat, job.device)


def climb(job: Audit, config: Config, scored: Scored, budget: Budget) -> Scored:
    """Attack from the worst instances of a screen and from fresh ones; return where it got."""
    rng = job.stream(config, "attack")
    starts = budget.starts
    dimension = scored.flat.shape[1]
    flat = np.concatenate(
        [scored.flat[scored.order()[:starts]], latents(rng, starts // 2, dimension)]
    )
    if job.check.family.exact:
        few = flat[: max(2, starts // 8)]
        return score_latents(
            job.check, config, evolve(job.check, config, few, budget.evolve // 4, rng)
        )
    flat = ascend(job.check, config, flat, budget.climb, rng, job.device)
    flat = evolve(job.check, config, flat, budget.evolve, rng, job.device)
    climbed = score_latents(job.check, config, flat, job.device)
    ranked = climbed.order()
    if not len(ranked) or not budget.evolve:
        return climbed
    adapted = adapt(job.check, config, flat[ranked[0]], 2 * budget.evolve, rng, job.device)
    return score_latents(job.check, config, np.concatenate([flat, adapted]), job.device)


def blame(job: Audit, config: Config, scored: Scored, tally: Tally) -> None:
    """Name the hypotheses that the first rejected instances miss, decided in balls."""
    for row in scored.flat[~scored.accepted][:2]:
        decision = decide_latent(job.check, config, rounded(row, None))
        if decision.answer is Answer.REJECTED:
            tally.rejected_by[decision.reason] += 1


def examine(job: Audit, config: Config, scored: Scored, tally: Tally) -> None:
    """Put before the balls: the worst float violations, and what floats could not evaluate.

    Of the latter, instances where the claim's own expression is undefined come first; of the rest
    one is enough, for balls know no overflow but share a measurement's horizon.
    """
    worst = scored.spread(scored.broken(), job.budget.certify)
    undefined = np.flatnonzero(scored.accepted & scored.guarded)[: job.budget.certify]
    unknown = np.flatnonzero(scored.unknown & ~scored.guarded)[:1]
    for n in [*worst, *undefined]:
        found, decision = certify(job.check, config, scored.flat[n], FOUND)
        if found is not None and refutes(job.check, config, found):
            tally.findings.append(Finding(config, found, decision))
            return
        tally.clear(decision)
    for n in unknown:
        latent = rounded(scored.flat[n], None)
        decision = decide_latent(job.check, config, latent, PRECISIONS[:1])
        if decision.answer in FOUND and refutes(job.check, config, latent):
            tally.findings.append(Finding(config, latent, decision))


def smallest(job: Audit, tally: Tally) -> Finding:
    """Shrink a finding: to the smallest configuration that has one, then to short rationals."""
    space = job.check.family.space
    violated = [f for f in tally.findings if f.decision.answer is Answer.VIOLATED]
    best = min(violated or tally.findings, key=lambda f: space.rank(f.config))
    for config in islice(space.enumerate(), SMALLER):
        if space.rank(config) >= space.rank(best.config):
            break
        found = _probe(job, config)
        if found and found.decision.answer is best.decision.answer:
            best = found
            break
    latent = simplify(job.check, best.config, best.latent, best.decision.answer)
    if not refutes(job.check, best.config, latent):
        latent = best.latent
    return Finding(best.config, latent, decide_latent(job.check, best.config, latent))


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


def conclude(
    job: Audit,
    tally: Tally,
    finding: Finding | None,
    certificate: Certificate | None,
    seconds: float,
) -> Evidence:
    """Draw the verdict from what was counted and certified."""
    check, claim = job.check, job.check.claim
    verdict, summary = _verdict(job, tally, certificate)
    worst_found = max(tally.findings, key=lambda f: f.decision.slack, default=None)
    closest = _closest(job, tally)
    worst = _worst_instance(job, closest, worst_found)
    return Evidence(
        id=claim.id,
        verdict=verdict,
        expected=check.expect,
        quantifier=claim.quantifier.kind,
        worst_slack=worst.slack if worst else None,
        instances=tally.instances,
        rejected=tally.rejected,
        artefacts=tally.artefacts,
        undecided=tally.undecided,
        certificate=f"{claim.id}.json" if certificate else None,
        constants=[],
        hypotheses=[HypothesisRecord(h.name, not h.granted) for h in claim.hypotheses],
        homogeneous=None,
        power=None,
        informative=None,
        seconds=round(seconds, 3),
        summary=summary,
        claim_hash=claim.hash,
        profile=job.profile,
        configurations=tally.configurations,
        extent=extent(job, finding) if finding and certificate else None,
        undefined=tally.undefined,
        rejected_by=dict(tally.rejected_by),
        smallest=describe_instance(check, finding.config, finding.latent) if finding else None,
        worst=worst,
        slack_by_configuration=_slacks(tally, closest),
    )


def _closest(job: Audit, tally: Tally) -> dict[Config, tuple[float, Floats]]:
    """Return the instance of largest slack at each configuration.

    Where balls have cleared rounding errors, float slacks cannot be compared, and balls measure a
    few instances of each configuration again.
    """
    closest = {}
    for config, entries in tally.nearest.items():
        measured = entries
        if tally.artefacts or tally.undecided:
            measured = [(_ball_slack(job.check, config, row), row) for _, row in entries]
        known = [entry for entry in measured if np.isfinite(entry[0])]
        if known:
            closest[config] = max(known, key=lambda entry: entry[0])
    return closest


def _ball_slack(check: Check, config: Config, row: Floats) -> float:
    return decide_latent(check, config, rounded(row, None)).slack


def _slacks(tally: Tally, closest: dict[Config, tuple[float, Floats]]) -> list[tuple[str, float]]:
    """Return the largest slack by configuration, certified violations first of all."""
    heights = {config.key: height for config, (height, _) in closest.items()}
    for found in (f for f in tally.findings if np.isfinite(f.decision.slack)):
        heights[found.config.key] = max(found.decision.slack, heights.get(found.config.key, -1.0))
    return list(heights.items())


def _worst_instance(
    job: Audit, closest: dict[Config, tuple[float, Floats]], found: Finding | None
) -> Instance | None:
    """Describe the worst instance: the worst certified violation, else the largest slack met."""
    if found is not None:
        return describe_instance(job.check, found.config, found.latent)
    if not closest:
        return None
    config = max(closest, key=lambda c: closest[c][0])
    height, row = closest[config]
    return describe_instance(job.check, config, _short_worst(job.check, config, row, height))


def _short_worst(check: Check, config: Config, row: Floats, height: float) -> Latent:
    """Return the coarsest rounding of the worst latent that keeps its slack to three digits."""
    exact = rounded(row, None)
    for denominator in DENOMINATORS:
        latent = rounded(row, denominator)
        decision = decide_latent(check, config, latent, PRECISIONS[:1])
        settled = decision.answer in (Answer.HOLDS, Answer.UNDECIDED)
        if settled and decision.slack >= height - 1e-3 * abs(height):
            return latent
    return exact


def _faults(tally: Tally) -> str:
    if not tally.rejected:
        return ""
    if tally.rejected_by:
        names = ", ".join(sorted(tally.rejected_by))
        return f"; {tally.rejected} instances rejected by the hypotheses ({names})"
    return f"; {tally.rejected} instances set aside: a hypothesis met only up to rounding"


def _verdict(job: Audit, tally: Tally, certificate: Certificate | None) -> tuple[str, str]:
    faults = _faults(tally)
    if certificate is not None:
        what = "breaks the conclusion" if certificate.verdict == "refuted" else certificate.reason
        return certificate.verdict, f"an admissible instance {what}, certified{faults}"
    searched = f"{tally.instances} instances in {tally.configurations} configurations"
    if not tally.instances:
        if tally.rejected:
            return "inconclusive", f"no instance met the hypotheses{faults}"
        return "inconclusive", f"no instance could be evaluated: {tally.undefined} undefined"
    notes = []
    if tally.artefacts:
        notes.append(f"{tally.artefacts} rounding artefacts cleared by balls")
    if tally.undecided:
        notes.append(f"{tally.undecided} near-ties left undecided by balls")
    if tally.undefined:
        notes.append(f"{tally.undefined} not evaluated by floats and not counted")
    text = "; ".join([f"no counterexample among {searched}", *notes]) + faults
    if tally.findings:
        return "inconclusive", f"a certified latent is not confirmed by its own instance; {text}"
    if tally.doubt > DOUBT:
        return "inconclusive", f"floats propose a violation that balls cannot decide; {text}"
    return "survived", text
