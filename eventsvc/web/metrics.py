"""How long requests take, for a machine that watches the service (Prometheus).

Counted only where ``EVENTSVC_METRICS_PORT`` is set, and never shown here: ``eventsvc.cli.metrics``
serves it on a port of its own. A request is told by its route (``/my/<token>``), its method and
the class of its status, as in the log: so the number of rows has a bound, and none names anybody.
"""

from typing import TYPE_CHECKING

from flask import Flask, Response

from eventsvc.web import logs

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

EXTENSION = "eventsvc.metrics"
BUCKETS = (0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds. Pages take less than a tenth, prints and imports some seconds (docs/performance.md)."""

NO_ROUTE = "none"
"""The route of what no page answers: whatever people and robots try."""


def measure_requests(app: Flask) -> None:
    """Measure each request of ``app`` from now on."""
    from prometheus_client import (  # noqa: PLC0415 -- seldom wanted
        CollectorRegistry,
        Histogram,
        disable_created_metrics,
    )

    # When a row began helps nobody, and is one row more for each.
    disable_created_metrics()  # type: ignore[no-untyped-call]
    registry = app.extensions[EXTENSION] = CollectorRegistry()
    seconds = Histogram(
        "eventsvc_request_seconds",
        "Seconds from the request to its answer, by route, method and class of status.",
        ("route", "method", "status"),
        buckets=BUCKETS,
        registry=registry,
    )

    def observe(response: Response) -> Response:
        status = f"{response.status_code // 100}xx"
        seconds.labels(logs.route() or NO_ROUTE, logs.method(), status).observe(logs.elapsed())
        return response

    app.after_request(observe)


def registry_of(app: Flask) -> "CollectorRegistry":
    """Return what has been measured of ``app``, for others to add to."""
    registry: CollectorRegistry = app.extensions[EXTENSION]
    return registry
