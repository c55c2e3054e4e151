"""Audits of small claims whose outcome is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from array_api_compat import array_namespace

from falsum import (
    And,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Max,
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
    sizes,
    sqrt,
)
from falsum.evidence.certificates import parse, to_json, verify
from tests.cases import Number, audited, bound, exact_line, fields, line, stated, x, y


def same(x: Any) -> dict[Any, Any]:
    """Measure x itself."""
    return {y: x}


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
            lambda config, z, xp: Number(xp.ones((1,), dtype=xp.float64) * config.n)
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


def test_an_axis_of_length_zero_asks_nothing() -> None:
    """For all i among none holds with slack -1, and what holds of nothing is no evidence."""
    i = index("i", 1, 0)
    a = measured("a", "a_i", indices=(i,))

    def none(x: Any) -> dict[Any, Any]:
        xp = array_namespace(x)
        return {a: xp.expand_dims(x, axis=1)[:, :0]}

    evidence, _ = audited(stated(Le(a, x)), line, none)
    assert evidence.verdict == "inconclusive"
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


@pytest.mark.parametrize(("largest", "verdict"), [(1, "inconclusive"), (2, "survived")])
def test_an_empty_index_is_no_evidence(largest: int, verdict: str) -> None:
    """A conclusion over no index holds whatever it says; one size with an index is enough."""
    n = parameter("n", "a size")
    i = index("i", 1, n - 1)
    a = measured("a", "a_i", indices=(i,))

    @dataclass(frozen=True)
    class Sized:
        """A size and a number."""

        n: int
        x: Any

    @family(space=Space(n=sizes(1, largest)), latent=lambda c: {"x": ()})
    def sized(config: Any, z: Any, xp: Any) -> Sized:
        return Sized(config.n, z.x)

    def entries(n: int, x: Any) -> dict[Any, Any]:
        return {a: array_namespace(x).zeros((x.shape[0], n - 1), dtype=x.dtype)}

    evidence, _ = audited(stated(Le(a, 0)), sized, entries)
    assert evidence.verdict == verdict
    assert ("index of the conclusion is empty" in evidence.summary) == (largest == 1)


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


def test_equalities() -> None:
    """An equality is refuted by disjoint balls, and an irrational one is never refuted by width."""
    assert audited(stated(Eq(sqrt(x**2 + 1) ** 2, x**2 + 1)))[0].verdict == "survived"
    tiny = Rational(1, 10**30)
    evidence, certificate = audited(stated(Eq(sqrt(x**2 + 1) ** 2, x**2 + 1 + tiny)))
    assert evidence.verdict == "refuted"  # rounding proposed it, and balls saw the difference
    assert certificate is not None
    assert certificate.precision > 53


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
