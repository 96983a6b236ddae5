"""Seats that the office's own changes give, keep and pass on, on both engines."""

import random
from datetime import timedelta

import pytest
from sqlalchemy.orm import joinedload

from eventsvc.db.extension import db
from eventsvc.db.models import AttendanceRow, OutboxRow
from eventsvc.domain.attendances import AttendanceRole, Attends, PartStat, Seat
from eventsvc.domain.people import folded_name
from eventsvc.inputs.attendees.reading import read_attendees
from eventsvc.inputs.tables import read_table
from eventsvc.services.acts import Act
from eventsvc.services.attendees import attendances
from eventsvc.services.attendees.attendees import ImportOrder, import_attendees
from eventsvc.services.desk.arrivals import Arrival, let_in
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import saved_attendance, saved_meeting, saved_network, saved_person

pytestmark = pytest.mark.usefixtures("app")
CHANCE = random.Random(1)
ADA = {
    "given": "Ada",
    "family": "Eins",
    "folded_name": folded_name(given="Ada", family="Eins"),
    "email": "ada@example.org",
}


@pytest.fixture
def network():
    return saved_network()


@pytest.fixture
def meeting(network):
    return saved_meeting(network, capacity=1, waiting_hours=24)


@pytest.fixture
def people(network, meeting) -> list[AttendanceRow]:
    """Somebody with the one seat, somebody who waits, somebody who has not replied."""
    return [
        saved_attendance(meeting, saved_person(network, **ADA)),
        saved_attendance(meeting, saved_person(network), seat=Seat.WAITING, waiting_since=NOW),
        saved_attendance(
            meeting, saved_person(network), seat=Seat.NONE, partstat=PartStat.NEEDS_ACTION
        ),
    ]


def act(meeting, now=NOW) -> Act:
    return Act(network_id=meeting.network_id, by="account:1", at=now, public_url=PUBLIC_URL)


def stands() -> list[tuple[PartStat, Seat]]:
    db.session.expire_all()
    rows = db.session.query(AttendanceRow).order_by(AttendanceRow.id)
    return [(row.partstat, row.seat) for row in rows]


def seats() -> list[Seat]:
    return [seat for _, seat in stands()]


def mails() -> list[str]:
    return [row.recipient for row in db.session.query(OutboxRow).order_by(OutboxRow.id)]


def change(meeting, row, *, now=NOW, **changes) -> None:
    person = row.person
    values = {
        "title": "",
        "given": person.given,
        "family": person.family,
        "email": person.email,
        "phone": "",
        "is_minor": False,
        "organisation_id": None,
        "function": "",
        "second_line": "",
        "table_name": "",
        "role": AttendanceRole.ATTENDEE,
        "partstat": row.partstat,
        "attends": row.attends,
    }
    version = attendances.version_of(row)
    attendances.change(
        meeting, row.public_id, values | changes, version=version, act=act(meeting, now)
    )


def whole(row) -> AttendanceRow:
    db.session.expire_all()
    options = [joinedload(AttendanceRow.person)]
    return db.session.get(AttendanceRow, row.id, options=options)


def test_who_is_taken_off_the_list_leaves_the_seat_to_whoever_waits(meeting, people):
    attendances.remove(meeting, [people[0].public_id], act=act(meeting))

    assert seats() == [Seat.HELD, Seat.NONE]
    assert mails() == [whole(people[1]).person.email]
    assert whole(people[1]).offered_until == NOW + timedelta(hours=24)


def test_a_reply_that_the_office_was_told_stands_in_line_like_any_other(meeting, people):
    attendances.reply_for(meeting, [people[2].public_id], PartStat.ACCEPTED, act=act(meeting))
    waits = seats()
    change(meeting, whole(people[0]), attends=Attends.ONLINE)

    assert waits == [Seat.HELD, Seat.WAITING, Seat.WAITING]
    assert seats() == [Seat.NONE, Seat.HELD, Seat.WAITING]
    assert mails() == [whole(people[1]).person.email]


def test_who_gets_a_seat_by_the_offices_own_change_needs_no_mail(meeting, people):
    public_ids = [row.public_id for row in people[:2]]
    attendances.reply_for(meeting, public_ids, PartStat.DECLINED, act=act(meeting))
    attendances.reply_for(meeting, [people[2].public_id], PartStat.ACCEPTED, act=act(meeting))

    assert seats() == [Seat.NONE, Seat.NONE, Seat.HELD]
    assert mails() == []
    assert whole(people[2]).offered_until is None


def test_what_is_no_reply_leaves_seat_and_deadline_alone(meeting, people):
    change(meeting, whole(people[1]), function="Leiterin")

    assert seats() == [Seat.HELD, Seat.WAITING, Seat.NONE]
    assert whole(people[1]).waiting_since == NOW


def test_nobody_waits_for_a_meeting_that_is_over(meeting, people):
    over = meeting.dtend + timedelta(days=1)
    change(meeting, whole(people[2]), partstat=PartStat.ACCEPTED, now=over)
    attendances.remove(meeting, [people[0].public_id], act=act(meeting, over))

    assert seats() == [Seat.WAITING, Seat.HELD]
    assert mails() == []


def test_a_list_of_the_office_is_right_and_passes_on_what_it_gives_back(network, meeting, people):
    def take(*lines: str) -> list[Seat]:
        text = "\r\n".join(("Vorname;Nachname;E-Mail;Status", *lines))
        order = ImportOrder(attendees=read_attendees(read_table(text.encode())), source="l.csv")
        import_attendees(network, meeting, order, act=act(meeting), random=CHANCE)
        return seats()

    full = take("Anna;Neu;anna@example.org;zugesagt", "Bo;Neu;bo@example.org;Warteliste")
    again = take("Anna;Neu;anna@example.org;zugesagt", "Bo;Neu;bo@example.org;Warteliste")
    passed = take(
        "Ada;Eins;ada@example.org;vielleicht",
        "Anna;Neu;anna@example.org;vielleicht",
    )

    assert full == [Seat.HELD, Seat.WAITING, Seat.NONE, Seat.HELD, Seat.WAITING]
    assert again == full
    assert passed == [Seat.NONE, Seat.HELD, Seat.NONE, Seat.NONE, Seat.WAITING]
    assert mails() == [whole(people[1]).person.email]


def test_who_stands_at_the_desk_has_a_seat_beyond_every_limit(network, meeting, people):
    walk_in = Arrival(given="Anna", family="Spontan", nonce="1")
    substitute = Arrival(given="Bo", family="Ersatz", nonce="2", instead_of=people[0].public_id)
    for arrival in (walk_in, substitute):
        let_in(network, meeting, arrival, act=act(meeting), random=CHANCE)

    assert stands() == [
        (PartStat.DELEGATED, Seat.NONE),
        (PartStat.ACCEPTED, Seat.WAITING),
        (PartStat.NEEDS_ACTION, Seat.NONE),
        (PartStat.ACCEPTED, Seat.HELD),
        (PartStat.ACCEPTED, Seat.HELD),
    ]


def test_a_corrected_address_is_written_to_again(network, meeting):
    person = saved_person(network, link_disowned_at=NOW)
    people = [saved_attendance(meeting, person)]
    change(meeting, whole(people[0]), function="Leiterin")
    before = whole(people[0]).person.link_disowned_at
    change(meeting, whole(people[0]), email="richtig@example.org")

    assert before == NOW
    assert whole(people[0]).person.link_disowned_at is None
