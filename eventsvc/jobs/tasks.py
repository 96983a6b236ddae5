"""Everything that comes again: one line per task, each calling one service."""

from eventsvc.jobs.outbox import deliver_due
from eventsvc.jobs.runner import Task
from eventsvc.services.delivery import office_of
from eventsvc.settings import Settings

OUTBOX_EVERY = 2.0
"""Seconds: who asked for a link to sign in is waiting for it."""


def tasks(settings: Settings) -> tuple[Task, ...]:
    """Return the tasks of a service with these settings."""
    office = office_of(settings)
    return (Task("outbox", OUTBOX_EVERY, lambda stop: deliver_due(office=office, stop=stop)),)
