"""The morning at the door: two phones, a camera, and once without JavaScript."""

import io
from datetime import UTC, datetime

import pytest
import qrcode
from PIL import Image
from sqlalchemy import func, select

from eventsvc.db.models import AttendanceRow, CheckinRow
from eventsvc.db.transaction import session
from eventsvc.domain.access import Role
from eventsvc.domain.attendances import PartStat, Seat
from eventsvc.domain.consents import PHOTO, Basis, Purpose, State
from eventsvc.domain.spelling import words
from eventsvc.services.account import accounts
from tests.factories import (
    saved_account,
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support.browser import ARGUMENTS, CHROMIUM, served
from tests.support.desk import based

pytestmark = pytest.mark.browser

DESK = "/o/thueringen/meetings/gera/desk"
PEOPLE = (
    ("Erika", "Mustermann", "Stadt Gera"),
    ("Maximiliane-Charlotte", "von und zu Beispielhausen-Musterstadt", "Zweckverband Allianz"),
    ("Jiří", "Novák", "Stadt Gera"),
    ("Anna", "Ärmel", ""),
    ("Łukasz", "Żółć", "Zweckverband Allianz"),
    ("Grete", "Müller", "Stadt Gera"),
)


@pytest.fixture
def settings(tmp_path, database_url):
    """Chromium takes Secure cookies from a local address without https, but no __Host- ones."""
    from tests.conftest import settings_for

    return settings_for(tmp_path, database_url, public_url="http://127.0.0.1:8000")


@pytest.fixture
def helpers(app):
    """The accounts of two helpers of the meeting in Gera."""
    network = saved_network()
    gera = saved_meeting(
        network, slug="gera", title={"de": "4. Netzwerktreffen in Gera"}, place="Gera"
    )
    based(gera, Purpose.PHOTO_WEB, Basis.PUBLIC_TASK)
    organisations = {
        name: saved_organisation(network, name={"de": name}, code=code)
        for name, code in (("Stadt Gera", "GERA2"), ("Zweckverband Allianz", "TB3CK"))
    }
    for number, (given, family, organisation) in enumerate(PEOPLE):
        person = saved_person(network, given=given, family=family, sort_key=" ".join(words(family)))
        saved_attendance(
            gera,
            person,
            public_id=f"person{number}",
            organisation_id=organisations[organisation].id if organisation else None,
        )
        if number % 2:
            for purpose in PHOTO:
                saved_decision(person, State.GRANTED, purpose=purpose, meeting_id=gera.id)
    saved_attendance(
        gera,
        saved_person(network, given="Paul", family="Absage", sort_key="absage"),
        partstat=PartStat.DECLINED,
        seat=Seat.NONE,
    )
    return [saved_account((Role.HELPER, network), meeting=gera) for _ in range(2)]


@pytest.fixture
def address(app):
    with served(app) as address:
        yield address


@pytest.fixture
def entered(address, open_page):
    """Sign in and open the desk: ``entered(account, path="/scan", size="phone")``."""

    def enter(account, path: str = "", *, language: str = "en", **options):
        token = accounts.link_for(account.email, now=datetime.now(UTC))
        link = f"{address}/sign-in/{token}?next={DESK}{path}"
        visit = open_page(link, size="phone", language=language, **options)
        visit.page.get_by_role("main").get_by_role("button").click()
        visit.page.wait_for_url(f"{address}{DESK}{path}")
        return visit

    return enter


def shown(page) -> list[str]:
    return [row.inner_text() for row in page.locator(".desk-row:visible a").all()]


def here() -> int:
    return session().scalar(select(func.count()).where(AttendanceRow.checked_in_at.is_not(None)))


def test_every_page_of_the_desk_is_accessible_and_fits_a_phone(helpers, entered):
    visit = entered(helpers[0], language="de")
    visit.page.locator("#a-person0 button").click()
    visit.page.locator("#a-person0 button[name=out]").wait_for()
    for name, path in {
        "list": "",
        "missing": "?show=missing",
        "person": "/people/person0",
        "expected": "/people/person1",
        "substitute": "/people/person1/substitute",
        "walk-in": "/walk-in",
        "scan": "/scan?code=GERA2",
        "no-such-code": "/scan?code=QQQQQ",
        "organisations": "/organisations",
        "photographer": "/photographer",
    }.items():
        visit.page.goto(visit.page.url.partition(DESK)[0] + DESK + path)
        assert visit.faults(f"desk-{name}") == []


def test_two_helpers_on_two_phones_see_the_same(helpers, entered):
    one, two = entered(helpers[0]).page, entered(helpers[1]).page
    one.get_by_role("searchbox").fill("mueller")
    assert shown(one) == ["Müller, Grete"]
    one.get_by_role("button", name="Present: Müller, Grete").click()
    one.get_by_role("button", name="Take back: Müller, Grete").wait_for()
    assert one.locator("#summary").inner_text() == "1 of 6 here · 5 still missing"
    assert two.locator("#summary").inner_text() == "0 of 6 here · 6 still missing"

    two.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    two.get_by_role("button", name="Take back: Müller, Grete").wait_for()
    assert two.locator("#summary").inner_text() == "1 of 6 here · 5 still missing"

    two.get_by_role("button", name="Take back: Müller, Grete").click()
    two.get_by_role("button", name="Present: Müller, Grete").wait_for()
    assert here() == 0
    assert session().scalar(select(func.count()).select_from(CheckinRow)) == 2


def test_somebody_who_joins_at_one_phone_appears_at_the_other(helpers, entered):
    one, two = entered(helpers[0]).page, entered(helpers[1]).page
    one.get_by_role("link", name="Not on the list").click()
    one.get_by_label("First name").fill("Berta")
    one.get_by_label("Family name").fill("Beispiel")
    one.get_by_label("Organisation").fill("Stadt Gera")
    one.get_by_role("button", name="Present").click()
    one.get_by_role("button", name="Print this badge").wait_for()

    two.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    two.get_by_role("button", name="Take back: Beispiel, Berta").wait_for()
    assert here() == 1


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("novak", ["Novák, Jiří"]),
        ("zolc lukasz", ["Żółć, Łukasz"]),
        ("aermel", ["Ärmel, Anna"]),
        ("STADT gera", ["Müller, Grete", "Mustermann, Erika", "Novák, Jiří"]),
        ("absage", ["Absage, Paul"]),
        ("nobody", []),
    ],
)
def test_typing_finds_what_the_server_finds(helpers, entered, typed, found):
    page = entered(helpers[0]).page
    page.get_by_role("searchbox").fill(typed)
    live = shown(page)
    page.goto(f"{page.url}?q={typed}")

    assert live == shown(page) == found


