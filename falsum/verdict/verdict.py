"""The verdict and the evidence that an audit's counts and findings amount to."""

from __future__ import annotations

import msgspec

from falsum.decide.in_balls import Answer
from falsum.evidence.certificates import Certificate
from falsum.evidence.describe import describe_instance
from falsum.evidence.start import named, storable_start
from falsum.instances.point import Point
from falsum.measure.check import Check
from falsum.records.chance_sentences import counted, in_words, limited, spanned
from falsum.records.described import Instance
from falsum.records.evidence import Evidence
from falsum.records.verdicts import Verdict
from falsum.report.plots import natural_key
from falsum.search.job import Job
from falsum.search.surroundings import extent
from falsum.search.tally import DOUBT, Finding, Tally
from falsum.statement.symbols import Role
from falsum.verdict.contenders import contenders, reached
from falsum.verdict.exponents import slopes
from falsum.verdict.worst import closest, slacks, worst_of

NO_CHANCE = "no instance that was looked at could have shown a violation"
OPEN = ("unresolved", "undefined", "untried")  # a claim does not survive on such an instance


def conclude(
    job: Job,
    tally: Tally,
    finding: Finding | None,
    certificate: Certificate | None,
    seconds: float,
) -> Evidence:
    """Draw the verdict from what was counted and certified."""
    check, claim = job.check, job.check.claim
    found_here = describe_instance(check, finding) if finding else None
    worst_found = max(tally.findings, key=lambda f: f.decision.slack, default=None)
    near = closest(job, tally)
    decided = [] if worst_found else contenders(job, tally, near)
    at_worst = worst_of(job, near, decided, worst_found)
    worst = describe_instance(check, at_worst) if at_worst else None
    heights = slacks(tally, near, decided)
    known = [(f.point.config.key, f.decision.chance) for f in decided if f.decision.chance]
    reach = reached(job, tally)
    verdict, summary = _verdict(job, tally, certificate)
    if finding and certificate and found_here and found_here.chance:
        summary = f"{in_words(found_here.chance)}; {summary}"
    if verdict is Verdict.SURVIVED:
        said = "; ".join(filter(None, (limited(reach), spanned(reach))))
        verdict, summary = _with_chance(check, worst, said, summary)
        summary = "; ".join(part for part in (summary, counted(known)) if part)
    return msgspec.structs.replace(
        Evidence.blank(claim, check.expect, job.profile),
        verdict=verdict,
        worst_slack=worst.slack if worst else None,
        instances=tally.instances,
        rejected=tally.rejected,
        artefacts=tally.artefacts,
        undecided=tally.undecided,
        certificate=f"{claim.id}.json" if certificate else None,
        seconds=round(seconds, 3),
        summary=summary,
        configurations=tally.configurations,
        extent=extent(job, finding) if finding and certificate else None,
        undefined=tally.undefined,
        rejected_by=dict(tally.rejected_by),
        smallest=found_here,
        worst=worst,
        slack_by_configuration=heights,
        exponents=slopes(check.family.space, heights),
        chance=(found_here or worst).chance if worst else None,
        chances=sorted(known, key=lambda entry: natural_key(entry[0])),
        unconfirmed=tally.unconfirmed,
        reach=reach,
        opportunity=tally.opportunity,
        start=storable_start(check, at_worst.point, named(job.profile, job.seed))
        if at_worst
        else None,
    )


def _with_chance(
    check: Check, worst: Instance | None, limit: str, text: str
) -> tuple[Verdict, str]:
    """Weigh a claim that stands by what is known of its chances and of its chosen symbols."""
    known = worst.chance if worst else None
    if check.claim.of_role(Role.CHOSEN) and not check.supremum:
        return Verdict.INCONCLUSIVE, f"only witnesses were tried for what is chosen; {text}"
    if known is None:
        return Verdict.SURVIVED, text
    broken = known.how == "approximate" and known.lower > known.claimed
    verdict = Verdict.INCONCLUSIVE if broken or known.how in OPEN else Verdict.SURVIVED
    return verdict, "; ".join(part for part in (in_words(known), limit, text) if part)


