"""What is known of a claim: the best evidence so far, which later runs can only add to."""

from __future__ import annotations

from typing import Any

import msgspec

from falsum.evidence.merging import RULES, Meeting
from falsum.records.evidence import Evidence
from falsum.records.knowledge import Knowledge as Knowledge
from falsum.records.knowledge import KnowledgeError as KnowledgeError
from falsum.records.knowledge import Search
from falsum.records.knowledge import knowledge_path as knowledge_path
from falsum.records.knowledge import read_knowledge as read_knowledge
from falsum.records.rounding import rounded
from falsum.records.verdicts import Verdict

KEPT = set(Knowledge.__struct_fields__) & set(Evidence.__struct_fields__)  # as an audit found it


def merge(old: Knowledge | None, new: Evidence, claim_hash: str) -> Knowledge:
    """Add the evidence of a run to what is known; the order of runs hardly matters.

    What was known of another statement (another ``claim_hash``) is dropped.  A settled verdict
    stays; between ``survived`` and the like, the run with the stronger profile decides.

    Raises KnowledgeError when a counterexample meets a proof.
    """
    fresh = first(new, claim_hash)
    if old is None or old.claim_hash != claim_hash:
        return fresh
    _refuse_contradiction(old, fresh)
    meeting = Meeting(old, fresh)
    return Knowledge(**{name: RULES[name](meeting, name) for name in Knowledge.__struct_fields__})


def improves(old: Knowledge | None, new: Evidence, claim_hash: str) -> bool:
    """Tell whether the smallest instance of a run replaces the one known (and its certificate)."""
    after = merge(old, new, claim_hash).smallest
    before = old.smallest if old is not None and old.claim_hash == claim_hash else None
    return after is not None and after != before


def first(new: Evidence, claim_hash: str) -> Knowledge:
    """Return what is known by the evidence of one run alone, rounded as files keep it."""
    if new.verdict is Verdict.ERROR:
        raise KnowledgeError(f"{new.id}: an audit that ended in an error says nothing of the claim")
    worst = steady(new.worst)
    counts = {name: getattr(new, name) for name in Search.__struct_fields__}
    kept = {name: steady(getattr(new, name)) for name in KEPT} | {
        "schema": 1,
        "claim_hash": claim_hash,
        "reason": "" if new.verdict is Verdict.SURVIVED else new.summary.split("; ")[0],
        "search": Search(**counts),
        "rejected_by": sorted(new.rejected_by),
        "worst_slack": worst.slack if worst else rounded(new.worst_slack),
        "exponents": [(axis, float(f"{slope:.2g}")) for axis, slope in new.exponents],
        "informative": rounded(new.informative),
        "opportunity": None if new.opportunity is None else float(f"{new.opportunity:.2g}"),
        "share": None if new.share is None else float(f"{new.share:.2g}"),
    }
    alone = Knowledge(**kept)
    heights = RULES["slack_by_configuration"](Meeting(alone, alone), "slack_by_configuration")
    return msgspec.structs.replace(alone, slack_by_configuration=heights)


def steady(value: Any) -> Any:
    """Return a record, or a list of them, rounded as it knows itself how to be."""
    if isinstance(value, list):
        return [steady(part) for part in value]
    return value.steady() if hasattr(value, "steady") else value


def _refuse_contradiction(old: Knowledge, fresh: Knowledge) -> None:
    broken, other = sorted((old.verdict, fresh.verdict), key=lambda v: not v.breaks)
    if broken.breaks and other in (Verdict.PROVED, Verdict.VACUOUS):
        raise KnowledgeError(
            f"{old.id} was {old.verdict} and is now {fresh.verdict}: one of the two is wrong, "
            "and so is the harness; find out which before deleting what is stored"
        )
