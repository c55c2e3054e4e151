"""Claims about chance decided by fresh trials: the engine's side of it."""

from typing import Any

import msgspec
import pytest
from array_api_compat import array_namespace

from falsum import (
    BindingError,
    ClaimError,
    Ge,
    Le,
    Least,
    Mean,
    Rational,
    Sample,
    Space,
    check,
    chosen,
    family,
    in_expectation,
    index,
    interval,
    log,
    maps,
    measured,
    sizes,
    sqrt,
    with_probability,
)
from falsum.errors.faults import MeasurementError
from falsum.evidence.certificates import CertificateError, parse, to_json, verify
from falsum.measure.check import Check
from falsum.search.job import Job
from falsum.study.power import power
from falsum.verdict.audit import audit
from tests.decide.chances import (
    Coins,
    biased,
    coins,
    delta,
    heads,
    landed,
    n,
    p,
    stated,
    tilted,
    toss,
)

t = index("t", 1, n)
steps = measured("steps", "heads after t tosses", indices=(t,))


@family(space=Space(n=sizes(1, 3)), latent=lambda c: {"p": ()})
def rare(config: Any, z: Any, xp: Any) -> Coins:
    """Decode a coin with a failure probability that no trials reach."""
    return Coins(config.n, maps.unit(z.p, xp), 0 * z.p + 2.0**-60)


def deviation(divisor: int) -> Any:
    """Return Hoeffding's inequality with another constant."""
    return Le(heads - n * p, sqrt(n * log(1 / delta) / divisor))


def tossed(conclusion: Any, quantifier: Any = in_expectation, **options: Any) -> Check:
    """Return the check of a claim about coins."""
    return check(stated(conclusion, quantifier), coins, **options)(toss)


def test_a_true_probability_claim_survives_and_says_what_the_trials_leave_open() -> None:
    """Hoeffding's inequality stands, and the record holds the interval and the error."""
    check = tossed(deviation(2), with_probability(1 - delta))
    evidence, certificate = audit(check, profile="quick")
    assert (evidence.verdict, certificate) == ("survived", None)
    known = evidence.chance
    assert known is not None and known.how in ("resolved", "consistent")
    assert known.error == 1e-9 and known.lower <= known.estimate <= known.upper
    assert known.trials >= 1024


def test_a_false_probability_claim_is_refuted_with_a_certificate_that_draws_again() -> None:
    """A constant too good by a factor falls; the certificate's trials are drawn again."""
    wrong = tossed(deviation(8), with_probability(1 - delta))
    evidence, certificate = audit(wrong, profile="quick", seed=3)
    assert evidence.verdict == "refuted" and certificate is not None
    assert certificate.trials is not None and certificate.trials.seed == 3
    assert evidence.chance is not None and evidence.chance.upper < evidence.chance.claimed
    again = parse(to_json(certificate).encode())
    verify(again, lambda _: wrong)
    fewer = msgspec.structs.replace(certificate.trials, failures=certificate.trials.failures - 1)
    with pytest.raises(CertificateError, match="trials drawn again differ"):
        verify(msgspec.structs.replace(again, trials=fewer), lambda _: wrong)


def test_trials_that_cannot_reach_the_probability_leave_it_unresolved() -> None:
    """A failure probability of 2^-60 takes more trials than there are; their number is told."""
    hopeless = check(stated(deviation(2), with_probability(1 - delta)), rare)(toss)
    evidence, _ = audit(hopeless, profile="quick")
    assert evidence.verdict == "inconclusive" and "unresolved" in evidence.summary
    assert evidence.chance is not None and evidence.chance.needed is not None
    assert evidence.chance.needed > 2**60


@pytest.mark.parametrize(("factor", "how"), [(Rational(3, 2), "resolved"), (1, "consistent")])
def test_a_rare_failure_is_resolved_by_likelihood_ratios(factor: Any, how: str) -> None:
    """All heads has probability 16^-n, down to 6e-8; an allowance of it or more stands."""
    claim = stated(Le(heads, n - 1), with_probability(1 - factor * p**n))
    evidence, _ = audit(check(claim, biased)(tilted))
    assert evidence.verdict == "survived" and evidence.chance is not None
    assert evidence.chance.how == how
    assert 1 - evidence.chance.upper <= 16.0**-4 * 1.001


def test_a_rare_failure_that_is_more_frequent_than_claimed_is_refuted() -> None:
    """An allowance of two thirds of 16^-n is refuted, with a certificate."""
    claim = stated(Le(heads, n - 1), with_probability(1 - p**n * Rational(2, 3)))
    bound = check(claim, biased)(tilted)
    evidence, certificate = audit(bound)
    assert evidence.verdict == "refuted" and certificate is not None
    verify(certificate, lambda _: bound)


