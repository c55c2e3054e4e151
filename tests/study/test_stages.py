"""The stages beyond the search: constants, power, ablation, dimensions, proof, vacuity."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from falsum import (
    Claim,
    Eq,
    Ge,
    Le,
    Lt,
    Rational,
    Space,
    Sum,
    binomial,
    check,
    constant,
    defined,
    exp,
    family,
    hypothesis,
    index,
    log,
    measured,
    naturals,
    parameter,
    positive,
    sizes,
    with_probability,
)
from falsum.measure.check import Check
from falsum.search.budget import PROFILES
from falsum.search.feasibility import seek
from falsum.search.job import Job
from falsum.search.tally import Tally
from falsum.statement.dimensions import homogeneity
from falsum.statement.mutants import mutants, without
from falsum.study.ablation import ablate
from falsum.study.constants import sharpest
from falsum.study.full import full_audit
from falsum.study.power import power
from falsum.verdict.exponents import slopes
from tests.cases import stated

a = parameter("a", "a number")
b = parameter("b", "another number")


@dataclass(frozen=True)
class Pair:
    """Two numbers, (batch,)."""

    a: Any
    b: Any


def _shift(pair: Pair, z: Any, xp: Any) -> Pair:
    return replace(pair, b=pair.b - xp.abs(z))


@family(
    space=Space(n=sizes(1, 1)),
    latent=lambda c: {"a": (), "b": ()},
    relax={"b is at least a": _shift},
)
def ordered_pairs(config: Any, z: Any, xp: Any) -> Pair:
    """Decode a number and one that is at least as large."""
    return Pair(z.a, z.a + xp.abs(z.b))


@family(space=Space(n=sizes(1, 1)), latent=lambda c: {"a": (), "b": ()})
def pairs(config: Any, z: Any, xp: Any) -> Pair:
    """Take the latent itself."""
    return Pair(z.a, z.b)


def nothing() -> dict[Any, Any]:
    """Measure nothing: the claim speaks of parameters only."""
    return {}


def binding(claim: Claim, source: Any = pairs) -> Check:
    """Bind a claim about two numbers."""
    return check(claim, source)(nothing)


# -- constants ---------------------------------------------------------------------------------


@pytest.mark.parametrize("printed", [3, 2])
def test_the_sharpest_constant_is_found_and_certified(printed: int) -> None:
    """(a + b)^2 <= c (a^2 + b^2) has the best constant 2, whatever is printed."""
    c = constant("c", printed)
    found = sharpest(Job.begin(binding(stated(Le((a + b) ** 2, c * (a**2 + b**2))))), c)
    assert found is not None and found.certified and found.upward
    assert 2 * (1 - 1e-4) < found.value < 2


def test_a_constant_on_the_small_side_is_approached_from_above() -> None:
    """C a b <= a^2 + b^2 is true up to c = 2: a larger constant makes the claim stronger."""
    c = constant("c", 1)
    found = sharpest(Job.begin(binding(stated(Le(c * a * b, a**2 + b**2)))), c)
    assert found is not None and found.certified and not found.upward
    assert 2 < found.value < 2 * (1 + 1e-4)


def test_a_constant_that_nothing_depends_on_is_not_searched() -> None:
    """A constant that cancels has no sharpest value."""
    c = constant("c", 2)
    assert sharpest(Job.begin(binding(stated(Le(0 * c, a**2)))), c) is None


# -- power -------------------------------------------------------------------------------------


def test_a_tight_claim_has_full_power() -> None:
    """Equality is attained, so a bound tightened by one per cent is caught, and so are signs."""
    measured_power = power(Job.begin(binding(stated(Le(2 * a * b, a**2 + b**2)))))
    assert measured_power.least_factor == 1.01
    assert measured_power.kinds["sign"][0] > 0
    assert measured_power.kinds["direction"] == (1, 1)


def test_a_loose_claim_has_little_power() -> None:
    """A bound that is ninety times too large stays true, and is proved, at a tenth of it."""
    found = power(Job.begin(binding(stated(Le(2 * a * b, 90 * (a**2 + b**2))))))
    assert found.least_factor == 100.0
    assert found.kinds["constant"] == (1, 1)
    assert not any("tightened" in change for change in found.escaped)


k = parameter("n", "a size")


@family(space=Space(n=sizes(1, 9)), latent=lambda c: {"a": (), "b": ()})
def sized_pairs(config: Any, z: Any, xp: Any) -> Any:
    """Take the latent itself, at sizes from 1 on."""
    return Sized(config.n, z.a, z.b)


@dataclass(frozen=True)
class Sized:
    """A size and two numbers, (batch,)."""

    n: int
    a: Any
    b: Any


def test_power_is_measured_where_the_claim_is_nearest_to_failing() -> None:
    """2ab <= (1 + (9 - n)) (a^2 + b^2) is tight at n = 9 only; the smallest sizes say little."""
    loose = Le(2 * a * b, (10 - k) * (a**2 + b**2))
    measured_power = power(Job.begin(binding(stated(loose), sized_pairs)))
    assert measured_power.least_factor == 1.01
    told = power(
        Job.begin(binding(stated(loose), sized_pairs)), heights=[("n=1", -0.8), ("n=2", -0.78)]
    )
    assert told.least_factor is not None and told.least_factor >= 10
    evidence, _ = full_audit(binding(stated(loose), sized_pairs))
    assert evidence.power is not None and evidence.power.least_factor == 1.01


def test_mutants_change_one_thing_each() -> None:
    """Every kind of error occurs, and no mutant is the claim itself."""
    n = parameter("n", "a size", domain=naturals)
    i = index("i", 0, n)
    claim = stated(Le(a**2 - b, Sum(binomial(n, i), i) + Rational(1, 2) * a))
    made = list(mutants(claim))
    kinds = {m.kind for m in made}
    assert kinds == {
        "constant",
        "strictness",
        "direction",
        "term",
        "sign",
        "exponent",
        "index",
    }
    assert all(m.claim.hash != claim.hash for m in made)
    assert len({m.claim.hash for m in made}) == len(made)


# -- ablation ----------------------------------------------------------------------------------


def test_a_needed_hypothesis_is_shown_by_an_instance() -> None:
    """A <= b + 1 holds on ordered pairs and fails without the order."""
    order = hypothesis("b is at least a", Ge(b, a))
    found = ablate(Job.begin(binding(stated(Le(a, b + 1), [order]), ordered_pairs)), order)
    assert found.needed is True
    assert found.instance is not None and found.instance.slack > 0


def test_an_idle_hypothesis_is_not_shown_to_be_needed() -> None:
    """A claim that is true for every pair does not need the order."""
    order = hypothesis("b is at least a", Ge(b, a))
    found = ablate(
        Job.begin(binding(stated(Le(2 * a * b, a**2 + b**2), [order]), ordered_pairs)), order
    )
    assert found.needed is False and found.instance is None


def test_a_hypothesis_that_no_family_can_drop_is_left_open() -> None:
    """Without a relaxed family, and with instances that always meet it, nothing is said."""
    square = hypothesis("squares are not negative", Ge(a**2, 0))
    found = ablate(Job.begin(binding(stated(Le(-(a**2), 0), [square]))), square)
    assert found.needed is None


def test_without_drops_one_hypothesis() -> None:
    """The others stay."""
    first, second = hypothesis("one", Ge(a, 0)), hypothesis("two", Ge(b, 0))
    assert [h.name for h in without(stated(Le(-a, b), [first, second]), "one").hypotheses] == [
        "two"
    ]


# -- dimensions --------------------------------------------------------------------------------

length = parameter("length", "a length", domain=positive, dimension={"m": 1})
time = parameter("time", "a time", domain=positive, dimension={"s": 1})
speed = parameter("speed", "a speed", domain=positive, dimension={"m": 1, "s": -1})


@pytest.mark.parametrize(
    ("conclusion", "words"),
    [
        (Le(length, speed * time), ""),
        (Le(length**2 + (speed * time) ** 2, length * speed * time), ""),
        (Le(length + 0, speed * time), ""),
        (Le(length, speed), "m and m s^-1"),
        (Le(length + time, length), "a sum mixes m and s"),
        (Le(exp(length), 1), "exp is applied to m"),
        (Le(2**length, 3), "an exponent has the dimension m"),
        (Le(2 ** (length / (speed * time)), 3), ""),
        (Le(length, length**2), "m and m^2"),
    ],
)
def test_dimensions_of_a_relation(conclusion: Any, words: str) -> None:
    """Unlike dimensions are found and named; like ones pass."""
    found = homogeneity(stated(conclusion))
    assert found.homogeneous is (words == "")
    assert words in found.reason


def test_a_probability_is_a_pure_number() -> None:
    """An exponent with a unit in the claimed probability is found as well."""
    double = Le(length, 2 * length)
    found = homogeneity(stated(double, quantifier=with_probability(1 - exp(-length))))
    assert found.homogeneous is False and "exp is applied to m" in found.reason
    found = homogeneity(stated(double, quantifier=with_probability(length)))
    assert found.homogeneous is False and "the probability claimed" in found.reason


def test_a_definition_must_have_the_dimension_it_declares() -> None:
    """A number of steps with a unit has lost a factor."""
    steps = defined("T", length / speed, dimension=0)
    found = homogeneity(stated(Le(length, speed * time), definitions=(steps,)))
    assert found.homogeneous is False and "T is declared a pure number" in found.reason


def test_undeclared_dimensions_leave_the_question_open() -> None:
    """One symbol without a dimension is enough."""
    assert homogeneity(stated(Le(a, length))).homogeneous is None


# -- proof and vacuity -------------------------------------------------------------------------

z = parameter("z", "a number")
loss = measured("loss", "log(1 + exp(-z))")


@dataclass(frozen=True)
class Number:
    """A number, (batch,)."""

    z: Any


@family(space=Space(n=sizes(1, 1)), latent=lambda c: {"z": ()})
def numbers(config: Any, z: Any, xp: Any) -> Number:
    """Take the latent itself."""
    return Number(z.z)


def logistic(z: Any) -> dict[Any, Any]:
    """Measure the logistic loss."""
    from array_api_compat import array_namespace

    xp = array_namespace(z)
    return {loss: xp.maximum(-z, xp.zeros_like(z)) + xp.log1p(xp.exp(-xp.abs(z)))}


def test_a_scalar_statement_is_proved() -> None:
    """With the measured symbol given as an expression, the claim holds for every real."""
    claim = stated(Le(1 / (1 + exp(z)), loss))
    evidence, _ = full_audit(check(claim, numbers, given={loss: log(1 + exp(-z))})(logistic))
    assert evidence.verdict == "proved"
    assert evidence.proof is not None and evidence.proof.domain == "z in R"


def test_a_proof_about_another_quantity_does_not_count() -> None:
    """What is given differs from what is measured, so the proof is not about the measurement."""
    claim = stated(Le(1 / (1 + exp(z)), loss))
    given = {loss: 2 * log(1 + exp(-z))}
    evidence, _ = full_audit(check(claim, numbers, given=given)(logistic))
    assert evidence.verdict == "survived" and evidence.proof is None


def test_contradictory_hypotheses_make_a_claim_vacuous() -> None:
    """No number is below -1 with a square below 1: proved, not only not found."""
    claim = stated(Le(z, 0), [hypothesis("low", Lt(z, -1)), hypothesis("high", Lt(1, z))])
    evidence, certificate = full_audit(check(claim, numbers)(nothing))
    assert evidence.verdict == "vacuous" and certificate is None
    assert evidence.severity == "substantive"
    assert evidence.instances == 0


def test_feasibility_is_a_search_of_its_own() -> None:
    """A narrow hypothesis that no screen meets is found by climbing towards it."""
    narrow = [
        hypothesis("low", Ge(a, Rational(7777, 1000))),
        hypothesis("high", Le(a, Rational(7778, 1000))),
        hypothesis("close", Le((b - a) ** 2, Rational(1, 10**6))),
    ]
    job = Job.begin(binding(stated(Le(a, 8), narrow))).within(PROFILES["quick"])
    tally = Tally()
    assert seek(job, tally) <= 2.0**-30
    assert tally.instances > 0


# -- exponents ---------------------------------------------------------------------------------


def test_the_exponent_of_a_ratio_is_recovered() -> None:
    """lhs/rhs = n^(-1/2) has the slope -1/2; axes with too few sizes are left out."""
    space = Space(n=sizes(1, 6), m=sizes(1, 2))
    heights = []
    for config in space.enumerate():
        ratio = config.n**-0.5 / 2
        heights.append((config.key, (ratio - 1) / (ratio + 1)))
    found = dict(slopes(space, heights))
    assert set(found) == {"n"}
    assert np.isclose(found["n"], -0.5)


def test_equality_claims_have_mutants_too() -> None:
    """A claimed equality is changed by a factor, and the search notices."""
    found = power(Job.begin(binding(stated(Eq((a + b) ** 2, a**2 + 2 * a * b + b**2)))))
    assert found.least_factor == 1.01
