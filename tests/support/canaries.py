"""What nobody may find in the log, in error pages and in metrics: the canaries of the suite.

Tests write such names and addresses everywhere, so whatever the program tells on its way is
looked at in the whole suite, not in a test of its own.
"""

from flask import Flask
from prometheus_client import generate_latest

from eventsvc.cli.metrics import watched
from eventsvc.jobs.runner import Runs
from eventsvc.web import metrics

CANARIES = ("@", "/my/", "Erika", "Muster", "canary")
"""What no line of the log, no error page and no metric may hold: addresses, links, names."""


def named_in(text: str) -> list[str]:
    """Return the canaries in what is told by route: ``/my/<token>`` names nobody."""
    plain = text.replace("/my/<token>", "")
    return [word for word in CANARIES if word in plain]


def look_at_metrics(text: str) -> None:
    """Refuse metrics that name somebody."""
    if found := named_in(text):
        raise AssertionError(f"the metrics name {found}: {text}")


def look_at_metrics_of(app: Flask) -> None:
    """Look at what ``app`` would tell now, with all that it is asked for."""
    if metrics.EXTENSION in app.extensions:
        look_at_metrics(generate_latest(watched(app, Runs())).decode())
