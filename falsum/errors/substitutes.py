"""What the namespace of balls doesn't have, why, and what to write instead.

The messages of missing attributes and the page on arrays in the documentation both come from here.
"""

PAGE = "docs/arrays.md"

_BITS = "a real number has no bits"
_COMPLEX = "complex numbers aren't supported"
_ONE_TYPE = "a number is exact or enclosed and has no word length"
_ANGLE = "`angle = 2 * xp.pi * xp.linalg.outer(k, k) / n` with `k = xp.arange(n, dtype=x.dtype)`: "
_SUMS = _ANGLE + "`x @ xp.cos(angle)` is the real part, `-(x @ xp.sin(angle))` the imaginary part"
_INVERSE_SUMS = _ANGLE + "`x @ xp.cos(angle) / n` and `x @ xp.sin(angle) / n` are the two parts"
_ALONG_AXES = "sums of cosines and sines along each axis, with the angles of `fft.fft`"
_REAL_SUMS = "sums of cosines and sines with real coefficients, with the angles of `fft.fft`"

ABSENT: dict[str, tuple[str, str]] = {
    "from_dlpack": ("balls have no memory to share", "`xp.asarray` of exact numbers"),
    "int8": (_ONE_TYPE, "xp.int64"),
    "int16": (_ONE_TYPE, "xp.int64"),
    "int32": (_ONE_TYPE, "xp.int64"),
    "uint8": (_ONE_TYPE, "xp.int64"),
    "uint16": (_ONE_TYPE, "xp.int64"),
    "uint32": (_ONE_TYPE, "xp.int64"),
    "uint64": (_ONE_TYPE, "xp.int64"),
    "complex64": (_COMPLEX, "two arrays of real numbers, `re` and `im`"),
    "complex128": (_COMPLEX, "two arrays of real numbers, `re` and `im`"),
    "can_cast": (_ONE_TYPE, "xp.isdtype"),
    "iinfo": ("integers have no limits", "the limit as a number, such as `2**31 - 1`"),
    "bitwise_left_shift": (_BITS, "x * 2 ** n"),
    "bitwise_right_shift": (_BITS, "xp.floor_divide(x, 2 ** n)"),
    "nextafter": (
        "the real numbers have no neighbours, and a step of floats would hide an error",
        "`x + step` with an exact step",
    ),
    **{f"fft.{name}": (_COMPLEX, _SUMS) for name in ("fft", "rfft")},
    **{f"fft.{name}": (_COMPLEX, _INVERSE_SUMS) for name in ("ifft", "ihfft")},
    **{f"fft.{name}": (_COMPLEX, _ALONG_AXES) for name in ("fftn", "ifftn", "rfftn")},
    **{f"fft.{name}": (_COMPLEX, _REAL_SUMS) for name in ("irfft", "irfftn", "hfft")},
}
"""Names of the standard that balls don't have: why, and what to write instead."""

