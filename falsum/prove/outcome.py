"""What an attempt at a proof can end in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Values = Mapping[str, Fraction]


@dataclass(frozen=True)
class Proof:
    """The claim holds at every point of ``domain``, which so many boxes (or points) cover."""

    domain: str
    boxes: int
    method: str

    def __post_init__(self) -> None:
        """Refuse a proof that looked at nothing."""
        if self.boxes < 1 or not self.domain or not self.method:
            raise ValueError(
                f"not a proof: {self.boxes} boxes of {self.domain!r} by {self.method!r}"
            )


@dataclass(frozen=True)
class Unproved:
    """No proof, and why.

    Attributes:
        reason: what stood in the way.
        hardest: a box on which the search gave up.
        boxes: how many boxes were looked at.
        undefined_at: a point at which the claim may say nothing, every hypothesis being met there
            as far as it is defined.
        empty: whether certainly no point of the domain meets the hypotheses.
    """

    reason: str
    hardest: str = ""
    boxes: int = 0
    undefined_at: Values = field(default_factory=dict)
    empty: bool = False


@dataclass(frozen=True)
class Disproof:
    """An exact point at which every hypothesis holds and the conclusion certainly fails."""

    point: Values
    relation: str
    boxes: int = 0

    def __str__(self) -> str:
        """Write the point down."""
        where = ", ".join(f"{name} = {value}" for name, value in self.point.items())
        return f"{self.relation} fails at {where}"
