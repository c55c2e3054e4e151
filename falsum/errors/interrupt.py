"""Ctrl-C, told apart from a KeyboardInterrupt that a user's own code raises."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STATUS = 130  # of a run that was interrupted


class _Ear:
    """Whether the signal is heard here, and whether it has come."""

    listening = False
    heard = False


def _hear(number: int, frame: FrameType | None) -> None:
    _Ear.heard = True
    raise KeyboardInterrupt


@contextmanager
def listening() -> Iterator[None]:
    """Take note of Ctrl-C within, where the main thread runs; a signal that is ignored stays so."""
    if threading.current_thread() is not threading.main_thread() or _Ear.listening:
        yield
        return
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, _hear)
    _Ear.listening, _Ear.heard = before in (signal.default_int_handler, signal.SIG_IGN), False
    try:
        yield
    finally:
        if before is signal.default_int_handler:
            signal.signal(signal.SIGINT, before)
        _Ear.listening = _Ear.heard = False


def ignore() -> None:
    """Leave Ctrl-C to the parent: it ends its worker processes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Ear.listening = True


def ends_the_run(error: BaseException) -> bool:
    """Tell whether an exception is a Ctrl-C, or hides one, and no crash of what it came from."""
    return _Ear.heard or (isinstance(error, KeyboardInterrupt) and not _Ear.listening)
