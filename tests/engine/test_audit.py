"""Audits of small claims whose outcome is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from array_api_compat import array_namespace

from falsum import (
    And,
    Eq,
    Ge,
    Gt,
    Law,
    Le,
    Lt,
    Max,
    Min,
    Ne,
    Rational,
    Space,
    almost_always,
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
    sqrt,
    with_probability,
)
from falsum.audit import audit
from falsum.certificate import parse, to_json, verify
from tests.engine.cases import (
    Number,
    audited,
    bound,
    exact_line,
    line,
    stated,
    timeless,
    x,
    y,
)


def same(x: Any) -> dict[Any, Any]:
    """Measure x itself."""
    return {y: x}


def fields(evidence: Any) -> dict[str, str]:
    """Return the smallest instance's fields as text."""
    return dict(evidence.smallest.fields)


def test_a_false_claim_is_refuted_with_a_short_instance() -> None:
    """The verdict comes with a certificate, at the smallest size, in short numbers."""
    claim = stated(Le(x**2, 2 * x + 3))
    evidence, certificate = audited(claim)
    assert evidence.verdict == "refuted"
    assert evidence.smallest.config == "n=1"
    assert fields(evidence) == {"x": "-2"}
    assert evidence.extent == "open set"
    assert evidence.smallest.slack > 0
    assert certificate is not None
    again = parse(to_json(certificate).encode())
    assert verify(again, lambda name: bound(claim)).claim is claim


def test_the_smallest_instance_is_in_the_smallest_configuration() -> None:
    """A claim that breaks from size 3 on is refuted at size 3, not at the first one tried."""
    n = parameter("n", "a size", domain=naturals)

    @dataclass(frozen=True)
    class Sized:
        n: int
        x: Any

    @family(space=Space(n=sizes(1, 9)), latent=lambda c: {"x": ()})
    def sized(config: Any, z: Any, xp: Any) -> Sized:
        return Sized(config.n, z.x)

    evidence, _ = audited(stated(Le(n, 2 + x**2 * 10**6)), sized)
    assert evidence.verdict == "refuted"
    assert evidence.smallest.config == "n=3"
    assert fields(evidence) == {"n": "3", "x": "0"}


def test_the_worst_instance_is_kept_beside_the_smallest() -> None:
    """The report's two instances differ when a larger violation than the shortest one exists."""
    evidence, _ = audited(stated(Le(x, 1)))
    assert evidence.worst_slack == evidence.worst.slack
    assert evidence.worst.slack >= evidence.smallest.slack > 0
    assert fields(evidence) == {"x": "2"}


@pytest.mark.parametrize(
    "conclusion",
    [Le(2 * x, x**2 + 1), Lt(x, x**2 + 1), Eq((x + 1) ** 2, x**2 + 2 * x + 1), Ge(exp(x), x + 1)],
    ids=str,
)
def test_a_true_claim_survives(conclusion: Any) -> None:
    """No search refutes what is true, also with equality attained."""
    evidence, certificate = audited(stated(conclusion))
    assert evidence.verdict == "survived"
    assert certificate is None
    assert evidence.smallest is None
    assert evidence.instances > 1000
    assert evidence.worst_slack <= 0


STRICTNESS: dict[str, tuple[Any, str]] = {
    "<= at equality": (Le(y, x), "survived"),
    ">= at equality": (Ge(y, x), "survived"),
    "= at equality": (Eq(y, x), "survived"),
    "< at equality": (Lt(y, x), "refuted"),
    "> at equality": (Gt(y, x), "refuted"),
    "!= at equality": (Ne(y, x), "refuted"),
    "!= apart": (Ne(y, x + 1), "survived"),
    "= apart": (Eq(y, x + 1), "refuted"),
    "0 < 0": (Lt(0 * y, 0 * x), "refuted"),
    "0 <= 0": (Le(0 * y, 0 * x), "survived"),
    "< in one part": (And(Le(y, x), Lt(y, x)), "refuted"),
    "<= in both parts": (And(Le(y, x), Le(x, y)), "survived"),
}


