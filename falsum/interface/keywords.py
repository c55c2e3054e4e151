"""Keyword expressions for ``-k``: words joined by ``and``, ``or``, ``not`` and brackets."""

from __future__ import annotations

import re
from collections.abc import Callable

from falsum.errors.usage import UsageError

Test = Callable[[str], bool]

TOKEN = re.compile(r"\(|\)|[^\s()]+")


def keywords(expression: str) -> Test:
    """Return a test of names: each word of ``expression`` is looked for, whatever its case.

    ``keywords("mukherjee and not 3_5")("mukherjee_2020.theorem_5_4_1")`` is True.
    Raises UsageError when the expression does not parse.
    """
    tokens = TOKEN.findall(expression)
    test, rest = _either(tokens, expression)
    if rest:
        raise _broken(expression, f"{rest[0]!r} is not expected there")
    return test


def _broken(expression: str, why: str) -> UsageError:
    return UsageError(f"-k {expression!r}: {why}; join words by and, or, not and brackets")


def _either(tokens: list[str], whole: str) -> tuple[Test, list[str]]:
    left, tokens = _both(tokens, whole)
    while tokens[:1] == ["or"]:
        right, tokens = _both(tokens[1:], whole)
        left = _join(any, left, right)
    return left, tokens


def _both(tokens: list[str], whole: str) -> tuple[Test, list[str]]:
    left, tokens = _single(tokens, whole)
    while tokens[:1] == ["and"]:
        right, tokens = _single(tokens[1:], whole)
        left = _join(all, left, right)
    return left, tokens


def _join(fold: Callable[[list[bool]], bool], left: Test, right: Test) -> Test:
    return lambda name: fold([left(name), right(name)])


def _single(tokens: list[str], whole: str) -> tuple[Test, list[str]]:
    if not tokens or tokens[0] in ("and", "or", ")"):
        raise _broken(whole, f"a word is missing before {tokens[0] if tokens else 'the end'!r}")
    word, rest = tokens[0], tokens[1:]
    if word == "not":
        inner, rest = _single(rest, whole)
        return (lambda name: not inner(name)), rest
    if word == "(":
        inner, rest = _either(rest, whole)
        if rest[:1] != [")"]:
            raise _broken(whole, "a bracket is not closed")
        return inner, rest[1:]
    return (lambda name: word.lower() in name.lower()), rest
