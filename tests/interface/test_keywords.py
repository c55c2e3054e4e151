"""Keyword expressions select claims as pytest's own do."""

import pytest

from falsum.errors.usage import UsageError
from falsum.interface.keywords import keywords

NAME = "mukherjee_2020.theorem_5_4_1.corrected test_theorem_5_4_1_corrected"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("mukherjee", True),
        ("Theorem_5", True),
        ("arora", False),
        ("mukherjee and theorem_5", True),
        ("mukherjee and theorem_6", False),
        ("arora or corrected", True),
        ("not corrected", False),
        ("not arora and not lemma", True),
        ("arora or mukherjee and lemma", False),
        ("(arora or mukherjee) and corrected", True),
        ("not (arora or lemma)", True),
    ],
)
def test_expressions_select_by_words(expression: str, expected: bool) -> None:
    """Words are substrings whatever their case; and binds more tightly than or."""
    assert keywords(expression)(NAME) is expected


@pytest.mark.parametrize("expression", ["", "and", "a and", "a or or b", "(a", "a)", "not", "a b"])
def test_a_broken_expression_is_refused(expression: str) -> None:
    """The message quotes the expression and says how to write one."""
    with pytest.raises(UsageError, match="join words by and, or, not and brackets"):
        keywords(expression)
