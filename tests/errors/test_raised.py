"""Exceptions of a user's code as one line: whose line it is, and what is said of it."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from falsum.errors.advice import advice, computed
from falsum.errors.faults import MeasurementError, blame
from falsum.errors.raised import described
from falsum.instances.space import sizes
from falsum.statement.exact import ClaimError

THEIRS = """
import functools
import json

import numpy as np


@functools.cache
def measure():
    return helper()


def helper():
    np.linalg.inv(
        np.zeros((2, 2))
    )


def library():
    json.loads("{")


class Silent(Exception):
    def __str__(self):
        raise ValueError
"""


@pytest.fixture
def theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a user's module in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "theirs.py"
    path.write_text(THEIRS)
    spec = importlib.util.spec_from_file_location("theirs", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def raised(function: Callable[[], object]) -> BaseException:
    """Return what a function raises."""
    try:
        function()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def test_the_place_is_the_innermost_line_of_the_users(theirs: Any) -> None:
    """Neither installed packages nor the standard library are blamed; every call is told."""
    found = described(raised(theirs.measure))
    assert found.line.startswith("theirs.py:14: LinAlgError: Singular matrix")
    assert found.frames[-2:] == ("theirs.py:10: return helper()", "theirs.py:14: np.linalg.inv(")
    assert described(raised(theirs.library)).line.startswith("theirs.py:20: JSONDecodeError: ")


def test_what_a_decoder_does_is_told_at_the_decoder(theirs: Any) -> None:
    """A fault that another function is blamed for has its line, any other the measurement's."""
    fault = MeasurementError("the field x has no rows; return shape (batch, ...)")
    assert described(fault, theirs.helper).place == "theirs.py:13"
    assert described(blame(fault, theirs.library), theirs.helper).place == "theirs.py:19"


def test_what_the_engine_refuses_is_at_the_measurement(theirs: Any) -> None:
    """The engine's own messages stand as they are; a fault of a measurement needs no type."""
    fault = MeasurementError("y has shape (); return an array of shape (batch,)")
    found = described(fault, theirs.helper)
    assert found.line == f"theirs.py:13: {fault}"
    refused = described(raised(lambda: sizes(2, 1)), theirs.library)
    assert refused.what.startswith("SpaceError: sizes(2, 1) is empty; write")


def test_a_defect_of_the_engine_says_where_it_is() -> None:
    """Where nothing of the user's was running the engine's own line is told."""
    bare = raised(lambda: sizes("a", 2))  # type: ignore[arg-type]
    assert bare.__traceback__ is not None
    bare.__traceback__ = bare.__traceback__.tb_next.tb_next if bare.__traceback__.tb_next else None
    found = described(bare)
    assert found.place == "" and "TypeError: " in found.what
    assert "(in falsum/instances/space.py, line " in found.what


def test_a_message_that_cannot_be_had_is_left_out(theirs: Any) -> None:
    """An exception that fails to print itself is named by its type, a long one is cut."""
    assert described(theirs.Silent()).what == "Silent"
    assert len(described(ValueError("x" * 10**6)).what) < 400


@pytest.mark.parametrize(
    ("error", "source", "instead"),
    [
        (ValueError("operands could not be broadcast together"), "", "shape (batch, ...)"),
        (IndexError("too many indices for array"), "", "shape (batch, ...)"),
        (TypeError("f() got an unexpected keyword argument 'dim'"), "", "axis="),
        (TypeError("only length-1 arrays can be converted"), "", "a whole batch"),
        (ModuleNotFoundError("No module named 'x'"), "import x", "install it"),
        (TypeError("must be real number, not Tensor"), "y = math.sqrt(x)", "xp.sqrt"),
        (
            TypeError(
                "loop of ufunc does not support argument 0 of type Symbol which has no callable "
                "sqrt method"
            ),
            "conclusion=Le(x, np.sqrt(n))",
            "from falsum import sqrt",
        ),
        (
            TypeError("Cannot convert expression to float"),
            "conclusion=Le(x, math.sqrt(n))",
            "from falsum import sqrt",
        ),
        (TypeError("cannot determine truth value of Relational: b > a"), "max(a, b)", "Max(a, b)"),
        (TypeError("'Symbol' object is not iterable"), "sum(x)", "Sum(x, i)"),
        (TypeError("'Symbol' object is not subscriptable"), "x[0]", "Sum(x, i)"),
        (
            TypeError("unsupported operand type(s) for *: 'Tensor' and 'Fraction'"),
            "y = x * Fraction(1, 10)",
            "write x / 10",
        ),
        (
            AttributeError("module 'array_api_compat.torch' has no attribute 'power'"),
            "xp.power(x, 2)",
            "write xp.pow (docs/arrays.md)",
        ),
        (
            AttributeError("module 'array_api_compat.torch' has no attribute 'nothing'"),
            "xp.nothing(x)",
            "write a function of the array API standard",
        ),
        (RuntimeError("1D tensors expected, but got 2D and 2D tensors"), "", "xp.vecdot(x, y)"),
        (TypeError("cannot determine truth value of Relational: y >= 0"), "", "write And("),
        (TypeError("type Tensor doesn't define __round__ method"), "", "xp.round(x)"),
        (KeyError("x"), "y = np.var(z['x'])", ""),
        (RuntimeError("no such luck"), "", ""),
        (ClaimError("no number"), "", ""),
    ],
)
def test_advice_fits_the_mistake(error: Exception, source: str, instead: str) -> None:
    """Common mistakes have advice, an unknown exception has none."""
    said = advice(type(error).__name__, str(error), source)
    assert instead in said and bool(instead) == bool(said)


def test_numpy_on_a_tensor_is_named() -> None:
    """The line that raised tells which library is at fault."""
    said = advice("TypeError", "mean() got an odd argument", "y = np.mean(x, keepdims=True)")
    assert said.startswith("write xp = array_namespace(x)")


@pytest.mark.parametrize(
    ("source", "typed"),
    [("0.2 * x", True), (".2 * x", True), ("-2e-1*x", True), ("1 / (n - 1) * x", False)],
)
def test_a_float_that_was_computed_hears_what_to_compute(source: str, typed: bool) -> None:
    """The value is that of one size; what serves all sizes is what it was computed from."""
    said = computed("0.2 is a float that may have been rounded, and balls hold", source)
    assert ("x / n for 1 / n * x" in said) is not typed
    assert not computed("0.2 is no float", source) and not computed("0.2 is a float that", "")


def test_compiled_sources_are_nobodys_files() -> None:
    """A frame of Cython names a file that isn't there: the line to mend is another."""
    code = compile("int('no number')", "numpy/random/_common.pyx", "exec")
    error = raised(lambda: exec(code))
    assert described(error).place.startswith("tests/errors/test_raised.py:")
