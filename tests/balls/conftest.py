"""Ball tests run at the precision that certification starts at."""

from collections.abc import Iterator

import pytest

from falsum import balls
from falsum.balls.context import DEFAULT_PRECISION


@pytest.fixture(autouse=True)
def working_precision() -> Iterator[None]:
    """Set the working precision for one test."""
    with balls.precision(DEFAULT_PRECISION):
        yield
