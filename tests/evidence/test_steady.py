"""What is known changes only where a run tells more than a machine's rounding decides."""

from __future__ import annotations

import msgspec
import pytest

from falsum.evidence.knowledge import merge
from falsum.records.likeness import alike
from falsum.records.rounding import higher
from falsum.records.studies import ConstantRecord, PowerRecord, RateRecord
from tests.report.library import evidence, instance, printed

HASH = printed.claim.hash
FOUND = evidence(
    printed.claim,
    constants=[ConstantRecord("c", "float search", "2", 1.5, instance("n=2", 0.0))],
    power=PowerRecord(["a"], {"bound": (17, 20)}, 1.1),
    rate=RateRecord("consistent", 0.01, -0.02, 0.03, [(1.0, 2.0), (2.0, 2.5)]),
    informative=0.41,
    exponents=[("n", 0.5)],
)
LUCK = {
    "instances": 1003,
    "artefacts": 4,
    "undecided": 1,
    "constants": [ConstantRecord("c", "float search", "2", 1.5001, instance("n=3", 0.0))],
    "power": PowerRecord(["a"], {"bound": (16, 20)}, 1.1),
    "rate": RateRecord("consistent", 0.0101, -0.0199, 0.03, [(1.0, 2.001), (2.0, 2.5)]),
    "informative": 0.4103,
    "worst": instance("n=1", -0.2499),
    "slack_by_configuration": [("n=2", -0.4999), ("n=10", -0.2499), ("n=1", -0.75)],
}
NEWS = {
    "instances": 2000,
    "constants": [ConstantRecord("c", "certified instance", "2", 1.5)],
    "power": PowerRecord([], {"bound": (20, 20)}, 1.1),
    "rate": RateRecord("contradicted", 0.5, 0.4, 0.6, [(1.0, 2.0), (2.0, 3.0)]),
    "informative": 0.6,
    "worst": instance("n=1", 0.0),
    "slack_by_configuration": [("n=7", -0.5)],
}


@pytest.mark.parametrize("name", LUCK)
def test_what_luck_decides_changes_nothing(name: str) -> None:
    """Other counts, other digits and another illustration of the same leave what is known."""
    known = merge(None, FOUND, HASH)
    assert merge(known, msgspec.structs.replace(FOUND, **{name: LUCK[name]}), HASH) == known


@pytest.mark.parametrize("name", NEWS)
def test_what_is_news_is_taken(name: str) -> None:
    """More than rounding is knowledge."""
    known = merge(None, FOUND, HASH)
    assert merge(known, msgspec.structs.replace(FOUND, **{name: NEWS[name]}), HASH) != known


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        (-0.1, -0.2, True),
        (-1e-8, -1e-5, False),
        (-3e-13, -1e-5, True),  # attained, up to rounding
        (0.0, -3e-13, False),
        (1e-6, 0.0, True),  # broken, if by little
        (0.5, 0.4995, False),
        (-0.2, -0.1, False),
    ],
)
def test_slacks_are_compared_by_what_they_mean(new: float, old: float, expected: bool) -> None:
    """Signs matter at any size, digits only where a plot shows them."""
    assert higher(new, old) is expected


@pytest.mark.parametrize(
    ("old", "fresh", "expected"),
    [
        (1000, 1050, True),
        (1000, 1200, False),
        (True, False, False),
        (0.5, None, False),
        ([1.0, 2.0], [1.0], False),
        ({"a": 1}, {"b": 1}, False),
        ("needed", "not needed", False),
        (1e-9, -2e-8, True),
    ],
)
def test_likeness(old: object, fresh: object, expected: bool) -> None:
    """Numbers may differ by a little, words and shapes may not."""
    assert alike(old, fresh) is expected
