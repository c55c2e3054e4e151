"""The pytest plugin: every check in a test module is an item, and its verdict the outcome."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from falsum.binding import Check
    from falsum.records import Evidence

PROPERTY = "falsum"  # the name under which a report carries the evidence
SEEN = pytest.StashKey[dict[str, tuple[Path, str]]]()


class VerdictDiffers(Exception):
    """Raise when a verdict is not the one on record; the message is all that a reader sees."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that say how checks are audited."""
    group = parser.getgroup("falsum", "audits of mathematical claims")
    group.addoption(
        "--falsum-profile",
        default="quick",
        choices=("quick", "standard", "nightly"),
        help="how long to search (default: quick)",
    )
    group.addoption(
        "--falsum-device", default="cpu", metavar="D", help="cpu, cuda or cuda:N (default: cpu)"
    )
    group.addoption(
        "--falsum-seed", type=int, default=0, metavar="N", help="seed of the search (default: 0)"
    )
    group.addoption(
        "--falsum-report",
        type=Path,
        default=None,
        metavar="DIR",
        help="folder of audit.json (default: reports/latest of the project)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a device that is not there; gather evidence where reports end up."""
    config.stash[SEEN] = {}
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Gathered(config), "falsum-gathered")
    device = config.getoption("--falsum-device")
    if device != "cpu":
        from falsum.auditing import check_device
        from falsum.usage import UsageError

        try:
            check_device(device)
        except UsageError as error:
            raise pytest.UsageError(str(error)) from None


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makeitem(collector: Any, name: str, obj: object) -> Any:
    """Collect a check under its own name; other objects are left to pytest.

    A check that another module defines is an object like any other unless its name says test.
    """
    module = sys.modules.get("falsum.binding")
    if module is None or not isinstance(obj, module.Check):
        return None
    check: Any = obj
    if not name.startswith("test") and Path(check.file) != collector.path:
        return None
    if name != check.name:
        raise collector.CollectError(
            f"{collector.path}: the check of {check.claim.id} is bound to the name {name}; "
            f"write {check.name}, so that its name follows from its id"
        )
    here = (collector.path, name)
    first = collector.config.stash[SEEN].setdefault(check.claim.id, here)
    if first != here:
        raise collector.CollectError(
            f"{collector.path}: the claim id {check.claim.id} is checked twice, first in "
            f"{first[0]}; ids are unique"
        )
    return CheckItem.from_parent(collector, name=name, check=check)


class CheckItem(pytest.Item):
    """One check: it passes when the verdict of its audit is the one on record."""

    def __init__(self, *, check: Check, **rest: Any) -> None:
        """Keep the check; the id of its claim is a keyword too."""
        super().__init__(**rest)
        self.check = check
        self.extra_keyword_matches.add(check.claim.id)

    def runtest(self) -> None:
        """Replay the stored certificate, audit where that is not enough, judge the verdict."""
        from falsum.settle import FINDINGS, as_recorded, in_words

        evidence, problem = self._settle()
        self._publish(evidence)
        if not as_recorded(evidence):
            raise VerdictDiffers("\n".join(self._message(evidence, problem)))
        if evidence.verdict in FINDINGS:
            raise pytest.xfail.Exception(f"{evidence.verdict}: {in_words(evidence)}")

    def _settle(self) -> tuple[Evidence, str]:
        from falsum.catalogue import find_root
        from falsum.deep import full_audit
        from falsum.settle import FINDINGS, Stored, recall, replayed, storable, weigh
        from falsum.threads import one_thread
        from falsum.warm import noted, stored_start

        option, root = self.config.getoption, find_root(self.path.parent)
        stored = recall(self.check, root.certificates) if root else Stored(None)
        profile = option("--falsum-profile")
        if stored.certificate and profile == "quick" and self.check.expect in FINDINGS:
            return replayed(self.check, stored.certificate, profile), ""
        start, unused = stored_start(root.findings, self.check) if root else (None, "")
        with one_thread():
            evidence, _ = full_audit(
                self.check,
                profile=profile,
                seed=option("--falsum-seed"),
                device=option("--falsum-device"),
                start=start,
            )
        settled = weigh(self.check, storable(evidence), stored.certificate)
        return noted(settled, unused), stored.problem

    def _publish(self, evidence: Evidence) -> None:
        import msgspec

        from falsum.records import Evidence

        written = msgspec.json.encode(evidence)
        msgspec.json.decode(written, type=Evidence)  # what cannot be read back fails here
        self.user_properties.append((PROPERTY, written.decode()))

    def _message(self, evidence: Evidence, problem: str) -> Iterator[str]:
        from falsum.settle import FINDINGS, in_words

        strict = evidence.expected in FINDINGS
        record = evidence.expected or "no verdict"
        yield f"{evidence.id}: {evidence.verdict}, but {record} is on record"
        yield f"  {evidence.summary}"
        if strict and problem:
            yield f"  [strict] {problem}, and this search did not find it again"
        if evidence.smallest is not None:
            yield f"  smallest instance: {in_words(evidence)}"
        yield f"  reproduce: {self._command(evidence)}"

    def _command(self, evidence: Evidence) -> str:
        from falsum.catalogue import find_root

        seed = self.config.getoption("--falsum-seed")
        what = evidence.id if find_root(self.path.parent) else str(self.path)
        return f"falsum audit {what} --profile {evidence.profile} --seed {seed}"

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """Show the message of a wrong verdict or a wrong declaration, a traceback otherwise."""
        value = excinfo.value
        ours = type(value).__module__.startswith("falsum.")
        if ours and isinstance(value, ValueError | VerdictDiffers):
            return str(value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Name the file and the check."""
        return self.path, None, self.check.claim.id


class Gathered:
    """The evidence of a session, from this process and from the workers of pytest-xdist."""

    def __init__(self, config: pytest.Config) -> None:
        """Start with none."""
        self.config = config
        self.rows: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take the evidence that a report carries."""
        if report.when == "call":
            self.rows += [str(v) for k, v in report.user_properties if k == PROPERTY]

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print the table and write the results of the run."""
        if not self.rows:
            return
        import msgspec

        from falsum.campaign import circumstances
        from falsum.records import Evidence
        from falsum.report import table, write_latest

        evidence = [msgspec.json.decode(row, type=Evidence) for row in self.rows]
        evidence.sort(key=lambda e: e.id)
        terminalreporter.section("falsum")
        terminalreporter.write_line(table(evidence))
        folder = self._folder()
        if folder is not None:
            option = self.config.getoption
            profile, device = option("--falsum-profile"), option("--falsum-device")
            run = circumstances(profile, device, option("--falsum-seed"))
            terminalreporter.write_line(f"results in {write_latest(folder, run, evidence)}")

    def _folder(self) -> Path | None:
        from falsum.catalogue import find_root

        asked: Path | None = self.config.getoption("--falsum-report")
        root = find_root(self.config.rootpath)
        return asked or (root.latest if root else None)
