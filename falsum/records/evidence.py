"""The records that an audit writes: typed, frozen, refused when they carry anything unknown."""

from __future__ import annotations

from typing import Any

import msgspec

from falsum.records.chance import ChanceRecord, ReachRecord
from falsum.records.described import Instance
from falsum.records.severity import Severity
from falsum.records.strength import Strength
from falsum.records.studies import (
    ConstantRecord,
    HypothesisRecord,
    PowerRecord,
    ProofRecord,
    RangeRecord,
    RateRecord,
    ThresholdRecord,
)
from falsum.records.verdicts import FileName, FormName, Verdict, on_record
from falsum.statement.claim import Claim


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A configuration's key and an exact latent, its entries written as p or p/q."""

    config: str
    latent: list[str]


class Start(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The worst instance of an audit, as a place where a later one begins.

    ``decoder`` is the version of the family that reads the latent; ``by`` signs the run, as
    profile/seed; ``given`` is the place that this run itself began from, if any.
    """

    decoder: str
    by: str
    place: Place
    given: Place | None = None


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one audit of one claim found.

    ``raised_at`` is the file:line of the user's code that an error is to be mended at.
    ``severity`` says what a finding is worth, ``proviso`` what must be dropped for it, and
    ``typical`` is the instance that persuades; ``share`` is that of the ``ordinary`` instances
    looked at that break, and ``reading`` tells which provisos were taken for granted.
    ``opportunity`` is the share of instances that could have shown a violation, and ``strength``
    how much a claim that stands was put to the test, with ``weak_because`` where it is little.
    """

    id: str
    verdict: Verdict
    expected: Verdict | None
    quantifier: str
    worst_slack: float | None
    instances: int
    rejected: int
    artefacts: int
    undecided: int
    certificate: FileName | None
    constants: list[ConstantRecord]
    hypotheses: list[HypothesisRecord]
    homogeneous: bool | None
    power: PowerRecord | None
    informative: float | None
    seconds: float
    summary: str
    claim_hash: str = ""
    profile: str = "standard"
    configurations: int = 0
    extent: str | None = None
    dimensions: str = ""
    undefined: int = 0
    rejected_by: dict[str, int] = {}
    smallest: Instance | None = None
    worst: Instance | None = None
    slack_by_configuration: list[tuple[str, float]] = []
    exponents: list[tuple[str, float]] = []
    proof: ProofRecord | None = None
    chance: ChanceRecord | None = None
    chances: list[tuple[str, ChanceRecord]] = []
    unconfirmed: int = 0
    rate: RateRecord | None = None
    start: Start | None = None
    thresholds: list[ThresholdRecord] = []
    raised_at: str = ""
    reach: ReachRecord | None = None
    form: FormName = ""
    severity: Severity | None = None
    proviso: str = ""
    typical: Instance | None = None
    share: float | None = None
    ordinary: int = 0
    ranges: list[RangeRecord] = []
    reading: str = ""
    strength: Strength | None = None
    opportunity: float | None = None
    weak_because: str = ""

    def __post_init__(self) -> None:
        """Read verdicts that are given as their words; no audit ends with a changed statement."""
        if self.severity is not None:
            msgspec.structs.force_setattr(self, "severity", Severity(self.severity))
        if self.strength is not None:
            msgspec.structs.force_setattr(self, "strength", Strength(self.strength))
        msgspec.structs.force_setattr(self, "verdict", Verdict(self.verdict))
        if self.verdict is Verdict.CHANGED:
            raise ValueError("no audit ends with the verdict changed")
        if self.expected is not None:
            msgspec.structs.force_setattr(self, "expected", on_record(self.expected))

    @classmethod
    def blank(cls, claim: Claim, expected: str | None, profile: str) -> Evidence:
        """Return the evidence of no search at all."""
        return cls(
            id=claim.id,
            verdict=Verdict.INCONCLUSIVE,
            expected=None if expected is None else Verdict(expected),
            quantifier=claim.quantifier.kind,
            worst_slack=None,
            instances=0,
            rejected=0,
            artefacts=0,
            undecided=0,
            certificate=None,
            constants=[],
            hypotheses=[HypothesisRecord(h.name, not h.granted) for h in claim.hypotheses],
            homogeneous=None,
            power=None,
            informative=None,
            seconds=0.0,
            summary="",
            claim_hash=claim.hash,
            profile=profile,
            form=claim.form or "",
        )


class Run(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The circumstances of a run."""

    profile: str
    device: str
    seed: int
    versions: dict[str, str]


class AuditFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``audit.json``."""

    schema: int
    run: Run
    claims: list[Evidence]


def write_json(record: Any) -> str:
    """Return a record as indented JSON; floats must be finite."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1).decode() + "\n"
