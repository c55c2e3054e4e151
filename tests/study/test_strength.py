"""Strength and opportunity: what stands had a chance to fail, or the record says why not."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from array_api_compat import array_namespace

from falsum import (
    Claim,
    Eq,
    Gt,
    Law,
    Le,
    Max,
    Rational,
    Space,
    audits,
    check,
    defined,
    family,
    measured,
    parameter,
    positive,
    sizes,
    with_probability,
)
from falsum.measure.check import Check
from falsum.records.evidence import Evidence
from falsum.records.strength import Strength
from falsum.records.studies import PowerRecord, RateRecord
from falsum.search.job import Job
from falsum.statement.mutants import mutants
from falsum.statement.symbols import symbols_of
from falsum.study import attempts
from falsum.study.full import full_audit
from falsum.study.power import power
from falsum.study.strength import judged, looseness, proved_strength, survivor_strength
from falsum.verdict.audit import audit
from tests.cases import line, nothing, stated, x
from tests.study.test_stages import a, b, binding

p = parameter("p", "a positive number", domain=positive)
q = parameter("q", "a positive number", domain=positive)
gap = measured("gap", "the distance that is left")


@dataclass(frozen=True)
class Start:
    """A start and an accuracy, (batch,)."""

    p: Any
    q: Any


@family(space=Space(n=sizes(1, 1)), latent=lambda c: {"p": (), "q": ()})
def starts(config: Any, z: Any, xp: Any) -> Start:
    """Decode two positive numbers that differ by orders of magnitude."""
    return Start(xp.exp(3 * z.p), xp.exp(z.q - 3))


@family(space=Space(n=sizes(1, 1)), latent=lambda c: {"p": (), "q": ()})
def near_starts(config: Any, z: Any, xp: Any) -> Start:
    """Decode starts that are no farther from the answer than the accuracy asked for."""
    return Start(xp.exp(z.q) / (1 + z.p * z.p), xp.exp(z.q))


# -- strength ----------------------------------------------------------------------------------

KINDS = {
    "sharp, every kind": (1.01, {"constant": (5, 5), "sign": (1, 3)}, "strong"),
    "sharp, one of three kinds missed": (
        1.1,
        {"constant": (4, 5), "sign": (1, 3), "term": (0, 2)},
        "fair",
    ),
    "sharp, most kinds missed": (
        1.01,
        {"constant": (5, 5), "sign": (0, 3), "term": (0, 2)},
        "weak",
    ),
    "by a factor of two": (2.0, {"constant": (3, 5), "sign": (1, 3)}, "fair"),
    "by a factor of ten": (10.0, {"constant": (2, 5), "sign": (3, 3)}, "weak"),
    "no factor": (None, {"constant": (0, 5), "sign": (3, 3)}, "weak"),
    "nothing to tighten": (None, {"direction": (1, 1), "sign": (1, 1)}, "fair"),
    "only turned round": (None, {"direction": (1, 1)}, "weak"),
    "equality not attained": (1.01, {"constant": (5, 5), "strictness": (0, 1)}, "strong"),
    "not even turned round": (1.01, {"constant": (5, 5), "direction": (0, 1)}, "strong"),
}


@pytest.mark.parametrize(("factor", "kinds", "strength"), KINDS.values(), ids=KINDS)
def test_a_survivor_is_as_strong_as_what_its_search_notices(
    factor: float | None, kinds: dict[str, tuple[int, int]], strength: str
) -> None:
    """The least factor and the kinds of error make the strength, and nothing else."""
    assert survivor_strength(PowerRecord([], kinds, factor)) == strength


def test_a_proof_is_strong_unless_nothing_false_is_near() -> None:
    """A proof needs no search, but a statement that no error makes false says nothing."""
    assert proved_strength(None) is Strength.STRONG
    assert proved_strength(PowerRecord([], {"constant": (1, 5)}, 100.0)) is Strength.STRONG
    assert proved_strength(PowerRecord([], {"direction": (1, 1)}, None)) is Strength.WEAK


def test_a_claim_that_is_attained_is_strong() -> None:
    """Equality occurs, so an error of one per cent is noticed."""
    evidence, _ = full_audit(binding(stated(Le(2 * a * b, a**2 + b**2))))
    assert evidence.strength == "strong" and not evidence.weak_because
    assert evidence.opportunity is not None and evidence.opportunity > 0.5


@pytest.mark.parametrize("written", ["", "the constant is generous"])
def test_a_loose_claim_is_weak_and_says_why(written: str) -> None:
    """A person's reason comes first; without one it is the factor that is left."""
    sides = measured("s", "the sum of two sizes"), measured("t", "the larger of them")

    def sizes_of(a: Any, b: Any) -> dict[Any, Any]:
        xp = array_namespace(a)
        return {sides[0]: xp.abs(a), sides[1]: xp.abs(a) + xp.abs(b)}

    claim = stated(Le(sides[0], 400 * sides[1]))
    source = binding(stated(Le(a, b + 1))).family
    evidence, _ = full_audit(check(claim, source, weak=written)(sizes_of))
    assert evidence.verdict == "survived" and evidence.strength == "weak"
    assert evidence.power is not None and evidence.power.least_factor is None
    assert (evidence.weak_because == written) == bool(written)
    assert written or "by a factor of 400 " in evidence.weak_because


