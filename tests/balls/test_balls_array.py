"""Creation, indexing, scopes, records, and one algorithm on three arithmetics."""

import json
import math
import pickle
import random
from fractions import Fraction
from typing import Any

import array_api_compat
import numpy as np
import pytest
import torch
from flint import arb, ctx, fmpq, fmpz

from falsum.balls import (
    BallArray,
    NotRational,
    Truth,
    Undecided,
    asarray,
    midpoint_floats,
    precision,
    rational_only,
)
from falsum.balls import namespace as xp
from falsum.balls.context import settings
from falsum.balls.ends import Segment, ends
from tests.balls.reference import array, contains, random_element


def test_everything_exact_enters_exactly() -> None:
    """Short floats and other numbers enter as they are, floats that are data as dyadics."""
    values = [1, 0.375, Fraction(1, 3), fmpq(2, 7), fmpz(5), np.float32(0.5), np.int8(-3)]
    exact = [Fraction(v) for v in (1, 0.375)] + [
        Fraction(1, 3), Fraction(2, 7), Fraction(5), Fraction(1, 2), Fraction(-3),
    ]  # fmt: skip
    assert asarray(values).points().tolist() == exact
    data = [0.1, 5e-324]
    assert BallArray.from_floats(data).points().tolist() == [Fraction(v) for v in data]
    assert asarray(np.array([[1.5, 2]])).shape == (1, 2)
    assert asarray(torch.tensor([0.5])).points().tolist() == [Fraction(1, 2)]
    assert asarray([asarray(1), 2]).points().tolist() == [1, 2]
    assert isinstance(asarray([True, False]), Truth)
    assert asarray([float("nan"), 1.0]).maybe_undefined.tolist() == [True, False]
    assert xp.asarray([0, 2], dtype=xp.bool).certain().tolist() == [False, True]
    with pytest.raises(TypeError, match="cannot make a ball"):
        asarray("1/3")
    with pytest.raises(ValueError, match="ragged"):
        asarray([[1, 2], [3]])


def test_creation_functions_follow_numpy() -> None:
    """Shapes and exact values agree with numpy's."""
    assert xp.arange(3).points().tolist() == [0, 1, 2]
    assert xp.arange(1, 0, -0.25).points().tolist() == np.arange(1, 0, -0.25).tolist()
    assert xp.arange(0).shape == (0,)
    assert xp.linspace(0, 1, 4).points().tolist() == [Fraction(k, 3) for k in range(4)]
    assert xp.eye(2, 3, k=1).points().tolist() == np.eye(2, 3, 1).tolist()
    assert xp.full((2, 1), Fraction(1, 3)).points().tolist() == [[Fraction(1, 3)]] * 2
    assert isinstance(xp.zeros((2,), dtype=xp.bool), Truth)
    assert xp.ones_like(xp.eye(2)).shape == (2, 2)


def test_manipulation_follows_numpy() -> None:
    """Every rearrangement agrees with numpy's."""
    data = np.arange(6).reshape(2, 3)
    x = asarray(data)
    pairs: list[tuple[Any, Any]] = [
        (xp.reshape(x, (3, -1)), data.reshape(3, -1)),
        (xp.permute_dims(x, (1, 0)), data.T),
        (x.T, data.T),
        (x.mT, data.T),
        (xp.stack([x, x], axis=1), np.stack([data, data], 1)),
        (xp.concat([x, x], axis=1), np.concatenate([data, data], 1)),
        (xp.expand_dims(x, axis=1), data[:, None]),
        (xp.squeeze(x[None], 0), data),
        (xp.broadcast_to(x[0], (4, 3)), np.broadcast_to(data[0], (4, 3))),
        (xp.flip(x, axis=1), data[:, ::-1]),
        (xp.roll(x, 1, axis=1), np.roll(data, 1, 1)),
        (xp.take(x, asarray([2, 0]), axis=1), data[:, [2, 0]]),
        (xp.tile(x, (1, 2)), np.tile(data, (1, 2))),
        (xp.repeat(x, 2, axis=0), np.repeat(data, 2, 0)),
        (xp.tril(x), np.tril(data)),
        (xp.triu(x, k=1), np.triu(data, 1)),
        (xp.diff(x), np.diff(data)),
        (x[1], data[1]),
        (x[..., None, 1:], data[..., None, 1:]),
        (x[asarray([[0, 0], [1, 1]])[0], :], data[[0, 0], :]),
        (x[x > 2], data[data > 2]),
        (x[np.array([True, False])], data[[True, False]]),
        (xp.moveaxis(x, 0, 1), data.T),
        (xp.meshgrid(x[0], x[1])[1], np.meshgrid(data[0], data[1])[1]),
        (xp.cumulative_sum(x, axis=1, include_initial=True), [[0, 0, 1, 3], [0, 3, 7, 12]]),
    ]
    for ours, theirs in pairs:
        assert ours.points().tolist() == np.asarray(theirs).tolist()
    x = xp.asarray(data, copy=True)
    x[0, 1:] = Fraction(1, 2)
    x[x == 5] = asarray(7)
    assert x.points().tolist() == [[0, Fraction(1, 2), Fraction(1, 2)], [3, 4, 7]]
    assert xp.flip(asarray(data) > 2, axis=1).certain().tolist() == (data > 2)[:, ::-1].tolist()
    assert len(x) == 2
    assert [int(v) for v in asarray([1, 2])] == [1, 2]


