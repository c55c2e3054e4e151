"""Pages, index and the results of a run, written to disk."""

import json
import math
import re
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest

from falsum.evidence.knowledge import KnowledgeError
from falsum.records.described import Enclosure
from falsum.records.evidence import AuditFile, Run
from falsum.records.studies import ConstantRecord, PowerRecord, RangeRecord
from falsum.report.markdown import lint
from falsum.report.write import ReportError, table, update_findings, write_latest
from falsum.statement.claim import Claim
from tests.report.library import (
    ID,
    catalogue,
    chance,
    check,
    claim,
    corrected,
    evidence,
    instance,
    printed,
    reading,
    refutation,
)

RUN = Run(profile="standard", device="cpu", seed=0, versions={"numpy": "2.0"})
EVERYTHING = [
    refutation(
        printed.claim,
        constants=[ConstantRecord("c", "worst instance", "2", 1.5)],
        power=PowerRecord(least_factor=1.1),
        homogeneous=False,
        informative=0.25,
    ),
    evidence(corrected.claim),
    evidence(
        reading.claim, "ill_defined", summary="log of $x<0$; 3 rejected", certificate="r.json"
    ),
    evidence(chance.claim, "inconclusive", worst=None, slack_by_configuration=[]),
]


@pytest.fixture
def findings(tmp_path):
    """Return the folder of the pages, beside a folder of certificates."""
    certificates = tmp_path / "reports" / "certificates"
    certificates.mkdir(parents=True)
    (certificates / f"{ID}.json").write_text("{}")
    (certificates / "r.json").write_text("{}")
    return tmp_path / "reports" / "findings"


def update(findings: Path, found=(), checks=catalogue) -> list[str]:
    """Update the findings and return the names of what changed."""
    certificates = findings.parent / "certificates"
    changed = update_findings(findings, checks, found, certificates)
    return [path.relative_to(findings).as_posix() for path in changed]


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def page(findings: Path, suffix: str = "") -> str:
    """Return the text of a page of the first document."""
    return (findings / "doe_2020" / f"theorem_1_2{suffix}.md").read_text()


def test_the_same_audit_changes_no_byte(findings):
    """Neither a second run nor a rebuild from what is stored writes anything."""
    assert "README.md" in update(findings, EVERYTHING)
    before = contents(findings)
    slower = [msgspec.structs.replace(e, seconds=e.seconds * 2) for e in EVERYTHING]
    assert update(findings, slower) == []
    assert update(findings, EVERYTHING[::-1], catalogue[::-1]) == []
    assert update(findings) == []
    assert contents(findings) == before


def test_every_page_renders_on_github(findings):
    """The linter finds nothing, whatever the authors wrote."""
    update(findings, EVERYTHING)
    pages = list(findings.rglob("*.md"))
    assert len(pages) == 5
    assert {str(p): lint(p.read_text()) for p in pages if lint(p.read_text())} == {}


def test_every_link_resolves(findings):
    """Pages, plots and certificates exist where the pages say."""
    update(findings, EVERYTHING)
    for path in findings.rglob("*.md"):
        targets = re.findall(r"\]\(([^)]+)\)", path.read_text())
        assert targets
        for target in targets:
            assert (path.parent / target).is_file(), f"{path}: {target}"


def test_a_subset_keeps_every_row_and_page(findings):
    """The index lists what was known before; unrelated pages are left alone."""
    update(findings, EVERYTHING)
    index = (findings / "README.md").read_text()
    better = refutation(printed.claim, worst=instance("n=3", 0.75))
    changed = update(findings, [better])
    assert all(name.startswith("doe_2020/theorem_1_2.") or name == "README.md" for name in changed)
    assert "doe_2020/theorem_1_2.corrected.md" not in changed
    after = (findings / "README.md").read_text()
    assert after.count("\n| [") == index.count("\n| [") == 6
    assert "0.75" in after


def test_relatives_link_to_each_other(findings):
    """A statement lists its forms with their verdicts, and they point back."""
    update(findings, [evidence(corrected.claim)])
    assert f"`{ID}`, the statement as printed: **not audited yet**" in page(findings, ".corrected")
    update(findings, [refutation(printed.claim)])
    assert f"[{ID}](theorem_1_2.md), the statement as printed: **refuted**" in page(
        findings, ".corrected"
    )
    assert f"[{ID}.corrected](theorem_1_2.corrected.md), a corrected form" in page(findings)
    assert "Squares the loss on the left only." in page(findings)


