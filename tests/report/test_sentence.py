"""A counterexample in one plain sentence, in the statement's own symbols."""

from __future__ import annotations

from typing import Any

import pytest

from falsum.records.chance import ChanceRecord
from falsum.records.described import Enclosure, Instance
from falsum.records.verdicts import Verdict
from falsum.report.numbers import approximate, ends, spoken, telling
from falsum.report.sentence import TEXT, failure
from falsum.statement.claim import Claim, Source, always
from falsum.statement.declarations import defined, measured, parameter
from falsum.statement.domain import naturals, positive
from falsum.statement.lettering import typeset
from falsum.statement.relations import Eq, Ge, Le, Lt

n = parameter("n", "number of steps", domain=naturals)
eps = parameter("eps", "accuracy", domain=positive, latex=r"\epsilon")
norm = measured("least_norm", r"\min_t \|g_t\|", latex=r"\min_t \|g_t\|")
T = defined("T", n / eps, meaning="steps allowed")


def claim(conclusion: Any) -> Claim:
    """Return a claim with a definition that its conclusion does not name."""
    return Claim("doe_2020.lemma_1", "a", Source("doe_2020", "b"), always, conclusion, (), (T,))


def instance(sign: str, lhs: str, rhs: str, **parts: Any) -> Instance:
    """Return an instance with both sides of its conclusion, the small one first."""
    symbols = [
        ("eps", r"\epsilon", "1/3"),
        ("n", "n", "5"),
        ("T", "T", "15"),
        ("least_norm", "", lhs),
    ]
    sides = [Enclosure("conclusion 1", sign, lhs, rhs)]
    return Instance("n=5", [], 0.5, sides, 128, symbols=symbols, **parts)


@pytest.mark.parametrize(
    ("relation", "sides", "said"),
    [
        (Le(norm, eps), ("<=", "6/5", "1/3"), "least_norm = 6/5, which is more than eps = 1/3"),
        (Lt(norm, eps), ("<", "1/3", "1/3"), "least_norm = 1/3, which is not less than eps = 1/3"),
        (Ge(norm, eps), ("<=", "1/3", "1/4"), "least_norm = 1/4, which is less than eps = 1/3"),
        (Eq(norm, 0), ("==", "2", "0"), "least_norm = 2, which is not equal to 0"),
        (Le(norm, eps), ("<=", "inf", "1/3"), "least_norm is infinite, which is more than eps"),
        (
            Le(norm, eps),
            ("<=", "1048576", "1048575.99895"),
            "1048576, which is more than eps = 1048575.999, by less than a millionth",
        ),
    ],
)
def test_both_sides_are_told_as_printed(
    relation: Any, sides: tuple[str, str, str], said: str
) -> None:
    """The relation is read in its own order, with as many digits as tell the sides apart."""
    assert said in failure(claim(relation), instance(*sides), Verdict.REFUTED, TEXT)


def test_symbols_that_matter_come_first() -> None:
    """What the relation speaks of, then definitions, then the other parameters; no measured one."""
    said = failure(claim(Le(norm, eps)), instance("<=", "6/5", "1/3"), Verdict.REFUTED, TEXT)
    assert said.startswith("With T = 15, n = 5: least_norm = 6/5")


def test_a_probability_is_told_with_what_is_claimed() -> None:
    """The law's probability, or the failures among trials."""
    exact = ChanceRecord("exact", "probability", 0.75, 0.5, 0.5, 0.5)
    drawn = ChanceRecord("refuted", "probability", 0.75, 0.5, 0.4, 0.6, trials=1000, failures=500)
    at = instance("<=", "3/4", "1/2", chance=exact)
    assert "holds with probability 0.5, where a probability of at least 0.75 is claimed" in failure(
        claim(Le(norm, eps)), at, Verdict.REFUTED, TEXT
    )
    at = instance("<=", "3/4", "1/2", chance=drawn)
    assert "it failed in 500 of 1,000 trials" in failure(
        claim(Le(norm, eps)), at, Verdict.REFUTED, TEXT
    )


def test_what_is_undefined_is_named() -> None:
    """The operation, and the expression in LaTeX."""
    at = instance("<=", "1", "maybe undefined", reason="division by zero", undefined=r"\frac{1}{T}")
    said = failure(claim(Le(norm, eps)), at, Verdict.ILL_DEFINED)
    assert r"the statement asks for a division by zero in $\frac{1}{T}$." in said


def test_nothing_is_said_of_what_cannot_be_read() -> None:
    """Without numbers there is no sentence, rather than a wrong one."""
    at = instance("<=", "maybe undefined", "1")
    assert failure(claim(Le(norm, eps)), at, Verdict.REFUTED) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [("4913/729", "6.739"), ("7/6", "7/6"), ("-3.2e-13", "-3.2e-13"), ("0.707106781187", "0.7071")],
)
def test_numbers_are_as_short_as_they_can_be(text: str, said: str) -> None:
    """Exact while that is short, a few digits otherwise."""
    assert spoken(text) == said


def test_numbers_of_tables_are_exact_and_readable() -> None:
    """A long fraction stands with what it is about; words and arrays are left alone."""
    assert approximate("4913/729") == "4913/729 ≈ 6.739"
    assert approximate("(1, 2)") == "(1, 2)"
    assert ends("[0, 1]") == (0.0, 1.0)
    assert telling("1.00001", "1.00002") == ("1.00001", "1.00002")


@pytest.mark.parametrize(
    ("name", "tex"),
    [
        ("L", "L"),
        ("beta2", r"\beta_{2}"),
        ("w_i", "w_{i}"),
        ("xi", r"\xi"),
        ("least_mean", r"\mathrm{least\ mean}"),
        ("steps", r"\mathrm{steps}"),
        ("smooth_L", r"\mathrm{smooth\ L}"),
    ],
)
def test_names_are_no_products_of_letters(name: str, tex: str) -> None:
    """Letters stay letters, with their indices; words are upright."""
    assert typeset(name) == tex
    assert parameter(name, "a number").latex == tex
