"""The array namespace of BallArray: what algorithm code calls `xp`.

`pi` and `e` are enclosures at the precision in force when they are read.
"""

import math
import sys

from falsum.balls import elementwise, fft, linalg, special
from falsum.balls.array import BallArray
from falsum.balls.constants import constant, finfo, result_type
from falsum.balls.creation import (
    arange,
    asarray,
    astype,
    empty,
    empty_like,
    eye,
    full,
    full_like,
    linspace,
    meshgrid,
    ones,
    ones_like,
    zeros,
    zeros_like,
)
from falsum.balls.cumulative import cumulative_prod, cumulative_sum, diff
from falsum.balls.dtypes import bool, float32, float64, int64, isdtype
from falsum.balls.einsum import einsum
from falsum.balls.elementwise import *  # noqa: F403 - its names are listed there
from falsum.balls.info import __array_namespace_info__
from falsum.balls.logic import (
    bitwise_and,
    bitwise_invert,
    bitwise_or,
    bitwise_xor,
    logical_and,
    logical_not,
    logical_or,
    logical_xor,
)
from falsum.balls.manipulation import (
    broadcast_arrays,
    broadcast_to,
    concat,
    expand_dims,
    flip,
    matrix_transpose,
    moveaxis,
    permute_dims,
    repeat,
    reshape,
    roll,
    squeeze,
    stack,
    take,
    take_along_axis,
    tile,
    tril,
    triu,
    unstack,
)
from falsum.balls.matrices import matmul, tensordot, vecdot
from falsum.balls.reductions import (
    all,
    any,
    argmax,
    argmin,
    max,
    mean,
    min,
    prod,
    sort,
    std,
    sum,
    var,
)
from falsum.balls.searching import (
    argsort,
    count_nonzero,
    isin,
    nonzero,
    searchsorted,
    unique_all,
    unique_counts,
    unique_inverse,
    unique_values,
)
from falsum.balls.signs import conj, copysign, floor_divide, imag, real, remainder, signbit
from falsum.balls.special import binomial, digamma, erf, erfc, erfinv, factorial, gamma, lgamma
from falsum.balls.truth import Truth
from falsum.errors.substitutes import missing

__all__ = [
    "__array_namespace_info__",
    "all",
    "any",
    "arange",
    "argmax",
    "argmin",
    "argsort",
    "asarray",
    "astype",
    "binomial",
    "bitwise_and",
    "bitwise_invert",
    "bitwise_or",
    "bitwise_xor",
    "bool",
    "broadcast_arrays",
    "broadcast_to",
    "concat",
    "conj",
    "copysign",
    "count_nonzero",
    "cumulative_prod",
    "cumulative_sum",
    "diff",
    "digamma",
    "einsum",
    "empty",
    "empty_like",
    "erf",
    "erfc",
    "erfinv",
    "expand_dims",
    "eye",
    "factorial",
    "fft",
    "finfo",
    "flip",
    "float32",
    "float64",
    "floor_divide",
    "full",
    "full_like",
    "gamma",
    "imag",
    "inf",
    "int64",
    "isdtype",
    "isin",
    "lgamma",
    "linalg",
    "linspace",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "matmul",
    "matrix_transpose",
    "max",
    "mean",
    "meshgrid",
    "min",
    "moveaxis",
    "nan",
    "newaxis",
    "nonzero",
    "ones",
    "ones_like",
    "permute_dims",
    "prod",
    "real",
    "remainder",
    "repeat",
    "reshape",
    "result_type",
    "roll",
    "searchsorted",
    "signbit",
    "sort",
    "special",
    "squeeze",
    "stack",
    "std",
    "sum",
    "take",
    "take_along_axis",
    "tensordot",
    "tile",
    "tril",
    "triu",
    "unique_all",
    "unique_counts",
    "unique_inverse",
    "unique_values",
    "unstack",
    "var",
    "vecdot",
    "zeros",
    "zeros_like",
]
__all__ += elementwise.__all__

__array_api_version__ = "2024.12"

inf = math.inf
nan = math.nan
newaxis = None


def __getattr__(name: str) -> BallArray:
    value = constant(name)
    if value is None:
        raise missing(name)
    return value


BallArray.NAMESPACE = Truth.NAMESPACE = sys.modules[__name__]
