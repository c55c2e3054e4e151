"""Small claims and families that the tests of the engine share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import msgspec

from falsum import (
    Claim,
    Family,
    Grant,
    Quantifier,
    Source,
    Space,
    always,
    check,
    family,
    measured,
    parameter,
    sizes,
)
from falsum.evidence.certificates import Certificate, issue
from falsum.instances.point import Point
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.experiment import experiment
from falsum.records.evidence import Evidence
from falsum.search.job import Job
from falsum.search.tally import Finding
from falsum.statement.claim import Hypothesis
from falsum.verdict.audit import audit

x = parameter("x", "any number")
y = measured("y", "a number computed from x")


@dataclass(frozen=True)
class Number:
    """A number, (batch,)."""

    x: Any


def decode(config: Any, z: Any, xp: Any) -> Number:
    """Take the latent itself."""
    return Number(z.x)


line = family(space=Space(n=sizes(1, 3)), latent=lambda c: {"x": ()})(decode)
exact_line = family(space=Space(n=sizes(1, 3)), latent=lambda c: {"x": ()}, exact=True)(decode)


def granting(*grants: Grant) -> Family:
    """Return the line as a family that vouches for hypotheses."""
    return family(space=Space(n=sizes(1, 3)), latent=lambda c: {"x": ()}, grants=grants)(decode)


def stated(
    conclusion: Any,
    hypotheses: Iterable[Hypothesis] = (),
    quantifier: Quantifier = always,
    **parts: Any,
) -> Claim:
    """Return a claim with this conclusion; ``parts`` overrides any field."""
    given: dict[str, Any] = {
        "id": "doe_2020.lemma_1",
        "title": "A lemma",
        "source": Source("doe_2020", "Lemma 1", page=1),
        "quantifier": quantifier,
        "conclusion": conclusion,
        "hypotheses": tuple(hypotheses),
    }
    return Claim(**{**given, **parts})


def nothing() -> dict[Any, Any]:
    """Measure nothing: the claim speaks of parameters only."""
    return {}


def bound(claim: Claim, instances: Family = line, measure: Callable[..., Any] = nothing) -> Check:
    """Bind a claim to a family and a measurement."""
    return check(claim, instances)(measure)


def audited(
    claim: Claim,
    instances: Family = line,
    measure: Callable[..., Any] = nothing,
    profile: str = "quick",
) -> tuple[Evidence, Certificate | None]:
    """Audit a claim with the quick profile."""
    return audit(bound(claim, instances, measure), profile=profile)


def timeless(evidence: Evidence) -> Evidence:
    """Return the evidence without how long it took."""
    return msgspec.structs.replace(evidence, seconds=0.0)


def fields(evidence: Evidence) -> dict[str, str]:
    """Return the smallest instance's fields as text."""
    return dict(evidence.smallest.fields)


def certificate_of(
    check: Check, config: Config, *latent: Fraction | int, **draws: Any
) -> Certificate | None:
    """Return the certificate of a latent, decided by a job that draws as told."""
    job = Job.begin(check)
    job = replace(job, check=experiment(job.check, **draws))
    return issue(job, Finding.of(job, Point(config, tuple(Fraction(v) for v in latent))))
