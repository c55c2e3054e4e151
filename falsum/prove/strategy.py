"""The order in which the methods are tried on one scalar statement: the cheap ones first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import chain

from falsum.prove import algebra, exact, roots
from falsum.prove.attempt import Attempt, Outcome, failure, in_chart
from falsum.prove.branch import Search
from falsum.prove.budget import Budget
from falsum.prove.equalities import proposals
from falsum.prove.goals import Definedness
from falsum.prove.monotone import conjuncts
from falsum.prove.outcome import Disproof, Proof, Unproved
from falsum.prove.points import Answer, candidates, decide
from falsum.prove.report import disproof, undefined
from falsum.prove.rewrite import charts, signs_resolved
from falsum.prove.scalar import Relation, Statement

QUICK = 20  # boxes for each set of variables before the exact methods have their turn
BRIEF = 0.4  # seconds for each of these attempts, at most
MOST_SLICES = 64  # values of the integers for which the rest is proved one by one
SOLVER = 0.6  # of the time that is left


def settle(statement: Statement, budget: Budget) -> Outcome:
    """Prove or disprove one statement within a budget."""
    number = exact.count(statement)
    if number is not None and all(statement.integral):
        return _enumerated(statement, number, budget)
    if number is not None and any(statement.integral) and number <= MOST_SLICES:
        return _sliced(statement, budget)
    for point in chain(candidates(statement), proposals(statement.tape, statement.box)):
        answer = decide(statement, point)
        if answer is Answer.FAILS:
            return disproof(statement, point, budget)
        if answer is Answer.UNDEFINED:
            return undefined(statement, point, budget)
        if budget.late:
            break
    if statement.conclusion.sign == "==":
        return _identity(statement, budget)
    if statement.conclusion.sign == "!=":
        return _apart(statement, budget)
    return _inequality(statement, budget)


def _enumerated(statement: Statement, number: int, budget: Budget) -> Outcome:
    if number > budget.boxes - budget.used:
        return Unproved(f"{number} points are more than the budget allows", boxes=budget.used)
    found = exact.enumerate_points(statement, budget)
    if found.answer is Answer.FAILS and found.point is not None:
        return disproof(statement, found.point, budget)
    if found.answer is Answer.UNDEFINED and found.point is not None:
        return undefined(statement, found.point, budget)
    if found.answer is Answer.HOLDS and found.holds + found.rejected == number:
        return Proof(statement.text, found.holds, f"enumeration of {number} points")
    if found.answer is Answer.REJECTED and found.rejected == number:
        return Unproved("no point meets the hypotheses", boxes=budget.used, empty=True)
    return Unproved("a point is not decided", boxes=budget.used)


def _sliced(statement: Statement, budget: Budget) -> Outcome:
    """Prove the statement for each value of its integers."""
    boxes, methods = 0, dict[str, None]()
    for values in exact.integer_points(statement):
        found = settle(statement.at_integers(values), budget)
        if isinstance(found, Unproved) and found.empty:
            continue
        if not isinstance(found, Proof):
            return found
        boxes += found.boxes
        methods[found.method] = None
    if not methods:
        return Unproved("no point meets the hypotheses", boxes=budget.used, empty=True)
    return Proof(statement.text, boxes, f"each integer by itself: {'; '.join(methods)}")


def _identity(statement: Statement, budget: Budget) -> Outcome:
    resolved = signs_resolved(statement)
    forms = [resolved, *(chart.statement for chart in charts(resolved))]
    if not any(exact.is_identity(form) for form in forms):
        solved = _by_solver(resolved, budget)
        return solved or Unproved("the two sides are not identical by expansion", boxes=budget.used)
    search = Search(Definedness(statement), lambda p: (decide(statement, p), p)).run(budget)
    if search.proved:
        return Proof(statement.text, search.settled, "identity by expansion, defined on every box")
    return failure(statement, search, budget)


def _apart(statement: Statement, budget: Budget) -> Outcome:
    """Prove that two sides differ, one being the smaller all over the domain."""
    conclusion = statement.conclusion
    turns = (
        Relation("<", conclusion.lhs, conclusion.rhs),
        Relation("<", conclusion.rhs, conclusion.lhs),
    )
    for turned in turns:
        found = settle(replace(statement, conclusion=turned), budget)
        if isinstance(found, Proof):
            return found
    return Unproved("neither side is smaller all over the domain", boxes=budget.used)


def _inequality(statement: Statement, budget: Budget) -> Outcome:
    """Try the methods in turn, each with a part of what is left, the cheap ones first."""
    statement = signs_resolved(statement)
    parts = conjuncts(statement.conclusion)
    if len(parts) > 1:
        return _together(statement, parts, budget)
    found = list(charts(statement))
    views = [in_chart(statement, chart) for chart in found]
    first = [view for view, chart in zip(views, found, strict=True) if chart.algebraic]
    others = [view for view in views if view not in first]
    plain = Attempt(statement, statement, lambda p: (decide(statement, p), p))
    stages: list[Callable[[], Outcome | None]] = [
        *(partial(view.run, budget, QUICK, BRIEF) for view in [*first, plain]),
        lambda: _by_roots(statement, budget),
        lambda: _by_solver(statement, budget),
        *(partial(view.run, budget, QUICK, BRIEF) for view in others),
        *(
            partial(view.run, budget, budget.boxes, share=0.4, touching=True)
            for view in [plain, *views]
        ),
        partial(plain.run, budget, budget.boxes),
    ]
    hardest = Unproved("the budget is spent", boxes=budget.used)
    for stage in stages:
        outcome = stage()
        if isinstance(outcome, Proof | Disproof):
            return outcome
        if outcome is not None and (outcome.undefined_at or outcome.empty):
            return outcome
        if outcome is not None and (outcome.hardest or not hardest.hardest):
            hardest = outcome
        if budget.spent:
            break
    return replace(hardest, boxes=budget.used)


def _together(statement: Statement, parts: list[Relation], budget: Budget) -> Outcome:
    """Prove every part of a conclusion; its points of failure are those of the whole."""
    proofs = []
    for part in parts:
        found = _inequality(replace(statement, conclusion=part), budget)
        if not isinstance(found, Proof):
            return found
        proofs.append(found)
    methods = dict.fromkeys(p.method for p in proofs)
    return Proof(statement.text, sum(p.boxes for p in proofs), "; ".join(methods))


def _by_roots(statement: Statement, budget: Budget) -> Outcome | None:
    found = roots.by_roots(statement)
    if found is None:
        return None
    if found.holds:
        return Proof(statement.text, 1, "real roots counted exactly")
    if found.point is not None and decide(statement, (found.point,)) is Answer.FAILS:
        return disproof(statement, (found.point,), budget)
    return None


def _by_solver(statement: Statement, budget: Budget) -> Outcome | None:
    found = algebra.by_solver(statement, SOLVER * budget.left)
    if found is None:
        return None
    if found.holds:
        return Proof(statement.text, 1, "exact algebra (z3)")
    if found.point is not None and decide(statement, found.point) is Answer.FAILS:
        return disproof(statement, found.point, budget)
    return None
