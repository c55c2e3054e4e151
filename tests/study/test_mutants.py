"""Mutants: other norms, dropped hypotheses, and those that are still true leave the count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from array_api_compat import array_namespace

from falsum import (
    Abs,
    Claim,
    Ge,
    Le,
    Lt,
    Rational,
    Space,
    Sum,
    check,
    exp,
    family,
    hypothesis,
    index,
    log,
    measured,
    naturals,
    nonnegative,
    parameter,
    positive,
    sizes,
    sqrt,
)
from falsum.measure.check import Check
from falsum.records.studies import HypothesisRecord
from falsum.search.job import Job
from falsum.statement.mutants import mutants, without
from falsum.statement.signs import sign_of, weaker
from falsum.study.agreement import Comparison
from falsum.study.full import full_audit
from falsum.study.power import DROPPED, Truth, power
from tests.cases import stated
from tests.study.test_stages import (
    a,
    b,
    binding,
    logistic,
    loss,
    nothing,
    numbers,
    ordered_pairs,
    z,
)

n = parameter("n", "number of entries", domain=naturals)
i = index("i", 1, n)
x = parameter("x", "entry", latex="x_i", indices=(i,))
p = parameter("p", "a positive number", domain=positive)
q = parameter("q", "a number of at least 0", domain=nonnegative)
size = measured("size", r"\sqrt{\sum_i x_i^2}", latex=r"\|x\|")


@dataclass(frozen=True)
class Vector:
    """Entries (batch, n)."""

    n: int
    x: Any


@family(space=Space(n=sizes(1, 4)), latent=lambda c: {"x": (c.n,)})
def vectors(config: Any, z: Any, xp: Any) -> Vector:
    """Take the latent itself."""
    return Vector(config.n, z.x)


def euclidean(x: Any) -> dict[Any, Any]:
    """Measure the Euclidean norm."""
    return {size: array_namespace(x).sum(x * x, axis=1) ** 0.5}


def changes(claim: Claim, kind: str) -> list[str]:
    """Return the mutants of one kind in words."""
    return [m.change for m in mutants(claim) if m.kind == kind]


def test_a_measured_norm_is_confused_with_its_square() -> None:
    """Either way, and the exponent that amounts to it is not counted twice."""
    plain = stated(Le(size, Sum(Abs(x), i)))
    assert changes(plain, "norm")[0] == "the square of size in its place"
    squared = stated(Le(size**2, 4 * Sum(x**2, i)))
    assert "size in place of its square" in changes(squared, "norm")
    assert not any(
        "2 becomes 1" in change and "size" in change for change in changes(squared, "exponent")
    )
    made = [m.claim.hash for m in mutants(squared)]
    assert len(set(made)) == len(made)


def test_a_written_norm_is_changed_for_another() -> None:
    """The Euclidean norm for the sum of sizes and back."""
    assert "becomes the sum of sizes" in changes(stated(Le(sqrt(Sum(x**2, i)), p)), "norm")[0]
    assert "becomes the Euclidean norm" in changes(stated(Le(Sum(Abs(x), i), p)), "norm")[0]
    assert not changes(stated(Le(Sum(x**3, i), p)), "norm")


def test_a_search_notices_the_wrong_norm() -> None:
    """Cauchy's bound by sqrt(n) fails when the norms are exchanged or squared."""
    claim = stated(Le(Sum(Abs(x), i), sqrt(n) * size))
    found = power(Job.begin(check(claim, vectors)(euclidean)))
    caught, tried = found.kinds["norm"]
    assert caught == tried == 1  # the Euclidean norm on the left leaves the claim true
    assert not any("Euclidean" in change for change in found.escaped)


# -- dropped hypotheses --------------------------------------------------------------------------

order = hypothesis("b is at least a", Ge(b, a))


def records(**needed: bool | None) -> list[HypothesisRecord]:
    """Return what ablation found of hypotheses."""
    return [HypothesisRecord(name, True, found) for name, found in needed.items()]


def test_a_dropped_hypothesis_is_a_kind_of_its_own() -> None:
    """Caught where it is needed, escaped where nothing shows it, not counted where untried."""
    others = [hypothesis("one", Le(a, 100)), hypothesis("three", Le(b, 100))]
    claim = stated(Le(a, b + 1), [hypothesis("two", Ge(b, a)), *others])
    found = power(
        Job.begin(binding(claim, ordered_pairs)), dropped=records(one=True, two=False, three=None)
    )
    assert found.kinds[DROPPED] == (1, 2)
    assert "hypothesis dropped: two" in found.escaped


def test_a_hypothesis_that_is_proved_idle_leaves_the_count() -> None:
    """Without the order the claim is still a theorem, so that nobody need notice."""
    claim = stated(Le(2 * a * b, a**2 + b**2), [order])
    idle = [HypothesisRecord(order.name, True, False)]
    found = power(Job.begin(binding(claim, ordered_pairs)), dropped=idle)
    assert DROPPED not in found.kinds and not any("dropped:" in e for e in found.escaped)