def test_the_namespace_is_found() -> None:
    """Generic code finds the namespace, the device and sensible data types."""
    x = asarray([1.0])
    assert array_api_compat.array_namespace(x, x) is xp
    assert array_api_compat.device(x) == x.device == "cpu"
    assert xp.isdtype(x.dtype, "real floating")
    assert xp.isdtype(xp.bool, ("integral", "bool"))
    assert (x > 0).__array_namespace__() is xp
    assert (x > 0).dtype == xp.bool
    assert all(hasattr(xp, name) for name in xp.__all__)
    with pytest.raises(AttributeError, match=r"no 'median' in balls: .*xp.sort"):
        _ = xp.median


def test_truth_as_numbers() -> None:
    """Certain truth is 0 or 1, undecided truth is the segment between, and sums count."""
    truth = array(arb(-1), arb(0, 1), arb(1)) > 0
    numbers = xp.astype(truth, xp.float64)
    assert numbers.is_point.tolist() == [True, False, True]
    assert [v.points().item() for v in (xp.sum(truth).lower(), xp.sum(truth).upper())] == [1, 2]
    assert contains((truth * asarray([2, 2, 2])).elements()[1], 2)
    assert xp.astype(asarray([0, 3]), xp.bool).certain().tolist() == [False, True]


def test_precision_is_scoped() -> None:
    """Precision and the exactness limit come back, after exceptions too."""
    before = (ctx.prec, settings.exact_bits)
    with precision(300, exact_bits=50):
        assert (ctx.prec, settings.exact_bits) == (300, 50)
        assert not (asarray(Fraction(1, 3)) ** 40).is_point
        with precision(40):
            assert (ctx.prec, settings.exact_bits) == (40, 50)
            coarse = xp.sqrt(asarray(2))
        assert (ctx.prec, settings.exact_bits) == (300, 50)
    with pytest.raises(TypeError), precision(77, exact_bits=7):
        xp.where(coarse, coarse, coarse)
    assert (ctx.prec, settings.exact_bits) == before
    fine = xp.sqrt(asarray(2))
    assert bool(coarse.lower() < fine)
    assert bool(fine < coarse.upper())
    with precision(500):
        assert xp.pi.elements()[()].rel_accuracy_bits() > 490
        assert xp.finfo().bits == 500
    with pytest.raises(ValueError, match="bits"), precision(1):
        pass


def test_rational_only_refuses_balls() -> None:
    """Inside the mode rational operations work and others raise; it ends with its block."""
    x = asarray([2, 3])
    with rational_only():
        assert xp.sum(x / 3 - x @ x).is_point
        assert xp.linalg.solve(asarray([[1, 2], [3, 4]]), x).is_point.all()
        for leave in (xp.sqrt, xp.exp, lambda v: v / 0, lambda v: v**3000):
            with pytest.raises(NotRational, match="rational_only"):
                leave(x)
    assert not settings.rational_only
    assert not xp.sqrt(x).is_point.any()
    with pytest.raises(NotRational, match="isn't an exact rational"):
        xp.sqrt(x).points()
    with pytest.raises(NotRational, match="undefined"):
        (x / 0).points()


def test_records_and_pickles_restore_every_element() -> None:
    """Elements of all kinds come back unchanged, through JSON and through pickle."""
    rng = random.Random(0)
    inf = BallArray.from_floats([math.inf, -math.inf, math.nan, 1e-320])
    with precision(333):
        x = xp.concat([array(*(random_element(rng) for _ in range(60))), inf])
        x = xp.reshape(xp.concat([x, x * xp.sqrt(asarray(2))]), (4, -1))
    for copy in (
        pickle.loads(pickle.dumps(x)),
        BallArray.from_enclosure(json.loads(json.dumps(x.enclosure()))),
    ):
        assert copy.shape == x.shape
        assert (copy.maybe_undefined == x.maybe_undefined).all()
        for ours, theirs in zip(copy.elements().flat, x.elements().flat, strict=True):
            assert type(ours) is type(theirs)
            if isinstance(ours, arb):
                assert ours.mid() == theirs.mid()
                assert ours.rad() == theirs.rad()
            else:
                assert ends(ours) == ends(theirs)
    huge = asarray(Fraction(7**9000, 11))
    assert pickle.loads(pickle.dumps(huge)).points() == Fraction(7**9000, 11)


