"""The truth of a random claim at one point of its domain, from the oracle's values alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.fuzz.arithmetic import Beyond, Infinite, Undecidable, Undefined, compare
from tests.fuzz.oracle import Environment, value, values
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
    if {"false"} in met or {"true", "false"} in met:
        return REJECTED
    if any(truths - {"true"} for truths in met):
        return UNKNOWN
    if statement.least is not None:
        return _chance(statement, env)
    return _joined(set().union(*(holds(relation, env) for relation in statement.conclusion)))


def _joined(truths: set[str]) -> str:
    """Say what a conjunction comes to of which these are the truths of the parts."""
    if "undefined" in truths:
        return UNDEFINED
    if "beyond" in truths:
        return f"{UNKNOWN} or {UNDEFINED} or {VIOLATED}"
    may_fail = f" or {VIOLATED}" if "false" in truths else ""
    if "infinite" in truths:
        return f"{UNKNOWN} or {UNDEFINED}{may_fail}"
    if UNKNOWN in truths:
        return UNKNOWN + may_fail
    return VIOLATED if may_fail else HOLDS


def holds(relation: Relation, env: Environment) -> set[str]:
    """Return the truths of a relation: true, false, undefined, infinite, beyond or unknown.

    There is one at each place of its free indices, and none where they have no values.
    """
    return {_single(relation, at) for at in _places(relation, env)}


def _single(relation: Relation, env: Environment) -> str:
    sign, left, right = relation
    try:
        a, b = values([(left, env), (right, env)])
        return "true" if PASSES[sign](compare(a, b)) else "false"
    except Undefined:
        return "undefined"
    except Beyond:
        return "beyond"
    except Infinite:
        return "infinite"
    except Undecidable:
        return UNKNOWN


def _places(relation: Relation, env: Environment) -> Iterator[Environment]:
    free = [p for p in env["ranges"] if any(speaks_of(side, p) for side in relation[1:])]
    spans = [range(env["ranges"][p][0], env["ranges"][p][1] + 1) for p in free]
    for places in itertools.product(*spans):
        yield {**env, **dict(zip(free, map(Fraction, places), strict=True))}


def _over_atoms(relation: Relation, env: Environment) -> set[str]:
    """Return the truths of a hypothesis at the atoms that have weight."""
    if "law" not in env or not any(speaks_of(side, "y") for side in relation[1:]):
        return holds(relation, env)
    atoms = [y for y, weight in env["law"] if weight != 0]
    return set().union(*(holds(relation, {**env, "y": y}) for y in atoms))


def _chance(statement: Statement, env: Environment) -> str:
    assert statement.least is not None
    certain = possible = Fraction(0)
    for y, weight in env["law"]:
        found = set().union(*(holds(r, {**env, "y": y}) for r in statement.conclusion))
        if weight == 0:
            if not set().union(*_without_y(statement, env)) <= {"true", "false"}:
                return f"{UNKNOWN} or {UNDEFINED}"
            continue
        if "undefined" in found:
            return UNDEFINED
        if found & {"infinite", "beyond"}:
            return f"{UNKNOWN} or {UNDEFINED} or {VIOLATED}"
        certain += weight if found <= {"true"} else 0
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


def _without_y(statement: Statement, env: Environment) -> list[set[str]]:
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
