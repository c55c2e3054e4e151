"""The ways out of the balls: exact ones stay open, and those that would round are closed.

A measurement takes any array namespace, so that whatever rounds an array in balls would pass for
exact and let a false finding be certified.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, NoReturn, Protocol

from flint import fmpq

from falsum.balls.context import InexactNumber, Undecided
from falsum.balls.ends import ends, less
from falsum.balls.functions import ceil
from falsum.balls.storage import Stored

_XP = "with xp = array_namespace(x)"
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
    "power": operator.pow,
    "matmul": operator.matmul,
    "less": operator.lt,
    "less_equal": operator.le,
    "greater": operator.gt,
    "greater_equal": operator.ge,
    "equal": operator.eq,
    "not_equal": operator.ne,
}


def _closed(name: str, instead: str) -> Callable[..., NoReturn]:
    def refuse(self: Any, *args: object, **kwargs: object) -> NoReturn:
        raise InexactNumber(f"{name} of {self!r:.60} would round what balls keep exact; {instead}")

    return refuse


_AS_IT_IS = f"index the array as it is, and write xp.sqrt, xp.mean, ... {_XP}"
_FUNCTIONS = f"write xp.sqrt, xp.exp, ... {_XP} instead of float() and math"


class Holding(Protocol):
    """An array that holds elements."""

    @property
    def stored(self) -> Stored:
        """The object array of elements and the mask of what may be undefined."""


class Exits:
    """Refuse what would round an array, and give out integers that are exact."""

    __slots__ = ()

    __float__ = _closed("float()", f"compare it as it is, or {_FUNCTIONS}")
    __complex__ = _closed("complex()", "keep real and imaginary parts as two arrays")
    __round__ = _closed("round()", f"write xp.round(x) {_XP}")
    __format__ = _closed("formatting", f"write repr(x) to look at it, xp.round(x) {_XP}")
    __trunc__ = _closed("math.trunc()", f"write xp.trunc(x) {_XP}")
    __floor__ = _closed("math.floor()", f"write xp.floor(x) {_XP}")
    __ceil__ = _closed("math.ceil()", f"write xp.ceil(x) {_XP}")
    __array__ = _closed("a numpy array", f"write xp.asarray, xp.mean, xp.sqrt, ... {_XP}")
    tolist = _closed("tolist()", _AS_IT_IS)
    item = _closed("item()", _AS_IT_IS)
    detach = _closed("detach()", _AS_IT_IS)
    numpy = _closed("numpy()", _AS_IT_IS)
    midpoints = _closed("midpoints()", _AS_IT_IS)

    def __index__(self: Holding) -> int:
        """Return the value of an integer point.

        Raises:
            InexactNumber: the array has axes, or its element certainly isn't an integer.
            Undecided: the element may or may not be an integer, or may be undefined.
        """
        data, flag = self.stored
        if data.ndim:
            raise InexactNumber(
                f"int() and an index take an array without axes, got shape {data.shape}; write "
                f"x[...] or xp.astype {_XP}"
            )
        value = data.item()
        if isinstance(value, fmpq) and value.q == 1 and not flag.any():
            return int(value.p)
        if not flag.any() and less(ends(value).hi, ends(ceil(value)[0]).lo):
            raise InexactNumber(
                f"int() of {self!r:.60} would cut it; write xp.floor, xp.ceil or xp.trunc {_XP}"
            )
        raise Undecided(f"{self!r:.60} as an integer isn't decided")

    __int__ = __index__

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """Refuse numpy's functions."""
        module = function.__module__.replace("numpy", "xp", 1)
        raise InexactNumber(
            f"numpy's {function.__name__} can't compute in balls; write "
            f"{module}.{function.__name__} {_XP}"
        )


def by_operators(
    enter: Callable[[Any], Any], ufunc: Any, method: str, *inputs: Any, **kw: Any
) -> Any:
    """Let numpy's operators through to arrays that ``enter`` makes, and refuse its functions.

    Raises:
        InexactNumber: it is no operator.
    """
    name = ufunc.__name__
    if method == "__call__" and name in _OPERATORS and not kw:
        return _OPERATORS[name](*map(enter, inputs))
    raise InexactNumber(f"numpy.{name} can't compute in balls; write xp.{name} {_XP}")
