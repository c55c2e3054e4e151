"""The command line.  Each command loads what it needs when it runs, so that ``--help`` is quick."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from falsum import __version__
from falsum.errors.usage import UsageError

app = typer.Typer(
    name="falsum",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Audit mathematical claims by computation.",
)

Keyword = Annotated[
    str, typer.Option("-k", metavar="EXPR", help="Only claims whose id or test name matches.")
]
ClaimId = Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a claim.")]
Claims = Annotated[
    Path | None, typer.Option(metavar="FILE.py", help="A file of claims, not the catalogue.")
]
Results = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Folder of results of the audit.")
]


def _run(command: Callable[[], int]) -> None:
    """Run a command; bad usage becomes one line on stderr and exit status 2."""
    try:
        status = command()
    except BrokenPipeError:  # whoever reads the output has seen enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except Exception as error:
        if not _is_usage(error):
            raise
        typer.echo(f"falsum: {_one_line(str(error))}", err=True)
        status = 2
    raise typer.Exit(status)


def _one_line(text: str) -> str:
    """Return a message without line breaks and whatever else moves a terminal's cursor."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))


def _is_usage(error: Exception) -> bool:
    """Tell bad usage, or a file that cannot be used, from a defect."""
    if isinstance(error, UsageError | OSError):
        return True
    kinds = {"CatalogueError", "DeviceError", "KnowledgeError", "ReportError"}
    return any(
        c.__name__ in kinds and c.__module__.startswith("falsum.") for c in type(error).__mro__
    )


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"falsum {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take the options that come before a command."""


@app.command("list")
def list_(k: Keyword = "", claims: Claims = None) -> None:
    """List the claims of the catalogue with the verdicts on record."""
    from falsum.interface import commands

    _run(lambda: commands.list_claims(k, claims))


@app.command()
def show(claim: ClaimId, claims: Claims = None, out: Results = None) -> None:
    """Show a claim: statement, source, hypotheses, verdict on record, files."""
    from falsum.interface import commands

    _run(lambda: commands.show(claim, claims, out))


@app.command()
def audit(
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CLAIM|FILE]...", help="Claims, or Python files; default: all."),
    ] = None,
    k: Keyword = "",
    profile: Annotated[
        str, typer.Option(metavar="P", help="quick, standard or nightly.")
    ] = "standard",
    device: Annotated[str, typer.Option(metavar="D", help="cpu, cuda or cuda:N.")] = "cpu",
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="Worker processes.")] = 1,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Seed of the search.")] = 0,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of results.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ignore the ledger of results.")] = False,
) -> None:
    """Audit claims; exit 1 when a verdict is not the one on record."""
    from falsum.interface.audit_command import Request, audit_claims

    request = Request(tuple(what or ()), k, profile, device, jobs, seed, out, fresh)
    _run(lambda: audit_claims(request))


@app.command()
def verify(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Certificates.")],
    claims: Claims = None,
) -> None:
    """Verify certificates, without a search; exit 1 when one is rejected."""
    from falsum.interface import commands

    _run(lambda: commands.verify(files, claims))


@app.command()
def report(claims: Claims = None, out: Results = None) -> None:
    """Rebuild the pages of findings from the last audit and what is known already."""
    from falsum.interface import commands

    _run(lambda: commands.rebuild(claims, out))


@app.command()
def new(name: Annotated[str, typer.Argument(metavar="NAME", help="document.statement")]) -> None:
    """Write the two files of a new statement, with an example that runs."""
    from falsum.interface.scaffold import scaffold

    _run(lambda: scaffold(name))


@app.command()
def constants(claim: ClaimId, claims: Claims = None, out: Results = None) -> None:
    """Show the constants of a claim: printed, and sharpest by the last audit."""
    from falsum.interface import commands

    _run(lambda: commands.constants(claim, claims, out))


@app.command()
def diff(
    run_a: Annotated[Path, typer.Argument(metavar="RUN_A", help="An audit.json or its folder.")],
    run_b: Annotated[Path, typer.Argument(metavar="RUN_B", help="Another one.")],
) -> None:
    """Compare two runs; exit 1 when a verdict differs."""
    from falsum.interface import commands

    _run(lambda: commands.diff(run_a, run_b))


def main() -> None:
    """Run the command line; a wrong option is one line and exit status 2, as all bad usage is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal of few letters shows "?" for the others
            stream.reconfigure(errors="replace")
    try:
        status = app(standalone_mode=False)
    except typer.Abort:
        typer.echo("falsum: interrupted", err=True)
        status = 130
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        message = error.format_message()
        if message:
            typer.echo(
                f"falsum: {' '.join(message.split()).rstrip('.')}; see falsum --help", err=True
            )
        status = getattr(error, "exit_code", 2)
    sys.exit(status)
