"""What a user's code raised, in one line: the file and line, the exception, what to write."""

from __future__ import annotations

import linecache
import sysconfig
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from falsum.advice import advice
from falsum.faults import MeasurementError
from falsum.files import plain_line

LONGEST = 300  # characters of an exception's own message
INSTALLED = {"site-packages", "dist-packages"}
OWN = Path(__file__).resolve().parent
LIBRARY = [Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib")]


class Raised(NamedTuple):
    """Where a user's code raised, as file:line, and what, with what to write instead.

    ``frames`` is the way there through the user's files, the innermost call last.
    """

    place: str
    what: str
    frames: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """Return place and exception as one line."""
        return f"{self.place}: {self.what}" if self.place else self.what


def described(error: BaseException, measure: Callable[..., Any] | None = None) -> Raised:
    """Describe an exception by the innermost line of the user's code.

    Where none of that was running, as when the engine refuses what came back, it is the line of
    ``measure``, the measurement.
    """
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _is_users(f.filename)]
    where, source = "", ""
    if isinstance(error, SyntaxError) and error.filename and _is_users(error.filename):
        where = _place(error.filename, error.lineno or 1)
    elif frames:
        where = _place(frames[-1].filename, frames[-1].lineno or 1)
        source = linecache.getline(frames[-1].filename, frames[-1].lineno or 1).strip()
    elif measure is not None:
        where = line_of(measure)
    message = _message(error, inside=not frames)
    instead = "" if _says_itself(error) else advice(error, source)
    shown = tuple(
        f"{_place(f.filename, f.lineno or 1)}: {plain_line(f.line or '')}" for f in frames
    )
    return Raised(where, "; ".join(part for part in (message, instead) if part), shown)


def line_of(function: Callable[..., Any]) -> str:
    """Return the place of a function's own line, "" where it has none."""
    code = getattr(function, "__code__", None)
    return "" if code is None else _place(code.co_filename, code.co_firstlineno)


def _message(error: BaseException, inside: bool) -> str:
    """Return type and message; where the engine alone was running, a defect says where."""
    try:
        text = str(error)
    except Exception:  # a foreign class may fail at that too
        text = ""
    text = plain_line(" ".join(text.split()), LONGEST).strip()
    if isinstance(error, MeasurementError) and text:
        return text
    if inside and not _says_itself(error):
        text += _defect(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _defect(error: BaseException) -> str:
    own = [f for f in traceback.extract_tb(error.__traceback__) if _within(f.filename, OWN)]
    if not own:
        return ""
    return f" (in falsum/{Path(own[-1].filename).relative_to(OWN)}, line {own[-1].lineno})"


def _says_itself(error: BaseException) -> bool:
    """Tell whether an exception is one of the engine's own, which say what to write."""
    module = type(error).__module__
    return module.split(".")[0] == "falsum" and type(error).__name__ != "Undecided"


def _is_users(file: str) -> bool:
    """Tell a file of the user's from the engine, installed packages and the standard library."""
    if file.startswith("<"):
        return False
    parts = set(Path(file).parts)
    return not (parts & INSTALLED or any(_within(file, top) for top in (OWN, *LIBRARY)))


def _within(file: str, folder: Path) -> bool:
    return Path(file).resolve().is_relative_to(folder)


def _place(file: str, line: int) -> str:
    """Return file:line, the file relative to the current folder where it lies below."""
    path, here = Path(file).resolve(), Path.cwd()
    near = path.relative_to(here) if path.is_relative_to(here) else path
    return f"{plain_line(str(near), LONGEST)}:{line}"
