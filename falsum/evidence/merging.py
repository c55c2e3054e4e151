"""How two records of one claim are merged, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from falsum.evidence.headline import leading
from falsum.records.described import Instance
from falsum.records.knowledge import Knowledge
from falsum.records.likeness import COUNTED, alike
from falsum.records.rounding import NOISE, higher, rounded
from falsum.records.studies import RangeRecord
from falsum.search.budget import PROFILES


@dataclass(frozen=True)
class Meeting:
    """What is known already, and what a run adds to it."""

    old: Knowledge
    fresh: Knowledge

    @property
    def same(self) -> bool:
        """Tell whether both come to one verdict."""
        return self.old.verdict == self.fresh.verdict

    @property
    def leading(self) -> Knowledge:
        """Return the one whose verdict stands.

        A claim may be both false and undefined somewhere: then the verdict is that of the latest
        run, whose certificate is the one that is stored.
        """
        return self.fresh if not self.same and firm(self.fresh) >= firm(self.old) else self.old

    @property
    def later(self) -> Knowledge:
        """Return the one whose studies count: of the stronger profile, the newer one in a tie."""
        stronger = rank(self.fresh.profile) >= rank(self.old.profile)
        return self.fresh if stronger else self.old

    @property
    def earlier(self) -> Knowledge:
        """Return the other one."""
        return self.old if self.later is self.fresh else self.fresh

    def pair(self, name: str) -> tuple[Any, Any]:
        """Return a field of both, the older first."""
        return getattr(self.old, name), getattr(self.fresh, name)


Rule: TypeAlias = Callable[[Meeting, str], Any]


def rank(profile: str) -> int:
    """Return how much a profile pays for, compared with others; -1 for an unknown one."""
    names = list(PROFILES)
    return names.index(profile) if profile in names else -1


def firm(known: Knowledge) -> tuple[int, bool, int]:
    """Return how firmly a verdict is known, to be compared with another."""
    settled = known.verdict.strength
    return settled, known.search.instances > 0, 0 if settled else rank(known.profile)


def led(meeting: Meeting, name: str) -> Any:
    """Return what belongs to the verdict that stands."""
    return getattr(meeting.leading, name)


def last(meeting: Meeting, name: str) -> Any:
    """Return what the later one says."""
    return getattr(meeting.later, name)


def known(meeting: Meeting, name: str) -> Any:
    """Return what the later one knows, else what the earlier one does."""
    found = getattr(meeting.later, name)
    return getattr(meeting.earlier, name) if found is None or found == [] else found


def of_verdict(rule: Rule) -> Rule:
    """Return a rule for what belongs to a verdict: merged only where the verdicts agree."""
    return lambda meeting, name: (rule if meeting.same else led)(meeting, name)


def steady(rule: Rule) -> Rule:
    """Return a rule that keeps what is known while a run tells the same of it."""

    def settled(meeting: Meeting, name: str) -> Any:
        old, fresh = meeting.pair(name)
        same = old is not None and alike(old, fresh)
        return old if same and meeting.same else rule(meeting, name)

    return settled


def largest(meeting: Meeting, name: str) -> Any:
    """Return the counts of the larger search, the older ones where they are about as large."""
    old, fresh = meeting.pair(name)
    return fresh if fresh.instances > (1 + COUNTED) * old.instances else old


def kept(meeting: Meeting, name: str) -> Any:
    """Return what was known first."""
    old, fresh = meeting.pair(name)
    return old or fresh


def joined(meeting: Meeting, name: str) -> list[str]:
    """Return the names that either one lists."""
    old, fresh = meeting.pair(name)
    return sorted({*old, *fresh})


def method(word: str) -> Rule:
    """Return the rule that asks the older record how it merges with the newer one."""

    def rule(meeting: Meeting, name: str) -> Any:
        old, fresh = meeting.pair(name)
        return getattr(old, word)(fresh) if old is not None and fresh is not None else old or fresh

    return rule


worse = of_verdict(method("worse"))


def worst_slack(meeting: Meeting, name: str) -> float | None:
    """Return the slack of the worst instance."""
    worst: Instance | None = worse(meeting, "worst")
    return worst.slack if worst else meeting.leading.worst_slack


def start(meeting: Meeting, name: str) -> Any:
    """Return the start that goes with the worst instance, as today's decoder reads it."""
    old, fresh = meeting.pair(name)
    if old is None or fresh is None:
        return fresh or old
    readable = old.decoder == fresh.decoder
    return old if readable and worse(meeting, "worst") == meeting.old.worst else fresh


