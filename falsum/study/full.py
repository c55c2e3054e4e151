"""The stages beyond the search: proof, constants, hypotheses, power, dimensions."""

from __future__ import annotations

from typing import Any

import msgspec

from falsum.evidence.certificates import Certificate
from falsum.evidence.describe import describe_instance
from falsum.evidence.headline import form_of
from falsum.measure.check import Check
from falsum.measure.selftest import examine
from falsum.prove import Disproof, Proof, Unproved, prove
from falsum.records.evidence import Evidence, Start
from falsum.records.severity import Severity
from falsum.records.studies import (
    ConstantRecord,
    HypothesisRecord,
    ProofRecord,
    SizeRecord,
    ThresholdRecord,
)
from falsum.records.verdicts import Verdict
from falsum.search.budget import PROFILES
from falsum.search.job import Job
from falsum.statement.claim import Hypothesis
from falsum.statement.dimensions import homogeneity
from falsum.statement.mutants import without
from falsum.statement.symbols import Symbol
from falsum.statement.text import plain
from falsum.study.ablation import ablations
from falsum.study.agreement import Agreement, Comparison, agrees, conditions, sizes_text
from falsum.study.constants import best_of, by_configuration, by_size, described, named_constants
from falsum.study.informative import informative
from falsum.study.opportunity import IDLE_RUNS, opportunity
from falsum.study.pools import pools
from falsum.study.power import power, sampling
from falsum.study.ranges import ranges
from falsum.study.rates import audit_rate
from falsum.study.strength import judged
from falsum.study.thresholds import named_thresholds, threshold
from falsum.study.weighing import weigh_finding
from falsum.verdict.audit import conduct


def full_audit(
    check: Check,
    *,
    profile: str = "standard",
    seed: int = 0,
    device: str = "cpu",
    start: Start | None = None,
) -> tuple[Evidence, Certificate | None]:
    """Audit a claim with every stage that the profile pays for.

    A refuted claim keeps its constants and its dimensions; proof, ablation and power speak of
    claims that still stand; where no instance met the hypotheses, every profile tries to prove
    that none can.  ``start`` is the worst instance of an earlier audit, to begin from.
    """
    job, compared = Job.begin(check, profile=profile, seed=seed, device=device), Comparison(check)
    if check.claim.quantifier.kind.of_growth:
        examine(check, seed=seed)
        evidence, certificate = audit_rate(job)
    else:
        evidence, certificate = conduct(job, start=start)
    scale = homogeneity(check.claim)
    found: dict[str, Any] = {"homogeneous": scale.homogeneous, "dimensions": scale.reason}
    found["form"] = form_of(check.claim)
    if PROFILES[profile].deep and not check.claim.quantifier.kind.of_growth:
        found["informative"] = informative(job)
        found |= _constants_and_thresholds(job)
        found["ranges"] = ranges(job)
        if certificate is not None:
            weighed, certificate = weigh_finding(job, evidence, certificate)
            found |= weighed
        if evidence.verdict is Verdict.SURVIVED:
            found["hypotheses"] = ablations(job)
            found |= _put_to_the_test(job, evidence, found["hypotheses"], compared)
    if PROFILES[profile].deep or not evidence.instances:
        found |= settled_by_proof(check, msgspec.structs.replace(evidence, **found), compared)
    whole = msgspec.structs.replace(evidence, **found)
    strength, why = judged(whole, check.weak)
    return msgspec.structs.replace(whole, strength=strength, weak_because=why), certificate


def _put_to_the_test(
    job: Job, evidence: Evidence, dropped: list[HypothesisRecord], compared: Comparison
) -> dict[str, Any]:
    """Return how often the search could have seen a violation, and which errors it notices.

    One that never could is inconclusive.
    """
    known = pools(sampling(job), evidence.start, evidence.slack_by_configuration)
    found: dict[str, Any] = {"opportunity": opportunity(job, evidence.opportunity, known)}
    if found["opportunity"] == 0:
        summary = f"{IDLE_RUNS}; {evidence.summary}"
        return {**found, "verdict": Verdict.INCONCLUSIVE, "summary": summary}
    found["power"] = power(job, dropped=dropped, compared=compared, known=known).record()
    return found


