"""The verdict and the evidence that an audit's counts and findings amount to."""

from __future__ import annotations

import numpy as np

from falsum.binding import Check
from falsum.certificate import Certificate
from falsum.decide import PRECISIONS, Answer, Decision, by_trials
from falsum.describe import describe_instance
from falsum.draw import Floats
from falsum.exponents import slopes
from falsum.job import Audit
from falsum.outcome import counted, in_words
from falsum.plots import natural_key
from falsum.records import Evidence, HypothesisRecord, Instance
from falsum.shrink import DENOMINATORS, Latent, rounded
from falsum.smallest import extent
from falsum.space import Config
from falsum.symbols import Role
from falsum.tally import DOUBT, Finding, Tally
from falsum.warm import named, storable_start

CONTENDERS = 4  # instances near the worst in the search's trials, compared by fresh ones
OPEN = ("unresolved", "undefined", "untried")  # a claim does not survive on such an instance


def conclude(
    job: Audit,
    tally: Tally,
    finding: Finding | None,
    certificate: Certificate | None,
    seconds: float,
) -> Evidence:
    """Draw the verdict from what was counted and certified."""
    check, claim = job.check, job.check.claim
    found_here = describe_instance(check, finding.config, finding.latent) if finding else None
    worst_found = max(tally.findings, key=lambda f: f.decision.slack, default=None)
    closest = _closest(job, tally)
    chances = [] if worst_found else _contenders(job, closest)
    place = _worst_place(job, closest, chances, worst_found)
    worst = describe_instance(check, *place) if place else None
    heights = _slacks(tally, closest, chances)
    known = [(config.key, d.chance) for config, _, d in chances if d.chance is not None]
    verdict, summary = _verdict(job, tally, certificate)
    if finding and certificate and found_here and found_here.chance:
        summary = f"{in_words(found_here.chance)}; {summary}"
    if verdict == "survived":
        verdict, summary = _with_chance(check, worst, summary)
        summary = "; ".join(part for part in (summary, counted(known)) if part)
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
        smallest=found_here,
        worst=worst,
        slack_by_configuration=heights,
        exponents=slopes(check.family.space, heights),
        chance=(found_here or worst).chance if worst else None,
        chances=sorted(known, key=lambda entry: natural_key(entry[0])),
        unconfirmed=tally.unconfirmed,
        start=storable_start(check, *place, named(job.profile, job.seed)) if place else None,
    )


def _with_chance(check: Check, worst: Instance | None, text: str) -> tuple[str, str]:
    """Weigh a claim that stands by what is known of its chances and of its chosen symbols."""
    known = worst.chance if worst else None
    if check.claim.of_role(Role.CHOSEN) and not check.supremum:
        return "inconclusive", f"only witnesses were tried for what is chosen; {text}"
    if known is None:
        return "survived", text
    broken = known.how == "approximate" and known.lower > known.claimed
    verdict = "inconclusive" if broken or known.how in OPEN else "survived"
    return verdict, f"{in_words(known)}; {text}"


def _closest(job: Audit, tally: Tally) -> dict[Config, tuple[float, Floats]]:
    """Return the instance of largest slack at each configuration.

    Where balls have cleared rounding errors, float slacks cannot be compared, and balls measure a
    few instances of each configuration again.
    """
    closest = {}
    for config, entries in tally.nearest.items():
        measured = entries
        if tally.artefacts or tally.undecided:
            measured = [(_ball_slack(job, config, *entry), entry[1]) for entry in entries]
        known = [entry for entry in measured if np.isfinite(entry[0])]
        if known:
            closest[config] = max(known, key=lambda entry: entry[0])
    return closest


def _ball_slack(job: Audit, config: Config, height: float, row: Floats) -> float:
    """Return the slack by balls; where chance decides, the one of the search's trials."""
    decision = job.decide_without_trials(config, rounded(row, None))
    return height if decision.answer is Answer.CHANCE else decision.slack


def _slacks(
    tally: Tally,
    closest: dict[Config, tuple[float, Floats]],
    contenders: list[tuple[Config, Latent, Decision]],
) -> list[tuple[str, float]]:
    """Return the largest slack by configuration, certified violations first of all.

    What fresh trials found of the nearest instance replaces what the search's few trials showed.
    """
    heights = {config.key: height for config, (height, _) in closest.items()}
    for config, _, decision in contenders:
        if decision.chance is not None and decision.chance.trials and np.isfinite(decision.slack):
            heights[config.key] = decision.slack
    for found in (f for f in tally.findings if np.isfinite(f.decision.slack)):
        heights[found.config.key] = max(found.decision.slack, heights.get(found.config.key, -1.0))
    return list(heights.items())


