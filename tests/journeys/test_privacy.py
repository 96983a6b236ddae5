"""Somebody withdraws by phone during the meeting; the office sees what is to be done."""

from datetime import UTC, datetime, timedelta

import pytest

from eventsvc.domain.access import Role
from eventsvc.domain.consents import PHOTO, Purpose, State
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, sheet_named
from eventsvc.services.acts import Act
from eventsvc.services.badges import print_job, record_print
from tests.conftest import settings_for
from tests.factories import (
    saved_account,
    saved_attendance,
    saved_decision,
    saved_handout,
    saved_meeting,
    saved_network,
    saved_person,
    saved_picture,
)
from tests.support.browser import served
from tests.support.signin import link_path
from tests.web.participant.conftest import my

pytestmark = pytest.mark.browser

PAGES = (
    "/o/ours/meetings/gera",
    "/o/ours/effects",
    "/o/ours/handouts/new",
    "/o/ours/settings/retention",
    "/o/ours/meetings/gera/pictures",
)


@pytest.fixture
def settings(tmp_path, database_url):
    """Cookies of a browser that comes without https."""
    return settings_for(tmp_path, database_url, public_url="http://127.0.0.1:8000")


def test_a_no_by_phone_is_on_the_offices_page_for_badge_and_picture(app, open_page, shot):
    now = datetime.now(UTC)
    network = saved_network(slug="ours")
    start = (now - timedelta(hours=1)).replace(second=0, microsecond=0, tzinfo=None)
    gera = saved_meeting(network, slug="gera", title={"de": "Treffen in Gera"}, start=start)
    erika = saved_person(network, given="Erika", family="Muster")
    saved_attendance(gera, erika)
    for purpose in PHOTO:
        saved_decision(erika, State.GRANTED, purpose=purpose, meeting_id=gera.id)
    saved_picture(gera, erika)
    handout = saved_handout(network)
    act = Act(network_id=network.id, by="account:office", at=now)
    job = print_job(network, gera, public_url="http://127.0.0.1:8000")
    record_print(job, sheet=sheet_named(DEFAULT_SHEET), act=act)
    account = saved_account((Role.ORGANISER, network))

    with served(app) as url:
        phone = open_page(url + my(erika), size="phone")
        line = phone.page.locator(f"#gera-{Purpose.PHOTO_WEB.value}")
        line.get_by_role("button").first.click()
        phone.page.wait_for_load_state()
        phone.page.goto(url + my(erika, "/data"))
        assert phone.axe() == []
        assert not phone.wider_than_screen()
        shot(phone, "privacy-data-phone")

        office = open_page(url + link_path(account))
        office.page.get_by_role("main").get_by_role("button").first.click()
        office.page.wait_for_load_state()
        for path in (*PAGES, f"/o/ours/handouts/{handout.public_id}"):
            office.page.goto(url + path)
            for size in ("desktop", "phone"):
                office.look(size, "light")
                assert office.axe() == []
                assert not office.wider_than_screen()
                shot(office, f"privacy-{path.rpartition('/')[2]}-{size}")
        office.page.goto(url + PAGES[0])
        words = office.page.get_by_role("main").inner_text()

    assert "2 Folgen von Entscheidungen sind zu erledigen" in words
    assert "Das gedruckte Namensschild sagt das Falsche über Fotos." in words
    assert "Ist auf einem veröffentlichten Bild" in words
