"""Campaigns: audits of many claims, in worker processes, through a ledger that survives a kill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from falsum.campaign.attempt import Attempt, guarded
from falsum.campaign.circumstances import sources, versions
from falsum.campaign.ledger import Ledger, code_digest, key_of, ledger
from falsum.campaign.pool import Failed, Pool
from falsum.campaign.units import Outcome, Unit, ended_in_error, work
from falsum.evidence.certificates import Certificate, verify
from falsum.evidence.standing import (
    failed,
    headlined,
    keep,
    recall,
    replayed,
    weigh,
)
from falsum.evidence.start import noted, stored_start
from falsum.measure.check import Check
from falsum.records.evidence import Evidence, Start
from falsum.search.budget import PROFILES
from falsum.study.reproof import unproved
from falsum.threads import one_thread, settle_on_one

PATIENCE = 10  # a unit is given up after this many times its budget of seconds, and a minute


@dataclass(frozen=True)
class Campaign:
    """What to audit, how, and where certificates and results go.

    ``findings`` is the folder of what is known already, where audits begin.
    """

    checks: Sequence[tuple[Check, Path]]
    certificates: Path
    out: Path
    profile: str = "standard"
    seed: int = 0
    device: str = "cpu"
    jobs: int = 1
    fresh: bool = False
    findings: Path | None = None

    def unit(self, check: Check, place: Path, start: Start | None = None) -> Unit:
        """Return the unit that audits one check."""
        return Unit(check.claim.id, str(place), self.profile, self.seed, self.device, start)

    def run(self) -> Iterator[Evidence]:
        """Yield the evidence of each claim as it is settled; store new certificates."""
        todo = []
        for check, place in self.checks:
            known = self._quick_replay(check)
            if known is not None:
                yield known
            else:
                todo.append((check, place))
        with ledger(self.out) as book:
            yield from self._audits(book, todo)

    def _quick_replay(self, check: Check) -> Evidence | None:
        """Replay a recorded finding, which is all that the quick profile does for it."""
        if self.profile != "quick" or not (check.expect and check.expect.breaks):
            return None
        stored = recall(check, self.certificates).certificate
        return None if stored is None else told(check, self.profile, stored)

    def _audits(self, book: Ledger, todo: Sequence[tuple[Check, Path]]) -> Iterator[Evidence]:
        by_id = {check.claim.id: check for check, _ in todo}
        code = {place: code_digest(sources(place)) for place in {p for _, p in todo}}
        libraries = ",".join(f"{name} {version}" for name, version in versions().items())
        starts = {check.claim.id: self._start(check) for check, _ in todo}
        keys = {
            check.claim.id: key_of(
                check.claim.hash,
                self.profile,
                self.seed,
                self.device,
                f"{code[place]} {libraries}",
                start_key(starts[check.claim.id][0]),
            )
            for check, place in todo
        }
        units = []
        for check, place in todo:
            known = None if self.fresh else book.get(keys[check.claim.id])
            outcome = None if known is None else remembered(check, self.profile, known)
            start, problem = starts[check.claim.id]
            if outcome is None:
                units.append(self.unit(check, place, start))
            else:
                yield noted(self._settled(check, outcome), problem)
        for unit, result in finished(units, self.jobs):
            if isinstance(result, Failed):
                outcome = Outcome(None, error=result.reason)
            else:
                outcome = msgspec.json.decode(result, type=Outcome)
                if not ended_in_error(outcome):
                    book.put(keys[unit.claim], unit.claim, result)
            settled = self._settled(by_id[unit.claim], outcome)
            yield noted(settled, starts[unit.claim][1])

    def _start(self, check: Check) -> tuple[Start | None, str]:
        return (None, "") if self.findings is None else stored_start(self.findings, check)

    def _settled(self, check: Check, outcome: Outcome) -> Evidence:
        evidence = outcome.evidence or failed(check, self.profile, outcome.error)
        if outcome.certificate is not None:
            keep(check, outcome.certificate, self.certificates)
        if ended_in_error(outcome):
            return evidence
        stored = recall(check, self.certificates).certificate
        settle = weigh if outcome.certificate is None else headlined
        weighed = guarded(check, self.profile, lambda: Attempt(settle(check, evidence, stored)))
        return weighed.evidence


def told(check: Check, profile: str, stored: Certificate) -> Evidence:
    """Return the evidence that a verified certificate is, or the error that its instance raises."""
    shown = guarded(check, profile, lambda: Attempt(replayed(check, stored, profile)))
    return shown.evidence


def remembered(check: Check, profile: str, row: bytes) -> Outcome | None:
    """Return the outcome in a row of the ledger, or None when the row is not to be believed.

    It must speak of this claim and profile, a finding must come with a certificate that verifies,
    and what it says is proved must be proved again.
    """
    try:
        outcome = msgspec.json.decode(row, type=Outcome)
        found, certificate = outcome.evidence, outcome.certificate
        if found is None or outcome.error or ended_in_error(outcome):
            return None
        of = (found.id, found.claim_hash, found.profile, found.expected)
        if of != (check.claim.id, check.claim.hash, profile, check.expect):
            return None
        broken = found.verdict if found.verdict.breaks else None
        if broken != (certificate.verdict if certificate else None):
            return None
        if certificate is not None:
            verify(certificate, lambda claim: check if claim == check.claim.id else None)
        return None if unproved(check, found) else outcome
    except Exception:  # whatever a row makes a parser, a measurement or a proof raise: audit again
        return None


def finished(units: Sequence[Unit], jobs: int) -> Iterator[tuple[Unit, bytes | Failed]]:
    """Yield units with their results: in this process for one job, in a pool for more."""
    if jobs == 1:
        for unit in units:
            with one_thread():
                result = work(unit)
            yield unit, result
        return
    limit = 60 + PATIENCE * max(PROFILES[unit.profile].seconds for unit in units)
    pool = Pool(work, min(jobs, len(units)), limit, prepare=settle_on_one)
    yield from pool.run(units)


def start_key(start: Start | None) -> str:
    """Return what an outcome depends on in the start that it was given."""
    return "" if start is None else msgspec.json.encode(start).decode()
