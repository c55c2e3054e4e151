"""Conventions of a catalogue, each as a function from what is there to what is wrong with it."""

from __future__ import annotations

import importlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

from falsum.measure.check import Check
from falsum.statement.claim import Claim
from falsum.statement.form import Form
from falsum.statement.symbols import Role, Symbol

IN_PRINT = (Form.PRINTED, Form.STEP)
KINDS = "theorem|lemma|proof|claim|corollary|definition|remark|footnote|eq"
MENTIONED = re.compile(rf"\b((?:[a-z]+_\d{{4}}\.)?(?:{KINDS})_[\da-z_]+(?:\.[a-z][a-z0-9_]*)*)")


def modules(folder: Path, root: Path) -> Iterator[ModuleType]:
    """Import every module of a folder, the packages left out."""
    for path in sorted(folder.rglob("*.py")):
        if path.stem != "__init__":
            yield importlib.import_module(".".join(path.relative_to(root).with_suffix("").parts))


def claims_in(found: Iterable[ModuleType]) -> dict[str, Claim]:
    """Return the claims that modules hold under any name, by id."""
    everything = (value for module in found for value in vars(module).values())
    return {value.id: value for value in everything if isinstance(value, Claim)}


def unchecked(stated: dict[str, Claim], checks: Sequence[Check]) -> list[str]:
    """Name claims that no check audits."""
    known = {check.claim.id for check in checks}
    return sorted(set(stated) - known)


def unstated(stated: dict[str, Claim], checks: Sequence[Check]) -> list[str]:
    """Name checks whose claim stands in no module of statements."""
    return sorted(c.claim.id for c in checks if stated.get(c.claim.id) is not c.claim)


def misfiled(checks: Sequence[Check]) -> list[str]:
    """Name claims whose check is not in the file that their id names."""
    return sorted(
        check.claim.id
        for check in checks
        if Path(check.file).stem != f"test_{check.claim.id.split('.')[1]}"
    )


def stale_relaxations(checks: Sequence[Check]) -> list[str]:
    """Name relaxations that relax a hypothesis of no claim at all."""
    names = {h.name for c in checks for h in (*c.claim.hypotheses, *c.claim.domain_hypotheses)}
    families = {check.family.name: check.family for check in checks}
    return sorted(f"{n}: {key}" for n, f in families.items() for key in set(f.relax) - names)


def dangling(checks: Sequence[Check]) -> list[str]:
    """Name notes that speak of a claim which is not there, as ``id: mention``."""
    known = {part for check in checks for part in _endings(check.claim.id)}
    found = []
    for check in checks:
        claim = check.claim
        for text in (claim.note, claim.source.note):
            for mention in MENTIONED.findall(text):
                if mention not in known:
                    found.append(f"{claim.id}: {mention}")
    return sorted(set(found))


def _endings(claim: str) -> Iterator[str]:
    """Yield what an id may be called: with its document, without it, and its statement alone."""
    yield claim
    rest = claim.split(".", 1)[1]
    parts = rest.split(".")
    yield from (".".join(parts[: n + 1]) for n in range(len(parts)))


def redeclared(found: Iterable[ModuleType]) -> list[str]:
    """Name symbols that two modules of one chapter declare, each for itself and alike."""
    places: dict[tuple[str, str], dict[Symbol, set[int]]] = defaultdict(lambda: defaultdict(set))
    for module in found:
        chapter = module.__name__.rpartition(".")[0]
        for value in vars(module).values():
            if isinstance(value, Symbol) and value.role is not Role.DEFINED:
                places[chapter, value.name][value].add(id(value))
    return sorted(
        f"{chapter}: {name}"
        for (chapter, name), symbols in places.items()
        for objects in symbols.values()
        if len(objects) > 1
    )


def without_formula(checks: Sequence[Check]) -> list[str]:
    """Name claims that are printed, or steps of a proof, and do not say how, in LaTeX."""
    return sorted(c.claim.id for c in checks if c.claim.form in IN_PRINT and not c.claim.latex)


def without_place(checks: Sequence[Check]) -> list[str]:
    """Name hypotheses of what is in print that do not say where the document makes them."""
    stated = [check.claim for check in checks if check.claim.form in IN_PRINT]
    return sorted(f"{c.id}: {h.name}" for c in stated for h in c.hypotheses if not h.place)
