"""What nobody may find in the log, in error pages and in metrics: the canaries of the suite.

Tests write such names and addresses everywhere, so whatever the program tells on its way is
looked at in the whole suite, not in a test of its own.
"""

import html
import io
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote_plus

from flask import Flask
from prometheus_client import generate_latest

from eventsvc.cli.metrics import watched
from eventsvc.jobs.runner import Runs
from eventsvc.web import metrics

CANARIES = ("@", "/my/", "Erika", "Muster", "canary")
"""What no line of the log, no error page and no metric may hold: addresses, links, names."""

OFFICE = "netzwerk@"
"""How the address of the office begins: a network publishes it, so its pages may name it."""

EXAMPLES = (
    "info@example.org",
    "name@example.org",
    "name@town.de",
    "name@ort.de",
    "digital@town.de",
    "digital@stadt.de",
    "jmeno@example.org",
    "jmeno@mesto.cz",
    "digital@mesto.cz",
    "imie@example.org",
    "imie@miasto.pl",
    "cyfryzacja@miasto.pl",
)
"""Addresses that hints and refusals give as examples of how to write one."""

FORMS_GIVEN_BACK = (409, 422)
"""The answers that may be the form somebody sent, with what is wrong in it."""

_PART = r"[^\s<>()\"'“”„‚‘’(),;:=/&?]*"
_NAMING = re.compile(rf"/my/[\w.-]*|{_PART}(?:@|Erika|Muster|canary){_PART}")
"""A word that names somebody, from end to end: what stands around a canary."""

_found: list[str] = []
_shown: list[str] = []


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


def look_at_error_page(page: str, status: int, *, sent: str) -> None:
    """Note an error page that names somebody; the test that got it fails by ``taken``.

    It is sent on to whoever is asked for help, and may be shown to whoever guessed an address.
    A form given back may repeat what was typed into it, which the same request ``sent``, and
    nothing else; only a page with that form counts as one. A test whose form is of the office's
    own people, on its own page, says so by the mark ``form_shows``.
    """
    told = html.unescape(page)
    for ours in (OFFICE, *EXAMPLES):
        told = told.replace(ours, "")
    named = set(_NAMING.findall(told))
    if status in FORMS_GIVEN_BACK and 'method="post"' in page.partition("<main")[2]:
        known = " ".join((sent, *_shown)).lower()
        named = {word for word in named if word.rstrip(".!").lower() not in known}
    if named:
        _found.append(f"the error page {status} names {sorted(named)}: {page}")


def taken() -> list[str]:
    """Return what error pages named since this was asked last."""
    found = _found[:]
    _found.clear()
    return found


def let_forms_show(words: Iterable[str]) -> None:
    """Let forms given back show these ``words`` from now on, and no others."""
    _shown[:] = words


def watch_error_pages() -> None:
    """Look at every error page of this process, whoever asked for it and by whichever way."""
    real = Flask.__call__

    def answer_and_look(self: Flask, environ: dict[str, Any], start: Callable) -> Iterable[bytes]:
        body = environ["wsgi.input"] = Kept(environ["wsgi.input"])
        statuses: list[int] = []

        def note_status(status: str, *rest: object) -> object:
            statuses.append(int(status[:3]))
            return start(status, *rest)

        parts = real(self, environ, note_status)
        if statuses[-1] < 400:
            return parts
        page = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        address = f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        look_at_error_page(
            page.decode(errors="replace"), statuses[-1], sent=as_typed(address, bytes(body.kept))
        )
        return [page]

    Flask.__call__ = answer_and_look


def as_typed(address: str, body: bytes) -> str:
    """Return what a request sent: its address and its body, as they were typed and as sent."""
    sent = f"{address}\n{body.decode(errors='replace')}"
    return f"{sent}\n{unquote_plus(sent)}"


class Kept(io.RawIOBase):
    """The body of a request, and as much of it as was read."""

    def __init__(self, body: io.BufferedIOBase) -> None:
        super().__init__()
        self._body = body
        self.kept = bytearray()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:
        read = self._body.read(len(buffer))
        buffer[: len(read)] = read
        self.kept += read
        return len(read)
