"""The pytest plugin: every check in a test module is an item, and its verdict the outcome."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from falsum.interface.pytest_modules import CheckModule

if TYPE_CHECKING:
    from falsum.errors.raised import Raised
    from falsum.measure.check import Check
    from falsum.records.evidence import Evidence

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
    device, folder = config.getoption("--falsum-device"), config.getoption("--falsum-report")
    from falsum.errors.usage import UsageError

    try:
        if device != "cpu":
            from falsum.interface.audit_command import check_device

            check_device(device)
        if folder is not None:
            from falsum.report.folder import refuse_folder

            refuse_folder(folder, "--falsum-report")
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makeitem(collector: Any, name: str, obj: object) -> Any:
    """Collect a check under its own name, and several at once; others are left to pytest."""
    several = sys.modules.get("falsum.measure.audits")
    if several is not None and isinstance(obj, several.Checks):
        own = [check for check in obj if Path(check.file) == collector.path]
        return [_item(collector, check.name, check) for check in own]
    module = sys.modules.get("falsum.measure.check")
    if module is None or not isinstance(obj, module.Check):
        return None
    from falsum.campaign.importing import is_own
    from falsum.campaign.root import CatalogueError

    check: Any = obj
    try:
        if not is_own(name, check, collector.path):
            return None
    except CatalogueError as error:
        raise collector.CollectError(f"{collector.path}: {error}") from None
    return _item(collector, name, check)


def _item(collector: Any, name: str, check: Check) -> CheckItem:
    """Return the item of a check; refuse an id that has been collected elsewhere."""
    here = (collector.path, name)
    first = collector.config.stash[SEEN].setdefault(check.claim.id, here)
    if first != here:
        raise collector.CollectError(
            f"{collector.path}: the claim id {check.claim.id} is checked twice, first in "
            f"{first[0]}; ids are unique"
        )
    item: CheckItem = CheckItem.from_parent(collector, name=name, check=check)
    return item


def pytest_pycollect_makemodule(module_path: Path, parent: Any) -> Any:
    """Collect the files of a catalogue so that one which cannot be imported stops no other."""
    from falsum.campaign.root import CatalogueError, find_root

    try:
        root = find_root(module_path.parent)
    except CatalogueError:  # settings that cannot be read are no reason to collect otherwise
        return None
    if root is None or not module_path.is_relative_to(root.folder / root.checks):
        return None
    return CheckModule.from_parent(parent, path=module_path)


class CheckItem(pytest.Item):
    """One check: it passes when the verdict of its audit is the one on record."""

    def __init__(self, *, check: Check, **rest: Any) -> None:
        """Keep the check; the id of its claim is a keyword too."""
        super().__init__(**rest)
        self.check = check
        self.extra_keyword_matches.add(check.claim.id)

    def runtest(self) -> None:
        """Replay the stored certificate, audit where that is not enough, judge the verdict."""
        from falsum.campaign.attempt import settled
        from falsum.campaign.root import find_root
        from falsum.errors.interrupt import listening
        from falsum.evidence.standing import as_recorded, in_words, verdict_in_words

        option, root = self.config.getoption, find_root(self.path.parent)
        options = {name: option(f"--falsum-{name}") for name in ("seed", "device")}
        with listening():
            done, problem = settled(self.check, root, option("--falsum-profile"), **options)
        evidence, _, raised = done
        self._publish(evidence)
        if raised is not None:
            raise VerdictDiffers("\n".join(self._error(evidence, raised)))
        if not as_recorded(evidence):
            raise VerdictDiffers("\n".join(self._message(evidence, problem)))
        if evidence.verdict.breaks:
            raise pytest.xfail.Exception(f"{verdict_in_words(evidence)}: {in_words(evidence)}")

    def _error(self, evidence: Evidence, raised: Raised) -> Iterator[str]:
        """Yield the line that says what was raised, and the way there."""
        from falsum.interface.closing import error_line

        yield error_line(evidence)
        yield from (f"  {frame}" for frame in raised.frames)
        yield f"  reproduce: {self._command(evidence)}"

    def _publish(self, evidence: Evidence) -> None:
        import msgspec

        from falsum.records.evidence import Evidence

        written = msgspec.json.encode(evidence)
        msgspec.json.decode(written, type=Evidence)  # what cannot be read back fails here
        self.user_properties.append((PROPERTY, written.decode()))

    def _message(self, evidence: Evidence, problem: str) -> Iterator[str]:
        from falsum.evidence.standing import in_words

        strict = evidence.expected is not None and evidence.expected.breaks
        record = evidence.expected or "no verdict"
        yield f"{evidence.id}: {evidence.verdict}, but {record} is on record"
        yield f"  {evidence.summary}"
        if strict and problem:
            yield f"  [strict] {problem}, and this search did not find it again"
        if evidence.smallest is not None:
            which = "smallest" if evidence.typical is None else "typical"
            yield f"  {which} instance: {in_words(evidence)}"
        yield f"  reproduce: {self._command(evidence)}"

    def _command(self, evidence: Evidence) -> str:
        from falsum.campaign.root import find_root

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

        from falsum.campaign.circumstances import circumstances
        from falsum.records.evidence import Evidence
        from falsum.report.write import table, write_latest

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
        from falsum.campaign.root import find_root

        asked: Path | None = self.config.getoption("--falsum-report")
        root = find_root(self.config.rootpath)
        return asked or (root.latest if root else None)
