"""What is known of a claim: the best evidence so far, which later runs can only add to."""

from __future__ import annotations

import math

import msgspec

from falsum.evidence.headline import leading, widened
from falsum.records.chance_sentences import out_of_reach
from falsum.records.evidence import (
    ConstantRecord,
    Evidence,
    HypothesisRecord,
    Instance,
    PowerRecord,
    ProofRecord,
    RateRecord,
    ReachRecord,
    Start,
)
from falsum.records.knowledge import Knowledge as Knowledge
from falsum.records.knowledge import KnowledgeError as KnowledgeError
from falsum.records.knowledge import Search
from falsum.records.knowledge import knowledge_path as knowledge_path
from falsum.records.knowledge import read_knowledge as read_knowledge
from falsum.records.verdicts import RAISED
from falsum.search.budget import PROFILES

ROUNDING = 1e-6  # two slacks that differ by no more than this are the same
NOISE = 1e-12  # a float slack below this is a rounding error, kept as 0
STRENGTH = {"proved": 1, "vacuous": 2, "ill_defined": 3, "refuted": 3}  # the rest is open
BROKEN = ("refuted", "ill_defined")


def merge(old: Knowledge | None, new: Evidence, claim_hash: str) -> Knowledge:
    """Add the evidence of a run to what is known; the order of runs hardly matters.

    What was known of another statement (another ``claim_hash``) is dropped.  A settled verdict
    stays; between ``survived`` and the like, the run with the stronger profile decides.

    Raises KnowledgeError when a counterexample meets a proof.
    """
    fresh = _fresh(new, claim_hash)
    if old is None or old.claim_hash != claim_hash:
        return fresh
    _refuse_contradiction(old, fresh)
    first = fresh if _leads(old, fresh) else old
    same = old.verdict == fresh.verdict
    stronger = _rank(fresh.profile) >= _rank(old.profile)
    later, earlier = (fresh, old) if stronger else (old, fresh)
    worst = _worse(old.worst, fresh.worst) if same else first.worst
    headline = leading(old, fresh) if same else first
    shared = later if later.ordinary and later.reading == headline.reading else headline
    return Knowledge(
        schema=1,
        id=old.id,
        claim_hash=claim_hash,
        verdict=first.verdict,
        reason=old.reason if same else first.reason,
        profile=later.profile,
        search=max(old.search, fresh.search, key=lambda s: s.instances),
        rejected_by=sorted({*old.rejected_by, *fresh.rejected_by}),
        worst_slack=worst.slack if worst else first.worst_slack,
        extent=(later.extent or earlier.extent) if same else first.extent,
        certificate=(old.certificate or fresh.certificate) if same else first.certificate,
        smallest=_smaller(old.smallest, fresh.smallest) if same else first.smallest,
        worst=worst,
        start=_start(old, fresh, worst),
        slack_by_configuration=_raised(old.slack_by_configuration, fresh.slack_by_configuration),
        constants=later.constants or earlier.constants,
        hypotheses=_needs(old.hypotheses, fresh.hypotheses),
        homogeneous=later.homogeneous if later.homogeneous is not None else earlier.homogeneous,
        dimensions=later.dimensions,
        exponents=later.exponents or earlier.exponents,
        proof=_proof(old.proof, fresh.proof),
        rate=later.rate or earlier.rate,
        thresholds=later.thresholds or earlier.thresholds,
        chances=(later.chances or earlier.chances) if same else first.chances,
        reach=(later.reach or earlier.reach) if same else first.reach,
        power=later.power or earlier.power,
        informative=later.informative if later.informative is not None else earlier.informative,
        form=fresh.form,
        severity=headline.severity,
        proviso=headline.proviso,
        typical=headline.typical,
        share=shared.share,
        ordinary=shared.ordinary,
        ranges=widened(old.ranges, fresh.ranges),
        reading=headline.reading,
    )


def _proof(old: ProofRecord | None, fresh: ProofRecord | None) -> ProofRecord | None:
    """Return the older proof, unless a newer one says on which condition it rests."""
    return fresh if old is None or (fresh is not None and fresh.given) else old


def improves(old: Knowledge | None, new: Evidence, claim_hash: str) -> bool:
    """Tell whether the smallest instance of a run replaces the one known (and its certificate)."""
    after = merge(old, new, claim_hash).smallest
    before = old.smallest if old is not None and old.claim_hash == claim_hash else None
    return after is not None and after != before


def rounded(value: float | None) -> float | None:
    """Round to 6 significant digits; what is not finite becomes None."""
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.6g}")


