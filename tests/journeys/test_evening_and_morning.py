"""The evening before a meeting and the morning at its door, walked by three kinds of people.

Once with a mouse, every screen looked at; once with the keyboard alone; once without JavaScript.
How many seconds each part takes is written to ``tests/shots/walk-….txt``.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from random import Random
from time import perf_counter

import pytest

from eventsvc import demo
from eventsvc.domain.access import Role
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, SHEETS
from eventsvc.services.account import accounts
from tests.conftest import NOW, settings_for
from tests.support import seventy
from tests.support.browser import SHOTS, Visit, served
from tests.support.hands import Hands, Keyboard, Mouse
from tests.support.mailbox import delivered, personal_path
from tests.support.prints import codes_by_zxing, labels, page_texts

pytestmark = [pytest.mark.browser, pytest.mark.proof, pytest.mark.timeout(900)]

PUBLIC_URL = "http://127.0.0.1:8000"
OFFICE = "buero@example.org"
MEETING = "/o/thueringen/meetings/treffen-5"
REPLIES = 50
PATIENCE = 120_000
"""Milliseconds: a machine that looks at every screen may have much else to do."""
AT_THE_DOOR = 20
"""Seconds within which somebody unannounced is in, with answers about photos and a badge."""
MORNING = datetime(2022, 12, 8, 7, 10, tzinfo=UTC)
"""Ten past eight in Mühlhausen."""

PICTURES = {
    "desk": ("morning-desk", 390, 844),
    "desk-person": ("morning-person", 390, 844),
    "desk-walk-in": ("morning-walk-in", 390, 844),
    "badges-beides": ("morning-badges", 1000, 800),
    "import-mapping": ("evening-list", 1000, 800),
    "badges-alles": ("evening-badges", 1000, 800),
}
"""Screen → picture of docs/organiser.md or docs/morning.md, and the size of its window."""


@pytest.fixture
def settings(tmp_path, database_url):
    """Chromium takes Secure cookies from a local address without https, but no __Host- ones."""
    return settings_for(tmp_path, database_url, public_url=PUBLIC_URL)


@dataclass
class Walk:
    """Somebody at work in a browser. ``look`` is called on every new screen, with its name."""

    visit: Visit
    hands: Hands
    address: str
    scripts: bool
    look: Callable[[Visit, str], None]
    seen: list[str] = field(default_factory=list)
    took: dict[str, float] = field(default_factory=dict)
    """Part of the walk → seconds, without those of looking."""
    looking: float = 0

    @property
    def page(self):
        return self.visit.page

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def button(self, name: "str | re.Pattern[str]"):
        return self.page.get_by_role("main").get_by_role("button", name=name).first

    def link(self, name: str):
        return self.page.get_by_role("main").get_by_role("link", name=name).first

    def field(self, label: str):
        return self.page.get_by_label(label).first

    def press(self, target) -> None:
        """Press what leads to another page, and wait for that page."""
        with self.page.expect_navigation():
            self.hands.press(target)

    def here(self, name: str) -> None:
        """Look at this screen the first time the walk comes by."""
        if name not in self.seen:
            self.seen.append(name)
            began = perf_counter()
            self.look(self.visit, name)
            self.looking += perf_counter() - began

    @contextmanager
    def timed(self, part: str) -> Iterator[None]:
        """Note how long a part of the walk takes."""
        began, looked = perf_counter(), self.looking
        yield
        self.took[part] = perf_counter() - began - (self.looking - looked)


def not_looked_at(_visit: Visit, _name: str) -> None:
    """Look at nothing: another walk does."""


@pytest.fixture
def clock(app) -> list[datetime]:
    """The time that everybody here reads: the last entry."""
    times = [NOW]
    app.extensions["eventsvc.clock"] = lambda: times[-1]
    return times


def looked_at(visit: Visit, name: str) -> None:
    """Look at a screen in every size and colour scheme."""
    assert visit.faults(f"walk-{name}") == []
    if name in PICTURES:
        picture, width, height = PICTURES[name]
        visit.keep(picture, (width, height))
    visit.look("desktop", "light")


@pytest.fixture(params=["mouse", "keyboard", "without JavaScript"])
def walker(app, clock, request, open_page) -> Iterator[Callable[[], Walk]]:
    """Somebody with a browser, as often as one is called for."""
    demo.load(NOW, Random(1))
    accounts.give(OFFICE, Role.ADMINISTRATOR, network="", by="test", now=NOW)
    scripts = request.param != "without JavaScript"
    look = looked_at if request.param == "mouse" else not_looked_at
    with served(app) as address:

        def start() -> Walk:
            visit = open_page("about:blank", java_script_enabled=scripts)
            visit.page.set_default_timeout(PATIENCE)
            hands = (Keyboard if request.param == "keyboard" else Mouse)(visit.page)
            return Walk(visit, hands, address, scripts, look)

        yield start


def test_from_a_list_to_the_signatures(walker, clock, settings, tmp_path, request):
    walk = walker()
    sign_in(walk, clock)
    with walk.timed("list of 70 taken"):
        take_the_list(walk, tmp_path)
    with walk.timed("70 invited"):
        invite_everybody(walk)
    mails = delivered(settings, now=clock[-1])
    assert sorted(mail["To"].addresses[0].addr_spec for mail in mails) == sorted(
        f"person{number + 1}@example.org" for number in range(70)
    )
    links = {mail["To"].addresses[0].addr_spec: personal_path(mail, PUBLIC_URL) for mail in mails}
    with walk.timed("50 replies by link"):
        reply_by_link(walk, [links[f"person{number + 1}@example.org"] for number in range(REPLIES)])
    with walk.timed("50 badges"):
        assert printed(walk, "Alles drucken", tmp_path) == REPLIES

    clock.append(MORNING)
    sign_in(walk, clock)
    change_what_was_printed(walk)
    with walk.timed("what changed, printed"):
        assert printed(walk, "Beides zusammen", tmp_path) == len(["Hanna", "Zoë", "Berta", "Dora"])
    other = walker()
    sign_in(other, clock)
    with walk.timed("57 let in at two phones"):
        let_in((walk, other), [f"{given} {family}" for given, family, _ in seventy.people()[5:62]])
    walk.go(f"{MEETING}/desk")
    assert re.search(r"\b60\b", walk.page.locator("#summary").inner_text())
    with walk.timed("signature list"):
        sign_for_the_funding(walk, tmp_path)
    lines = [f"{seconds:7.1f} s  {part}\n" for part, seconds in walk.took.items()]
    SHOTS.mkdir(exist_ok=True)
    (SHOTS / f"walk-{request.node.callspec.id}.txt").write_text("".join(lines), encoding="utf-8")
    assert walk.took["somebody unannounced, with a badge"] < AT_THE_DOOR
    assert walk.took["a substitute"] < AT_THE_DOOR


def sign_in(walk: Walk, clock: list[datetime]) -> None:
    walk.go(f"/sign-in/{accounts.link_for(OFFICE, now=clock[-1])}")
    walk.press(walk.button("Anmelden"))
    walk.here("overview")


def take_the_list(walk: Walk, folder: Path) -> None:
    file = folder / "seventy.xlsx"
    file.write_bytes(seventy.workbook())
    walk.go(f"{MEETING}/attendees")
    walk.press(walk.link("Liste importieren"))
    walk.here("import")
    walk.hands.upload(walk.page.locator("#file"), file)
    walk.press(walk.button("Liste ansehen"))
    walk.here("import-mapping")
    walk.hands.choose(walk.field("Landratsamt Musterkreis"), "Ein Gast von außerhalb: anlegen")
    walk.hands.untick(walk.field("Wer ohne Antwort auf der Liste steht, hat zugesagt"))
    walk.press(walk.button("Mit dieser Auswahl erneut ansehen"))
    walk.press(walk.button("Liste übernehmen"))
    walk.here("attendees")
    assert walk.page.get_by_text("70 Personen").first.is_visible()


def invite_everybody(walk: Walk) -> None:
    """Choose the list, look at one of the mails, send them; a second time nobody is left."""
    walk.go(f"{MEETING}/mailings")
    walk.here("mailings")
    walk.press(walk.link("Einladen"))
    walk.here("mailing-new")
    walk.hands.tick(walk.field("Wer auf der Liste dieses Treffens steht"))
    walk.press(walk.button("Weiter"))
    walk.here("mailing-draft")
    draft = walk.page.url
    walk.press(walk.link("Mail ansehen"))
    walk.here("mailing-preview")
    walk.page.goto(draft)
    walk.press(walk.button("70 Mails jetzt versenden"))
    walk.here("mailing-sent")


def reply_by_link(walk: Walk, links: list[str]) -> None:
    """Say yes, each by the own link."""
    for link in links:
        walk.go(link)
        walk.here("my")
        walk.hands.tick(walk.field("Ja"))
        walk.press(walk.button("Rückmeldung speichern"))
        assert walk.page.get_by_text("Gespeichert. Sie haben einen Platz.").is_visible()


def printed(walk: Walk, which: str, folder: Path) -> int:
    """Print what the button names; return how many badges the file holds."""
    walk.go(f"{MEETING}/badges")
    walk.here(f"badges-{which.split(maxsplit=1)[0].lower()}")
    with walk.page.expect_download() as download:
        walk.hands.press(walk.button(which))
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    pdf = file.read_bytes()
    return sum(len(codes_by_zxing(label)) for label in labels(pdf, SHEETS[DEFAULT_SHEET], dpi=150))


def change_what_was_printed(walk: Walk) -> None:
    """A name is wrong, a colleague comes instead, two come unannounced, one wants no photos."""
    with walk.timed("a name corrected"):
        walk.go(f"{MEETING}/attendees?q=Muster")
        walk.press(walk.link("Muster, Anna"))
        walk.here("attendee")
        walk.hands.write(walk.field("Vorname"), "Hanna")
        walk.press(walk.button("Speichern"))

    with walk.timed("a substitute"):
        find(walk, "Muster Jiri")
        walk.press(walk.link("Muster, Jiří"))
        walk.here("desk-person")
        walk.press(walk.link("Jemand anderes kommt"))
        walk.here("desk-substitute")
        arrive(walk, "Berta", "Beispiel")
    with walk.timed("somebody unannounced, with a badge"):
        come_unannounced(walk, "Carla")
        with walk.page.expect_response("**/badge") as badge:
            walk.hands.press(walk.button("Dieses Namensschild drucken"))
        assert badge.value.headers["content-type"] == "application/pdf"
        walk.page.wait_for_url("**/badge", wait_until="commit")
    with walk.timed("somebody unannounced"):
        come_unannounced(walk, "Dora")

    with walk.timed("an objection to photos"):
        find(walk, "Muster Zoe")
        walk.press(walk.link("Muster, Zoë"))
        walk.press(walk.button("Möchte keine Fotos"))
        walk.here("desk-no-photos")


def come_unannounced(walk: Walk, given: str) -> None:
    """Somebody who is not on the list answers the questions about photos, and is in."""
    walk.go(f"{MEETING}/desk")
    walk.press(walk.link("Nicht auf der Liste"))
    walk.here("desk-walk-in")
    walk.hands.write(walk.field("Organisation"), "Stadt Gera")
    for channel in ("Fotos im Druck", "Fotos im Internet", "Fotos in sozialen Medien"):
        walk.hands.tick(walk.page.get_by_role("group", name=channel).get_by_label("Ja"))
    arrive(walk, given, "Unangemeldet")


def find(walk: Walk, words: str) -> None:
    walk.go(f"{MEETING}/desk")
    walk.hands.write(walk.page.get_by_role("searchbox"), words)
    if not walk.scripts:
        walk.press(walk.button("Suchen"))


def arrive(walk: Walk, given: str, family: str) -> None:
    walk.hands.write(walk.field("Vorname"), given)
    walk.hands.write(walk.field("Nachname"), family)
    walk.press(walk.button("Anwesend"))
    assert walk.page.get_by_role("button", name="Dieses Namensschild drucken").is_visible()


def let_in(phones: tuple[Walk, Walk], names: list[str]) -> None:
    """Let people in, at one phone and the other in turn, each with one tap after a search."""
    phones[0].go(f"{MEETING}/desk")
    phones[0].here("desk")
    for name, walk in zip(names, cycle(phones)):
        given, family = name.rsplit(" ", 1)
        find(walk, f"{family} {given}")
        who = rf"{family}, (Dr\. )?{given}$"
        walk.hands.press(walk.button(re.compile(f"^Anwesend: {who}")))
        walk.button(re.compile(f"^Zurücknehmen: {who}")).wait_for()


def sign_for_the_funding(walk: Walk, folder: Path) -> None:
    walk.go(f"{MEETING}/desk")
    with walk.page.expect_download() as download:
        walk.hands.press(walk.button("Unterschriftenliste (PDF)"))
    file = folder / "signatures.pdf"
    download.value.save_as(file)
    words = "\n".join(page_texts(file.read_bytes()))
    assert "Unangemeldet" in words
    assert "Hanna" in words
