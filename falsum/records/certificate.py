"""The file of a certificate: its schema, its limits, and how it is read.

A certificate file is untrusted.  It is parsed against a schema, its size is limited, and it names
nothing that gets imported or executed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from falsum.records.described import Enclosure
from falsum.records.evidence import write_json
from falsum.records.growth import Growth
from falsum.records.instance import LINE, CertificateError, Fields, Short
from falsum.records.severity import Severity
from falsum.records.verdicts import FormName, Verdict
from falsum.statement.claim import ID

LIMIT = 4 * 2**20  # bytes of a certificate file
MOST = 2**21  # trials that a certificate may ask for


class Trials(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which trials decided, and how: anyone can draw them again from the seed."""

    seed: Annotated[int, msgspec.Meta(ge=-(2**62), le=2**62)]
    trials: Annotated[int, msgspec.Meta(ge=1, le=MOST)]
    failures: Annotated[int, msgspec.Meta(ge=0, le=MOST)]
    error: float


class Certificate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A refutation or a case of undefinedness, re-checkable from its data alone.

    ``instance`` is None when the decoder leaves the rationals; then the latent stands in.  What a
    file says of ``form``, ``severity`` and ``proviso`` is no part of the refutation.  ``rate`` says
    why no hidden constant serves the instance as a size grows; the conclusion is at its constant.
    """

    schema: Literal[1]
    claim: str
    claim_hash: str
    verdict: Verdict
    family: str
    decoder: str
    config: str
    latent: list[Short]
    instance: Fields | None
    precision: int
    hypotheses: list[Enclosure]
    granted: list[str]
    conclusion: list[Enclosure]
    reason: str
    trials: Trials | None = None
    form: FormName = ""
    severity: Severity | None = None
    proviso: Short = ""
    rate: Growth | None = None

    def __post_init__(self) -> None:
        """Read a verdict that is given as its word, and refuse one that no instance shows."""
        msgspec.structs.force_setattr(self, "verdict", Verdict(self.verdict))
        if not self.verdict.breaks:
            raise ValueError(f"no instance shows the verdict {self.verdict}")


def to_json(certificate: Certificate) -> str:
    """Return the certificate as it is stored."""
    return write_json(certificate)


def parse(text: bytes) -> Certificate:
    """Parse untrusted bytes.

    Raises CertificateError with one line that says what is wrong.
    """
    if len(text) > LIMIT:
        raise CertificateError(f"the file has {len(text)} bytes, more than the {LIMIT} allowed")
    try:
        certificate = msgspec.json.decode(text, type=Certificate)
        json.loads(text, object_pairs_hook=_once)
    except RecursionError:
        raise CertificateError("the file is nested too deeply") from None
    except CertificateError:
        raise
    except (ValueError, msgspec.MsgspecError) as error:
        raise CertificateError(f"not a certificate: {error}") from None
    if len(certificate.claim) > LINE or not ID.fullmatch(certificate.claim):
        raise CertificateError(f"{certificate.claim[:80]!r} is not a claim id")
    return certificate


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that has a key twice: one reader would take the first, another the last."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise CertificateError(f"the key {name[:40]!r} stands twice in one object")
        found[name] = value
    return found


def load(path: Path) -> Certificate:
    """Read and parse an untrusted file, never more of it than the limit."""
    try:
        with path.open("rb") as file:
            text = file.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise CertificateError(f"cannot be read: {why}") from None
    return parse(text)
