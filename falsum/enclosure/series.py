"""Series: a partial sum, and a remainder that is bounded or not given at all.

The remainder from N on is bounded by the ratio of consecutive terms, by the formula of Euler and
Maclaurin (which contains the integral test), or, for terms (-1)^k g(k), by Euler's transform.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from flint import arb, fmpq

from falsum.balls.ends import INF, as_arb, less, make
from falsum.enclosure.bound import bound, spread
from falsum.enclosure.box import rational
from falsum.enclosure.defined import always_defined
from falsum.enclosure.functions import absolute, scale, subtract
from falsum.enclosure.integral import improper
from falsum.enclosure.integrand import Integrand
from falsum.enclosure.interval import (
    UNDEFINED,
    Interval,
    add,
    between,
    hull,
    intersect,
    is_nonnegative,
    is_nonpositive,
    multiply,
    negate,
    point,
    reciprocal,
)
from falsum.enclosure.pieces import goal, narrow
from falsum.enclosure.ratio import alternating, ratio
from falsum.enclosure.tails import dominated
from falsum.statement import expressions

COUNTS = (8, 32, 128, 512, 2048)  # terms that are added up before a remainder is bounded
WIDE = (4, 16)  # the same where the parameters are wide
ORDERS = (3, 2, 1)  # of the formula of Euler and Maclaurin: its last term has derivative 2m - 1
TRANSFORMS = (6, 4, 2, 1)  # of Euler
SLOWEST = (Fraction(1), Fraction(1, 4))  # powers by which alternating terms must tend to 0
BERNOULLI = (Fraction(1, 12), Fraction(-1, 720), Fraction(1, 30240))  # B(2m) / (2m)!


def series(integrand: Integrand, parameters: Sequence[Interval]) -> Interval:
    """Enclose the sum over k = 0, 1, 2, ...; undefined where no remainder is bounded."""
    bits, total, best, first = goal(parameters), point(0), UNDEFINED, 0
    tape = integrand.at(parameters)
    for count in COUNTS if narrow(parameters) and not integrand.tape.improper else WIDE:
        for k in range(first, count):
            total = add(total, tape([point(k), *parameters]))
        if total.undefined:
            return UNDEFINED
        first = count
        rest = _remainder(integrand, count, parameters)
        if rest.undefined:
            continue
        best = intersect(best, add(total, rest))
        if _width(rest) <= abs(as_arb(make(total.lo, total.hi))).upper() * arb(2) ** -bits:
            break
    return best


def _width(x: Interval) -> arb:
    return (arb(x.hi) - arb(x.lo)).upper() if x.is_bounded else arb.pos_inf()


def _remainder(integrand: Integrand, start: int, parameters: Sequence[Interval]) -> Interval:
    """Enclose the sum from ``start`` on by the first method that bounds it."""
    methods: tuple[Callable[[Integrand, int, Sequence[Interval]], Interval], ...] = (
        _by_ratio,
        _by_transform,
        _by_integral,
    )
    for method in methods:
        found = method(integrand, start, parameters)
        if not found.undefined and found.is_bounded:
            return found
    return UNDEFINED


def _on(integrand: Integrand, tree: object, start: int, parameters: Sequence[Interval]) -> Interval:
    """Enclose another tree for all real k from ``start`` on."""
    box = (between(fmpq(start), INF, False, True), *parameters)
    return bound(integrand.function(tree, box[1:]), box, 2)


def _at(integrand: Integrand, start: int, parameters: Sequence[Interval]) -> Interval:
    return integrand.at(parameters)([point(start), *parameters])


def _by_ratio(integrand: Integrand, start: int, parameters: Sequence[Interval]) -> Interval:
    """Compare with a geometric series: |f(k + 1)| <= q |f(k)| with q < 1 from ``start`` on."""
    tree = ratio(integrand)
    if tree is None:
        return UNDEFINED
    box = (between(fmpq(start), INF, False, True), *parameters)
    if not always_defined(integrand.tree, integrand.variables, box):
        return UNDEFINED
    value = spread(integrand.function(tree, box[1:]), box, 2)
    if value.undefined or not value.is_bounded:
        return UNDEFINED
    largest = absolute(value).hi
    if not less(largest, fmpq(1)):
        return UNDEFINED
    first, one = _at(integrand, start, parameters), point(1)
    if is_nonnegative(value):  # between two geometric series
        return multiply(first, reciprocal(subtract(one, between(value.lo, value.hi))))
    q = between(largest, largest)
    beyond = multiply(q, reciprocal(subtract(one, q)))
    return multiply(first, add(one, hull(negate(beyond), beyond)))


def _by_integral(integrand: Integrand, start: int, parameters: Sequence[Interval]) -> Interval:
    """Use the formula of Euler and Maclaurin, its last derivative being of one sign.

    Then the remainder is at most the last term, and all derivatives tend to 0 as the terms do.
    """
    moved = integrand.of(lambda t: expressions.Add(t, start))
    whole = improper(moved, parameters, singular=False)
    if whole.undefined:
        return UNDEFINED
    derivatives = _derivatives(integrand, 2 * max(ORDERS))
    half = scale(_at(integrand, start, parameters), fmpq(1, 2))
    for m in ORDERS:
        if len(derivatives) < 2 * m or not _one_sign(
            _on(integrand, derivatives[2 * m - 1].tree, start, parameters)
        ):
            continue
        total = add(whole, half)
        for j in range(m):
            slope = _at(derivatives[2 * j], start, parameters)
            term = scale(slope, rational(-BERNOULLI[j]))
            total = add(total, term)
        error = absolute(term)
        return add(total, hull(negate(error), error))
    if derivatives and is_nonpositive(_on(integrand, derivatives[0].tree, start, parameters)):
        return add(whole, hull(point(0), scale(half, fmpq(2))))
    return UNDEFINED


def _one_sign(value: Interval) -> bool:
    return is_nonnegative(value) or is_nonpositive(value)


def _derivatives(integrand: Integrand, count: int) -> list[Integrand]:
    """Return the derivatives in the running variable, as many as have a form."""
    found: list[Integrand] = []
    last: Integrand | None = integrand
    for _ in range(count):
        last = None if last is None else last.derivative(0)
        if last is None:
            break
        found.append(last)
    return found


def _by_transform(integrand: Integrand, start: int, parameters: Sequence[Interval]) -> Interval:
    """Apply Euler's transform to (-1)^k g(k), the differences of g falling to 0.

    Where (-1)^m g^(m) is positive and falling, so are the m-th differences, and what is left after
    m steps lies between 0 and the first of them over 2^m.
    """
    found = alternating(integrand)
    if found is None:
        return UNDEFINED
    g, odd = found
    if not any(dominated(g, q, Fraction(start), parameters).is_bounded for q in SLOWEST):
        return UNDEFINED
    derivatives = [g, *_derivatives(g, max(TRANSFORMS) + 1)]
    for m in TRANSFORMS:
        if len(derivatives) < m + 2 or not all(
            _falls(g, derivatives[n].tree, n, start, parameters) for n in (m, m + 1)
        ):
            continue
        differences = [_at(g, start + j, parameters) for j in range(m + 1)]
        total = point(0)
        for i in range(m):
            total = add(total, scale(differences[0], fmpq(1, 2 ** (i + 1))))
            differences = [subtract(a, b) for a, b in pairwise(differences)]
        total = add(total, hull(point(0), scale(differences[0], fmpq(1, 2**m))))
        return negate(total) if (start + odd) % 2 else total
    return UNDEFINED


def _falls(
    g: Integrand, tree: object, order: int, start: int, parameters: Sequence[Interval]
) -> bool:
    value = _on(g, tree, start, parameters)
    return is_nonpositive(value) if order % 2 else is_nonnegative(value)
