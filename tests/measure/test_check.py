"""The binding of a claim to a family and a measurement: who is told what, and who is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import pytest

from falsum import (
    BindingError,
    Claim,
    Eq,
    Family,
    Grant,
    Law,
    Le,
    Rational,
    Space,
    check,
    count,
    defined,
    exists,
    family,
    granted,
    index,
    measured,
    parameter,
    sizes,
    with_probability,
)
from falsum.errors.faults import MeasurementError
from falsum.instances.family import FamilyError
from falsum.search.score import score_latents
from tests.cases import audited, bound, exact_line, granting, line, nothing, stated, x, y

h = granted("independence", "X_i \\perp X_j")
T = defined("T", 2 * x + 1)
i = index("i", 1, 3)
a = measured("a", "a_i", indices=(i,))
w = parameter("w", "another number")


@dataclass(frozen=True)
class Inner:
    """A nested record."""

    value: Any


@dataclass(frozen=True)
class Outer:
    """A size, a number, and a record with a number; a property computed from both."""

    n: int
    x: Any
    inner: Inner

    @property
    def total(self) -> Any:
        """Return the sum of both numbers."""
        return self.x + self.inner.value


@family(space=Space(n=sizes(2, 4)), latent=lambda c: {"x": (), "value": ()})
def nested(config: Any, z: Any, xp: Any) -> Outer:
    """Take the latents themselves."""
    return Outer(config.n, z.x, Inner(z.value))


def run(claim: Claim, instances: Family = line, measure: Callable[..., Any] = nothing) -> Any:
    """Measure two latents in floats and return the conclusion's slack."""
    made = bound(claim, instances, measure)
    config = next(instances.space.enumerate())
    flat = np.array([[1.0] * instances.dimension(config), [2.0] * instances.dimension(config)])
    return score_latents(made, config, flat).slack.tolist()


def test_parameters_bind_to_fields_of_their_name() -> None:
    """A parameter takes the field called like it; sizes given as ints bind too."""
    n = parameter("n", "a size")
    assert run(stated(Le(n * x, y)), nested, lambda n, x: {y: n * x + 0 * x}) == [0.0, 0.0]


def test_where_binds_to_other_fields_also_nested_and_computed() -> None:
    """``where`` names another field, by a dotted path or a property."""
    claim = stated(Eq(x + w, y))
    made = check(claim, nested, where={w: "inner.value"})(lambda total: {y: total})
    flat = np.array([[1.0, 5.0]])
    config = nested.space.parse("n=2")
    assert score_latents(made, config, flat).slack.tolist() == [0.0]
    assert made.field_of(w) == "inner.value"
    assert made.field_of(x) == "x"


def test_a_fraction_is_a_value_of_a_field() -> None:
    """A field that the configuration fixes may be an exact Fraction."""

    @family(space=Space(n=sizes(1, 2)), latent=lambda c: {"z": ()})
    def thirds(config: Any, z: Any, xp: Any) -> Inner:
        return Inner(Fraction(config.n, 3))

    made = check(stated(Le(x, Rational(2, 3))), thirds, where={x: "value"})(nothing)
    config = thirds.space.parse("n=2")
    assert score_latents(made, config, np.zeros((1, 1))).slack.tolist() == [0.0]


def test_definitions_reach_the_measurement_by_name() -> None:
    """A measurement that asks for T gets the claim's own T at each instance."""
    claim = stated(Le(y, x), definitions=[T])
    seen = []

    def measure(T: Any) -> dict[Any, Any]:
        seen.append(T.tolist())
        return {y: T}

    assert run(claim, line, measure) == pytest.approx([(3 - 1) / (3 + 1), (5 - 2) / (5 + 2)])
    assert seen == [[3.0, 5.0]]


def test_a_definition_that_is_one_number_reaches_every_instance() -> None:
    """A definition without symbols has an axis for the batch, too."""
    seen = []

    def measure(T: Any) -> dict[Any, Any]:
        seen.append(T.tolist())
        return {y: T}

    run(stated(Le(y, x), definitions=[defined("T", Rational(1))]), line, measure)
    assert seen == [[1.0, 1.0]]


def test_instance_and_config_reach_the_measurement() -> None:
    """``instance`` is the whole record, ``config`` the configuration; fields come by name."""
    seen = []

    def measure(instance: Any, config: Any, inner: Any, n: int) -> dict[Any, Any]:
        seen.append((type(instance), config.key, n))
        return {y: inner.value + instance.x}

    assert run(stated(Le(y, 2 * x)), nested, measure) == [0.0, 0.0]
    assert seen == [(Outer, "n=2", 2)]


