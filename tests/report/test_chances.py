"""What a page says of the configurations whose chances were decided."""

from falsum.records.chance import ChanceRecord
from falsum.report.chance_section import by_configuration

EXACT = ChanceRecord("exact", "probability", 0.5, 0.75, 0.75, 0.75)
DRAWN = ChanceRecord("resolved", "probability", 0.5, 0.75, 0.7, 0.8, trials=2048, error=1e-9)


def test_trials_are_added_up_and_come_with_their_error() -> None:
    """A reader sees what the words in the table rest on."""
    lines = by_configuration([("n=1", EXACT), ("n=8", DRAWN), ("n=9", DRAWN)])
    assert "These took 4,096 fresh trials" in lines[2]
    assert "probability of 1e-09 at most" in lines[2]
    assert any("`n=8`" in line and "2,048" in line for line in lines)


def test_laws_alone_speak_of_no_trials() -> None:
    """Exact chances have no error to tell."""
    assert "fresh trials" not in " ".join(by_configuration([("n=1", EXACT), ("n=2", EXACT)]))
