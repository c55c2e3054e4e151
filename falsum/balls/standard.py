"""The names of the array API standard, version 2024.12, by its own chapters."""

_NAMES = """
Constants:
    e inf nan newaxis pi
Creation:
    arange asarray empty empty_like eye from_dlpack full full_like linspace meshgrid ones
    ones_like tril triu zeros zeros_like
Data types:
    bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 complex64
    complex128 astype can_cast finfo iinfo isdtype result_type
Elementwise:
    abs acos acosh add asin asinh atan atan2 atanh bitwise_and bitwise_invert
    bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor ceil clip conj copysign cos
    cosh divide equal exp expm1 floor floor_divide greater greater_equal hypot imag isfinite
    isinf isnan less less_equal log log10 log1p log2 logaddexp logical_and logical_not
    logical_or logical_xor maximum minimum multiply negative nextafter not_equal positive pow
    real reciprocal remainder round sign signbit sin sinh sqrt square subtract tan tanh trunc
Indexing:
    take take_along_axis
Inspection:
    __array_namespace_info__
Linear algebra:
    matmul matrix_transpose tensordot vecdot
Manipulation:
    broadcast_arrays broadcast_to concat expand_dims flip moveaxis permute_dims repeat reshape
    roll squeeze stack tile unstack
Searching:
    argmax argmin count_nonzero nonzero searchsorted where
Sets:
    unique_all unique_counts unique_inverse unique_values
Sorting:
    argsort sort
Statistics:
    cumulative_prod cumulative_sum max mean min prod std sum var
Utilities:
    all any diff
Linear algebra extension:
    linalg.cholesky linalg.cross linalg.det linalg.diagonal linalg.eigh linalg.eigvalsh
    linalg.inv linalg.matmul linalg.matrix_norm linalg.matrix_power linalg.matrix_rank
    linalg.matrix_transpose linalg.outer linalg.pinv linalg.qr linalg.slogdet linalg.solve
    linalg.svd linalg.svdvals linalg.tensordot linalg.trace linalg.vecdot linalg.vector_norm
Fourier extension:
    fft.fft fft.fftfreq fft.fftn fft.fftshift fft.hfft fft.ifft fft.ifftn fft.ifftshift
    fft.ihfft fft.irfft fft.irfftn fft.rfft fft.rfftfreq fft.rfftn
"""


def _chapters() -> dict[str, list[str]]:
    chapters: dict[str, list[str]] = {}
    names: list[str] = []
    for line in _NAMES.strip().splitlines():
        if line.endswith(":"):
            names = chapters.setdefault(line.removesuffix(":"), [])
        else:
            names += line.split()
    return chapters


CHAPTERS = _chapters()
"""The names that follow `xp.` in the order of the standard, by chapter."""
