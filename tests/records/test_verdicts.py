"""Verdicts and quantifiers carry their meaning."""

from __future__ import annotations

import json

import msgspec
import pytest

from falsum.records.verdicts import Verdict, on_record, recorded
from falsum.statement.claim import rate, with_probability
from falsum.statement.declarations import parameter
from falsum.statement.quantifier import Kind, Quantifier, always
from falsum.statement.symbols import Symbol

FINDINGS = {Verdict.REFUTED, Verdict.ILL_DEFINED, Verdict.VACUOUS}
n: Symbol = parameter("n", "a size")


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_says_what_it_means(verdict: Verdict) -> None:
    """A meaning and a limit are sentences, and no verdict is a finding and stands."""
    assert verdict.meaning.endswith(".") and verdict.limits.endswith(".")
    assert verdict.finding == (verdict in FINDINGS)
    assert not (verdict.finding and verdict.stands)
    assert not (verdict.finding and verdict.open)


def test_a_verdict_is_its_word() -> None:
    """Comparisons with strings, JSON and prose know the word alone."""
    assert Verdict.ILL_DEFINED == "ill_defined"
    assert json.dumps([Verdict.REFUTED]) == '["refuted"]'
    assert msgspec.json.encode(Verdict.REFUTED) == b'"refuted"'
    assert msgspec.json.decode(b'"refuted"', type=Verdict) is Verdict.REFUTED
    assert (f"{Verdict.ILL_DEFINED}", Verdict.ILL_DEFINED.words) == ("ill_defined", "ill defined")


def test_only_a_proof_may_be_reported_weaker() -> None:
    """A run agrees with the record when it finds it again, or survives what is proved."""
    pairs = {(old, new) for old in recorded() for new in recorded() if old.agrees(new)}
    same = {(verdict, verdict) for verdict in recorded()}
    assert pairs - same == {(Verdict.PROVED, Verdict.SURVIVED)}
    assert same <= pairs


@pytest.mark.parametrize("word", ["error", "changed", "wrong"])
def test_what_is_no_verdict_is_never_on_record(word: str) -> None:
    """An error, a changed statement and any other word are refused."""
    with pytest.raises(ValueError, match=word):
        on_record(word)


def test_a_quantifier_reads_its_kind_from_the_word() -> None:
    """The public objects stay what they were, and a kind is known by its word."""
    assert Quantifier("always") == always  # type: ignore[arg-type]
    assert with_probability(n).kind is Kind.WITH_PROBABILITY
    assert (rate(n).kind, str(rate(n).kind)) == (Kind.RATE, "rate")
    with pytest.raises(ValueError, match="sometimes"):
        Quantifier("sometimes")  # type: ignore[arg-type]


def test_an_instance_of_measure_zero_refutes_no_almost_always() -> None:
    """Of the kinds that are audited, one alone asks for more than an instance."""
    audited = {kind for kind in Kind if kind.audited}
    assert audited - {kind for kind in Kind if kind.refuted_by_one} == {Kind.ALMOST_ALWAYS}
    assert all(kind.opening.endswith((",", "which")) for kind in Kind)