OTHERS: dict[str, tuple[str, str]] = {
    "linalg.eigvals": (
        "eigenvalues of a matrix that isn't symmetric may be complex",
        "`xp.linalg.eigvalsh(A)` if A is symmetric, `xp.linalg.svdvals(A)` (the roots of the "
        "eigenvalues of `A.T @ A`), or `xp.linalg.matrix_norm(A, ord=2)`, which bounds their sizes",
    ),
    "linalg.eig": (
        "eigenvalues of a matrix that isn't symmetric may be complex",
        "`xp.linalg.eigh(A)` if A is symmetric, or `xp.linalg.svd(A)`",
    ),
    "linalg.norm": ("the standard has two", "`xp.linalg.vector_norm` or `xp.linalg.matrix_norm`"),
    "linalg.lstsq": ("it isn't in the standard", "xp.linalg.pinv(A) @ b"),
    "linalg.cond": (
        "it isn't in the standard",
        "`s[..., 0] / s[..., -1]` with `s = xp.linalg.svdvals(A)`",
    ),
    "linalg.multi_dot": ("it isn't in the standard", "a @ b @ c"),
    "linalg.expm": (
        "it isn't in the standard",
        "`(V * xp.exp(w)[..., None, :]) @ V.mT` with `w, V = xp.linalg.eigh(A)` if A is symmetric",
    ),
    "linalg.kron": (
        "it isn't in the standard",
        '`xp.einsum("ij,kl->ikjl", a, b)` and `xp.reshape`',
    ),
    "kron": ("it isn't in the standard", '`xp.einsum("ij,kl->ikjl", a, b)` and `xp.reshape`'),
    "absolute": ("the standard has another name", "xp.abs"),
    "amax": ("the standard has another name", "xp.max"),
    "amin": ("the standard has another name", "xp.min"),
    "arccos": ("the standard has another name", "xp.acos"),
    "arccosh": ("the standard has another name", "xp.acosh"),
    "arcsin": ("the standard has another name", "xp.asin"),
    "arcsinh": ("the standard has another name", "xp.asinh"),
    "arctan": ("the standard has another name", "xp.atan"),
    "arctan2": ("the standard has another name", "xp.atan2"),
    "arctanh": ("the standard has another name", "xp.atanh"),
    "array": ("the standard has another name", "xp.asarray"),
    "tensor": ("the standard has another name", "xp.asarray"),
    "concatenate": ("the standard has another name", "xp.concat"),
    "cat": ("the standard has another name", "xp.concat"),
    "cumprod": ("the standard has another name", "xp.cumulative_prod"),
    "cumsum": ("the standard has another name", "xp.cumulative_sum"),
    "dot": ("the standard has others", "`xp.vecdot` for vectors, `xp.matmul` for matrices"),
    "inner": ("the standard has another name", "xp.vecdot"),
    "outer": ("the standard has it elsewhere", "xp.linalg.outer"),
    "cross": ("the standard has it elsewhere", "xp.linalg.cross"),
    "trace": ("the standard has it elsewhere", "xp.linalg.trace"),
    "diagonal": ("the standard has it elsewhere", "xp.linalg.diagonal"),
    "diag": ("it isn't in the standard", "`xp.linalg.diagonal(A)`, or `v[..., None] * xp.eye(n)`"),
    "fabs": ("the standard has another name", "xp.abs"),
    "invert": ("the standard has another name", "xp.bitwise_invert"),
    "mod": ("the standard has another name", "xp.remainder"),
    "fmod": ("the standard has another", "`xp.remainder`, or `x - y * xp.trunc(x / y)`"),
    "power": ("the standard has another name", "xp.pow"),
    "rint": ("the standard has another name", "xp.round"),
    "split": ("it isn't in the standard", "slices, as `x[a:b]`"),
    "swapaxes": ("the standard has others", "`xp.moveaxis` or `xp.permute_dims`"),
    "transpose": ("the standard has others", "`xp.permute_dims`, `x.T` or `x.mT`"),
    "true_divide": ("the standard has another name", "xp.divide"),
    "vstack": ("it isn't in the standard", "`xp.concat` or `xp.stack`"),
    "hstack": ("it isn't in the standard", "`xp.concat` or `xp.stack`, with `axis=-1`"),
    "unique": ("the standard has others", "xp.unique_values"),
    "average": ("it isn't in the standard", "xp.sum(w * x, axis=-1) / xp.sum(w, axis=-1)"),
    "median": ("it isn't in the standard", "the middle of `xp.sort(x, axis=-1)`"),
    "ptp": ("it isn't in the standard", "xp.max(x, axis=-1) - xp.min(x, axis=-1)"),
    "cbrt": ("it isn't in the standard", "xp.sign(x) * xp.abs(x) ** Fraction(1, 3)"),
    "deg2rad": ("it isn't in the standard", "x * xp.pi / 180"),
    "exp2": ("it isn't in the standard", "2 ** x"),
    "sigmoid": ("it isn't in the standard", "1 / (1 + xp.exp(-x))"),
    "softmax": (
        "it isn't in the standard",
        "xp.exp(x) / xp.sum(xp.exp(x), axis=-1, keepdims=True)",
    ),
    "logsumexp": ("it isn't in the standard", "xp.log(xp.sum(xp.exp(x), axis=-1))"),
    "relu": ("it isn't in the standard", "xp.maximum(x, 0)"),
    "nan_to_num": ("what may be undefined is never replaced", "`xp.where` on the cause"),
    "allclose": ("a tolerance decides nothing", "xp.all(xp.abs(x - y) <= bound, axis=-1)"),
    "isclose": ("a tolerance decides nothing", "xp.abs(x - y) <= bound"),
    "random": ("a measurement draws from its stream", "the argument `stream` of the measurement"),
}
"""Names of other libraries: why balls don't have them, and what to write instead."""


def missing(name: str) -> AttributeError:
    """Return the error for a name that the namespace of balls doesn't have.

    Args:
        name: the name as it follows `xp.`, such as "linalg.eigvals".
    """
    known = ABSENT.get(name) or OTHERS.get(name)
    if known is None:
        return AttributeError(f"no {name!r} in the namespace of balls; {PAGE} lists what it has")
    return AttributeError(f"no {name!r} in balls: {known[0]}; {substitute(name)}")


def substitute(name: str) -> str:
    """Return what to write instead of a name as it follows `xp.`, "" where nothing is known."""
    known = ABSENT.get(name) or OTHERS.get(name)
    return f"write {known[1].replace('`', '')} ({PAGE})" if known else ""
