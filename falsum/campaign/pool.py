"""A pool of worker processes that outlives its workers.

loky starts the workers and notices when one dies, at which point it gives up everything in flight.
Here the units that were in flight run again, each alone; one that is alone when its worker dies is
the culprit and is recorded as failed.  Where no worker can be started at all, as when there is too
little memory for one, what is left is recorded as failed too.  Workers whose parent dies end too.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

U = TypeVar("U")

TICK = 1.0  # seconds between two looks at the clock, or of a worker at its parent
STARTS = 2  # times that a worker may fail to start before the pool gives up
DIED = "its worker process died: it ran out of memory, crashed or ended itself"
UNSTARTED = "no worker process can be started; free memory, or write --jobs 1"


@dataclass(frozen=True)
class Failed:
    """Why a unit has no result."""

    reason: str


@dataclass
class Pool(Generic[U]):
    """Apply ``function`` to units in ``jobs`` processes; a unit may take ``limit`` seconds."""

    function: Callable[[U], bytes]
    jobs: int
    limit: float
    prepare: Callable[[], None] | None = None
    _waiting: deque[U] = field(default_factory=deque)
    _suspects: deque[U] = field(default_factory=deque)
    _flying: dict[Future[bytes], tuple[U, float]] = field(default_factory=dict)
    _alone: bool = False
    _executor: Any = None
    _stillborn: int = 0

    def run(self, units: Iterable[U]) -> Iterator[tuple[U, bytes | Failed]]:
        """Yield each unit with its result as it finishes, in no particular order."""
        self._waiting.extend(units)
        try:
            while self._waiting or self._suspects or self._flying:
                self._launch()
                if self._stillborn >= STARTS:
                    yield from self._given_up()
                    return
                wait(self._flying, timeout=TICK, return_when=FIRST_COMPLETED)
                yield from self._collect()
                yield from self._overdue()
        finally:
            self._stop()

    def _launch(self) -> None:
        if not self._flying:
            self._alone = bool(self._suspects)
            if self._alone:
                self._submit(self._suspects)
        while not self._alone and self._waiting and len(self._flying) < self.jobs:
            if not self._submit(self._waiting):
                return

    def _submit(self, queue: deque[U]) -> bool:
        """Hand the first unit of a queue to a worker; it stays where there is none to take it."""
        if self._executor is None and not self._begun():
            return False
        try:
            future = self._executor.submit(self.function, queue[0])
        except (RuntimeError, OSError):  # broken since, by what is in flight
            if not self._flying:
                self._stillborn += 1
                self._stop()
            return False
        self._flying[future] = (queue.popleft(), time.monotonic())
        return True

    def _begun(self) -> bool:
        """Start the workers and tell whether one is up, so that no unit pays for its start."""
        from loky import ProcessPoolExecutor

        begin = (os.getpid(), self.prepare)
        try:
            self._executor = ProcessPoolExecutor(self.jobs, initializer=_begin, initargs=begin)
            self._executor.submit(int).result()
        except (RuntimeError, OSError, MemoryError):
            self._stillborn += 1
            self._stop()
            return False
        self._stillborn = 0
        return True

    def _given_up(self) -> Iterator[tuple[U, bytes | Failed]]:
        for unit in (*self._suspects, *self._waiting):
            yield unit, Failed(UNSTARTED)
        self._suspects.clear()
        self._waiting.clear()

    def _collect(self) -> Iterator[tuple[U, bytes | Failed]]:
        from loky.process_executor import BrokenProcessPool

        broken = False
        for future in [f for f in self._flying if f.done()]:
            error = future.exception()
            if isinstance(error, BrokenProcessPool):
                broken = True
                continue
            unit, _ = self._flying.pop(future)
            yield unit, Failed(f"{type(error).__name__}: {error}") if error else future.result()
        if broken:
            casualties = self._ground()
            if len(casualties) == 1:
                yield casualties[0], Failed(DIED)
            else:
                self._suspects.extend(casualties)

    def _overdue(self) -> Iterator[tuple[U, bytes | Failed]]:
        now = time.monotonic()
        late = [u for u, started in self._flying.values() if now - started > self.limit]
        if late:
            self._waiting.extendleft(u for u in self._ground() if u not in late)
            for unit in late:
                yield unit, Failed(f"it ran for more than {self.limit:.0f} seconds")

    def _ground(self) -> list[U]:
        """Kill the workers and return the units that were in flight."""
        units = [unit for unit, _ in self._flying.values()]
        self._stop()
        return units

    def _stop(self) -> None:
        self._flying.clear()
        if self._executor is not None:
            self._executor.shutdown(wait=True, kill_workers=True)
            self._executor = None


def _begin(parent: int, prepare: Callable[[], None] | None) -> None:
    """Prepare a worker process, which ends when its parent does, in the middle of a unit too."""
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    if prepare is not None:
        prepare()


def _follow(parent: int) -> None:
    """End this process once another one has adopted it: nobody waits for its result."""
    while os.getppid() == parent:
        time.sleep(TICK)
    os._exit(1)