def settled_by_proof(
    check: Check, evidence: Evidence, compared: Comparison | None = None
) -> dict[str, Any]:
    """Return what a proof changes: a claim that stands is proved, an empty one is vacuous.

    A disproof changes no verdict: parameters may be bound to quantities that are not free.
    """
    if not evidence.verdict.open:
        return {}
    outcome = prove(check.claim, check.given)
    if isinstance(outcome, Unproved) and outcome.empty and not evidence.instances:
        tied = agrees(check, assuming=False)
        if tied is None:
            return {}
        text = f"no object meets the hypotheses: {outcome.reason} ({outcome.boxes} boxes)"
        text += _condition(conditions(check), tied.text)
        weight = {"verdict": Verdict.VACUOUS, "severity": Severity.SUBSTANTIVE}
        return {**weight, "summary": text}
    if isinstance(outcome, Disproof) and not check.given and evidence.verdict is Verdict.SURVIVED:
        text = f"of numbers alone it is false: {outcome}, where the family has no instance"
        return {"summary": f"{evidence.summary}; {text}"}
    open_to = evidence.undecided or evidence.opportunity == 0
    equal = evidence.verdict is Verdict.INCONCLUSIVE and evidence.instances and open_to
    if not isinstance(outcome, Proof) or not (evidence.verdict is Verdict.SURVIVED or equal):
        return {}
    tied = (compared or Comparison(check)).agreement
    if tied is None:
        return {}
    record = _proof(check, outcome, tied)
    text = f"proved for {record.domain} by {record.method} ({record.boxes} boxes)"
    text += _condition(record.given, record.compared)
    return {"verdict": Verdict.PROVED, "proof": record, "summary": f"{text}; {evidence.summary}"}


def _proof(check: Check, outcome: Proof, tied: Agreement) -> ProofRecord:
    """Return the record of a proof, which speaks of no size that was not tied to a measurement."""
    sizes = sizes_text(check) if check.given else ""
    domain = f"{outcome.domain}, at the sizes {sizes} of the family" if sizes else outcome.domain
    return ProofRecord(domain, outcome.method, outcome.boxes, conditions(check), tied.text)


def _condition(given: list[str], compared: str) -> str:
    return f", where {' and '.join(given)} as the check states ({compared})" if given else ""


def _constants_and_thresholds(job: Job) -> dict[str, Any]:
    """Return the records of both; a constant that is a threshold has its own kind of search."""
    known = named_thresholds(job.check.claim)
    records = [_threshold(job, size, assumed) for size, _, assumed in known]
    thresholds = [record for record in records if record is not None]
    by_name = {record.constant: record for record in thresholds}
    constants = [
        _as_constant(by_name[c.name]) if c.name in by_name else _constant(job, c)
        for c in named_constants(job.check)
    ]
    return {"constants": constants, "thresholds": thresholds}


def _threshold(job: Job, size: Symbol, assumed: Hypothesis) -> ThresholdRecord | None:
    found = threshold(job, size, assumed)
    if found is None:
        return None
    shown = None
    if found.last_failure is not None:
        free = job.check.variant(without(job.check.claim, assumed.name))
        shown = describe_instance(free, found.failing[found.last_failure])
    constant = found.constant
    return ThresholdRecord(
        size=size.name,
        constant=None if constant is None else constant.name,
        claimed=None if constant is None else plain(constant.value),
        holds_from=found.holds_from,
        last_failure=found.last_failure,
        smallest=min(found.sizes),
        largest=max(found.sizes),
        failing=sorted(found.failing),
        instance=shown,
        proved_from=found.proved_from,
        given=list(found.given),
        domain=found.domain,
    )


def _as_constant(record: ThresholdRecord) -> ConstantRecord:
    sharp = None if record.holds_from is None else float(record.holds_from)
    by = "threshold by size" if record.last_failure is not None else "never broken"
    return ConstantRecord(record.constant or "", by, record.claimed or "", sharp, record.instance)


def _constant(job: Job, constant: Symbol) -> ConstantRecord:
    found = by_configuration(job, constant)
    sharp = best_of(found)
    if sharp is None:
        return ConstantRecord(constant.name, "not searched", plain(constant.value))
    by = "certified instance" if sharp.certified else "float search"
    return ConstantRecord(
        constant.name,
        by,
        plain(constant.value),
        sharp.value,
        described(job, constant, sharp),
        [SizeRecord(axis, size, s.value, s.certified) for axis, size, s in by_size(found)],
    )
