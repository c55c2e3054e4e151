"""What a measurement returns: refused at once where it cannot be what its symbols are."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from falsum import balls
from falsum.balls.exactness import is_short
from falsum.errors.faults import MeasurementError
from falsum.measure.check import BindingError, Check
from falsum.measure.kinds import ONE_BY_ONE
from falsum.measure.laws import Law, Sample
from falsum.statement.symbols import Symbol


def require_symbols(check: Check, result: Any) -> None:
    """Refuse what is no mapping of exactly the measured symbols, in the form of the quantifier.

    Raises BindingError.
    """
    values = result.symbols if isinstance(result, Law | Sample) else result
    if not isinstance(values, Mapping):
        raise BindingError(
            f"{check.claim.id}: the measurement returned a {type(result).__name__}; return a dict "
            "of the measured symbols, or a Law or a Sample of them"
        )
    chance = check.claim.quantifier.kind.of_chance
    if chance != isinstance(result, Law | Sample):
        raise BindingError(
            f"{check.claim.id}: a claim that holds with_probability() or in_expectation needs a "
            "measurement that returns a Law(values, weights) or a Sample(values), and no other "
            "claim takes one"
        )
    if isinstance(result, Sample) and check.kind is ONE_BY_ONE:
        raise BindingError(
            f"{check.claim.id}: the family {check.family.name} is exact, and an exact measurement "
            "draws no trials; return a Law, or write the family with arrays"
        )
    if isinstance(result, Sample) and not check.random:
        raise BindingError(
            f"{check.claim.id}: the measurement returned a Sample without asking for a stream; add "
            "the argument stream and draw from it"
        )
    if set(values) != check.measured:
        raise BindingError(f"{check.claim.id}: {_misnamed(set(values), check.measured)}")


def _misnamed(got: set[Any], wanted: frozenset[Symbol]) -> str:
    names = {s.name for s in wanted}
    texts = sorted(key for key in got if isinstance(key, str) and key in names)
    if texts:
        return (
            f"the measurement returned the key {texts[0]!r}, a string; write the symbol itself, "
            f"{{{texts[0]}: ...}} without quotes"
        )
    missing = sorted(s.name for s in wanted - got)
    extra = sorted(str(s) for s in got - wanted)
    return (
        "the measurement must return exactly the measured and chosen symbols of the claim; "
        f"missing {missing}, not in the claim {extra}"
    )


def require_arrays(check: Check, result: Any, like: Any) -> None:
    """Refuse values that are no arrays of the batch's kind, or of another number of axes.

    Raises MeasurementError, naming the symbol.
    """
    for symbol, value, before in returned(result):
        if fault := _misshapen(value, before + [i.name for i in symbol.indices], like):
            raise MeasurementError(f"{check.claim.id}: {symbol.name} {fault}")
    if not isinstance(result, Law):
        return
    if fault := _misshapen(result.weights, ["atoms"], like):
        raise MeasurementError(f"{check.claim.id}: the weights of the law: it {fault}")
    if not result.weights.shape[1]:
        raise MeasurementError(f"{check.claim.id}: the law has no atom; return one or more")


def returned(result: Any) -> Iterator[tuple[Symbol, Any, list[str]]]:
    """Yield each symbol with its value and the axes between the batch's and its own."""
    if not isinstance(result, Law | Sample):
        yield from ((symbol, value, []) for symbol, value in result.items())
        return
    drawn = "atoms" if isinstance(result, Law) else "trials"
    yield from ((symbol, value, [drawn]) for symbol, value in result.values.items())
    yield from ((symbol, value, []) for symbol, value in result.fixed.items())
    yield from ((symbol, value, [drawn, "choices"]) for symbol, value in result.choices.items())


def shape_text(axes: list[str]) -> str:
    """Return a shape by the names of its axes, as one writes a tuple."""
    return f"({', '.join(['batch', *axes])}{'' if axes else ','})"


def _misshapen(value: Any, axes: list[str], like: Any) -> str:
    wanted = shape_text(axes)
    if not hasattr(value, "ndim") or not hasattr(value, "dtype"):
        kind = type(value).__name__
        return f"is a {kind}; return an array of shape {wanted}{_from_balls(value, like)}"
    kinds = (np.ndarray, np.generic) if isinstance(like, np.ndarray) else type(like)
    if not isinstance(value, kinds) and type(value).__module__.split(".")[0] == "numpy":
        return (
            "is a numpy array, but its input is none; compute with the functions of "
            "xp = array_namespace(x)"
        )
    if value.dtype != like.dtype:
        name = str(value.dtype).removeprefix("torch.")
        return f"has the dtype {name}; return real numbers of the dtype of the input, {_cast(name)}"
    if value.ndim == 1 + len(axes):
        if value.shape[0] not in (1, like.shape[0]):
            return (
                f"has shape {tuple(value.shape)} for a batch of {like.shape[0]}; return shape "
                f"{wanted}: the first axis is the batch's, reduce over the others (axis=1, not 0)"
            )
        return ""
    if value.ndim == 0 and not axes:
        return ""
    return (
        f"has shape {tuple(value.shape)} for a batch of {like.shape[0]}; return shape {wanted}"
        f"{_advice(value.ndim, axes)}"
    )


def _from_balls(value: Any, like: Any) -> str:
    if isinstance(value, balls.Truth):
        return ", such as xp.astype(condition, x.dtype)"
    if isinstance(value, float) and math.isfinite(value) and not is_short(value):
        return ": compute it with functions of xp that keep the batch, as in xp.sum(x, axis=1)"
    if isinstance(value, int | float):
        return f", such as xp.full(x.shape[0], {value}, dtype=x.dtype)"
    return ""


def _cast(name: str) -> str:
    if name == "bool":
        return "such as xp.astype(condition, x.dtype)"
    if name.startswith("complex"):
        return (
            "such as its real and imaginary parts, or eigvalsh(A) for eigvals(A) of a symmetric A"
        )
    return "such as xp.astype(y, x.dtype), or dtype=x.dtype where the array is made"


def _advice(ndim: int, axes: list[str]) -> str:
    if ndim > 1 + len(axes):
        return " (an axis too many: leave out keepdims=True, or reduce over one axis more)"
    if not ndim:
        return " (the batch was reduced too: name the axis, as in xp.sum(x, axis=1))"
    return " (an axis too few: keep the axes that the symbol has besides the batch's)"
