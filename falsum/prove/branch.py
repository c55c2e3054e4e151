"""Branch and bound: cut the box until every part is settled, or a point breaks the statement."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from falsum.balls.convert import to_float
from falsum.enclosure.box import (
    Box,
    Point,
    at,
    cut,
    exact,
    holds,
    inner,
    middle,
    side_text,
    too_far,
    touches,
    width,
)
from falsum.enclosure.gradient import gradient
from falsum.enclosure.interval import Contradiction, Interval
from falsum.prove.budget import Budget
from falsum.prove.goals import Goal
from falsum.prove.points import Answer, truth
from falsum.prove.scalar import Statement

NARROWEST = 1e-12

Check = Callable[[Point], tuple[Answer, Point]]


@dataclass
class Search:
    """The state of one search and what it ended in.

    Attributes:
        settled: boxes on which the conclusion is proved, at least one for a proof.
        discarded: boxes on which a hypothesis certainly fails.
        counterexample: a point that breaks the statement.
        undefined: a point at which it may say nothing.
        open: why the search gave up, empty when every box is done.
    """

    goal: Goal
    check: Check
    anchors: Sequence[Point] = ()
    known: Sequence[Interval] = ()
    boxes: int = 0
    settled: int = 0
    discarded: int = 0
    counterexample: Point | None = None
    undefined: Point | None = None
    open: str = ""
    hardest: Box | None = None
    feasible: bool = field(default=False)

    @property
    def statement(self) -> Statement:
        """Return the statement searched."""
        found: Statement = self.goal.statement
        return found

    @property
    def proved(self) -> bool:
        """Tell whether every box is done, at least one of them settled and none in doubt."""
        clear = self.counterexample is None and self.undefined is None and not self.open
        return clear and self.settled > 0 and self.feasible

    @property
    def empty(self) -> bool:
        """Tell whether every box was discarded."""
        return self.discarded > 0 and self.hardest is None and not self.settled

    def run(self, budget: Budget) -> Search:
        """Search until all is settled, a point decides, or the budget is spent."""
        queue: deque[Box] = deque([self.statement.box])
        while queue:
            box = queue.popleft()
            if budget.spent:
                self.open, self.hardest = "the budget is spent", box
                return self
            budget.used += 1
            self.boxes += 1
            try:
                parts = self._step(box)
            except Contradiction as error:
                self.open, self.hardest = f"two enclosures contradict each other: {error}", box
                return self
            if self.counterexample is not None or self.undefined is not None or self.open:
                self.hardest = box
                return self
            queue.extend(parts)
        if self.empty:
            self.open = "a hypothesis certainly fails in every box"
        elif not self.settled:
            self.open = "no point was found that meets the hypotheses"
        elif not self.feasible and not self._search_feasible():
            self.open = "the boxes are settled, but no point was found that meets the hypotheses"
        return self

    def _step(self, box: Box) -> Iterable[Box]:
        """Settle a box, discard it or return its parts."""
        verdicts = [truth(sign, tape(box)) for sign, tape in self.statement.tapes]
        if False in verdicts:
            self.discarded += 1
            return ()
        defined = all(not tape(box).undefined for _, tape in self.statement.tapes)
        if all(verdicts):
            self.feasible = True
        if defined and (self._is_known(box) or self.goal.settled(box)):
            self.settled += 1
            return ()
        answer, point = self.check(self._middle(box))
        if answer is Answer.FAILS:
            self.counterexample = point
        elif answer is Answer.UNDEFINED:
            self.undefined = point
        elif answer is Answer.HOLDS:
            self.feasible = True
        return self._parts(box)

    def _is_known(self, box: Box) -> bool:
        """Tell whether a box lies in a neighbourhood that was proved beforehand."""
        if len(box) != 1 or not box[0].is_bounded:
            return False
        ends = [exact(box[0].lo), exact(box[0].hi)]
        return any(all(holds(near, e) for e in ends) for near in self.known)

    def _middle(self, box: Box) -> Point:
        return tuple(
            middle(side, whole) for side, whole in zip(box, self.statement.integral, strict=True)
        )

    def _search_feasible(self) -> bool:
        return any(
            self.check(point)[0] is Answer.HOLDS
            for point in (*self.anchors, self._middle(self.statement.box))
        )

    def _parts(self, box: Box) -> Iterable[Box]:
        cutting = self._anchored(box) or self._most_influential(box)
        if cutting is None:
            names = [
                side_text(s, side) for s, side in zip(self.statement.variables, box, strict=True)
            ]
            self.open = f"a box is too small to be cut: {', '.join(names)}"
            return ()
        place, x = cutting
        halves = cut(box[place], x, self.statement.integral[place])
        return [(*box[:place], half, *box[place + 1 :]) for half in halves]

    def _anchored(self, box: Box) -> tuple[int, Fraction] | None:
        """Return a cut through a point at which the statement is an equality."""
        for anchor in self.anchors:
            if not all(touches(side, x) for side, x in zip(box, anchor, strict=True)):
                continue
            for place, x in enumerate(anchor):
                if inner(box[place], x) and not self.statement.integral[place]:
                    return place, x
        return None

    def _most_influential(self, box: Box) -> tuple[int, Fraction] | None:
        """Return a cut of the side along which the difference seems to vary most."""
        centre = self._middle(box)
        slopes = gradient(self.statement.tape, at(centre)) if len(box) > 1 else []
        scores = []
        for place, side in enumerate(box):
            wide = width(side)
            if side.is_point or wide < NARROWEST or too_far(side):
                continue
            slope = slopes[place] if slopes else None
            steep = 1.0 if slope is None or slope.undefined else abs(to_float(slope.hi)) + 1e-3
            scores.append((wide * min(steep, 1e6), -place))
        if not scores:
            return None
        place = -max(scores)[1]
        return place, centre[place]