def test_exact_measurements_get_fractions_one_at_a_time() -> None:
    """An exact family hands over Fractions without a batch axis."""
    seen = []

    def measure(x: Any) -> dict[Any, Any]:
        seen.append(x)
        return {y: x / 3}

    assert run(stated(Le(3 * y, x)), exact_line, measure) == [0.0, 0.0]
    assert seen == [1, 2]
    assert all(isinstance(v, Fraction) for v in seen)


def test_exact_measurements_may_return_axes() -> None:
    """Lists along an index axis come back as exact arrays."""
    claim = stated(Le(a, x))
    assert run(claim, exact_line, lambda x: {a: [x, x - 1, 0]}) == [0.0, 0.0]


LIAR = Grant("independence", "not at all", lambda instance, xp: instance.x > 1)
HONEST = Grant("independence", "by construction", lambda instance, xp: instance.x == instance.x)

REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "no claim": (lambda: check("a claim", line), "takes a Claim first, got str"),
    "no family": (
        lambda: check(stated(Le(x, 1)), "a family"),
        r"doe_2020.lemma_1: 'a family' is not a family; decorate its decoder with @family",
    ),
    "undecorated decoder": (
        lambda: check(stated(Le(x, 1)), nothing),
        "is not a family; decorate its decoder",
    ),
    "unknown verdict": (
        lambda: check(stated(Le(x, 1)), line, expect="true"),
        "expect='true'; write one of proved, survived, refuted",
    ),
    "where of another claim's symbol": (
        lambda: check(stated(Le(x, 1)), line, where={w: "x"}),
        r"where= binds w, which is no parameter of the claim; its parameters are \['x'\]",
    ),
    "where of a measured symbol": (
        lambda: check(stated(Le(y, x)), line, where={y: "x"}),
        "where= binds y, which is no parameter",
    ),
    "where by name": (
        lambda: check(stated(Le(x, 1)), line, where={"x": "x"}),
        "where= binds 'x', a string and not the symbol, which is no parameter",
    ),
    "measurement that is no function": (
        lambda: check(stated(Le(x, 1)), line)(partial(dict)),
        r"the measurement is a partial; decorate a function, def measure\(x\)",
    ),
    "granted without a grant": (
        lambda: check(stated(Le(x, 1), [h]), line),
        r"takes 'independence' for granted, and the family decode does not say how it is met; "
        r"add Grant\('independence', reason, probe\)",
    ),
}
REFUSED |= {
    f"quantifier {q.kind}": (
        lambda q=q: check(stated(Le(x, 1), quantifier=q), line),
        f"quantifier {q.kind} cannot be audited yet; supported are always, almost_always",
    )
    for q in (exists, count)
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_binding_is_refused_at_once(case: str) -> None:
    """What can be seen when the check is declared is refused there, with the cure."""
    build, message = REFUSED[case]
    with pytest.raises(BindingError, match=message):
        build()


def half(x: Any) -> Law:
    """Return a fair coin over 0 and 1 for each instance."""
    from array_api_compat import array_namespace

    xp = array_namespace(x)
    column = xp.expand_dims(0 * x, axis=1)
    return Law({y: xp.concat([column, column + 1], axis=1)}, xp.concat([column + 0.5] * 2, axis=1))


FAILING: dict[str, tuple[Claim, Family, Callable[..., Any], str]] = {
    "parameter without a field": (
        stated(Le(w, x)),
        line,
        nothing,
        r"parameter w is bound to the field 'w', which the instances of decode lack; add where={w:"
        r" 'field'}, or declare it with measured\(\) if the measurement computes it",
    ),
    "unknown argument": (
        stated(Le(y, x), definitions=[T]),
        line,
        lambda q: {y: q},
        "asks for 'q', which is neither a field of the instance nor .* it may ask for x, T, config",
    ),
    "missing symbol": (
        stated(Le(y, a)),
        line,
        lambda x: {y: x},
        r"missing \['a'\], not in the claim \[\]",
    ),
    "extra symbol": (
        stated(Le(y, x)),
        line,
        lambda x: {y: x, a: x},
        r"missing \[\], not in the claim \['a'\]",
    ),
    "symbol by name": (
        stated(Le(y, x)),
        line,
        lambda x: {"y": x},
        "the key 'y', a string; write the symbol itself",
    ),
    "nothing returned": (
        stated(Le(y, x)),
        line,
        lambda x: None,
        "returned a NoneType; return a dict of the measured symbols, or a Law",
    ),
    "bare array returned": (
        stated(Le(y, x)),
        line,
        lambda x: x,
        "returned a Tensor; return a dict of the measured symbols",
    ),
    "probability without a law": (
        stated(Le(y, x), quantifier=with_probability(Rational(1, 2))),
        line,
        lambda x: {y: x},
        r"with_probability\(\) or in_expectation needs a measurement that returns a Law",
    ),
    "law without a probability": (
        stated(Le(y, x)),
        line,
        half,
        "and no other claim takes one",
    ),
}


@pytest.mark.parametrize("case", FAILING)
def test_a_binding_that_fails_on_an_instance_says_why(case: str) -> None:
    """What only an instance shows raises on the first one, naming claim and symbol."""
    claim, instances, measure, message = FAILING[case]
    with pytest.raises(BindingError, match=message):
        run(claim, instances, measure)


@pytest.mark.parametrize("got", [None, {"x": 1}])
def test_a_decoder_that_returns_no_record_is_at_fault(got: Any) -> None:
    """Nothing and a dict are refused as what the decoder returned, not as a field that lacks."""
    wrong = family(space=line.space, latent=lambda c: {"x": ()})(lambda config, z, xp: got)
    message = f"the decoder <lambda> returned a {type(got).__name__}; return a frozen dataclass"
    with pytest.raises(FamilyError, match=message):
        run(stated(Le(y, x)), wrong, lambda: {y: 0})


def test_a_law_must_be_one() -> None:
    """Weights that do not add up to 1, or are negative, are refused."""
    claim = stated(Le(y, 0), quantifier=with_probability(Rational(1, 2)))

    def weighing(weights: list[Any]) -> Callable[[], Law]:
        return lambda: Law({y: [0, 1]}, weights)

    for weights in ([1, 1], [Fraction(3, 2), Fraction(-1, 2)], [Fraction(1, 3), Fraction(1, 3)]):
        with pytest.raises(BindingError, match="weights of at least 0 that add up to 1"):
            audited(claim, exact_line, weighing(weights))


def test_an_axis_is_checked() -> None:
    """A value without the axes of its symbol is refused."""
    with pytest.raises(MeasurementError, match=r"a has shape \(2,\).*return shape \(batch, i\)"):
        run(stated(Le(a, x)), line, lambda x: {a: x})


def test_a_lying_grant_is_caught_by_its_probe() -> None:
    """Instances whose probe fails are rejected under the hypothesis' name, never counted."""
    claim = stated(Le(x, 1), [h])
    evidence, _ = audited(claim, granting(Grant("independence", "no", lambda s, xp: s.x > 10**9)))
    assert evidence.verdict == "inconclusive"
    assert evidence.instances == 0
    assert set(evidence.rejected_by) == {"independence"}
    assert "independence" in evidence.summary


@pytest.mark.parametrize("relation", [Le(x, 1), Le(x, x)])
def test_an_honest_grant_lets_instances_pass(relation: Any) -> None:
    """With a probe that holds, nothing is rejected, also where nothing else is assumed."""
    evidence, certificate = audited(stated(relation, [h]), granting(HONEST))
    assert evidence.rejected == 0
    assert evidence.verdict == ("refuted" if relation == Le(x, 1) else "survived")
    if certificate is not None:
        assert certificate.granted == ["independence"]


def test_a_partial_liar_cannot_refute_with_what_the_probe_rejects() -> None:
    """Only instances that pass the probe count: x <= 1 fails at x > 1 only, x >= 1 nowhere."""
    refuted, _ = audited(stated(Le(x, 1), [h]), granting(LIAR))
    assert refuted.verdict == "refuted"
    survived, _ = audited(stated(Le(1, x), [h]), granting(LIAR))
    assert survived.verdict == "survived"
    assert survived.rejected_by.keys() == {"independence"}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda s, xp: 0 * s.x - 1, "returned float64; return a truth array of shape"),
        (lambda s, xp: None, "returned NoneType; return a truth array"),
        (lambda s, xp: True, "returned bool; return a truth array"),
        (lambda s, xp: xp.all(s.x == s.x), r"has shape \(\) for a batch of \d+; return shape"),
    ],
)
def test_a_probe_that_answers_something_else_is_named(answer: Any, said: str) -> None:
    """What a probe returns is a truth of each row, or the line says what it is."""
    with pytest.raises(MeasurementError, match=rf"the probe of 'independence' {said}"):
        audited(stated(Le(x, 1), [h]), granting(Grant("independence", "no", answer)))
