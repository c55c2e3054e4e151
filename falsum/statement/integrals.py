"""The literal integral, and what an integral or a sum without end must look like."""

from __future__ import annotations

from typing import Any

import sympy

from falsum.statement.exact import ClaimError, lift
from falsum.statement.expressions import Literal
from falsum.statement.symbols import Role, Symbol

oo = sympy.oo


class Integral(Literal, sympy.Integral):
    """An integral ``Integral(body, (z, lower, upper))`` over a declared variable."""

    def __new__(cls, body: Any, limits: Any, **_: Any) -> Any:
        """Build the integral without evaluating it; an end may be ``oo`` or ``-oo``.

        Raises ClaimError when the limits are no (variable, lower, upper).
        """
        if not isinstance(limits, tuple | sympy.Tuple) or len(limits) != 3:
            raise ClaimError(
                f"an integral over {limits} has no range; write Integral(body, (z, lower, upper))"
            )
        z, lower, upper = limits
        if not isinstance(z, Symbol) or z.role is not Role.VARIABLE:
            raise ClaimError(
                f"the integral runs over {z}, which is no variable of integration; declare it "
                "with variable(name)"
            )
        ends = sympy.Tuple(z, lift(lower), lift(upper))
        if z in ends[1].free_symbols | ends[2].free_symbols:
            raise ClaimError(f"the range of the integral over {z.name} speaks of {z.name} itself")
        if ends[1] is sympy.oo or ends[2] is sympy.S.NegativeInfinity:
            raise ClaimError(
                f"the integral over {z.name} runs from {ends[1]} to {ends[2]}; "
                "exchange the ends and the sign"
            )
        return sympy.Expr.__new__(cls, lift(body), ends)


def running(node: Any) -> tuple[Symbol, Any, Any, Any]:
    """Return the running symbol, the ends and the body of an integral or a sum.

    Raises ClaimError on a sum without end that starts nowhere or runs over no index.
    """
    body, (symbol, lower, upper) = node.args
    if isinstance(node, sympy.Sum):
        if not isinstance(symbol, Symbol) or symbol.role is not Role.INDEX:
            raise ClaimError(f"{symbol} is no index; declare it with index(name, lower, upper)")
        if lower is sympy.S.NegativeInfinity:
            raise ClaimError(
                f"the sum over {symbol.name} starts at -oo; write it as two sums that start "
                "somewhere"
            )
    elif not isinstance(node, Integral):
        raise ClaimError(f"{node} is a bare SymPy integral; build it with falsum's Integral")
    return symbol, lower, upper, body
