"""Run each array test in NumPy and in torch, with data that never change."""

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import array_api_compat.numpy as numpy_namespace
import numpy as np
import pytest
import torch
from array_api_compat import torch as torch_namespace

from falsum import balls
from falsum.balls.context import DEFAULT_PRECISION

torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def working_precision() -> Iterator[None]:
    """Set the working precision of balls for one test."""
    with balls.precision(DEFAULT_PRECISION):
        yield


@pytest.fixture
def rng() -> np.random.Generator:
    """Return the generator of this test's data."""
    return np.random.default_rng(20240229)


@pytest.fixture(params=[numpy_namespace, torch_namespace], ids=["numpy", "torch"])
def xp(request: pytest.FixtureRequest) -> ModuleType:
    """Return an array namespace."""
    namespace: ModuleType = request.param
    return namespace


@pytest.fixture
def lift_in(xp: ModuleType) -> Callable[..., list[Any]]:
    """Return a function that moves NumPy arrays into the namespace."""
    return lambda *arrays: [xp.asarray(np.array(a, dtype=np.float64)) for a in arrays]


@pytest.fixture
def tensors() -> Callable[..., list[Any]]:
    """Return a function that makes double-precision tensors which ask for gradients."""
    return lambda *arrays: [
        torch.tensor(a, dtype=torch.float64, requires_grad=True) for a in arrays
    ]
