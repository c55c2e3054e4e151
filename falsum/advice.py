"""Advice on common mistakes in measurements and claims: what raised, and what to write instead."""

from __future__ import annotations

import re
from typing import NamedTuple


class Mistake(NamedTuple):
    """How a mistake shows, and what to write instead.

    ``kinds`` are names of exceptions (any, where there is none), ``message`` a pattern of their
    text and ``source`` one of the line that raised.
    """

    kinds: tuple[str, ...]
    message: str
    instead: str
    source: str = ""


ANY: tuple[str, ...] = ()
MISUSED = ("TypeError", "RuntimeError", "AttributeError", "ValueError", "AxisError")
NAMESPACE = "write xp = array_namespace(x), and its functions: they take floats and balls"
SHAPES = (
    "arrays have shape (batch, ...): index from the second axis, x[:, i], and write "
    "value[:, None] to go along the axes of x"
)
BRANCH = "write xp.where(condition, a, b): arrays hold a whole batch, and `if` takes one truth"
METHOD = "write xp.{0}(x, axis=1): arrays of the standard have no methods for it"

# the first that fits is given
MISTAKES = (
    Mistake(
        ("RuntimeError", "ValueError", "TypeError"),
        r"(Boolean value|truth value|the truth of an array).*(ambiguous|more than one|entries)",
        BRANCH,
    ),
    Mistake(
        ("TypeError",),
        "truth value of Relational",
        "write And(Le(a, b), Le(b, c)): relations are kept, and `and`, `or`, `not` decide them",
    ),
    Mistake(
        ("TypeError",),
        "'Symbol' object is not subscriptable",
        "a symbol with an index stands for each entry; write Least(x, i) or Sum(x, (i, 1, n)), "
        "or measure the one entry",
    ),
    Mistake(
        ("TypeError",),
        r"unsupported operand.*'(Fraction|decimal\.Decimal|Decimal)'",
        "write x * p / q with ints, and xp.ones_like(x) * p / q for p / q alone",
    ),
    Mistake(
        ("TypeError",),
        r"define __(round|trunc|floor|ceil)__",
        "write xp.round(x), xp.trunc(x), xp.floor(x) or xp.ceil(x)",
    ),
    Mistake(
        ("Undecided",),
        "",
        "write xp.where(condition, a, b), which covers both sides of a tie; `if` cannot",
    ),
    Mistake(
        MISUSED,
        "",
        "write xp.sqrt and its like, of xp = array_namespace(x): math.* is for single floats",
        source=r"\bc?math\.\w+\(",
    ),
    Mistake(
        ("AttributeError", "TypeError"),
        r"'(float|int|bool|float64|list|tuple)' object has no attribute '(ndim|shape|dtype)'",
        "return arrays of shape (batch, ...), computed by xp = array_namespace(x) throughout",
    ),
    Mistake(MISUSED, "", NAMESPACE, source=r"\b(np|numpy|scipy|stats|torch|sp|jnp)(\.\w+)+\("),
    Mistake(
        ANY,
        r"isn't a numpy array|does not support ufuncs|__array_ufunc__|Can't call numpy\(\)"
        r"|must be Tensor, not numpy|got \((BallArray|Truth)",
        NAMESPACE,
    ),
    Mistake(
        ("AttributeError",),
        r"module 'array_api_compat\.",
        "write a function of the array API standard: balls have those",
    ),
    Mistake(
        ("AttributeError",),
        r"'(BallArray|Truth|Tensor|ndarray)' object has no attribute '(?P<name>\w+)'",
        METHOD,
    ),
    Mistake(
        ("TypeError",),
        r"unexpected keyword argument '(dim|keepdim|ddof)'|got \(.*\b(dim|keepdim|ddof)=",
        "write axis= and keepdims=, as the array API standard does, and correction= for ddof=",
    ),
    Mistake(
        ("TypeError",),
        r"unexpected keyword argument '(keepdims|axis)'|invalid combination of arguments.*keepdims",
        NAMESPACE,
    ),
    Mistake(
        MISUSED,
        r"(must match the size of tensor|broadcast|shape mismatch|shapes? .* not aligned"
        r"|cannot be multiplied|invalid for input of size|does not match)",
        SHAPES,
    ),
    Mistake(
        ("IndexError",),
        r"too many indices|out of (bounds|range)|invalid index to scalar",
        SHAPES,
    ),
    Mistake(
        ("ValueError", "RuntimeError", "TypeError"),
        r"[Oo]nly (one[ -]element|length-1|0-dimensional|integer)|cannot be converted to Scalar",
        "arrays hold a whole batch: write functions of xp = array_namespace(x), no float()",
    ),
    Mistake(("RecursionError",), "", "write a loop instead, of at most some hundred steps"),
    Mistake(("SystemExit",), "", "raise an exception that says what is wrong, or return"),
    Mistake(
        ("ModuleNotFoundError",),
        "",
        "install it, or start where it can be imported from",
    ),
)


def advice(kind: str, message: str, source: str = "") -> str:
    """Return what to write instead of what raised, "" where nothing is known.

    ``kind`` is the exception's type, ``source`` the user's line that raised, or the measurement
    whose result could not be used.
    """
    for mistake in MISTAKES:
        if mistake.kinds and kind not in mistake.kinds:
            continue
        found = re.search(mistake.message, message, re.DOTALL)
        if found and re.search(mistake.source, source):
            return mistake.instead.format(found.groupdict().get("name", ""))
    return ""
