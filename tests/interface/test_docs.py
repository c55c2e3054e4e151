"""The documentation says what is so: its code runs, its links lead somewhere."""

from __future__ import annotations

import importlib.util
import inspect
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import falsum
from falsum.campaign.catalogue import load_file
from falsum.chance.reach import decidable
from falsum.evidence.certificates import load
from falsum.interface.cli import app
from falsum.measure.check import Check
from falsum.measure.laws import Draws
from falsum.records.chance_sentences import STATES
from falsum.records.severity import Severity
from falsum.search.budget import PROFILES
from falsum.study.full import full_audit
from falsum.verdict.audit import audit

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text()
SECTIONS = {  # of the tutorial, by the example that each writes
    "my_theorem": TUTORIAL.split("\n## 8. ")[0],
    "my_chances": TUTORIAL.split("\n## 8. ")[1].split("\n## 9. ")[0],
}


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", SECTIONS)
def test_the_tutorial_is_the_example(name: str) -> None:
    """Every block of code is in the example, and together they are all of it."""
    source = (ROOT / "examples" / f"{name}.py").read_text()
    written = blocks(SECTIONS[name], "python")
    for block in written:
        assert block.strip() in source
    lines = [line for line in source.split('"""\n', 1)[-1].splitlines() if line]
    assert [line for line in "\n".join(written).splitlines() if line] == lines


@pytest.mark.parametrize("name", SECTIONS)
def test_the_tutorials_code_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the record the audit is red, and it prints what the tutorial shows."""
    monkeypatch.chdir(tmp_path)
    code = re.sub(r', expect="\w+"', "", "\n".join(blocks(SECTIONS[name], "python")))
    Path(f"{name}.py").write_text(code)
    for shown in blocks(SECTIONS[name], "console"):
        command, *expected = shown.splitlines()
        words = command.removeprefix("$ falsum ").split()
        quick = ["--profile", "quick"] if words[0] == "audit" else []
        result = CliRunner().invoke(app, [*words, *quick])
        assert result.exit_code == (1 if words[0] == "audit" else 0)
        for line in expected:
            # the rows of the table hold seconds, which differ
            if line.endswith(".md") or (": " in line and "  " not in line.strip()):
                assert line in result.output


@pytest.fixture
def chances(tmp_path: Path) -> dict[str, Check]:
    """Return the checks of the page on chance by the last part of their ids."""
    page = tmp_path / "chances.py"
    text = (ROOT / "docs" / "chance.md").read_text()
    page.write_text("\n".join(blocks(text, "python")))
    return {bound.claim.id.split(".")[1]: bound for bound in load_file(page)}


def test_the_code_on_chance_runs(chances: dict[str, Check]) -> None:
    """Each claim has the verdict that the page shows, known as the page says."""
    known = {}
    for name in set(chances) - {"rate", "stuck"}:
        found, _ = audit(chances[name], profile="quick")
        assert found.verdict == (chances[name].expect or "survived"), found.summary
        known[name] = found.chance.how if found.chance else "exact"
    assert known.pop("half") == "refuted"
    assert known == {
        "chosen": "exact",
        "exact": "exact",
        "false": "exact",
        "mean": "exact",
        "rare": "resolved",
        "trials": "resolved",
    }


@pytest.mark.slow
def test_the_code_on_rates_runs(chances: dict[str, Check]) -> None:
    """The harmonic numbers are consistent with their rate."""
    found, _ = full_audit(chances["rate"], profile="quick")
    assert found.verdict == "survived"
    assert "consistent" in found.summary


def test_the_code_on_a_rate_that_fails_runs(chances: dict[str, Check]) -> None:
    """It is refuted on the formula that the check gives."""
    found, certificate = full_audit(chances["stuck"], profile="quick")
    assert found.verdict == chances["stuck"].expect and certificate is not None
    assert "where y = 2 as the check states" in found.summary


def test_each_word_on_chance_is_explained() -> None:
    """The table names every way in which a chance can be known."""
    text = (ROOT / "docs" / "chance.md").read_text()
    assert all(f"\n| {word} | " in text for word in STATES)


def test_the_table_of_what_trials_decide_is_computed() -> None:
    """The least failure probability of each profile is the one that its trials have."""
    text = (ROOT / "docs" / "chance.md").read_text()
    for name, budget in PROFILES.items():
        least, _ = decidable(budget.trials, Draws().share)
        power = budget.trials.bit_length() - 1
        shown = f"{least:.3g}".replace("e-0", "e-")
        assert f"\n| {name} | 2^{power} | {shown} | " in text


def test_the_tutorials_advice_holds(example: Path, tmp_path: Path) -> None:
    """A bound that is one per cent too small is refuted: the search means something."""
    tightened = tmp_path / "tightened.py"
    text = example.read_text().replace(
        "n / (n - 1) * (b - a) ** 2 / 4", "n / (n - 1) * (b - a) ** 2 / 4 * 99 / 100"
    )
    tightened.write_text(text)
    words = ["audit", tightened, "-k", "corrected", "--profile", "quick", "--out", tmp_path]
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 1
    assert "my_paper.popoviciu.corrected: refuted" in result.output


def test_the_example_imports_nothing_of_the_catalogue(example: Path) -> None:
    """A third party's file needs falsum and what falsum itself needs."""
    tops = set(re.findall(r"^(?:from|import) (\w+)", example.read_text(), flags=re.MULTILINE))
    assert tops == {"array_api_compat", "dataclasses", "falsum", "typing"}
    assert [c.expect for c in load_file(example)] == ["refuted", "survived"]


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives to a page's headings."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", text.lower()).replace(" ", "-") for text in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link names a file of the repository, and a heading there if it names one."""
    for link in re.findall(r"\]\(([^)]+)\)", page.read_text()):
        if link.startswith("http"):
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), f"{page.name} links to {link}"
        assert not anchor or anchor in anchors(target), f"{page.name} links to {link}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_prose_has_one_sentence_a_line(page: Path) -> None:
    """Long prose breaks after each sentence, so that a diff shows the sentence that changed."""
    prose = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    for line in prose.splitlines():
        if not line.startswith(("|", "- ", "1.", "2.", "3.")):
            assert not re.search(r"[a-z)]\. [A-Z]", line), f"{page.name}: {line}"


