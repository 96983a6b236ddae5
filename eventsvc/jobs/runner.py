"""The loop that runs recurring work: the outbox every few seconds, the schedule every minute.

One process of a machine runs it at a time, whoever holds the lock file; another takes over when
that one ends. On several machines each task must guard itself (``FOR UPDATE SKIP LOCKED``).
"""

import fcntl
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)

TICK = 1.0
"""Seconds between two looks at what is due; also how long a stop may wait between tasks."""


@dataclass(frozen=True, slots=True)
class Task:
    """Work that comes again. ``every`` is in seconds, counted from the end of the last run.

    ``work`` gets the stop event: what may take long looks at it and returns early.
    """

    name: str
    every: float
    work: Callable[[threading.Event], object]


def run(
    stop: threading.Event,
    tasks: Sequence[Task],
    *,
    lock: Path,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Run each of ``tasks`` when it is due, until ``stop`` is set.

    A task that fails is logged and comes again in its turn; the others go on. Waits without
    working while another process holds ``lock``.
    """
    with _alone(lock, stop) as alone:
        due = dict.fromkeys(tasks, clock())
        while alone and not stop.wait(TICK):
            for task in due:
                if clock() >= due[task] and not stop.is_set():
                    _run_once(task, stop)
                    due[task] = clock() + task.every


def _run_once(task: Task, stop: threading.Event) -> None:
    try:
        task.work(stop)
    except Exception:
        log.exception("task-failed", extra={"facts": {"task": task.name}})


@contextmanager
def _alone(lock: Path, stop: threading.Event) -> Iterator[bool]:
    """Hold ``lock`` while inside; give False when ``stop`` came before it was free."""
    with lock.open("w") as file:
        while not stop.is_set():
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                stop.wait(TICK)
            else:
                yield True
                return
        yield False
