"""What a machine that watches the service reads (Prometheus), served on a port of its own.

Each process answers for itself, from its memory: files that processes share would end them all
when the disk is full. With several workers each takes the first free one of as many ports.
Numbers are by route and by task, never by network or person (``docs/privacy.md``).
"""

import errno
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Flask

from eventsvc.cli.context import settings_of
from eventsvc.services import condition
from eventsvc.web.metrics import registry_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import CollectorRegistry, Metric

    from eventsvc.jobs.runner import Runs

log = logging.getLogger(__name__)


def serve_metrics(app: Flask, runs: "Runs", *, ports: range) -> None:
    """Answer on the first free one of ``ports``, in a thread, until this process ends."""
    if not ports:
        return
    from prometheus_client import start_http_server

    host = settings_of(app).metrics_host
    registry = watched(app, runs)
    for port in ports:
        try:
            start_http_server(port, addr=host, registry=registry)
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE:
                raise
        else:
            return
    log.warning("metrics-not-served", extra={"facts": {"first_port": ports[0]}})


def watched(app: Flask, runs: "Runs") -> "CollectorRegistry":
    """Return what tells, besides requests, how process, database, mails and tasks are."""
    from prometheus_client import ProcessCollector

    registry = registry_of(app)
    ProcessCollector(registry=registry)
    registry.register(_Condition(app))
    registry.register(_Tasks(runs))
    return registry


class _Condition:
    """How the service is, asked anew at each look."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def collect(self) -> "Iterator[Metric]":
        """Tell what can be told; an ill database is a finding, no fault of the answer."""
        folder = settings_of(self._app).data_dir
        backup = condition.last_backup(folder)
        mails = self._outbox()
        yield _gauge(
            "data_free_bytes", "Free space in the data folder.", condition.free_bytes(folder)
        )
        yield _gauge(
            "backup_timestamp_seconds",
            "When eventsvc backup last made a copy on this machine; 0: never.",
            backup.timestamp() if backup else 0,
        )
        yield _gauge("database_up", "1 when the database answers.", mails is not None)
        if mails is not None:
            yield from _told(mails)

    def _outbox(self) -> condition.Outbox | None:
        try:
            with self._app.app_context():
                return condition.outbox(now=datetime.now(UTC))
        except Exception:
            log.exception("metrics-without-database")
            return None


class _Tasks:
    """How the tasks of this process went; another process may be the one that runs them."""

    def __init__(self, runs: "Runs") -> None:
        self._runs = runs

    def collect(self) -> "Iterator[Metric]":
        """Tell of each task when it last ended well and how often it failed."""
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        succeeded = GaugeMetricFamily(
            "eventsvc_task_success_timestamp_seconds",
            "When a task of the schedule last ended without a fault.",
            labels=("task",),
        )
        for task, moment in sorted(self._runs.succeeded.copy().items()):
            succeeded.add_metric((task,), moment)
        failed = CounterMetricFamily(
            "eventsvc_task_failures", "How often a task of the schedule failed.", labels=("task",)
        )
        for task, times in sorted(self._runs.failed.copy().items()):
            failed.add_metric((task,), times)
        yield succeeded
        yield failed


def _told(mails: condition.Outbox) -> "Iterator[Metric]":
    yield _gauge("outbox_waiting_mails", "Mails that wait to be sent.", mails.waiting)
    yield _gauge(
        "outbox_oldest_seconds",
        "For how long the oldest of them has been queued.",
        mails.oldest.total_seconds(),
    )
    yield _gauge(
        "outbox_overdue_seconds",
        "For how long a mail has been due that nobody sends; /readyz fails at 900.",
        mails.overdue.total_seconds(),
    )
    yield _gauge(
        "outbox_refused_mails",
        "Mails that no mail server takes, until their days are over.",
        mails.refused,
    )


def _gauge(name: str, meaning: str, value: float) -> "Metric":
    from prometheus_client.core import GaugeMetricFamily

    return GaugeMetricFamily(f"eventsvc_{name}", meaning, value=value)
