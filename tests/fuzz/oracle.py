"""What a term is worth at one point, by brute force: fractions, or 200 digits where those end.

Raises :class:`Undefined` where the statement says nothing, and :class:`Undecidable` where 200
digits cannot tell what a jump or a comparison comes to.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from tests.fuzz.arithmetic import (
    CONTEXT,
    Undecidable,
    Undefined,
    divide,
    extreme,
    finite,
    infinite,
    plus,
    power,
    times,
    total,
    whole,
)
from tests.fuzz.terms import Term

Environment = Mapping[str, Any]  # fractions; lists of them under an index; ranges by index name


def value(term: Term, env: Environment) -> Any:
    """Return a Fraction where the term is rational, a number of 230 digits, or an infinity."""
    operation, *parts = term
    if operation == "number":
        return parts[0]
    if operation == "named":
        return CONTEXT.pi + 0 if parts[0] == "pi" else CONTEXT.e + 0
    if operation == "symbol":
        found = env[parts[0]]
        for place in parts[1:]:
            found = found[int(env[place]) - env["ranges"][place][0]]
        return found
    if operation in ("constant", "defined"):
        return value(env["named"][parts[0]], env)
    if operation in ("sum", "least", "greatest"):
        return _over_index(operation, parts, env)
    if operation == "integral":
        return _integral(parts, env)
    if operation == "series":
        return 1 / (1 - value(parts[1], env))
    if operation == "mean":
        atoms = [(y, weight) for y, weight in env["law"] if weight != 0]
        body = values([(parts[0], {**env, "y": y}) for y, _ in atoms])
        return total([times(w, v) for (_, w), v in zip(atoms, body, strict=True)])
    exact = values([(part, env) for part in parts])
    return FUNCTIONS[operation](*exact) if operation in FUNCTIONS else _special(operation, exact)


def values(places: Sequence[tuple[Term, Environment]]) -> list[Any]:
    """Return the values of several terms; one without a value goes before one that is unknown."""
    found, unknown = [], None
    for term, env in places:
        try:
            found.append(value(term, env))
        except Undecidable as error:
            unknown = unknown or error
    if unknown is not None:
        raise unknown
    return found


def _over_index(operation: str, parts: list[Any], env: Environment) -> Any:
    place = parts[0]
    if operation == "sum":
        first, last = (int(whole(value(end, env))) for end in parts[1:3])
    else:
        first, last = env["ranges"][place]
    body = values([(parts[-1], {**env, place: Fraction(i)}) for i in range(first, last + 1)])
    if operation == "sum":
        return total(body)
    if not body:
        return math.inf if operation == "least" else -math.inf
    return extreme(operation == "least", body)


def _integral(parts: list[Any], env: Environment) -> Any:
    low, high = (value(end, env) for end in parts[0])
    pieces = []
    for n, coefficient in enumerate(parts[1:], 1):
        exponent = Fraction(n)
        gap = plus(power(high, exponent), times(Fraction(-1), power(low, exponent)))
        pieces.append(times(times(value(coefficient, env), gap), Fraction(1, n)))
    return total(pieces)


def _special(operation: str, exact: list[Any]) -> Any:
    from tests.fuzz.special import LIMITS, SPECIAL

    if infinite(exact[0]) and operation in LIMITS:
        limit = LIMITS[operation][exact[0] > 0]
        if limit is None:
            raise Undefined(f"{operation} of an infinity")
        return limit
    finite(*exact)
    return SPECIAL[operation](*exact)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "add": plus,
    "subtract": lambda a, b: plus(a, times(Fraction(-1), b)),
    "multiply": times,
    "divide": divide,
    "power": power,
    "sqrt": lambda a: power(a, Fraction(1, 2)),
    "min": lambda *values: extreme(True, list(values)),
    "max": lambda *values: extreme(False, list(values)),
}
