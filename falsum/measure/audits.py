"""Several checks at once: the claims on one family, with the verdict on record of each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from falsum.instances.family import Family
from falsum.instances.quantities import QuantityError
from falsum.measure.check import BindingError, Check, check
from falsum.statement.claim import Claim
from falsum.statement.symbols import Role, Symbol


class Checks(tuple[Check, ...]):
    """Checks that stand in a module under one name; each is collected under its own."""


def audits(
    family: Family,
    expect: Mapping[Claim, str | None],
    *,
    measures: Mapping[Symbol, Callable[..., Any]] | None = None,
    where: Mapping[Symbol, str] | None = None,
    given: Mapping[Symbol, Any] | None = None,
    supremum: str = "",
    weak: Mapping[Claim, str] | None = None,
) -> Checks:
    """Bind claims to a family whose quantities they speak of; ``expect`` maps each to its verdict.

    ``measures`` holds what is special to these claims: functions that take by name fields of the
    instance, definitions of the claim and intermediate results of the family.  The other options
    are those of :func:`check`, and count for the claims that speak of their symbols; ``weak`` maps
    a claim that could hardly have failed to the reason.

    Raises BindingError when a symbol is measured by nothing, or as :func:`check` does.
    """
    table = family.quantities.with_own(measures or {})
    file = sys._getframe(1).f_code.co_filename
    found = []
    for claim, verdict in expect.items():
        wanted = claim.of_role(Role.MEASURED) + claim.of_role(Role.CHOSEN)
        try:
            measure = table.measurement(wanted)
            arguments = measure.arguments
        except QuantityError as error:
            raise BindingError(f"{claim.id} on {family.name}: {error}") from None
        bind = check(
            claim,
            family,
            where=_spoken_of(where, claim),
            expect=verdict,
            given=_spoken_of(given, claim),
            supremum=supremum,
            weak=(weak or {}).get(claim, ""),
        )
        found.append(replace(bind(measure), file=file, arguments=arguments))
    return Checks(found)


def _spoken_of(table: Mapping[Symbol, Any] | None, claim: Claim) -> dict[Symbol, Any]:
    return {symbol: value for symbol, value in (table or {}).items() if symbol in claim.symbols}
