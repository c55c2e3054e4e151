"""Common mistakes of measurements, as lines of a third party's file, and what must be said."""

from __future__ import annotations

from typing import NamedTuple

FILE = """\
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import scipy.stats
import torch
from array_api_compat import array_namespace

from falsum import Claim, Ge, Le, Source, Space, always, check, family, measured, parameter, sizes

n = parameter("n", "number")
spread = measured("spread", "the largest square")
claim = Claim(id="third.party", title="Squares", source=Source("third", "party"),
              quantifier=always, conclusion=Ge(spread, 0))


@dataclass(frozen=True)
class Points:
    n: int
    x: Any
    weight: Any


@family(space=Space(n=sizes(2, 3)), latent=lambda c: {{"x": {latent}}})
def points(config, z, xp):
    return Points(n=config.n, x=z.x, weight={weight})


@check(claim, points{record})
def test_party(x, n, weight):
    xp = array_namespace(x)
    {lines}
    return {{spread: value}}
"""


class Mistake(NamedTuple):
    """Lines of a measurement of x, the one that is to blame, and parts of what is said."""

    lines: str
    said: tuple[str, ...]
    blamed: str = ""
    weight: str = "z.x[:, 0]"
    latent: str = "(c.n,)"


NAMESPACE = "xp = array_namespace(x)"
SHAPES = "arrays have shape (batch, ...)"

MISTAKES = {
    "raises": Mistake("raise RuntimeError('no luck')", ("RuntimeError: no luck",)),
    "keepdims": Mistake(
        "value = xp.sum(x**2, axis=1, keepdims=True)", ("shape",), "def test_party"
    ),
    "loop": Mistake(
        "value = sum(x[i] * xp.sum(x, axis=1) for i in range(n))", ("RuntimeError", SHAPES)
    ),
    "latent without its batch axis": Mistake(
        "value = xp.sum(x * weight, axis=1)", ("RuntimeError", SHAPES)
    ),
    "np.var": Mistake("value = np.var(x, axis=1, ddof=1)", ("TypeError", NAMESPACE)),
    "np.mean": Mistake("value = np.mean(x, axis=1, keepdims=True)", ("TypeError", NAMESPACE)),
    "np.exp": Mistake("value = np.exp(np.log(xp.sum(x**2, axis=1)))", (NAMESPACE,)),
    "np.linalg": Mistake(
        "value = np.linalg.eigvalsh(x[:, :, None] * x[:, None, :])[:, -1]",
        (NAMESPACE,),
        "def test_party",
    ),
    "np.asarray": Mistake(
        "value = np.sum(np.asarray(x) ** 2, axis=1)", (NAMESPACE,), "def test_party"
    ),
    "scipy": Mistake("value = scipy.stats.tvar(x, axis=1)", (NAMESPACE,), "def test_party"),
    "torch.var": Mistake("value = torch.var(x, dim=1)", ("TypeError", NAMESPACE)),
    "method": Mistake("value = x.mean(dim=1)", ("AttributeError", "write xp.mean(x, axis=1)")),
    "if": Mistake("value = 0 * x[:, 0] if x[:, 0] > 0 else x[:, 0]", ("write xp.where(",)),
    "math.sqrt": Mistake(
        "value = math.sqrt(xp.sum(x**2))", ("with functions of xp",), "def test_party"
    ),
    "eigvals": Mistake(
        "value = xp.linalg.eigvals(x[:, :, None] * x[:, None, :])[:, 0]",
        ("complex128", "eigvalsh(A)"),
        "def test_party",
    ),
    "computed float": Mistake(
        "value = 1 / (n + 3) * xp.sum(x**2, axis=1)",
        ("write x / 5 for 0.2 * x", "x / n for 1 / n * x"),
    ),
    "bool": Mistake(
        "value = xp.all(x > 0, axis=1)", ("xp.astype(condition, x.dtype)",), "def test_party"
    ),
    "fraction": Mistake("value = x[:, 0] * Fraction(1, 10)", ("TypeError", "write x / 10")),
    "random decoder": Mistake(
        "value = xp.sum(x, axis=1)",
        ("the field weight is", "don't come from the latent z"),
        "def points",
        weight="z.x[:, 0] * np.random.rand()",
    ),
    "latent of one number": Mistake(
        "value = xp.sum(x, axis=1)",
        ("latent= of points gives the block x the shape 2 at n=2; return a tuple of ints",),
        "@family(",
        latent="c.n",
    ),
    "missing function": Mistake(
        "value = xp.nosuchthing(x, axis=1)", ("AttributeError", "nosuchthing")
    ),
    "list": Mistake("value = [1.0]", ("of shape (batch",), "def test_party"),
    "array": Mistake(
        "return x[:, 0]", ("return a dict of the measured symbols",), "def test_party"
    ),
    "wrong symbols": Mistake("return {n: x[:, 0]}", ("missing ['spread']",), "def test_party"),
    "exit": Mistake("raise SystemExit(0)", ("SystemExit: 0",)),
    "interrupt": Mistake("raise KeyboardInterrupt", ("KeyboardInterrupt",)),
    "base": Mistake("raise type('Odd', (BaseException,), {})('odd')", ("Odd: odd",)),
    "escape": Mistake(r"raise ValueError('a\x1b[2J\nb')", ("ValueError: a [2J b",)),
    "memory": Mistake("raise MemoryError", ("MemoryError",)),
    "recursion": Mistake("value = (lambda f: f(f))(lambda f: f(f))", ("RecursionError",)),
}


def written(mistake: Mistake, record: str = "") -> tuple[str, int]:
    """Return the text of the file and the number of the line to blame."""
    parts = {"weight": mistake.weight, "latent": mistake.latent}
    text = FILE.format(lines=mistake.lines, record=record, **parts)
    blamed = mistake.blamed or mistake.lines
    at = next(n for n, line in enumerate(text.splitlines(), 1) if line.strip().startswith(blamed))
    return text, at