def test_looseness_is_the_ratio_of_the_sides() -> None:
    """A slack of -1/3 is a factor of 2; at -1 there is none."""
    assert "factor of 2 " in looseness(-1 / 3)
    assert "other sign" in looseness(-1.0)


def test_only_what_stands_is_judged() -> None:
    """A refuted claim has no strength, nor has one whose power is not known."""
    evidence, _ = audit(binding(stated(Le(a, b))), profile="quick")
    assert evidence.verdict == "refuted" and judged(evidence) == (None, "")
    survived, _ = audit(binding(stated(Le(2 * a * b, a**2 + b**2))), profile="quick")
    assert survived.verdict == "survived" and judged(survived) == (None, "")


def test_a_rate_that_stands_is_weak() -> None:
    """A hidden constant leaves nothing to tighten; a person may say more."""
    evidence, _ = audit(binding(stated(Le(2 * a * b, a**2 + b**2))), profile="quick")
    table = RateRecord("consistent", -0.1, -0.2, 0.0, [(1.0, 1.0), (2.0, 0.9)])
    rate = msgspec.structs.replace(evidence, rate=table)
    strength, why = judged(rate)
    assert strength is Strength.WEAK and "hides" in why
    assert judged(rate, "few sizes") == (Strength.WEAK, "few sizes")


def test_audits_takes_a_reason_for_each_claim() -> None:
    """Claims of one table are weak for reasons of their own."""
    one, other = stated(Le(x, x + 1)), stated(Le(x, x + 2), id="doe_2020.lemma_2")
    bound = audits(line, {one: None, other: None}, weak={other: "for no reason"})
    assert [c.weak for c in bound] == ["", "for no reason"]


# -- opportunity -------------------------------------------------------------------------------


def halved(p: Any, T: Any) -> dict[Any, Any]:
    """Halve a distance T - 1 times, so that one step leaves it as it is."""
    xp = array_namespace(p)
    return {gap: p * xp.exp((1 - T) * xp.log(2 + 0 * p))}


def audited(claim: Claim, source: Any, measure: Any = nothing) -> Evidence:
    """Return the evidence of a quick audit."""
    return audit(check(claim, source)(measure), profile="quick")[0]


def test_a_claim_that_is_trivial_everywhere_is_inconclusive() -> None:
    """Where the region that says nothing is everything, a search shows nothing."""
    claim = stated(Le(x, x + 1), trivial=Le(x, x + 2))
    evidence = audited(claim, line)
    assert evidence.verdict == "inconclusive" and evidence.opportunity == 0
    assert "could have shown a violation" in evidence.summary