def raised(meeting: Meeting, name: str) -> list[tuple[str, float]]:
    """Return the greatest slack of each configuration."""
    old, fresh = meeting.pair(name)
    highest: dict[str, float] = {}
    for config, value in [*old, *fresh]:
        height = rounded(value)
        if height is None:
            continue
        height = 0.0 if abs(height) < NOISE else height
        if config not in highest or higher(height, highest[config]):
            highest[config] = height
    return sorted(highest.items())


def headline(meeting: Meeting) -> Knowledge:
    """Return which of two says what a finding is worth."""
    return leading(meeting.old, meeting.fresh) if meeting.same else meeting.leading


def weighing(meeting: Meeting, name: str) -> Any:
    """Return what the weighing of the headline says."""
    return getattr(headline(meeting), name)


def ordinary(meeting: Meeting, name: str) -> Any:
    """Return what the stronger run says of ordinary instances, if it read the claim alike."""
    first, later = headline(meeting), meeting.later
    alike = meeting.same and later.ordinary and later.reading == first.reading
    return getattr(later if alike else first, name)


def ranges(meeting: Meeting, name: str) -> list[RangeRecord]:
    """Return the ranges that cover what either run has tried."""
    old, fresh = meeting.pair(name)
    known = {r.symbol: r for r in old}
    for found in fresh:
        known[found.symbol] = known.get(found.symbol, found).joined(found)
    return [known[symbol] for symbol in sorted(known)]


def tested(meeting: Meeting, name: str) -> Any:
    """Return how much a claim that stands was put to the test, as the later run says it."""
    if not meeting.leading.verdict.stands:
        return None if name == "strength" else ""
    said = meeting.earlier if meeting.later.strength is None else meeting.later
    return getattr(said, name)


def needs(meeting: Meeting, name: str) -> Any:
    """Return the hypotheses of the newer run with what either run knows of their need."""
    before = {h.name: h for h in meeting.old.hypotheses}
    return [before.get(h.name, h).merged(h) for h in meeting.fresh.hypotheses]


RULES: Mapping[str, Rule] = {
    "schema": kept,
    "id": kept,
    "claim_hash": kept,
    "verdict": led,
    "reason": led,
    "profile": last,
    "search": largest,
    "rejected_by": joined,
    "worst_slack": worst_slack,
    "extent": of_verdict(known),
    "certificate": of_verdict(kept),
    "smallest": of_verdict(method("smaller")),
    "worst": worse,
    "slack_by_configuration": raised,
    "constants": steady(known),
    "hypotheses": steady(needs),
    "homogeneous": known,
    "power": steady(known),
    "informative": steady(known),
    "dimensions": last,
    "exponents": steady(known),
    "proof": method("merged"),
    "start": start,
    "rate": steady(known),
    "thresholds": steady(known),
    "chances": steady(of_verdict(known)),
    "reach": steady(of_verdict(known)),
    "form": lambda m, _: m.fresh.form,
    "severity": weighing,
    "proviso": weighing,
    "typical": weighing,
    "share": steady(ordinary),
    "ordinary": steady(ordinary),
    "reading": weighing,
    "ranges": steady(ranges),
    "strength": tested,
    "opportunity": steady(known),
    "weak_because": tested,
}
