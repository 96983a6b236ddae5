"""Every form there is, filled in wrongly in every way: none is lost, none breaks anything.

The pages of the access matrix with one of everything. A form that is taken is followed to the
forms behind it. Afterwards all rows are what they were.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from tests.conftest import NOW
from tests.support.canaries import let_forms_show
from tests.support.everybody import everybody, saved_things, words_of_all
from tests.support.page_forms import PageForm, forms_on
from tests.support.rewinding import rewound
from tests.support.spoilt import complaint, same_browser, spoilt

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1200)]

LINES = (Path(__file__).parents[1] / "house" / "access.txt").read_text("utf-8").splitlines()
TABLE = [tuple(line.split()[:2]) for line in LINES]
FILES = (".pdf", ".png", ".xlsx", ".csv", ".ics", ".vcf", ".zip", ".json", ".atom", ".css")


@dataclass
class Run:
    """What was met and found. A form is known by its address, its fields and its buttons."""

    app: Flask
    known: set[tuple] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    found: list[tuple] = field(default_factory=list)
    count: int = 0

    def rule(self, path: str, method: str) -> str:
        """Return the rule that serves ``path``; "" if none does."""
        adapter = self.app.url_map.bind("netz.example.de")
        try:
            found, _ = adapter.match(path.partition("?")[0], method=method, return_rule=True)
        except HTTPException:
            return ""
        return found.rule

    def page(self, client: FlaskClient, path: str, *, depth: int = 2) -> None:
        """Spoil the forms of a page."""
        answer = client.get(path, follow_redirects=True)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            return
        for form in forms_on(path, answer.text):
            self.form(client, form, depth=depth)

    def form(self, client: FlaskClient, form: PageForm, *, depth: int) -> None:
        """Spoil a form; where it is taken as it stands or filled in, those behind it too."""
        key = (
            self.rule(form.buttons[0][2], "POST"),
            frozenset(name for name in form.names if not any(map(str.isdigit, name))),
            frozenset(name for name, _, _ in form.buttons),
        )
        if key in self.known:
            return
        self.known.add(key)
        self.met |= {self.rule(target, "POST") for _, _, target in form.buttons}
        with rewound() as rewind:
            for way, data in spoilt(form):
                with same_browser(client):
                    wrong, answer = complaint(client, form, way, data)
                if answer.status_code < 400:
                    rewind()
                self.count += 1
                self.found += [(form.page, form.buttons[0][2], way, wrong)] * bool(wrong)
            if depth:
                self.behind(client, form, rewind, depth=depth - 1)

    def behind(
        self, client: FlaskClient, form: PageForm, rewind: Callable[[], None], *, depth: int
    ) -> None:
        """Send the form by each of its buttons, and spoil the forms that come next."""
        for name, value, target in form.buttons:
            for data in (form.data(), form.filled()):
                if name:
                    data.setlist(name, [value])
                with same_browser(client):
                    answer = client.post(target, data=data)
                    if answer.status_code >= 500:
                        self.found.append((form.page, target, "as it stands", answer.status_code))
                    if answer.status_code == 303:
                        self.page(client, _path(answer.headers["Location"]), depth=depth)
                    elif answer.status_code == 200 and answer.mimetype == "text/html":
                        for one in forms_on(target, answer.text):
                            self.form(client, one, depth=depth)
                    if answer.status_code < 400:
                        rewind()


def _path(location: str) -> str:
    return location.removeprefix("https://netz.example.de").partition("#")[0] or "/"


@pytest.fixture
def unlimited(app, english, monkeypatch):
    app.extensions["eventsvc.clock"] = lambda: NOW
    monkeypatch.setattr("eventsvc.web.security.limiter.enabled", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    return app


def test_every_form_of_every_page_comes_back_with_what_was_typed(unlimited):
    ours, theirs = saved_things("ours", NOW), saved_things("theirs", NOW)
    browsers = everybody(unlimited, ours, theirs, NOW)
    let_forms_show(words_of_all())
    run = Run(unlimited)
    for rule, method in TABLE:
        if method == "GET" and not rule.endswith(FILES) and rule != "/sign-in/<token>":
            for who in ("outsider", "organiser", "administrator"):
                run.page(browsers[who], ours.address(rule))

    posts = {rule for rule, method in TABLE if method == "POST"}
    assert run.found == []
    assert run.count > 600
    assert len(posts & run.met) > 160
