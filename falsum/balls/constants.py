"""Constants and questions about data types."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from flint import arb, ctx

from falsum.balls.array import BallArray, coerce
from falsum.balls.dtypes import DType, float64


@dataclass(frozen=True)
class FloatInfo:
    """Describe the numbers; `eps` belongs to the precision, the rest is that of float64."""

    bits: int
    eps: float
    max: float
    min: float
    smallest_normal: float
    dtype: DType


def finfo(kind: Any = None, /) -> FloatInfo:
    """Return limits of the numbers at the working precision."""
    limits = np.finfo(np.float64)
    return FloatInfo(
        bits=ctx.prec,
        eps=math.ldexp(1.0, max(1 - ctx.prec, -1022)),
        max=float(limits.max),
        min=float(limits.min),
        smallest_normal=float(limits.smallest_normal),
        dtype=float64,
    )


def result_type(*arrays_and_dtypes: Any) -> DType:
    """Return the data type of a result: that of the numbers."""
    return float64


def constant(name: str) -> BallArray | None:
    """Return pi or e at the working precision, or None for another name."""
    if name == "pi":
        return coerce(arb.pi())
    if name == "e":
        return coerce(arb.const_e())
    return None