def test_midpoints_saturate() -> None:
    """Floats of anything never raise."""
    x = asarray([Fraction(10**400), -Fraction(10**400), Fraction(1, 10**400), Fraction(1, 3)])
    assert midpoint_floats(x).tolist() == [math.inf, -math.inf, 0.0, 1 / 3]
    y = xp.exp(asarray([10**5, -(10**5), 10**300]))
    assert midpoint_floats(y)[:2].tolist() == [math.inf, 0.0]
    z = array(Segment(fmpq(0), arb.pos_inf()), Segment(arb.neg_inf(), arb.pos_inf()))
    assert midpoint_floats(z)[0] == 0
    assert math.isnan(midpoint_floats(z)[1])
    assert "?" in repr(asarray([float("nan")]))
    assert "1/3" in repr(asarray(Fraction(1, 3)))


def test_bounds_enclose_and_are_exact() -> None:
    """from_bounds keeps exact ends; lower() and upper() give them back."""
    box = BallArray.from_bounds([0, Fraction(1, 3)], [1, float("inf")])
    assert box.lower().points().tolist() == [0, Fraction(1, 3)]
    assert bool(box.upper()[1] == float("inf"))
    with pytest.raises(ValueError, match="empty segment"):
        BallArray.from_bounds(1, 0)
    assert not xp.sqrt(box).maybe_undefined.any()


def test_a_copy_doesn_t_share_and_one_array_s_square_does_not_leak() -> None:
    """Two elements that share one ball aren't taken for one quantity."""
    ball = arb(0, 1)
    x = asarray([ball, ball])
    assert contains((x[0] * x[1]).elements()[()], -1)
    assert not contains((x * x).elements()[0], Fraction(-1, 100))


def test_undecided_has_a_remedy_in_its_message() -> None:
    """The exception says what to do."""
    with pytest.raises(Undecided, match=r"raise the precision .*precision"):
        bool(asarray(arb(0, 1)) > 0)
    with pytest.raises(ValueError, match="any\\(\\) or all\\(\\)"):
        bool(asarray([1, 2]) > 0)
    with pytest.raises(Undecided):
        _ = asarray([1, 2])[asarray([arb(0, 1), arb(1)]) > 0]


def _loss(namespace: Any, x: Any, w1: Any, w2: Any, y: Any) -> Any:
    """Return the loss of a two-layer softplus network, as one would write it for numpy."""
    z = x @ w1
    magnitude = namespace.where(z > 0, z, -z)
    hidden = namespace.where(z > 0, z, 0 * z) + namespace.log1p(namespace.exp(-magnitude))
    residual = hidden @ w2 - y
    norms = namespace.linalg.vector_norm(w1, axis=0)
    penalty = namespace.sum(norms**2) + namespace.max(namespace.abs(w2))
    return namespace.mean(residual**2) / 2 + penalty * namespace.tanh(namespace.sqrt(norms[0]))


def test_one_algorithm_on_three_arithmetics() -> None:
    """The same function runs on numpy, torch and balls; the balls enclose the exact value."""
    rng = np.random.default_rng(0)
    for _ in range(5):
        data = [rng.normal(size=s) for s in ((6, 3), (3, 4), (4,), (6,))]
        in_numpy = float(_loss(np, *data))
        tensors = [torch.asarray(d) for d in data]
        in_torch = float(_loss(array_api_compat.array_namespace(*tensors), *tensors))
        balls = [BallArray.from_floats(d) for d in data]
        in_balls = _loss(array_api_compat.array_namespace(*balls), *balls)
        with precision(600):
            sharp = _loss(xp, *balls)
        assert not in_balls.maybe_undefined
        assert bool(in_balls.lower() <= sharp)
        assert bool(sharp <= in_balls.upper())
        assert bool(in_balls.upper() - in_balls.lower() < Fraction(1, 10**30))
        for in_floats in (in_numpy, in_torch):
            error = xp.abs(in_balls - BallArray.from_floats(in_floats))
            assert bool(10**12 * error < in_balls)


def test_float_results_lie_near_the_balls() -> None:
    """Numpy's result of random expressions is within a few ulp of the enclosure."""
    rng = np.random.default_rng(1)
    a, b = rng.normal(size=200), rng.uniform(0.1, 3, size=200)
    x, y = BallArray.from_floats(a), BallArray.from_floats(b)
    pairs: list[tuple[BallArray, Any]] = [
        (x + y, a + b), (x * y, a * b), (x / y, a / b), (xp.exp(x), np.exp(a)), (y**x, b**a),
        (xp.log(y), np.log(b)), (xp.sin(x), np.sin(a)), (xp.hypot(x, y), np.hypot(a, b)),
        (xp.logaddexp(x, y), np.logaddexp(a, b)), (xp.std(x), np.std(a)),
    ]  # fmt: skip
    for ours, theirs in pairs:
        error = xp.abs(ours - BallArray.from_floats(theirs))
        assert bool(xp.all(error <= 16 * 2.0**-52 * (1 + xp.abs(ours))))
