"""docs/first-meeting.md: what it says happens, and its pictures show what is there.

With EVENTSVC_WRITE_PICTURES=1 the pictures are made anew.
"""

import re
from datetime import UTC, datetime

import pytest

from eventsvc.app import create_app
from eventsvc.db.extension import db
from tests.conftest import settings_for
from tests.support import guide
from tests.support.browser import served
from tests.support.pictures import IMG, kept
from tests.support.prints import page_texts, pictures

pytestmark = [pytest.mark.browser, pytest.mark.proof, pytest.mark.timeout(300)]

MOST = 150 * 1024
"""Bytes of a picture."""

PAGES = {
    "start": ("/n/beispielland/", (1000, 640)),
    "profile": ("/n/beispielland/organisations", (390, 760)),
}
"""Picture → the page where its visit begins, and the size of the window."""

PRINTS = {"test-page": 60, "badges": 75}
"""Picture → dots per inch of the first page of the PDF."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder in which somebody followed the page to its end."""
    folder = tmp_path_factory.mktemp("first-meeting")
    answers = guide.followed(folder)
    (folder / "answers").mkdir()
    for number, answer in enumerate(answers):
        (folder / "answers" / f"{number:02}").write_text(answer, encoding="utf-8")
    return folder


def test_the_commands_of_the_page_answer_as_it_says(folder):
    answers = [path.read_text(encoding="utf-8") for path in sorted((folder / "answers").iterdir())]

    assert answers == [step.answer for step in guide.steps()]


def test_the_badges_of_the_page_are_those_of_its_list(folder):
    words = "\n".join(page_texts((folder / "badges.pdf").read_bytes()))

    names = ("Beispiel", "Mustermann", "Probe", "Test", "Vzorný", "Zeitungsente")
    assert {name: words.count(f"{name}\n") for name in names} == {
        **dict.fromkeys(names, 1),
        "Mustermann": 2,
    }
    assert (words.count("Keine Fotos"), words.count("PROBEDRUCK")) == (1, 0)


def test_the_pages_show_exactly_the_pictures_there_are_and_they_are_small():
    pages = [page.read_text(encoding="utf-8") for page in (guide.ROOT / "docs").glob("*.md")]
    shown = re.findall(r"!\[[^\]]+\]\(img/([^)]+)\)", "".join(pages))
    there = {path.name: path.stat().st_size for path in IMG.iterdir()}

    assert sorted(shown) == sorted(there)
    assert {name: size for name, size in there.items() if size > MOST} == {}


def test_what_the_pictures_show_is_there(folder, open_page):
    app = create_app(settings_for(folder / "data", public_url="http://127.0.0.1:8000"))
    app.extensions["eventsvc.clock"] = lambda: datetime(2027, 2, 17, 9, 0, tzinfo=UTC)
    with served(app) as address:
        for name, (path, size) in PAGES.items():
            visit = open_page(address + path)
            if name == "profile":
                visit.page.get_by_role("main").get_by_role("link", name="Stadt Muster").click()
            assert (
                visit.page.locator("h1").inner_text()
                == {
                    "start": "Netzwerk Beispielland",
                    "profile": "Stadt Musterstadt",
                }[name]
            )
            visit.keep(name, size)
    with app.app_context():
        db.engine.dispose()
    for name, dpi in PRINTS.items():
        first = pictures((folder / f"{name}.pdf").read_bytes(), dpi=dpi)[0]
        assert first.getextrema() == (0, 255)
        kept(name, first)
