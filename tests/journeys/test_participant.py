"""An attendee's story, without a script: register, open the mail, withdraw; the badge is stale."""

from datetime import UTC, datetime, timedelta

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import MeetingBasisRow, MeetingRow, PersonRow
from eventsvc.domain.consents import Basis, Purpose
from eventsvc.domain.meetings import Mode
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, sheet_named
from eventsvc.services.acts import Act
from eventsvc.services.badges import badges
from tests.factories import saved_meeting, saved_network, saved_organisation
from tests.support.browser import served
from tests.support.mailbox import delivered, personal_path

pytestmark = pytest.mark.browser

PUBLIC_URL = "http://127.0.0.1:8000"


@pytest.fixture
def settings(tmp_path, database_url):
    """Chromium takes Secure cookies from a local address without https, but no __Host- ones."""
    from tests.conftest import settings_for

    return settings_for(tmp_path, database_url, public_url=PUBLIC_URL)


def _soon(days: int) -> datetime:
    day = datetime.now(UTC) + timedelta(days=days)
    return day.replace(hour=10, minute=0, second=0, microsecond=0, tzinfo=None)


@pytest.fixture
def network(app):
    network = saved_network()
    saved_organisation(network, key="gera", name={"de": "Stadt Gera"})
    saved_organisation(network, key="weida", name={"de": "Stadt Weida"})
    return network


@pytest.fixture
def meeting(network):
    bases = [
        MeetingBasisRow(purpose=Purpose.PHOTO_PRINT, basis=Basis.LEGITIMATE_INTEREST),
        MeetingBasisRow(purpose=Purpose.CONTACT_NETWORK, basis=Basis.CONSENT),
    ]
    return saved_meeting(
        network,
        slug="gera",
        title={"de": "4. Netzwerktreffen in Gera"},
        place="Gera",
        venue="Rathaus, Saal 2",
        mode=Mode.HYBRID,
        join_url="https://treffen.example.org/gera",
        start=_soon(21),
        registration_until=_soon(20),
        capacity=60,
        bases=bases,
    )


@pytest.fixture
def address(app):
    with served(app) as address:
        yield address


def fill_in(page) -> None:
    page.get_by_label("Vorname").fill("Maximiliane-Charlotte")
    page.get_by_label("Nachname").fill("Mustermann")
    page.get_by_label("E-Mail-Adresse").fill("m.mustermann@stadt.example.org")
    page.get_by_label("Organisation", exact=True).select_option("Stadt Gera")
    page.get_by_label("Funktion").fill("Smart-City-Koordination")
    page.get_by_label("Ich komme vor Ort").check()


def register(visit) -> None:
    fill_in(visit.page)
    visit.page.locator("fieldset", has_text="eigenen Webseiten").get_by_label("Ja").check()
    visit.page.get_by_role("button", name="Anmelden").click()


def test_the_registration_is_accessible(meeting, address, open_page):
    visit = open_page(f"{address}/n/thueringen/meetings/gera")
    visit.page.get_by_role("link", name="Anmelden").click()
    assert visit.faults("participant-register") == []
    visit.page.get_by_role("button", name="Anmelden").click()
    assert visit.faults("participant-register-errors") == []
    register(visit)
    assert visit.faults("participant-registered") == []


def test_who_registers_somebody_else_is_asked_nothing_about_them(meeting, address, open_page):
    visit = open_page(f"{address}/n/thueringen/meetings/gera/register")
    question = visit.page.get_by_text("sozialen Medien")
    before = question.is_visible()

    visit.page.get_by_label("Jemand anderen").check()

    assert (before, question.is_visible()) == (True, False)
    assert visit.page.get_by_text("Das tut die Person selbst").is_visible()


def test_the_personal_page_is_accessible(meeting, settings, address, open_page):
    visit = open_page(f"{address}/n/thueringen/meetings/gera/register")
    register(visit)
    [mail] = delivered(settings)
    visit.page.goto(address + personal_path(mail, PUBLIC_URL))
    assert visit.faults("participant-unconfirmed") == []
    visit.page.get_by_role("button", name="Bestätigen").click()
    visit.page.get_by_text("Alle Ihre Entscheidungen").click()
    visit.page.locator(".badge-picture").scroll_into_view_if_needed()
    visit.page.wait_for_load_state("networkidle")
    assert visit.faults("participant-my") == []


def test_the_pages_about_ones_data_are_accessible(meeting, settings, address, open_page):
    visit = open_page(f"{address}/n/thueringen/meetings/gera/register")
    register(visit)
    [mail] = delivered(settings)
    mine = address + personal_path(mail, PUBLIC_URL)
    for name in ("data", "not-mine"):
        visit.page.goto(f"{mine}/{name}")
        assert visit.faults(f"participant-{name}") == []
    visit.page.get_by_role("button", name="wertlos").click()
    assert visit.faults("participant-disowned") == []
    visit.page.goto(mine)
    assert visit.page.get_by_text("gilt nicht mehr").is_visible()


def test_without_a_script_a_consent_is_given_by_mail_and_withdrawn_and_the_badge_is_stale(
    meeting, network, settings, address, open_page
):
    visit = open_page(
        f"{address}/n/thueringen/meetings/gera/register", size="phone", java_script_enabled=False
    )
    fill_in(visit.page)
    for words in ("eigenen Webseiten", "sozialen Medien"):
        group = visit.page.locator("fieldset", has_text=words)
        group.get_by_label("Ja").check()
    visit.page.get_by_role("button", name="Anmelden").click()
    [mail] = delivered(settings)
    visit.page.goto(address + personal_path(mail, PUBLIC_URL))
    visit.page.get_by_role("button", name="Bestätigen").click()
    printed = print_all(network)

    line = visit.page.locator("#gera-photo-web")
    line.get_by_role("button", name="Einwilligung widerrufen").click()

    assert "Sie haben die Einwilligung widerrufen" in line.inner_text()
    assert [badge.no_photo for badge in printed.badges] == [False]
    found = badges.stale(network, fresh(MeetingRow), public_url=PUBLIC_URL)
    assert [row.person_id for row in found.stale] == [fresh(PersonRow).id]
    assert (found.new, found.cancelled) == ((), ())


def fresh(kind):
    db.session.expire_all()
    return db.session.query(kind).one()


def print_all(network):
    meeting = fresh(MeetingRow)
    job = badges.print_job(network, meeting, public_url=PUBLIC_URL)
    badges.record_print(
        job,
        sheet=sheet_named(DEFAULT_SHEET),
        act=Act(network_id=network.id, by="test", at=datetime.now(UTC)),
    )
    return job
