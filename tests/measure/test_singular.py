"""A matrix that a routine of linear algebra refuses does not end the audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from array_api_compat import array_namespace

from falsum import Ge, Space, family, hypothesis, measured, parameter, sizes
from falsum.measure.singular import is_singular
from falsum.search.score import score_latents
from tests.cases import audited, bound, stated

a = parameter("a", "a diagonal entry")
u = measured("u", "the first entry of the solution")


@dataclass(frozen=True)
class Matrix:
    """A diagonal matrix, (batch, 2, 2), and its first entry, (batch,)."""

    m: Any
    a: Any


@family(space=Space(n=sizes(1, 1)), latent=lambda c: {"d": (2,)})
def diagonals(config: Any, z: Any, xp: Any) -> Matrix:
    """Put whole numbers on the diagonal: many of these matrices are singular."""
    d = xp.round(z.d)
    return Matrix(xp.eye(2, dtype=d.dtype) * d[:, None, :], d[:, 0])


def solved(m: Any) -> dict[Any, Any]:
    """Solve m x = (1, 1)."""
    xp = array_namespace(m)
    ones = m[:, :, :1] * 0 + 1
    return {u: xp.linalg.solve(m, ones)[:, 0, 0]}


def test_only_the_singular_rows_are_unknown() -> None:
    """The other rows are measured as by themselves."""
    claim = stated(Ge(u**2 * a**2, 1))
    flat = np.array([[2.0, 1.0], [0.0, 1.0], [-1.0, 3.0], [1.0, 0.0], [4.0, 1.0]])
    check = bound(claim, diagonals, solved)
    config = diagonals.space.parse("n=1")
    scored = score_latents(check, config, flat)
    assert np.isfinite(scored.slack).tolist() == [True, False, True, False, True]
    assert not scored.violations.any()
    only = score_latents(check, config, np.zeros((3, 2)))
    assert not np.isfinite(only.slack).any()


@pytest.mark.parametrize("profile", ["quick", "standard"])
def test_a_claim_about_solutions_is_audited(profile: str) -> None:
    """A true claim survives and a false one is refuted, whatever matrices the search meets."""
    told = audited(stated(Ge(u * a, 1)), diagonals, solved, profile)[0]
    assert (told.verdict, told.undefined > 0) == ("survived", True)
    positive = hypothesis("the entry is positive", Ge(a, 1))
    wrong, certificate = audited(stated(Ge(u, 1), [positive]), diagonals, solved, profile)
    assert wrong.verdict == "refuted"
    assert certificate is not None


def test_other_exceptions_are_not_swallowed() -> None:
    """What is wrong with the measurement itself is raised."""

    def broken(m: Any) -> dict[Any, Any]:
        raise ZeroDivisionError("mine")

    check = bound(stated(Ge(u * a, 1)), diagonals, broken)
    with pytest.raises(ZeroDivisionError, match="mine"):
        score_latents(check, diagonals.space.parse("n=1"), np.ones((2, 2)))
    assert not is_singular(ZeroDivisionError())