def test_the_trivial_region_is_no_closest_call() -> None:
    """The nearest instance shown is one about which the claim says something."""
    claim = stated(Le(x**2, 1 + x**2 + p), trivial=Le(1, x**2))

    @dataclass(frozen=True)
    class Both:
        x: Any
        p: Any

    source = family(space=Space(n=sizes(1, 1)), latent=lambda c: {"x": (), "p": ()})(
        lambda config, z, xp: Both(z.x, xp.exp(z.p))
    )
    evidence = audited(claim, source)
    assert evidence.verdict == "survived" and evidence.worst is not None
    shown = dict(evidence.worst.fields)
    assert abs(float(shown["x"])) < 1
    assert evidence.opportunity is not None and 0 < evidence.opportunity < 1


def test_what_is_measured_as_zero_shows_nothing() -> None:
    """A bound on a quantity that is 0 at every instance has no chance to fail."""
    zero = measured("zero", "nothing at all")
    evidence = audited(stated(Le(zero, p)), starts, lambda p: {zero: 0 * p})
    assert evidence.verdict == "inconclusive" and evidence.opportunity == 0
    assert audited(stated(Gt(p, 0)), starts).verdict == "survived"


def test_an_event_that_never_fails_shows_nothing() -> None:
    """A law without a failing atom is no evidence for a bound on the failure probability."""
    heads = measured("heads", "a number of heads")

    def tossed(q: Any) -> Law:
        xp = array_namespace(q)
        ones = xp.ones((q.shape[0], 2), dtype=q.dtype)
        return Law({heads: ones}, ones / 2)

    claim = stated(Le(heads, 2 + 0 * q), quantifier=with_probability(Rational(3, 4)))
    evidence = audited(claim, starts, tossed)
    assert evidence.verdict == "inconclusive" and evidence.opportunity == 0


steps = Max(1, 2 + (p / q))
T = defined("T", steps, counts=True)


@pytest.mark.parametrize(
    ("source", "verdict"), [(starts, "survived"), (near_starts, "inconclusive")]
)
def test_an_algorithm_that_had_nothing_to_do_shows_nothing(source: Any, verdict: str) -> None:
    """Where the first iterate is good already, the count of steps is not put to the test."""
    claim = stated(Le(gap, q), definitions=[T])
    evidence, _ = full_audit(check(claim, source)(halved))
    assert evidence.verdict == verdict
    assert (evidence.opportunity == 0) == (verdict == "inconclusive")


# -- definitions and shared terms ----------------------------------------------------------------

left = defined("left", p / 3)


def thirds(p: Any, left: Any) -> dict[Any, Any]:
    """Measure what is left of a number."""
    return {gap: left + 0 * p}


def test_a_definition_is_mutated_like_a_constant() -> None:
    """What a measurement takes is measured anew, and the least factor is that of the definition."""
    claim = stated(Le(gap, p / 3), definitions=[left])
    found = power(Job.begin(check(claim, starts)(thirds)))
    assert found.kinds["definition"] == (1, 1)  # to divide it leaves the claim true
    assert found.least_factor == 1.01
    loose = stated(Le(gap, 7 * p / 3), definitions=[left])
    found = power(Job.begin(check(loose, starts)(thirds)))
    assert found.kinds["definition"] == (1, 1) and found.least_factor == 10.0


def test_an_error_of_a_definition_that_is_too_small_escapes() -> None:
    """A bound that is a thousand times too large notices no factor of a hundred."""
    claim = stated(Le(gap, 1000 * p), definitions=[left])
    found = power(Job.begin(check(claim, starts)(thirds)))
    assert found.kinds["definition"] == (0, 1)
    assert "left multiplied by 100" in found.escaped


def swamped(factor: int) -> Check:
    """Return a true claim with a large term on both sides."""
    big = measured("big", "a large number")

    def measure(a: Any, b: Any) -> dict[Any, Any]:
        return {big: 10**6 + a * a}

    claim = stated(Le(big + 2 * a * b, factor * (a**2 + b**2) + big))
    return check(claim, binding(stated(Le(a, b + 1))).family)(measure)


