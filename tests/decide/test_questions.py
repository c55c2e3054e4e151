"""What the answers to three questions about an instance amount to."""

from __future__ import annotations

from itertools import product

import pytest

from falsum.decide.in_balls import Answer, answer_of

TABLE = {
    (True, True, True): Answer.HOLDS,
    (True, None, True): Answer.HOLDS,
    (True, True, False): Answer.VIOLATED,
    (True, None, False): Answer.VIOLATED,
}


@pytest.mark.parametrize("answers", list(product((True, False, None), repeat=3)))
def test_three_answers_make_one(answers: tuple[bool | None, bool | None, bool | None]) -> None:
    """A failing hypothesis comes first, then what is undefined; the rest waits for certainty."""
    held, defined, _ = answers
    expected = TABLE.get(answers, Answer.UNDECIDED)
    if held is False:
        expected = Answer.REJECTED
    elif held and defined is False:
        expected = Answer.UNDEFINED
    assert answer_of(*answers) is expected
