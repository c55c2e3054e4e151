"""The claims that every method attacks, each at one size, and what counts as an evaluation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from checks.chatterji_long_bartlett_2021.test_lemma_7 import checks as of_lemma_7
from checks.mukherjee_2020.chapter_3.test_theorem_3_5_2 import checks as of_theorem_3_5_2
from falsum.balls.text import is_balls
from falsum.instances.family import Family
from falsum.instances.space import Config, Space, choice
from falsum.measure.check import Check
from tests.power.library import ENTRIES

PERCENT, PER_MILLE = Fraction(1, 100), Fraction(1, 1000)


@dataclass
class Counter:
    """How many instances have been decoded in floats."""

    instances: int = 0


@dataclass(frozen=True)
class Case:
    """One claim at one size; ``false`` tells whether a counterexample exists."""

    name: str
    build: Callable[[], Check]
    false: bool = True

    def check(self) -> tuple[Check, Config, Counter]:
        """Return the check, its only configuration, and the count of what it decodes."""
        built, counter = self.build(), Counter()
        (config,) = built.family.space.enumerate()
        return replace(built, family=counted(built.family, counter)), config, counter


def counted(family: Family, counter: Counter) -> Family:
    """Return the family that counts the instances it decodes."""

    def decode(config: Config, z: Any, xp: Any) -> Any:
        if not is_balls(xp):
            counter.instances += next(iter(z.blocks.values())).shape[0]
        return family.decode(config, z, xp)

    return replace(family, decode=decode)


def at_size(check: Check, key: str) -> Check:
    """Return the check at one configuration only."""
    config = check.family.space.parse(key)
    axes: Any = {name: choice(value) for name, value in config.items}
    return replace(check, family=replace(check.family, space=Space(**axes)))


def tightened(name: str, share: Fraction) -> Check:
    """Return a classical inequality with its constant too sharp by a share, in disguise."""
    entry = next(e for e in ENTRIES if e.name == name)
    return entry.check(share, hidden=True)


CASES = [
    Case("kantorovich", lambda: tightened("kantorovich", PER_MILLE)),
    Case("popoviciu", lambda: tightened("popoviciu", PERCENT)),
    Case("hadamard", lambda: tightened("hadamard", PER_MILLE)),
    Case("gradient_descent", lambda: tightened("gradient_descent", PERCENT)),
    Case("theorem_3_5_2", lambda: at_size(of_theorem_3_5_2[0], "S=2,d=2,kinks=1,noise=free")),
    Case("lemma_7", lambda: at_size(of_lemma_7[0], "p=2,d=2,n=2"), false=False),
]
