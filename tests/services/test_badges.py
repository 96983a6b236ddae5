from datetime import timedelta

import pytest

from eventsvc.db.models import AttendanceRow, MeetingRow, PersonRow, PrintRow
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.badges import Change, Which
from eventsvc.domain.consents import PHOTO, State
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, sheet_named
from eventsvc.services.acts import Act
from eventsvc.services.badges import badges
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_person,
)
from tests.support.queries import counted_queries

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def network():
    return saved_network()


@pytest.fixture
def meeting(network):
    return saved_meeting(network)


def comes(network, meeting, **changes) -> AttendanceRow:
    return saved_attendance(meeting, saved_person(network), **changes)


def printed(network, meeting, now=NOW) -> None:
    job = badges.print_job(network, meeting, public_url=PUBLIC_URL)
    badges.record_print(
        job, sheet=sheet_named(DEFAULT_SHEET), act=Act(network_id=network.id, by="test", at=now)
    )


def staleness(network, meeting) -> badges.Staleness:
    session().expire_all()
    return badges.stale(network, session().get(MeetingRow, meeting.id), public_url=PUBLIC_URL)


def found(network, meeting) -> tuple[list[int], list[int], list[int]]:
    kinds = staleness(network, meeting)
    return tuple([row.id for row in rows] for rows in (kinds.stale, kinds.new, kinds.cancelled))


def change(kind, number, **values) -> None:
    with transaction() as writing:
        row = writing.get(kind, number)
        for name, value in values.items():
            setattr(row, name, value)


def test_a_badge_is_stale_once_a_name_or_a_decision_about_photos_changed(network, meeting):
    # The byte that tells a change of name is that of these names, whatever ran before.
    named = saved_person(network, given="Erika", family="Muster")
    renamed = saved_attendance(meeting, named)
    decided, _same = (comes(network, meeting) for _ in range(2))
    printed(network, meeting)
    before = found(network, meeting)

    change(PersonRow, renamed.person_id, given="Erica")
    for purpose in PHOTO:
        saved_decision(
            session().get(PersonRow, decided.person_id),
            State.GRANTED,
            purpose=purpose,
            meeting_id=meeting.id,
        )

    assert before == ([], [], [])
    assert found(network, meeting) == ([renamed.id, decided.id], [], [])
    assert staleness(network, meeting).changes == {
        renamed.id: (Change.NAME,),
        decided.id: (Change.MARK_TOO_MUCH,),
    }


def test_a_print_of_before_parts_were_kept_tells_only_that_something_changed(network, meeting):
    one = comes(network, meeting)
    printed(network, meeting)
    with transaction() as writing:
        writing.query(PrintRow).one().parts = {}
    change(AttendanceRow, one.id, function="Leiterin")

    assert staleness(network, meeting).changes == {one.id: (Change.TEXT,)}


def test_what_is_due_is_what_is_stale_and_what_is_new(network, meeting):
    stale, _same = (comes(network, meeting) for _ in range(2))
    printed(network, meeting)
    change(AttendanceRow, stale.id, function="Leiterin")
    new = comes(network, meeting)

    due = staleness(network, meeting).chosen(Which.DUE)

    assert [row.id for row in due.attendances] == [stale.id, new.id]


def test_a_change_taken_back_needs_no_new_badge(network, meeting):
    one = comes(network, meeting)
    printed(network, meeting)
    change(AttendanceRow, one.id, function="Leiterin")
    stale = found(network, meeting)
    change(AttendanceRow, one.id, function="")

    assert (stale, found(network, meeting)) == (([one.id], [], []), ([], [], []))


def test_the_latest_print_counts(network, meeting):
    one = comes(network, meeting)
    printed(network, meeting)
    change(AttendanceRow, one.id, function="Leiterin")
    printed(network, meeting, now=NOW + timedelta(minutes=1))

    assert found(network, meeting) == ([], [], [])


def test_who_came_since_the_print_is_new_and_who_cancelled_has_paper_too_many(network, meeting):
    gone = [comes(network, meeting) for _ in range(3)]
    printed(network, meeting)
    new = comes(network, meeting)
    comes(network, meeting, attends=Attends.ONLINE)
    change(AttendanceRow, gone[0].id, partstat=PartStat.DECLINED, seat=Seat.NONE)
    change(AttendanceRow, gone[1].id, attends=Attends.ONLINE)
    change(AttendanceRow, gone[2].id, seat=Seat.WAITING)

    assert found(network, meeting) == ([], [new.id], [one.id for one in gone])


def test_another_meetings_prints_do_not_count(network, meeting):
    other = saved_meeting(network)
    person = saved_person(network)
    here = saved_attendance(meeting, person)
    saved_attendance(other, person)
    printed(network, other)

    assert found(network, meeting) == ([], [here.id], [])


@pytest.mark.parametrize("count", [1, 20])
def test_looking_for_stale_badges_asks_the_same_questions_however_many(network, meeting, count):
    for _ in range(count):
        comes(network, meeting)
    printed(network, meeting)

    with counted_queries() as queries:
        badges.stale(network, meeting, public_url=PUBLIC_URL)

    assert len(queries) == 7


def test_part_of_a_job_is_drawn_and_recorded_alone(network, meeting):
    first, second = comes(network, meeting), comes(network, meeting)
    job = badges.print_job(network, meeting, public_url=PUBLIC_URL).only([second])

    badges.record_print(
        job, sheet=sheet_named(DEFAULT_SHEET), act=Act(network_id=network.id, by="test", at=NOW)
    )

    assert [row.attendance_id for row in session().query(PrintRow)] == [second.id]
    assert found(network, meeting) == ([], [first.id], [])
