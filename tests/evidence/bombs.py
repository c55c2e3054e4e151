"""Hostile certificates by the thousand: alterations, forgeries and bombs, each from a seed."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
Place = tuple[str | int, ...]

HUGE = [0, -1, 2**31, 2**63, 2**64, -(2**63), 10**18, 9_000_000, 10**400, 1e308, -0.0, 1.5]
TEXTS = [
    "",
    "\x00",
    "\x1b[2J",
    "\u202e",
    "../../etc/passwd",
    "/dev/zero",
    "a" * 10**5,
    "\ud800",
    "n=9000000",
    "n=1" + ",n=1" * 50_000,
    "__import__('os')",
    "NaN",
    "1/0",
    "٣/٤",
]


def places(node: Any, path: Place = ()) -> list[Place]:
    """Return every place of a document but the root."""
    found: list[Place] = [path] if path else []
    items = node.items() if isinstance(node, dict) else enumerate(node) if _listed(node) else ()
    for key, value in items:
        found += places(value, (*path, key))
    return found


def _listed(node: Any) -> bool:
    return isinstance(node, list)


def at(document: Any, path: Place) -> Any:
    """Return what stands at a place."""
    for step in path:
        document = document[step]
    return document


def put(document: Document, path: Place, value: Any) -> Document:
    """Return a copy with another value at a place."""
    changed = copy.deepcopy(document)
    at(changed, path[:-1])[path[-1]] = value
    return changed


def fraction(rng: random.Random, digits: int) -> str:
    """Return a fraction of so many digits in lowest terms: neighbours have no common divisor."""
    if digits > 4000:  # more than Python writes
        return "1" * digits + "/" + "1" * (digits - 1) + "0"
    q = rng.randrange(10 ** (digits - 1), 10**digits)
    return f"{q + 1}/{q}"


def numeric(document: Document) -> list[Place]:
    """Return the places of the numbers of latent and instance."""
    return [
        p
        for p in places(document)
        if p[0] in ("latent", "instance") and (p[0] == "latent" or "data" in p) and len(p) > 1
        if isinstance(at(document, p), str)
    ]


def long_fractions(document: Document, rng: random.Random) -> Document:
    """Write long fractions in every number, or in one; those of the instance are the latent's."""
    digits = rng.choice([40, 150, 400, 499, 950, 1950, 4000, 60_000])
    some = numeric(document)
    chosen = some if rng.random() < 0.7 else [rng.choice(some)]
    for path in chosen:
        document = put(document, path, fraction(rng, digits))
    fields = document["instance"]["fields"] if document["instance"] else {}
    arrays = [f for f in fields.values() if f["type"] == "rationals"]
    if sum(len(a["data"]) for a in arrays) == len(document["latent"]) and rng.random() < 0.8:
        data = iter(document["latent"])
        for array in arrays:
            array["data"] = [next(data) for _ in array["data"]]
    return document


def enormous_shape(document: Document, rng: random.Random) -> Document:
    """Claim a shape of thousands of millions of entries."""
    some = [p for p in places(document) if p[-1] == "shape"]
    if not some:
        return put(document, ("latent",), ["1"] * 300_000)
    shape = rng.choice([[2**40], [2**62, 4], [0, 2**60], [1] * 10**5, [-1], [10**9, 0]])
    return put(document, rng.choice(some), shape)


def many_entries(document: Document, rng: random.Random) -> Document:
    """Repeat a list until the file is at its limit."""
    lists = [p for p in places(document) if isinstance(at(document, p), list)]
    path = rng.choice(lists)
    value = at(document, path) or ["1"]
    return put(document, path, value * (200_000 // max(1, len(json.dumps(value)) // 4)))


def deep(document: Document, rng: random.Random) -> Document:
    """Nest records as deep as a writer of JSON can."""
    inner: Any = {"type": "record", "fields": {}}
    for _ in range(rng.choice([10, 60])):
        inner = {"type": "record", "fields": {"x": inner}}
    return put(document, ("instance",), inner)


def wrong_value(document: Document, rng: random.Random) -> Document:
    """Put another type, a huge number or a bad text anywhere."""
    path = rng.choice(places(document))
    value = rng.choice([*HUGE, *TEXTS, None, True, [], {}, [[]], {"type": "record"}])
    return put(document, path, value)


def near_value(document: Document, rng: random.Random) -> Document:
    """Change one number by little, or one letter of a text."""
    path = rng.choice([p for p in places(document) if isinstance(at(document, p), str | int)])
    value = at(document, path)
    if isinstance(value, bool):
        return put(document, path, not value)
    if isinstance(value, int):
        return put(document, path, value + rng.choice([1, -1, 128]))
    if not value:
        return put(document, path, "0")
    place = rng.randrange(len(value))
    return put(document, path, value[:place] + rng.choice("0123456789ax/-") + value[place + 1 :])


def swapped(document: Document, rng: random.Random) -> Document:
    """Swap two enclosures, two sides, or two numbers."""
    one, other = (rng.choice(places(document)) for _ in range(2))
    if one[: len(other)] == other or other[: len(one)] == one:
        return put(document, ("verdict",), "ill_defined")
    first, second = at(document, one), at(document, other)
    return put(put(document, one, second), other, first)


def dropped(document: Document, rng: random.Random) -> Document:
    """Leave out a key or an entry."""
    changed = copy.deepcopy(document)
    path = rng.choice(places(changed))
    del at(changed, path[:-1])[path[-1]]
    return changed


def many_trials(document: Document, rng: random.Random) -> Document:
    """Ask for trials, as many as a file may."""
    trials = {"seed": rng.randrange(2**62), "trials": 2**21, "failures": 5, "error": 1e-9}
    return {**document, "trials": trials}


KINDS: list[Callable[[Document, random.Random], Document]] = [
    long_fractions,
    enormous_shape,
    many_entries,
    deep,
    wrong_value,
    near_value,
    swapped,
    dropped,
    many_trials,
]


def hostile(documents: list[Document], seed: int) -> tuple[str, Document | None, bytes]:
    """Return the name of an alteration, what it was made of, and the file's bytes."""
    rng = random.Random(seed)
    document = rng.choice(documents)
    if seed % 10 == 9:
        text = bytearray(json.dumps(document).encode())
        for _ in range(rng.randrange(1, 4)):
            text[rng.randrange(len(text))] = rng.randrange(256)
        return "bytes", document, bytes(text)
    if seed % 10 == 8:  # another claim with this body
        other = rng.choice(documents)
        keys = ("claim", "claim_hash") if rng.random() < 0.5 else ("claim",)
        return "body", document, json.dumps({**document, **{k: other[k] for k in keys}}).encode()
    kind = rng.choice(KINDS)
    changed = kind(document, rng)
    for _ in range(rng.randrange(2)):
        changed = kind(changed, rng)
    return kind.__name__, document, json.dumps(changed).encode()
