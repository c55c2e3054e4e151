"""What a finding is worth: what breaks charitably, and the proviso without which nothing breaks."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from falsum import (
    Ge,
    Gt,
    Le,
    Rational,
    Space,
    defined,
    family,
    hypothesis,
    naturals,
    nonnegative,
    parameter,
    sign,
    sizes,
)
from falsum.evidence.certificates import issue, verify
from falsum.evidence.describe import describe_instance
from falsum.evidence.headline import confirmed, margin
from falsum.evidence.knowledge import merge
from falsum.evidence.standing import keep, recall
from falsum.instances.point import Point
from falsum.measure.check import Check
from falsum.search.job import Job
from falsum.search.ordinary import COUNT
from falsum.search.tally import Finding
from falsum.statement.provisos import proviso
from falsum.study import severity
from falsum.study.severity import GENERAL
from falsum.study.weighing import weigh_finding
from falsum.verdict.audit import conduct
from tests.cases import bound, line, stated, x

n = parameter("n", "a size", domain=naturals)
a = parameter("a", "a number of at least 0", domain=nonnegative)
T = defined("T", x, meaning="number of steps", dimension=0, counts=True)


@dataclass(frozen=True)
class Sized:
    """A size and a number, (batch,)."""

    n: int
    x: Any


def clip(z: Any, xp: Any) -> Any:
    """Return the number, or 0 for all that are negative."""
    return xp.where(z > 0, z, 0 * z)


sized = family(space=Space(n=sizes(1, 4)), latent=lambda c: {"x": ()})(
    lambda c, z, xp: Sized(c.n, z.x)
)
clipped = family(space=Space(m=sizes(1, 2)), latent=lambda c: {"x": ()})(
    lambda c, z, xp: Sized(c.m, clip(z.x, xp))
)


def weighed(check: Check) -> tuple[Any, Any]:
    """Return the evidence and the certificate of an audit and of the weighing of its finding."""
    job = Job.begin(check)
    evidence, certificate = conduct(job)
    assert certificate is not None
    found, certificate = weigh_finding(job, evidence, certificate)
    return msgspec.structs.replace(evidence, **found), certificate


def test_what_breaks_on_ordinary_instances_is_substantive() -> None:
    """The headline is a short instance with a visible violation, and the certificate holds it."""
    check = bound(stated(Le(x**2, 2 * n)), sized)
    evidence, certificate = weighed(check)
    assert (evidence.severity, evidence.proviso, certificate.form) == ("substantive", "", "printed")
    assert evidence.typical.config == "n=2"
    assert margin(evidence.typical) >= 0.03
    assert evidence.smallest.config == "n=1"
    assert (certificate.config, certificate.severity) == ("n=2", "substantive")
    assert verify(certificate, lambda claim: check) is check
    assert 0 < evidence.share < 1
    assert evidence.ordinary > 1000


@pytest.mark.parametrize(
    ("claim", "instances", "said"),
    [
        (stated(Ge(n, 2)), sized, "n = 1"),
        (stated(Ge(sign(a), 1)), clipped, "a = 0"),
        (stated(Gt(x**2, 0)), line, "equality"),
        (stated(Ge(T, 1), [hypothesis("positive", Gt(x, 0))]), line, "T is a number below 1"),
    ],
)
def test_what_needs_a_proviso_dropped_is_boundary(claim: Any, instances: Any, said: str) -> None:
    """The one proviso without which the claim breaks is named, as the instance misses it."""
    check = bound(claim, instances)
    if a in claim.symbols:
        check = replace(check, where={a: "x"})
    evidence, certificate = weighed(check)
    assert (evidence.verdict, evidence.severity, evidence.proviso) == ("refuted", "boundary", said)
    assert (certificate.severity, certificate.proviso) == ("boundary", said)
    assert evidence.share == 0
    assert 0 < evidence.ordinary <= COUNT * len(list(instances.space.enumerate())), "each once"


def test_a_typical_count_is_more_than_one() -> None:
    """A number of steps that rounds up to a single one is no example, though it breaks as well."""
    claim = stated(Le(T, -1), [hypothesis("positive", Gt(x, 0))])
    evidence, _ = weighed(bound(claim, line))
    assert evidence.severity == "substantive"
    assert Fraction({name: value for name, _, value in evidence.typical.symbols}["T"]) > 1


def test_what_misses_no_proviso_is_substantive_however_it_was_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A charitable search without luck makes no boundary of what breaks charitably."""
    attacks = iter([lambda *some: []])
    lucky = severity.attack
    monkeypatch.setattr(severity, "attack", lambda *some: next(attacks, lucky)(*some))
    evidence, _ = weighed(
        bound(stated(Le(x**2, 2 * n)), replace(sized, space=Space(n=sizes(2, 4))))
    )
    assert (evidence.severity, evidence.proviso) == ("substantive", "")


