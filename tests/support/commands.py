"""``eventsvc …`` on a test's own database, and following links with a test's own client."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from eventsvc.cli import main
from tests.conftest import PUBLIC_URL

_HREF = re.compile(r'\shref="([^"]*)"')
_OURS = {"here", urlsplit(PUBLIC_URL).netloc}


@pytest.fixture
def eventsvc(app, settings, monkeypatch) -> Callable[..., str]:
    """Call a command that must go well (or end with ``code``); gives all that it said."""
    monkeypatch.setenv("EVENTSVC_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("EVENTSVC_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("EVENTSVC_PUBLIC_URL", settings.public_url)
    monkeypatch.setenv("EVENTSVC_SECRET_KEY", settings.secret_key.get_secret_value())

    def call(*arguments: object, code: int = 0) -> str:
        done = CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)
        assert done.exit_code == code, done.output
        return done.output

    return call


def followed(
    client: FlaskClient, start: str, *, but: tuple[str, ...] = ()
) -> dict[str, TestResponse]:
    """Return every answer that links lead to from ``start`` on this host: address → answer.

    The paths in ``but`` are not opened.
    """
    answers: dict[str, TestResponse] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in answers or urlsplit(path).path in but:
            continue
        answers[path] = answer = client.get(path)
        if answer.mimetype == "text/html":
            waiting += _linked(answer.text, at=path)
    return answers


def _linked(html: str, *, at: str) -> list[str]:
    parts = [
        urlsplit(urljoin(f"http://here{at}", unescape(found))) for found in _HREF.findall(html)
    ]
    return [
        f"{part.path}?{part.query}" if part.query else part.path
        for part in parts
        if part.netloc in _OURS and not part.path.startswith(("/static/", "/sign-out"))
    ]
