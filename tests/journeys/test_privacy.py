"""A no by phone or at the desk reaches the office's list; the pages about privacy can be read."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import (
    AccountRow,
    ConsentDecisionRow,
    MeetingBasisRow,
    MeetingRow,
    NetworkRow,
    PersonRow,
)
from eventsvc.db.queries.handouts import handout
from eventsvc.domain.access import Role
from eventsvc.domain.consents import NETWORK_WIDE, PHOTO, Basis, Purpose, State
from eventsvc.domain.handouts import Audience
from eventsvc.domain.rights import Right
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, sheet_named
from eventsvc.outputs.handouts import Format
from eventsvc.services.acts import Act
from eventsvc.services.badges.badges import print_job, record_print
from eventsvc.services.desk.lists import photographer_sheet
from eventsvc.services.privacy.handouts import fetch
from tests.conftest import NOW, settings_for
from tests.factories import (
    saved_account,
    saved_attendance,
    saved_circular,
    saved_decision,
    saved_group,
    saved_handout,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_picture,
    saved_right,
)
from tests.support.browser import served
from tests.support.signin import link_path
from tests.web.participant.conftest import my

pytestmark = pytest.mark.browser

PAGES = (
    "/o/ours/meetings/gera",
    "/o/ours/meetings/gera/consents",
    "/o/ours/meetings/gera/pictures",
    "/o/ours/effects",
    "/o/ours/consents",
    "/o/ours/handouts/new",
    "/o/ours/settings/retention",
    "/o/ours/rights?q=muster",
    "/o/ours/persons/erika/rights",
    *(f"/o/ours/rights/{right.value}" for right in Right),
    "/o/ours/rights/erasure/erase",
    "/o/ours/rights/access/copy",
    "/o/ours/rights/answered",
    "/o/ours/settings/purposes",
    "/o/ours/settings/purposes/newsletter",
    "/o/ours/papers",
    "/o/ours/papers/imported",
    "/o/ours/settings/papers",
    "/o/ours/distribution-list",
    "/o/ours/distribution-list/new",
    "/o/ours/distribution-list/draft",
)
"""What the office sees of privacy."""
OWN = ("", "/data", "/data/all", "/people", "/leave", "/meetings/gera/privacy")
"""What a person sees of it, behind the own link."""
PUBLIC = ("meetings/gera/privacy", "privacy/imported", "own-link")


@pytest.fixture
def settings(tmp_path, database_url):
    """Cookies of a browser that comes without https."""
    return settings_for(tmp_path, database_url, public_url="http://127.0.0.1:8000")


@dataclass
class Here:
    """A meeting that is going on, with one person who agreed to everything and is everywhere."""

    network: NetworkRow
    meeting: MeetingRow
    person: PersonRow
    account: AccountRow


def begun(**bases: Basis) -> Here:
    """Return a meeting after badges, the photographer's sheet, a list and a picture went out."""
    now = datetime.now(UTC)
    network = saved_network(slug="ours")
    start = (now - timedelta(hours=1)).replace(second=0, microsecond=0, tzinfo=None)
    gera = saved_meeting(
        network,
        slug="gera",
        title={"de": "Treffen in Gera"},
        start=start,
        bases=[MeetingBasisRow(purpose=Purpose(name), basis=one) for name, one in bases.items()],
    )
    erika = saved_person(
        network,
        public_id="erika",
        given="Erika",
        family="Muster",
        folded_name="erika muster",
        email="erika@example.org",
    )
    saved_attendance(gera, erika, organisation_id=saved_organisation(network).id)
    for purpose in (*PHOTO, Purpose.CONTACT_ATTENDEES, Purpose.CONTACT_NETWORK):
        if purpose.value not in bases:
            scope = None if purpose in NETWORK_WIDE else gera.id
            saved_decision(erika, State.GRANTED, purpose=purpose, meeting_id=scope)
    saved_picture(gera, erika)
    act = Act(network_id=network.id, by="account:office", at=now)
    job = print_job(network, gera, public_url="http://127.0.0.1:8000")
    record_print(job, sheet=sheet_named(DEFAULT_SHEET), act=act)
    photographer_sheet(network, gera, act=act)
    made = saved_handout(network, audience=Audience.ATTENDEES, meeting_id=gera.id)
    fetch(network, handout(network.id, made.public_id), form=Format.CSV, language="de", now=now)
    return Here(network, gera, erika, saved_account((Role.ORGANISER, network)))


@pytest.fixture
def signed_in(open_page):
    """Open the office's side in a browser."""

    def opened(url, here, **options):
        visit = open_page(url + link_path(here.account), **options)
        visit.page.get_by_role("main").get_by_role("button").first.click()
        visit.page.wait_for_load_state()
        return visit

    return opened


BADGE = "Das gedruckte Namensschild sagt das Falsche über Fotos."
SHEET = "Auf dem Blatt für die Fotografin oder den Fotografen fehlt diese Person."
LIST = "Steht auf einer Liste, die andere abgeholt haben"
PICTURE = "Ist auf einem veröffentlichten Bild"


def test_a_no_by_phone_is_on_the_offices_page_for_badge_list_and_picture(app, open_page, signed_in):
    here = begun()

    with served(app) as url:
        phone = open_page(url + my(here.person), size="phone")
        for purpose in (Purpose.PHOTO_WEB, Purpose.CONTACT_ATTENDEES):
            line = phone.page.locator(f"#gera-{purpose.value}")
            line.get_by_role("button").first.click()
            phone.page.wait_for_load_state()
        office = signed_in(url, here)
        office.page.goto(f"{url}/o/ours/meetings/gera")
        words = office.page.get_by_role("main").inner_text()

    assert "4 Folgen sind außerhalb des Programms zu erledigen" in words
    for effect in (BADGE, SHEET, LIST, PICTURE):
        assert effect in words


def test_an_objection_at_the_desk_takes_two_taps_and_is_followed_to_badge_sheet_and_picture(
    app, signed_in
):
    here = begun(**{channel.value: Basis.PUBLIC_TASK for channel in PHOTO})

    with served(app) as url:
        desk = signed_in(url, here, size="phone")
        desk.page.goto(f"{url}/o/ours/meetings/gera/desk")
        desk.page.get_by_role("link", name="Muster, Erika").click()
        desk.page.get_by_role("button", name="Möchte keine Fotos").click()
        desk.page.wait_for_load_state()
        desk.page.goto(f"{url}/o/ours/effects")
        words = desk.page.get_by_role("main").inner_text()

    states = [
        row.state for row in db.session.query(ConsentDecisionRow) if row.purpose in set(PHOTO)
    ]
    assert states == [State.OBJECTED] * 3
    for effect in (BADGE, SHEET, PICTURE):
        assert effect in words
    assert LIST not in words  # nothing was said about the list of attendees


@pytest.mark.proof
def test_the_pages_about_privacy_can_be_read_by_everybody(app, open_page, signed_in):
    here = begun()
    for right in Right:
        saved_right(here.person, right=right, public_id=right.value)
    saved_right(here.person, public_id="answered", answered_at=NOW)
    saved_circular(here.network, key="draft", group_id=saved_group(here.network).id)

    with served(app) as url:
        office = signed_in(url, here)
        reader = open_page(url + my(here.person))
        visits = [
            (office, PAGES),
            (reader, (*(my(here.person, path) for path in OWN), *(f"/n/ours/{p}" for p in PUBLIC))),
        ]
        for visit, paths in visits:
            for path in paths:
                visit.page.goto(url + path)
                name = path.strip("/").rpartition("/")[2][:20]
                assert visit.faults(f"privacy-{name}") == [], path
