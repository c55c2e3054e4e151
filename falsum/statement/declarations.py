"""How the symbols of a claim are declared, each kind with what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from falsum.statement.domain import Domain, integers, positive, real
from falsum.statement.exact import ClaimError, lift
from falsum.statement.lettering import typeset
from falsum.statement.symbols import Role, Symbol


def _weights(dimension: int | Mapping[str, Any] | None) -> tuple[tuple[str, Fraction], ...] | None:
    if dimension is None:
        return None
    if isinstance(dimension, int):
        if dimension:
            raise ClaimError(
                f"dimension={dimension} names no unit; write e.g. {{'length': {dimension}}}, "
                "or 0 for a pure number"
            )
        return ()
    return tuple(sorted((unit, Fraction(power)) for unit, power in dimension.items()))


def _declare(
    role: Role,
    name: str,
    *,
    latex: str | None,
    meaning: str,
    domain: Domain = real,
    dimension: int | Mapping[str, Any] | None = None,
    indices: tuple[Symbol, ...] = (),
    value: Any = None,
    counts: bool = False,
    place: str = "",
    says: str = "",
) -> Symbol:
    if not name.isidentifier():
        raise ClaimError(f"symbol name {name!r} is not an identifier; put its letters in latex=")
    if not isinstance(domain, Domain):
        raise ClaimError(
            f"{name}: domain={domain!r} is a {type(domain).__name__}; write a Domain, such as "
            "domain=naturals (the object), or interval(lower, upper)"
        )
    if not isinstance(indices, tuple | list):
        raise ClaimError(f"{name}: indices={indices} is no tuple; write indices=({indices},)")
    for i in indices:
        if not isinstance(i, Symbol) or i.role is not Role.INDEX:
            raise ClaimError(f"{name}: {i!r} is not an index; declare it with index(name, lo, hi)")
    return Symbol(
        name,
        role=role,
        latex=latex or typeset(name),
        meaning=meaning,
        domain=domain,
        dimension=_weights(dimension),
        indices=tuple(indices),
        value=value,
        counts=counts,
        place=place,
        says=says,
    )


def parameter(
    name: str,
    meaning: str,
    *,
    domain: Domain = real,
    latex: str | None = None,
    dimension: int | Mapping[str, Any] | None = None,
    indices: tuple[Symbol, ...] = (),
    place: str = "",
) -> Symbol:
    """Declare a quantity that comes with the instance; its domain is part of the hypotheses.

    ``place`` is where the document says how it ranges.
    """
    return _declare(
        Role.PARAMETER,
        name,
        latex=latex,
        meaning=meaning,
        domain=domain,
        dimension=dimension,
        indices=indices,
        place=place,
    )


def measured(
    name: str,
    definition: str,
    *,
    latex: str | None = None,
    dimension: int | Mapping[str, Any] | None = None,
    indices: tuple[Symbol, ...] = (),
    says: str = "",
) -> Symbol:
    """Declare a quantity computed from the instance; ``definition`` is LaTeX that defines it.

    ``says`` is the definition in words, for a formula that is no more than the symbol: the
    formula is how it is typeset then, unless ``latex`` is another.
    """
    return _declare(
        Role.MEASURED,
        name,
        latex=latex or (definition if says else None),
        meaning=definition,
        dimension=dimension,
        indices=indices,
        says=says,
    )


def chosen(
    name: str,
    meaning: str,
    *,
    domain: Domain = real,
    latex: str | None = None,
    dimension: int | Mapping[str, Any] | None = None,
    indices: tuple[Symbol, ...] = (),
) -> Symbol:
    """Declare a quantity that an opponent may choose after the randomness is drawn."""
    return _declare(
        Role.CHOSEN,
        name,
        latex=latex,
        meaning=meaning,
        domain=domain,
        dimension=dimension,
        indices=indices,
    )


def constant(name: str, value: object, *, meaning: str = "", latex: str | None = None) -> Symbol:
    """Declare a named constant of the statement with the value printed there."""
    exact = lift(value)
    if exact.free_symbols:
        raise ClaimError(
            f"constant {name} has the value {exact}, which is not a number; "
            "write defined(name, expression) for a quantity that depends on others"
        )
    return _declare(Role.CONSTANT, name, latex=latex, meaning=meaning, value=exact)


def hidden(
    name: str,
    meaning: str,
    *,
    latex: str | None = None,
    dimension: int | Mapping[str, Any] | None = 0,
) -> Symbol:
    """Declare the positive constant that an O(.) hides: the claim says that one exists.

    Searches start from 1, and the audit reports which values the instances force.
    """
    return _declare(
        Role.HIDDEN,
        name,
        latex=latex,
        meaning=meaning,
        domain=positive,
        dimension=dimension,
        value=lift(1),
    )


def defined(
    name: str,
    expression: object,
    *,
    meaning: str = "",
    latex: str | None = None,
    dimension: int | Mapping[str, Any] | None = None,
    counts: bool = False,
) -> Symbol:
    """Declare a name for an expression; the engine computes it, the measurement may take it.

    One that ``counts`` is a number of things, which a charitable reader rounds up.
    """
    return _declare(
        Role.DEFINED,
        name,
        latex=latex,
        meaning=meaning,
        value=lift(expression),
        dimension=dimension,
        counts=counts,
    )


def index(name: str, lower: object, upper: object, *, latex: str | None = None) -> Symbol:
    """Declare an index that runs over the integers from ``lower`` to ``upper``, both included."""
    return _declare(
        Role.INDEX,
        name,
        latex=latex,
        meaning="",
        domain=integers,
        value=(lift(lower), lift(upper)),
    )


def variable(
    name: str,
    *,
    latex: str | None = None,
    dimension: int | Mapping[str, Any] | None = None,
) -> Symbol:
    """Declare a variable of integration; it means nothing outside of its integral."""
    return _declare(Role.VARIABLE, name, latex=latex, meaning="", dimension=dimension)
