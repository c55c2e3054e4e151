"""Strength: how much it is worth that a claim stands.

A claim that could hardly have failed survives any search.  What its own search notices of planted
errors tells the two apart, and a page says of a weak one why it is weak.
"""

from __future__ import annotations

import math

from falsum.records.evidence import Evidence
from falsum.records.strength import Strength
from falsum.records.studies import PowerRecord
from falsum.records.verdicts import Verdict
from falsum.statement.ladders import CONSTANT, DEFINITION, PROBABILITY

SHARP, BLUNT = 1.1, 2.0  # the least factor that a strong and a fair claim's search notices
OF_RATE = "the constant that an O(.) hides leaves nothing to tighten"
DEGREES = (CONSTANT, DEFINITION, PROBABILITY)  # kinds of error that come by a factor
UNTELLING = ("direction", "strictness")  # any instance shows one, none the other short of equality


def judged(evidence: Evidence, reason: str = "") -> tuple[Strength | None, str]:
    """Return the strength of a claim that stands, and why it is weak where it is.

    ``reason`` is what a person has written of that.
    """
    if evidence.verdict is Verdict.PROVED:
        found = proved_strength(evidence.power)
    elif evidence.verdict is Verdict.SURVIVED and evidence.rate is not None:
        return Strength.WEAK, reason or OF_RATE
    elif evidence.verdict is Verdict.SURVIVED and evidence.power is not None:
        found = survivor_strength(evidence.power)
    else:
        return None, ""
    return found, (reason or computed_reason(evidence)) if found is Strength.WEAK else ""


def proved_strength(power: PowerRecord | None) -> Strength:
    """Return the strength of a claim that a proof covers: it is strong unless it says nothing.

    A proof needs no search.  But where no error makes the statement false, short of turning it
    round, it is a tautology, or so loose that errors of a hundredfold leave it true.
    """
    if power is None:
        return Strength.STRONG
    caught = [kind for kind, (seen, _) in power.kinds.items() if seen and kind not in UNTELLING]
    return Strength.STRONG if caught else Strength.WEAK


def survivor_strength(power: PowerRecord) -> Strength:
    """Return the strength of a survivor, by what its search notices of planted errors.

    It is strong where an error of a tenth is noticed and some error of every kind, and fair where
    one by a factor of two is, and some of most kinds.  A claim without a bound to tighten, such as
    x > 0, is judged by the kinds alone, and fair at best.  Mutants that are proved true are of no
    kind; to turn a relation round any instance shows, and to make it strict none where equality is
    not attained.
    """
    tried = {kind: seen for kind, (seen, _) in power.kinds.items() if kind not in UNTELLING}
    missed = sum(not seen for seen in tried.values())
    factor = power.least_factor
    if factor is None:
        factor = math.inf if not tried or any(kind in tried for kind in DEGREES) else BLUNT
    if factor <= SHARP and not missed:
        return Strength.STRONG
    if factor <= BLUNT and 2 * missed < len(tried):
        return Strength.FAIR
    return Strength.WEAK


def computed_reason(evidence: Evidence) -> str:
    """Say what is known of why a claim is weak: how loose it is, and which errors escape."""
    if evidence.verdict is Verdict.PROVED:
        return "no error that was planted in it makes it false: it says hardly anything"
    parts, power = [], evidence.power
    if evidence.worst_slack is not None and evidence.worst_slack < 0:
        parts.append(looseness(evidence.worst_slack))
    if power is not None and power.least_factor is None:
        parts.append("no error by a factor was noticed")
    elif power is not None and power.least_factor is not None and power.least_factor > SHARP:
        parts.append(f"the least error noticed is by a factor of {power.least_factor:g}")
    kinds = power.kinds.items() if power else ()
    escaped = [kind for kind, (seen, _) in kinds if not seen and kind not in UNTELLING]
    if escaped:
        parts.append(f"none was noticed of the kind {', '.join(escaped)}")
    return "; ".join(parts)


def looseness(slack: float) -> str:
    """Say how far apart the sides are where they come nearest."""
    if slack <= -1:
        return "the small side is 0, or of the other sign, wherever it was looked"
    factor = (1 - slack) / (1 + slack)
    return f"the bound exceeds what it bounds by a factor of {factor:.3g} at the nearest instance"
