"""What is known of a probability or an expectation, in one word and in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from falsum.records.chance import ChanceRecord, ReachRecord
from falsum.records.verdicts import STATES as STATES

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
HERE = (
    "resolved where a failure probability of {allowed:.3g} is allowed: {trials:,} trials show that "
    "the probability is as claimed there, at error {error:.0e}"
)
BEYOND = (
    "trials could not decide failure probabilities allowed below {decidable}, exceeded twofold; "
    "instances that allow less: {beyond:,}, down to {least}, and nothing {where} was decided"
)
UNKNOWN = (
    "how small a failure probability trials could decide is not known: the ratios lack a bound"
)
TINY = 2.0**-50  # of a failure probability, 1 minus a float: less is rounding
DECIDED = ("refuted", "resolved")


def in_words(known: ChanceRecord) -> str:
    """Say how a probability or an expectation is known."""
    said = _template(known).format(
        quantity=known.quantity,
        claimed=known.claimed,
        estimate=known.estimate,
        lower=known.lower,
        upper=known.upper,
        trials=known.trials,
        failures=known.failures,
        needed=known.needed or 0,
        error=known.error or 0.0,
        allowed=known.allowed or 0.0,
    )
    if known.how == "consistent" and out_of_reach(known):
        return f"{said}; {small(known.allowed)} may fail, too little for trials to see"
    return said


def _template(known: ChanceRecord) -> str:
    if known.quantity == "probability":
        if known.how == "unresolved" and known.needed is None:
            return CERTAIN
        if known.how == "resolved" and known.claimed <= 0:
            return EMPTY
        if known.how == "refuted" and known.claimed > 1:
            return ABSURD
        if known.how == "resolved" and known.allowed is not None:
            return HERE
    return SENTENCES[known.how]


def in_a_word(known: ChanceRecord) -> str:
    """Say how a chance is known in a word or two, and whether trials could have told otherwise."""
    return WORDS[known.how] + (", out of reach" if out_of_reach(known) else "")


def out_of_reach(known: ChanceRecord | None) -> bool:
    """Tell whether trials left open a claim that allows less to fail than they could decide."""
    if known is None or known.how in DECIDED or known.decidable is None or known.allowed is None:
        return False
    return known.allowed < known.decidable


def counted(chances: Sequence[tuple[str, ChanceRecord]]) -> str:
    """Say how many configurations are known in which way, "" where all are known alike."""
    counts = Counter(in_a_word(known) for _, known in chances)
    if len(counts) < 2:
        return ""
    parts = [f"{count} {how}" for how, count in sorted(counts.items())]
    return f"nearest instances of {len(chances)} configurations: {', '.join(parts)}"


def decided_levels(known: Iterable[ChanceRecord]) -> list[float]:
    """Return the failure probabilities allowed where fresh trials came to a decision."""
    settled = [k for k in known if k.trials and k.how in DECIDED]
    return [k.allowed for k in settled if k.allowed is not None]


def spanned(reach: ReachRecord | None) -> str:
    """Say which failure probabilities instances allow, and where trials came to a decision."""
    if reach is None:
        return ""
    said = f"failure probabilities of {small(reach.least)} to {small(reach.greatest)} searched"
    if reach.decided is None:
        return f"{said}, none of them decided by trials"
    low, high = map(small, reach.decided)
    return f"{said}, {reach.decisions} decided by trials, of {low} to {high}"


def limited(reach: ReachRecord | None) -> str:
    """Say of which failure probabilities nothing was decided, "" where trials reach them all."""
    if reach is None:
        return ""
    if reach.decidable is None:
        return UNKNOWN
    if not reach.beyond:
        return ""
    lower = reach.decided is not None and reach.decided[0] < reach.decidable
    where = f"below {small(reach.decided[0])}" if lower and reach.decided else "there"
    bound, least = small(reach.decidable), small(reach.least)
    return BEYOND.format(decidable=bound, beyond=reach.beyond, least=least, where=where)


def small(probability: float | None) -> str:
    """Write a failure probability to three digits; floats know none below 1e-15."""
    if probability is None or probability < TINY:
        return "less than 1e-15"
    return f"{probability:.3g}"
