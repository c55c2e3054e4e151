"""What a record holds of the stages beyond the search: proof, constants, rates, power."""

from __future__ import annotations

import msgspec

from falsum.records.described import Instance
from falsum.records.rounding import rounded, six


class HypothesisRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A hypothesis: computed by the engine or granted by the family, and whether it is needed.

    ``shown_by`` is an instance that meets all the others and breaks the conclusion.
    """

    name: str
    computed: bool
    needed: bool | None = None
    shown_by: Instance | None = None

    def merged(self, fresh: HypothesisRecord) -> HypothesisRecord:
        """Return the newer record, or this one where the newer does not know of the need."""
        return self if fresh.needed is None else fresh


class SizeRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sharpest value of a constant at one size, along one axis of the configurations."""

    axis: str
    size: int
    sharp: float
    certified: bool


class ConstantRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named constant: claimed value and the sharpest that the instances found allow.

    ``by`` says how the sharp value is known; ``instance`` is the one that forces it.
    """

    name: str
    by: str
    claimed: str
    sharp: float | None = None
    instance: Instance | None = None
    by_size: list[SizeRecord] = []

    def steady(self) -> ConstantRecord:
        """Return it with rounded values."""
        sizes = [msgspec.structs.replace(s, sharp=rounded(s.sharp) or 0.0) for s in self.by_size]
        return msgspec.structs.replace(self, sharp=rounded(self.sharp), by_size=sizes)


class ThresholdRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which size on a claim holds, as far as a search says, and what is certain of that.

    ``last_failure`` is the largest size with a certified counterexample, ``instance``; from
    ``holds_from`` up to ``largest`` the search found none; from ``proved_from`` on there is none.
    """

    size: str
    constant: str | None
    claimed: str | None
    holds_from: int | None
    last_failure: int | None
    smallest: int
    largest: int
    failing: list[int] = []
    instance: Instance | None = None
    proved_from: int | None = None
    given: list[str] = []
    domain: str = ""


class ProofRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rigorous computation that covers a whole domain.

    ``given`` says what the check puts for measured symbols, on which condition the proof rests, and
    ``compared`` how often the measurement agreed.
    """

    domain: str
    method: str
    boxes: int
    given: list[str] = []
    compared: str = ""

    def merged(self, fresh: ProofRecord) -> ProofRecord:
        """Return the older proof, unless the newer one says on which condition it rests."""
        return fresh if fresh.given else self


class RangeRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The least and the greatest value that a search has tried of a parameter."""

    symbol: str
    least: float
    greatest: float

    def joined(self, other: RangeRecord) -> RangeRecord:
        """Return the range that covers both."""
        least, greatest = min(self.least, other.least), max(self.greatest, other.greatest)
        return RangeRecord(self.symbol, least, greatest)

    def steady(self) -> RangeRecord:
        """Return it with rounded ends."""
        return RangeRecord(self.symbol, six(self.least), six(self.greatest))


class RateRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the constant that a rate hides grows along the sizes, (size, least constant) each.

    ``lower`` and ``upper`` enclose the exponent of its growth, whichever end is left out.
    """

    outcome: str
    exponent: float
    lower: float
    upper: float
    table: list[tuple[float, float]]

    def steady(self) -> RateRecord:
        """Return it with rounded numbers."""
        return msgspec.structs.replace(
            self,
            exponent=six(self.exponent),
            lower=six(self.lower),
            upper=six(self.upper),
            table=[(six(size), six(value)) for size, value in self.table],
        )


class PowerRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which changes to a claim its search notices.

    ``kinds`` maps a kind of change to how many were caught and how many were tried,
    ``least_factor`` is the least tightening of a bound that was caught, and ``escaped`` names the
    changes that were not.
    """

    escaped: list[str] = []
    kinds: dict[str, tuple[int, int]] = {}
    least_factor: float | None = None

    def steady(self) -> PowerRecord:
        """Return it with its kinds in order and a rounded factor."""
        kinds, factor = dict(sorted(self.kinds.items())), rounded(self.least_factor)
        return msgspec.structs.replace(self, kinds=kinds, least_factor=factor)
