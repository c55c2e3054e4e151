"""The interval operation behind each kind of node."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flint import arb, fmpq

from falsum.enclosure import functions as f
from falsum.enclosure import special, trigonometry
from falsum.enclosure.interval import Interval, add, between, multiply, point
from falsum.enclosure.normal_form import Node

FUNCTIONS: dict[str, Callable[..., Interval]] = {
    "exp": f.exp,
    "log": f.log,
    "abs": f.absolute,
    "sign": f.sign,
    "floor": special.floor,
    "ceil": special.ceil,
    "sin": trigonometry.sin,
    "cos": trigonometry.cos,
    "tan": trigonometry.tan,
    "asin": f.asin,
    "acos": f.acos,
    "atan": f.atan,
    "sinh": f.sinh,
    "cosh": f.cosh,
    "tanh": f.tanh,
    "erf": f.erf,
    "gamma": special.gamma,
    "lgamma": special.lgamma,
    "factorial": special.factorial,
    "binomial": special.binomial,
    "min": f.minimum,
    "max": f.maximum,
}


def evaluate(node: Node, values: Sequence[Interval], box: Sequence[Interval]) -> Interval:
    """Evaluate one node from the values of its parts."""
    if node.kind == "linear":
        total = point(node.number)
        for part, coefficient in node.terms:
            total = add(
                total, f.scale(values[part], fmpq(coefficient.numerator, coefficient.denominator))
            )
        return total
    if node.kind == "monomial":
        product = None
        for base, exponent in node.terms:
            factor = f.rational_power(values[base], exponent)
            product = factor if product is None else multiply(product, factor)
        assert product is not None  # a monomial has factors
        return product
    if node.kind == "variable":
        return box[int(node.number)]
    if node.kind == "number":
        return point(node.number)
    if node.kind == "power":
        return f.real_power(values[node.parts[0]], values[node.parts[1]])
    if node.kind == "named":
        ball = arb.pi() if node.name == "pi" else arb.const_e()
        return between(ball.lower(), ball.upper())
    if node.inner is not None:
        found: Interval = node.inner.enclosed(node.kind, [values[p] for p in node.parts])
        return found
    return FUNCTIONS[node.name](*(values[p] for p in node.parts))