def test_a_refuted_page_shows_both_instances(findings):
    """The smallest, the worst, both sides, the certificate and how to repeat it."""
    update(findings, EVERYTHING)
    text = page(findings)
    for words in (
        "**Verdict: refuted.**",
        "## A counterexample",
        "`(1/3, 0)`",
        "## Worst counterexample",
        "`(22/7, 0)`",
        "`[0.5 +/- 1e-30]`",
        "open set",
        "## Constants",
        "| `c` | `2` | 1.5 | worst instance |",
        f"falsum verify reports/certificates/{ID}.json",
        "pytest checks/ -k test_theorem_1_2",
        "theorem_1_2.svg",
    ):
        assert words in text


def test_one_counterexample_is_not_shown_twice(findings):
    """When the smallest is the worst, the page says so."""
    only = instance("n=1", 0.1)
    update(findings, [refutation(printed.claim, smallest=only, worst=only)])
    assert "## Worst counterexample" not in page(findings)
    assert "It is also the worst instance found" in page(findings)


def test_a_survived_page_states_its_limits(findings):
    """Survival is no proof, and power that was not measured is said to be so."""
    update(findings, EVERYTHING)
    text = page(findings, ".corrected")
    assert "This is not a proof." in text
    assert "does not show that there is none" in text
    assert "Not measured. It is not known which changes" in text
    assert "## Closest call" in text
    assert "falsum verify" not in text


def test_the_statement_is_complete(findings):
    """Quantifier, indices, symbols, hypotheses and how granted ones are met."""
    update(findings, EVERYTHING)
    text = page(findings)
    for words in (
        r"For every instance that meets the hypotheses, and for every $i = 1, \dots, n$,",
        "Conclusion 2:",
        r"| $\beta_{1}$ | decay | $[0, 1)$ |",
        r"- $T = \sqrt{L n}$: number of steps",
        "- the constant $c = 2$: printed without a proof",
        r"inputs in the unit ball: $\Vert x_i\Vert \leq 1$, computed for every instance.",
        "met by construction: f is a strictly convex quadratic.",
        "doe_2020, Theorem 1.2, p. 7, eq. (3)",
        "sums restored",
    ):
        assert words in text
    lemma = (findings / "roe_2021" / "lemma_10.md").read_text()
    assert "with probability at least $1 - \\frac{\\frac{1}{10}}{n}$" in lemma
    assert "There are no hypotheses beyond the domains." in lemma


def test_an_ill_defined_page_gives_the_reason(findings):
    """There is no slack to speak of where a side is undefined."""
    update(findings, EVERYTHING)
    text = page(findings, ".reading_strict")
    assert "Found: log of $x\\lt 0$." in text
    assert "greatest slack" not in text


def test_the_index_puts_what_is_false_first(findings):
    """Counts, what the document says with its repaired forms, readings, then everything."""
    update(findings, EVERYTHING)
    text = (findings / "README.md").read_text()
    own, readings = text.index("## Errors"), text.index("## Readings and changed forms that fail")
    assert own < readings < text.index("## How to read") < text.index("## Everything in")
    assert "[theorem_1_2](doe_2020/theorem_1_2.md)" in text[own:readings]
    assert "[corrected](doe_2020/theorem_1_2.corrected.md): survived" in text[own:readings]
    assert "reading_strict" not in text[own:readings]
    assert "| `doe_2020` | 1 | 1 | 1 |" in text


def test_the_gravest_come_first(findings):
    """Substantive findings begin; edges and misprints have sections of their own."""
    edge = refutation(corrected.claim, severity="boundary", proviso="n = 1")
    sides = [Enclosure("conclusion 1", "==", "3", "7/2")]
    typical = msgspec.structs.replace(
        instance("n=7", 0.5), conclusion=sides, symbols=[("n", "n", "7"), ("L", "L", "1/7")]
    )
    grave = refutation(chance.claim, severity="substantive", typical=typical)
    slip = refutation(printed.claim, severity="misprint")
    update(findings, [edge, grave, slip])
    text = (findings / "README.md").read_text()
    titles = ["## To begin with", "## Errors", "## Misprints", "## Readings and changed forms"]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    assert "(roe_2021/lemma_10.md)" in text[places[0] : places[1]]
    assert "With $n = 7$, $L = 1/7$: $" in text[places[0] : places[1]]
    assert "theorem_1_2" not in text[places[0] : places[2]]
    assert "takes for granted: n = 1." in page(findings, ".corrected")


def test_weak_survivors_are_listed_with_the_reason(findings):
    """A claim that stands on a check which could hardly fail is named as such."""
    update(findings, [evidence(printed.claim, strength="weak", weak_because="one size only")])
    text = (findings / "README.md").read_text()
    assert "one size only" in text[text.index("## Weak survivors") :]
    assert "survived (weak)" in text


def test_a_reading_is_not_called_printed(findings):
    """Each form is said to be what it is."""
    update(findings, EVERYTHING)
    assert "as its document prints it" in page(findings)
    for suffix in (".corrected", ".reading_strict"):
        assert "as its document prints it" not in page(findings, suffix)


