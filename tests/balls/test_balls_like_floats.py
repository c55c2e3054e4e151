"""The same generic code runs on floats of two libraries and on balls, with the same results."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import array_api_compat.numpy
import array_api_compat.torch
import numpy as np
import pytest

from falsum.balls import BallArray, asarray
from falsum.balls import namespace as balls
from tests.balls.matrices import floats

Code = Callable[[Any, Any, Any], Any]
SPACES = [array_api_compat.numpy, array_api_compat.torch]
CODE: dict[str, Code] = {
    "argsort": lambda xp, x, y: xp.argsort(x, axis=0, stable=True),
    "argsort descending": lambda xp, x, y: xp.argsort(x, descending=True, stable=True),
    "copysign": lambda xp, x, y: xp.copysign(x, y),
    "count_nonzero": lambda xp, x, y: xp.count_nonzero(x, axis=0),
    "cumulative_prod": lambda xp, x, y: xp.cumulative_prod(x, axis=1),
    "cumulative_sum": lambda xp, x, y: xp.cumulative_sum(x, axis=1, include_initial=True),
    "diff": lambda xp, x, y: xp.diff(x, axis=0, n=2),
    "einsum": lambda xp, x, y: xp.einsum("ij,kj->ik", x, y),
    "einsum implicit": lambda xp, x, y: xp.einsum("ba,bc", x, y),
    "floor_divide": lambda xp, x, y: xp.floor_divide(x, y),
    "mod": lambda xp, x, y: x % y,
    "nonzero": lambda xp, x, y: xp.nonzero(x)[0],
    "remainder": lambda xp, x, y: xp.remainder(x, y),
    "repeat": lambda xp, x, y: xp.repeat(x, 2, axis=1),
    "roll": lambda xp, x, y: xp.roll(x, 1, axis=0),
    "searchsorted": lambda xp, x, y: xp.searchsorted(xp.sort(x[0, :]), y[1, :], side="right"),
    "signbit": lambda xp, x, y: xp.signbit(x),
    "std": lambda xp, x, y: xp.std(x, axis=0, correction=1),
    "take_along_axis": lambda xp, x, y: xp.take_along_axis(x, xp.argsort(y, axis=1), axis=1),
    "tensordot": lambda xp, x, y: xp.tensordot(x, y, axes=([1], [1])),
    "tile": lambda xp, x, y: xp.tile(x, (2, 1)),
    "tril": lambda xp, x, y: xp.tril(x, k=-1),
    "triu": lambda xp, x, y: xp.triu(x, k=1),
    "unique_values": lambda xp, x, y: xp.unique_values(xp.abs(y)),
    "unstack": lambda xp, x, y: xp.unstack(x, axis=1)[2],
    "var": lambda xp, x, y: xp.var(x, axis=1, correction=1),
    "vecdot": lambda xp, x, y: xp.vecdot(x, y, axis=1),
    "cholesky": lambda xp, x, y: xp.linalg.cholesky(x @ x.mT),
    "cross": lambda xp, x, y: xp.linalg.cross(x[:, :3], y[:, :3]),
    "diagonal": lambda xp, x, y: xp.linalg.diagonal(x, offset=1),
    "eigh": lambda xp, x, y: xp.linalg.eigh(x @ x.mT).eigenvalues,
    "eigh vectors": lambda xp, x, y: xp.abs(xp.linalg.eigh(x @ x.mT).eigenvectors),
    "matrix_norm": lambda xp, x, y: xp.linalg.matrix_norm(x, ord="nuc"),
    "matrix_rank": lambda xp, x, y: xp.linalg.matrix_rank(x),
    "outer": lambda xp, x, y: xp.linalg.outer(x[0, :], y[1, :]),
    "pinv": lambda xp, x, y: xp.linalg.pinv(x),
    "qr": lambda xp, x, y: xp.linalg.qr(x.mT, mode="reduced").R,
    "slogdet": lambda xp, x, y: xp.linalg.slogdet(x @ y.mT).logabsdet,
    "slogdet sign": lambda xp, x, y: xp.linalg.slogdet(x @ y.mT).sign,
    "svd": lambda xp, x, y: xp.abs(xp.linalg.svd(x, full_matrices=False).Vh),
    "svd full": lambda xp, x, y: xp.abs(xp.linalg.svd(x.mT @ x + xp.eye(4)).U[:, 0]),
    "svdvals": lambda xp, x, y: xp.linalg.svdvals(x),
    "trace": lambda xp, x, y: xp.linalg.trace(x @ y.mT),
    "vector_norm": lambda xp, x, y: xp.linalg.vector_norm(x, axis=1, ord=3),
    "fftfreq": lambda xp, x, y: xp.fft.fftfreq(4, d=2),
    "fftshift": lambda xp, x, y: xp.fft.fftshift(x),
}


@pytest.mark.parametrize("xp", SPACES, ids=["numpy", "torch"])
@pytest.mark.parametrize("name", CODE)
def test_balls_agree_with_floats(name: str, xp: Any) -> None:
    """Balls contain what floats compute, up to the error of the floats."""
    rng = np.random.default_rng(1)
    x = rng.integers(-6, 7, (3, 4)).astype(float)
    y = rng.choice([-3.0, -2.0, 1.0, 4.0, 5.0], (3, 4))
    expected = np.asarray(CODE[name](xp, xp.asarray(x), xp.asarray(y)))
    found = CODE[name](balls, asarray(x), asarray(y))
    if not isinstance(found, BallArray):
        assert found.to_numpy().tolist() == expected.tolist()
        return
    assert found.shape == expected.shape
    assert bool(balls.all(balls.abs(found - floats(expected)) <= Fraction(1, 10**12)))
