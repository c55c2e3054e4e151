r"""The worst supermartingale with bounded differences on a lattice, by dynamic programming.

Positions are integers (multiples of a unit), step i moves by an integer of at most ``bounds[i]`` in
size, and given the past its mean is at most 0.  Let ``V_i(s)`` be the greatest probability of
ending at ``level`` or above from position s after i steps.  ``V_n`` is the indicator, and

    V_{i-1}(s) = \max \{ E V_i(s + D) : |D| <= c_i, E D <= 0 \}.

``V_i`` is non-decreasing: a process from s + 1 may copy one from s.  So a drift downwards gains
nothing, the maximum is over mean 0, it is the concave envelope of ``V_i`` over
``[s - c_i, s + c_i]`` at s, and a law on two points a below and b above attains it:
``(b V_i(s - a) + a V_i(s + b)) / (a + b)``.  The optimum is exact for processes on this lattice;
nothing here excludes that processes off it do better, so it bounds the supremum over all processes
from below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from falsum.couplings.assumptions import AssumptionError

Step = tuple[int, int]


@dataclass(frozen=True)
class WorstProcess:
    """A process from 0 that ends at ``level`` or above with the greatest probability ``value``.

    ``steps[i][s]`` is ``(a, b)``: from s the process goes down by a with probability b / (a + b)
    and up by b with probability a / (a + b), and stays for (0, 0).
    """

    bounds: tuple[int, ...]
    level: int
    value: Fraction
    steps: tuple[Mapping[int, Step], ...]

    def paths(self) -> dict[tuple[int, ...], Fraction]:
        """Return the exact weight of each path of positions 0, s_1, ..., s_n."""
        found: dict[tuple[int, ...], Fraction] = {(0,): Fraction(1)}
        for policy in self.steps:
            longer: dict[tuple[int, ...], Fraction] = {}
            for path, weight in found.items():
                for move, chance in moves(policy[path[-1]]):
                    longer[*path, path[-1] + move] = weight * chance
            found = longer
        return found

    def ends(self) -> dict[int, Fraction]:
        """Return the exact law of the last position, without going through paths."""
        law = {0: Fraction(1)}
        for policy in self.steps:
            after: dict[int, Fraction] = {}
            for position, weight in law.items():
                for move, chance in moves(policy[position]):
                    after[position + move] = after.get(position + move, 0) + weight * chance
            law = after
        return dict(sorted(law.items()))


def moves(step: Step) -> list[tuple[int, Fraction]]:
    """Return the moves of a step with their exact probabilities."""
    down, up = step
    if down + up == 0:
        return [(0, Fraction(1))]
    return [(-down, Fraction(up, down + up)), (up, Fraction(down, down + up))]


def worst_supermartingale(bounds: Sequence[int], level: int) -> WorstProcess:
    """Return the process on the integers that most probably ends at ``level`` or above.

    Args:
        bounds: the greatest size of each step, integers of at least 0.
        level: the integer to be reached after the last step, starting from 0.

    Raises:
        AssumptionError: a bound is negative or not an integer.
    """
    wrong = next((c for c in (*bounds, level) if not isinstance(c, int)), None)
    if wrong is not None or any(c < 0 for c in bounds):
        raise AssumptionError(
            f"bounds={list(bounds)}, level={level}: these count units of the lattice; write "
            "integers, the bounds of at least 0, and choose a finer unit for fractions"
        )
    reach = sum(bounds)
    values = {s: Fraction(int(s >= level)) for s in range(-reach, reach + 1)}
    steps: list[Mapping[int, Step]] = []
    for bound in reversed(bounds):
        reach -= bound
        policy = {s: _best(values, s, bound) for s in range(-reach, reach + 1)}
        values = {s: _gain(values, s, step) for s, step in policy.items()}
        steps.append(policy)
    return WorstProcess(tuple(bounds), level, values[0], tuple(reversed(steps)))


def _best(values: Mapping[int, Fraction], position: int, bound: int) -> Step:
    """Return the best two-point step, the shortest of equally good ones."""
    pairs = [(a, b) for a in range(1, bound + 1) for b in range(1, bound + 1)]
    return max([(0, 0), *sorted(pairs, key=sum)], key=lambda step: _gain(values, position, step))


def _gain(values: Mapping[int, Fraction], position: int, step: Step) -> Fraction:
    return sum((p * values[position + move] for move, p in moves(step)), Fraction(0))