@pytest.mark.parametrize("instances", [line, exact_line], ids=["floats", "exact"])
@pytest.mark.parametrize("case", STRICTNESS)
def test_strictness_decides_at_equality(case: str, instances: Any) -> None:
    """Where both sides are equal, only a strict relation fails, in both kinds of measurement."""
    conclusion, verdict = STRICTNESS[case]
    evidence, certificate = audited(stated(conclusion), instances, same)
    assert evidence.verdict == verdict
    assert (certificate is not None) == (verdict == "refuted")


def test_a_search_without_latents_is_an_enumeration() -> None:
    """With an empty latent each configuration is one instance, in floats and exactly."""
    for exact in (False, True):
        points = family(space=Space(n=sizes(1, 5)), latent=lambda c: {}, exact=exact)(
            lambda config, z, xp: Number(xp.ones((1,)) * config.n)
        )
        evidence, _ = audited(stated(Le(x, 4)), points)
        assert (evidence.verdict, evidence.smallest.config) == ("refuted", "n=5")
        assert evidence.extent == "discrete"
        assert audited(stated(Le(x, 5)), points)[0].configurations == 5


ILL_DEFINED: dict[str, tuple[Any, str, str, str]] = {
    "division": (Le(1 / x, 2 + 1 / x), "division by zero", "0", "edge"),
    "0/0": (Eq(x / x, 1), "division by zero", "0", "edge"),
    "log": (Le(log(x), x), "log of a non-positive number", "0", "open set"),
    "root": (Le(sqrt(x), x + 1), "root of a negative number", "-1", "open set"),
    "inside a maximum": (Le(0, Max(1, 2 + 1 / x)), "division by zero", "0", "edge"),
}


@pytest.mark.parametrize("case", ILL_DEFINED)
def test_an_undefined_expression_is_ill_defined(case: str) -> None:
    """A missing hypothesis shows as an admissible instance where the claim means nothing."""
    conclusion, reason, at, extent = ILL_DEFINED[case]
    claim = stated(conclusion)
    evidence, certificate = audited(claim)
    assert evidence.verdict == "ill_defined"
    assert fields(evidence) == {"x": at}
    assert evidence.extent == extent
    assert certificate is not None
    assert (certificate.verdict, certificate.reason) == ("ill_defined", reason)
    assert verify(certificate, lambda name: bound(claim)).claim is claim


def test_a_whole_power_of_a_negative_number_is_defined() -> None:
    """(-1)^n with a size as exponent is no root: the claim holds."""

    @dataclass(frozen=True)
    class Size:
        n: int
        x: Any

    n = parameter("n", "a size")
    sized = family(space=Space(n=sizes(1, 3)), latent=lambda c: {"x": ()})(
        lambda config, z, xp: Size(config.n, z.x)
    )
    assert audited(stated(Le((-1) ** n, 1 + 0 * x)), sized)[0].verdict == "survived"


def test_the_missing_hypothesis_mends_it() -> None:
    """With the hypothesis added, instances without a meaning are rejected and named."""
    claim = stated(Le(log(x), x), [hypothesis("x is positive", Gt(x, 0))])
    evidence, _ = audited(claim)
    assert evidence.verdict == "survived"
    assert evidence.rejected > 0
    assert set(evidence.rejected_by) == {"x is positive"}


def test_no_admissible_instance_is_inconclusive() -> None:
    """Hypotheses that no instance meets leave nothing to say, and the summary names them."""
    evidence, certificate = audited(stated(Le(x, 1), [hypothesis("impossible", Lt(x**2, 0))]))
    assert evidence.verdict == "inconclusive"
    assert certificate is None
    assert evidence.instances == 0
    assert "impossible" in evidence.summary


def test_a_family_that_violates_a_hypothesis_is_reported_not_believed() -> None:
    """Half the instances break 'x is positive'; those neither refute nor count as evidence."""
    claim = stated(Ge(x, 0), [hypothesis("x is positive", Gt(x, 0))])
    evidence, _ = audited(claim)
    assert evidence.verdict == "survived"
    assert evidence.rejected > 100
    assert evidence.rejected_by["x is positive"] > 0
    assert "rejected by the hypotheses (x is positive)" in evidence.summary
    everything = evidence.instances + evidence.rejected + evidence.undefined
    assert evidence.instances < everything


