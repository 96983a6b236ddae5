"""Filling in forms as a browser does: what stands in the fields is sent, changed where said."""

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class Form(HTMLParser):
    """The fields of the one POST form on a page, or of the one with ``action``."""

    def __init__(self, action: str | None = None) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._action, self._inside, self._area, self._select = action, False, "", ""
        self._is_first = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            here = self._action in (None, given.get("action"))
            self._inside = given.get("method") == "post" and here
        elif self._inside:
            self._field(tag, given, attrs)

    def _field(self, tag: str, given: dict[str, str], attrs: list[tuple[str, str | None]]) -> None:
        name, marks = given.get("name", ""), {key for key, _ in attrs}
        if tag == "input" and name and given.get("type") not in {"submit", "file"}:
            if given.get("type") not in {"radio", "checkbox"} or "checked" in marks:
                self.fields.setdefault(name, []).append(given.get("value", ""))
        elif tag == "textarea":
            self._area = name
            self.fields[name] = [""]
        elif tag == "select":
            self._select, self._is_first = name, True
        elif tag == "option" and self._select:
            if self._is_first:
                self.fields.setdefault(self._select, []).append("")
            if self._is_first or "selected" in marks:
                self.fields[self._select][-1] = given.get("value", "")
            self._is_first = False

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            text = self.fields[self._area][0]
            self.fields[self._area] = [text.removeprefix("\n")]
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._inside = False


def form_in(text: str, action: str | None = None) -> dict[str, list[str]]:
    """Return name → values of what the page's form would send."""
    form = Form(action)
    form.feed(text)
    assert "csrf_token" in form.fields, "no form on the page"
    return form.fields


def send(
    client: FlaskClient, path: str, changes: dict[str, Any] | None = None, **options: Any
) -> TestResponse:
    """Open the page, change some fields, send the form."""
    return send_on(client, path, client.get(path).text, changes, **options)


def send_on(
    client: FlaskClient,
    path: str,
    text: str,
    changes: dict[str, Any] | None = None,
    *,
    action: str | None = None,
) -> TestResponse:
    """Send the form of a page that was opened before. ``action``: where its form goes."""
    data = form_in(text, action) | (changes or {})
    return client.post(action or path, data=data)
