"""What trials could decide is told, and the search keeps to it."""

from dataclasses import dataclass, replace
from typing import Any

import msgspec
import numpy as np
import pytest
from array_api_compat import array_namespace

from falsum import (
    Claim,
    Le,
    Rational,
    Sample,
    Source,
    Space,
    check,
    choice,
    family,
    log,
    maps,
    measured,
    naturals,
    parameter,
    sqrt,
    with_probability,
)
from falsum.evidence.knowledge import merge
from falsum.interface.closing import open_chance
from falsum.measure.check import Check
from falsum.records.chance import ChanceRecord, ReachRecord
from falsum.records.chance_sentences import in_words, limited, out_of_reach
from falsum.records.evidence import Evidence
from falsum.records.knowledge import Knowledge
from falsum.report.chance_section import by_configuration, chance_lines, reach_lines
from falsum.search.score import score_latents
from falsum.verdict.audit import audit
from tests.decide.chances import biased, bound, coins, delta, heads, law, n, p, tilted

d = parameter("d", "dimension", domain=naturals)
size = measured("size", "norm of a Gaussian vector")


@dataclass(frozen=True)
class Gaussian:
    """A dimension and a failure probability."""

    d: int
    delta: Any


@family(space=Space(d=choice(1, 2, 4)), latent=lambda c: {"delta": ()})
def gaussians(config: Any, z: Any, xp: Any) -> Gaussian:
    """Decode a failure probability, also a very small one."""
    return Gaussian(config.d, maps.unit(z.delta, xp) ** 4)


def norm(stream: Any, d: int, delta: Any) -> Sample:
    """Draw the vector."""
    xp = array_namespace(delta)
    return Sample({size: xp.sqrt(xp.sum(stream.normal(d) ** 2, axis=-1))})


def concentrated(room: Any) -> Check:
    """Return the claim that the norm exceeds sqrt(d) by ``room`` with probability delta at most."""
    source = Source("doe_2020", "Norm")
    claim = Claim("doe_2020.norm", "Norm", source, with_probability(1 - delta), Le(size, room))
    return check(claim, gaussians)(norm)


THIN = [concentrated(sqrt(d) + sqrt(log(1 / delta)))]  # false for delta below 5e-6 only
WIDE = [concentrated(sqrt(d) + sqrt(log(1 / delta)) / 2)]


@pytest.fixture(scope="module")
def survivor() -> Evidence:
    """Audit the claim that fails out of reach of trials."""
    return audit(THIN[0], profile="standard")[0]


def test_a_violation_out_of_reach_is_told_to_be_out_of_reach(survivor: Evidence) -> None:
    """The claim survives, and record and summary say below which level nothing was decided."""
    known = survivor.reach
    assert survivor.verdict == "survived" and known is not None
    assert known.decidable == pytest.approx(1.27e-3, rel=0.01)
    assert known.least < 1e-6 and known.beyond > 0
    assert known.decided is not None and known.decided[0] >= known.decidable
    assert "could not decide failure probabilities allowed below 0.00127" in survivor.summary
    assert "nothing there was decided" in survivor.summary
    assert "resolved where a failure probability of" in survivor.summary
    assert open_chance(survivor), "the console has a line on it"


def test_the_worst_instances_are_within_reach(survivor: Evidence) -> None:
    """No instance that trials cannot decide is called the nearest to a violation."""
    assert survivor.chance is not None and survivor.chance.decidable is not None
    for known in (survivor.chance, *(known for _, known in survivor.chances)):
        assert known.allowed is not None and known.allowed >= survivor.chance.decidable
        assert not out_of_reach(known)


def test_the_low_end_of_what_trials_decide_is_decided(survivor: Evidence) -> None:
    """Beside the nearest instances one of the least decidable levels is tried."""
    assert survivor.reach is not None and survivor.reach.decided is not None
    assert survivor.reach.decided[0] < 8 * 1.27e-3


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_violation_within_reach_is_refuted(seed: int) -> None:
    """Half the room fails at moderate levels, which the search does not leave for small ones."""
    evidence, certificate = audit(WIDE[0], profile="quick", seed=seed)
    assert evidence.verdict == "refuted" and certificate is not None


def test_accidental_failures_of_small_levels_rank_behind_what_trials_see() -> None:
    """A failure in the search's trials where hardly any is allowed does not win."""
    checked = bound(Le(heads, n - 1), with_probability(1 - p**n / 4))
    flat = np.stack([np.linspace(-2, 2, 2001), np.zeros(2001)], axis=1)
    scored = score_latents(checked, coins.space.parse("n=6"), flat)
    fluke = scored.faint & scored.violations
    assert fluke.any() and scored.beyond[fluke].all()
    assert scored.slack[fluke].max() < scored.slack[~scored.beyond].min()
    assert not fluke[scored.order()[0]]


