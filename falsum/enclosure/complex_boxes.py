"""A tape on real balls or on complex boxes, as flint's rigorous integration asks for it.

On real balls every function is undefined where the claim's own arithmetic is.  On complex boxes the
value only counts where the function is analytic, so branch cuts and kinks give no value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

from flint import acb, arb, fmpq

from falsum.enclosure.effort import BALL, effort
from falsum.enclosure.normal_form import Node
from falsum.enclosure.tape import Tape

NAN = arb.nan()
_HALF = Fraction(1, 2)
_BOTH = ("exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "erf", "gamma")
_INNER = 2000  # evaluations of an integral inside an integral


def real_value(tape: Tape, inputs: Sequence[arb]) -> arb:
    """Return the value at real balls, NaN where a part may be undefined."""
    value: arb = _value(tape, inputs, _real, arb)
    return value


def analytic_value(tape: Tape, inputs: Sequence[acb]) -> acb:
    """Return the value on complex boxes, NaN unless the function is certainly analytic there."""
    value: acb = _value(tape, inputs, _analytic, acb)
    return value


def _value(tape: Tape, inputs: Sequence[Any], function: Any, kind: Any) -> Any:
    values: list[Any] = []
    for node in tape.nodes:
        value = _node(node, values, inputs, function, kind)
        if not value.is_finite():
            return kind(NAN)
        values.append(value)
    return values[-1]


def _node(
    node: Node, values: Sequence[Any], inputs: Sequence[Any], function: Any, kind: Any
) -> Any:
    parts = [values[p] for p in node.parts]
    if node.kind == "variable":
        return inputs[int(node.number)]
    if node.kind == "number":
        return kind(_exact(node.number))
    if node.kind == "linear":
        terms = [values[p] * _exact(c) for p, c in node.terms]
        return reduce(lambda a, b: a + b, terms, kind(_exact(node.number)))
    if node.kind == "monomial":
        factors = [_power(values[p], e, function) for p, e in node.terms]
        return reduce(lambda a, b: a * b, factors)
    if node.kind == "named":
        return kind(arb.pi() if node.name == "pi" else arb.const_e())
    if node.kind == "power":
        return function("power", parts)
    if node.inner is not None:
        return _integral(node, parts) if kind is acb and node.kind == "finite" else kind(NAN)
    return function(node.name, parts)


def _exact(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def _power(base: Any, exponent: Fraction, function: Any) -> Any:
    if exponent.denominator == 1:
        n = exponent.numerator
        return base**n if n >= 0 else 1 / base ** (-n)
    if exponent == _HALF:
        return function("sqrt", [base])
    return function("power", [base, type(base)(_exact(exponent))])


def _integral(node: Node, parameters: Sequence[acb]) -> acb:
    """Integrate over [0, 1] with complex parameters, in all of which the integrand is analytic."""
    inner: Tape = node.inner.tape

    def value(t: acb, _: bool) -> acb:
        effort.spent += BALL * len(inner.nodes)  # no exception may pass through flint
        return acb(NAN) if effort.over else analytic_value(inner, [t, *parameters])

    return acb.integral(value, 0, 1, eval_limit=_INNER)


def _real(name: str, parts: Sequence[arb]) -> arb:
    x = parts[0]
    if name in ("exp", "log", "sqrt", *_BOTH, "asin", "acos", "atan", "floor", "ceil"):
        value: arb = getattr(x, name)()
        return value
    if name == "power":
        y = parts[1]
        return x**y if x > 0 or (x >= 0 and y > 0) else NAN
    if name == "lgamma":
        return x.lgamma() if x > 0 else NAN
    if name == "abs":
        return abs(x)
    if name == "sign":
        return x.sgn()
    if name in ("min", "max"):
        return x.min(parts[1]) if name == "min" else x.max(parts[1])
    return NAN


def _analytic(name: str, parts: Sequence[acb]) -> acb:
    rule = _RULES.get(name)
    if name in _BOTH:
        value: acb = getattr(parts[0], name)()
        return value
    return acb(NAN) if rule is None else rule(*parts)


def _if(holds: bool, value: Callable[[], acb]) -> acb:
    return value() if holds else acb(NAN)


_RULES: dict[str, Callable[..., acb]] = {
    "log": lambda x: x.log(analytic=True),
    "sqrt": lambda x: x.sqrt(analytic=True),
    "power": lambda x, y: _if(x.real > 0, lambda: x.pow(y, analytic=True)),
    "asin": lambda x: _if(x.abs_upper() < 1, x.asin),
    "acos": lambda x: _if(x.abs_upper() < 1, x.acos),
    "atan": lambda x: _if(abs(x.imag) < 1, x.atan),
    "lgamma": lambda x: _if(x.real > 0, x.lgamma),
    "abs": lambda x: x.real_abs(analytic=True),
    "sign": lambda x: x.real_sgn(analytic=True),
    "floor": lambda x: x.real_floor(analytic=True),
    "ceil": lambda x: x.real_ceil(analytic=True),
    "min": lambda x, y: x.real_min(y, analytic=True),
    "max": lambda x, y: x.real_max(y, analytic=True),
}