def test_terms_that_both_sides_share_do_not_swamp_the_rest() -> None:
    """The slack is that of what is left, so that a loose claim is seen to be loose."""
    tight, _ = audit(swamped(1), profile="quick")
    loose, _ = audit(swamped(400), profile="quick")
    assert tight.worst_slack == pytest.approx(0, abs=1e-6)
    assert loose.worst_slack is not None and loose.worst_slack < -0.99
    assert tight.worst is not None  # the enclosures are those of the whole sides
    assert Fraction(tight.worst.conclusion[0].rhs) > 10**5


def test_a_bound_is_tightened_without_what_both_sides_share() -> None:
    """To take a share of a common term away would be noticed wherever the term is large."""
    assert power(Job.begin(swamped(400))).least_factor is None
    assert power(Job.begin(swamped(1))).least_factor == 1.01


def test_a_probability_is_mutated_with_its_factor() -> None:
    """Half of what may fail does fail: half of the allowance is attained, a tenth is exceeded."""
    heads = measured("heads", "a number of heads")

    def tossed(q: Any) -> Law:
        xp = array_namespace(q)
        values = xp.stack([0 * q, 1 + 0 * q], axis=1)
        return Law({heads: values}, xp.stack([1 - q / (2 + 2 * q), q / (2 + 2 * q)], axis=1))

    claim = stated(Eq(heads, 0), quantifier=with_probability(1 - q / (1 + q)))
    found = power(Job.begin(check(claim, starts)(tossed)))
    assert found.kinds["probability"] == (2, 5) and found.least_factor == 10.0


def test_a_mutant_is_searched_for_in_one_climb(monkeypatch: pytest.MonkeyPatch) -> None:
    """A needle that the claim does not lead to is found from the instances nearest to it."""
    hill, needle = measured("hill", "a broad hill"), measured("needle", "a narrow one")

    def heights(x: Any) -> dict[Any, Any]:
        xp = array_namespace(x)
        away = 4 * x - 7
        return {hill: 2 * xp.exp(-8 * x * x), needle: 3 / (1 + 50 * away * away)}

    claim = stated(Le(hill - needle, Rational(21, 10)))
    turned = "sign of -needle changed"
    bind = check(claim, line)(heights)
    climbs: list[int] = []
    hunted = attempts.hunted

    def counting(job: Any, pool: Any, prey: Any) -> Any:
        climbs.append(len(prey))
        return hunted(job, pool, prey)

    monkeypatch.setattr(attempts, "hunted", lambda *_: None)
    without = power(Job.begin(bind))
    monkeypatch.setattr(attempts, "hunted", counting)
    found = power(Job.begin(bind))
    assert len(climbs) == 1 and climbs[0] >= 1
    assert turned in without.escaped and turned not in found.escaped


@pytest.mark.parametrize(("trivial", "factor"), [(None, 1.01), (Gt(x, 1), 10.0)])
def test_the_trivial_region_shows_no_error(trivial: Any, factor: float) -> None:
    """An error that shows only where the claim says nothing is not noticed."""
    hill = measured("hill", "a hill of height 2 at 3")

    def height(x: Any) -> dict[Any, Any]:
        return {hill: 2 / (1 + (x - 3) * (x - 3))}

    claim = stated(Le(hill, 2 + 0 * x), trivial=trivial)
    assert power(Job.begin(check(claim, line)(height))).least_factor == factor


def test_a_mutant_may_leave_the_region_that_says_nothing_behind() -> None:
    """What drops a symbol that the region speaks of is no claim; a definition is changed there."""
    dropped = stated(Le(x, p + 1), trivial=Le(p, 1))
    assert not any("p dropped" in m.change for m in mutants(dropped))
    counted = stated(Le(gap, q * T), definitions=[T], trivial=Gt(T, 100))
    changed = [m.claim for m in mutants(counted) if m.kind == "definition"]
    assert len(changed) == 10
    assert all(set(symbols_of(c.trivial)) <= set(c.symbols) for c in changed)
