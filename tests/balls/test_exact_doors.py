"""Nothing that may have been rounded enters the balls, and nothing is rounded on the way out."""

import decimal
import math
import statistics
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import array_api_compat
import numpy as np
import pytest
import torch
from flint import arb, fmpq

from falsum.balls import (
    BallArray,
    InexactNumber,
    Undecided,
    asarray,
    midpoint_floats,
    precision,
)
from falsum.balls import namespace as xp
from falsum.balls.exactness import advice

X = asarray([1, 2])
ROOT = xp.sqrt(asarray(2))
THIRD = asarray(Fraction(1, 3))


def _assigned(value: Any) -> Any:
    x = asarray([1, 2])
    x[0] = value
    return x


DOORS: dict[str, Callable[[Any], Any]] = {
    "asarray": asarray,
    "asarray of a list": lambda v: asarray([1, v]),
    "asarray of nested lists": lambda v: asarray([[1, 2], [3, v]]),
    "asarray of an object array": lambda v: asarray(np.array([v], dtype=object)),
    "asarray of an array": lambda v: asarray(np.array([v])),
    "asarray of a tensor": lambda v: asarray(torch.tensor([v], dtype=torch.float64)),
    "asarray of a scalar": lambda v: asarray(np.float64(v)),
    "full": lambda v: xp.full((2,), v),
    "full_like": lambda v: xp.full_like(X, v),
    "arange": lambda v: xp.arange(0, 1, v),
    "linspace": lambda v: xp.linspace(0, v, 3),
    "from_fractions": BallArray.from_fractions,
    "from_bounds": lambda v: BallArray.from_bounds(0, v),
    "+": lambda v: X + v,
    "r+": lambda v: v + X,
    "-": lambda v: X - v,
    "r-": lambda v: v - X,
    "*": lambda v: X * v,
    "r*": lambda v: v * X,
    "/": lambda v: X / v,
    "r/": lambda v: v / X,
    "**": lambda v: X**v,
    "r**": lambda v: v**X,
    "@": lambda v: X @ np.array([v, v]),
    "r@": lambda v: np.array([v, v]) @ X,
    "a numpy scalar *": lambda v: np.float64(v) * X,
    "a numpy array *": lambda v: np.array([v, v]) * X,
    "<": lambda v: v > X,
    "<=": lambda v: v >= X,
    ">": lambda v: v < X,
    ">=": lambda v: v <= X,
    "==": lambda v: v == X,
    "!=": lambda v: v != X,
    "in": lambda v: v in X,
    "less": lambda v: xp.less(X, v),
    "maximum": lambda v: xp.maximum(X, v),
    "pow": lambda v: xp.pow(X, v),
    "atan2": lambda v: xp.atan2(X, v),
    "exp": xp.exp,
    "sqrt": xp.sqrt,
    "clip from": lambda v: xp.clip(X, v, 1),
    "clip to": lambda v: xp.clip(X, None, v),
    "where": lambda v: xp.where(X > 1, v, X),
    "where else": lambda v: xp.where(X > 1, X, v),
    "an assignment": _assigned,
    "stack": lambda v: xp.stack([X[0], v]),
    "concat": lambda v: xp.concat([X, np.array([v])]),
    "sum": lambda v: xp.sum([v, v]),
    "mean": lambda v: xp.mean(np.array([v, v])),
    "var": lambda v: xp.var(X, correction=v),
    "vector_norm": lambda v: xp.linalg.vector_norm(X, ord=2 + v),
    "outer": lambda v: xp.linalg.outer(X, [v]),
    "erf": xp.erf,
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_no_door_lets_a_rounded_float_in(door: Callable[[Any], Any]) -> None:
    """Every way in refuses 0.1, and takes a short dyadic, with or without a type of numpy."""
    with pytest.raises(InexactNumber, match=r"^\d.* is a float that may have been rounded"):
        door(0.1)
    door(0.375)


@pytest.mark.parametrize(
    "value",
    [0, 1.0, -0.0, 0.5, 0.375, 2.0**-20, 2.0**300, 1e6, 1e9, 1e12, 1e22, 365.25, 9999999.5,
     math.inf, -math.inf, np.float32(0.5), np.float16(3), np.finfo(float).max, True,
     np.int64(2**62 + 1), Fraction(1, 10), Fraction(0.375), fmpq(1, 3), arb(0.5), arb(2).sqrt()],
)  # fmt: skip
def test_what_is_no_doubt_exact_enters(value: Any) -> None:
    """Short dyadics, typed decimals that are exact, whole numbers, fractions and balls."""
    array = asarray([value])
    assert isinstance(array, BallArray) or array.certain().all()


@pytest.mark.parametrize(
    "value",
    [0.1, 1e-3, 1e-12, 1 / 3, 1e23, math.pi, math.e, math.sqrt(2), math.exp(1.5), 5e-324, -0.3,
     1 - 2.0**-40, float(np.float32(0.1)), np.float32(0.1), np.float16(0.1), np.float64(0.1),
     np.longdouble(0.1), Fraction(0.1), Fraction(1 / 3), Fraction(math.pi), Fraction(math.sqrt(2)),
     fmpq(*(0.1).as_integer_ratio()), arb(0.1), decimal.Decimal("0.1"), "1/10", 1j, None],
)  # fmt: skip
def test_what_may_have_been_rounded_is_refused(value: Any) -> None:
    """Long floats of each type, their exact values in other clothes, and what is no real number."""
    with pytest.raises(TypeError):
        asarray(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.1, "write x / 10 for 0.1 * x, and xp.ones_like(x) / 10 for 0.1"),
        (-0.3, "write -3 * x / 10 for -0.3 * x, and -3 * xp.ones_like(x) / 10 for -0.3"),
        (1e-12, "write x / 10**12 for 1e-12 * x, and xp.ones_like(x) / 10**12 for 1e-12"),
        (1 / 3, f"write x / 3 for {1 / 3} * x, and xp.ones_like(x) / 3 for {1 / 3}; where 3 is a "
                "size, write n for it"),
        (181875 / 128, "compute it from x, xp.pi and ints with functions of xp = "
                       "array_namespace(x)"),
        (1e23, "write the int 10**23"),
        (math.pi, "write xp.pi"),
        (math.tau, "write 2 * xp.pi"),
        (-math.pi / 2, "write -xp.pi / 2"),
        (math.e, "write xp.e"),
        (math.sqrt(2), "write xp.sqrt(xp.full_like(x, 2)); where 2 is a size, write n for it"),
        (math.sqrt(0.5), "write xp.sqrt(xp.full_like(x, 1) / 2); where 2 is a size, write n for "
                         "it"),
        (math.exp(1.5), "compute it from x, xp.pi and ints with functions of xp = "
                        "array_namespace(x)"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_to_write(value: float, written: str) -> None:
    """The advice names what the float most likely stands for, on one line."""
    assert advice(value) == written
    with pytest.raises(InexactNumber) as caught:
        asarray(value)
    assert str(caught.value).endswith(written)
    assert "\n" not in str(caught.value)


def test_a_ball_is_not_formatted() -> None:
    """Digits of a ball could come back as a float, and so a format is refused."""
    with pytest.raises(InexactNumber, match=r"formatting of .* would round"):
        f"{X:.3f}"


@pytest.mark.parametrize("library", [np, array_api_compat.array_namespace(torch.zeros(1))])
def test_what_is_advised_runs_in_every_namespace(library: Any) -> None:
    """The expressions that messages suggest are good in floats, too, and near the float meant."""
    x = library.asarray([2.0], dtype=library.float64)
    for value in (
        0.1,
        -0.3,
        1e-12,
        1 / 3,
        math.pi,
        math.pi / 2,
        math.e,
        math.sqrt(2),
        math.sqrt(0.5),
    ):
        text = advice(value).removeprefix("write ").split("; ")[0]
        text = text.split(", and ")[-1].split(" for ")[0]
        for array, space in ((x, library), (X, xp)):
            found = eval(text, {"xp": space, "x": array})
            number = midpoint_floats(found) if isinstance(found, BallArray) else np.asarray(found)
            assert number.reshape(-1)[0] == pytest.approx(value, rel=1e-15)


def test_random_data_are_no_fault() -> None:
    """Fractions of an instance's own floats come back into the balls, and data have their door."""
    data = np.random.default_rng(0).normal(size=1000)
    points = BallArray.from_floats(data).points()
    assert (asarray(points) == BallArray.from_fractions(points)).certain().all()
    assert BallArray.from_fractions([Fraction(0.1)]).points().tolist() == [Fraction(0.1)]
    assert BallArray.from_floats([0.1, math.nan]).maybe_undefined.tolist() == [False, True]


EXITS: dict[str, Callable[[Any], Any]] = {
    "float": float,
    "complex": complex,
    "round": round,
    "round to digits": lambda x: round(x, 3),
    "math.sqrt": math.sqrt,
    "math.exp": math.exp,
    "math.floor": math.floor,
    "math.ceil": math.ceil,
    "math.trunc": math.trunc,
    "math.fsum": lambda x: math.fsum([x]),
    "math.hypot": lambda x: math.hypot(x, x),
    "statistics.mean": lambda x: statistics.mean([x, x]),
    "statistics.fmean": lambda x: statistics.fmean([x, x]),
    "statistics.stdev": lambda x: statistics.stdev([x, 1]),
    "Fraction": Fraction,
    "Decimal": decimal.Decimal,
    "np.asarray": np.asarray,
    "np.array": lambda x: np.array([x, x]),
    "np.array of objects": lambda x: np.array([x], dtype=object),
    "np.float64": np.float64,
    "np.sqrt": np.sqrt,
    "np.exp": np.exp,
    "np.maximum": lambda x: np.maximum(x, 0),
    "np.add.reduce": lambda x: np.add.reduce(x),
    "np.mean": np.mean,
    "np.sum": np.sum,
    "np.where": lambda x: np.where(True, x, 0),
    "np.linalg.norm": np.linalg.norm,
    "torch.asarray": torch.asarray,
    "torch.sqrt": torch.sqrt,
    "item": lambda x: x.item(),
    "tolist": lambda x: x.tolist(),
    "detach": lambda x: x.detach(),
    "numpy": lambda x: x.numpy(),
    "midpoints": lambda x: x.midpoints(),
    "a format": lambda x: f"{x:.17g}",
    "in place": lambda x: np.multiply(np.ones(1), x, out=np.ones(1)),
}


@pytest.mark.parametrize("value", [ROOT, THIRD, asarray(4)], ids=["a ball", "a third", "four"])
@pytest.mark.parametrize("leave", EXITS.values(), ids=EXITS)
def test_nothing_is_rounded_on_the_way_out(leave: Callable[[Any], Any], value: BallArray) -> None:
    """Floats never come out, not even of 4: exp(-4 k) and tanh round to numbers that are short."""
    with pytest.raises((TypeError, AttributeError)):
        leave(value)


def test_integers_come_out_exactly_or_not_at_all() -> None:
    """int() gives integer points, refuses what it would cut, and leaves open what is undecided."""
    assert int(asarray(4)) == 4
    assert list(range(asarray(2))) == [0, 1]
    assert math.comb(asarray(5), asarray(2)) == 10
    for cut in (THIRD, ROOT):
        with pytest.raises(InexactNumber, match=r"would cut it; write xp\.floor"):
            int(cut)
    with pytest.raises(InexactNumber, match="without axes"):
        int(X)
    for undecided in (asarray(arb(1, 0.25)), asarray(math.nan), ROOT * ROOT):
        with pytest.raises(Undecided, match="isn't decided"):
            int(undecided)


def test_a_cast_to_integers_cuts_as_floats_do() -> None:
    """An integral type truncates numbers, and encloses what is undecided."""
    values = asarray([Fraction(7, 2), Fraction(-7, 2), 3])
    assert xp.astype(values, xp.int64).points().tolist() == [3, -3, 3]
    assert xp.asarray(values, dtype=xp.int64).points().tolist() == [3, -3, 3]
    assert xp.astype(ROOT * ROOT, xp.int64).upper().points() == 2
    assert xp.astype(values, xp.float64).points().tolist() == values.points().tolist()


@pytest.mark.parametrize(
    "use",
    [np.asarray, float, np.exp, np.mean, lambda x: x.item(), lambda x: np.asarray(x > 1)],
    ids=["array", "float", "exp", "mean", "item", "truth"],
)
def test_no_message_recommends_what_rounds(use: Callable[[Any], Any]) -> None:
    """The message of an exit speaks of the namespace, and of none of the other ways out."""
    with pytest.raises(TypeError, match=r"array_namespace\(x\)|as it is") as caught:
        use(asarray(2))
    for word in ("midpoint", ".points()", "elements()", "lower()", "possible()"):
        assert word not in str(caught.value)


def test_the_limits_of_floats_enter_and_are_never_zero() -> None:
    """What finfo says is exact, at precisions beyond the range of floats too."""
    for bits in (128, 2048):
        with precision(bits):
            limits = xp.finfo(X.dtype)
            for limit in (limits.eps, limits.max, limits.smallest_normal):
                assert bool(asarray(limit) > 0)