def _contenders(
    job: Audit, closest: dict[Config, tuple[float, Floats]]
) -> list[tuple[Config, Latent, Decision]]:
    """Decide the nearest instance of the configurations that come nearest in the search's trials.

    Where a measurement gives a finite law at some sizes, these are decided besides.
    """
    if not job.check.random:
        return []
    ranked = sorted(closest, key=lambda c: -closest[c][0])
    places = [(c, rounded(closest[c][1], None)) for c in ranked]
    drawn = []
    for place in places[: 4 * CONTENDERS]:
        decision = job.decide_without_trials(*place)
        drawn.append((*place, decision, decision.answer is Answer.CHANCE))
    some = [entry[:3] for entry in drawn if not entry[3]][:CONTENDERS]
    for config, latent, decision in [entry[:3] for entry in drawn if entry[3]][:CONTENDERS]:
        some.append((config, latent, by_trials(job.check, config, latent, decision)))
    return some


def _worst_place(
    job: Audit,
    closest: dict[Config, tuple[float, Floats]],
    contenders: list[tuple[Config, Latent, Decision]],
    found: Finding | None,
) -> tuple[Config, Latent] | None:
    """Return the worst instance: the worst certified violation, else the largest slack met."""
    if found is not None:
        return found.config, found.latent
    if contenders:
        return max(contenders, key=lambda entry: _sized(entry[2].slack))[:2]
    if not closest:
        return None
    config = max(closest, key=lambda c: closest[c][0])
    height, row = closest[config]
    return config, _short_worst(job, config, row, height)


def _sized(slack: float) -> float:
    return slack if np.isfinite(slack) else -1.0


def _short_worst(job: Audit, config: Config, row: Floats, height: float) -> Latent:
    """Return the coarsest rounding of the worst latent that keeps its slack to three digits.

    One that balls leave undecided is no worse than the latent, unless they leave that so, too.
    """
    exact = rounded(row, None)
    settled = [Answer.HOLDS]
    if job.decide(config, exact, PRECISIONS[:1]).answer is Answer.UNDECIDED:
        settled.append(Answer.UNDECIDED)
    for denominator in DENOMINATORS:
        latent = rounded(row, denominator)
        decision = job.decide(config, latent, PRECISIONS[:1])
        if decision.answer in settled and decision.slack >= height - 1e-3 * abs(height):
            return latent
    return exact


def _faults(tally: Tally) -> str:
    if not tally.rejected:
        return ""
    if tally.rejected_by:
        names = ", ".join(sorted(tally.rejected_by))
        return f"; {tally.rejected} instances rejected by the hypotheses ({names})"
    why = "a hypothesis undefined, or met only up to rounding"
    return f"; {tally.rejected} instances set aside: {why}"


def _verdict(job: Audit, tally: Tally, certificate: Certificate | None) -> tuple[str, str]:
    faults = _faults(tally)
    if certificate is not None:
        what = "breaks the conclusion"
        if certificate.verdict == "ill_defined":
            what = f"makes the claim undefined ({certificate.reason})"
        return certificate.verdict, f"an admissible instance {what}, certified{faults}"
    searched = f"{tally.instances} instances in {tally.configurations} configurations"
    if not tally.instances:
        if tally.rejected:
            least = "" if tally.feasibility is None else f"; least slack {tally.feasibility:.3g}"
            return "inconclusive", f"no instance met the hypotheses{least}{faults}"
        return "inconclusive", f"no instance could be evaluated: {tally.undefined} undefined"
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
        return "inconclusive", f"a finding is not confirmed when it is measured again; {text}"
    if tally.forgiven and 2 * tally.broken >= tally.instances:
        return "inconclusive", f"it breaks at most instances, if on no open set; {text}"
    if tally.open and not tally.confirmed:
        return "inconclusive", f"balls can confirm no instance that was looked at; {text}"
    if tally.doubt > DOUBT:
        return "inconclusive", f"floats propose a violation that balls cannot decide; {text}"
    if not _admitted(job, tally):
        return "inconclusive", f"balls reject every instance that was looked at; {text}"
    return "survived", text


def _admitted(job: Audit, tally: Tally) -> bool:
    """Tell whether balls let some instance pass that floats took to meet the hypotheses."""
    entries = ((config, row) for config, found in tally.nearest.items() for _, row in found)
    decisions = (job.decide_without_trials(config, rounded(row, None)) for config, row in entries)
    return any(decision.answer is not Answer.REJECTED for decision in decisions)
