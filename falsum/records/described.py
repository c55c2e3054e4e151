"""What a record shows of an instance: its numbers, and the enclosures that decide it."""

from __future__ import annotations

import msgspec

from falsum.records.chance import ChanceRecord
from falsum.records.chance_sentences import out_of_reach
from falsum.records.growth import Growth
from falsum.records.rounding import higher, rounded


class Enclosure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Both sides of a relation, enclosed, oriented so that ``lhs`` is the small one."""

    name: str
    sign: str
    lhs: str
    rhs: str


class Instance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An instance in words and numbers, with the enclosures that decide it.

    ``symbols`` are name, LaTeX and value of every symbol of the statement; ``fields`` are those of
    the code.  ``hypotheses`` enclose both sides of what is computed, domains included; ``reason``
    names the operation that is undefined, and ``undefined`` is the expression in LaTeX, "" where
    there is none.  ``growth`` says why no hidden constant of a rate serves it.
    """

    config: str
    fields: list[tuple[str, str]]
    slack: float
    conclusion: list[Enclosure]
    precision: int
    chance: ChanceRecord | None = None
    symbols: list[tuple[str, str, str]] = []
    hypotheses: list[Enclosure] = []
    reason: str = ""
    undefined: str = ""
    growth: Growth | None = None

    @property
    def size(self) -> tuple[int, str]:
        """Return what instances are compared by: the shorter to write, the smaller."""
        text = self.config + "".join(name + value for name, value in self.fields)
        return len(text), text

    def smaller(self, other: Instance) -> Instance:
        """Return the smaller of two instances, the one that is told in full where they tie."""
        if other.size == self.size:
            return other if self.untold(other) else self
        return other if other.size < self.size else self

    def untold(self, other: Instance) -> bool:
        """Tell whether the other one is told in the statement's symbols, and this one is not."""
        return bool(other.symbols) and not self.symbols

    def worse(self, other: Instance) -> Instance:
        """Return the one that comes nearer to breaking the claim, or breaks it by more.

        One that trials cannot decide counts less; between two that tie it is this one.
        """
        if out_of_reach(self.chance) != out_of_reach(other.chance):
            return other if out_of_reach(self.chance) else self
        if self.untold(other):
            return self if higher(self.slack, other.slack) else other
        return other if higher(other.slack, self.slack) else self

    def steady(self) -> Instance:
        """Return it with a rounded slack."""
        return msgspec.structs.replace(self, slack=rounded(self.slack) or 0.0)
