"""Pages link a theorem with its proof, its forms and what names it."""

from __future__ import annotations

from pathlib import Path

from falsum.records.knowledge import knowledge_path
from falsum.report.library import Library
from falsum.report.relatives import neighbours, related, sentence
from falsum.report.write import update_findings
from tests.report.library import Check, check, claim, evidence, refutation

theorem = check(claim(id="doe_2020.theorem_3_1", note="Rests on proof_3_1.tail."))
fixed = check(claim(id="doe_2020.theorem_3_1.corrected", note="Squares it."))
tail = check(claim(id="doe_2020.proof_3_1.tail"))
head = check(claim(id="doe_2020.proof_3_1.head"))
other = check(claim(id="doe_2020.lemma_9", note="As in doe_2020.theorem_3_1, but for x_1."))
CATALOGUE: list[Check] = [theorem, fixed, tail, head, other]


def library(tmp_path: Path) -> Library:
    """Return the pages of the catalogue, one step of which was never audited."""
    found = [refutation(theorem.claim), *(evidence(c.claim) for c in (fixed, tail, other))]
    update_findings(tmp_path / "findings", CATALOGUE, found, tmp_path / "certificates")
    from falsum.records.knowledge import read_knowledge

    checks = {c.claim.id: c for c in CATALOGUE}
    stored = {n: read_knowledge(knowledge_path(tmp_path / "findings", n), n) for n in checks}
    known = {name: record for name, record in stored.items() if record is not None}
    return Library(tmp_path / "findings", tmp_path / "certificates", checks, known)


def test_a_theorem_lists_its_forms_its_steps_and_what_names_it(tmp_path: Path) -> None:
    """Each once, under the first heading that fits; one without a page is no link."""
    lines = "\n".join(related(library(tmp_path), theorem.claim))
    titles = ("Forms of it", "Steps of its proof", "Named by")
    forms, steps, naming = (lines.index(f"{title}:") for title in titles)
    assert forms < lines.index("theorem_3_1.corrected.md") < steps
    assert steps < lines.index("(proof_3_1.tail.md)") < naming < lines.index("(lemma_9.md)")
    assert "`doe_2020.proof_3_1.head`" in lines[steps:naming]
    assert lines.count("proof_3_1.tail.md") == 1


def test_a_step_links_to_the_theorem_that_it_proves(tmp_path: Path) -> None:
    """And says what became of it."""
    lines = "\n".join(related(library(tmp_path), tail.claim))
    assert "[doe_2020.theorem_3_1](theorem_3_1.md)" in lines
    assert "**refuted**" in lines


def test_names_in_notes_are_links(tmp_path: Path) -> None:
    """A claim of the document is linked, an identifier that is none is left alone."""
    text = sentence(library(tmp_path), other.claim, other.claim.note)
    assert text == "As in [doe_2020.theorem_3_1](theorem_3_1.md), but for x_1."


def test_pages_that_show_a_verdict_are_written_again(tmp_path: Path) -> None:
    """Whoever links to a claim is its neighbour, its forms and steps included."""
    pages = library(tmp_path)
    for shown in CATALOGUE:
        near = {c.id for c in neighbours(pages, shown.claim)}
        for page in CATALOGUE:
            if page is not shown:
                mentions = f"{shown.claim.id}]" in "\n".join(related(pages, page.claim))
                assert not mentions or page.claim.id in near
