"""The log: one JSON object a line, without anything that tells of a person.

A line holds the event, where it came from and facts that the code names on purpose
(``extra={"facts": …}``). Arguments are never written into the text, and neither is the text of an
exception: both carry names, addresses and tokens. An exception is told by its type and the lines
of code it passed. A request is told by its route (``/my/<token>``), never by its address.
"""

import json
import logging
import time
import traceback
from datetime import UTC, datetime
from http import HTTPMethod
from types import TracebackType
from typing import TextIO

from flask import Flask, Response, g, request

log = logging.getLogger("eventsvc.request")

METHODS = frozenset(HTTPMethod)
"""Those of RFC 9110 and 5789."""

ExcInfo = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]
"""What ``sys.exc_info`` returns."""


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON; times in UTC, to the millisecond."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for ``record``."""
        moment = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {
            "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            # Whoever logs an exception may have put an address into the text (Flask does).
            "event": "exception" if record.exc_info else str(record.msg),
        }
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line |= told(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def told(exc_info: ExcInfo) -> dict[str, object]:
    """Return what a line may say of an exception: its type and the lines of code it passed."""
    kind, _error, trace = exc_info
    frames = traceback.extract_tb(trace)
    return {
        "exception": f"{kind.__module__}.{kind.__qualname__}" if kind else "",
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


def config(stream: TextIO | None = None) -> dict[str, object]:
    """Return logging's configuration: every line to ``stream`` (standard error), as JSON."""
    handler = {"class": "logging.StreamHandler", "formatter": "json", "stream": stream}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"json": handler},
        "root": {"handlers": ["json"], "level": "INFO"},
        "loggers": {"_granian": {"level": "WARNING"}, "alembic": {"level": "WARNING"}},
    }


def log_requests(app: Flask) -> None:
    """Log each request of ``app``: method, route, status, milliseconds."""
    app.before_request(_start)
    app.after_request(_end)


def _start() -> None:
    g.started = time.perf_counter()


def elapsed() -> float:
    """Return the seconds since the request came."""
    now = time.perf_counter()
    # A request refused before ours ran (host not trusted) has no start.
    return now - float(g.get("started", now))


def route() -> str | None:
    """Return the request's route, which names nobody, unlike its address; None: no such page."""
    return request.url_rule.rule if request.url_rule else None


def method() -> str:
    """Return the request's method; a client may send any word for one, which is not repeated."""
    return request.method if request.method in METHODS else "other"


def _end(response: Response) -> Response:
    facts = {
        "method": method(),
        "route": route(),
        "status": response.status_code,
        "ms": round(elapsed() * 1000),
    }
    log.info("request", extra={"facts": facts})
    return response
