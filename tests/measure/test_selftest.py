"""The tests that each decoder and measurement passes before it is searched."""

from __future__ import annotations

from typing import Any

import pytest
from array_api_compat import array_namespace

from falsum import Ge, Le, check
from falsum.errors.faults import MeasurementError
from falsum.maps import unit
from falsum.measure.check import BindingError, Check
from falsum.measure.selftest import examine
from falsum.verdict.audit import audit
from tests.measure.mistakes import CHANCE, DECODERS, LISTED, SINGLE, forgotten_axis
from tests.measure.points import (
    Points,
    b,
    claim,
    drawn,
    exact_points,
    good,
    half,
    listed,
    points,
    single,
    space,
    y,
)
from tests.measure.right import RIGHT, common_numbers, sampled, tossed

TABLE = [1.0, 2.0]


def fault(bound: Check, seed: int = 0) -> str:
    """Return the message with which a check is refused."""
    with pytest.raises(MeasurementError) as caught:
        examine(bound, seed=seed)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith("doc.lemma: ")
    return message


@pytest.mark.parametrize(("measure", "said"), SINGLE, ids=[m.__name__ for m, _ in SINGLE])
def test_mistakes_with_one_number(measure: Any, said: list[str]) -> None:
    """A mistake is refused in one line that names the symbol, what was got and what is wanted."""
    message = fault(single(measure))
    assert not [words for words in said if words not in message], message


@pytest.mark.parametrize(("measure", "said"), LISTED, ids=[m.__name__ for m, _ in LISTED])
def test_mistakes_with_an_index(measure: Any, said: list[str]) -> None:
    """Each index of a symbol is an axis as long as the index says."""
    message = fault(listed(measure))
    assert not [words for words in said if words not in message], message


@pytest.mark.parametrize(("decoder", "said"), DECODERS, ids=[d.__name__ for d, _ in DECODERS])
def test_mistakes_of_decoders(decoder: Any, said: list[str]) -> None:
    """Fields of an instance are arrays of one row for each latent, and of nothing else."""
    message = fault(single(good, space(decoder)))
    assert not [words for words in said if words not in message], message


def test_a_table_that_instances_share_is_an_input() -> None:
    """A measurement that edits a list or a nested record of its instance is refused."""

    def decoder(config: Any, z: Any, xp: Any) -> Points:
        return Points(config.n, z.x, z.b, table=TABLE)

    def growing(x: Any, table: Any) -> dict[Any, Any]:
        table.append(1.0)
        return good(x)

    def editing(x: Any, instance: Any) -> dict[Any, Any]:
        instance.table[0] += 1
        return good(x)

    assert "changes its input table.length in place" in fault(single(growing, space(decoder)))
    assert "changes its input table.0 in place" in fault(single(editing, space(decoder)))


def test_an_exact_measurement_keeps_nothing() -> None:
    """An exact measurement, of one instance at a time, gives the same when called again."""
    count = [0]

    def exactly(x: Any) -> dict[Any, Any]:
        count[0] += 1
        return {y: sum(v * v for v in x) + count[0]}

    assert "y is" in (message := fault(single(exactly, exact_points)))
    assert "when measured again" in message
    assert "keep no state" in message


@pytest.mark.parametrize(("measure", "said"), CHANCE, ids=[m.__name__ for m, _ in CHANCE])
def test_mistakes_of_laws_and_samples(measure: Any, said: list[str]) -> None:
    """Trials come from the stream, and atoms and trials are an axis of their own."""
    message = fault(drawn(measure))
    assert not [words for words in said if words not in message], message


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("measure", RIGHT, ids=[m.__name__ for m in RIGHT])
def test_right_measurements_pass(measure: Any, seed: int) -> None:
    """One value for all instances, a branch, chaos and rounding errors are no faults."""
    stated = claim(Le(y, b), definitions=[half])
    examine(check(stated, points)(measure), seed=seed)


@pytest.mark.parametrize("measure", [tossed, sampled, common_numbers])
def test_right_laws_and_samples_pass(measure: Any) -> None:
    """A law by instance, and trials common to all instances, are what they should be."""
    examine(drawn(measure), seed=0)


def test_right_exact_measurements_pass() -> None:
    """An exact measurement sees one instance without its batch axis."""

    def exactly(x: Any) -> dict[Any, Any]:
        return {y: sum(v * v for v in x)}

    examine(single(exactly, exact_points), seed=0)


# The audit.


@pytest.mark.parametrize("seed", range(5))
def test_no_false_claim_survives_a_forgotten_axis(seed: int) -> None:
    """The largest entry of the whole batch stands for no instance's own."""

    def decoder(config: Any, z: Any, xp: Any) -> Points:
        return Points(config.n, xp.clip(2 * unit(z.x, xp) - 0.5, 0, 1), unit(z.b, xp))

    false = check(claim(Ge(y, 1)), space(decoder))
    with pytest.raises(MeasurementError, match=r"y has shape \(\) for a batch of 4"):
        audit(false(forgotten_axis), profile="quick", seed=seed)
    evidence, _ = audit(
        false(lambda x: {y: array_namespace(x).max(x, axis=1)}), profile="quick", seed=seed
    )
    assert evidence.verdict == "refuted"


def test_what_the_code_raises_goes_through() -> None:
    """An exception of a measurement is no fault that the tests name."""

    def broken(x: Any) -> dict[Any, Any]:
        return {y: x[:, 7]}

    with pytest.raises(IndexError):
        examine(single(broken), seed=0)


def test_a_string_is_no_symbol() -> None:
    """A key that is the name of a symbol is told what it is."""
    with pytest.raises(BindingError, match=r"write the symbol itself, \{y: ...\}"):
        examine(single(lambda x: {"y": x[:, 0]}), seed=0)


def test_a_misnamed_argument_hears_the_fields() -> None:
    """A measurement that asks for what is not there is told what is."""
    with pytest.raises(BindingError, match=r"may ask for n, x, b, table, config"):
        examine(single(lambda X: {y: X}), seed=0)


def test_a_finding_that_is_not_repeated_says_what_differs(monkeypatch: Any) -> None:
    """Where a state escapes the tests, the summary names what differs and what may be the cause."""
    monkeypatch.setattr("falsum.verdict.audit.examine", lambda check, seed: None)
    calls = [0]

    def drifting(x: Any) -> dict[Any, Any]:
        calls[0] += 1
        return {y: 0 * x[:, 0] + 10**9 + calls[0]}

    evidence, certificate = audit(single(drifting), profile="quick")
    assert certificate is None
    assert evidence.verdict == "inconclusive"
    assert "measured again (the enclosures recomputed differ" in evidence.summary
    assert "random numbers that don't come from the stream" in evidence.summary