def _faults(tally: Tally) -> str:
    if not tally.rejected:
        return ""
    if tally.rejected_by:
        names = ", ".join(sorted(tally.rejected_by))
        return f"; {tally.rejected} instances rejected by the hypotheses ({names})"
    why = "a hypothesis undefined, or met only up to rounding"
    return f"; {tally.rejected} instances set aside: {why}"


def _verdict(job: Job, tally: Tally, certificate: Certificate | None) -> tuple[Verdict, str]:
    faults = _faults(tally)
    if certificate is not None:
        what = "breaks the conclusion"
        if certificate.verdict is Verdict.ILL_DEFINED:
            what = f"makes the claim undefined ({certificate.reason})"
        return certificate.verdict, f"an admissible instance {what}, certified{faults}"
    searched = f"{tally.instances} instances in {tally.configurations} configurations"
    if not tally.instances:
        if tally.rejected:
            least = "" if tally.feasibility is None else f"; least slack {tally.feasibility:.3g}"
            return Verdict.INCONCLUSIVE, f"no instance met the hypotheses{least}{faults}"
        return Verdict.INCONCLUSIVE, f"no instance could be evaluated: {tally.undefined} undefined"
    notes = []
    if tally.artefacts:
        notes.append(f"{tally.artefacts} rounding artefacts cleared by balls")
    if tally.undecided:
        notes.append(f"{tally.undecided} near-ties left undecided by balls")
    if tally.undecided_by:
        names = ", ".join(sorted(tally.undecided_by))
        notes.append(f"balls cannot tell whether some of them meet the hypotheses ({names})")
    if tally.unconfirmed:
        notes.append(f"{tally.unconfirmed} suspects not confirmed by fresh trials")
    if tally.forgiven:
        notes.append(f"{tally.forgiven} violations certified on no open set and forgiven")
    if tally.open:
        notes.append(f"{tally.open} nearest instances that balls cannot evaluate")
    if tally.undefined:
        notes.append(f"{tally.undefined} not evaluated by floats and not counted")
    text = "; ".join([f"no counterexample among {searched}", *notes]) + faults
    if tally.findings:
        why = f" ({tally.unrepeated})" if tally.unrepeated else ""
        return Verdict.INCONCLUSIVE, (
            f"a finding is not confirmed when it is measured again{why}: does the measurement or "
            "the decoder keep a state, or draw random numbers that don't come from the stream? "
            f"{text}"
        )
    if tally.unshown:
        what = "it breaks around latents that are not shown to decode to an open set of instances"
        return Verdict.INCONCLUSIVE, f"{what}; {text}"
    if tally.forgiven and 2 * tally.broken >= tally.instances:
        return Verdict.INCONCLUSIVE, f"it breaks at most instances, if on no open set; {text}"
    if tally.open and not tally.confirmed:
        return Verdict.INCONCLUSIVE, f"balls can confirm no instance that was looked at; {text}"
    if tally.doubt > DOUBT:
        return Verdict.INCONCLUSIVE, f"floats propose a violation that balls cannot decide; {text}"
    fault = _fault(job, tally) or ("" if _had_a_chance(job, tally) else NO_CHANCE)
    return (Verdict.INCONCLUSIVE, f"{fault}; {text}") if fault else (Verdict.SURVIVED, text)


def _had_a_chance(job: Job, tally: Tally) -> bool:
    """Tell whether a violation could have been seen, by balls where floats say that none could."""
    if tally.chances:
        return True
    entries = ((config, row) for config, found in tally.nearest.items() for _, row in found)
    decisions = (job.decide_without_trials(Point.of(config, row)) for config, row in entries)
    return any(not d.idle for d in decisions if d.answer in (Answer.HOLDS, Answer.CHANCE))


def _fault(job: Job, tally: Tally) -> str:
    """Return why the instances looked at are no evidence, "" when balls let some speak.

    Floats may take instances to meet the hypotheses that balls reject, and a conclusion over an
    empty index holds whatever it says.
    """
    entries = ((config, row) for config, found in tally.nearest.items() for _, row in found)
    admitted = False
    for config, row in entries:
        decision = job.decide_without_trials(Point.of(config, row))
        if decision.answer is not Answer.REJECTED:
            admitted = True
            if not decision.empty:
                return ""
    if admitted:
        return "the index of the conclusion is empty at every instance that was looked at"
    return "balls reject every instance that was looked at"
