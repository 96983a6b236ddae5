"""Thanks after a meeting: to those who were there, once, with documents, next meeting and form."""

from datetime import timedelta

import pytest

from eventsvc.db.models import OutboxRow
from eventsvc.db.transaction import session
from eventsvc.domain.access import Role
from eventsvc.domain.attendances import Attends, PartStat
from eventsvc.domain.documents import Audience
from eventsvc.domain.meetings import MeetingStatus
from tests.conftest import NOW
from tests.factories import (
    START,
    saved_account,
    saved_attendance,
    saved_document,
    saved_feedback_form,
    saved_meeting,
    saved_person,
)
from tests.support.forms import form_in, send_on
from tests.support.html import assert_valid
from tests.support.mailbox import delivered, plain
from tests.support.signin import sign_in

AFTER = START.replace(tzinfo=NOW.tzinfo) + timedelta(days=1)
MAILINGS = "/o/ours/meetings/gera/mailings"


@pytest.fixture
def gera(office):
    return saved_meeting(
        office, slug="gera", title={"de": "Treffen in Gera"}, join_url="https://join.example.org"
    )


def afterwards(app, office):
    """Let the meeting be over; return a browser in which an organiser signed in since."""
    app.extensions["eventsvc.clock"] = lambda: AFTER
    client = app.test_client()
    sign_in(client, saved_account((Role.ORGANISER, office)), now=AFTER)
    return client


def prepared(organiser):
    page = organiser.get(MAILINGS).text
    return send_on(organiser, "", page, {"kind": "thanks"}, action=f"{MAILINGS}/prepare")


def thank(organiser) -> str:
    """Prepare the thanks, look, and send; return the page that was looked at."""
    path = prepared(organiser).headers["Location"]
    page = organiser.get(path).text
    send_on(organiser, "", page, action=f"{path}/send")
    return page


def test_who_was_there_is_thanked_once_with_what_comes_next(app, organiser, office, gera, settings):
    people = {
        name: saved_person(office, given=name, email=f"{name.lower()}@example.org")
        for name in ("Anna", "Olga", "Nora", "Ohne")
    }
    saved_attendance(gera, people["Anna"], checked_in_at=NOW)
    saved_attendance(gera, people["Olga"], attends=Attends.ONLINE)
    saved_attendance(gera, people["Nora"])
    saved_attendance(gera, people["Ohne"], partstat=PartStat.DECLINED)
    saved_document(gera, audience=Audience.ATTENDEES)
    saved_feedback_form(gera)
    saved_meeting(
        office,
        start=START + timedelta(days=100),
        status=MeetingStatus.TENTATIVE,
        title={"de": "Treffen in Mühlhausen"},
    )
    early = organiser.get(MAILINGS).text
    organiser = afterwards(app, office)
    page = thank(organiser)
    saved_attendance(gera, saved_person(office, given="Spät"), checked_in_at=NOW)
    again = thank(organiser)
    mails = delivered(settings, now=AFTER)
    words = {mail["To"]: plain(mail) for mail in mails}

    assert_valid(page)
    assert "Thank those who were there" not in early
    assert "Nora" not in page
    assert "Was thanked already." in again
    assert {"anna@example.org", "olga@example.org"} < set(words)
    assert not {"nora@example.org", "ohne@example.org"} & set(words)
    assert len(mails) == session().query(OutboxRow).count() == 3
    text = words["anna@example.org"]
    link = text.split("https://netz.example.de")[1].split()[0]
    assert link.startswith("/my/")
    assert f"{link}/meetings/gera/feedback" in text
    assert "Treffen in Mühlhausen" in text
    assert "voraussichtlich Donnerstag, 8. Dezember 2022" in text
    assert "join.example.org" not in text
    assert [list(mail.iter_attachments()) for mail in mails] == [[], [], []]
    client = app.test_client()
    assert [client.get(path).status_code for path in (link, f"{link}/meetings/gera/feedback")] == [
        200,
        200,
    ]


def test_where_nobody_was_let_in_all_who_said_yes_are_thanked(app, english, office, gera):
    saved_attendance(gera, saved_person(office, given="Nora"))
    saved_attendance(gera, saved_person(office, given="Nein"), partstat=PartStat.DECLINED)
    organiser = afterwards(app, office)
    page = thank(organiser)

    assert "Nora" in page
    assert "Nein" not in page
    assert session().query(OutboxRow).count() == 1


def test_nobody_is_thanked_before_the_end(organiser, office, gera):
    token = form_in(organiser.get(MAILINGS).text, f"{MAILINGS}/prepare")["csrf_token"]
    refused = organiser.post(
        f"{MAILINGS}/prepare", data={"csrf_token": token, "nonce": "n", "kind": "thanks"}
    )

    assert refused.status_code == 409
