"""One thread for what computes in floats: a sum depends on how many threads share it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
_FOR_GOOD = ExitStack()  # never closed


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Run BLAS and OpenMP on one thread within, whatever the environment asks for.

    A library that is loaded within reads the environment, and one that is there already is told.
    """
    from threadpoolctl import threadpool_limits

    before = {name: os.environ.get(name) for name in VARIABLES}
    os.environ.update(dict.fromkeys(VARIABLES, "1"))
    try:
        with threadpool_limits(1):
            yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def one_thread() -> Iterator[None]:
    """Run torch on one thread within, besides BLAS and OpenMP."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with one_blas_thread():
            yield
    finally:
        torch.set_num_threads(before)


def settle_on_one() -> None:
    """Put this process on one thread for good, as a worker is."""
    _FOR_GOOD.enter_context(one_thread())
