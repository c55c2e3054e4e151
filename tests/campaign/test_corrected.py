"""What fails as printed is not left at that: the catalogue says what is true in its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from falsum import Claim, Le, Source, Space, always, check, choice, family, parameter
from falsum.campaign.catalogue import find_root, load_catalogue
from falsum.measure.check import Check
from falsum.statement.form import Form
from tests.cases import nothing

FAILS = ("refuted", "vacuous", "ill_defined")
HOLDS = ("survived", "proved")
x = parameter("x", "any number")


def uncorrected(checks: Sequence[Check]) -> list[str]:
    """Return the ids of failing claims with no correction that holds.

    A reading may also fail because the statement as printed, which holds, has to be read otherwise.
    """
    saved = {
        c.claim.printed_id
        for c in checks
        if c.expect in HOLDS and c.claim.form not in (Form.READING, Form.REPAIR)
    }
    return [c.claim.id for c in checks if c.expect in FAILS and c.claim.printed_id not in saved]


@family(space=Space(size=choice("any")), latent=lambda c: {"x": ()})
def numbers(config: object, z: object, xp: object) -> object:
    """Return the latent, which is never decoded here."""
    return z


def recorded(part: str, verdict: str) -> Check:
    """Return a check of a claim with a verdict on record."""
    claim = Claim(
        id="doe.lemma_1" + part,
        title="A bound",
        source=Source("doe", "Lemma 1"),
        quantifier=always,
        conclusion=Le(x, 1),
        note="Says less.",
    )
    return check(claim, numbers, expect=verdict)(nothing)


def test_what_fails_has_a_correction_that_holds() -> None:
    """No claim of the catalogue is refuted, vacuous or ill defined without a way out."""
    root = find_root(Path(__file__).parents[2])
    assert root is not None
    checks = load_catalogue(root)
    assert any(c.expect in FAILS for c in checks)
    assert uncorrected(checks) == []


def test_a_correction_that_does_not_hold_is_none() -> None:
    """A refuted claim stays uncorrected until a corrected form of it survives."""
    printed = recorded("", "refuted")
    assert uncorrected([printed]) == ["doe.lemma_1"]
    assert uncorrected([printed, recorded(".corrected", "inconclusive")]) == ["doe.lemma_1"]
    assert uncorrected([printed, recorded(".corrected", "survived")]) == []


def test_a_reading_is_corrected_with_its_statement() -> None:
    """A reading needs no correction of its own where the printed statement has one, or holds."""
    reading = recorded(".reading_strict", "vacuous")
    assert uncorrected([reading]) == ["doe.lemma_1.reading_strict"]
    assert uncorrected([reading, recorded("", "proved")]) == []
    assert uncorrected([reading, recorded(".corrected", "proved")]) == []
