"""The namespaces that the laws are computed in, and the precision of the balls."""

from collections.abc import Iterator

import array_api_compat.numpy as numpy_namespace
import array_api_compat.torch as torch_namespace
import pytest

from falsum import balls
from falsum.balls.context import DEFAULT_PRECISION


@pytest.fixture(autouse=True)
def working_precision() -> Iterator[None]:
    """Set the working precision for one test."""
    with balls.precision(DEFAULT_PRECISION):
        yield


@pytest.fixture(
    params=[numpy_namespace, torch_namespace, balls.namespace], ids=lambda xp: xp.__name__
)
def xp(request):
    """Return an array namespace: numpy, torch or balls."""
    return request.param