def test_a_hypothesis_missed_by_a_rounding_error_is_not_met() -> None:
    """Floats let 1 + 2^-40 pass for x <= 1; balls reject it, and nothing survives on it."""
    beyond = family(space=Space(n=sizes(1, 3)), latent=lambda c: {"z": ()})(
        lambda config, z, xp: Number(0 * z.z + 1 + 2.0**-40)
    )
    claim = stated(Le(x, 2), [hypothesis("x is at most 1", Le(x, 1))])
    evidence, certificate = audited(claim, beyond)
    assert evidence.verdict == "inconclusive"
    assert certificate is None
    assert "balls reject every instance" in evidence.summary


def test_a_domain_is_a_hypothesis_too() -> None:
    """An instance outside a parameter's domain is rejected under the domain's name."""
    p = parameter("x", "a positive number", domain=positive)
    evidence, _ = audited(stated(Ge(p, 0)))
    assert evidence.verdict == "survived"
    assert set(evidence.rejected_by) == {"x in its domain"}


def test_a_hypothesis_met_with_equality_admits() -> None:
    """An edge that belongs to the hypotheses is searched: x >= 1 and x <= 1 leave x = 1."""
    only_one = [hypothesis("least", Ge(x, 1)), hypothesis("greatest", Le(x, 1))]
    evidence, _ = audited(stated(Le(x, Rational(1, 2)), only_one))
    assert evidence.verdict == "refuted"
    assert fields(evidence) == {"x": "1"}


def constant_of(value: float) -> Callable[[Any], dict[Any, Any]]:
    """Return a measurement that is this constant."""
    return lambda x: {y: 0 * x + value}


UNUSABLE: dict[str, tuple[Any, Callable[[Any], Any]]] = {
    "NaN on the left": (Le(y, 1), constant_of(float("nan"))),
    "NaN on the right": (Le(1, y), constant_of(float("nan"))),
    "NaN = NaN": (Eq(y, y), constant_of(float("nan"))),
    "NaN != 1": (Ne(y, 1), constant_of(float("nan"))),
    "infinity on the right": (Le(1, y), constant_of(float("inf"))),
    "minus infinity on the left": (Le(y, 1), constant_of(float("-inf"))),
    "infinity on both sides": (Le(y, y), constant_of(float("inf"))),
    "infinity = infinity": (Eq(y, y), constant_of(float("inf"))),
}


@pytest.mark.parametrize("instances", [line, exact_line], ids=["floats", "exact"])
@pytest.mark.parametrize("case", UNUSABLE)
def test_nan_and_infinity_never_count_as_holding(case: str, instances: Any) -> None:
    """An instance that cannot be evaluated is no evidence: nothing survives on it."""
    conclusion, measure = UNUSABLE[case]
    evidence, _ = audited(stated(conclusion), instances, measure)
    assert evidence.instances == 0
    assert evidence.undefined > 0
    assert evidence.verdict == "inconclusive"


def test_one_nan_does_not_hide_the_other_instances() -> None:
    """Instances that can be evaluated still count, and still refute."""

    def partly(x: Any) -> dict[Any, Any]:
        xp = array_namespace(x)
        return {y: xp.where(x < 0, x * float("nan"), x)}

    evidence, _ = audited(stated(Le(y, 1)), line, partly)
    assert evidence.verdict == "refuted"
    evidence, _ = audited(stated(Le(0, y)), line, partly)
    assert evidence.verdict == "survived"
    assert evidence.undefined > 0
    assert "not evaluated by floats and not counted" in evidence.summary


@pytest.mark.parametrize("instances", [line, exact_line], ids=["floats", "exact"])
def test_a_minimum_over_nothing_decides(instances: Any) -> None:
    """A measured +infinity that is exact breaks a finite bound: the minimum over an empty set."""
    evidence, certificate = audited(stated(Le(y, 1)), instances, constant_of(float("inf")))
    assert evidence.verdict == "refuted"
    assert evidence.worst_slack == 1.0
    assert certificate is not None
    assert certificate.conclusion[0].lhs == "inf"


