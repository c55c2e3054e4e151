"""Quantifiers: how far a claim speaks, and what follows from that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from falsum.statement.exact import lift


class Kind(StrEnum):
    """How far a claim speaks; ``opening`` is the sentence that its page begins with."""

    opening: str

    def __new__(cls, word: str, opening: str = "") -> Kind:
        """Create a kind: the word that the hash covers, and how it is said."""
        kind = str.__new__(cls, word)
        kind._value_, kind.opening = word, opening
        return kind

    ALWAYS = "always", "For every instance that meets the hypotheses,"
    ALMOST_ALWAYS = (
        "almost_always",
        "For all instances that meet the hypotheses, except for a set of measure zero,",
    )
    WITH_PROBABILITY = (
        "with_probability",
        "For every instance that meets the hypotheses, with probability at least {least},",
    )
    IN_EXPECTATION = (
        "in_expectation",
        "For every instance that meets the hypotheses, in expectation over the randomness,",
    )
    EXISTS = "exists", "There is an instance that meets the hypotheses and for which"
    COUNT = "count", "For every instance that meets the hypotheses, counted exactly,"
    RATE = (
        "rate",
        "As {over} grows, with a constant that does not depend on it, for every instance that "
        "meets the hypotheses,",
    )

    @property
    def words(self) -> str:
        """Return the kind as it reads in a sentence."""
        return self.replace("_", " ")

    @property
    def audited(self) -> bool:
        """Tell whether audits know what to do with it."""
        return self not in (Kind.EXISTS, Kind.COUNT)

    @property
    def of_chance(self) -> bool:
        """Tell whether it speaks of a law, which a measurement returns or draws from."""
        return self in (Kind.WITH_PROBABILITY, Kind.IN_EXPECTATION)

    @property
    def refuted_by_one(self) -> bool:
        """Tell whether a single instance refutes it, as one of measure zero does not."""
        return self.audited and self is not Kind.ALMOST_ALWAYS

    @property
    def of_growth(self) -> bool:
        """Tell whether it hides a constant, so that it is audited as a rate."""
        return self is Kind.RATE

    @property
    def of_numbers(self) -> bool:
        """Tell whether it may be proved as a statement about real numbers."""
        return self is Kind.ALWAYS


@dataclass(frozen=True)
class Quantifier:
    """How far a claim speaks: ``least`` is a probability, ``over`` what grows in a rate.

    Raises ValueError when there is no such kind.
    """

    kind: Kind
    least: Any = None
    over: Any = None

    def __post_init__(self) -> None:
        """Read a kind that is given as its word."""
        object.__setattr__(self, "kind", Kind(self.kind))


always = Quantifier(Kind.ALWAYS)


almost_always = Quantifier(Kind.ALMOST_ALWAYS)


in_expectation = Quantifier(Kind.IN_EXPECTATION)


exists = Quantifier(Kind.EXISTS)


count = Quantifier(Kind.COUNT)


def rate(over: object) -> Quantifier:
    """Return the quantifier "as ``over`` grows, with a hidden constant that does not"."""
    return Quantifier(Kind.RATE, over=lift(over))


def with_probability(least: object) -> Quantifier:
    """Return the quantifier "with probability at least ``least`` over the measurement's law"."""
    return Quantifier(Kind.WITH_PROBABILITY, lift(least))
