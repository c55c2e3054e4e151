"""What a page says of probabilities and expectations: how each is known, and between which ends."""

from __future__ import annotations

from collections.abc import Sequence

from falsum.records.chance import ChanceRecord, ReachRecord
from falsum.records.chance_sentences import in_a_word, in_words, limited, small
from falsum.report.markdown import code, prose, table

SIGNS = {
    "<=": "at most ",
    "<": "less than ",
    ">=": "at least ",
    ">": "more than ",
    "==": "",
    "!=": "not ",
}
DECIDABLE = "least failure probability allowed that trials could decide, if exceeded twofold"
REACH = (
    "Trials tell a failure probability from a larger one only where failures come up. Claims that "
    "allow the least decidable one, or more, are refuted with a probability of one half or more "
    "where the odds of failure are twice those allowed. Of claims that allow less, trials can tell "
    "only those that are wrong by more."
)
LAWS = "Where the law is finite and written down, no trials are drawn and every level is decided."
BY_CONFIGURATION = (
    "The nearest instance of each of these configurations was decided by itself. An exact chance "
    "comes from a finite law; resolved ones are as claimed, at the error of the audit; consistent "
    "ones agree with the claim and are not settled by the trials; unresolved ones are out of the "
    "reach of trials, and approximate ones carry no guarantee."
)


def chance_lines(known: ChanceRecord) -> list[str]:
    """Say how a probability or an expectation is known, and between which ends."""
    rows = [
        [f"{known.quantity} claimed", _claimed(known)],
        [f"{known.quantity} found", f"{known.estimate:.6g}"],
        ["between", f"{known.lower:.6g} and {known.upper:.6g}"],
    ]
    if known.trials:
        rows.append(["fresh trials", f"{known.trials:,}"])
    if known.trials and known.quantity == "probability":
        rows.append(["of which failed", f"{known.failures:,}"])
    if known.allowed is not None:
        rows.append(["failure probability allowed", small(known.allowed)])
    if known.decidable is not None:
        rows.append([DECIDABLE, small(known.decidable)])
    if known.log_e is not None:
        rows.append(["logarithm of the e-value against the claim", f"{known.log_e:.4g}"])
    if known.error is not None:
        rows.append(["error of the whole audit of this claim", f"{known.error:.0e}"])
    return [f"How it is known: {prose(in_words(known))}.", "", *table(["", "value"], rows)]


def reach_lines(reach: ReachRecord | None, chances: Sequence[ChanceRecord]) -> list[str]:
    """Return the section on what trials could decide, none where no trials did."""
    if reach is None:
        return []
    rows = [["failure probabilities allowed by instances of the search", _range(reach)]]
    if reach.decidable is not None:
        rows += [
            [DECIDABLE, small(reach.decidable)],
            ["largest probability claimed that they could decide", f"{1 - reach.decidable:.6g}"],
            ["instances that allow less to fail", f"{reach.beyond:,}"],
        ]
    span = "none" if reach.decided is None else " to ".join(map(small, reach.decided))
    rows += [
        ["failure probabilities allowed where fresh trials came to a decision", span],
        ["such decisions, refuted or resolved", f"{reach.decisions:,}"],
    ]
    lines = ["## What trials could decide", "", REACH]
    if any(known.how == "exact" for known in chances):
        lines[-1] += f" {LAWS}"
    limit = limited(reach)
    if limit:
        lines += ["", f"**{limit[0].upper()}{limit[1:]}.**"]
    return [*lines, "", *table(["", "value"], rows)]


def _range(reach: ReachRecord) -> str:
    return f"{small(reach.least)} to {small(reach.greatest)}"


def by_configuration(chances: Sequence[tuple[str, ChanceRecord]]) -> list[str]:
    """Return the section on the configurations whose chances were decided, two or more."""
    if len(chances) < 2:
        return []
    rows = [
        [
            code(config) if config else "–",
            in_a_word(known),
            _claimed(known),
            f"{known.estimate:.6g}",
            f"{known.lower:.6g} and {known.upper:.6g}",
            f"{known.trials:,}" if known.trials else "–",
        ]
        for config, known in chances
    ]
    header = ["configuration", "known how", "claimed", "found", "between", "trials"]
    text = " ".join([BY_CONFIGURATION, *_spent([known for _, known in chances])])
    return ["## Chances by configuration", "", text, "", *table(header, rows)]


def _spent(known: Sequence[ChanceRecord]) -> list[str]:
    """Say how many trials were drawn here, and what they may err by."""
    errors = [k.error for k in known if k.trials and k.error is not None]
    if not errors:
        return []
    return [
        f"These took {sum(k.trials for k in known):,} fresh trials; the whole audit refutes a "
        f"claim that holds with a probability of {max(errors):.0e} at most."
    ]


def _claimed(known: ChanceRecord) -> str:
    return f"{SIGNS[known.sign]}{known.claimed:.6g}"
