"""Certificates: an instance in exact data that a stranger can re-measure.

A certificate file is untrusted.  It is parsed against a schema, its size is limited, it names
nothing that gets imported or executed, and whatever it claims is computed again.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import numpy as np

from falsum import balls
from falsum.binding import Check
from falsum.claim import ID
from falsum.decide import (
    Answer,
    Decision,
    by_trials,
    decide_instance,
    decide_latent,
    point_array,
    refutes,
)
from falsum.families import FamilyError
from falsum.records import Enclosure, write_json
from falsum.space import Config, SpaceError

LIMIT = 4 * 2**20  # bytes of a certificate file
DIGITS = 4000  # characters of one number
LINE = 280  # characters of a message: what an untrusted file says is quoted only in part
RATIONAL = re.compile(r"-?(0|[1-9][0-9]*)(/[1-9][0-9]*)?")
VERDICTS = {Answer.VIOLATED: "refuted", Answer.UNDEFINED: "ill_defined"}

Short = Annotated[str, msgspec.Meta(max_length=DIGITS)]


class CertificateError(ValueError):
    """Raise when a certificate cannot be accepted; the message is one short line that says why."""

    def __init__(self, message: str) -> None:
        line = "".join(c if c.isprintable() else " " for c in message)
        super().__init__(line if len(line) <= LINE else line[: LINE - 1] + "…")


class Rationals(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="rationals"):
    """An array of exact rationals in row-major order, the batch axis first."""

    shape: list[int]
    data: list[Short]


class Scalar(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="scalar"):
    """A size, a choice or another value that the configuration fixes."""

    value: bool | int | Short


class Fields(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="record"):
    """A record of named fields."""

    fields: dict[str, Rationals | Scalar | Fields]


class Trials(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which trials decided, and how: anyone can draw them again from the seed."""

    seed: Annotated[int, msgspec.Meta(ge=-(2**62), le=2**62)]
    trials: Annotated[int, msgspec.Meta(ge=1, le=2**21)]
    failures: Annotated[int, msgspec.Meta(ge=0, le=2**21)]
    error: float


