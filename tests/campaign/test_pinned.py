"""The catalogue says what it said: hashes and verdicts on record, claim by claim.

``pinned.json`` was written before statements and checks were moved to where they are.  A claim that
is encoded anew changes its row there, on purpose and by hand.
"""

from __future__ import annotations

import json
from pathlib import Path

from falsum.campaign.catalogue import find_root, load_catalogue

ROOT = find_root(Path(__file__).parents[2])
PINNED = json.loads((Path(__file__).parent / "pinned.json").read_text())


def test_every_claim_is_the_one_that_was_audited() -> None:
    """No hash and no verdict differs, and no claim is lost or new without a row."""
    assert ROOT is not None
    found = {c.claim.id: [c.claim.hash, c.expect] for c in load_catalogue(ROOT)}
    assert len(PINNED) > 200
    assert {k: v for k, v in found.items() if PINNED.get(k) != v} == {}
    assert set(PINNED) == set(found)
