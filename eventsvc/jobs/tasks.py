"""Everything that comes again: one line per task, each calling one service."""

from eventsvc.jobs.runner import Task

TASKS: tuple[Task, ...] = ()