def test_an_axis_of_length_zero_asks_nothing() -> None:
    """For all i among none holds, and says so with slack -1."""
    i = index("i", 1, 0)
    a = measured("a", "a_i", indices=(i,))

    def none(x: Any) -> dict[Any, Any]:
        xp = array_namespace(x)
        return {a: xp.expand_dims(x, axis=1)[:, :0]}

    evidence, _ = audited(stated(Le(a, x)), line, none)
    assert evidence.verdict == "survived"
    assert evidence.worst_slack == -1.0


def test_every_entry_of_an_axis_counts() -> None:
    """One entry of many that breaks the conclusion breaks the claim."""
    i = index("i", 1, 3)
    a = measured("a", "a_i", indices=(i,))

    def entries(x: Any) -> dict[Any, Any]:
        xp = array_namespace(x)
        return {a: xp.stack([0 * x, x, 0 * x - 1], axis=1)}

    assert audited(stated(Le(a, 1)), line, entries)[0].verdict == "refuted"
    within = [hypothesis("bounded", Le(a, 1))]
    assert audited(stated(Le(a, 1), within), line, entries)[0].verdict == "survived"


def test_rounding_artefacts_are_counted_and_never_findings() -> None:
    """Where floats break a tight truth by an ulp, balls clear it: a count, not a counterexample."""
    claim = stated(Eq(y, x**2 - 1))
    evidence, certificate = audited(claim, line, lambda x: {y: (x - 1) * (x + 1)})
    assert evidence.verdict == "survived"
    assert certificate is None
    assert evidence.artefacts > 0
    assert "rounding artefacts cleared by balls" in evidence.summary


def test_rounding_errors_do_not_hide_a_smaller_true_violation() -> None:
    """Half of all instances look broken by cancellation; a few are, by a hundredth of that."""

    def measure(x: Any) -> dict[Any, Any]:
        xp = array_namespace(x)
        lost = (10**8 + x) - 10**8
        return {y: xp.where(2 * x > 1, lost - 2.0**-34, lost)}

    claim = stated(Le(x, y), [hypothesis("x is positive", Gt(x, 0))])
    assert audited(claim, line, measure)[0].verdict == "refuted"


def test_overflow_is_an_artefact_not_a_finding() -> None:
    """log(exp(x)) overflows in floats; the claim is true and survives."""
    evidence, _ = audited(stated(Le(log(exp(1000 * x)), 1000 * x + 1)))
    assert evidence.verdict == "survived"
    assert evidence.artefacts > 0


def test_overflow_does_not_hide_a_true_violation() -> None:
    """Overflows crowd the top of the float ranking, and the real violation is still found."""
    evidence, _ = audited(stated(Le(log(exp(1000 * x)), 1000 * x - Min(x, 1) / 1000)))
    assert evidence.verdict == "refuted"


def test_sides_too_large_to_add_are_left_to_the_balls() -> None:
    """Two finite sides whose sum overflows are unknown to floats, and do not count as holding."""
    huge = 10**308
    evidence, certificate = audited(stated(Le(Rational(17, 10) * huge + 0 * x, huge)))
    assert evidence.verdict == "refuted"
    assert certificate is not None
    evidence, _ = audited(stated(Le(huge, Rational(17, 10) * huge + 0 * x)))
    assert evidence.instances == 0


ALMOST: dict[str, tuple[Any, str]] = {
    "a point": (Ne(x, 0), "survived"),
    "an edge": (Gt(Max(x**2, 0), 0), "survived"),
    "an open set": (Le(x, 1), "refuted"),
    "an open set far out": (Le(x, 10), "refuted"),
    "nowhere": (Le(x, x + 1), "survived"),
}


