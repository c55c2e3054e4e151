"""Hostile certificates: each gets one short line, and nothing is imported or written."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from falsum.evidence.certificates import LIMIT, CertificateError, load, parse

Reject = Callable[[Any], str]


def raw(document: dict[str, Any], key: str, text: str) -> bytes:
    """Return the document as JSON with the raw ``text`` in place of a value."""
    changed = json.dumps({**document, key: "PLACE"})
    return changed.replace('"PLACE"', text).encode()


NO_JSON = {
    "nothing": b"",
    "blanks": b"  \n ",
    "random bytes": bytes(range(256)) * 8,
    "invalid UTF-8": b'{"schema": 1, "claim": "\xff\xfe"}',
    "byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"schema": 1}'.encode("utf-16"),
    "null bytes": b"\x00" * 100,
    "a pickle": b"\x80\x04\x95\x1d\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x94\x8c\x06system\x94.",
    "Python": b"__import__('os').system('true')",
    "an array": b"[]",
    "a number": b"1",
    "null": b"null",
    "a text": b'"certificate"',
    "an empty object": b"{}",
    "two documents": b"{}{}",
    "100,000 brackets": b"[" * 100_000,
    "100,000 braces": b'{"a":' * 100_000,
    "100,000 closed brackets": b"[" * 100_000 + b"]" * 100_000,
}


@pytest.mark.parametrize("case", NO_JSON)
def test_what_is_no_certificate_at_all(case: str, rejection: Reject) -> None:
    """Other bytes, other JSON and endless nesting are refused."""
    assert rejection(NO_JSON[case])


def test_a_huge_file_is_refused_unread(tmp_path: Path, plain: dict[str, Any]) -> None:
    """One byte beyond the limit is refused, also when all of it is blank, and no more is read."""
    path = tmp_path / "huge.json"
    path.write_bytes(json.dumps(plain).encode() + b" " * LIMIT)
    with pytest.raises(CertificateError, match=f"more than the {LIMIT} allowed"):
        load(path)
    sparse = tmp_path / "sparse.json"
    with sparse.open("wb") as file:
        file.truncate(50 * 2**30)
    with pytest.raises(CertificateError, match="allowed"):
        load(sparse)


DEEP = '{"type": "record", "fields": {"x": ' * 50_000


@pytest.mark.parametrize("key", ["instance", "latent", "conclusion", "claim", "unknown", "schema"])
@pytest.mark.parametrize("text", ["[" * 100_000, DEEP, DEEP + "1" + "}}" * 50_000])
def test_deep_nesting_anywhere(
    key: str, text: str, plain: dict[str, Any], rejection: Reject
) -> None:
    """Records within records within records end in a refusal, not in a crash."""
    assert rejection(raw(plain, key, text))


@pytest.mark.parametrize("key", ["claim", "precision", "instance", "type", "fields", "x", "lhs"])
def test_a_key_that_stands_twice(key: str, plain: dict[str, Any], rejection: Reject) -> None:
    """One reader would take the first value, another the last: refused, wherever it is."""
    text = json.dumps(plain)
    assert rejection(text.encode()) == ""
    start = text.index(f'"{key}": ')
    end = json.JSONDecoder().raw_decode(text, start + len(key) + 4)[1]
    escaped = f'"\\u{ord(key[0]):04x}{key[1:]}"'
    for name in (f'"{key}"', escaped):
        twice = f"{text[:start]}{name}: {text[start + len(key) + 4 : end]}, {text[start:]}"
        assert json.loads(twice) == plain
        assert "stands twice" in rejection(twice.encode())


def test_many_keys_are_refused_quickly(plain: dict[str, Any], rejection: Reject) -> None:
    """Tens of thousands of fields, the last of them twice."""
    scalar = '{"type": "scalar", "value": 1}'
    many = ", ".join(f'"{n}": {scalar}' for n in [*range(50_000), 49_999])
    wide = f'{{"type": "record", "fields": {{{many}}}}}'
    assert "stands twice" in rejection(raw(plain, "instance", wide))


LONG = "9" * 100_000
LITERALS = ["NaN", "Infinity", "-Infinity", "1e400", "-0", "1.0", LONG, f"1e{LONG}", "0x1", "true"]


@pytest.mark.parametrize("key", ["schema", "precision", "latent", "instance", "claim", "verdict"])
@pytest.mark.parametrize("text", LITERALS, ids=lambda t: t[:12])
def test_wrong_numbers_anywhere(
    key: str, text: str, plain: dict[str, Any], rejection: Reject
) -> None:
    """NaN, infinities, floats and numbers of 10^5 digits are no values of any field."""
    assert rejection(raw(plain, key, text))


@pytest.mark.parametrize("text", LITERALS, ids=lambda t: t[:12])
def test_wrong_numbers_inside_the_instance(
    text: str, plain: dict[str, Any], rejection: Reject
) -> None:
    """The same in shapes and scalars."""
    for place in (
        f'{{"type": "record", "fields": {{"x": {{"type": "scalar", "value": {text}}}}}}}',
        f'{{"type": "record", "fields": {{"x": {{"type": "rationals", "shape": [{text}],'
        ' "data": ["2"]}}}',
    ):
        assert rejection(raw(plain, "instance", place))


NOT_CANONICAL = [
    "2/4",
    "+2",
    " 2",
    "2 ",
    "2\n",
    "2e0",
    "2.0",
    "02",
    "2/1",
    "-0",
    "4/2",
    "1/0",
    "1/-2",
    "--2",
    "2_0",
    "٢",
    "²",
    "1/2/3",
    "/2",
    "2/",
    "",
    "nan",
    "inf",
    "0x2",
    "1e999999999",
    "1/1e9",
    LONG,
    "1/" + LONG,
    "9" * 4001,
]


@pytest.mark.parametrize("text", NOT_CANONICAL, ids=lambda t: repr(t[:12]))
def test_fractions_that_are_not_canonical(
    text: str, plain: dict[str, Any], rejection: Reject
) -> None:
    """A rational has one spelling, p or p/q in lowest terms; any other is refused, and quickly."""
    assert rejection({**plain, "latent": [text]})
    plain["instance"]["fields"]["x"]["data"] = [text]
    assert rejection(plain)


IDS = [
    "../../x",
    "a/b",
    "/etc/passwd",
    "..",
    "",
    ".",
    "a",
    "a.b/../c",
    "a..b",
    "a.b\x00",
    "a.b\n",
    "A.b",
    "a.b;import os",
    "os.system",
    "mukherjee_2020.__init__",
    "mukherjee_2020.theorem_3_5_2/../x",
    "checks.mukherjee_2020.chapter_3.test_theorem_3_5_2",
    "mukherjee_2020.*",
    "~.a",
    "C:\\x.y",
    "doe_2020." + "a" * 100_000,
    ".".join(["a"] * 50_000),
    "doe_2020.\u202ex",
    "doe_2020.no_such_lemma",
    "families.gates",
    "nobody_1999.theorem_1",
]


@pytest.mark.parametrize("claim", IDS, ids=lambda t: repr(t[:24]))
def test_claims_that_do_not_exist(claim: str, plain: dict[str, Any], rejection: Reject) -> None:
    """Path tricks, other modules and unknown claims are refused.

    An id loads no module but checks of the document that it names, and what these import.
    """
    before = set(sys.modules)
    assert rejection({**plain, "claim": claim})
    loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
    document = claim.startswith("mukherjee_2020.")
    assert loaded <= ({"checks", "theorems", "impl", "falsum"} if document else set())


WRONG: dict[str, Any] = {
    "schema": [0, 2, "1", 1.5, None],
    "claim_hash": ["", "0" * 64, "x" * 10**6, 5],
    "verdict": ["survived", "proved", "", 1, ["refuted"]],
    "family": ["", "os", "x" * 10**6, "\x1b[31mred\n\n", 1],
    "config": ["", "n=3", "n=1,n=2", "n=1\n", "x" * 10**6, "../..", 1],
    "latent": [[], ["2", "2"], ["2"] * 10**5, [2], "2", [["2"]], {"0": "2"}],
    "granted": [["x is at most 9"], [""], "none", [None]],
    "precision": [0, -1, 64, 10**9, 2**70, "128", 128.5],
    "reason": ["because", "x" * 10**6, 1],
    "hypotheses": [[], [{}], [{"name": "h"}], "none"],
    "conclusion": [[], [{}] * 1000, [["conclusion 1", "<=", "2", "1"]]],
    "instance": [
        {},
        {"type": "record"},
        {"type": "record", "fields": {}},
        {"type": "scalar", "value": 1},
        {"type": "pickle", "fields": {}},
        {"type": "record", "fields": {"x": {"type": "scalar", "value": 2}}},
        {"type": "record", "fields": {"x": {"type": "scalar", "value": "2"}}},
        {"type": "record", "fields": {"x": {"type": "scalar", "value": True}}},
        {"type": "record", "fields": {"x": {"type": "record", "fields": {}}}},
        {"type": "record", "fields": {"x" * 10**6: {"type": "scalar", "value": 2}}},
        {"type": "record", "fields": {"a\nb\x1b[31m": {"type": "scalar", "value": 2}}},
        {"type": "record", "fields": {"__class__": {"type": "scalar", "value": "os"}}},
    ]
    + [
        {"type": "record", "fields": {"x": {"type": "rationals", "shape": s, "data": d}}}
        for s, d in [
            ([1], []),
            ([2], ["2"]),
            ([2], ["2", "2"]),
            ([], ["2"]),
            ([1, 1], ["2"]),
            ([-1], ["2"]),
            ([2**62, 4], []),
            ([0] * 1000, []),
            ([1] * 100_000, ["2"]),
        ]
    ],
}


@pytest.mark.parametrize("key", WRONG)
def test_wrong_values_of_each_field(key: str, plain: dict[str, Any], rejection: Reject) -> None:
    """Every field refuses other types, other values, and texts of a million letters."""
    for value in WRONG[key]:
        assert rejection({**plain, key: value}), value


def test_unknown_fields_are_quoted_only_in_part(plain: dict[str, Any], rejection: Reject) -> None:
    """A name of a million letters, or one that moves the cursor, stays off the screen."""
    for name in ("x" * 10**6, "\x1b]0;title\x07", "a\nrejected: no\nb", "\u202eabc"):
        assert rejection({**plain, name: 1})
        shape = {"type": "record", "fields": {"x": {"type": "scalar", "value": 1, name: 1}}}
        assert rejection({**plain, "instance": shape})


def test_what_the_measurement_raises_is_a_rejection(
    plain: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """If an instance makes a measurement fail, the file is to blame: one line, no traceback."""
    from dataclasses import replace

    from falsum.evidence.certificates import verify
    from tests.evidence.claims import rational

    def fails() -> dict[Any, Any]:
        raise ZeroDivisionError("division\nby zero")

    certificate = parse(json.dumps(plain).encode())
    with pytest.raises(CertificateError, match="not measurable: ZeroDivisionError: division by"):
        verify(certificate, lambda claim: replace(rational, measure=fails))


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    """A folder, a missing file, a path with a null byte or of any length: one line each."""
    secret = tmp_path / "secret.json"
    secret.write_text("{}")
    secret.chmod(0)
    places = [
        tmp_path,
        tmp_path / "missing.json",
        tmp_path / "missing" / "deeper.json",
        Path("bad\x00name.json"),
        tmp_path / ("x" * 5000),
        secret / "below",
    ]
    if os.geteuid() != 0:
        places.append(secret)
    loop = tmp_path / "loop.json"
    loop.symlink_to(loop)
    for place in [*places, loop]:
        with pytest.raises(CertificateError, match=r"^cannot be read: ") as caught:
            load(place)
        assert len(str(caught.value)) < 300


def test_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain: dict[str, Any], rejection: Reject
) -> None:
    """Rejecting a file leaves no trace in the current folder."""
    monkeypatch.chdir(tmp_path)
    for claim in ("../../x", "doe_2020.no_such_lemma", "nobody.x"):
        assert rejection({**plain, "claim": claim})
    assert list(tmp_path.iterdir()) == []
