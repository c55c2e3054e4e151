"""What must never happen to a claim about chance: edges, rounding errors, wrong declarations."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from array_api_compat import array_namespace

from falsum import (
    And,
    BindingError,
    Eq,
    Ge,
    Law,
    Le,
    Lt,
    Mean,
    Rational,
    Sample,
    check,
    chosen,
    hypothesis,
    in_expectation,
    interval,
    log,
    with_probability,
)
from falsum.decide.decide import decide_latent
from falsum.decide.in_balls import Answer
from falsum.evidence.standing import replayed, storable
from falsum.records.chance_sentences import in_words
from falsum.records.evidence import Evidence, write_json
from falsum.search.job import Job
from falsum.verdict.audit import audit, conduct
from tests.decide.chances import (
    biased,
    bound,
    coins,
    delta,
    heads,
    law,
    mixed,
    n,
    p,
    stated,
    tilted,
    toss,
)

SURE = with_probability(1 + 0 * delta)


def quick(checked: Any, seed: int = 0) -> Evidence:
    """Audit quickly; whatever comes out has to survive being written and read."""
    evidence, _ = audit(checked, profile="quick", seed=seed)
    text = write_json(storable(evidence)).encode()
    return msgspec.json.decode(text, type=Evidence)


@pytest.mark.parametrize("least", [0 * delta, delta - 1])
def test_a_probability_of_nothing_is_resolved_without_trials(least: Any) -> None:
    """At least 0 is always true, even of an event that never happens."""
    evidence = quick(bound(Le(heads, -1), with_probability(least)))
    assert evidence.chance is not None and evidence.chance.how == "resolved"
    assert evidence.verdict == "inconclusive" and evidence.opportunity == 0


def test_a_probability_above_one_is_refuted_by_itself() -> None:
    """No event has a probability of 1 + delta, even one that always happens."""
    evidence = quick(bound(Le(heads, n), with_probability(1 + delta)))
    assert evidence.verdict == "refuted" and evidence.chance is not None
    assert "no probability is" in in_words(evidence.chance)


def test_certainty_falls_at_one_failure_and_is_never_resolved() -> None:
    """One failure refutes a probability of 1; without any the claim stays unresolved."""
    assert quick(bound(Le(heads, n - 1), SURE)).verdict == "refuted"
    evidence = quick(bound(Le(heads, n), SURE))
    assert evidence.verdict == "inconclusive" and "probability of 1" in evidence.summary


@pytest.mark.parametrize(
    "conclusion",
    [Le(heads - n * p - heads + n * p, 0), Le((heads / 3 + p) - p, heads * Rational(1, 3))],
)
def test_rounding_errors_refute_nothing(conclusion: Any) -> None:
    """An identity that floats break by 1e-17 in half of the trials is cleared by balls."""
    evidence = quick(bound(conclusion, SURE))
    assert evidence.verdict == "inconclusive" and evidence.unconfirmed > 0
    assert evidence.chance is not None and evidence.chance.failures == 0


def test_strict_relations_fail_at_ties() -> None:
    """P(heads < n) is 1 - p^n exactly; a larger claim falls, the exact one stands."""
    assert quick(bound(Lt(heads, n), with_probability(1 - p**n))).verdict == "survived"
    assert quick(bound(Lt(heads, n), with_probability(1 - p**n / 2))).verdict == "refuted"


def test_ties_hold_where_the_relation_is_not_strict() -> None:
    """P(heads <= n) = 1 is more than any 1 - delta, though floats see ties only."""
    evidence = quick(bound(And(Le(heads, n), Ge(heads, 0)), with_probability(1 - delta)))
    assert evidence.chance is not None and evidence.chance.how == "resolved"


def test_a_conjunct_that_no_chance_enters_counts_in_every_trial() -> None:
    """A false conjunct about parameters fails all trials, not one of them."""
    evidence = quick(bound(And(Le(heads, n), Le(p, p / 2)), with_probability(1 - delta)))
    assert evidence.verdict == "refuted" and evidence.chance is not None
    assert evidence.chance.failures == evidence.chance.trials


def test_undefined_trials_are_told() -> None:
    """The logarithm of no heads is undefined, under a law and in trials."""
    for measure in (toss, law):
        claim = bound(Le(log(heads), n), with_probability(1 - delta), measure)
        assert quick(claim).verdict == "ill_defined"


def test_an_atom_without_weight_makes_nothing_undefined() -> None:
    """No heads has no weight here, so that its logarithm doesn't matter."""

    def some(n: int, p: Any) -> Law:
        found = law(n, p)
        xp = array_namespace(p)
        first = found.values[heads] == 0
        weights = xp.where(first, 0 * found.weights, found.weights)
        weights = weights / xp.sum(weights, axis=1, keepdims=True)
        return Law(found.values, weights)

    claim = stated(Le(log(heads), n), SURE, [hypothesis("p", Ge(p, Rational(1, 2)))])
    assert quick(check(claim, coins)(some)).verdict == "survived"


