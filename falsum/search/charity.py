"""A check as a charitable reader reads it: its claim under provisos, on ordinary sizes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from falsum.instances.space import Axis, Config, Space, SpaceError
from falsum.measure.check import Check
from falsum.statement.charity import charitable, provisos_of
from falsum.statement.provisos import Proviso
from falsum.statement.symbols import Role, Symbol

ORDINARY = 2  # the least size that is not a degenerate one


@dataclass(frozen=True)
class Taken:
    """What is taken for granted: a proviso of the claim, a least size on an axis, or both."""

    name: str
    proviso: Proviso | None = None
    axis: str = ""

    def admits(self, config: Config) -> bool:
        """Tell whether the sizes of a configuration are as it says."""
        return not self.axis or getattr(config, self.axis) >= ORDINARY


def taken_for_granted(check: Check) -> tuple[Taken, ...]:
    """Return all that is taken for granted of a check, its claim's provisos first."""
    found = {p.name: Taken(p.name, p) for p in provisos_of(check.claim)}
    for axis in _sizes(check):
        symbols = [s for s in _parameters(check) if check.field_of(s) == axis]
        if any(s in check.claim.singled_out for s in symbols):
            continue
        name = f"{symbols[0].name if symbols else axis} is at least {ORDINARY}"
        found[name] = replace(found.get(name, Taken(name)), axis=axis)
    return tuple(found.values())


def granting(check: Check, taken: Collection[Taken]) -> Check | None:
    """Return the check under what is taken for granted; None where it has no such size."""
    claim = charitable(check.claim, [t.proviso for t in taken if t.proviso is not None])
    space = _widened(check.family.space, [t.axis for t in taken if t.axis])
    if space is None:
        return None
    return replace(check.variant(claim), family=replace(check.family, space=space))


def largest(space: Space, config: Config) -> bool:
    """Tell whether some size is the largest that there is, among several."""
    ends = {name: axis.values[-1] for name, axis in space.axes.items() if _several(axis)}
    return any(getattr(config, name) == end for name, end in ends.items())


def _several(axis: Axis) -> bool:
    return len(axis.values) > 1 and all(isinstance(v, int) for v in axis.values)


def _parameters(check: Check) -> Sequence[Symbol]:
    return check.claim.of_role(Role.PARAMETER)


def _sizes(check: Check) -> Iterator[str]:
    """Yield the axes of sizes from 1 on; one from 0 on counts what may be there besides.

    A choice of numbers is one of sizes where it is a parameter of the claim.
    """
    counts = {check.field_of(s) for s in _parameters(check) if s.domain.integral}
    for name, axis in check.family.space.axes.items():
        sized = axis.sized or (name in counts and _several(axis))
        if sized and axis.values[0] == 1 and int(axis.values[-1]) >= ORDINARY:
            yield name


def _widened(space: Space, axes: Collection[str]) -> Space | None:
    """Return the space without sizes below the ordinary ones on some axes."""
    try:
        return space.restricted(lambda c: all(getattr(c, name) >= ORDINARY for name in axes))
    except SpaceError:
        return None
