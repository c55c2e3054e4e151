"""Units of the quantities in a statement: ``slope = value / length``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Unit(Mapping[str, Fraction]):
    """A product of powers of base units; ``dimension=`` takes one."""

    powers: tuple[tuple[str, Fraction], ...] = ()

    def __getitem__(self, base: str) -> Fraction:
        """Return the power of a base unit."""
        return dict(self.powers)[base]

    def __iter__(self) -> Iterator[str]:
        """Name the base units."""
        return iter(dict(self.powers))

    def __len__(self) -> int:
        """Count the base units."""
        return len(self.powers)

    def __mul__(self, other: Unit) -> Unit:
        """Return the unit of a product."""
        total = dict(self.powers)
        for base, power in other.powers:
            total[base] = total.get(base, Fraction(0)) + power
        return Unit(tuple(sorted((b, p) for b, p in total.items() if p)))

    def __truediv__(self, other: Unit) -> Unit:
        """Return the unit of a quotient."""
        return self * other**-1

    def __pow__(self, exponent: int | Fraction) -> Unit:
        """Return the unit of a power."""
        return Unit(tuple((base, power * exponent) for base, power in self.powers))


def unit(name: str) -> Unit:
    """Return a base unit, such as ``unit("length")``."""
    return Unit(((name, Fraction(1)),))


number = Unit()