def test_declared_bounds_that_a_trial_breaks_are_refused() -> None:
    """Bounds of a symbol, of the ratios of failures, and ratios that are no density."""

    def narrow(stream: Any, n: int, p: Any) -> Sample:
        return Sample(toss(stream, n, p).values, within={heads: (0, n / 2)})

    with pytest.raises(BindingError, match="outside of within"):
        quick(bound(Le(Mean(heads), n * p), in_expectation, narrow))

    def scaled(by: int, parts: int) -> Any:
        def measure(stream: Any, n: int, p: Any) -> Sample:
            drawn = tilted(stream, n, p)
            return replace(drawn, ratios=drawn.ratios * by, largest=drawn.largest * by / parts)

        return measure

    rare = stated(Le(heads, n - 1), with_probability(1 - p**n))
    with pytest.raises(BindingError, match="above 1 on average"):
        quick(check(rare, biased)(scaled(3, 1)))
    with pytest.raises(BindingError, match="largest bounds the ratios"):
        quick(check(rare, biased)(scaled(1, 3)))


@pytest.mark.parametrize(
    ("least", "verdict"), [(1, "refuted"), (0, "inconclusive"), (2, "refuted"), (p, "survived")]
)
def test_ratios_meet_the_edges_of_claimed_probabilities(least: Any, verdict: str) -> None:
    """Probabilities of 1, 0, 2 and far less than the true one."""
    claim = stated(Le(heads, n - 1), with_probability(least + 0 * p))
    assert quick(check(claim, biased)(tilted)).verdict == verdict


def test_what_chance_decides_has_no_place_among_hypotheses() -> None:
    """Trials cannot show that a hypothesis always holds, and a claimed probability is no chance."""
    claim = stated(Le(heads, n), with_probability(1 - delta), [hypothesis("few", Le(heads, n - 1))])
    with pytest.raises(BindingError, match="'few' speaks of what the trials draw"):
        quick(check(claim, coins)(toss))
    with pytest.raises(BindingError, match="probability claimed varies"):
        quick(bound(Le(heads, n), with_probability(1 - heads / n)))


def test_a_choice_outside_of_its_domain_is_no_witness() -> None:
    """An opponent who picks 2 from [0, 1] refutes nothing; one who picks 1 does."""
    q = chosen("q", "an opponent's number", domain=interval(0, 1))

    def choose(value: int) -> Any:
        def measure(stream: Any, n: int, p: Any) -> Sample:
            count = toss(stream, n, p).values[heads]
            return Sample({heads: count, q: 0 * count + value})

        return measure

    claim = stated(Le(q * heads, n - 1), with_probability(1 - delta / 2))
    assert quick(check(claim, coins)(choose(2))).verdict != "refuted"
    assert quick(check(claim, coins)(choose(1))).verdict == "refuted"


def test_equalities_and_conjunctions_of_expectations_are_decided() -> None:
    """Both sides of an equality are tested; a conjunction is as bad as its worst part."""
    assert quick(bound(Eq(Mean(heads), n * p), in_expectation)).verdict == "survived"
    wrong = Eq(Mean(heads), n * p * Rational(11, 10))
    assert quick(bound(wrong, in_expectation)).verdict == "refuted"
    both = And(Ge(Mean(heads), 0), Le(Mean(heads), n * p * Rational(4, 5)))
    assert quick(bound(both, in_expectation)).verdict == "refuted"


