"""What a user's code raised, in one line: the file and line, the exception, what to write."""

from __future__ import annotations

import inspect
import linecache
import re
import sysconfig
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from falsum.errors.advice import advice, computed
from falsum.errors.faults import MeasurementError
from falsum.errors.lines import plain_line

LONGEST = 300  # characters of an exception's own message
LISTED = re.compile(r"[,; ]*but expected one of:.*", re.DOTALL)  # signatures of torch
DEFINED = re.compile(r"\s*(async )?def ")
INSTALLED = {"site-packages", "dist-packages"}
OWN = Path(__file__).resolve().parents[1]
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


def described(
    error: BaseException,
    measure: Callable[..., Any] | None = None,
) -> Raised:
    """Describe an exception by the innermost line of the user's code.

    Where none of that was running, as when the engine refuses what came back, it is the line of
    ``measure``, the measurement, or of the function that the engine blames.
    """
    measure = getattr(error, "blamed", measure)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _is_users(f.filename)]
    where, source, text = "", "", message_of(error)
    if isinstance(error, SyntaxError) and error.filename and _is_users(error.filename):
        where = _place(error.filename, error.lineno or 1)
    elif frames:
        where = _place(frames[-1].filename, frames[-1].lineno or 1)
        source = _line(frames[-1].filename, frames[-1].lineno or 1)
    elif measure is not None:
        where, source = line_of(measure), _source(measure)
    instead = "" if _says_itself(error) else advice(type(error).__name__, text, source)
    explained = frames or instead or isinstance(error, SyntaxError)
    instead = instead or computed(text, source)
    what = _headed(error, text) + ("" if explained else _defect(error))
    shown = tuple(
        f"{_place(f.filename, f.lineno or 1)}: {plain_line(f.line or '')}" for f in frames
    )
    return Raised(where, f"{what}; {instead}" if instead else what, shown)


def line_of(function: Callable[..., Any]) -> str:
    """Return the place where a function is defined, below its decorators; "" where it has none."""
    code = getattr(function, "__code__", None)
    if code is None:
        return ""
    first = code.co_firstlineno
    if code.co_name == "<lambda>":
        return _place(code.co_filename, first)
    heads = (n for n in range(first, first + 100) if DEFINED.match(_line(code.co_filename, n)))
    return _place(code.co_filename, next(heads, first))


def _line(file: str, number: int) -> str:
    return linecache.getline(file, number)


def _source(function: Callable[..., Any]) -> str:
    """Return the text of a function, "" where there is no file of it."""
    try:
        return inspect.getsource(function)
    except (OSError, TypeError):
        return ""


def message_of(error: BaseException) -> str:
    """Return an exception's own message as one line, without what torch goes on to list."""
    try:
        own = error.msg if isinstance(error, SyntaxError) else str(error)
        text = " ".join(own.split())
    except Exception:  # a foreign class may fail at that
        return ""
    return plain_line(LISTED.sub("", text), LONGEST).strip()


def _headed(error: BaseException, text: str) -> str:
    """Return type and message of an exception, the message alone where the engine wrote it all."""
    if isinstance(error, MeasurementError) and text:
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _defect(error: BaseException) -> str:
    """Return where the engine was, for an exception that nothing of the user's explains."""
    own = [f for f in traceback.extract_tb(error.__traceback__) if _within(f.filename, OWN)]
    if not own or _says_itself(error):
        return ""
    return (
        f" (in falsum/{Path(own[-1].filename).resolve().relative_to(OWN)}, line {own[-1].lineno})"
    )


def _says_itself(error: BaseException) -> bool:
    """Tell whether an exception is one of the engine's own, which say what to write."""
    module = type(error).__module__
    return module.split(".")[0] == "falsum" and type(error).__name__ != "Undecided"


def _is_users(file: str) -> bool:
    """Tell a file of the user's from the engine, installed packages and the standard library."""
    if file.startswith("<") or file.endswith((".pyx", ".pxd", ".pxi")):  # compiled elsewhere
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
