"""Containment of functions against 1000-bit and mpmath references, and their edges."""

import math
import random
from collections.abc import Callable
from fractions import Fraction

import mpmath
import pyintval
import pytest
from flint import arb, ctx

from falsum.balls import BallArray, asarray, precision
from falsum.balls import namespace as xp
from falsum.balls.ends import Segment
from tests.balls.reference import array, contains, meets, only, random_element, rational, samples

Domain = Callable[[Fraction], bool]


def _everywhere(x: Fraction) -> bool:
    return True


def _positive(x: Fraction) -> bool:
    return x > 0


def _unit(x: Fraction) -> bool:
    return -1 <= x <= 1


def _open_unit(x: Fraction) -> bool:
    return -1 < x < 1


FUNCTIONS: dict[str, tuple[Domain, Callable[[arb], arb], str]] = {
    "sqrt": (lambda x: x >= 0, arb.sqrt, "sqrt"),
    "exp": (_everywhere, arb.exp, "exp"),
    "expm1": (_everywhere, arb.expm1, "expm1"),
    "log": (_positive, arb.log, "log"),
    "log2": (_positive, lambda x: x.log() / arb(2).log(), ""),
    "log10": (_positive, lambda x: x.log() / arb(10).log(), "log10"),
    "log1p": (lambda x: x > -1, arb.log1p, "log1p"),
    "sin": (_everywhere, arb.sin, "sin"),
    "cos": (_everywhere, arb.cos, "cos"),
    "tan": (_everywhere, arb.tan, "tan"),
    "asin": (_unit, arb.asin, "asin"),
    "acos": (_unit, arb.acos, "acos"),
    "atan": (_everywhere, arb.atan, "atan"),
    "sinh": (_everywhere, arb.sinh, "sinh"),
    "cosh": (_everywhere, arb.cosh, "cosh"),
    "tanh": (_everywhere, arb.tanh, "tanh"),
    "asinh": (_everywhere, arb.asinh, "asinh"),
    "acosh": (lambda x: x >= 1, arb.acosh, "acosh"),
    "atanh": (_open_unit, arb.atanh, "atanh"),
    "erf": (_everywhere, arb.erf, "erf"),
    "erfc": (_everywhere, arb.erfc, "erfc"),
    "erfinv": (_open_unit, arb.erfinv, "erfinv"),
    "lgamma": (_positive, arb.lgamma, "loggamma"),
    "gamma": (lambda x: x > 0 or x.denominator > 1, arb.gamma, "gamma"),
    "digamma": (lambda x: x > 0 or x.denominator > 1, arb.digamma, "digamma"),
}


@pytest.mark.parametrize("bits", [128, 10])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_contain_the_1000_bit_value(name: str, bits: int) -> None:
    """The value at every sample of the argument is enclosed, or the argument left the domain."""
    inside, reference, _ = FUNCTIONS[name]
    rng = random.Random(name)
    for _ in range(120):
        x = random_element(rng)
        with precision(bits):
            value, flag = only(getattr(xp, name)(array(x)))
        for a in samples(x, rng, 2):
            if not inside(a):
                assert flag, (name, x, a)
                continue
            with ctx.workprec(1000):
                wanted = reference(arb(rational(a)))
            if wanted.is_finite():
                assert meets(value, wanted), (name, x, a, value)


@pytest.mark.parametrize("name", [n for n, entry in FUNCTIONS.items() if entry[2]])
def test_functions_contain_mpmath_values(name: str) -> None:
    """An independent implementation agrees at points of moderate size, where no flag appears."""
    inside, _, twin = FUNCTIONS[name]
    rng = random.Random(name)
    mpmath.mp.prec = 400
    for _ in range(40):
        a = Fraction(rng.uniform(-4, 4))
        a = a / 4 if inside is _unit or inside is _open_unit else a
        if not inside(a) or (name in ("gamma", "digamma") and a < 0):
            continue
        value, flag = only(getattr(xp, name)(asarray([a])))
        wanted = getattr(mpmath, twin)(mpmath.mpf(a.numerator) / a.denominator)
        mantissa, exponent = int(wanted.man), int(wanted.exp)
        exact = Fraction(mantissa) * Fraction(2) ** exponent * (-1 if wanted < 0 < mantissa else 1)
        slack = abs(exact) * Fraction(1, 2**380)
        assert not flag
        assert (
            contains(value, exact)
            or contains(value, exact - slack)
            or contains(value, exact + slack)
        )
        width = (asarray([0]) + array(value)).upper() - array(value).lower()
        assert bool(xp.all(width <= (abs(exact) + 1) * Fraction(1, 2**110)))


