"""Whole quotients, remainders, signs and the parts of numbers."""

import math
import random
from fractions import Fraction

import numpy as np
import pytest
from flint import arb

from falsum.balls import BallArray, Undecided, asarray
from falsum.balls import namespace as xp
from tests.balls.matrices import floats
from tests.balls.reference import array, contains, only, random_element, samples


def test_quotients_and_remainders_of_points_are_exact() -> None:
    """For rational numbers they are what Fractions say, by functions and by operators."""
    rng = random.Random(1)
    for _ in range(200):
        p = Fraction(rng.randrange(-99, 100), rng.randrange(1, 9))
        q = Fraction(rng.choice([-7, -3, -1, 1, 2, 5]), rng.randrange(1, 9))
        x, y = asarray(p), asarray(q)
        assert xp.floor_divide(x, y).points() == (x // y).points() == p // q
        assert xp.remainder(x, y).points() == (x % y).points() == p % q
        assert (p // y).points() == (x // q).points() == p // q
        assert (p % y).points() == (x % q).points() == p % q


def test_quotients_and_remainders_contain_those_of_samples() -> None:
    """Every quotient and remainder of chosen numbers lies inside, unless a divisor may be 0."""
    rng = random.Random(2)
    decided = 0
    for _ in range(400):
        x, y = random_element(rng), random_element(rng)
        quotient, flag = only(xp.floor_divide(array(x), array(y)))
        rest, rest_flag = only(xp.remainder(array(x), array(y)))
        assert flag == rest_flag
        if flag:
            assert not xp.all(array(y) != 0).certain()
            continue
        decided += 1
        for p, q in zip(samples(x, rng), samples(y, rng), strict=True):
            assert contains(quotient, p // q)
            assert contains(rest, p % q)
    assert decided > 100


def test_a_remainder_at_a_jump_is_all_that_it_may_be() -> None:
    """Where the quotient isn't decided the remainder is the segment from 0 to the divisor."""
    ball = array(arb(6, 0.001))
    assert xp.floor_divide(ball, 3).elements()[0].lo == 1
    rest = only(xp.remainder(ball, 3))[0]
    assert contains(rest, Fraction(1, 2000))
    assert contains(rest, Fraction(2999, 1000))
    assert not contains(rest, Fraction(-1, 1000))
    assert contains(only(xp.remainder(ball, -3))[0], Fraction(-2999, 1000))
    narrow = only(xp.remainder(array(arb(7, 0.001)), 3))[0]
    assert contains(narrow, 1)
    assert not contains(narrow, Fraction(11, 10))
    with pytest.raises(Undecided):
        bool(xp.floor_divide(ball, 3) == 2)


def test_division_by_zero_and_of_infinity_is_flagged() -> None:
    """No whole quotient exists there, and the flag says so."""
    for x, y in ((1, 0), (0, 0), (math.inf, 2), (1, math.inf), (1, arb(0, 1))):
        for function in (xp.floor_divide, xp.remainder):
            assert function(asarray([x]), asarray([y])).maybe_undefined.all(), (x, y)
    assert (xp.asarray(math.nan) % 2).maybe_undefined.all()


def test_signs() -> None:
    """A sign is copied where it is decided; else the result covers both."""
    assert xp.signbit(asarray([-2, 0, 3])).to_numpy().tolist() == [True, False, False]
    assert not xp.signbit(array(arb(0, 1))).is_decided().any()
    copied = xp.copysign(asarray([[3], [-3]]), asarray([-2, 0, 5]))
    assert copied.points().tolist() == [[-3, 3, 3], [-3, 3, 3]]
    both = only(xp.copysign(asarray([2]), array(arb(0, 1))))[0]
    assert contains(both, 2)
    assert contains(both, -2)


def test_parts_of_numbers() -> None:
    """Numbers are real: they are their own conjugates, and what may be undefined stays so."""
    x = asarray([Fraction(1, 3), -2])
    assert xp.real(x).points().tolist() == xp.conj(x).points().tolist() == x.points().tolist()
    assert xp.imag(x).points().tolist() == [0, 0]
    assert xp.imag(asarray([math.nan, 1])).maybe_undefined.tolist() == [True, False]


def test_truth_values_have_bits_and_numbers_have_none() -> None:
    """The bitwise functions are those of logic, and say what to write for numbers."""
    a, b = asarray([True, True, False]), asarray([True, False, False])
    assert xp.bitwise_and(a, b).to_numpy().tolist() == [True, False, False]
    assert xp.bitwise_or(a, b).to_numpy().tolist() == [True, True, False]
    assert xp.bitwise_xor(a, b).to_numpy().tolist() == [False, True, False]
    assert xp.bitwise_invert(a).to_numpy().tolist() == [False, False, True]
    undecided = xp.bitwise_or(array(arb(0, 1)) > 0, asarray([True]))
    assert undecided.to_numpy().tolist() == [True]
    with pytest.raises(TypeError, match="bitwise_and: balls are real numbers without bits"):
        xp.bitwise_and(asarray([1]), b)


def test_integer_types_cut_off_what_follows_the_point() -> None:
    """A conversion does to balls what it does to floats."""
    x = asarray([Fraction(7, 4), Fraction(-7, 4), 3])
    assert xp.astype(x, xp.int64).points().tolist() == [1, -1, 3]
    assert xp.asarray([Fraction(3, 2)], dtype=xp.int64).points().tolist() == [1]
    assert xp.astype(x, xp.float32).points().tolist() == x.points().tolist()
    straddling = only(xp.astype(array(arb(2, 0.5)), xp.int64))[0]
    assert contains(straddling, 1)
    assert contains(straddling, 2)


def test_running_products_and_differences() -> None:
    """They are exact for points, along any axis, with what is put before or after."""
    x = asarray([[1, 2, 3], [4, 5, Fraction(1, 2)]])
    assert xp.cumulative_prod(x, axis=1).points().tolist() == [[1, 2, 6], [4, 20, 10]]
    assert xp.cumulative_prod(x, axis=0, include_initial=True).points().tolist() == [
        [1, 1, 1],
        [1, 2, 3],
        [4, 10, Fraction(3, 2)],
    ]
    with pytest.raises(ValueError, match="cumulative_prod: name the axis"):
        xp.cumulative_prod(x)
    flagged = xp.cumulative_prod(asarray([2, math.nan, 3]))
    assert flagged.maybe_undefined.tolist() == [False, True, True]
    y = asarray([1, 4, 9])
    assert xp.diff(y, prepend=asarray([0]), append=asarray([16])).points().tolist() == [1, 3, 5, 7]
    assert xp.diff(y, n=2).points().tolist() == [2]


def test_running_products_contain_those_of_samples() -> None:
    """Products of numbers chosen inside the factors lie in the running products."""
    rng = random.Random(3)
    for _ in range(30):
        factors = [random_element(rng) for _ in range(4)]
        running = xp.cumulative_prod(array(*factors)).elements()
        for picks in zip(*(samples(x, rng) for x in factors), strict=True):
            assert all(contains(running[k], math.prod(picks[: k + 1])) for k in range(4))


def test_frequencies_and_shifts_agree_with_numpy() -> None:
    """The real parts of the Fourier extension are exact; the complex ones say what to write."""
    for n in (1, 2, 5, 8):
        assert np.allclose(_floats(xp.fft.fftfreq(n, d=2)), np.fft.fftfreq(n, d=2))
        assert np.allclose(_floats(xp.fft.rfftfreq(n)), np.fft.rfftfreq(n))
    x = np.arange(15).reshape(3, 5)
    for axes in (None, 0, (0, 1)):
        shifted = xp.fft.fftshift(asarray(x), axes=axes)
        assert shifted.points().tolist() == np.fft.fftshift(x, axes).tolist()
        assert xp.fft.ifftshift(shifted, axes=axes).points().tolist() == x.tolist()
    with pytest.raises(ValueError, match="fftfreq: n=0"):
        xp.fft.fftfreq(0)
    with pytest.raises(AttributeError, match=r"no 'fft\.rfft' in balls: complex.*xp\.cos"):
        _ = xp.fft.rfft


def test_the_substitute_for_the_transform_is_right() -> None:
    """The cosines and sines that the message names give numpy's transform."""
    x, n = asarray([1, 5, -2, 7, 3]), 5
    k = xp.arange(n)
    angle = 2 * xp.pi * xp.linalg.outer(k, k) / n
    expected = np.fft.fft([1, 5, -2, 7, 3])
    assert bool(xp.all(xp.abs(xp.cos(angle) @ x - floats(expected.real)) < Fraction(1, 10**12)))
    assert bool(xp.all(xp.abs(xp.sin(angle) @ x + floats(expected.imag)) < Fraction(1, 10**12)))
    inverse = np.fft.ifft([1, 5, -2, 7, 3])
    assert bool(xp.all(xp.abs(xp.cos(angle) @ x / n - floats(inverse.real)) < Fraction(1, 10**12)))
    assert bool(xp.all(xp.abs(xp.sin(angle) @ x / n - floats(inverse.imag)) < Fraction(1, 10**12)))


def _floats(x: BallArray) -> list[float]:
    return [float(value) for value in x.points()]
