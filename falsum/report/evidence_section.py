"""The evidence on a claim's page: the search, the instances that matter, constants and power."""

from __future__ import annotations

from falsum.records.knowledge import Knowledge
from falsum.records.verdicts import EXTENT, SLACK, Verdict, number
from falsum.report.chance_section import by_configuration, reach_lines
from falsum.report.constants_section import _constants, _thresholds, _words
from falsum.report.counterexample import instance_section
from falsum.report.markdown import code, inline, prose, table
from falsum.statement.claim import Claim, says_nothing
from falsum.statement.latex import latex

UNMEASURED = (
    "Not measured. It is not known which changes to the statement this search would notice, so "
    "the lack of a counterexample should be read with care."
)
GROWTH = (
    "The largest ratio of the left side to the right side that was met at each size, fitted by a "
    "power of the size: near 0 both sides grow alike, below 0 the bound outgrows what it bounds."
)
BY_TABLE = "Nothing is proved about sizes beyond the table."
BY_INSTANCE = "The counterexample says more than this table, and of all sizes."
GROWS = {
    "consistent": "The growth is consistent with the rate",
    "contradicted": "The growth contradicts the rate",
    "unclear": "The growth leaves it unclear whether the rate holds",
}


def evidence_lines(claim: Claim, known: Knowledge, plot: str | None) -> list[str]:
    """Return the lines of every section on evidence; ``plot`` names the file of the plot."""
    parts = [_proof(known), _search(claim, known, plot), *_instances(claim, known)]
    parts += [reach_lines(known.reach, [c for _, c in known.chances])]
    parts += [by_configuration(known.chances), _rate(known), _constants(known), _thresholds(known)]
    parts += [_needs(known), _scales(known), _power(known)]
    return [line for part in parts if part for line in [*part, ""]][:-1]


def _instances(claim: Claim, known: Knowledge) -> list[list[str]]:
    """Return the sections on the instances that are not the headline."""
    broken, shown = known.verdict.breaks, known.typical or known.smallest
    parts = []
    if broken and known.smallest is not None and known.smallest != shown:
        title = "Smallest counterexample"
        parts.append(instance_section(title, claim, known.verdict, known.smallest))
    if known.worst is None or known.verdict is Verdict.ILL_DEFINED:
        return parts
    if not broken:
        parts.append(instance_section("Closest call", claim, known.verdict, known.worst))
    elif known.worst not in (known.smallest, shown):
        title = "Worst counterexample"
        parts.append(instance_section(title, claim, known.verdict, known.worst))
    return parts


def _proof(known: Knowledge) -> list[str]:
    if known.proof is None:
        return []
    proof = known.proof
    said = f"For {code(proof.domain)}, by {prose(proof.method)}; boxes looked at: {proof.boxes:,}."
    lines = ["## Proof by rigorous computation", "", said]
    if proof.given:
        taken = ", ".join(map(code, proof.given))
        lines += [
            "",
            f"This is a proof about the formulas {taken}, which the check states for what is "
            f"measured. That they are what is measured is not proved: it was {proof.compared}.",
        ]
    return lines


def _search(claim: Claim, known: Knowledge, plot: str | None) -> list[str]:
    search = known.search
    missed = f" (missed: {prose(', '.join(known.rejected_by))})" if known.rejected_by else ""
    counts = [
        ("instances that met every hypothesis and were compared", f"{search.instances:,}"),
        ("configurations (sizes and discrete choices) searched", f"{search.configurations:,}"),
        (f"rejected by a hypothesis and not counted{missed}", f"{search.rejected:,}"),
        ("apparent violations that were rounding errors", f"{search.artefacts:,}"),
        ("near-ties that rigorous arithmetic left undecided", f"{search.undecided:,}"),
        ("not evaluated, an expression being undefined or overflowing", f"{search.undefined:,}"),
    ]
    rows = [[what, count] for what, count in counts if count != "0" or what[0] == "i"]
    if known.verdict is not Verdict.ILL_DEFINED:
        rows.append(["greatest slack", number(known.worst_slack)])
    if known.extent is not None:
        rows.append(["where it breaks", prose(EXTENT.get(known.extent, known.extent))])
    if known.informative is not None:
        said = "share of random instances about which it says anything"
        rows.append([said, share(known.informative)])
    if known.homogeneous is not None:
        same = "yes" if known.homogeneous else "no: a change of units changes its truth"
        rows.append(["both sides have the same units", same])
    lines = ["## Evidence", "", f"The largest search so far (profile {code(known.profile)}):", ""]
    lines += [*table(["what", "found"], rows), "", SLACK]
    nothing = says_nothing(claim)
    if known.informative is not None and nothing is not None:
        lines += ["", f"It says nothing where {inline(latex(nothing))}."]
    if plot is not None:
        alt = "Greatest slack by configuration; above 0 the statement is broken"
        lines += ["", f"![{alt}]({plot})"]
    return lines


