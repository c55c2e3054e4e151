"""Evidence, stored certificates and the record are weighed against each other."""

from pathlib import Path

import msgspec
import pytest

from falsum.campaign.catalogue import load_file
from falsum.evidence.certificates import to_json
from falsum.evidence.standing import as_recorded, failed, keep, recall, replayed, weigh
from falsum.verdict.audit import audit


@pytest.fixture(scope="module")
def refuted():
    """Return the example's printed check with its evidence and certificate."""
    path = Path(__file__).parents[2] / "examples" / "my_theorem.py"
    check = next(c for c in load_file(path) if c.expect == "refuted")
    return check, *audit(check, profile="quick")


@pytest.mark.parametrize(
    ("expected", "verdict", "green"),
    [
        (None, "survived", True),
        (None, "inconclusive", True),
        (None, "refuted", False),
        (None, "ill_defined", False),
        ("proved", "proved", True),
        ("proved", "survived", True),
        ("proved", "refuted", False),
        ("survived", "survived", True),
        ("survived", "inconclusive", False),
        ("survived", "refuted", False),
        ("refuted", "refuted", True),
        ("refuted", "survived", False),
        ("refuted", "inconclusive", False),
        ("refuted", "ill_defined", False),
        ("inconclusive", "inconclusive", True),
        (None, "error", False),
        ("survived", "error", False),
    ],
)
def test_the_record_decides(refuted, expected: str | None, verdict: str, green: bool) -> None:
    """A search may report survived for proved; no record is red only when the claim breaks."""
    row = msgspec.structs.replace(refuted[1], expected=expected, verdict=verdict)
    assert as_recorded(row) is green


def test_a_stored_certificate_counts(refuted, tmp_path: Path) -> None:
    """A search that found nothing does not undo a certificate that verifies; an error stands."""
    check, _, certificate = refuted
    keep(check, certificate, tmp_path)
    stored = recall(check, tmp_path).certificate
    error = failed(check, "quick", "RuntimeError: stop")
    assert weigh(check, error, stored) is error and not as_recorded(error)
    nothing = msgspec.structs.replace(error, verdict="inconclusive", summary="too little time")
    assert weigh(check, nothing, None).verdict == "inconclusive"
    weighed = weigh(check, nothing, stored)
    assert weighed.verdict == "refuted"
    assert "too little time" in weighed.summary
    assert as_recorded(weighed)
    assert as_recorded(replayed(check, stored, "quick"))


def test_a_certificate_is_replaced_only_by_a_better_one(refuted, tmp_path: Path) -> None:
    """One that verifies stays unless the new one is shorter; one that does not is replaced."""
    check, _, certificate = refuted
    path = keep(check, certificate, tmp_path)
    assert path is not None
    assert keep(check, certificate, tmp_path) is None
    path.write_text(to_json(certificate).replace('"1/4"', '"1/5"'))
    assert "rejected" in recall(check, tmp_path).problem
    assert keep(check, certificate, tmp_path) == path
    assert path.read_text() == to_json(certificate)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
