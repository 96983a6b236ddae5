"""The gate of writers: one after the other, in the order they came.

SQLite has one write lock and no queue: whoever polls at the right moment gets it, and under
load somebody starves. Threads of this process queue here; processes queue by ``flock``.
"""

import fcntl
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FairGate:
    """Lets one writer through at a time. A killed process lets go of the file by itself."""

    def __init__(self, lock_file: Path) -> None:
        self._lock_file = lock_file
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Wait for our turn; let the next one in afterwards."""
        turn = self._queue()
        turn.wait()
        try:
            with self._lock_file.open("ab") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield
        finally:
            self._leave()

    def _queue(self) -> threading.Event:
        turn = threading.Event()
        with self._guard:
            self._waiting.append(turn)
            if len(self._waiting) == 1:
                turn.set()
        return turn

    def _leave(self) -> None:
        with self._guard:
            self._waiting.popleft()
            if self._waiting:
                self._waiting[0].set()
