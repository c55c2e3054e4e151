"""Each part of a record says how it merges."""

from __future__ import annotations

from falsum.evidence.merging import RULES
from falsum.records.knowledge import Knowledge
from falsum.records.studies import HypothesisRecord, ProofRecord


def test_every_field_has_a_rule() -> None:
    """A field that is added without saying how it merges is found at once."""
    assert set(RULES) == set(Knowledge.__struct_fields__)


def test_a_proof_is_replaced_by_one_that_names_its_condition() -> None:
    """The older proof stays, unless the newer one says on what it rests."""
    plain = ProofRecord("reals", "boxes", 3)
    bound = ProofRecord("reals", "boxes", 3, given=["y = x"], compared="40 times")
    assert plain.merged(bound) is bound
    assert bound.merged(plain) is bound


def test_what_is_known_of_a_need_is_not_forgotten() -> None:
    """A run that does not drop hypotheses leaves what an earlier one found."""
    found, blank = HypothesisRecord("small", True, needed=True), HypothesisRecord("small", True)
    assert found.merged(blank) is found
    assert blank.merged(found) is found