def test_the_expectation_of_a_bounded_quantity_is_decided() -> None:
    """An expectation a tenth too small is refuted at the error, the true one is not."""
    true, _ = audit(tossed(Le(Mean(heads), n * p)), profile="quick")
    assert true.verdict == "survived" and true.chance is not None
    false, certificate = audit(tossed(Ge(Mean(heads) * 1, n * p * 2)), profile="quick")
    assert false.verdict != "refuted", "a product is no bare expectation: approximate only"
    false, certificate = audit(tossed(Ge(Mean(heads), n * p * 2)), profile="quick")
    assert false.verdict == "refuted" and certificate is not None
    verify(certificate, lambda _: tossed(Ge(Mean(heads), n * p * 2)))


def test_an_unbounded_expectation_is_called_approximate() -> None:
    """Without bounds there is no error bound, whatever the trials show."""

    def unbounded(stream: Any, n: int, p: Any) -> Sample:
        return Sample(toss(stream, n, p).values)

    evidence, certificate = audit(
        check(stated(Le(Mean(heads) * 2, n * p), in_expectation), coins)(unbounded),
        profile="quick",
    )
    assert evidence.verdict == "inconclusive" and certificate is None
    assert evidence.chance is not None and evidence.chance.how == "approximate"


def test_the_least_expectation_over_time_is_not_the_expectation_of_the_least() -> None:
    """Least(Mean(...)) averages first; its value at fair coins is the first step's 1/2."""

    def walked(stream: Any, n: int, p: Any) -> Sample:
        tossed = landed(stream, n, p)
        xp = array_namespace(p)
        return Sample({steps: xp.cumulative_sum(tossed, axis=-1)})

    claim = stated(Le(Least(Mean(steps), t), p), in_expectation)
    evidence, _ = audit(check(claim, coins)(walked), profile="quick")
    assert evidence.verdict == "survived"
    assert evidence.chance is not None
    assert evidence.chance.estimate == pytest.approx(evidence.chance.claimed, abs=0.05)


def test_chosen_symbols_survive_only_where_the_choice_is_the_worst() -> None:
    """A witness may refute; surviving needs the reason why no other choice is worse."""
    q = chosen("q", "an opponent's number", domain=interval(0, 1))
    conclusion = Le(q * heads, n)

    def choose(stream: Any, n: int, p: Any) -> Sample:
        count = toss(stream, n, p).values[heads]
        return Sample({heads: count, q: 0 * count + 1})

    claim = stated(conclusion, with_probability(1 - delta))
    witnessed, _ = audit(check(claim, coins)(choose), profile="quick")
    assert witnessed.verdict == "inconclusive" and "witnesses" in witnessed.summary
    reasoned = check(claim, coins, supremum="q * heads increases in q")(choose)
    assert audit(reasoned, profile="quick")[0].verdict == "survived"


def test_every_choice_at_an_atom_has_to_hold() -> None:
    """Several choices are tried at each atom; one that breaks the conclusion is enough."""
    q = chosen("q", "an opponent's number", domain=interval(0, 1))

    def choose(stream: Any, n: int, p: Any) -> Sample:
        xp, count = array_namespace(p), toss(stream, n, p).values[heads]
        return Sample({heads: count}, choices={q: xp.stack([0 * count, 0 * count + 1], axis=2)})

    claim = stated(Le(q * heads, n - 1), with_probability(1))
    evidence, certificate = audit(check(claim, coins, supremum="both ends")(choose))
    assert evidence.verdict == "refuted" and certificate is not None


def test_verdicts_do_not_depend_on_when_they_are_taken() -> None:
    """Two audits with one seed are equal to the last digit, another seed draws other trials."""
    one = audit(tossed(deviation(2), with_probability(1 - delta)), profile="quick", seed=1)[0]
    two = audit(tossed(deviation(2), with_probability(1 - delta)), profile="quick", seed=1)[0]
    other = audit(tossed(deviation(2), with_probability(1 - delta)), profile="quick", seed=2)[0]
    assert one.chance == two.chance and one.worst == two.worst
    assert one.worst != other.worst


def test_what_is_bound_wrongly_is_refused() -> None:
    """A sample without a stream, and an expectation of nothing, are told at once."""

    def unasked(n: int, p: Any) -> Sample:
        return Sample({heads: 0 * p[:, None]})

    with pytest.raises(BindingError, match="without asking for a stream"):
        audit(check(stated(deviation(2), with_probability(1 - delta)), coins)(unasked))
    with pytest.raises(ClaimError, match="says Mean"):
        stated(deviation(2), in_expectation)


@pytest.mark.slow
def test_the_power_of_a_sampled_check_is_measured() -> None:
    """Its pools are larger than a block of trials; a constant twice too good is noticed."""
    measured = power(Job.begin(tossed(deviation(2), with_probability(1 - delta))))
    assert measured.least_factor is not None and measured.least_factor <= 10
    assert any(caught for caught, _ in measured.kinds.values())


def test_a_sample_without_an_axis_of_trials_is_told_what_to_bind() -> None:
    """The message names the axis that is missing."""

    def summed(stream: Any, n: int, p: Any) -> Sample:
        return Sample({heads: toss(stream, n, p).values[heads][0]})

    with pytest.raises(MeasurementError, match=r"heads has .*return shape \(batch, trials\)"):
        audit(check(stated(deviation(2), with_probability(1 - delta)), coins)(summed))
