"""Streams: the same numbers everywhere, however the work is cut, and of the right law."""

import array_api_compat.numpy as numpy_namespace
import array_api_compat.torch as torch_namespace
import numpy as np
import pytest

from falsum import balls
from falsum.balls import midpoint_floats
from falsum.chance.streams import Stream

KEY = (0, "document.theorem_1", "n=3")
DRAWS = {
    "uniform": lambda s: s.uniform(3),
    "normal": lambda s: s.normal(2, 2),
    "integers": lambda s: s.integers(-2, 5),
    "signs": lambda s: s.signs(4),
    "choice": lambda s: s.choice([0.25, 0.5, 1.0], 2),
}


def make(batch=0, xp=numpy_namespace, key=KEY, **parts):
    """Return a stream of few trials."""
    return Stream(key, batch, xp, **{"trials": 6, **parts})


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_every_namespace_gets_the_same_numbers(draw):
    """Numpy, torch and balls agree exactly; torch takes the dtype and device asked for."""
    expected = draw(make())
    found = draw(make(xp=torch_namespace, device="cpu"))
    assert found.dtype == torch_namespace.float64
    assert found.tolist() == expected.tolist()
    exact = draw(make(xp=balls.namespace))
    assert exact.is_point.all()
    assert midpoint_floats(exact).tolist() == expected.tolist()
    single = draw(make(xp=torch_namespace, dtype=torch_namespace.float32))
    assert single.dtype == torch_namespace.float32


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_key_batch_and_draw_number_matter(draw):
    """Another seed, claim, configuration, batch or call gives other numbers."""
    first = make(trials=64)
    seen = [draw(first), draw(first), draw(make(1, trials=64))]
    seen += [draw(make(key=(1, *KEY[1:]), trials=64)), draw(make(key=(*KEY[:2], "n=4"), trials=64))]
    assert len({tuple(array.ravel().tolist()) for array in seen}) == len(seen)


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_fewer_trials_and_lanes_are_a_beginning(draw):
    """A shorter batch, or fewer lanes, hold the first numbers of a longer one, in every draw."""
    longer, shorter = make(trials=50), make(trials=20)
    wide, narrow = make(lanes=5), make(lanes=2)
    for _ in range(2):
        assert (draw(longer)[:, :20] == draw(shorter)).all()
        assert (draw(wide)[:2] == draw(narrow)).all()


def test_earlier_draws_do_not_shift_later_ones():
    """The second draw is the same whatever the first one took."""
    one, other = make(), make()
    one.uniform(1000)
    other.normal()
    assert (one.uniform(2) == other.uniform(2)).all()


def test_shapes():
    """The batch axis is 1 for common numbers, the lanes otherwise."""
    assert make().uniform().shape == (1, 6)
    assert make().uniform(2, 3).shape == (1, 6, 2, 3)
    assert make(lanes=4).normal(2).shape == (4, 6, 2)
    assert Stream(KEY, 0, numpy_namespace).signs().shape == (1, 4096)


def test_laws():
    """Means, ranges and frequencies are those of the laws, within five standard errors."""
    stream, n = make(trials=40_000), 40_000
    spread = 5 / np.sqrt(n)
    uniform = stream.uniform()
    assert uniform.min() >= 0 and uniform.max() < 1
    assert abs(uniform.mean() - 0.5) < spread * np.sqrt(1 / 12)
    normal = stream.normal()
    assert abs(normal.mean()) < spread
    assert abs((normal**2).mean() - 1) < spread * np.sqrt(2)
    integers = stream.integers(-1, 2)
    assert set(integers.ravel().tolist()) == {-1.0, 0.0, 1.0}
    signs = stream.signs()
    assert set(signs.ravel().tolist()) == {-1.0, 1.0}
    assert abs(signs.mean()) < spread
    chosen = stream.choice(np.cumsum([0.1, 0.0, 0.6, 0.3]))
    frequencies = np.bincount(chosen.ravel().astype(int), minlength=4) / n
    assert np.abs(frequencies - [0.1, 0.0, 0.6, 0.3]).max() < spread
    assert frequencies[1] == 0


def test_each_lane_has_its_law():
    """Cumulative weights with a row for each lane are used lane by lane."""
    chosen = make(lanes=2, trials=100).choice([[1.0, 1.0], [0.0, 1.0]])
    assert (chosen[0] == 0).all() and (chosen[1] == 1).all()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: make(key="seed"), "write a tuple"),
        (lambda: make(batch=-1), "batch is -1"),
        (lambda: make(lanes=0), "lanes is 0"),
        (lambda: make().integers(3, 3), "low < high"),
        (lambda: make().choice([0.5, 0.4, 1.0]), "cumsum"),
        (lambda: make().choice([0.5, 0.9]), "cumsum"),
        (lambda: make(lanes=3).choice([[1.0], [1.0]]), "3 lanes"),
        (lambda: make().uniform(-1), "shape is -1"),
    ],
)
def test_wrong_arguments_are_refused(call, words):
    """Errors say what was got and what to write."""
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
@pytest.mark.parametrize("xp", [numpy_namespace, torch_namespace, balls.namespace])
def test_some_rows_of_a_batch_are_those_of_the_whole(draw, xp):
    """Rows may be picked in any order, and a stream of them has as many trials."""
    rows = (4, 0, 5)
    some = make(xp=xp, rows=rows)
    assert some.trials == 3
    found = draw(some)
    numbers = midpoint_floats(found) if xp is balls.namespace else np.asarray(found)
    assert numbers.tolist() == draw(make())[:, rows].tolist()


def test_rows_outside_of_a_batch_are_refused():
    """A row is one of the batch's trials."""
    with pytest.raises(ValueError, match="rows"):
        make(rows=(6,))
