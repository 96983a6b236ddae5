from datetime import timedelta

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import AttendanceRow, OutboxRow
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.services.attendees.replies import Reply, reply
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import saved_attendance, saved_meeting, saved_network, saved_person
from tests.support.mailbox import delivered, personal_path, plain

pytestmark = pytest.mark.usefixtures("app")

DECLINES = Reply(partstat=PartStat.DECLINED, attends=Attends.ON_SITE)


@pytest.fixture
def network():
    return saved_network()


@pytest.fixture
def waiting(network):
    """Somebody who gets the seat that another gave back."""
    meeting = saved_meeting(
        network, slug="gera", title={"de": "Treffen in Gera"}, capacity=1, waiting_hours=5
    )
    first = saved_person(network)
    person = saved_person(network, language="en")
    saved_attendance(meeting, first)
    saved_attendance(meeting, person, seat=Seat.WAITING, waiting_since=NOW)
    reply(first.id, meeting_id=meeting.id, said=DECLINES, public_url=PUBLIC_URL, now=NOW)
    return person


def test_an_offered_seat_is_told_with_its_deadline_in_the_readers_language(
    waiting, settings, client
):
    [mail] = delivered(settings, now=NOW)

    text = " ".join(plain(mail).split())
    assert mail["To"] == waiting.email
    assert mail["Subject"] == "A seat is yours: Treffen in Gera"
    assert "is yours until Tuesday, 9 August 2022, 16:00. Say yes" in text
    assert client.get(personal_path(mail, PUBLIC_URL)).status_code == 200


def test_an_offer_that_is_over_before_its_mail_left_is_not_sent(waiting, settings):
    assert delivered(settings, now=NOW + timedelta(hours=5)) == []
    assert db.session.query(OutboxRow).all() == []


def test_an_offer_that_was_taken_meanwhile_is_not_sent(waiting, settings):
    with transaction() as writing:
        for row in writing.query(AttendanceRow):
            row.offered_until = None

    assert delivered(settings, now=NOW) == []


def test_the_outbox_holds_no_token(waiting, settings):
    [row] = db.session.query(OutboxRow).all()
    held = repr({name: getattr(row, name) for name in row.__table__.columns.keys()})  # noqa: SIM118 -- no dict

    [mail] = delivered(settings, now=NOW)
    token = personal_path(mail, PUBLIC_URL).rpartition(".")[2]

    assert token not in held
