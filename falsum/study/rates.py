"""Rates: does the constant that an O(.) hides stay bounded as the sizes grow?

At each configuration the least constant that the instances allow is searched and certified; its
growth along the sizes says whether one constant can serve them all.  A finite table never proves
or refutes an asymptotic statement: the strongest thing said is that it is consistent with it.  What
refutes one is an instance along which a closed form outgrows every bound (`study.unbounded`).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import msgspec
import numpy as np

from falsum.chance.rates import LEAST, Sense, fit_rate
from falsum.evidence.certificates import Certificate
from falsum.instances.space import Config
from falsum.measure.check import BindingError, Check
from falsum.records.described import Instance
from falsum.records.evidence import Evidence
from falsum.records.studies import ConstantRecord, RateRecord
from falsum.records.verdicts import Verdict
from falsum.search.job import Job
from falsum.search.score import measured_blocks
from falsum.statement.fold import fold
from falsum.statement.symbols import Role, Symbol
from falsum.study.constants import Sharp, described, sharpest
from falsum.study.unbounded import unbounded

GUESSES = (1, Fraction(1, 32), 32)  # values of the hidden constant that a search starts from
STANDING = {
    "consistent": "consistent with the rate",
    "contradicted": "contradicted: the hidden constant drifts with the size",
    "unclear": "unclear whether the rate holds",
}
PATIENCE = 6  # a rate searches a constant at each size, which takes longer than one verdict


def audit_rate(job: Job) -> tuple[Evidence, Certificate | None]:
    """Search the hidden constant at growing sizes, fit its growth, and try to refute the rate."""
    check, claim, started = job.check, job.check.claim, time.process_time()
    constant = hidden_constant(check)
    found: list[tuple[float, Sharp]] = []
    for config in sweep(job):
        if time.process_time() - started > PATIENCE * job.budget.seconds:
            break
        sharp = _at(job, constant, config)
        if sharp is not None and sharp.certified:
            found.append((_size(check, sharp), sharp))
    table = _worst_by_size(found)
    record = _fitted(table)
    verdict, summary = _verdict(constant, table, record)
    best = max((sharp for _, sharp in table), key=_height, default=None)
    shown = described(job, constant, best) if best else None
    failing = unbounded(job, [sharp.point for _, sharp in table])
    reason = f"; not refuted along a ray: {failing.reason}" if failing.reason else ""
    evidence = msgspec.structs.replace(
        Evidence.blank(claim, check.expect, job.profile),
        verdict=verdict,
        instances=len(found),
        constants=[_constant(constant, best, shown)] if best and shown else [],
        seconds=round(time.process_time() - started, 3),
        summary=f"{summary}{reason}",
        configurations=len(found),
        worst=shown,
        rate=record,
    )
    return msgspec.structs.replace(evidence, **failing.found), failing.certificate


def hidden_constant(check: Check) -> Symbol:
    """Return the constant that a rate hides.

    Raises BindingError when the claim has several.
    """
    hidden = check.claim.of_role(Role.HIDDEN)
    if len(hidden) != 1:
        raise BindingError(
            f"{check.claim.id}: a rate has one hidden constant to search, got "
            f"{[s.name for s in hidden]}; fix the others as named constants"
        )
    return hidden[0]


def sweep(job: Job) -> list[Config]:
    """Return configurations from the smallest to the largest, evenly dealt along their order."""
    everything = list(job.check.family.space.enumerate())
    count = min(len(everything), max(2 * LEAST, job.budget.configurations))
    places = np.unique(np.linspace(0, len(everything) - 1, count).round().astype(int))
    return [everything[place] for place in places]


def _at(job: Job, constant: Symbol, config: Config) -> Sharp | None:
    family = job.check.family
    alone = job.of(replace(job.check, family=replace(family, space=family.space.only(config))))
    climbs = bool(job.budget.starts)  # a profile that does not climb screens here too
    found = (sharpest(alone.at(constant, value), constant, climbs=climbs) for value in GUESSES)
    return next((sharp for sharp in found if sharp is not None), None)


def _size(check: Check, sharp: Sharp) -> float:
    """Return the growing quantity at the instance that forces a constant."""
    measured = next(measured_blocks(check, sharp.point.config, sharp.point.row))
    return float(fold(check.claim.quantifier.over, measured.algebra()).array.reshape(-1)[0])


def _height(sharp: Sharp) -> float:
    """Return what the forced constants are compared by: the worse, the higher."""
    return sharp.value if sharp.upward else -sharp.value


def _worst_by_size(found: Sequence[tuple[float, Sharp]]) -> list[tuple[float, Sharp]]:
    table: dict[float, Sharp] = {}
    for size, sharp in found:
        key = float(f"{size:.9g}")
        if key not in table or _height(sharp) > _height(table[key]):
            table[key] = sharp
    return sorted(table.items(), key=lambda entry: entry[0])


def _fitted(table: Sequence[tuple[float, Sharp]]) -> RateRecord | None:
    """Fit the growth of the forced constant, None where there are too few sizes."""
    if len(table) < LEAST:
        return None
    rate = fit_rate([size for size, _ in table], [sharp.value for _, sharp in table])
    sense: Sense = "at_most" if table[0][1].upward else "at_least"
    outcome = rate.certain(0, sense) or rate.outcome(0, sense)
    return RateRecord(
        outcome,
        rate.exponent,
        rate.hull.lower,
        rate.hull.upper,
        [(size, sharp.value) for size, sharp in table],
    )


def _verdict(
    constant: Symbol, table: Sequence[tuple[float, Sharp]], record: RateRecord | None
) -> tuple[Verdict, str]:
    if record is None:
        text = f"{len(table)} sizes force a constant; a rate takes {LEAST} of them"
        return Verdict.INCONCLUSIVE, text
    ends = f"size {table[0][0]:.4g} to {table[-1][0]:.4g}"
    text = (
        f"{STANDING[record.outcome]}: from {ends} the least {constant.name} that instances "
        f"force goes like the size to the power {record.exponent:.3g} "
        f"(between {record.lower:.3g} and {record.upper:.3g})"
    )
    if record.outcome == "contradicted":
        text += "; a finite table refutes no statement about all sizes"
    stands = record.outcome == "consistent"
    return Verdict.SURVIVED if stands else Verdict.INCONCLUSIVE, text


def _constant(constant: Symbol, best: Sharp, shown: Instance) -> ConstantRecord:
    return ConstantRecord(constant.name, "certified instance", "some", best.value, shown)