def share(part: float) -> str:
    """Write a share in per cent, so that only none is 0 % and only all is 100 %."""
    if 0 < part < 0.01:
        return "less than 1 %"
    if 0.99 < part < 1:
        return "more than 99 %"
    return f"{part:.0%}".replace("%", " %")


def _rate(known: Knowledge) -> list[str]:
    if known.rate is None:
        return []
    rows = [[number(size), number(value)] for size, value in known.rate.table]
    grows = GROWS.get(known.rate.outcome, GROWS["unclear"])
    said = (
        f"{grows}: the least constant goes like the size "
        f"to the power {number(known.rate.exponent)}, between {number(known.rate.lower)} and "
        f"{number(known.rate.upper)}. {BY_INSTANCE if known.verdict.breaks else BY_TABLE}"
    )
    return ["## Rate", "", said, "", *table(["size", "least constant"], rows)]


def _needs(known: Knowledge) -> list[str]:
    tried = [h for h in known.hypotheses if h.needed is not None]
    if not tried:
        return []
    rows = []
    for h in tried:
        said = "needed" if h.needed else "not shown to be needed"
        rows.append([prose(h.name), said, _words(h.shown_by) if h.shown_by else "–"])
    left = [h.name for h in known.hypotheses if h.needed is None]
    lines = ["## Hypotheses, one dropped at a time", ""]
    lines += table(["without", "", "an instance that then breaks the conclusion"], rows)
    if left:
        lines += ["", f"Not dropped, for want of a family that can: {prose(', '.join(left))}."]
    return lines


def _scales(known: Knowledge) -> list[str]:
    if not known.exponents and not known.dimensions:
        return []
    lines = ["## Scales", ""]
    if known.dimensions:
        lines += [f"The dimensions do not match: {_dimensions(known.dimensions)}.", ""]
    if known.exponents:
        rows = [[code(axis), number(slope)] for axis, slope in known.exponents]
        lines += [GROWTH, "", *table(["size", "exponent"], rows)]
    return lines


def _dimensions(reason: str) -> str:
    """Write a reason, its LaTeX as code so that it cannot upset the page."""
    return code(reason)


def _strength(known: Knowledge) -> list[str]:
    """Say how much it is worth that a claim stands, and how often it could have failed."""
    lines = []
    if known.strength is not None:
        because = f": {prose(known.weak_because)}" if known.weak_because else ""
        lines.append(f"As a claim that stands it is **{known.strength}**{because}.")
    if known.opportunity is not None:
        share = f"{100 * known.opportunity:.2g}"
        lines.append(f"Of the instances tried, {share} % could have shown a violation.")
    return [*lines, ""] if lines else []


def _power(known: Knowledge) -> list[str]:
    lines = ["## Power of this check", "", *_strength(known)]
    power = known.power
    if power is None and known.verdict.open:
        return [*lines, UNMEASURED]
    if power is None:
        return [*lines, "Not measured. The verdict does not rest on it."]
    factor = power.least_factor
    rows = [[prose(kind), f"{caught} of {tried}"] for kind, (caught, tried) in power.kinds.items()]
    least = "no error by a factor" if factor is None else f"an error by a factor of {factor:g}"
    lines += [
        "The statement was changed on purpose, to see whether this search notices. "
        f"The least change of a bound, a probability or a definition that it caught: {least}.",
        "",
        *table(["kind of change", "caught, with a certified counterexample"], rows),
    ]
    if power.escaped:
        lines += [
            "",
            "Not caught, because the search is too weak or the change leaves it true:",
            "",
        ]
        lines += [f"- {code(change)}" for change in power.escaped]
    return lines