def test_special_values_are_exact() -> None:
    """Where the value at a rational is a known rational, the result is that point."""
    one = {"exp": 0, "cos": 0, "cosh": 0, "erfc": 0, "gamma": 1}
    zero = {"sin": 0, "tan": 0, "asin": 0, "atan": 0, "sinh": 0, "tanh": 0, "log1p": 0, "expm1": 0}
    zero |= {"log": 1, "log2": 1, "log10": 1, "acos": 1, "acosh": 1, "erf": 0, "lgamma": 2}
    for wanted, table in ((1, one), (0, zero)):
        for name, argument in table.items():
            assert getattr(xp, name)(asarray(argument)).points() == wanted, name
    assert xp.sqrt(asarray(Fraction(9, 49))).points() == Fraction(3, 7)
    assert (asarray(Fraction(9, 49)) ** Fraction(-3, 2)).points() == Fraction(343, 27)


@pytest.mark.parametrize("dimension", [2, 3])
def test_gram_matrix_of_rational_unit_vectors(dimension: int) -> None:
    """Angles of repeated exact unit vectors are exactly 0, of antiparallel ones enclose pi."""
    u = [Fraction(3, 5), Fraction(4, 5)] + [Fraction(0)] * (dimension - 2)
    x = asarray([u, u, [-c for c in u]])
    angles = xp.acos(x @ x.mT)
    assert not angles.maybe_undefined.any()
    assert angles[:2, :2].points().tolist() == [[0, 0], [0, 0]]
    with precision(1000):
        pi = arb.pi()
    assert meets(angles.elements()[0, 2], pi)
    assert contains((xp.pi - angles[0, 2]).elements()[()], 0)


def test_gram_matrix_of_ball_unit_vectors() -> None:
    """Angles need the clip: without it the diagonal is flagged, with it it contains 0."""
    v = xp.sqrt(asarray([2, 3, 5]))
    unit = v / xp.linalg.vector_norm(v)
    x = xp.stack([unit, unit, -unit])
    gram = x @ x.mT
    assert xp.acos(gram).maybe_undefined.any()
    clipped = xp.clip(gram, -1, 1)
    angles = xp.acos(clipped)
    assert not angles.maybe_undefined.any()
    assert contains(angles.elements()[0, 1], 0)
    assert not contains(angles.elements()[0, 1], -1)
    with precision(1000):
        assert meets(angles.elements()[0, 2], arb.pi())
    assert bool(xp.all(angles >= 0))
    assert bool(xp.all(clipped <= 1))


def test_edges_of_the_domain() -> None:
    """Overlap with an edge encloses the part inside and is flagged; outside there is nothing."""
    wide = array(arb(0, 1))
    value, flag = only(xp.sqrt(wide))
    assert flag
    assert contains(value, 0)
    assert contains(value, 1)
    assert not contains(value, -1)
    value, flag = only(xp.log(array(Segment(rational(0), rational(1)))))
    assert flag
    assert contains(value, 0)
    assert not contains(value, 1)
    for function, outside in (
        (xp.log, 0),
        (xp.log, -1),
        (xp.sqrt, -1),
        (xp.acos, 2),
        (xp.asin, -2),
    ):
        value, flag = only(function(asarray([outside])))
        assert flag
        assert contains(value, 10**300)
        assert contains(value, -(10**300))
    value, flag = only(xp.sqrt(xp.clip(wide, 0, None)))
    assert not flag
    assert contains(value, 0)
    assert not contains(value, Fraction(-1, 10**30))
    value, flag = only(xp.sqrt(1 - xp.square(xp.clip(wide, -1, 1))))
    assert not flag
    assert contains(value, 1)
    assert contains(value, 0)
    assert not only(xp.acos(asarray([1 - Fraction(1, 2**500)])))[1]


def test_clip_keeps_rational_ends_exactly() -> None:
    """The ends of a clip are kept, whether dyadic or not."""
    clipped = xp.clip(array(arb(0, 5)), Fraction(-1, 3), Fraction(2, 3))
    assert clipped.lower().points().tolist() == [Fraction(-1, 3)]
    assert clipped.upper().points().tolist() == [Fraction(2, 3)]
    assert xp.clip(asarray([float("nan")]), 0, 1).maybe_undefined.all()
    assert xp.clip(asarray([-2, 5]), None, 1).points().tolist() == [-2, 1]


