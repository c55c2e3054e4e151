"""Agreement: does a measurement give what its check says that it equals?"""

from __future__ import annotations

from dataclasses import replace

from falsum.audit import audit
from falsum.binding import Check
from falsum.expr import Eq
from falsum.symbols import Role, Symbol


def agrees(check: Check, *, assuming: bool = True) -> bool:
    """Try to show that a measurement differs from what its check gives for it.

    A proof covers the expressions that are given; this ties them to the measurement.  Without
    ``assuming`` the instances need not meet the hypotheses, which a proof that none does speaks of.
    """
    hypotheses = check.claim.hypotheses if assuming else ()
    free = {
        expression: symbol
        for symbol, expression in check.given.items()
        if isinstance(expression, Symbol) and expression not in check.claim.of_role(Role.PARAMETER)
    }
    for symbol, expression in check.given.items():
        if expression in free:
            continue
        same = replace(
            check.claim,
            conclusion=Eq(symbol, expression.xreplace(free)),
            hypotheses=hypotheses,
            trivial=None,
        )
        compared, _ = audit(check.variant(same), profile="quick", tested=True)
        if compared.verdict != "survived":
            return False
    return True
