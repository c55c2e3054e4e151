"""Configuration spaces: the sizes and discrete choices of a family, small and declared."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

MOST = 100_000  # configurations of a space, which are all listed


class SpaceError(ValueError):
    """Raise when a configuration space or a configuration is not what was declared."""


@dataclass(frozen=True)
class Config:
    """One configuration: named sizes and choices, read as attributes."""

    items: tuple[tuple[str, int | str], ...]

    def __getattr__(self, name: str) -> Any:
        """Return the value of one axis."""
        for key, value in object.__getattribute__(self, "items"):
            if key == name:
                return value
        raise AttributeError(f"no axis {name!r}; this configuration has {self.key}")

    @property
    def key(self) -> str:
        """Return the canonical text, such as ``d=2,shape=huber``."""
        return ",".join(f"{name}={value}" for name, value in self.items)


@dataclass(frozen=True)
class Axis:
    """The values of one axis, from simplest to largest; ``sized`` tells that they are sizes."""

    values: tuple[int | str, ...]
    sized: bool = False


def sizes(lowest: int, highest: int) -> Axis:
    """Return an axis of integers from ``lowest`` to ``highest``."""
    if lowest > highest:
        raise SpaceError(f"sizes({lowest}, {highest}) is empty; write the smaller size first")
    if highest - lowest >= MOST:
        raise SpaceError(
            f"sizes({lowest}, {highest}) has more than {MOST:,} sizes; write fewer, or a "
            "choice() of some of them"
        )
    return Axis(tuple(range(lowest, highest + 1)), sized=True)


def choice(*values: int | str) -> Axis:
    """Return an axis of the listed values, the simplest first."""
    if len(values) > MOST:
        raise SpaceError(f"choice() of {len(values):,} values; write {MOST:,} or fewer")
    texts = [str(value) for value in values]
    if not values or len(set(texts)) < len(texts):
        raise SpaceError(f"choice{values} needs one value or more, each once")
    unkeyed = next((text for text in texts if "," in text or "=" in text), None)
    if unkeyed is not None:
        raise SpaceError(f"choice {unkeyed!r} holds ',' or '=', which separate axes in a key")
    return Axis(tuple(values))


class Space:
    """A product of axes, with an optional condition that couples them."""

    def __init__(self, *, where: Callable[[Config], bool] | None = None, **axes: Axis) -> None:
        """Declare the axes by name; ``where`` keeps the configurations it accepts."""
        for name, axis in axes.items():
            if name in ("items", "key"):
                raise SpaceError(f"an axis cannot be named {name!r}, which a configuration has")
            if not isinstance(axis, Axis):
                raise SpaceError(f"axis {name}={axis!r}; write sizes(low, high) or choice(...)")
        self.axes: Mapping[str, Axis] = axes
        count = math.prod(len(axis.values) for axis in axes.values())
        if count > MOST:
            raise SpaceError(
                f"the axes {', '.join(axes)} have {count:,} configurations together, more than "
                f"{MOST:,}; write fewer sizes, or choice(...) of some of them"
            )
        self._where = where or (lambda config: True)
        self._all = sorted(self._product(), key=self.rank)
        if not self._all:
            raise SpaceError("no configuration satisfies where=; widen an axis")

    def _product(self) -> Iterator[Config]:
        for values in itertools.product(*(axis.values for axis in self.axes.values())):
            config = Config(tuple(zip(self.axes, values, strict=True)))
            if self._where(config):
                yield config

    def rank(self, config: Config) -> tuple[int, tuple[int, ...]]:
        """Return the sort key that puts smaller configurations first."""
        places = tuple(self.axes[name].values.index(value) for name, value in config.items)
        return sum(places), places

    def only(self, config: Config) -> Space:
        """Return the space of one of these configurations alone."""
        self.parse(config.key)
        return Space(where=None, **{name: Axis((value,)) for name, value in config.items})

    def restricted(self, keeps: Callable[[Config], bool]) -> Space:
        """Return the space of the configurations that ``keeps`` accepts, on shorter axes."""
        kept = [config for config in self._all if keeps(config)]
        axes = {
            name: replace(axis, values=tuple(v for v in axis.values if v in met))
            for name, axis in self.axes.items()
            for met in [{getattr(config, name) for config in kept}]
        }
        known = set(kept)
        return Space(where=lambda config: config in known, **axes)

    def __len__(self) -> int:
        """Return the number of configurations."""
        return len(self._all)

    def enumerate(self) -> Iterator[Config]:
        """Yield every configuration, the smallest first."""
        return iter(self._all)

    def parse(self, key: str) -> Config:
        """Return the configuration with this canonical key."""
        for config in self._all:
            if config.key == key:
                return config
        raise SpaceError(f"{key!r} is not in this space; the smallest one is {self._all[0].key!r}")

    def boundary(self) -> list[Config]:
        """Return the corners: for each axis its least and greatest value beside the smallest rest.

        The smallest configuration comes first and the largest last.
        """
        least, corners = self._all[0], [self._all[0]]
        for name, axis in self.axes.items():
            for value in (*axis.values[:2], axis.values[-1]):
                changed = Config(tuple((n, value if n == name else v) for n, v in least.items))
                if changed not in corners and self._where(changed):
                    corners.append(changed)
        return [*(c for c in corners if c != self._all[-1]), self._all[-1]]

    def pairs(self) -> list[Config]:
        """Return what differs from the smallest configuration by one step in a kind and one more.

        A kind is an axis of words.  What goes wrong for one kind only, and only beyond the least
        size, is at none of the corners.
        """
        least, found = self._all[0], []
        steps = {n: a.values[1] for n, a in self.axes.items() if len(a.values) > 1}
        kinds = [name for name, value in steps.items() if isinstance(value, str)]
        for kind, name in itertools.product(kinds, steps):
            both = {kind: steps[kind], name: steps[name]}
            changed = Config(tuple((n, both.get(n, v)) for n, v in least.items))
            if kind != name and changed not in found and self._where(changed):
                found.append(changed)
        return found

    def sample(self, rng: np.random.Generator, count: int) -> list[Config]:
        """Return ``count`` different configurations at random (all, if there are fewer)."""
        picks = rng.permutation(len(self._all))[:count]
        return [self._all[int(i)] for i in picks]

    def neighbours(self, config: Config) -> list[Config]:
        """Return the configurations one step away along one axis."""
        found = []
        for name, value in config.items:
            values = self.axes[name].values
            place = values.index(value)
            for step in (place - 1, place + 1):
                if 0 <= step < len(values):
                    other = Config(
                        tuple((n, values[step] if n == name else v) for n, v in config.items)
                    )
                    if self._where(other):
                        found.append(other)
        return found

    def strategy(self) -> Any:
        """Return a Hypothesis strategy that draws configurations and shrinks to the smallest."""
        from hypothesis import strategies

        return strategies.sampled_from(self._all)
