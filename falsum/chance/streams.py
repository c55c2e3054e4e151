"""Random arrays that depend on a key and a batch number, and on nothing else.

The numbers are made on the host by a counter-based generator and moved once, so that they are the
same in every array namespace.  Each draw of a stream has a generator of its own, whose key holds
the number of the draw: what one draw takes never shifts the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from falsum import balls
from falsum.chance.exactly import count
from falsum.randomness import stream

TRIALS = 4096  # trials of one batch


@dataclass
class Stream:
    """The randomness of one batch of trials; draws are numbered in the order in which they come.

    Two streams of equal key, batch number and calls give the same numbers whatever the namespace,
    the dtype and the device, and a shorter batch of trials is the beginning of a longer one.  Work
    is cut by giving out batch numbers, never by splitting a batch.

    Args:
        key: what names the stream: run seed, claim id, key of the configuration.
        batch: number of the batch of trials, from 0.
        xp: array namespace that the draws are returned in.
        dtype: floating dtype of the draws; None keeps the namespace's float64.
        device: device of the draws; None is the namespace's own choice.
        trials: trials of a batch.
        lanes: 1 for common random numbers, of shape (1, trials, *shape), which broadcast over the
            instances; the number of instances for separate ones, (lanes, trials, *shape), where
            the first lanes are those of a stream with fewer lanes.
        rows: which trials of the batch are wanted, in this order; None for all.  They are the
            numbers that the whole batch has there, and ``trials`` becomes their count.
    """

    key: tuple[object, ...]
    batch: int
    xp: Any
    dtype: Any = None
    device: Any = None
    trials: int = TRIALS
    lanes: int = 1
    rows: Sequence[int] | None = None
    drawn: int = field(default=0, init=False)
    whole: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Check the counts."""
        if not isinstance(self.key, tuple) or not self.key:
            raise ValueError(
                f"key is {self.key!r}; write a tuple such as (seed, claim.id, config.key)"
            )
        self.batch = count(self.batch, "batch")
        self.trials = count(self.trials, "trials", 1)
        self.lanes = count(self.lanes, "lanes", 1)
        self.whole = self.trials
        if self.rows is not None:
            if not all(0 <= row < self.whole for row in self.rows):
                raise ValueError(f"rows are not all trials 0, ..., {self.whole - 1} of the batch")
            self.trials = len(self.rows)

    def uniform(self, *shape: int) -> Any:
        """Return independent uniform numbers of [0, 1), multiples of 2^-53.

        A narrower dtype rounds them, to 1 at worst.
        """
        return self._moved(self._wanted(self._generator().random(self._shape(shape))))

    def normal(self, *shape: int) -> Any:
        """Return independent standard normal numbers."""
        return self._moved(self._wanted(self._generator().standard_normal(self._shape(shape))))

    def integers(self, low: int, high: int, *shape: int) -> Any:
        """Return independent uniform integers low, ..., high - 1 in the floating dtype.

        Raises:
            ValueError: there is no integer from low to high - 1, or one is above 2^53.
        """
        if not low < high or max(abs(low), abs(high)) > 2**53:
            raise ValueError(
                f"integers from {low} to {high} - 1: write low < high, both within 2^53"
            )
        return self._moved(self._wanted(self._generator().integers(low, high, self._shape(shape))))

    def signs(self, *shape: int) -> Any:
        """Return independent signs, -1 or 1 with probability 1/2 each."""
        signs = 2 * self._generator().integers(0, 2, self._shape(shape)) - 1
        return self._moved(self._wanted(signs))

    def choice(self, cumulative: ArrayLike, *shape: int) -> Any:
        """Return independent indices of atoms, in the floating dtype.

        Args:
            cumulative: cumulative weights of the atoms, (atoms,), or (lanes, atoms) for one law
                for each lane; non-decreasing, the last one 1.  On the host, in floats.
            shape: trailing axes of the draw.

        Raises:
            ValueError: the weights are not cumulative, or have other lanes than the stream.
        """
        edges = np.asarray(cumulative, dtype=np.float64)
        self._check(edges)
        points = self._wanted(self._generator().random(self._shape(shape)))
        inner = edges[..., :-1]  # whatever reaches the last inner edge is the last atom
        if edges.ndim == 1:
            return self._moved(np.searchsorted(inner, points, side="right"))
        rows = [np.searchsorted(e, p, side="right") for e, p in zip(inner, points, strict=True)]
        return self._moved(np.stack(rows))

    def _check(self, edges: NDArray[np.float64]) -> None:
        if edges.ndim not in (1, 2) or not edges.shape[-1]:
            raise ValueError(
                f"cumulative has shape {edges.shape}; write (atoms,) or (lanes, atoms)"
            )
        if edges.ndim == 2 and edges.shape[0] != self.lanes:
            raise ValueError(
                f"cumulative has {edges.shape[0]} rows, but the stream has {self.lanes} lanes"
            )
        sound = (np.diff(edges) >= 0).all() and (edges >= 0).all()
        if not sound or (abs(edges[..., -1] - 1) > 1e-9).any():
            raise ValueError(
                "cumulative is not non-decreasing from at least 0 to 1; write numpy.cumsum(weights)"
            )

    def _generator(self) -> np.random.Generator:
        self.drawn += 1
        return stream(*self.key, "trials", self.batch, "draw", self.drawn)

    def _shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        return (self.lanes, self.whole, *(count(n, "shape") for n in shape))

    def _wanted(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """Return the rows that are wanted of a draw of the whole batch."""
        return numbers if self.rows is None else numbers[:, list(self.rows)]

    def _moved(self, numbers: NDArray[Any]) -> Any:
        """Return host numbers as an array of the namespace; balls hold the same floats exactly."""
        if self.xp is balls.namespace:
            return balls.BallArray.from_floats(numbers)
        dtype = self.xp.float64 if self.dtype is None else self.dtype
        array = self.xp.asarray(numbers.astype(np.float64), dtype=dtype)
        if self.device is None:
            return array
        return self.xp.asarray(array, device=self.device)