class Certificate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A refutation or a case of undefinedness, re-checkable from its data alone.

    ``instance`` is None when the decoder leaves the rationals; then the latent stands in.
    """

    schema: Literal[1]
    claim: str
    claim_hash: str
    verdict: Literal["refuted", "ill_defined"]
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


def record_fields(record: Any) -> dict[str, Any]:
    """Return the fields of a dataclass or a named tuple by name."""
    if dataclasses.is_dataclass(record):
        return {f.name: getattr(record, f.name) for f in dataclasses.fields(record)}
    if hasattr(record, "_asdict"):
        return dict(record._asdict())
    raise CertificateError(
        f"{type(record).__name__} is no dataclass or named tuple; decoders return frozen records"
    )


def is_record(value: Any) -> bool:
    """Tell whether a field is itself a record of fields."""
    return dataclasses.is_dataclass(value) or hasattr(value, "_asdict")


def lower(record: Any) -> Fields:
    """Write a decoded ball instance as exact data.

    Raises NotRational when an entry is no exact rational, FamilyError when a field is neither an
    array nor fixed by the configuration.
    """
    found: dict[str, Rationals | Scalar | Fields] = {}
    for name, value in record_fields(record).items():
        if isinstance(value, balls.BallArray):
            data = [str(v) for v in value.points().reshape(-1)]
            found[name] = Rationals(list(value.shape), data)
        elif is_record(value):
            found[name] = lower(value)
        elif isinstance(value, int | str):
            found[name] = Scalar(value)
        elif not isinstance(value, float | Fraction | None):
            raise FamilyError(
                f"the instance's field {name!r} is a {type(value).__name__}, which no certificate "
                "can hold; decoders return arrays, ints, strings and records of these"
            )
    return Fields(found)


def lift(template: Any, written: Fields) -> Any:
    """Rebuild an instance from exact data in the shape of ``template``.

    Raises CertificateError when names, shapes or fixed values differ from the template's.
    """
    fields = record_fields(template)
    wanted = {
        n for n, v in fields.items() if isinstance(v, balls.BallArray | int | str) or is_record(v)
    }
    if set(written.fields) != wanted:
        raise CertificateError(
            f"the instance has fields {sorted(written.fields)} instead of {sorted(wanted)}"
        )
    changed = {}
    for name, node in written.fields.items():
        old = fields[name]
        if isinstance(node, Scalar):
            if type(old) is not type(node.value) or old != node.value:
                raise CertificateError(f"field {name} is not the {old!r:.80} that it must be here")
        elif isinstance(node, Fields):
            if not is_record(old):
                raise CertificateError(f"field {name} is a record where none belongs")
            changed[name] = lift(old, node)
        else:
            if not isinstance(old, balls.BallArray) or list(old.shape) != node.shape:
                shape = list(getattr(old, "shape", []))
                raise CertificateError(f"field {name} has shape {node.shape} instead of {shape}")
            changed[name] = _array(name, node)
    if dataclasses.is_dataclass(template):
        return dataclasses.replace(template, **changed)  # type: ignore[type-var]
    return template._replace(**changed)


def _array(name: str, node: Rationals) -> Any:
    if int(np.prod(node.shape, dtype=np.int64)) != len(node.data):
        raise CertificateError(
            f"field {name} holds {len(node.data)} numbers, not the {node.shape} it says"
        )
    return balls.asarray(_objects([_fraction(text) for text in node.data], node.shape))


def _objects(values: Sequence[Fraction], shape: Sequence[int]) -> Any:
    data = np.empty(len(values), dtype=object)
    data[:] = list(values)
    return data.reshape(tuple(shape))


def _fraction(text: str) -> Fraction:
    if not RATIONAL.fullmatch(text):
        raise CertificateError(f"{text[:40]!r} is no exact rational; write p or p/q")
    value = Fraction(text)
    if str(value) != text:
        raise CertificateError(f"{text[:40]!r} is not written in lowest terms as p/q")
    return value


def _enclosures(sides: Sequence[Any]) -> list[Enclosure]:
    return [Enclosure(s.name, s.sign, s.lhs, s.rhs) for s in sides]


def decoded(check: Check, config: Config, latent: Sequence[Fraction]) -> Any:
    """Decode an exact latent in balls, keeping rationals exact."""
    return check.family.instances(config, point_array(latent), balls.namespace)


def exact_instance(check: Check, config: Config, latent: Sequence[Fraction]) -> Fields | None:
    """Return the decoded instance as exact data, or None where it leaves the rationals."""
    try:
        return lower(decoded(check, config, latent))
    except balls.NotRational:
        return None


def issue(check: Check, config: Config, latent: Sequence[Fraction]) -> Certificate | None:
    """Issue a certificate for an exact latent, or None when the balls do not confirm it.

    The decision recorded is the one that a reader will repeat: made from the instance's own data.
    """
    written = exact_instance(check, config, latent)
    decision = _decide(check, config, latent, written)
    if decision.answer not in VERDICTS or not refutes(check, config, latent):
        return None
    return Certificate(
        schema=1,
        claim=check.claim.id,
        claim_hash=check.claim.hash,
        verdict=VERDICTS[decision.answer],  # type: ignore[arg-type]
        family=check.family.name,
        decoder=check.family.version,
        config=config.key,
        latent=[str(v) for v in latent],
        instance=written,
        precision=decision.precision,
        hypotheses=_enclosures(decision.hypotheses),
        granted=[h.name for h in check.claim.hypotheses if h.granted],
        conclusion=_enclosures(decision.conclusion),
        reason=decision.reason,
        trials=_drawn(check, decision),
    )


def _drawn(check: Check, decision: Decision) -> Trials | None:
    known = decision.chance
    if known is None or known.error is None:
        return None
    draws = check.draws
    return Trials(draws.seed, known.trials, known.failures, known.error)


def _decide(
    check: Check, config: Config, latent: Sequence[Fraction], written: Fields | None
) -> Decision:
    if written is None:
        return decide_latent(check, config, latent)
    template = decoded(check, config, [Fraction(0)] * check.family.dimension(config))
    decision = decide_instance(check, config, lift(template, written))
    return by_trials(check, config, latent, decision)


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
    except RecursionError:
        raise CertificateError("the file is nested too deeply") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise CertificateError(f"not a certificate: {error}") from None
    if len(certificate.claim) > LINE or not ID.fullmatch(certificate.claim):
        raise CertificateError(f"{certificate.claim[:80]!r} is not a claim id")
    return certificate


def load(path: Path) -> Certificate:
    """Read and parse an untrusted file, never more of it than the limit."""
    try:
        with path.open("rb") as file:
            text = file.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise CertificateError(f"cannot be read: {why}") from None
    return parse(text)


def verify(certificate: Certificate, find: Callable[[str], Check | None]) -> Check:
    """Re-measure a certificate and return its check.

    ``find`` looks a claim up in the catalogue.  Raises CertificateError unless every hypothesis
    holds, the conclusion fails (or is undefined) and every enclosure is what the file says.
    """
    check = find(certificate.claim)
    if check is None:
        raise CertificateError(f"the catalogue has no claim {certificate.claim}")
    if certificate.claim_hash != check.claim.hash:
        raise CertificateError(f"{certificate.claim} has changed since: its hash differs")
    if certificate.family != check.family.name:
        raise CertificateError(
            f"the family is {certificate.family[:80]!r}, but the claim's is {check.family.name!r}"
        )
    try:
        config = check.family.space.parse(certificate.config)
    except SpaceError as error:
        raise CertificateError(f"the configuration is unknown: {str(error)[:200]}") from None
    latent = [_fraction(text) for text in certificate.latent]
    if len(latent) not in (check.family.dimension(config), check.family.still(config)):
        raise CertificateError(
            f"the latent has {len(latent)} entries instead of {check.family.dimension(config)}"
        )
    try:
        _remeasure(certificate, check, config, latent)
    except CertificateError:
        raise
    except Exception as error:  # whatever a decoder or a measurement raises on hostile data
        raise CertificateError(f"not measurable: {type(error).__name__}: {error}") from error
    granted = [h.name for h in check.claim.hypotheses if h.granted]
    if certificate.granted != granted:
        raise CertificateError(f"the granted hypotheses are {granted}, not what the file says")
    return check


def _remeasure(
    certificate: Certificate, check: Check, config: Config, latent: Sequence[Fraction]
) -> None:
    _provenance(certificate, check, config, latent)
    if certificate.trials is None:
        check = check.drawing(most=1)
    else:
        drawn = certificate.trials
        check = check.deciding(seed=drawn.seed, most=drawn.trials)
    decision = _decide(check, config, latent, certificate.instance)
    known = decision.chance
    if certificate.trials is None and known is not None and known.trials:
        raise CertificateError("the check draws trials at this instance, and the file names none")
    _compare(certificate, decision)
    if _drawn(check, decision) != certificate.trials:
        raise CertificateError("the trials drawn again differ from those in the file")
    if not refutes(check, config, latent):
        raise CertificateError("not confirmed: it breaks at a single point, not on an open set")


def _provenance(
    certificate: Certificate, check: Check, config: Config, latent: Sequence[Fraction]
) -> None:
    """Check that the family, as it is today, produces the instance.

    What a decoder grants by construction no hypothesis would catch in an instance made by hand.
    """
    if exact_instance(check, config, latent) != certificate.instance:
        raise CertificateError("the latent does not decode to the instance")
    if certificate.instance is None and certificate.decoder != check.family.version:
        raise CertificateError("the decoder has changed, and the file holds no exact instance")


def _compare(certificate: Certificate, decision: Decision) -> None:
    found = VERDICTS.get(decision.answer)
    if found != certificate.verdict:
        raise CertificateError(f"not confirmed: {decision.answer.value} {decision.reason}".strip())
    told = (
        certificate.precision,
        certificate.hypotheses,
        certificate.conclusion,
        certificate.reason,
    )
    again = (
        decision.precision,
        _enclosures(decision.hypotheses),
        _enclosures(decision.conclusion),
        decision.reason,
    )
    if told != again:
        raise CertificateError("the enclosures recomputed differ from those in the file")
