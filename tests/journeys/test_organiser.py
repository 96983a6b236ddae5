"""The organiser's evening, looked at by a browser: sign in by mail, look, print."""

from datetime import UTC, datetime, timedelta

import pytest

from eventsvc.db.models import AgendaItemRow, ConsentDecisionRow, NoticeRow
from eventsvc.domain.access import Role
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.consents import PHOTO, Channel, DecidedBy, State
from eventsvc.domain.kinds import NoticeKind
from eventsvc.domain.meetings import MeetingStatus, Visibility
from eventsvc.domain.texts import LANGUAGES
from eventsvc.services.account import accounts
from tests.factories import (
    saved,
    saved_account,
    saved_attendance,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support.browser import served

pytestmark = pytest.mark.browser

PAGES = {
    "overview": "/o/",
    "meetings": "/o/thueringen/meetings",
    "meeting": "/o/thueringen/meetings/gera",
    "attendees": "/o/thueringen/meetings/gera/attendees",
    "badges": "/o/thueringen/meetings/gera/badges",
    "sign-out": "/sign-out",
}
NAMES = [
    ("Erika", "Mustermann", "Smart-City-Koordination"),
    ("Maximiliane-Charlotte", "von und zu Beispielhausen-Musterstadt", "Leiterin des Fachdienstes"),
    ("Jiří", "Novák", ""),
    ("Max", "Mustermann", "Bürgermeister"),
    ("Anna", "Ärmel", "Referentin"),
]


@pytest.fixture
def organiser(app):
    network = saved_network()
    gera = saved_meeting(
        network,
        slug="gera",
        title={"de": "4. Netzwerktreffen in Gera"},
        place="Gera",
        venue="Rathaus, Saal 2",
        on_behalf_of="Freistaat Thüringen",
        start=_soon(21),
        notices=[
            NoticeRow(
                position=1,
                kind=NoticeKind.PHOTO,
                text={"de": "Wir machen Fotos. Wer nicht aufs Bild möchte, sagt es dem Büro."},
            )
        ],
        agenda=[
            AgendaItemRow(position=1, number="1", title={"de": "Begrüßung"}, minutes=15),
            AgendaItemRow(
                position=2,
                number="2",
                title={"de": "Offene Aussprache über Fehlschläge"},
                minutes=45,
                visibility=Visibility.INVITED,
            ),
        ],
    )
    saved_meeting(
        network,
        slug="muehlhausen",
        title={"de": "5. Netzwerktreffen"},
        place="Mühlhausen",
        status=MeetingStatus.TENTATIVE,
        start=_soon(120),
    )
    organisation = saved_organisation(network, name={"de": "Stadt Gera"})
    for number, (given, family, function) in enumerate(NAMES * 2):
        person = saved_person(network, given=given, family=family, sort_key=family)
        replied = number % 5 != 3
        saved_attendance(
            gera,
            person,
            function=function,
            organisation_id=None if number % 7 == 0 else organisation.id,
            second_line="Stabsstelle Digitalisierung" if number % 3 == 0 else "",
            partstat=PartStat.ACCEPTED if replied else PartStat.NEEDS_ACTION,
            seat=Seat.HELD if replied else Seat.NONE,
            attends=Attends.ONLINE if number % 11 == 0 else Attends.ON_SITE,
        )
        if number % 2:
            for purpose in PHOTO:
                _granted(person, purpose)
    return saved_account((Role.ORGANISER, network), email="organiser@example.org")


def _soon(days: int) -> datetime:
    day = datetime.now(UTC) + timedelta(days=days)
    return day.replace(hour=10, minute=0, second=0, microsecond=0, tzinfo=None)


def _granted(person, purpose) -> None:
    saved(
        ConsentDecisionRow(
            network_id=person.network_id,
            person_id=person.id,
            purpose=purpose,
            state=State.GRANTED,
            decided_at=datetime.now(UTC),
            decided_by=DecidedBy.SELF,
            channel=Channel.FORM,
        )
    )


@pytest.fixture
def settings(tmp_path, database_url):
    """Chromium takes Secure cookies from a local address without https, but no __Host- ones."""
    from tests.conftest import settings_for

    return settings_for(tmp_path, database_url, public_url="http://127.0.0.1:8000")


@pytest.fixture
def address(app):
    with served(app) as address:
        yield address


def test_an_organiser_signs_in_with_a_link_and_finds_every_page_accessible(
    organiser, address, open_page
):
    visit = open_page(f"{address}/o/thueringen/meetings/gera")
    assert visit.faults("organiser-sign-in") == []
    visit.page.get_by_role("textbox").fill("organiser@example")
    visit.page.get_by_role("main").get_by_role("button").click()
    assert visit.faults("organiser-sign-in-error") == []
    visit.page.get_by_role("textbox").fill("organiser@example.org")
    visit.page.get_by_role("main").get_by_role("button").click()
    assert visit.faults("organiser-sent") == []

    token = accounts.link_for(organiser.email, now=datetime.now(UTC))
    visit.page.goto(f"{address}/sign-in/{token}?next=/o/thueringen/meetings/gera")
    assert visit.faults("organiser-link") == []
    visit.page.get_by_role("main").get_by_role("button").click()
    assert visit.page.url == f"{address}/o/thueringen/meetings/gera"
    for name, path in PAGES.items():
        visit.page.goto(address + path)
        assert visit.faults(f"organiser-{name}") == []

    visit.page.goto(f"{address}/sign-out")
    visit.page.get_by_role("main").get_by_role("button").click()
    assert visit.page.url == f"{address}/sign-in"
    visit.page.goto(f"{address}/sign-in/{token}")
    assert visit.faults("organiser-spent") == []
    visit.page.goto(f"{address}/o/")
    assert visit.page.url == f"{address}/sign-in?next=/o/"


def signed_in(organiser, address, open_page, path):
    visit = open_page(f"{address}/sign-in", java_script_enabled=False)
    token = accounts.link_for(organiser.email, now=datetime.now(UTC))
    visit.page.goto(f"{address}/sign-in/{token}?next={path}")
    visit.page.get_by_role("main").get_by_role("button").click()
    return visit.page


def test_the_header_of_an_office_is_one_line_in_each_language(organiser, address, open_page):
    page = signed_in(organiser, address, open_page, "/o/thueringen/meetings")
    page.set_viewport_size({"width": 1280, "height": 900})
    found = {}
    for language in LANGUAGES:
        page.locator(".languages summary").focus()
        page.keyboard.press("Enter")
        page.locator(f".languages a[lang={language}]").click()
        parts = page.locator(".site-header :is(.brand, nav > ul > li, summary):visible")
        boxes = [one.bounding_box() for one in parts.all()]
        middles = {round(box["y"] + box["height"] / 2) for box in boxes}
        found[page.locator("html").get_attribute("lang")] = (
            len(boxes),
            max(middles) - min(middles) <= 1,
            max(box["x"] + box["width"] for box in boxes) <= 1280,
        )

    # The name, six parts of a network, two of an account, the language.
    assert found == dict.fromkeys(LANGUAGES, (10, True, True))


@pytest.mark.parametrize(("width", "most"), [(1280, 40), (390, 100)])
def test_a_person_takes_one_line_of_the_list_and_what_was_said_unfolds(
    organiser, address, open_page, width, most
):
    page = signed_in(organiser, address, open_page, PAGES["attendees"])
    page.set_viewport_size({"width": width, "height": 900})
    row = page.get_by_role("row", name="Novák, Jiří").first
    height = row.bounding_box()["height"]
    said = row.get_by_role("list")
    before = said.is_visible()
    row.locator("summary").focus()
    page.keyboard.press("Enter")

    assert height <= most
    assert (before, said.is_visible()) == (False, True)
    assert row.locator("summary").inner_text() == (
        "Nicht beantwortet, gilt als Nein: "
        "Fotos, Kontakt auf der Teilnahmeliste und Kontakt im Netzwerkverteiler"
    )