@pytest.mark.parametrize("case", ALMOST)
def test_almost_always_needs_an_open_set(case: str) -> None:
    """A claim for almost all instances is refuted only where a whole box breaks it, certified."""
    conclusion, verdict = ALMOST[case]
    claim = stated(conclusion, quantifier=almost_always)
    evidence, certificate = audited(claim)
    assert evidence.verdict == verdict
    if certificate is not None:
        assert verify(certificate, lambda name: bound(claim)).claim is claim


def test_almost_always_over_single_points_is_not_refuted() -> None:
    """An exact family shows points, never an open set."""
    evidence, _ = audited(stated(Le(x, 1), quantifier=almost_always), exact_line)
    assert evidence.verdict != "refuted"


def coin(values: list[Any], weights: list[Any]) -> Callable[..., Law]:
    """Return the measurement of an exact law over these values."""
    return lambda: Law({y: values}, weights)


def weighed(values: list[float], weights: list[float]) -> Callable[[Any], Law]:
    """Return the same measurement for batches."""

    def measure(x: Any) -> Law:
        xp = array_namespace(x)
        column = xp.expand_dims(0 * x, axis=1)
        atoms = xp.concat([column + v for v in values], axis=1)
        return Law({y: atoms}, xp.concat([column + w for w in weights], axis=1))

    return measure


THIRDS = [Fraction(1, 6), Fraction(1, 3), Fraction(1, 2)]
CHANCES: list[tuple[Any, Any, str]] = [
    (Le(y, 2), Rational(1, 2), "survived"),
    (Le(y, 2), Rational(49, 100), "survived"),
    (Le(y, 2), Rational(51, 100), "refuted"),
    (Le(y, 2), Rational(1, 2) + Rational(1, 10**40), "refuted"),
    (Lt(y, 2), Rational(1, 6), "survived"),
    (Lt(y, 2), Rational(1, 5), "refuted"),
    (Gt(y, 2), Rational(1, 2), "survived"),
    (Ge(y, 2), Rational(5, 6), "survived"),
    (Ge(y, 2), Rational(6, 7), "refuted"),
    (Eq(y, 2), Rational(1, 3), "survived"),
    (Eq(y, 2), Rational(1, 2), "refuted"),
    (Ne(y, 2), Rational(2, 3), "survived"),
    (Ne(y, 2), Rational(3, 4), "refuted"),
    (And(Ge(y, 2), Le(y, 2)), Rational(1, 3), "survived"),
    (And(Ge(y, 2), Le(y, 2)), Rational(2, 5), "refuted"),
    (Le(y, 4), 1, "survived"),
    (Le(y, 3), 1, "survived"),
    (Lt(y, 3), 1, "refuted"),
    (Lt(y, 0), 0, "survived"),
]


@pytest.mark.parametrize(("event", "least", "verdict"), CHANCES, ids=str)
def test_probabilities_by_an_exact_law(event: Any, least: Any, verdict: str) -> None:
    """The law puts 1/6, 1/3, 1/2 on 1, 2, 3; the weights of the event decide, also at equality."""
    claim = stated(event, quantifier=with_probability(least))
    evidence, certificate = audited(claim, exact_line, coin([1, 2, 3], THIRDS))
    assert evidence.verdict == verdict
    if certificate is not None:
        assert certificate.conclusion[0].name == "probability"
        check = bound(claim, exact_line, coin([1, 2, 3], THIRDS))
        assert verify(certificate, lambda name: check) is check


@pytest.mark.parametrize(("least", "verdict"), [(Rational(3, 4), "survived"), (1, "refuted")])
@pytest.mark.parametrize("event", [Le(y, 0), Eq(y, 0), Lt(y, 1)], ids=str)
def test_probabilities_of_a_batch(event: Any, least: Any, verdict: str) -> None:
    """The same for array measurements, whose weights are dyadic floats and so exact."""
    claim = stated(event, quantifier=with_probability(least))
    evidence, _ = audited(claim, line, weighed([0.0, 1.0], [0.75, 0.25]))
    assert evidence.verdict == verdict


