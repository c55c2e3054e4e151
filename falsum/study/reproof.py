"""What a stored row says is proved counts once it is proved again.

A row of a ledger, or of an ``audit.json``, is what some run says of itself.  A proof takes less
time to repeat than to trust.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from falsum.errors.lines import plain_line
from falsum.evidence.standing import recall
from falsum.measure.check import Check
from falsum.records.evidence import Evidence
from falsum.records.knowledge import Knowledge
from falsum.records.studies import ThresholdRecord
from falsum.records.verdicts import Verdict


def unproved(check: Check, row: Evidence, known: Knowledge | None = None) -> str:
    """Return why what a row says is proved does not stand, "" when it does or it says nothing.

    What is ``known`` of the same statement already is not proved anew.
    """
    if (row.proof is not None) != (row.verdict is Verdict.PROVED):
        return f"it says {row.verdict} {'with' if row.proof else 'without'} a proof"
    if known is not None and known.claim_hash != check.claim.hash:
        known = None
    settled = row.verdict.without_proof is not row.verdict
    if known is not None and (known.verdict, known.proof) == (row.verdict, row.proof):
        settled = False
    if settled and not _repeats(check, row):
        return f"it says {row.verdict}, which cannot be proved again as it says"
    if known is not None and known.thresholds == row.thresholds:
        return ""
    said = [record for record in row.thresholds if record.proved_from is not None]
    if said and not _thresholds_repeat(check, said):
        return "it says that a threshold is proved, which cannot be proved again as it says"
    return ""


def _repeats(check: Check, row: Evidence) -> bool:
    from falsum.study.full import settled_by_proof
    from falsum.threads import one_thread

    bare = msgspec.structs.replace(row, verdict=row.verdict.without_proof, proof=None)
    with one_thread():
        again = settled_by_proof(check, bare)
    return (again.get("verdict"), again.get("proof")) == (row.verdict, row.proof)


def _thresholds_repeat(check: Check, records: Sequence[ThresholdRecord]) -> bool:
    from falsum.study.thresholds import proved_again
    from falsum.threads import one_thread

    with one_thread():
        return all(proved_again(check, record) for record in records)


def unfit(check: Check | None, row: Evidence, folder: Path, known: Knowledge | None = None) -> str:
    """Return why a row of a stored run must not be reported, "" when it may be.

    It must speak of the statement as it is today, a finding needs a certificate in ``folder``
    that verifies, and a proof that is not ``known`` is repeated.
    """
    if check is None:
        return "there is no such claim"
    if row.claim_hash != check.claim.hash:
        return "it is about another form of the statement; audit it again"
    if row.verdict is Verdict.ERROR:
        return f"its audit ended in an error, and what was known stays: {plain_line(row.summary)}"
    if not row.verdict.breaks:
        return unproved(check, row, known)
    stored = recall(check, folder)
    if stored.certificate is None:
        return f"it says {row.verdict}, and {stored.problem}"
    if stored.certificate.verdict != row.verdict:
        return f"it says {row.verdict}, and its certificate {stored.certificate.verdict}"
    return unproved(check, row, known)
