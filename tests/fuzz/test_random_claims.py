"""Random claims over small rational domains, audited and held against brute force."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from falsum.search.job import Job
from falsum.study.informative import informative
from tests.fuzz.arithmetic import Undecidable, Undefined
from tests.fuzz.claims import case
from tests.fuzz.forge import accepted, forged
from tests.fuzz.judge import HOLDS, REJECTED, UNKNOWN, VIOLATED, Statement, judge, verdicts
from tests.fuzz.oracle import value
from tests.fuzz.outcome import Totals, fuzz_profile
from tests.fuzz.terms import number

__all__ = ["fuzz_profile"]
MANY, CHUNK = 20_000, 1_000
FEW = 120
MISSES = 0.01  # of the false claims whose domain was searched in full
FORGERIES = range(50_000, 50_120)


def fuzzed(seeds: range) -> Totals:
    """Audit the claims of these seeds and require that nothing that was decided is wrong."""
    totals = Totals()
    for seed in seeds:
        totals.add(seed)
    assert not totals.wrong, "\n".join(totals.wrong)
    return totals


def found(totals: Totals) -> int:
    """Return how many claims were found to be false or undefined."""
    return sum(
        n for text, n in totals.counts.items() if text.startswith(("refuted", "ill_defined"))
    )


@pytest.mark.usefixtures("fuzz_profile")
def test_a_few_random_claims() -> None:
    """No verdict is wrong, and false claims over a domain that is met in full are not missed."""
    totals = fuzzed(range(60_000, 60_000 + FEW))
    assert found(totals) > FEW / 4
    assert len(totals.missed) <= 1


@pytest.mark.slow
@pytest.mark.usefixtures("fuzz_profile")
@pytest.mark.parametrize("first", range(0, MANY, CHUNK))
def test_many_random_claims(first: int) -> None:
    """The same for 20,000 claims, a thousand at a time."""
    totals = fuzzed(range(first, first + CHUNK))
    assert len(totals.missed) <= MISSES * found(totals), "\n".join(totals.missed)


def test_no_forged_certificate_of_a_true_instance_is_accepted() -> None:
    """What holds at an instance is not refuted by a file about it, however it is edited."""
    tried: Counter[str] = Counter()
    for seed in FORGERIES:
        claim = case(seed)
        for how, certificate in forged(claim):
            tried[how] += 1
            assert not accepted(claim, certificate), (seed, how)
    assert len(tried) == 8
    assert min(tried.values()) > 10


@pytest.mark.usefixtures("fuzz_profile")
def test_a_claim_is_informative_only_where_its_trivial_relation_fails() -> None:
    """A share above 0 means that some admissible point breaks the trivial relation."""
    told = 0
    for seed in range(70_000, 70_600):
        claim = case(seed)
        if claim.trivial is None:
            continue
        share = informative(Job.begin(claim.check, profile="fuzz"))
        plain = claim.statement
        empty = Statement("always", plain.hypotheses, (claim.trivial,), plain.domains)
        judged = {judge(empty, env) for env in claim.points}
        told += 1
        if share and judged != {REJECTED}:  # floats let pass what misses by a rounding error
            assert judged & {VIOLATED, f"{UNKNOWN} or {VIOLATED}"}, seed
        elif share == 0 and claim.kind != "exact":
            assert judged != {VIOLATED}, seed
    assert told > 20


def test_the_same_seed_is_the_same_claim() -> None:
    """A failure can be looked at again by its number."""
    for seed in range(30):
        assert case(seed).check.claim.hash == case(seed).check.claim.hash
    assert len({case(seed).kind for seed in range(60)}) == 7 - 1


def test_the_oracle_knows_what_it_should() -> None:
    """Hand-computed values, conventions and undefined places."""
    env = {"ranges": {"t": (1, 0)}}
    half, minus = number(Fraction(1, 2)), number(-1)
    assert value(("power", number(0), number(0)), env) == 1
    assert value(("sqrt", number(Fraction(9, 4))), env) == Fraction(3, 2)
    assert value(("gamma", number(5)), env) == 24
    assert value(("binomial", minus, number(3)), env) == -1
    assert value(("sum", "s", number(2), number(1), ("divide", half, number(0))), env) == 0
    assert value(("least", "t", ("log", number(0))), env) == float("inf")
    for lost in (("log", number(0)), ("gamma", minus), ("power", minus, half), ("acos", number(2))):
        with pytest.raises(Undefined):
            value(lost, env)
    with pytest.raises(Undecidable):
        value(("floor", ("power", ("power", number(2), half), number(2))), env)
    assert verdicts([HOLDS, UNKNOWN]) == {"open"}
