"""Certificates issued afresh, and a catalogue to verify them against."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from falsum.campaign.catalogue import Root, find_check, find_root
from falsum.evidence.certificates import Certificate, CertificateError, parse, to_json, verify
from falsum.evidence.standing import recall
from falsum.measure.check import Check
from falsum.verdict.audit import audit
from tests.evidence.claims import BROKEN, nearly_edge

ROOT = Path(__file__).parents[2]
CATALOGUE = ["mukherjee_2020.theorem_3_5_2", "mukherjee_2020.theorem_2_3_7.part_1"]
SMALL = {c.claim.id: c for c in [*BROKEN, nearly_edge]}


@pytest.fixture(scope="session")
def root() -> Root:
    """Return the project's own catalogue."""
    found = find_root(ROOT)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def find(root: Root) -> Callable[[str], Check | None]:
    """Return the look-up of a claim: the small ones first, then the catalogue's."""
    return lambda claim: SMALL.get(claim) or find_check(root, claim)


@pytest.fixture(scope="session")
def issued(root: Root, find: Callable[[str], Check | None]) -> dict[str, Certificate]:
    """Return a certificate of each broken claim: the stored one, or one of a quick audit."""
    found = {}
    for claim in [*(c.claim.id for c in BROKEN), *CATALOGUE]:
        check = find(claim)
        assert check is not None
        certificate = recall(check, root.certificates).certificate
        if certificate is None:
            _, certificate = audit(check, profile="quick")
        assert certificate is not None, claim
        found[claim] = certificate
    return found


@pytest.fixture(scope="session")
def rejection(find: Callable[[str], Check | None]) -> Callable[[bytes | str | Any], str]:
    """Return a function that gives the reason why JSON is rejected, "" when it is accepted.

    Anything but one short line of a CertificateError is a failure.
    """

    def reason(content: Any) -> str:
        text = content if isinstance(content, bytes) else json.dumps(content).encode()
        try:
            verify(parse(text), find)
        except CertificateError as error:
            message = str(error)
            assert 0 < len(message) < 300, message
            assert message.isprintable(), message
            return message
        return ""

    return reason


@pytest.fixture
def plain(issued: dict[str, Certificate]) -> dict[str, Any]:
    """Return a simple certificate as JSON data that a test may change."""
    data: dict[str, Any] = json.loads(to_json(issued["doe_2020.rational"]))
    return data