def test_a_tap_that_does_not_arrive_is_told_and_nothing_is_pretended(helpers, entered):
    visit = entered(helpers[0])
    visit.page.context.set_offline(True)
    visit.page.get_by_role("button", name="Present: Müller, Grete").click()
    visit.page.get_by_text("This did not reach the server.").wait_for()
    visit.problems.clear()  # the browser's own word about the lost connection

    assert visit.page.locator("#a-person5 button").get_attribute("name") == "in"
    assert here() == 0


def test_everything_but_the_camera_works_without_javascript(helpers, entered):
    page = entered(helpers[0], java_script_enabled=False).page
    page.get_by_role("searchbox").fill("mueller")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name="Present: Müller, Grete").click()
    assert page.url.endswith(f"{DESK}?q=mueller#a-person5")
    page.get_by_role("button", name="Take back: Müller, Grete").wait_for()

    page.get_by_role("link", name="Müller, Grete").click()
    page.get_by_role("button", name="Wants no photos").click()
    page.get_by_text("Recorded: no photos.").wait_for()
    with page.expect_download() as certificate:
        page.get_by_role("button", name="Certificate of attendance").click()
    assert certificate.value.suggested_filename == "gera-certificate.pdf"

    page.get_by_role("link", name="Admission").click()
    page.get_by_role("link", name="Scan a code").click()
    assert not page.get_by_role("button", name="Use the camera").is_visible()
    page.get_by_label("Code or address").fill("netz.example.de/P/GERA2")
    page.get_by_role("button", name="Find").click()
    assert shown(page) == ["Müller, Grete", "Mustermann, Erika", "Novák, Jiří"]
    page.get_by_role("link", name="Mustermann, Erika").click()
    page.get_by_role("link", name="Somebody else comes instead").click()
    page.get_by_label("First name").fill("Berta")
    page.get_by_role("button", name="Present").click()
    page.get_by_text("Comes instead of").wait_for()
    assert here() == 2


@pytest.fixture
def camera(browser, tmp_path):
    """A Chromium whose camera sees the code of a badge of the city of Gera."""
    drawn = qrcode.make("HTTPS://NETZ.EXAMPLE.DE/P/GERA2", box_size=8).get_image()
    frame, sheet = io.BytesIO(), Image.new("RGB", (640, 480), "white")
    sheet.paste(drawn.convert("RGB").resize((360, 360)), (140, 60))
    sheet.save(frame, "JPEG", subsampling="4:2:0", quality=90)
    film = tmp_path / "camera.mjpeg"
    film.write_bytes(frame.getvalue() * 30)
    fake = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *fake])
    yield chromium
    chromium.close()


def test_the_camera_reads_a_badge_and_lists_its_organisation(helpers, address, camera):
    page = camera.new_context(locale="en").new_page()
    errors = []
    page.on("console", lambda one: errors.append(one.text) if one.type == "error" else None)
    token = accounts.link_for(helpers[0].email, now=datetime.now(UTC))
    page.goto(f"{address}/sign-in/{token}?next={DESK}/scan")
    page.get_by_role("main").get_by_role("button").click()

    page.get_by_role("button", name="Use the camera").click()
    page.wait_for_url("**/scan?code=**")

    assert shown(page) == ["Müller, Grete", "Mustermann, Erika", "Novák, Jiří"]
    assert errors == []
