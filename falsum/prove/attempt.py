"""One search by branch and bound, in the statement's own variables or in others."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from falsum.enclosure.box import Point, side_text
from falsum.prove.branch import Search
from falsum.prove.budget import Budget
from falsum.prove.equalities import anchors
from falsum.prove.goals import Goals
from falsum.prove.outcome import Disproof, Proof, Unproved
from falsum.prove.points import Answer, decide
from falsum.prove.report import disproof, undefined
from falsum.prove.rewrite import Chart
from falsum.prove.scalar import Statement
from falsum.prove.tangent import neighbourhoods

Outcome = Proof | Unproved | Disproof


@dataclass(frozen=True)
class Attempt:
    """Branch and bound on a statement, in its own variables or in others.

    ``check`` decides points of ``view`` and returns a point of ``original`` that fails, if any.
    """

    original: Statement
    view: Statement
    check: Callable[[Point], tuple[Answer, Point]]
    name: str = ""

    @cached_property
    def goals(self) -> Goals:
        """Return the forms of the statement, made once for all runs."""
        return Goals.of(self.view)

    def run(
        self,
        budget: Budget,
        boxes: int,
        seconds: float = math.inf,
        *,
        share: float = 1.0,
        touching: bool = False,
    ) -> Outcome | None:
        """Search with a part of the budget; ``touching`` looks for irrational equalities."""
        part = budget.part(boxes, min(seconds, share * budget.left))
        self.goals.names.deadline = part.deadline
        one = touching and len(self.view.variables) == 1 and not self.goals.strict
        known = neighbourhoods(self.goals.written, self.view.box) if one else []
        search = Search(self.goals, self.check, anchors(self.view.tape, self.view.box), known)
        search.run(part)
        budget.used += part.used
        if search.proved:
            method = "interval branch and bound" + (f", {self.name}" if self.name else "")
            return Proof(self.original.text, search.boxes, method)
        return failure(self.original if search.counterexample else self.view, search, budget)


def in_chart(statement: Statement, chart: Chart) -> Attempt:
    """Return the attempt in the variables of a chart."""

    def check(point: Point) -> tuple[Answer, Point]:
        for near in chart.back(point):
            if decide(statement, near) is Answer.FAILS:
                return Answer.FAILS, near
        holds = decide(chart.statement, point) is Answer.HOLDS
        return (Answer.HOLDS if holds else Answer.UNDECIDED), point

    return Attempt(statement, chart.statement, check, chart.name)


def failure(statement: Statement, search: Search, budget: Budget) -> Outcome:
    """Say how a search ended that is no proof."""
    if search.counterexample is not None:
        return disproof(statement, search.counterexample, budget)
    if search.undefined is not None:
        return undefined(statement, search.undefined, budget)
    hardest = ""
    if search.hardest is not None:
        sides = zip(search.statement.variables, search.hardest, strict=True)
        hardest = ", ".join(side_text(s, side) for s, side in sides)
    reason = search.open or "nothing was settled"
    return Unproved(reason, hardest, budget.used, empty=search.empty)
