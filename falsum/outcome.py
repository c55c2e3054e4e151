"""What is known of a probability or an expectation, in one word and in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from falsum.records import ChanceRecord
from falsum.words import STATES as STATES

SENTENCES = {
    "exact": "exact: the {quantity} is {estimate:.6g}, computed from the finite law",
    "refuted": "refuted by {trials:,} fresh trials at error {error:.0e}",
    "resolved": (
        "resolved: {trials:,} trials show that the {quantity} is as claimed, at error {error:.0e}"
    ),
    "consistent": (
        "consistent, not settled: {trials:,} trials agree with the {quantity} claimed and leave "
        "[{lower:.6g}, {upper:.6g}] open"
    ),
    "unresolved": (
        "unresolved: {trials:,} trials cannot reach the {quantity} claimed; {needed:,} of them, "
        "all successes, would"
    ),
    "approximate": (
        "approximate: the {quantity} is about {estimate:.6g} by {trials:,} trials, without a bound "
        "on the error: only the mean of one symbol that Sample(within=...) bounds has one"
    ),
    "undefined": "undefined: {failures:,} of {trials:,} trials give no number",
    "untried": "untried: the audit has taken all the decisions by trials that its error pays for",
}
WORDS = {how: how for how in SENTENCES} | {"consistent": "consistent (not settled)"}
EMPTY = "resolved without trials: every probability is at least the {claimed:.6g} claimed"
ABSURD = "refuted without trials: no probability is {claimed:.6g}"
CERTAIN = "unresolved: no number of trials shows a probability of 1, and none of {trials:,} failed"


def in_words(known: ChanceRecord) -> str:
    """Say how a probability or an expectation is known."""
    return _template(known).format(
        quantity=known.quantity,
        claimed=known.claimed,
        estimate=known.estimate,
        lower=known.lower,
        upper=known.upper,
        trials=known.trials,
        failures=known.failures,
        needed=known.needed or 0,
        error=known.error or 0.0,
    )


def _template(known: ChanceRecord) -> str:
    if known.quantity == "probability":
        if known.how == "unresolved" and known.needed is None:
            return CERTAIN
        if known.how == "resolved" and known.claimed <= 0:
            return EMPTY
        if known.how == "refuted" and known.claimed > 1:
            return ABSURD
    return SENTENCES[known.how]


def counted(chances: Sequence[tuple[str, ChanceRecord]]) -> str:
    """Say how many configurations are known in which way, "" where all are known alike."""
    counts = Counter(known.how for _, known in chances)
    if len(counts) < 2:
        return ""
    parts = [f"{count} {WORDS[how]}" for how, count in sorted(counts.items())]
    return f"nearest instances of {len(chances)} configurations: {', '.join(parts)}"
