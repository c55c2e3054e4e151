"""Beyond the range of floats: an operation that leaves it is no evidence and no doubt."""

from __future__ import annotations

from typing import Any

import array_api_compat.torch as xp
import numpy as np
import pytest
import torch
from array_api_compat import array_namespace

from falsum import Gt, Le, Space, ceiling, defined, exp, family, hypothesis, log, measured, sizes
from falsum.maps import wide
from falsum.measure.check import Check, check
from falsum.search.score import score_latents
from tests.cases import Number, audited, line, nothing, stated, x

INF, NAN = float("inf"), float("nan")
config = next(line.space.enumerate())
huge, tiny = 10**200, 1 / (x * 0 + 10**200)


def known(conclusion: Any) -> bool:
    """Tell whether floats evaluate a claim at 1, where it holds."""
    simple: Check = check(stated(conclusion), line)(nothing)
    return bool(np.isfinite(score_latents(simple, config, np.ones((1, 1))).slack[0]))


@pytest.mark.parametrize(
    "conclusion",
    [
        Le((huge * x) * (huge * x) / (huge * x + huge * x), huge),
        Le((tiny * x) ** 2 * huge * huge, 1),
        Le(x / (huge * x) ** 2 * huge * huge, 1),
        Le(1 / (1 + (huge * x) ** 2), 1),
    ],
)
def test_what_leaves_the_range_on_the_way_is_unknown(conclusion: Any) -> None:
    """Each is true, in the range of floats as a whole and beyond it on the way."""
    assert not known(conclusion)


@pytest.mark.parametrize(
    "conclusion", [Le(x * 0 * huge, x), Le(x / huge, x), Le(huge * x, huge), Le((x - x) ** 3, x)]
)
def test_zeros_and_large_numbers_are_known(conclusion: Any) -> None:
    """A factor of zero and numbers within the range are no loss."""
    assert known(conclusion)


def test_left_and_overflowed() -> None:
    """Infinite operands, zeros and results with all their digits lose nothing."""
    from falsum.measure.functions import left, overflowed

    a = torch.tensor([1e200, 1e-200, 0.0, INF, 1e-160, 2.0, NAN], dtype=torch.float64)
    b = torch.tensor([1e200, 1e-200, 1e-300, 2.0, 1e-150, 3.0, 1.0], dtype=torch.float64)
    assert left(xp, a * b, a, b).tolist() == [True, True, False, False, True, False, False]
    big = torch.tensor([1e308, INF, 1.0], dtype=torch.float64)
    assert overflowed(xp, big + big, big, big).tolist() == [True, False, False]


steps = measured("steps", "the number of steps that the run was given")


def given(T: Any) -> dict[Any, Any]:
    """Measure the number that the definition gives."""
    return {steps: T}


def test_a_definition_lost_on_the_way_is_no_violation() -> None:
    """The number is at least 2, and 0 in floats where the first factor is too small for them."""
    count = defined("T", 2 * (1 + x**2) ** -200 * (2 + x**2) ** 100 * (1 + x**2) ** 100)
    evidence, _ = audited(stated(Le(2, steps), definitions=[count]), line, given)
    assert evidence.verdict == "survived"
    assert evidence.undefined > 0
    assert evidence.artefacts == evidence.undecided == 0


def test_a_definition_that_only_the_measurement_uses_may_be_undefined() -> None:
    """The logarithm of 0 is found although the conclusion does not speak of it."""
    count = defined("T", 1 + ceiling(log(x)) ** 2)
    evidence, certificate = audited(stated(Le(0, 1 + 0 * steps), definitions=[count]), line, given)
    assert evidence.verdict == "ill_defined"
    assert certificate is not None and "log" in certificate.reason


def short(T: Any) -> dict[Any, Any]:
    """Measure the number of steps, of which no more than 1000 can be run."""
    namespace = array_namespace(T)
    return {steps: namespace.where(T <= 1000, T, namespace.nan * T)}


def test_what_only_floats_find_undefined_is_no_doubt() -> None:
    """The number is huge where floats divide by 0, and the run too long for the balls."""
    little = (1 + x**2) ** -30
    count = defined("T", 1 / ((1 + little) - 1))
    evidence, _ = audited(stated(Le(1, steps), definitions=[count]), line, short)
    assert evidence.verdict == "survived"
    assert evidence.undecided > 0


@family(space=Space(n=sizes(1, 1)), latent=lambda c: {"x": ()})
def around(config: Any, z: Any, xp: Any) -> Number:
    """Decode numbers around log 8, which is met at the latent 0."""
    return Number(xp.log(8 + 0 * z.x) * wide(z.x, xp))


def test_a_tie_is_no_doubt_where_a_hypothesis_is_tied_too() -> None:
    """At log 8 balls can decide neither the strict hypothesis nor the strict conclusion."""
    above = hypothesis("the exponential is above 8", Gt(exp(x), 8))
    evidence, _ = audited(stated(Gt(x, log(8)), hypotheses=[above]), around, nothing)
    assert evidence.verdict == "survived"
    assert evidence.undecided > 0