def test_an_audit_takes_the_hypotheses_from_ablation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is dropped once, and both sections of the page tell the same."""
    import falsum.study.ablation

    runs: list[str] = []
    ablate = falsum.study.ablation.ablate

    def counting(one: Check, assumed: Any, **options: Any) -> Any:
        runs.append(assumed.name)
        return ablate(one, assumed, **options)

    monkeypatch.setattr(falsum.study.ablation, "ablate", counting)
    evidence, _ = full_audit(binding(stated(Le(a, b + 1), [order]), ordered_pairs))
    assert runs == [order.name]
    assert evidence.hypotheses[0].needed is True
    assert evidence.power is not None and evidence.power.kinds[DROPPED] == (1, 1)


# -- mutants that are still true -----------------------------------------------------------------

SIGNS = {
    "a number": (Rational(-1, 2) + 0 * p, False, True),
    "zero": (stated(Le(p, 0)).conclusion.rhs, True, True),
    "a positive parameter": (p, True, False),
    "any parameter": (a, False, False),
    "an even power": (a**2, True, False),
    "an odd power": (-(p**3), False, True),
    "a root": (sqrt(a), True, False),
    "an inverse": (1 / p, True, False),
    "a product of signs": (-p * -q, True, False),
    "a sum of signs": (p + q + a**2, True, False),
    "a difference": (p - q, False, False),
    "an exponential": (exp(a), True, False),
    "a sum over an index": (Sum(Abs(x), i), True, False),
    "a measured symbol": (size, False, False),
    "an index": (i, True, False),
}


@pytest.mark.parametrize(("tree", "up", "down"), SIGNS.values(), ids=SIGNS)
def test_signs_follow_from_domains_and_form(tree: Any, up: bool, down: bool) -> None:
    """What is not certain is left open."""
    assert sign_of(tree) == (up, down)


CLAIM = Le(a + p, b + q)
FOLLOWS = {
    "the same": (CLAIM, True),
    "a term at least 0 dropped on the left": (Le(a, b + q), True),
    "a term at least 0 dropped on the right": (Le(a + p, b), False),
    "a term of either sign dropped": (Le(p, b + q), False),
    "the sign of such a term on the left": (Le(a - p, b + q), True),
    "the sign of such a term on the right": (Le(a + p, b - q), False),
    "strictness": (Lt(a + p, b + q), False),
    "written the other way": (Ge(b + q, a + p), True),
    "the other direction": (Ge(a + p, b + q), False),
    "a term added on the right": (Le(a + p, b + q + p), True),
}


@pytest.mark.parametrize(("other", "follows"), FOLLOWS.values(), ids=FOLLOWS)
def test_what_follows_term_by_term(other: Any, follows: bool) -> None:
    """A weaker relation is true wherever the claim is."""
    assert weaker(stated(CLAIM), stated(other)) is follows


def test_weaker_and_proved_mutants_leave_the_count() -> None:
    """An escaped mutant is then one that a better search might catch."""
    evidence = power(Job.begin(binding(stated(Le(-(a**2) - b**2, 2 * a * b)))))
    assert not any("dropped" in change for change in evidence.escaped)
    claim = stated(Le(exp(-p), 1))
    loose = stated(Le(exp(-p) + exp(-p) * 0, 1 + p))

    @dataclass(frozen=True)
    class Number:
        p: Any

    source = family(space=Space(n=sizes(1, 1)), latent=lambda c: {"p": ()})(
        lambda config, z, xp: Number(1 + z.p * z.p)
    )
    truth = Truth(Comparison(check(claim, source)(nothing)))
    assert truth.proved(loose)
    assert not truth.proved(stated(Le(p, 1)))
    found = power(Job.begin(check(stated(Le(exp(-p), 2)), source)(nothing)))
    assert not any("tightened by 1.01" in change for change in found.escaped)


@pytest.mark.parametrize(("factor", "counts"), [(1, True), (2, False)])
def test_a_proof_about_what_is_not_measured_does_not_count(factor: int, counts: bool) -> None:
    """What is given for a measured symbol must be what the measurement returns."""
    claim = stated(Le(1 / (1 + exp(z)), loss))
    given = {loss: factor * log(1 + exp(-z))}
    assert Truth(Comparison(check(claim, numbers, given=given)(logistic))).proved(claim) is counts


def test_mutants_are_scored_on_the_worst_instance_of_the_audit() -> None:
    """What the pools have not, the audit may have found: a bump as narrow as a needle."""
    from tests.evidence.test_start import narrow, start_at

    claim = narrow(height=2)
    alone, found = power(Job.begin(claim)), power(Job.begin(claim), worst=start_at(claim, "37/4"))
    assert alone.least_factor is None
    assert found.least_factor == 1.01


def test_a_mutant_is_confirmed_where_it_is_defined() -> None:
    """Divisions by zero look like the worst violations, and hide those beside them."""
    claim = check(stated(Le(1 / (1 + exp(z)), loss)), numbers)(logistic)
    found = power(Job.begin(claim))
    assert not any("sign of" in change for change in found.escaped)


def test_without_keeps_the_rest() -> None:
    """Only the hypothesis named is dropped."""
    claim = stated(Le(a, b + 1), [order, hypothesis("low", Le(a, 5))])
    assert [h.name for h in without(claim, order.name).hypotheses] == ["low"]