def test_the_ranges_searched_stand_beside_the_domains(findings):
    """A reader sees which values of each parameter were tried."""
    tried = [RangeRecord("L", 0.5, 2e10)]
    update(findings, [evidence(printed.claim, ranges=tried)])
    row = next(line for line in page(findings).splitlines() if line.startswith("| $L$ |"))
    assert "$0.5$ to $2 \\cdot 10^{10}$" in row


def test_a_changed_statement_is_not_shown_with_old_evidence(findings):
    """Until it is audited again nothing is known of it."""
    update(findings, EVERYTHING)
    changed = check(claim(factor=3))
    update(findings, (), [changed, *catalogue[1:]])
    text = page(findings)
    assert "**Verdict: changed.**" in text
    assert "counterexample" not in text.split("## Reproduce")[0].split("## Statement")[1]
    update(findings, [evidence(changed.claim)], [changed, *catalogue[1:]])
    assert "**Verdict: survived.**" in page(findings)


def test_nothing_is_written_when_the_evidence_is_at_fault(findings):
    """An unknown claim or a contradiction stops before the first file."""
    update(findings, EVERYTHING)
    before = contents(findings)
    stranger: Claim = claim(id="nobody_1999.lemma_1")
    with pytest.raises(ReportError, match="not in the catalogue"):
        update(findings, [evidence(stranger)])
    with pytest.raises(KnowledgeError, match="one of the two is wrong"):
        update(findings, [evidence(corrected.claim, "refuted"), evidence(printed.claim, "proved")])
    assert contents(findings) == before


def test_plots_are_well_formed_and_left_out_when_there_is_nothing_to_compare(findings):
    """One configuration makes no plot."""
    update(findings, EVERYTHING)
    plots = {p.name for p in findings.rglob("*.svg")}
    assert plots == {f"theorem_1_2{end}.svg" for end in ("", ".corrected", ".reading_strict")}
    for path in findings.rglob("*.svg"):
        ElementTree.fromstring(path.read_text())


def test_latest_keeps_the_rows_of_other_claims(tmp_path):
    """A subset replaces its own rows only; the page shows this run."""
    path = write_latest(tmp_path, RUN, EVERYTHING)
    again = evidence(corrected.claim, instances=7)
    assert write_latest(tmp_path, RUN, [again]) == path
    stored = msgspec.json.decode(path.read_bytes(), type=AuditFile)
    assert stored.schema == 1
    assert [e.id for e in stored.claims] == sorted(e.id for e in EVERYTHING)
    assert next(e for e in stored.claims if e.id == again.id).instances == 7
    text = (tmp_path / "README.md").read_text()
    assert "3 claims that this run did not audit" in text
    assert lint(text) == []


def test_latest_has_no_infinity(tmp_path):
    """What is not finite is null where that is allowed, and an error elsewhere."""
    odd_power = PowerRecord(kinds={"sign": (0, 1)}, least_factor=math.nan)
    odd = evidence(printed.claim, worst_slack=math.inf, power=odd_power, worst=None)
    row = json.loads(write_latest(tmp_path, RUN, [odd]).read_text())["claims"][0]
    assert row["worst_slack"] is None
    assert row["power"] == {"escaped": [], "kinds": {"sign": [0, 1]}, "least_factor": None}
    with pytest.raises(ReportError, match="must be finite"):
        write_latest(tmp_path, RUN, [evidence(printed.claim, seconds=math.nan)])


def test_latest_replaces_a_file_it_cannot_read(tmp_path):
    """Results of a run are scratch: a damaged file does not stop the next run."""
    (tmp_path / "audit.json").write_text("{")
    path = write_latest(tmp_path, RUN, EVERYTHING)
    assert len(json.loads(path.read_text())["claims"]) == 4


def test_the_table_fits_and_marks_surprises():
    """One row a claim, in natural order, cut to the width."""
    rows = table([evidence(chance.claim, expected="refuted"), EVERYTHING[0]], width=110)
    lines = rows.splitlines()
    assert [line.split()[0] for line in lines[2:]] == [ID, "roe_2021.lemma_10"]
    assert "survived !" in lines[3]
    assert "!" not in lines[2]
    assert max(map(len, lines)) <= 110


def test_the_terminal_shows_what_a_finding_is_worth():
    """Severity stands beside the verdict, the proviso before the summary."""
    edge = refutation(printed.claim, severity="boundary", proviso="n = 1")
    text = table([edge, evidence(corrected.claim)])
    row = next(line for line in text.splitlines() if line.startswith(f"{ID} "))
    assert "refuted, boundary" in row
    assert "n = 1; an admissible" in row
