"""How the service is: for the machines that watch it. Public, and tells nothing but yes or no.

``/healthz``: this process answers. ``/readyz``: it can do its work; else 503 and what is wrong.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue

from eventsvc.db.queries.ops import database_answers
from eventsvc.db.schema import is_at_head
from eventsvc.services.condition import LONGEST_WAIT, free_bytes, overdue
from eventsvc.settings import LEAST_FREE_BYTES, Settings

blueprint = Blueprint("ops", __name__)


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Tell that this process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Tell whether this process can do its work, check by check."""
    checks = {name: _holds(check) for name, check in CHECKS.items()}
    ready = all(checks.values())
    status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
    answer = jsonify(status="ok" if ready else "not ready", checks=checks)
    answer.headers["Cache-Control"] = "no-store"
    return answer, status


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        current_app.logger.exception("readiness-check-failed")
        return False


def _space() -> bool:
    settings: Settings = current_app.extensions["eventsvc.settings"]
    return free_bytes(settings.data_dir) >= LEAST_FREE_BYTES


def _outbox() -> bool:
    return overdue(now=datetime.now(UTC)) < LONGEST_WAIT


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "schema": is_at_head,
    "space": _space,
    "outbox": _outbox,
}
