"""Informativeness: the share of random instances about which a claim says anything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from falsum import (
    Ge,
    Law,
    Le,
    Lt,
    Space,
    check,
    family,
    hypothesis,
    measured,
    naturals,
    parameter,
    sizes,
    with_probability,
)
from falsum.evidence.knowledge import merge
from falsum.report.evidence_section import share
from falsum.search.job import Job
from falsum.statement.claim import says_nothing
from falsum.statement.exact import ClaimError
from falsum.study.full import full_audit
from falsum.study.informative import informative
from tests.cases import bound, exact_line, line, stated, x, y


def test_the_share_of_a_half_line() -> None:
    """A normal number is negative half of the time; the structured latents are left out."""
    claim = stated(Le(-(x**2), 0), trivial=Ge(x, 0))
    found = informative(Job.begin(bound(claim)))
    assert found is not None and found == pytest.approx(0.42, abs=0.06)  # zeros say nothing
    assert informative(Job.begin(bound(stated(Le(-(x**2), 0), trivial=Ge(x**2, 0))))) == 0.0
    assert informative(Job.begin(bound(stated(Le(-(x**2), 0), trivial=Lt(x**2, 0))))) == 1.0


def test_only_instances_that_meet_the_hypotheses_count() -> None:
    """Among positive numbers the same bound always says something."""
    positive = hypothesis("positive", Le(1, x))
    claim = stated(Le(-(x**2), 0), [positive], trivial=Le(x, 0))
    assert informative(Job.begin(bound(claim))) == 1.0
    nobody = hypothesis("nobody", Le(x**2 + 1, 0))
    assert informative(Job.begin(bound(stated(Le(-(x**2), 0), [nobody], trivial=Le(x, 0))))) is None


def test_a_claim_without_a_trivial_bound_has_no_share() -> None:
    """Null, not 1."""
    assert informative(Job.begin(bound(stated(Le(-(x**2), 0))))) is None


def test_measured_symbols_and_exact_families() -> None:
    """The measurement is run as in any audit, one instance at a time where it is exact."""
    claim = stated(Le(0, y), trivial=Ge(y, 0))
    for source in (line, exact_line):
        assert informative(Job.begin(bound(claim, source, lambda x: {y: x * x}))) == 0.0


n = parameter("n", "number of coins", domain=naturals)
heads = measured("heads", "number of heads")


@dataclass(frozen=True)
class Coins:
    """A number of coins."""

    n: int


@family(space=Space(n=sizes(1, 4)), latent=lambda c: {})
def coins(config: Any, z: Any, xp: Any) -> Coins:
    """Enumerate."""
    return Coins(config.n)


@pytest.mark.parametrize(("least", "expected"), [(1 - 2 / n, 0.5), (0 * n, 0.0), (0 * n + 1, 1.0)])
def test_a_probability_says_nothing_at_0(least: Any, expected: float) -> None:
    """Two of the sizes 1 to 4 give 1 - 2/n above 0."""

    def law(n: int, config: Any) -> Law:
        import array_api_compat.torch as xp
        import torch

        one = torch.ones((1, 1), dtype=torch.float64)
        return Law({heads: one}, xp.asarray(one))

    claim = stated(Le(heads, n), quantifier=with_probability(least))
    assert says_nothing(claim) == Le(least, 0)
    assert informative(Job.begin(check(claim, coins)(law))) == expected


def test_a_hypothesis_about_the_outcomes_is_left_to_the_family() -> None:
    """What is assumed of each outcome cannot be asked of an instance without its outcomes."""
    import torch

    one = torch.ones((1, 1), dtype=torch.float64)
    few = hypothesis("at most n heads", Le(heads, n))
    claim = stated(Le(heads, n), [few], quantifier=with_probability(1 - 2 / n))
    assert informative(Job.begin(check(claim, coins)(lambda n: Law({heads: one}, one)))) == 0.5


def test_the_hash_covers_the_statement_only() -> None:
    """A trivial bound may be added to a claim without voiding its certificates."""
    claim = stated(Le(-(x**2), 0))
    assert replace(claim, trivial=Ge(x, 0)).hash == claim.hash


WRONG = {
    "no relation": ({"trivial": x}, "is not a relation"),
    "a decided one": ({"trivial": True}, "already been decided"),
    "another symbol": ({"trivial": Ge(n, 1)}, "trivial speaks of n, which the claim does not"),
    "what chance decides": (
        {"conclusion": Le(heads, n), "trivial": Ge(heads, n), "quantifier": with_probability(1)},
        "trivial speaks of heads, which chance decides",
    ),
}


@pytest.mark.parametrize(("parts", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_trivial_relation_is_refused(parts: dict[str, Any], message: str) -> None:
    """The error says what to write instead."""
    with pytest.raises(ClaimError, match=message):
        stated(**{"conclusion": Le(-(x**2), 0), **parts})


def test_a_standard_audit_measures_it_and_a_quick_one_leaves_it() -> None:
    """Quick quotes what is known; knowledge keeps it."""
    claim = stated(Le(-(x**2), 0), trivial=Ge(x, 0))
    full, _ = full_audit(bound(claim))
    quick, _ = full_audit(bound(claim), profile="quick")
    assert full.informative is not None and quick.informative is None
    known = merge(merge(None, full, claim.hash), quick, claim.hash)
    assert known.informative == pytest.approx(full.informative, rel=1e-5)


@pytest.mark.parametrize(
    ("part", "text"),
    [(0, "0 %"), (0.004, "less than 1 %"), (0.5, "50 %"), (0.997, "more than 99 %"), (1, "100 %")],
)
def test_a_share_in_words(part: float, text: str) -> None:
    """Only none is 0 % and only all is 100 %."""
    assert share(part) == text