def test_an_expectation_under_a_finite_law_is_exact() -> None:
    """Its record says so, with both sides; a law of too much weight is refused."""
    evidence = quick(bound(Le(Mean(heads), n * p), in_expectation, law))
    assert evidence.verdict == "survived" and evidence.chance is not None
    assert (evidence.chance.how, evidence.chance.quantity) == ("exact", "expectation")
    assert evidence.chance.estimate == pytest.approx(evidence.chance.claimed, rel=1e-12)

    def heavy(n: int, p: Any) -> Law:
        found = law(n, p)
        return Law(found.values, 2 * found.weights)

    with pytest.raises(BindingError, match="weights of the law add up to 2"):
        quick(bound(Le(Mean(heads), 2 * n * p), in_expectation, heavy))


def test_an_undefined_expectation_decides_nothing() -> None:
    """A trial without a number leaves the claim open, whatever the others say."""

    def lost(stream: Any, n: int, p: Any) -> Sample:
        count = toss(stream, n, p).values[heads]
        return Sample({heads: 0 * count / (0 * count)}, within={heads: (0, n)})

    evidence = quick(bound(Ge(Mean(heads), 2 * n), in_expectation, lost))
    assert evidence.verdict != "refuted"


def test_a_mixed_check_decides_each_size_in_its_own_way() -> None:
    """One measurement gives laws and trials; a false claim falls exactly where that is possible."""
    short = Le(heads - n * p, (n * log(1 / delta) / 8) ** Rational(1, 2))
    evidence, certificate = audit(bound(short, with_probability(1 - delta), mixed), profile="quick")
    assert evidence.verdict == "refuted" and certificate is not None
    assert evidence.chance is not None and evidence.chance.how == "exact"
    assert certificate.trials is None


def test_an_audit_never_takes_more_decisions_than_its_error_pays_for() -> None:
    """The share of each is the error over their number; beyond it nothing is decided."""
    checked = Job.begin(bound(Le(heads, n - 1), SURE), profile="quick").check
    spending = checked.draws.spending
    assert checked.draws.share * spending.most == checked.draws.error
    config = next(coins.space.enumerate())
    first = decide_latent(checked, config, [Fraction(1), Fraction(0)])
    spending.most = len(spending.known)
    again = decide_latent(checked, config, [Fraction(1), Fraction(0)])
    other = decide_latent(checked, config, [Fraction(2), Fraction(0)])
    assert first.answer is Answer.VIOLATED and again == first
    assert other.answer is Answer.UNDECIDED and "error pays for" in in_words(other.chance)


def test_quick_audits_stay_far_below_the_number_of_decisions() -> None:
    """A false claim, which also shrinks, takes a small part of the decisions there are."""
    job = Job.begin(bound(Le(heads, n - 1), SURE), profile="quick")
    conduct(job)
    assert 0 < len(job.check.draws.spending.known) < 200 and job.check.draws.most <= 2**13


def test_a_warm_start_keeps_the_instance_and_its_chance() -> None:
    """The second audit begins at the first one's worst instance and tells of the same trials."""
    checked = bound(Le(heads, n - 1), with_probability(1 - p**n))
    first, _ = audit(checked, profile="quick")
    assert first.start is not None and first.worst is not None
    again, _ = audit(checked, profile="quick", start=first.start)
    assert again.verdict == "survived" and again.worst is not None
    assert again.worst.slack >= first.worst.slack and again.chance == again.worst.chance


def test_a_replayed_certificate_tells_of_its_own_trials() -> None:
    """The seed is the file's, whatever the seed of the run that replays it."""
    checked = bound(Le(heads, n - 1), SURE)
    evidence, certificate = audit(checked, profile="quick", seed=7)
    assert certificate is not None and evidence.chance is not None
    told = replayed(checked, certificate, "quick")
    assert told.chance == evidence.chance and told.verdict == "refuted"


def test_a_check_of_laws_and_trials_says_which_is_which() -> None:
    """Two sizes are exact and the others are not; the summary counts them."""
    evidence = quick(bound(Le(heads, n), with_probability(1 - delta), mixed))
    how = dict(evidence.chances)
    assert how["n=1"].how == how["n=2"].how == "exact"
    assert {known.how for key, known in evidence.chances if key > "n=2"} == {"resolved"}
    assert "2 exact" in evidence.summary and "resolved" in evidence.summary
