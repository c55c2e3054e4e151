"""The file of what is known of a claim: its schema, its place, and how it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import msgspec

from falsum.records import (
    ChanceRecord,
    ConstantRecord,
    HypothesisRecord,
    Instance,
    ProofRecord,
    RateRecord,
    Start,
    ThresholdRecord,
)

LIMIT = 16 * 2**20  # bytes of a file of knowledge


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


class Knowledge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a page shows of a claim, with nothing that changes from one run to the next."""

    schema: Literal[1]
    id: str
    claim_hash: str
    verdict: str
    reason: str
    profile: str
    search: Search
    rejected_by: list[str]
    worst_slack: float | None
    extent: str | None
    certificate: str | None
    smallest: Instance | None
    worst: Instance | None
    slack_by_configuration: list[tuple[str, float]]
    constants: list[ConstantRecord]
    hypotheses: list[HypothesisRecord]
    homogeneous: bool | None
    power: dict[str, Any] | None
    informative: float | None
    dimensions: str = ""
    exponents: list[tuple[str, float]] = []
    proof: ProofRecord | None = None
    start: Start | None = None
    rate: RateRecord | None = None
    thresholds: list[ThresholdRecord] = []
    chances: list[tuple[str, ChanceRecord]] = []


def knowledge_path(folder: Path, claim: str, suffix: str = ".json") -> Path:
    """Return ``folder/<document>/<rest of the id><suffix>``."""
    document, rest = claim.split(".", 1)
    return folder / document / f"{rest}{suffix}"


def read_knowledge(path: Path) -> Knowledge | None:
    """Read what is known of a claim, or None when there is no such file.

    Raises KnowledgeError when the file is not what this module writes.
    """
    try:
        with path.open("rb") as file:
            text = file.read(LIMIT + 1)
        if len(text) > LIMIT:
            raise KnowledgeError(f"{path} has more than {LIMIT} bytes; restore or delete it")
        return msgspec.json.decode(text, type=Knowledge)
    except FileNotFoundError:
        return None
    except RecursionError:
        raise KnowledgeError(f"{path} is nested too deeply; restore or delete it") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: {error}; restore the file or delete it") from None
