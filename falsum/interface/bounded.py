"""Work on what a stranger wrote, within limits that hold in C code too: a child process does it.

One child works on one item after another, so that what it imports is imported once.  The kernel
ends it when an item takes more processor time or memory than allowed, and another child goes on
with the next item.  Where there is no ``fork`` the work is done here, without limits.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn, TypeVar

SECONDS = 10  # of processor time for one item
WAIT = 6 * SECONDS  # seconds on the clock for one item, also where others use the processor
MEMORY = 2**30  # bytes of a child
HEADER = 8  # bytes that tell the length of a result

R = TypeVar("R")


def each(work: Callable[[int], str], count: int) -> Iterator[str | Exception]:
    """Yield ``work(0)``, ``work(1)``, ... , a TimeoutError or a MemoryError in place of some."""
    if not hasattr(os, "fork"):
        yield from map(work, range(count))
        return
    done = 0
    while done < count:
        with _child(work, done, count) as (pid, pipe):
            while done < count:
                result = _read(pipe)
                yield _why(pid) if result is None else result
                done += 1
                if result is None:
                    break


def unhurried(function: Callable[[str], R]) -> Callable[[str], R]:
    """Return a function whose time does not count, such as an import of one's own code."""
    if not hasattr(os, "fork"):
        return function

    def call(name: str) -> R:
        left, _ = signal.setitimer(signal.ITIMER_PROF, 0)
        try:
            return function(name)
        finally:
            signal.setitimer(signal.ITIMER_PROF, left)

    return call


@contextlib.contextmanager
def _child(work: Callable[[int], str], start: int, count: int) -> Iterator[tuple[int, int]]:
    """Start a child on the items from ``start`` on; give its id and the pipe that it writes to."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    ours, theirs = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # BLAS's threads survive a fork
        pid = os.fork()
    if pid == 0:
        os.close(ours)
        _work(work, range(start, count), theirs)
    os.close(theirs)
    try:
        yield pid, ours
    finally:
        os.close(ours)
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _work(work: Callable[[int], str], items: range, pipe: int) -> NoReturn:
    """Be the child: work within limits, write results, leave nothing behind."""
    try:
        _limit()
        for n in items:
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            result = work(n).encode("utf-8", "surrogateescape")
            signal.setitimer(signal.ITIMER_PROF, 0)
            data = len(result).to_bytes(HEADER, "big") + result
            while data:
                data = data[os.write(pipe, data) :]
    finally:
        os._exit(1)


def _limit() -> None:
    """Bound the memory of this process, and let nothing that kills it write to the terminal."""
    import faulthandler
    import resource

    faulthandler.disable()
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stderr__.fileno() if sys.__stderr__ else 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sizes = Path("/proc/self/statm")
    if sizes.is_file():
        mapped, resident, *_ = (int(n) * resource.getpagesize() for n in sizes.read_text().split())
        room = mapped + max(MEMORY - resident, MEMORY // 2)
        resource.setrlimit(resource.RLIMIT_AS, (room, room))


def _read(pipe: int) -> str | None:
    """Return one result of the child, or None where it ends, or takes too long, instead."""
    until = time.monotonic() + WAIT
    header = _bytes(pipe, HEADER, until)
    data = header and _bytes(pipe, int.from_bytes(header, "big"), until)
    return None if data is None else data.decode("utf-8", "surrogateescape")


def _bytes(pipe: int, count: int, until: float) -> bytes | None:
    found = b""
    while len(found) < count:
        ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
        more = os.read(pipe, count - len(found)) if ready else b""
        if not more:
            return None
        found += more
    return found


def _why(pid: int) -> Exception:
    """Say why a child gave no result; one that is still at work is ended."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    if not ended:
        time.sleep(0.05)  # its pipe closes before it can be waited for
        ended, status = os.waitpid(pid, os.WNOHANG)
    if not ended:
        return TimeoutError(f"not finished within {WAIT} seconds")
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF:
        return TimeoutError(f"not finished within {SECONDS} seconds of processor time")
    return MemoryError(f"not finished within {MEMORY // 2**20} MiB of memory, or it crashed")