def test_ranges_are_respected() -> None:
    """Values stay within the range of the function, for wide and for huge arguments."""
    x = array(arb(0, 100), arb(0, 1e-30), arb(1e300), Segment(rational(-5), rational(7)))
    assert bool(xp.all(xp.exp(x) >= 0))
    assert bool(xp.all(xp.cosh(x) >= 1))
    assert bool(xp.all(xp.abs(xp.sin(x)) <= 1))
    assert bool(xp.all(xp.abs(xp.cos(x)) <= 1))
    assert bool(xp.all(xp.abs(xp.tanh(x)) <= 1))
    assert bool(xp.all(xp.erfc(x) >= 0))
    assert bool(xp.all(xp.square(x) >= 0))
    assert bool(xp.all(x**4 >= 0))
    assert bool(xp.all(x * x >= 0))


def test_real_powers_contain_references() -> None:
    """Powers with any exponent contain the 1000-bit value, or the base left the domain."""
    rng = random.Random(5)
    for _ in range(300):
        x = random_element(rng)
        exponent = Fraction(rng.choice([0.5, -0.5, 1.5, 0.3, -2.7, Fraction(1, 3)]))
        y = random_element(rng, exponent) if rng.random() < 0.4 else rational(exponent)
        value, flag = only(array(x) ** array(y))
        for a in samples(x, rng, 2):
            for b in samples(y, rng, 1):
                if (a < 0 and b.denominator > 1) or (a == 0 and b < 0):
                    assert flag, (x, y)
                elif a > 0:
                    with ctx.workprec(1000):
                        wanted = (arb(rational(a)).log() * rational(b)).exp()
                    assert meets(value, wanted), (x, y, a, b, value)


def test_atan2_contains_references() -> None:
    """Angles of all quadrants contain the float value up to its error."""
    rng = random.Random(11)
    for _ in range(200):
        y, x = random_element(rng), random_element(rng)
        value, _ = only(xp.atan2(array(y), array(x)))
        for a in samples(y, rng, 1):
            for b in samples(x, rng, 1):
                with ctx.workprec(1000):
                    assert meets(value, arb.atan2(arb(rational(a)), arb(rational(b))))
                if (0 < abs(a) < 1e100 or a == 0) and 1e-100 < abs(b) < 1e100:
                    near = BallArray.from_floats(math.atan2(a, b))
                    error = Fraction(1, 2**40)
                    low, high = array(value).lower() - error, array(value).upper() + error
                    assert bool(low[0] <= near)
                    assert bool(near <= high[0])


def test_binomials_and_factorials_are_exact() -> None:
    """Integer points give exact integers; others go through gamma functions, or are flagged."""
    assert xp.binomial(asarray([5, 10, 3, -2]), asarray([2, 0, 7, 3])).points().tolist() == [
        10, 1, 0, -4,
    ]  # fmt: skip
    assert xp.factorial(asarray([0, 1, 5, 20])).points().tolist() == [1, 1, 120, math.factorial(20)]
    assert xp.gamma(asarray(21)).points() == math.factorial(20)
    large = xp.binomial(asarray(5000), asarray(2500)).elements()[()]
    assert contains(large, math.comb(5000, 2500))
    for top in (asarray(Fraction(1, 2)), xp.sqrt(asarray(2))):
        assert bool((xp.binomial(top, 1) == top).possible().all())
        assert xp.factorial(top).maybe_undefined.all()
    assert xp.factorial(asarray(-1)).maybe_undefined.all()
    assert xp.binomial(asarray(Fraction(-1, 2)), asarray([1, 3, -1])).points().tolist() == [
        Fraction(-1, 2), Fraction(-5, 16), 0,
    ]  # fmt: skip
    assert xp.binomial(asarray(-2), asarray(Fraction(1, 2))).maybe_undefined.all()
    assert xp.binomial(asarray(-2), asarray(-1)).maybe_undefined.all()
    assert xp.binomial(asarray(3), asarray(-1)).points() == 0


def test_second_opinion_of_an_interval_library() -> None:
    """An independent binary64 interval library gives enclosures that meet ours."""
    rng = random.Random(2)
    for name in ("sqrt", "exp", "log", "sin", "cos", "atan", "sinh", "tanh"):
        for _ in range(50):
            a = rng.uniform(0.1, 20)
            theirs = getattr(pyintval, name)(pyintval.Interval(a))
            ours = getattr(xp, name)(BallArray.from_floats([a]))
            low, high = (BallArray.from_floats(end) for end in (theirs.lo, theirs.hi))
            assert bool(xp.all(ours.upper() >= low)), (name, a)
            assert bool(xp.all(ours.lower() <= high)), (name, a)
