"""The truth of a random claim at one point of its domain, from the oracle's values alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.fuzz.arithmetic import Infinite, Undecidable, Undefined, compare
from tests.fuzz.oracle import Environment, value
from tests.fuzz.terms import Term, speaks_of

Relation = tuple[str, Term, Term]
HOLDS, VIOLATED, UNDEFINED, REJECTED, UNKNOWN = (
    "holds",
    "violated",
    "undefined",
    "rejected",
    "unknown",
)
PASSES = {
    "<=": lambda side: side <= 0,
    "<": lambda side: side < 0,
    ">=": lambda side: side >= 0,
    ">": lambda side: side > 0,
    "==": lambda side: side == 0,
    "!=": lambda side: side != 0,
}


@dataclass(frozen=True)
class Statement:
    """What a claim says, as relations between terms; ``least`` is a claimed probability."""

    quantifier: str
    hypotheses: tuple[Relation, ...]
    conclusion: tuple[Relation, ...]
    domains: tuple[Relation, ...] = ()
    least: Term | None = None


def judge(statement: Statement, env: Environment) -> str:
    """Say what the statement comes to at a point.

    One hypothesis that certainly fails rejects the point, whatever the others are; a hypothesis
    without a value leaves it out of account.
    """
    met = [_over_atoms(h, env) for h in (*statement.domains, *statement.hypotheses)]
    if "false" in met:
        return REJECTED
    if any(truth != "true" for truth in met):
        return UNKNOWN
    if statement.least is not None:
        return _chance(statement, env)
    found = [holds(relation, env) for relation in statement.conclusion]
    if "undefined" in found:
        return UNDEFINED
    if "infinite" in found:
        return f"{UNKNOWN} or {UNDEFINED}"
    if "false" in found:
        return VIOLATED if UNKNOWN not in found else f"{UNKNOWN} or {VIOLATED}"
    return UNKNOWN if UNKNOWN in found else HOLDS


def holds(relation: Relation, env: Environment) -> str:
    """Return true, false, undefined, infinite or unknown, over all free indices together."""
    truths = [_single(relation, at) for at in _places(relation, env)]
    for outcome in ("undefined", "infinite", UNKNOWN, "false"):
        if outcome in truths:
            return outcome
    return "true"


def _single(relation: Relation, env: Environment) -> str:
    sign, left, right = relation
    try:
        a, b = value(left, env), value(right, env)
        return "true" if PASSES[sign](compare(a, b)) else "false"
    except Undefined:
        return "undefined"
    except Infinite:
        return "infinite"
    except Undecidable:
        return UNKNOWN


def _places(relation: Relation, env: Environment) -> Iterator[Environment]:
    free = [p for p in env["ranges"] if any(speaks_of(side, p) for side in relation[1:])]
    spans = [range(env["ranges"][p][0], env["ranges"][p][1] + 1) for p in free]
    for places in itertools.product(*spans):
        yield {**env, **dict(zip(free, map(Fraction, places), strict=True))}


def _over_atoms(relation: Relation, env: Environment) -> str:
    """Return whether a hypothesis holds at every atom that has weight."""
    if "law" not in env or not any(speaks_of(side, "y") for side in relation[1:]):
        return holds(relation, env)
    truths = [holds(relation, {**env, "y": y}) for y, weight in env["law"] if weight != 0]
    if "false" in truths and set(truths) <= {"true", "false"}:
        return "false"
    return "true" if all(truth == "true" for truth in truths) else UNKNOWN


def _chance(statement: Statement, env: Environment) -> str:
    assert statement.least is not None
    certain = possible = Fraction(0)
    for y, weight in env["law"]:
        found = [holds(relation, {**env, "y": y}) for relation in statement.conclusion]
        if weight == 0:
            if not set(_without_y(statement, env)) <= {"true", "false"}:
                return f"{UNKNOWN} or {UNDEFINED}"
            continue
        if "undefined" in found:
            return UNDEFINED
        if "infinite" in found:
            return f"{UNKNOWN} or {UNDEFINED}"
        certain += weight if all(f == "true" for f in found) else 0
        possible += 0 if "false" in found else weight
    try:
        least = value(statement.least, env)
        if compare(certain, least) >= 0:
            return HOLDS
        return VIOLATED if compare(possible, least) < 0 else UNKNOWN
    except Undefined:
        return UNDEFINED
    except Undecidable:
        return UNKNOWN


def _without_y(statement: Statement, env: Environment) -> list[str]:
    fixed = [r for r in statement.conclusion if not any(speaks_of(s, "y") for s in r[1:])]
    return [holds(relation, env) for relation in fixed]


def verdicts(judged: Sequence[str]) -> set[str]:
    """Return the verdicts that are right for a claim judged at every point of its domain."""
    kinds = set(judged)
    right = {"refuted"} if VIOLATED in kinds else set()
    right |= {"ill_defined"} if UNDEFINED in kinds else set()
    if kinds <= {REJECTED}:
        return {"vacuous"}
    return right or ({"true"} if kinds <= {HOLDS, REJECTED} else {"open"})
