"""The records that an audit writes: typed, frozen, refused when they carry anything unknown."""

from __future__ import annotations

from typing import Any

import msgspec

from falsum.records.chance import ChanceRecord, ReachRecord
from falsum.records.described import Instance
from falsum.records.studies import (
    ConstantRecord,
    HypothesisRecord,
    PowerRecord,
    ProofRecord,
    RateRecord,
    ThresholdRecord,
)
from falsum.records.verdicts import FileName, Verdict, on_record
from falsum.records.worth import Worth
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


class Evidence(Worth, frozen=True, forbid_unknown_fields=True):
    """What one audit of one claim found.

    ``raised_at`` is the file:line of the user's code that an error is to be mended at.
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
    rejected_by: dict[str, int] = msgspec.field(default_factory=dict)
    smallest: Instance | None = None
    worst: Instance | None = None
    slack_by_configuration: list[tuple[str, float]] = msgspec.field(default_factory=list)
    exponents: list[tuple[str, float]] = msgspec.field(default_factory=list)
    proof: ProofRecord | None = None
    chance: ChanceRecord | None = None
    chances: list[tuple[str, ChanceRecord]] = msgspec.field(default_factory=list)
    unconfirmed: int = 0
    rate: RateRecord | None = None
    start: Start | None = None
    thresholds: list[ThresholdRecord] = msgspec.field(default_factory=list)
    raised_at: str = ""
    reach: ReachRecord | None = None

    def __post_init__(self) -> None:
        """Read verdicts that are given as their words; no audit ends with a changed statement."""
        super().__post_init__()
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
