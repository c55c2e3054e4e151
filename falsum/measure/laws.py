"""What a measurement draws: finite laws, samples of trials, and which trials are wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from falsum.chance.error_budget import ERROR, Spending
from falsum.statement.symbols import Symbol


class Drawn:
    """What a measurement drew, in a :class:`Law` or a :class:`Sample`."""

    values: Mapping[Symbol, Any]
    fixed: Mapping[Symbol, Any]
    choices: Mapping[Symbol, Any]

    @property
    def symbols(self) -> dict[Symbol, Any]:
        """Return everything that was measured."""
        return {**self.values, **self.fixed, **self.choices}


@dataclass(frozen=True)
class Law(Drawn):
    """A finite law: ``values[symbol]`` and ``weights`` have shape (batch, atoms, ...).

    The engine evaluates the claim's own conclusion on each atom and adds up the weights.
    ``fixed`` are measured symbols that no randomness touches, of shape (batch, ...), and
    ``choices`` are what an opponent may choose at each atom with what is measured there, of shape
    (batch, atoms, choices, ...): the conclusion has to hold for every choice.
    """

    values: Mapping[Symbol, Any]
    weights: Any
    fixed: Mapping[Symbol, Any] = field(default_factory=dict)
    choices: Mapping[Symbol, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sample(Drawn):
    """Independent trials drawn from a stream: ``values[symbol]`` is (batch or 1, trials, ...).

    ``fixed`` and ``choices`` are as in a :class:`Law`, with trials for atoms.  ``within``
    bounds the values of symbols, (lower, upper) with ends of shape (batch,) or numbers; only the
    expectation of a bounded symbol is decided by trials, any other is called approximate.

    Rare failures: draw from a law under which they are common, and give ``ratios`` (batch or 1,
    trials), the density of the true law over that one at each trial, and ``largest`` (batch,), a
    bound on the ratios of trials that fail.
    """

    values: Mapping[Symbol, Any]
    fixed: Mapping[Symbol, Any] = field(default_factory=dict)
    within: Mapping[Symbol, tuple[Any, Any]] = field(default_factory=dict)
    ratios: Any = None
    largest: Any = None
    choices: Mapping[Symbol, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Draws:
    """Which trials a measurement draws: ``trials`` of them in block ``block`` of a stream.

    The search compares instances on the same block of the purpose "search"; a decision takes
    blocks of its own, up to ``most`` trials.  ``rows`` are the trials of the block that are wanted,
    all of them where it is None.  ``error`` bounds the probability that a claim which holds is
    refuted, by all decisions of an audit together; ``spending`` counts them.
    """

    seed: int = 0
    purpose: str = "search"
    block: int = 0
    trials: int = 256
    most: int = 2**16
    rows: tuple[int, ...] | None = None
    error: float = ERROR
    spending: Spending = field(default_factory=Spending, compare=False)

    @property
    def count(self) -> int:
        """Return how many trials the measurement sees."""
        return self.trials if self.rows is None else len(self.rows)

    @property
    def share(self) -> float:
        """Return the part of the error that one decision may spend."""
        return self.error / self.spending.most
