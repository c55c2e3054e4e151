"""Knowledge only grows."""

import math

import msgspec
import pytest

from falsum.evidence.knowledge import KnowledgeError, improves, merge, read_knowledge
from falsum.records.studies import PowerRecord
from tests.report.library import evidence, instance, printed, refutation

HASH = printed.claim.hash
survived = evidence(printed.claim)
refuted = refutation(printed.claim)


def test_the_same_evidence_twice_changes_nothing():
    """A second run that finds the same leaves what is known equal."""
    for found in (survived, refuted):
        once = merge(None, found, HASH)
        assert merge(once, found, HASH) == once
        assert merge(once, msgspec.structs.replace(found, seconds=99.0), HASH) == once


def test_a_refutation_survives_a_run_that_misses_it():
    """A later, even a stronger, search that finds nothing doesn't clear a certified claim."""
    known = merge(merge(None, refuted, HASH), survived, HASH)
    assert known.verdict == "refuted"
    assert known.certificate == refuted.certificate
    assert known.smallest == merge(None, refuted, HASH).smallest
    nightly = msgspec.structs.replace(survived, profile="nightly")
    assert merge(known, nightly, HASH).verdict == "refuted"
    assert merge(known, nightly, HASH).profile == "nightly"


def test_a_refutation_replaces_a_survival_with_its_own_instances():
    """What made the verdict is what is shown."""
    known = merge(merge(None, survived, HASH), refuted, HASH)
    assert (known.verdict, known.worst_slack) == ("refuted", 0.5)
    assert known.worst is not None
    assert known.worst.config == "n=3"
    assert known.extent == "open set"


def test_of_false_and_undefined_the_latest_stands():
    """A claim may be both; what is shown is what the certificate stored last says."""
    undefined = msgspec.structs.replace(refuted, verdict="ill_defined", summary="undefined at 0")
    for first, second in ((undefined, refuted), (refuted, undefined)):
        known = merge(merge(None, first, HASH), second, HASH)
        assert known.verdict == second.verdict
        assert known.reason == merge(None, second, HASH).reason


def test_another_statement_starts_afresh():
    """When the hash differs, nothing old is kept."""
    known = merge(merge(None, refuted, "another"), survived, HASH)
    assert known == merge(None, survived, HASH)


@pytest.mark.parametrize("verdict", ["proved", "vacuous"])
def test_a_proof_and_a_counterexample_cannot_both_stand(verdict):
    """A contradiction is an error, in either order."""
    proof = evidence(printed.claim, verdict)
    for first, second in ((proof, refuted), (refuted, proof)):
        with pytest.raises(KnowledgeError, match="one of the two is wrong"):
            merge(merge(None, first, HASH), second, HASH)


def test_a_stronger_profile_decides_between_open_verdicts():
    """A quick search neither raises nor clears a doubt of a standard one."""
    doubt = evidence(printed.claim, "inconclusive", summary="balls cannot decide; 3 tried")
    quick = msgspec.structs.replace(survived, profile="quick")
    known = merge(merge(None, doubt, HASH), quick, HASH)
    assert (known.verdict, known.reason) == ("inconclusive", "balls cannot decide")
    assert merge(known, survived, HASH).verdict == "survived"


def test_an_empty_search_is_worth_less_than_any_other():
    """Instances that were compared beat a run in which none could be."""
    empty = evidence(printed.claim, "inconclusive", instances=0, profile="nightly", worst=None)
    assert merge(merge(None, survived, HASH), empty, HASH).verdict == "survived"
    assert merge(merge(None, empty, HASH), survived, HASH).verdict == "survived"


def test_counts_are_the_largest_search_and_never_a_sum():
    """Two runs of 1000 instances are not one of 2000."""
    larger = msgspec.structs.replace(survived, instances=1500, rejected=2)
    known = merge(merge(merge(None, survived, HASH), larger, HASH), survived, HASH)
    assert (known.search.instances, known.search.rejected) == (1500, 2)


def test_slack_moves_only_by_more_than_rounding():
    """A change in the seventh digit is no knowledge."""
    known = merge(None, survived, HASH)
    nudged = msgspec.structs.replace(
        survived,
        worst=instance("n=3", -0.2499995),
        slack_by_configuration=[("n=2", -0.4999995), ("n=4", -0.1)],
    )
    moved = merge(known, nudged, HASH)
    assert moved.worst == known.worst
    assert dict(moved.slack_by_configuration) == {
        "n=1": -0.75, "n=2": -0.5, "n=4": -0.1, "n=10": -0.25
    }  # fmt: skip
    worse = msgspec.structs.replace(survived, worst=instance("n=3", -0.2))
    assert merge(known, worse, HASH).worst_slack == -0.2


def test_only_a_smaller_instance_replaces_the_smallest():
    """Smaller is less text, then the text itself; a certificate follows its instance."""
    known = merge(None, refuted, HASH)
    longer = msgspec.structs.replace(refuted, smallest=instance("n=10", 0.2))
    shorter = msgspec.structs.replace(refuted, smallest=instance("n=1", 0.05, "1"))
    assert not improves(known, longer, HASH)
    assert not improves(known, refuted, HASH)
    assert improves(known, shorter, HASH)
    assert improves(None, refuted, HASH)
    assert improves(known, longer, "another statement")
    assert merge(known, shorter, HASH).smallest == shorter.smallest


def test_what_ablation_found_is_kept_by_a_run_without_it():
    """A hypothesis once known to be needed stays so, and power is quoted from the last one."""
    needed = [msgspec.structs.replace(survived.hypotheses[0], needed=True), survived.hypotheses[1]]
    caught = PowerRecord(least_factor=1.0100000001)
    full = msgspec.structs.replace(survived, hypotheses=needed, power=caught, homogeneous=False)
    known = merge(merge(None, full, HASH), survived, HASH)
    assert known.hypotheses[0].needed is True
    assert known.power == PowerRecord(least_factor=1.01)
    assert known.homogeneous is False


def test_floats_are_rounded_and_rounding_errors_are_zero():
    """Six digits are written; a slack of 1e-17 is none."""
    noisy = evidence(
        printed.claim,
        worst=instance("n=1", -0.123456789),
        slack_by_configuration=[("n=1", 1e-17), ("n=2", math.nan), ("n=3", -1 / 3)],
    )
    known = merge(None, noisy, HASH)
    assert known.worst_slack == -0.123457
    assert known.slack_by_configuration == [("n=1", 0.0), ("n=3", -0.333333)]


def test_a_damaged_file_is_refused(tmp_path):
    """The error names the file and what to do."""
    path = tmp_path / "x.json"
    assert read_knowledge(path) is None
    path.write_text('{"schema": 2}')
    with pytest.raises(KnowledgeError, match="restore the file"):
        read_knowledge(path)
