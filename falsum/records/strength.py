"""How much a claim that stands was put to the test."""

from __future__ import annotations

from enum import StrEnum


class Strength(StrEnum):
    """What a survivor or a proved claim is worth; the rule is in falsum.study.strength."""

    STRONG = "strong"  # errors of a tenth are noticed, and some of every kind
    FAIR = "fair"  # errors by a factor of two are noticed, and some of most kinds
    WEAK = "weak"  # it could hardly have failed; the record says why
