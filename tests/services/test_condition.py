import os
from datetime import UTC, datetime, timedelta

import pytest

from eventsvc.db.models.outbox import OutboxRow
from eventsvc.db.transaction import transaction
from eventsvc.domain.mails import OutboxState
from eventsvc.services.condition import Outbox, last_backup, note_backup, outbox, overdue
from tests.support.queries import counted_queries

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
NO_TIME = timedelta(0)


def queue(
    number: int,
    *,
    age: timedelta,
    due: timedelta = NO_TIME,
    state: OutboxState = OutboxState.WAITING,
) -> None:
    with transaction() as session:
        session.add(
            OutboxRow(
                unique_key=f"invitation:{number}",
                message_id=f"<{number}@netz.example.de>",
                recipient="info@gera.example.de",
                kind="invitation",
                language="de",
                state=state,
                queued_at=NOW - age,
                due_at=NOW + due,
            )
        )


@pytest.mark.usefixtures("app")
def test_an_empty_outbox_waits_for_nothing():
    assert outbox(now=NOW) == Outbox(waiting=0, oldest=NO_TIME, overdue=NO_TIME, refused=0)


@pytest.mark.usefixtures("app")
def test_the_outbox_tells_how_many_wait_for_how_long_and_how_many_are_refused():
    queue(1, age=timedelta(hours=2), due=timedelta(minutes=30))
    queue(2, age=timedelta(minutes=20), due=timedelta(minutes=-7))
    queue(3, age=timedelta(days=3), due=timedelta(days=-3), state=OutboxState.REFUSED)
    queue(4, age=timedelta(days=9), due=timedelta(days=-9), state=OutboxState.SENT)

    assert outbox(now=NOW) == Outbox(
        waiting=2, oldest=timedelta(hours=2), overdue=timedelta(minutes=7), refused=1
    )


@pytest.mark.usefixtures("app")
def test_a_mail_that_was_put_off_is_not_overdue():
    queue(1, age=timedelta(hours=2), due=timedelta(minutes=1))

    assert overdue(now=NOW) == NO_TIME


@pytest.mark.usefixtures("app")
def test_a_clock_that_was_set_back_makes_no_time_negative():
    queue(1, age=timedelta(hours=-2), due=timedelta(hours=2))

    assert outbox(now=NOW) == Outbox(waiting=1, oldest=NO_TIME, overdue=NO_TIME, refused=0)


@pytest.mark.usefixtures("app")
def test_however_many_mails_there_are_two_questions_are_asked():
    for number in range(20):
        queue(number, age=timedelta(minutes=number))

    with counted_queries() as statements:
        outbox(now=NOW)

    assert len(statements) == 2


def test_a_backup_is_remembered_by_its_time(tmp_path):
    assert last_backup(tmp_path) is None

    note_backup(tmp_path)
    (mark,) = tmp_path.iterdir()
    os.utime(mark, (NOW.timestamp(), NOW.timestamp()))

    assert last_backup(tmp_path) == NOW
    note_backup(tmp_path)
    assert last_backup(tmp_path) > NOW
