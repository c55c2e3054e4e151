"""The state at a stated iterate number, each lane with its own."""

import numpy as np
import pytest

from impl.optimisers.at_step import value_at


@pytest.mark.parametrize("horizon", [6, 2])
def test_each_lane_stops_at_its_own_number(lift_in, horizon):
    """Lanes take floor(last) - first steps; none below the first number; the cap shows."""
    start, last = lift_in([1.0, 1.0, 1.0, 1.0], [0.99, 1.0, 3.99, 5.0])
    found = value_at(
        lambda state: state[0],
        lambda state: (2 * state[0],),
        (start,),
        last,
        first=1,
        horizon=horizon,
    )
    reached = [np.inf, 1.0, 4.0, 16.0 if horizon == 6 else 4.0]
    assert np.asarray(found.value).tolist() == reached
    assert np.asarray(found.covered).tolist() == [True, True, True, horizon == 6]
