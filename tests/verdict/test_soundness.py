"""Statements planted to make an audit lie: each is read as it is meant, and none is believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from falsum import (
    ClaimError,
    Eq,
    Ge,
    Greatest,
    Integral,
    Law,
    Le,
    Least,
    Lt,
    Mean,
    Min,
    Ne,
    Quantifier,
    Rational,
    Space,
    Sum,
    almost_always,
    check,
    exp,
    family,
    hypothesis,
    in_expectation,
    index,
    integers,
    interval,
    log,
    maps,
    measured,
    naturals,
    parameter,
    positive,
    sin,
    sizes,
    sqrt,
    tanh,
    variable,
)
from falsum.errors.faults import MeasurementError
from falsum.evidence.certificates import verify
from falsum.instances.family import Family
from falsum.prove import Proof, prove
from falsum.prove.goals import Goals
from falsum.prove.scope import statements
from falsum.prove.tangent import neighbourhoods
from falsum.search.job import Job
from falsum.study.agreement import agrees
from falsum.study.full import full_audit
from falsum.study.thresholds import threshold
from tests.cases import Number, audited, bound, line, stated, x, y

TINY = Rational(1, 10**30)
SMALL = Space(n=sizes(1, 2))


@family(space=SMALL, latent=lambda c: {"x": ()})
def above_one(config: Any, z: Any, xp: Any) -> Number:
    """Decode a number of at least 1."""
    return Number(1 + z.x * z.x)


TIED: dict[str, tuple[Any, str]] = {
    "a sum that floats absorb": (Le(x + TINY, x), "refuted"),
    "a product that floats absorb": (Le(x * (1 + TINY), x), "refuted"),
    "an equality up to that": (Eq(x + TINY, x), "refuted"),
    "room that floats absorb": (Le(x, x + TINY), "survived"),
    "an equality": (Eq(x + x, 2 * x), "survived"),
    "a strict relation of equal irrationals": (Lt(sqrt(2) * sqrt(3) + 0 * x, sqrt(6)), "inc"),
    "two names of one irrational": (Ne(sqrt(2) * sqrt(3) + 0 * x, sqrt(6)), "inc"),
    "equal irrationals": (Le(sqrt(2) * sqrt(3) + 0 * x, sqrt(6)), "survived"),
}


@pytest.mark.parametrize("case", TIED)
def test_a_tie_in_floats_is_put_before_the_balls(case: str) -> None:
    """What floats cannot tell from an equality is refuted by balls, or not said to survive."""
    conclusion, verdict = TIED[case]
    claim = stated(conclusion)
    evidence, certificate = audited(claim, above_one)
    assert evidence.verdict.startswith(verdict)
    if certificate is not None:
        assert verify(certificate, lambda name: bound(claim, above_one)).claim is claim


T = parameter("T", "length of a sequence", domain=integers)
t = index("t", 1, T)
a = measured("a", "a_t, at least 1", indices=(t,))


@dataclass(frozen=True)
class Sequence:
    """Lengths T of 0 to 4, (batch,), and a number, (batch,)."""

    T: Any
    x: Any


@family(space=SMALL, latent=lambda c: {"x": (), "T": ()})
def sequences(config: Any, z: Any, xp: Any) -> Sequence:
    """Decode sequences of unlike lengths."""
    T = xp.floor(4 * maps.unit(z.T, xp))
    return Sequence(T, 1 + z.x * z.x)


def padded(T: Any, x: Any) -> dict[Any, Any]:
    """Give the first T entries, and 0 in the place of the others up to the fourth."""
    return {a: (0 * x + 1)[:, None] * _row(T, x)}


def _row(T: Any, x: Any) -> Any:
    from array_api_compat import array_namespace

    xp = array_namespace(x)
    entries = [xp.where(k <= T, x, 0 * x) for k in range(1, 5)]
    return xp.stack(entries, axis=1)


@pytest.mark.parametrize("body", [1 / a, log(a), sqrt(a - Rational(1, 2))])
def test_nothing_beyond_the_end_of_a_range_makes_a_claim_undefined(body: Any) -> None:
    """An extreme value is over a range, and what fills the array behind it is never computed."""
    some = [hypothesis("there are entries", Ge(T, 1))]
    evidence, _ = audited(stated(Ge(Greatest(body, t), 0), some), sequences, padded)
    assert evidence.verdict == "survived"


def test_what_is_undefined_within_a_range_is_found() -> None:
    """The guard of the entries that count is kept."""
    within = stated(Le(Least(1 / (a - x), t), 1), [hypothesis("there are entries", Ge(T, 1))])
    evidence, _ = audited(within, sequences, padded)
    assert evidence.verdict == "ill_defined"


@pytest.mark.parametrize("ends", [(2, T + 1), (0, T - 1)])
def test_a_sum_that_begins_elsewhere_than_its_values_is_refused(ends: Any) -> None:
    """Values are those of the declared range: a shifted sum would take others for them."""
    n = parameter("n", "a size", domain=naturals)
    k = index("k", 1, n)
    b = measured("b", "b_k", indices=(k,))

    @family(space=SMALL, latent=lambda c: {"x": ()})
    def sized(config: Any, z: Any, xp: Any) -> Any:
        return Sized(config.n, z.x)

    def repeated(n: int, x: Any) -> dict[Any, Any]:
        return {b: (0 * x)[:, None] + (1 + 0 * x)[:, None] * _ones(n, x)}

    shifted = tuple(end if isinstance(end, int) else end.xreplace({T: n}) for end in ends)
    claim = stated(Eq(Sum(b, (k, *shifted)), Sum(b, k)))
    with pytest.raises(ClaimError, match="begins at"):
        audited(claim, sized, repeated)


@dataclass(frozen=True)
class Sized:
    """A size and a number, (batch,)."""

    n: int
    x: Any


def _ones(n: int, x: Any) -> Any:
    from array_api_compat import array_namespace

    return array_namespace(x).stack([x] * n, axis=1)


@family(space=SMALL, latent=lambda c: {"x": ()})
def clipped(config: Any, z: Any, xp: Any) -> Number:
    """Decode a number of [-1, 1], with the ends for a third of the latents."""
    one = xp.ones_like(z.x)
    return Number(xp.minimum(xp.maximum(z.x, -one), one))


@family(space=SMALL, latent=lambda c: {"x": (), "y": ()})
def larger(config: Any, z: Any, xp: Any) -> Number:
    """Decode the larger one of two numbers."""
    return Number(xp.maximum(z.x, z.y))


SATURATED: dict[str, tuple[Any, Family, str]] = {
    "an end that many latents decode to": (Lt(x, 1), clipped, "survived"),
    "an open set beside it": (Lt(x, Rational(1, 2)), clipped, "refuted"),
    "one of two blocks at work": (Le(x, 2), larger, "refuted"),
}


@pytest.mark.parametrize("case", SATURATED)
def test_an_open_set_of_latents_may_decode_to_a_single_point(case: str) -> None:
    """Almost always speaks of instances: where a decoder saturates no open set of them breaks."""
    conclusion, instances, verdict = SATURATED[case]
    evidence, _ = audited(stated(conclusion, quantifier=almost_always), instances)
    assert evidence.verdict == verdict
    if verdict == "survived":
        assert "forgiven" in evidence.summary


def test_a_claim_that_breaks_everywhere_does_not_hold_almost_always() -> None:
    """Where the hypotheses leave a null set, no open set breaks, and nothing holds either."""
    one = [hypothesis("x is 1", Eq(x, 1))]
    evidence, _ = audited(stated(Le(x, -5), one, almost_always))
    assert evidence.verdict == "inconclusive" and "breaks at most instances" in evidence.summary


def itself(x: Any) -> dict[Any, Any]:
    """Measure x."""
    return {y: x}


def nearly(x: Any) -> dict[Any, Any]:
    """Measure x and what floats lose beside it."""
    return {y: x + 2.0**-80}


def test_a_wrong_substitution_empties_no_hypothesis() -> None:
    """That nothing meets a hypothesis is known of what is measured, not of what is given for it."""
    claim = stated(Le(x, -5), [hypothesis("y is large", Ge(y, 10**7))])
    careless = check(claim, line, given={y: 0 * x})(itself)
    assert full_audit(careless, profile="quick")[0].verdict == "inconclusive"
    square = stated(Le(x, -5), [hypothesis("y is negative", Le(y, -1))])
    careful = check(square, line, given={y: x**2})(lambda x: {y: x * x})
    assert full_audit(careful, profile="quick")[0].verdict == "vacuous"


def test_a_substitution_agrees_to_more_than_floats_see() -> None:
    """2^-80 beside 1 is no agreement."""
    claim = stated(Le(y, x))
    assert agrees(check(claim, above_one, given={y: x})(itself))
    assert not agrees(check(claim, above_one, given={y: x})(nearly))


def test_a_threshold_is_proved_of_what_is_measured() -> None:
    """From which size on a claim holds is not proved by a substitution that disagrees."""
    n = parameter("n", "a size", domain=naturals)
    claim = stated(Le(y, n**2))

    @family(space=Space(n=sizes(1, 3)), latent=lambda c: {"x": ()})
    def sized(config: Any, z: Any, xp: Any) -> Sized:
        return Sized(config.n, maps.unit(z.x, xp))

    def size(n: int, x: Any) -> dict[Any, Any]:
        return {y: n + 0 * x}

    right = threshold(Job.begin(check(claim, sized, given={y: n})(size), profile="quick"), n)
    wrong = threshold(Job.begin(check(claim, sized, given={y: n / 2})(size), profile="quick"), n)
    assert right is not None and right.proved_from == 1
    assert wrong is not None and wrong.proved_from is None


def test_nothing_is_assumed_over_a_range_that_may_be_empty() -> None:
    """Where T may be 0, x need not exceed anything although it exceeds every a_t."""
    above = hypothesis("x is at least every a_t", Le(a, x))
    assert not isinstance(prove(stated(Ge(x, 0), [above]), {a: 0 * x}), Proof)
    n = parameter("n", "a length", domain=naturals)
    some = measured("some", "one of n", indices=(index("s", 1, n),))
    above = hypothesis("x is at least every one", Le(some, x))
    assert isinstance(prove(stated(Ge(x, 0), [above]), {some: 0 * x}), Proof)


def test_a_tie_that_is_proved_apart_is_proved() -> None:
    """Balls cannot tell 1 - exp(-4000) from 1; a proof can."""
    u = parameter("x", "a number", domain=positive)
    far = family(space=SMALL, latent=lambda c: {"x": ()})(lambda c, z, xp: Number(4000 + z.x**2))
    claim = stated(Lt(tanh(u), 1))
    assert audited(claim, far)[0].verdict == "inconclusive"
    assert full_audit(bound(claim, far))[0].verdict == "proved"


def mean_of(quantifier: Quantifier, conclusion: Any) -> str:
    """Return the verdict on a law that is 0 or 1 with probability 1/2 each."""

    def coin(x: Any) -> Law:
        from array_api_compat import array_namespace

        xp = array_namespace(x)
        rows = [xp.stack([0 * x + low, 0 * x + high], axis=1) for low, high in ((0, 1), (0.5, 0.5))]
        return Law({y: rows[0]}, rows[1])

    return audited(stated(conclusion, quantifier=quantifier), line, coin)[0].verdict


def test_a_mean_misses_by_less_than_floats_see() -> None:
    """An expectation is compared in balls where floats see an equality."""
    half = Rational(1, 2) + 0 * x
    assert mean_of(in_expectation, Eq(Mean(y), half)) == "survived"
    assert mean_of(in_expectation, Eq(Mean(y), half + TINY)) == "refuted"
    assert mean_of(in_expectation, Le(Mean(y), half - TINY)) == "refuted"


def test_no_proof_speaks_of_integers_that_are_not_there() -> None:
    """2k + 2n = 1 has real solutions and no integer ones."""
    k, n = (parameter(name, name, domain=integers) for name in "kn")
    odd = hypothesis("their sum is odd", Eq(2 * k + 2 * n, 1))
    assert not isinstance(prove(stated(Le(k + n, 1), [odd]), seconds=1), Proof)
    even = hypothesis("their sum is even", Eq(2 * k + 2 * n, 2))
    assert isinstance(prove(stated(Le(k + n, 1), [even]), seconds=5), Proof)


@pytest.mark.parametrize("frequency", [10**9, 10**30])
def test_a_high_frequency_keeps_no_proof_busy(frequency: int) -> None:
    """Identities of multiple angles are left alone where the multiple is large."""
    unit = parameter("u", "a number", domain=interval(0, 1))
    claim = stated(Le(sin(frequency * unit), 1 - Rational(1, 10**12)))
    assert not isinstance(prove(claim, seconds=1), Proof)


def lost(x: Any) -> dict[Any, Any]:
    """Measure 1, of which floats lose everything."""
    return {y: (0 * x + 10.0**17 + 1) - 10.0**17}


@pytest.mark.parametrize("limit", [0, Rational(1, 2)])
def test_balls_look_at_the_instance_nearest_to_a_violation(limit: Any) -> None:
    """What floats find far from a violation may be one: a search that survives has asked balls."""
    assert audited(stated(Le(y, limit)), line, lost)[0].verdict == "refuted"
    assert audited(stated(Le(y, 1)), line, lost)[0].verdict == "survived"


def test_the_worst_instance_meets_the_hypotheses() -> None:
    """One that floats accept and balls reject is not the nearest to a violation."""
    other = parameter("y", "a number that is 1, or nearly")

    @family(space=SMALL, latent=lambda c: {"x": (), "y": ()})
    def mixed(config: Any, z: Any, xp: Any) -> Pair:
        one = xp.ones_like(z.x)
        return Pair(z.x, xp.where(z.y > 2, one + one / 10**11, one))

    one = hypothesis("y is 1", Eq(other, 1))
    evidence, _ = audited(stated(Le(10**6 * (other - 1), 1 + x**2), [one]), mixed)
    assert evidence.verdict == "survived"
    assert evidence.worst is not None and ("y", "1") in evidence.worst.fields


@dataclass(frozen=True)
class Pair:
    """Two numbers, (batch,) each."""

    x: Any
    y: Any


def test_a_finding_that_does_not_repeat_is_none() -> None:
    """A measurement that is another one each time refutes nothing."""
    calls = iter(range(10**9))

    def restless(x: Any) -> dict[Any, Any]:
        return {y: 0 * x + 1 + next(calls)}

    with pytest.raises(MeasurementError, match=r"y is .* when the same rows are measured again"):
        audited(stated(Le(y, 0)), line, restless)


def test_a_derivative_too_long_to_simplify_ends_no_proof() -> None:
    """Where a second derivative is left alone, no neighbourhood is known, and nothing raises."""
    some = parameter("x", "a number", domain=interval(0, 5))
    body = 6 * (Min(some, some) ** 2 + 1) ** tanh(some) + log(tanh(some) ** 2 + 1)
    (statement,) = statements(stated(Le(body, 10**4)), {})
    assert neighbourhoods(Goals.of(statement).written, statement.box) == []


def test_what_only_floats_can_evaluate_does_not_survive() -> None:
    """A quadrature of floats gives a divergent integral a value; balls give it none."""
    z = variable("z")
    divergent = stated(Le(Integral(1 / z, (z, 0, 1)) + 0 * x, 10**6))
    evidence, _ = audited(divergent)
    assert evidence.verdict == "inconclusive" and "balls can confirm no" in evidence.summary
    assert audited(stated(Le(Integral(exp(-(z**2)), (z, 0, x)), 1)))[0].verdict == "survived"
