"""Inviting people, looked at by a browser: choose, look, word, send, see how far the mails got.

docs/organiser.md shows what is seen here; EVENTSVC_WRITE_PICTURES=1 makes its pictures anew.
"""

from datetime import UTC, datetime

import pytest

from eventsvc.db.models import FunctionRow, OutboxRow
from eventsvc.db.transaction import transaction
from eventsvc.domain.access import Role
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.mails import OutboxState
from eventsvc.jobs.outbox import deliver_due
from eventsvc.services.account import accounts
from eventsvc.services.mails.delivery import office_of
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

NOW = datetime(2027, 2, 17, 9, 0, tzinfo=UTC)
PEOPLE = (
    ("Stadt Musterstadt", "Erika", "Mustermann", "stadt@musterstadt.example", {}),
    ("Stadt Musterstadt", "Max", "Mustermann", "stadt@musterstadt.example", {"language": "en"}),
    ("Gemeinde Probedorf", "Petra", "Probe", "petra@probedorf.example", {}),
    ("Hochschule Beispielland", "Jiří", "Vzorný", "", {}),
    ("Landkreis Beispielland", "Bernd", "Beispiel", "b@beispiel.example", {"never_share": True}),
)


@pytest.fixture
def settings(tmp_path, database_url):
    """Chromium takes Secure cookies from a local address without https, but no __Host- ones."""
    from tests.conftest import settings_for

    return settings_for(tmp_path, database_url, public_url="http://127.0.0.1:8000")


@pytest.fixture
def signed_in(app, open_page):
    """A browser of the office, at the meeting that people shall be invited to."""
    app.extensions["eventsvc.clock"] = lambda: NOW
    network = saved_network(slug="beispielland", name={"de": "Netzwerk Beispielland"})
    start = datetime(2027, 3, 10, 10, 0)  # noqa: DTZ001 -- wall time
    meeting = saved_meeting(
        network,
        slug="treffen-1",
        title={"de": "1. Netzwerktreffen", "en": "First network meeting"},
        start=start,
        place="Musterstadt",
        venue="Rathaus",
    )
    organisations: dict[str, int] = {}
    for organisation, given, family, email, facts in PEOPLE:
        if organisation not in organisations:
            organisations[organisation] = saved_organisation(network, name={"de": organisation}).id
        person = saved_person(network, given=given, family=family, email=email, **facts)
        saved(
            FunctionRow(
                network_id=network.id,
                person_id=person.id,
                organisation_id=organisations[organisation],
            )
        )
        if given == "Petra":
            saved_attendance(meeting, person, partstat=PartStat.ACCEPTED)
    account = saved_account((Role.ORGANISER, network))
    with served(app) as address:
        token = accounts.link_for(account.email, now=NOW)
        visit = open_page(f"{address}/sign-in/{token}?next=/o/beispielland/meetings/treffen-1")
        visit.page.get_by_role("main").get_by_role("button").click()
        yield visit


def looked_at(visit, name, *, picture="") -> None:
    assert visit.faults(f"mailings-{name}") == []
    if picture:
        visit.keep(picture, (1000, 800))
    visit.look("desktop", "light")


def test_people_are_invited_from_the_choice_to_what_became_of_each_mail(signed_in, settings):
    visit, page = signed_in, signed_in.page
    main = page.get_by_role("main")
    page.get_by_role("link", name="Einladungen und Mails").click()
    looked_at(visit, "none")
    main.get_by_role("link", name="Einladen").click()
    main.get_by_label("Alle Ansprechpersonen aller Mitglieder").check()
    pasted = "Zoe Neu <zoe@neu.example>; info@neu.example"
    main.get_by_label("Adressen aus einem Mailprogramm").fill(pasted)
    looked_at(visit, "choice", picture="invite-whom")
    main.get_by_role("button", name="Weiter").click()
    looked_at(visit, "draft", picture="invite-draft")
    assert main.get_by_role("heading", name="3 Personen bekommen eine Mail").count() == 1
    main.get_by_role("link", name="Texte ändern").click()
    looked_at(visit, "text")
    main.get_by_role("button", name="Speichern").click()
    main.get_by_role("link", name="Mail ansehen").first.click()
    looked_at(visit, "preview", picture="invite-mail")
    page.go_back()
    main.get_by_role("button", name="3 Mails jetzt versenden").click()
    refuse_one(settings)
    page.reload()
    looked_at(visit, "sent", picture="invite-sent")
    assert main.get_by_text("550 5.1.1 unbekannt").count() == 1
    page.get_by_role("link", name="Einladungen und Mails").click()
    looked_at(visit, "all")


def refuse_one(settings) -> None:
    with transaction() as writing:
        mail = writing.query(OutboxRow).order_by(OutboxRow.id.desc()).first()
        mail.state, mail.last_answer = OutboxState.REFUSED, "550 5.1.1 unbekannt"
    deliver_due(NOW, office=office_of(settings))
