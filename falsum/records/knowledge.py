"""The file of what is known of a claim: its schema, its place, and how it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from falsum.errors.lines import plain_line
from falsum.records.chance import ChanceRecord, ReachRecord
from falsum.records.described import Instance
from falsum.records.evidence import Start
from falsum.records.reading import RecordError, read_json
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


class KnowledgeError(ValueError):
    """Raise when what is stored cannot be read, or contradicts what a run has found."""


class Search(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The counts of the largest single search."""

    instances: int
    configurations: int
    rejected: int
    artefacts: int
    undecided: int
    undefined: int


class Knowledge(Worth, frozen=True, forbid_unknown_fields=True):
    """What a page shows of a claim, with nothing that changes from one run to the next."""

    schema: Literal[1]
    id: str
    claim_hash: str
    verdict: Verdict
    reason: str
    profile: str
    search: Search
    rejected_by: list[str]
    worst_slack: float | None
    extent: str | None
    certificate: FileName | None
    smallest: Instance | None
    worst: Instance | None
    slack_by_configuration: list[tuple[str, float]]
    constants: list[ConstantRecord]
    hypotheses: list[HypothesisRecord]
    homogeneous: bool | None
    power: PowerRecord | None
    informative: float | None
    dimensions: str = ""
    exponents: list[tuple[str, float]] = msgspec.field(default_factory=list)
    proof: ProofRecord | None = None
    start: Start | None = None
    rate: RateRecord | None = None
    thresholds: list[ThresholdRecord] = msgspec.field(default_factory=list)
    chances: list[tuple[str, ChanceRecord]] = msgspec.field(default_factory=list)
    reach: ReachRecord | None = None

    def __post_init__(self) -> None:
        """Read a verdict that is given as its word; raise ValueError on one never on record."""
        super().__post_init__()
        msgspec.structs.force_setattr(self, "verdict", on_record(self.verdict))


def knowledge_path(folder: Path, claim: str, suffix: str = ".json") -> Path:
    """Return ``folder/<document>/<rest of the id><suffix>``."""
    document, rest = claim.split(".", 1)
    return folder / document / f"{rest}{suffix}"


def read_knowledge(path: Path, claim: str = "") -> Knowledge | None:
    """Read what is known of a claim, or None when there is no such file.

    Raises KnowledgeError when the file is not what this module writes, or not about ``claim``.
    """
    try:
        known = read_json(path, Knowledge)
    except FileNotFoundError:
        return None
    except RecordError as error:
        raise KnowledgeError(f"{path}: {error}; restore the file or delete it") from None
    if claim and known.id != claim:
        raise KnowledgeError(f"{path} is about {plain_line(known.id)}; restore it or delete it")
    return known