def test_the_probability_may_depend_on_the_instance() -> None:
    """The event speaks of parameters too: P(y <= x) >= 1/2 fails below the median."""

    def measure(x: Any) -> Law:
        return weighed([0.0, 1.0], [0.5, 0.5])(x)

    claim = stated(Le(y, x), quantifier=with_probability(Rational(1, 2)))
    evidence, _ = audited(claim, line, measure)
    assert evidence.verdict == "refuted"
    assert Fraction(fields(evidence)["x"]) < 0
    mended = stated(Le(y, x), [hypothesis("h", Ge(x, 0))], with_probability(Rational(1, 2)))
    assert audited(mended, line, measure)[0].verdict == "survived"


def test_an_unknown_atom_is_not_success() -> None:
    """A value of the law that is NaN counts neither for nor against: nothing is decided by it."""
    claim = stated(Le(y, 0), quantifier=with_probability(Rational(3, 4)))
    evidence, _ = audited(claim, line, weighed([0.0, float("nan")], [0.5, 0.5]))
    assert evidence.verdict == "inconclusive"


def test_undefined_weights_refute_nothing() -> None:
    """A law with a weight that is NaN is no law: it neither confirms nor refutes."""
    claim = stated(Le(y, 0), quantifier=with_probability(Rational(3, 4)))
    evidence, certificate = audited(claim, line, weighed([0.0, 1.0], [0.5, float("nan")]))
    assert (evidence.verdict, certificate) == ("inconclusive", None)


def test_equalities() -> None:
    """An equality is refuted by disjoint balls, and an irrational one is never refuted by width."""
    assert audited(stated(Eq(sqrt(x**2 + 1) ** 2, x**2 + 1)))[0].verdict == "survived"
    tiny = Rational(1, 10**30)
    evidence, certificate = audited(stated(Eq(sqrt(x**2 + 1) ** 2, x**2 + 1 + tiny)))
    assert evidence.verdict == "refuted"  # rounding proposed it, and balls saw the difference
    assert certificate is not None
    assert certificate.precision > 53


def test_the_same_seed_gives_the_same_evidence() -> None:
    """Everything but the time is a function of claim, profile and seed."""
    claim = stated(Le(x**3, 5 + 10 * x**2))
    first, second = (audit(bound(claim), profile="standard", seed=3) for _ in range(2))
    assert timeless(first[0]) == timeless(second[0])
    assert first[1] == second[1]


def test_the_order_of_audits_does_not_matter() -> None:
    """No audit leaves anything behind that the next one would meet."""
    checks = [
        bound(stated(c, id=f"doe.lemma_{n}"))
        for n, c in enumerate([Le(x, 7), Le(x**2, x**4 + 1), Le(log(x), x), Lt(x, x + 1)])
    ]

    def outcome(order: list[int]) -> dict[str, Any]:
        found = [audit(checks[n], profile="quick") for n in order]
        return {e.id: (timeless(e), c) for e, c in found}

    assert outcome([0, 1, 2, 3]) == outcome([3, 1, 0, 2])


def test_global_randomness_is_not_used() -> None:
    """Seeds of numpy and torch set elsewhere change nothing, and are not consumed."""
    import torch

    claim = stated(Le(x, 7))
    np.random.seed(1)
    torch.manual_seed(1)
    before = (np.random.get_state()[1].tolist(), torch.get_rng_state().tolist())
    first, _ = audited(claim)
    after = (np.random.get_state()[1].tolist(), torch.get_rng_state().tolist())
    assert before == after
    np.random.seed(2)
    torch.manual_seed(2)
    assert timeless(audited(claim)[0]) == timeless(first)


def test_an_instance_that_no_certificate_could_hold_is_refused() -> None:
    """A decoder that hides arrays in a tuple would lose them on disk; that is an error, at once."""
    from falsum import FamilyError

    @dataclass(frozen=True)
    class Hidden:
        parts: Any

        @property
        def x(self) -> Any:
            return self.parts[0]

    hidden = family(space=Space(n=sizes(1, 2)), latent=lambda c: {"x": ()})(
        lambda config, z, xp: Hidden((z.x,))
    )
    with pytest.raises(FamilyError, match="field 'parts' is a tuple, which no certificate"):
        audited(stated(Le(x, 1)), hidden)
