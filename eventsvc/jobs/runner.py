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
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Runs:
    """How the tasks of this process went: written by its loops, read by whoever watches it."""

    succeeded: dict[str, float] = field(default_factory=dict)
    """When a task last ended without a fault, by its name; seconds since 1970."""
    failed: dict[str, int] = field(default_factory=dict)
    """How often a task failed, by its name."""


def run(
    stop: threading.Event,
    tasks: Sequence[Task],
    *,
    lock: Path,
    runs: Runs | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Run each of ``tasks`` when it is due, until ``stop`` is set; keep in ``runs`` how it went.

    A task that fails is logged and comes again in its turn; the others go on. Waits without
    working while another process holds ``lock``.
    """
    runs = runs or Runs()
    with _alone(lock, stop) as alone:
        due = dict.fromkeys(tasks, clock())
        if alone:
            runs.failed.update({task.name: 0 for task in tasks})
        while alone and not stop.wait(TICK):
            for task in due:
                if clock() >= due[task] and not stop.is_set():
                    _run_once(task, stop, runs)
                    due[task] = clock() + task.every


def _run_once(task: Task, stop: threading.Event, runs: Runs) -> None:
    try:
        task.work(stop)
        runs.succeeded[task.name] = time.time()
    except Exception:
        runs.failed[task.name] += 1
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
