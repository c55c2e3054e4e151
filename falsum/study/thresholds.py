"""Thresholds: from which size on does a claim hold that is made "for n large"?

The hypothesis ``n >= N`` with a named constant ``N`` is dropped, and every size is attacked by
itself.  Below the answer stands a certified counterexample; above it there is a search, and where
the claim is a scalar statement in n, a proof for all sizes from there on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from falsum.decide.in_balls import Answer
from falsum.instances.latents import structured
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.values import field_value
from falsum.prove import Proof, prove
from falsum.records.studies import ThresholdRecord
from falsum.search.budget import deep_budget
from falsum.search.job import Job
from falsum.search.score import measured_blocks
from falsum.search.stages import search
from falsum.search.tally import Finding, Tally
from falsum.statement.claim import Claim, Hypothesis, hypothesis
from falsum.statement.fold import oriented
from falsum.statement.mutants import without
from falsum.statement.relations import Ge, Le
from falsum.statement.symbols import Role, Symbol
from falsum.study.agreement import agrees, conditions

MOST = 48  # sizes that are attacked
FARTHER = (1, 4, 32)  # factors by which the start of a tail is moved out to prove it
SECONDS = 0.8  # for each proof


@dataclass(frozen=True)
class Threshold:
    """The sizes at which a claim was broken, and those at which it was not.

    ``failing`` maps a size to its certified counterexample; ``proved_from`` is the size from which
    on a proof covers all, ``domain`` what it says of itself, ``given`` on which condition it rests.
    """

    size: Symbol
    constant: Symbol | None
    sizes: tuple[int, ...]
    failing: dict[int, Finding]
    proved_from: int | None = None
    domain: str = ""
    given: tuple[str, ...] = ()

    @property
    def last_failure(self) -> int | None:
        """Return the largest size with a certified counterexample."""
        return max(self.failing, default=None)

    @property
    def holds_from(self) -> int | None:
        """Return the least size from which on no counterexample was found, or None."""
        above = [n for n in self.sizes if self.last_failure is None or n > self.last_failure]
        return min(above, default=None)


def named_thresholds(claim: Claim) -> list[tuple[Symbol, Symbol, Hypothesis]]:
    """Return (size, constant, hypothesis) for each hypothesis that a size is at least a constant.

    The constant must stand nowhere else, so that it is a threshold and nothing more.
    """
    found = []
    for assumed in claim.hypotheses:
        if assumed.granted:
            continue
        sign, least, size, _ = oriented(assumed.relation)
        if sign != "<=":
            continue
        if _is(size, Role.PARAMETER) and _is(least, Role.CONSTANT) and size.domain.integral:
            elsewhere = without(claim, assumed.name).symbols
            if least not in elsewhere:
                found.append((size, least, assumed))
    return found


def _is(tree: Any, role: Role) -> bool:
    return isinstance(tree, Symbol) and tree.role is role


def threshold(job: Job, size: Symbol, assumed: Hypothesis | None = None) -> Threshold | None:
    """Search for the least value of ``size`` from which on the claim holds.

    ``assumed`` is the hypothesis that bounds the size from below, if there is one.  None means that
    the size is not settled by the configuration, or that it takes one value only.
    """
    free = job if assumed is None else job.variant(without(job.check.claim, assumed.name))
    grouped = _by_size(free.check, size, free.device)
    if grouped is None or len(grouped) < 2:
        return None
    brief = free.within(deep_budget(job.profile))
    tried, failing = _spread(sorted(grouped)), {}
    for n in tried:
        found = _broken(brief, grouped[n])
        if found is not None:
            failing[n] = found
    constant = None if assumed is None else next(iter(_constants(assumed)), None)
    result = Threshold(size, constant, tuple(tried), failing)
    return _proved(result, free.check)


def _constants(assumed: Hypothesis) -> list[Symbol]:
    return [s for s in assumed.relation.args if _is(s, Role.CONSTANT)]


def _by_size(check: Check, size: Symbol, device: str) -> dict[int, list[Config]] | None:
    """Return the configurations by the size that their instances have."""
    if size not in check.claim.symbols:
        return None
    grouped: dict[int, list[Config]] = {}
    for config in check.family.space.enumerate():
        value = _size_of(check, config, size, device)
        if value is None:
            return None
        grouped.setdefault(value, []).append(config)
    return grouped


def _size_of(check: Check, config: Config, size: Symbol, device: str) -> int | None:
    """Return the size of all instances of a configuration, or None when they differ."""
    path = check.field_of(size)
    if path in dict(config.items):
        value = getattr(config, path)
        return value if isinstance(value, int) else None
    if not check.kind.together:
        return None
    flat = structured(check.family.dimension(config))
    measured = next(measured_blocks(check, config, flat, device))
    value = field_value(measured.instance, path)
    values = set(value.reshape(-1).tolist()) if hasattr(value, "reshape") else {value}
    only = values.pop()
    return int(only) if not values and only == int(only) else None


def _spread(sizes: Sequence[int]) -> list[int]:
    """Return the sizes to attack: all, or the first half of as many and an even choice beyond."""
    if len(sizes) <= MOST:
        return list(sizes)
    first, rest = sizes[: MOST // 2], sizes[MOST // 2 :]
    step = (len(rest) - 1) / (MOST // 2 - 1)
    return [*first, *(rest[round(n * step)] for n in range(MOST // 2))]


def _broken(job: Job, configs: Sequence[Config]) -> Finding | None:
    """Attack the configurations of one size; return a certified counterexample."""
    for config in configs[: job.budget.configurations]:
        tally = Tally()
        search(job, config, tally)
        for finding in tally.findings:
            if finding.decision.answer is Answer.VIOLATED:
                return finding
    return None


def _proved(found: Threshold, check: Check) -> Threshold:
    """Try to prove the claim for all sizes from ``holds_from`` on: a tail, then what is before.

    A proof counts only where the measurement gives what the check says that it equals.
    """
    start = found.holds_from
    if start is None:
        return found
    proved = _tail(found, check, start)
    if proved is found or not check.given:
        return proved
    if agrees(check) is None:
        return found
    return replace(proved, given=tuple(conditions(check)))


def proved_again(check: Check, record: ThresholdRecord) -> bool:
    """Tell whether the proof that a record speaks of can be repeated and says the same."""
    if record.holds_from is None:
        return False
    for size, constant, assumed in named_thresholds(check.claim):
        if (size.name, constant.name) == (record.size, record.constant):
            bare = Threshold(size, constant, (record.holds_from,), {})
            again = _proved(bare, check.variant(without(check.claim, assumed.name)))
            return (again.proved_from, again.domain) == (record.proved_from, record.domain)
    return False


def _tail(found: Threshold, check: Check, start: int) -> Threshold:
    """Return what is known with the size from which on the claim is proved, if it is."""
    for factor in FARTHER:
        far = start * factor if start > 0 else start + factor - 1
        tail = _proof(check, Ge(found.size, far))
        if tail is None:
            continue
        if far == start or _proof(check, Ge(found.size, start), Le(found.size, far - 1)):
            return replace(found, proved_from=start, domain=tail.domain)
        return replace(found, proved_from=far, domain=tail.domain)
    return found


def _proof(check: Check, *ranges: Any) -> Proof | None:
    claim = check.claim
    more = [hypothesis(f"size {n}", relation) for n, relation in enumerate(ranges)]
    outcome = prove(
        replace(claim, hypotheses=[*claim.hypotheses, *more]), check.given, seconds=SECONDS
    )
    return outcome if isinstance(outcome, Proof) else None
