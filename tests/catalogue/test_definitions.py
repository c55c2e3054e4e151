"""Whoever opens a page finds every measured symbol defined, and every name typeset as a name."""

from __future__ import annotations

import re
from pathlib import Path

from falsum.campaign.catalogue import find_root, load_catalogue
from falsum.report.definitions import repeats
from falsum.statement.symbols import Role

ROOT = find_root(Path(__file__).parents[2])
assert ROOT is not None
CLAIMS = [check.claim for check in load_catalogue(ROOT)]
NAME = re.compile(r"[a-zA-Z]{2,}")


def test_every_measured_symbol_is_defined() -> None:
    """A formula says more than the symbol does, or the symbol says it in words."""
    measured = [(claim, s) for claim in CLAIMS for s in claim.of_role(Role.MEASURED)]
    assert len(measured) > 500
    bare = {(c.id, s.name) for c, s in measured if repeats(s) and not s.says}
    assert not bare, "say in words what they are (says=): " + ", ".join(map(str, sorted(bare)))


def test_no_name_is_typeset_as_a_product_of_letters() -> None:
    """A symbol of several letters without LaTeX of its own is upright."""
    symbols = {(s.name, s.latex) for claim in CLAIMS for s in claim.symbols}
    wrong = [name for name, tex in symbols if name == tex and NAME.search(tex)]
    assert len(symbols) > 200
    assert not wrong