def _fresh(new: Evidence, claim_hash: str) -> Knowledge:
    if new.verdict == RAISED:
        raise KnowledgeError(f"{new.id}: an audit that ended in an error says nothing of the claim")
    worst = _steady(new.worst)
    return Knowledge(
        schema=1,
        id=new.id,
        claim_hash=claim_hash,
        verdict=new.verdict,
        reason="" if new.verdict == "survived" else new.summary.split("; ")[0],
        profile=new.profile,
        search=Search(
            instances=new.instances,
            configurations=new.configurations,
            rejected=new.rejected,
            artefacts=new.artefacts,
            undecided=new.undecided,
            undefined=new.undefined,
        ),
        rejected_by=sorted(new.rejected_by),
        worst_slack=worst.slack if worst else rounded(new.worst_slack),
        extent=new.extent,
        certificate=new.certificate,
        smallest=_steady(new.smallest),
        worst=worst,
        slack_by_configuration=_raised([], new.slack_by_configuration),
        constants=[_rounded_constant(c) for c in new.constants],
        hypotheses=list(new.hypotheses),
        homogeneous=new.homogeneous,
        dimensions=new.dimensions,
        exponents=[(axis, float(f"{slope:.2g}")) for axis, slope in new.exponents],
        proof=new.proof,
        rate=None if new.rate is None else _plain_rate(new.rate),
        start=new.start,
        thresholds=list(new.thresholds),
        chances=list(new.chances),
        reach=None if new.reach is None else _plain_reach(new.reach),
        power=None if new.power is None else _plain_power(new.power),
        informative=rounded(new.informative),
        form=new.form,
        severity=new.severity,
        proviso=new.proviso,
        typical=_steady(new.typical),
        share=None if new.share is None else float(f"{new.share:.2g}"),
        ordinary=new.ordinary,
        ranges=widened([], new.ranges),
        reading=new.reading,
    )


def _rounded_constant(constant: ConstantRecord) -> ConstantRecord:
    sizes = [msgspec.structs.replace(s, sharp=rounded(s.sharp) or 0.0) for s in constant.by_size]
    return msgspec.structs.replace(constant, sharp=rounded(constant.sharp), by_size=sizes)


def _steady(instance: Instance | None) -> Instance | None:
    if instance is None:
        return None
    fields = [(str(name), str(value)) for name, value in instance.fields]
    return msgspec.structs.replace(instance, fields=fields, slack=rounded(instance.slack) or 0.0)


def _plain_rate(rate: RateRecord) -> RateRecord:
    """Round what a page shows of a rate."""
    return msgspec.structs.replace(
        rate,
        exponent=rounded(rate.exponent),
        lower=rounded(rate.lower),
        upper=rounded(rate.upper),
        table=[(rounded(size), rounded(value)) for size, value in rate.table],
    )


def _plain_reach(reach: ReachRecord) -> ReachRecord:
    """Round the failure probabilities."""
    ends = reach.decided and tuple(rounded(end) for end in reach.decided)
    numbers = {n: rounded(getattr(reach, n)) for n in ("decidable", "least", "greatest")}
    return msgspec.structs.replace(reach, **numbers, decided=ends)


def _plain_power(power: PowerRecord) -> PowerRecord:
    """Sort the kinds of change and round the factor."""
    factor = rounded(power.least_factor)
    return msgspec.structs.replace(
        power, kinds=dict(sorted(power.kinds.items())), least_factor=factor
    )


def _rank(profile: str) -> int:
    names = list(PROFILES)
    return names.index(profile) if profile in names else -1


def _leads(old: Knowledge, fresh: Knowledge) -> bool:
    """Tell whether the verdict of the fresh evidence replaces the old one.

    A claim may be both false and undefined somewhere: then the verdict is that of the latest run,
    whose certificate is the one that is stored.
    """

    def strength(known: Knowledge) -> tuple[int, bool, int]:
        settled = STRENGTH.get(known.verdict, 0)
        return settled, known.search.instances > 0, 0 if settled else _rank(known.profile)

    return fresh.verdict != old.verdict and strength(fresh) >= strength(old)


def _refuse_contradiction(old: Knowledge, fresh: Knowledge) -> None:
    verdicts = {old.verdict, fresh.verdict}
    if verdicts & set(BROKEN) and verdicts & {"proved", "vacuous"}:
        raise KnowledgeError(
            f"{old.id} was {old.verdict} and is now {fresh.verdict}: one of the two is wrong, "
            "and so is the harness; find out which before deleting what is stored"
        )


def _size(instance: Instance) -> tuple[int, str]:
    text = instance.config + "".join(name + value for name, value in instance.fields)
    return len(text), text


def _smaller(old: Instance | None, new: Instance | None) -> Instance | None:
    if old is None or new is None:
        return old or new
    return new if _size(new) < _size(old) else old


def _worse(old: Instance | None, new: Instance | None) -> Instance | None:
    if old is None or new is None:
        return old or new
    if out_of_reach(old.chance) != out_of_reach(new.chance):
        return new if out_of_reach(old.chance) else old
    return new if new.slack > old.slack + ROUNDING else old


def _start(old: Knowledge, fresh: Knowledge, worst: Instance | None) -> Start | None:
    """Return the start that goes with the worst instance, as today's decoder reads it."""
    if old.start is None or fresh.start is None:
        return fresh.start or old.start
    readable = old.start.decoder == fresh.start.decoder
    return old.start if readable and worst == old.worst else fresh.start


def _raised(old: list[tuple[str, float]], new: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return the greatest slack of each configuration."""
    known = dict(old)
    for config, value in new:
        height = rounded(value)
        if height is None:
            continue
        height = 0.0 if abs(height) < NOISE else height
        if config not in known or height > known[config] + ROUNDING:
            known[config] = height
    return sorted(known.items())


def _needs(old: list[HypothesisRecord], new: list[HypothesisRecord]) -> list[HypothesisRecord]:
    """Return the hypotheses of the newer run with what either run knows of their need."""
    known = {h.name: h for h in old}
    return [known.get(h.name, h) if h.needed is None else h for h in new]
