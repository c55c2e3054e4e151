"""The headline: which of several certified counterexamples of a claim is shown first.

The order is fixed, so that runs agree on it whatever they find, and in which order: what a
charitable reader cannot answer stands before what needs a proviso dropped, visible violations
before others, and shorter instances before longer ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from falsum.chance.error_budget import Spending
from falsum.decide.decide import decide_latent
from falsum.decide.in_balls import FOUND
from falsum.decide.orders import NotDecided
from falsum.decide.rays import refute_rate
from falsum.instances.point import Point
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.experiment import experiment
from falsum.records.certificate import Certificate
from falsum.records.described import Instance
from falsum.records.knowledge import Knowledge
from falsum.records.severity import CHARITABLE, Severity
from falsum.search.charity import granting, taken_for_granted
from falsum.search.typical import VISIBLE, missed_by
from falsum.statement.charity import charitable, provisos_of
from falsum.statement.claim import Claim

WORSE: dict[Severity | None, int] = {**dict.fromkeys(CHARITABLE, 0), Severity.BOUNDARY: 1, None: 2}

Order = tuple[int, bool, int, str]


def order(severity: Severity | None, instance: Instance) -> Order:
    """Return the sort key of a counterexample: the least is the headline."""
    text = instance.config + "".join(name + value for name, value in instance.fields)
    return WORSE[severity], margin(instance) < VISIBLE, len(text), text


def margin(instance: Instance) -> float:
    """Return the relative size of a violation; a claim that is undefined is all wrong."""
    return missed_by(instance.slack, instance.chance) if instance.slack > 0 else 1.0


def lowered(check: Check, severity: Severity) -> Severity:
    """Return the severity that a person's word leaves of one: a misprint is never raised."""
    slip = severity is Severity.SUBSTANTIVE and check.claim.misprint
    return Severity.MISPRINT if slip else severity


def form_of(claim: Claim) -> str:
    """Return what a claim is to its document, as records say it."""
    return "" if claim.form is None else claim.form.value


def reading_of(check: Check) -> str:
    """Return what tells which claim a charitable reader reads."""
    return charitable(check.claim, provisos_of(check.claim)).hash[:16]


def confirmed(check: Check, certificate: Certificate) -> Severity | None:
    """Return the severity that a verified certificate has today, None where it names none.

    One that says that the claim breaks under every proviso is decided again under today's.
    """
    if certificate.severity not in CHARITABLE:
        return certificate.severity
    config = check.family.space.parse(certificate.config)
    drawn = certificate.trials
    if drawn is not None:
        check = experiment(check, seed=drawn.seed, most=drawn.trials, spending=Spending())
    latent = [Fraction(v) for v in certificate.latent]
    broken = breaks_charitably(check, config, latent)
    return lowered(check, Severity.SUBSTANTIVE) if broken else None


def breaks_charitably(check: Check, config: Config, latent: Sequence[Fraction]) -> bool:
    """Tell whether an instance breaks the claim under all that is taken for granted."""
    taken = taken_for_granted(check)
    read = granting(check, taken)
    if read is None or not all(t.admits(config) for t in taken):
        return False
    if read.claim.quantifier.kind.of_growth:
        return fails_as_rate(read, Point(config, tuple(latent)))
    return decide_latent(read, config, latent).answer in FOUND


def fails_as_rate(check: Check, point: Point) -> bool:
    """Tell whether it is certain that no hidden constant serves an instance."""
    try:
        refute_rate(check, point)
    except NotDecided:
        return False
    return True


def leading(old: Knowledge, fresh: Knowledge) -> Knowledge:
    """Return which of two says what a finding is worth; one that takes other provisos is stale."""
    if fresh.severity is None or old.severity is None:
        return fresh if old.severity is None else old
    if old.reading != fresh.reading or old.typical is None or fresh.typical is None:
        return fresh
    before, after = order(old.severity, old.typical), order(fresh.severity, fresh.typical)
    if before[0] == after[0] and old.severity != fresh.severity:
        return fresh
    return fresh if after < before else old
