"""A certificate altered in any place that matters is rejected."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import pytest

from falsum.evidence.certificates import Certificate, exact_instance, parse, to_json, verify
from falsum.measure.check import Check
from tests.cases import certificate_of
from tests.evidence.claims import BROKEN, edge, nearly_edge
from tests.evidence.conftest import CATALOGUE

Path = tuple[str | int, ...]
IDS = [c.claim.id for c in BROKEN]


def leaves(node: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every place of a JSON document, containers included, the root excluded."""
    if path:
        yield path, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from leaves(value, (*path, place))


def other_values(value: Any) -> list[Any]:
    """Return what a place of the document is changed to: near values, and other types."""
    if value is None:
        return [1, "", {}, {"type": "record", "fields": {}}]
    if isinstance(value, bool):
        return [not value, int(value), None]
    if isinstance(value, int):
        return [value + 1, -value - 1, str(value), float(value) + 0.5, None, [value]]
    if isinstance(value, str):
        changed: list[Any] = [value + " ", value + "0", "", None, 7, [value]]
        if value.lstrip("-").replace("/", "", 1).isdigit():
            exact = Fraction(value)
            changed += [str(exact + 1), str(-exact - 1), str(exact / 2 + Fraction(1, 7))]
        return changed
    if isinstance(value, list):
        longer = [*value, value[-1] if value else "0"]
        return [longer, None, "x", {}] + ([value[:-1], []] if value else [])
    fewer = [{k: v for k, v in value.items() if k != key} for key in value if key != "type"]
    return [{**value, "unknown": 1}, None, [], "x", *fewer]


def put(document: Any, path: Path, value: Any) -> Any:
    """Return a copy of the document with another value at a place."""
    changed = copy.deepcopy(document)
    node = changed
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return changed


WORDS = {("form",), ("severity",), ("proviso",)}  # of a certificate, on what it is worth


@pytest.mark.parametrize("claim", [*IDS, *CATALOGUE])
def test_an_untouched_certificate_is_accepted(
    claim: str, issued: dict[str, Certificate], rejection: Callable[[Any], str]
) -> None:
    """What the audit issued verifies after a round trip through its file."""
    text = to_json(issued[claim]).encode()
    assert rejection(text) == ""
    assert parse(text) == issued[claim]


@pytest.mark.parametrize("claim", IDS)
def test_every_single_alteration_is_rejected(
    claim: str, issued: dict[str, Certificate], rejection: Callable[[Any], str]
) -> None:
    """Numbers, strings, lengths, names and types: no place of the file can be changed.

    The exceptions are the words on severity, which are no part of the refutation, and the
    decoder's version where exact data stand beside it: the latent is decoded again by today's
    decoder, and gives the same instance.
    """
    document = json.loads(to_json(issued[claim]))
    accepted = [
        (path, value)
        for path, old in leaves(document)
        for value in other_values(old)
        if value != old and not rejection(put(document, path, value))
    ]
    accepted = [(p, v) for p, v in accepted if p not in WORDS]
    if document["instance"] is not None:
        accepted = [(p, v) for p, v in accepted if p != ("decoder",)]
    assert accepted == []


@pytest.mark.parametrize("claim", CATALOGUE)
def test_every_place_of_a_catalogue_certificate_matters(
    claim: str,
    issued: dict[str, Certificate],
    rejection: Callable[[Any], str],
    find: Callable[[str], Check | None],
) -> None:
    """The same for certificates of published theorems, with one alteration at each place.

    A latent may be altered only where its decoder gives the same instance all the same.
    """
    certificate = issued[claim]
    check = find(claim)
    assert check is not None
    document = json.loads(to_json(certificate))
    for path, old in leaves(document):
        value = other_values(old)[-1]
        changed = put(document, path, value)
        if rejection(changed) or path == ("decoder",) or path in WORDS:
            continue
        assert path[0] == "latent", (path, old, value)
        config = check.family.space.parse(certificate.config)
        latent = [Fraction(v) for v in changed["latent"]]
        assert exact_instance(check.family, config, latent) == certificate.instance


def test_a_key_less_or_a_key_more_is_rejected(
    plain: dict[str, Any], rejection: Callable[[Any], str]
) -> None:
    """All but the trials, the rate and the words on severity is required; none may be added."""
    for key in plain.keys() - {"trials", "form", "severity", "proviso", "rate"}:
        assert rejection({k: v for k, v in plain.items() if k != key})
    assert rejection({**plain, "comment": "trust me"})


@pytest.mark.parametrize("length", [0, 1, 10, 100, -2, -10])
def test_a_truncated_file_is_rejected(
    length: int, plain: dict[str, Any], rejection: Callable[[Any], str]
) -> None:
    """A file that ends early is no certificate."""
    assert rejection(json.dumps(plain).encode()[:length])


def test_every_byte_counts(plain: dict[str, Any], rejection: Callable[[Any], str]) -> None:
    """Flipping one bit of any byte that is no blank never gives an accepted file but the decoder's.

    (The decoder's version is provenance when exact data stand beside it.)
    """
    text = json.dumps(plain, separators=(",", ":")).encode()
    start = text.index(b'"decoder":"') + len(b'"decoder":"')
    exempt = range(start, start + len(plain["decoder"]))
    accepted = [
        place
        for place in range(len(text))
        if place not in exempt
        and not rejection(text[:place] + bytes([text[place] ^ 1]) + text[place + 1 :])
    ]
    assert accepted == []


def test_an_instance_that_the_family_cannot_produce_is_rejected(
    plain: dict[str, Any], issued: dict[str, Certificate], rejection: Callable[[Any], str]
) -> None:
    """A made-up instance is refused also when the file says that another decoder made it.

    Hypotheses alone would let it pass: what a family grants by construction is not among them.
    """
    changed = copy.deepcopy(plain)
    changed["instance"]["fields"]["x"]["data"] = ["3"]
    changed["conclusion"][0]["lhs"] = "3"
    for decoder in (plain["decoder"], "0" * 16):
        assert "latent does not decode" in rejection({**changed, "decoder": decoder})
    claimed = json.loads(to_json(issued["doe_2020.irrational"]))
    assert "decoder has changed" in rejection({**claimed, "decoder": "0" * 16})


def test_another_claims_id_with_this_body_is_rejected(
    plain: dict[str, Any], rejection: Callable[[Any], str]
) -> None:
    """A body proves only its own claim: the hash names the statement."""
    assert "its hash differs" in rejection({**plain, "claim": "doe_2020.open_set"})
    assert "its hash differs" in rejection({**plain, "claim": CATALOGUE[0]})


def test_a_true_claim_has_no_certificate(plain: dict[str, Any]) -> None:
    """An instance on which the conclusion holds is not issued, and not accepted if forged."""
    check = BROKEN[0]
    config = check.family.space.parse("n=1")
    for value in (Fraction(1), Fraction(0), Fraction(10)):  # holds, holds, breaks a hypothesis
        assert certificate_of(check, config, value) is None


def test_an_edge_does_not_certify_an_almost_always_claim(
    find: Callable[[str], Check | None], rejection: Callable[[Any], str]
) -> None:
    """A single point refutes the claim for all instances, not the one for almost all."""
    config, zero = edge.family.space.parse("n=1"), [Fraction(0)]
    certificate = certificate_of(edge, config, *zero)
    assert certificate is not None
    assert verify(certificate, find) is edge
    assert certificate_of(nearly_edge, config, *zero) is None
    forged = json.loads(to_json(certificate))
    forged |= {"claim": nearly_edge.claim.id, "claim_hash": nearly_edge.claim.hash}
    assert "at a single point, not on an open set" in rejection(forged)
