"""Where claims and their results lie: in the catalogue here, or in a file and its folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from falsum.campaign.catalogue import Loaded, load_catalogue, load_file, survey
from falsum.errors.usage import UsageError, nearest
from falsum.interface.audit_command import ELSEWHERE, find, root_here
from falsum.measure.check import Check


@dataclass(frozen=True)
class Where:
    """The claims at hand and the folders that an audit of them writes.

    ``load`` returns every claim, and raises where a file cannot be imported; ``survey`` names such
    files and returns the other claims.  ``folder`` is what paths are shown relative to,
    ``theorems`` the folder of the statements.
    """

    folder: Path
    theorems: Path
    latest: Path
    certificates: Path
    findings: Path
    load: Callable[[], list[Check]]
    survey: Callable[[], Loaded]
    find: Callable[[str], Check]


def where(claims: Path | None, out: Path | None) -> Where:
    """Return the place of the claims in a file, or of the catalogue's where no file is named.

    ``out`` is the folder of results if the audit was told one.

    Raises UsageError where there is no catalogue, CatalogueError on a file that holds no claims.
    """
    if claims is None:
        root = root_here()
        return Where(
            folder=root.folder,
            theorems=root.folder / root.theorems,
            latest=out or root.latest,
            certificates=root.certificates,
            findings=root.findings,
            load=lambda: load_catalogue(root),
            survey=lambda: survey(root),
            find=lambda claim: find(root, claim),
        )
    results = out or Path(ELSEWHERE)
    checks = {check.claim.id: check for check in load_file(claims)}

    def of(claim: str) -> Check:
        if claim not in checks:
            near = nearest(claim, checks) or f"; it has {', '.join(checks)}"
            raise UsageError(f"{claims} has no claim {claim!r}{near}")
        return checks[claim]

    return Where(
        folder=Path.cwd(),
        theorems=claims.resolve().parent,
        latest=results,
        certificates=results / "certificates",
        findings=results / "findings",
        load=lambda: list(checks.values()),
        survey=lambda: Loaded(list(checks.values()), []),
        find=of,
    )
