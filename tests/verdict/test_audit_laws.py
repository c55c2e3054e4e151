"""Claims with a probability, decided by exact finite laws."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from array_api_compat import array_namespace

from falsum import And, Eq, Ge, Gt, Law, Le, Lt, Ne, Rational, hypothesis, with_probability
from falsum.evidence.certificates import verify
from tests.cases import audited, bound, exact_line, fields, line, stated, x, y


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
    (Lt(y, 0), 0, "inconclusive"),  # which nothing could have broken
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


def test_an_atom_with_weight_that_is_undefined_leaves_no_exact_chance() -> None:
    """The claim is ill-defined there, and no probability is called exact."""
    claim = stated(Le(1 / y, 1), quantifier=with_probability(Rational(1, 4)))
    evidence, certificate = audited(claim, line, weighed([0.0, 1.0], [0.5, 0.5]))
    assert evidence.verdict == "ill_defined" and certificate is not None
    assert evidence.chance is None and "exact" not in evidence.summary
    sure = stated(Le(1 / y, 1), quantifier=with_probability(1))
    weightless, _ = audited(sure, line, weighed([0.0, 1.0], [0.0, 1.0]))
    assert weightless.verdict == "survived"
    assert weightless.chance is not None and weightless.chance.estimate == 1.0


@pytest.mark.parametrize(("quarters", "verdict"), [(2, "survived"), (3, "refuted")])
def test_one_law_for_all_instances(quarters: int, verdict: str) -> None:
    """Values and weights of one row hold for the whole batch, however long it is."""

    def measure(x: Any) -> Law:
        xp = array_namespace(x)
        return Law({y: xp.asarray([[0, 1]], dtype=x.dtype)}, xp.ones((1, 2), dtype=x.dtype) / 2)

    claim = stated(Le(y, 0), quantifier=with_probability(Rational(quarters, 4)))
    evidence, _ = audited(claim, line, measure)
    assert evidence.verdict == verdict