def test_the_reference_names_every_command_and_option() -> None:
    """What --help lists is described."""
    text = (ROOT / "docs" / "reference.md").read_text()
    for name in ("list", "show", "audit", "verify", "report", "new", "constants", "diff"):
        assert f"`falsum {name}" in text
    shown = CliRunner().invoke(app, ["audit", "--help"]).output
    for option in re.findall(r"--[a-z]+", shown):
        assert option == "--help" or f"`{option}" in text
    plugin = (ROOT / "falsum" / "interface" / "pytest_plugin.py").read_text()
    for option in re.findall(r'"(--falsum-[a-z]+)"', plugin):
        assert option in text


def test_the_reference_names_every_public_name() -> None:
    """The vocabulary is complete, and each part of the engine that it mentions exists."""
    text = (ROOT / "docs" / "reference.md").read_text()
    told = set(re.findall(r"`([A-Za-z_]+)(?:\([^`]*\))?`", text))
    assert not {name for name in dir(falsum) if name.isidentifier() and name not in told}
    for part in re.findall(r"`(falsum\.[a-z_.]+)`", text):
        assert importlib.util.find_spec(part), part
    maps = re.search(r"^\| `maps` \| .*: (.*) \|$", text, flags=re.MULTILINE)
    assert maps is not None
    assert all(hasattr(falsum.maps, name) for name in re.findall(r"`(\w+)`", maps[1]))


def test_the_reference_spells_the_laws_as_they_are() -> None:
    """Their arguments have the names and the order that the table gives."""
    text = (ROOT / "docs" / "reference.md").read_text()
    rows = re.findall(r"^\| `(\w+)\((.*)\)` \|", text, flags=re.MULTILINE)
    assert len(rows) == 8
    for name, arguments in rows:
        spelled = list(inspect.signature(getattr(falsum, name)).parameters)
        assert arguments.split(", ") == spelled


def test_the_readme_has_the_verdicts_of_the_certificates() -> None:
    """Each row of its table is what its certificate says, and none is an edge or a misprint."""
    text = (ROOT / "README.md").read_text()
    rows = re.findall(r"\((reports/certificates/\S+\.json)\) \| ([a-z-]+) \|", text)
    assert len(rows) >= 5
    for path, verdict in rows:
        certificate = load(ROOT / path)
        assert certificate.verdict == verdict.replace("-", "_")
        assert certificate.severity not in (Severity.BOUNDARY, Severity.MISPRINT)
