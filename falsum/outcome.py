"""What is known of a probability or an expectation, in one word and in a sentence."""

from __future__ import annotations

from falsum.records import ChanceRecord

STATES = {
    "exact": "exact: the {quantity} is {estimate:.6g}, computed from the finite law",
    "refuted": "refuted by {trials:,} fresh trials at error {error:.0e}",
    "resolved": "resolved: the {quantity} claimed lies outside what {trials:,} trials leave open",
    "consistent": (
        "not settled by {trials:,} trials, which are consistent with the {quantity} claimed "
        "and leave [{lower:.6g}, {upper:.6g}] open"
    ),
    "unresolved": (
        "unresolved: {trials:,} trials cannot reach the {quantity} claimed; {needed:,} of them, "
        "all successes, would"
    ),
    "approximate": (
        "approximate: the {quantity} is about {estimate:.6g} by {trials:,} trials, without a bound "
        "on the error: only the mean of one symbol that Sample(within=...) bounds has one"
    ),
}


def in_words(known: ChanceRecord) -> str:
    """Say how a probability or an expectation is known."""
    return STATES[known.how].format(
        quantity=known.quantity,
        estimate=known.estimate,
        lower=known.lower,
        upper=known.upper,
        trials=known.trials,
        needed=known.needed or 0,
        error=known.error or 0.0,
    )
