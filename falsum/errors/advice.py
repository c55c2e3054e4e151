"""Advice on common mistakes in measurements and claims: what raised, and what to write instead."""

from __future__ import annotations

import re
from typing import NamedTuple

from falsum.errors.substitutes import substitute


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

STANDARD = "write a function of the array API standard: balls have those"
STATED = "write sqrt(x), exp(x), log(x), Abs(x), ... in a claim: from falsum import sqrt"
ENTRIES = (
    "write x alone in a claim for each of its entries, and Sum(x, i), Greatest(x, i) or "
    "Least(x, i) over its index i"
)

ROUNDED = re.compile(r"(-?[\d.]+(?:e[+-]?\d+)?) is a float that may have been rounded")
NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")

# the first that fits is given
MISTAKES = (
    Mistake(
        ("TypeError",),
        r"loop of ufunc does not support argument \d of type \w+ which has no callable"
        r"|Cannot convert (expression|complex) to float",
        STATED,
    ),
    Mistake(
        ("TypeError",),
        r"cannot determine truth value of Relational",
        "write And(a, b) for 'a and b', and Max(a, b), Min(a, b), Abs(a) or sign(a) in a claim for "
        "max(), min() and `if`",
    ),
    Mistake(
        ("TypeError",),
        r"'(Symbol|Add|Mul|Pow|Abs|exp|log)' object is not (iterable|subscriptable)",
        ENTRIES,
    ),
    Mistake(
        ("TypeError",),
        r"'(Tensor|ndarray)' and 'Fraction'|'Fraction' and '(Tensor|ndarray)'",
        "write x / 10 for Fraction(1, 10) * x: arrays of floats take ints, and stay exact in balls",
    ),
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
        r"module 'array_api_compat\.\w+(\.linalg)?' has no attribute '(?P<name>\w+)'",
        STANDARD,
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
        ("RuntimeError",),
        r"1D tensors expected",
        "write xp.vecdot(x, y), which takes the last axis of each: xp.dot takes no batch",
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
            name = found.groupdict().get("name") or ""
            own = substitute(name) if mistake.instead == STANDARD else ""
            return own or mistake.instead.format(name)
    return ""


def computed(message: str, source: str) -> str:
    """Return what to write where a float that balls refuse is no number of the line, else "".

    What balls say themselves is about the number, which sizes may have made: 1 / n is 0.2 once.
    """
    refused = ROUNDED.match(message)
    if refused is None or not source:
        return ""
    if abs(float(refused[1])) in {float(number) for number in NUMBER.findall(source)}:
        return ""
    return (
        "where it was computed, write what it is computed from: x / n for 1 / n * x, and "
        "x * xp.sqrt(n * xp.ones_like(x)) for math.sqrt(n) * x"
    )