def test_two_provisos_may_have_to_be_dropped_together() -> None:
    """Both are named where neither alone is enough."""
    claim = stated(Gt((x - 1) ** 2 + (n - 1), 0))
    evidence, _ = weighed(bound(claim, sized))
    assert evidence.severity == "boundary"
    assert set(evidence.proviso.split(" and ")) == {"equality", "n = 1"}


def test_a_declared_proviso_is_told_as_the_instance_misses_it() -> None:
    """A proviso of the document is one like those that follow from the claim."""
    claim = stated(Ge(x, 0), provisos=[proviso("x is positive", Gt(x, 0))])
    evidence, _ = weighed(bound(claim))
    assert (evidence.severity, evidence.proviso) == ("boundary", "x < 0")


def test_what_most_neighbours_do_not_break_is_not_in_general_position() -> None:
    """A decoder that saturates makes an edge of instances an open set of latents."""
    evidence, _ = weighed(bound(stated(Ge(sign(x**2), 1)), clipped))
    assert evidence.severity == "boundary"
    assert evidence.proviso == GENERAL
    assert evidence.extent == "edge"


def test_a_misprint_is_lowered_and_never_raised() -> None:
    """A person's word that the intended formula is evident lowers a finding."""
    loud = stated(Le(x, 3), misprint="line 3: x is at most 3 in size")
    assert weighed(bound(loud))[0].severity == "misprint"
    edge = stated(Gt(x**2, 0), misprint="line 4 has >=")
    assert weighed(bound(edge))[0].severity == "boundary"


def test_a_size_that_is_singled_out_may_be_one() -> None:
    """Where the text speaks of size 1, a finding there is no edge."""
    claim = stated(Ge(n, 2), singled_out=[n])
    evidence, _ = weighed(bound(claim, sized))
    assert (evidence.severity, evidence.typical.config) == ("substantive", "n=1")


def test_a_tiny_violation_says_so() -> None:
    """A relative size below a millionth is told instead of left to a slack."""
    evidence, _ = weighed(bound(stated(Le(x**2, (1 - Rational(1, 10**8)) * x**2))))
    assert evidence.severity == "substantive"
    assert "a relative size of 5e-09 only" in evidence.summary


def test_the_stored_certificate_is_replaced_by_a_better_headline_alone(tmp_path: Any) -> None:
    """Typical takes the place of smallest, and the same never of itself."""
    check = bound(stated(Le(x**2, 2 * n)), sized)
    _, typical = weighed(check)
    plain = replace_words(typical)
    assert keep(check, plain, tmp_path) is not None
    assert keep(check, typical, tmp_path) is not None
    assert keep(check, plain, tmp_path) is None
    assert keep(check, typical, tmp_path) is None
    assert recall(check, tmp_path).certificate == typical


def replace_words(certificate: Any) -> Any:
    """Return a certificate as those were that say nothing of severity."""
    return msgspec.structs.replace(certificate, form="", severity=None, proviso="")


def test_a_severity_in_a_file_is_quoted_only_where_it_stands() -> None:
    """Who writes that an edge is an error is not believed."""
    check = bound(stated(Gt(x**2, 0)))
    _, certificate = weighed(check)
    loud = msgspec.structs.replace(certificate, severity="substantive", proviso="")
    assert confirmed(check, certificate) == "boundary"
    assert confirmed(check, loud) is None


def test_the_record_and_the_certificate_show_the_same_instance(tmp_path: Any) -> None:
    """In whatever order runs come, both hold the first in the order of headlines."""
    check = bound(stated(Le(x**2, 2 * n)), sized)
    best, held = weighed(check)
    config, latent = check.family.space.parse("n=3"), (Fraction(9),)
    other = Finding.of(Job.begin(check), Point(config, latent))
    issued = issue(Job.begin(check), other)
    assert issued is not None
    words = {"form": "printed", "severity": "substantive", "proviso": ""}
    worse = msgspec.structs.replace(best, typical=describe_instance(check, other))
    runs = [(best, held), (worse, msgspec.structs.replace(issued, **words))]
    for number, order in enumerate((runs, runs[::-1], [*runs, *runs])):
        known = None
        for evidence, certificate in order:
            known = merge(known, evidence, check.claim.hash)
            keep(check, certificate, tmp_path / str(number))
        stored = recall(check, tmp_path / str(number)).certificate
        assert known is not None
        assert stored == held
        assert known.typical == merge(None, best, check.claim.hash).typical
