"""An instance as exact data: its schema, and the numbers that an untrusted file may write."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated

import msgspec

from falsum.errors.lines import plain_line

DIGITS = 1000  # characters of one number: an exact float has fewer than 400


LINE = 280  # characters of a message: what an untrusted file says is quoted only in part


RATIONAL = re.compile(r"-?(0|[1-9][0-9]*)(/[1-9][0-9]*)?")


Short = Annotated[str, msgspec.Meta(max_length=DIGITS)]


class CertificateError(ValueError):
    """Raise when a certificate cannot be accepted; the message is one short line that says why."""

    def __init__(self, message: str) -> None:
        super().__init__(plain_line(message, LINE))


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


def fraction(text: str) -> Fraction:
    """Return the number that ``text`` writes as p or p/q; raise CertificateError if it is none."""
    if not RATIONAL.fullmatch(text):
        raise CertificateError(f"{text[:40]!r} is no exact rational; write p or p/q")
    value = Fraction(text)
    if str(value) != text:
        raise CertificateError(f"{text[:40]!r} is not written in lowest terms as p/q")
    return value