def test_a_gross_violation_of_a_small_level_ranks_first() -> None:
    """Half of the trials fail where a billionth may: trials see that at any level."""
    checked = bound(Le(heads, n - 1), with_probability(1 - delta / 10**9))
    scored = score_latents(checked, coins.space.parse("n=1"), np.array([[0.0, 0.0], [-9.0, 0.0]]))
    assert scored.beyond.all() and not scored.faint[0] and scored.slack[0] > 0.9
    assert audit(checked, profile="quick")[0].verdict == "refuted"


def test_where_nothing_is_within_reach_the_words_say_so() -> None:
    """All levels are too small: the worst instance is labelled, and the claim is not settled."""
    never = Le(heads, n)
    evidence, _ = audit(bound(never, with_probability(1 - delta / 10**9)), profile="quick")
    assert evidence.verdict == "inconclusive" and evidence.chance is not None
    assert evidence.chance.how == "unresolved" and out_of_reach(evidence.chance)
    assert "out of reach" in " ".join(by_configuration(evidence.chances))


def test_likelihood_ratios_widen_what_is_decided() -> None:
    """An allowance of 16^-n is within reach of trials of a fair coin."""
    rare = bound(Le(heads, n - 1), with_probability(1 - 2 * p**n), tilted, biased)
    evidence, _ = audit(rare, profile="quick")
    known = evidence.reach
    assert evidence.verdict == "survived" and known is not None
    assert known.decidable is not None and known.decidable < 1e-5 and not known.beyond
    assert not limited(known)


def test_ratios_without_a_bound_reach_nobody_knows_how_far() -> None:
    """They may refute, and the summary says what is not known."""

    def unbounded(stream: Any, n: int, p: Any) -> Sample:
        return replace(tilted(stream, n, p), largest=None)

    rare = bound(Le(heads, n - 1), with_probability(1 - 2 * p**n), unbounded, biased)
    evidence, _ = audit(rare, profile="quick")
    assert evidence.reach is not None and evidence.reach.decidable is None
    assert "is not known: the ratios lack a bound" in evidence.summary


def test_a_finite_law_decides_every_level() -> None:
    """No trials, no limit."""
    evidence, _ = audit(bound(Le(heads, n), with_probability(1 - delta), law), profile="quick")
    assert evidence.reach is None and evidence.chance is not None
    assert evidence.chance.how == "exact" and evidence.chance.decidable is None


def test_fresh_trials_of_the_nearest_instances_may_refute() -> None:
    """Where the search's few trials pass by luck what fails, the fresh ones are a finding."""
    close = bound(Le(heads, n - 1), with_probability(1 - p**n * Rational(4, 5)))
    found = [audit(close, profile="quick", seed=seed)[0] for seed in range(3)]
    assert {e.verdict for e in found} == {"refuted"}


def test_pages_say_what_trials_could_decide(survivor: Evidence) -> None:
    """The section has both ranges, the least level and the limit in words."""
    text = "\n".join(reach_lines(survivor.reach, [known for _, known in survivor.chances]))
    assert "## What trials could decide" in text and "0.00127" in text
    assert "nothing there was decided" in text
    assert survivor.chance is not None
    assert "failure probability allowed" in "\n".join(chance_lines(survivor.chance))


def test_knowledge_keeps_the_reach_and_reads_files_without_it(survivor: Evidence) -> None:
    """A file written before there was a reach is read as one without."""
    known = merge(None, survivor, THIN[0].claim.hash)
    assert known.reach is not None and known.reach.decidable == pytest.approx(1.26809e-3)
    document = msgspec.to_builtins(known)
    del document["reach"]
    for chance in (document["worst"]["chance"], *(known for _, known in document["chances"])):
        del chance["decidable"], chance["allowed"]
    old = msgspec.convert(document, Knowledge)
    assert old.reach is None and old.worst is not None and old.worst.chance is not None
    assert "resolved: " in in_words(old.worst.chance)
    assert merge(old, survivor, THIN[0].claim.hash).reach == known.reach


def test_an_instance_out_of_reach_gives_way_to_one_within() -> None:
    """Its slack may be larger by an accident of few failures; it is not the worst known."""
    faint = ChanceRecord("consistent", "probability", 1.0, 1.0, 0.9, 1.0, 2**16, 1, allowed=1e-9)
    faint = msgspec.structs.replace(faint, decidable=1e-3)
    assert out_of_reach(faint) and "too little for trials to see" in in_words(faint)
    assert not out_of_reach(msgspec.structs.replace(faint, how="resolved"))
    reach = ReachRecord(1e-3, 1e-9, 0.5, 7, 3, (2e-4, 0.5))
    assert "nothing below 0.0002 was decided" in limited(reach)
