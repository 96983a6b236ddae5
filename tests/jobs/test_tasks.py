import threading
from datetime import UTC, datetime, timedelta

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import AttendanceRow
from eventsvc.domain.attendances import PartStat, Seat
from eventsvc.jobs.tasks import tasks
from tests.factories import saved_attendance, saved_meeting, saved_network, saved_person

pytestmark = pytest.mark.usefixtures("app")


def test_offered_seats_that_nobody_confirmed_pass_on_by_themselves(settings):
    network = saved_network()
    start = (datetime.now(UTC) + timedelta(days=9)).replace(second=0, microsecond=0, tzinfo=None)
    meeting = saved_meeting(network, start=start, capacity=1)
    ended = datetime.now(UTC) - timedelta(minutes=1)
    saved_attendance(meeting, saved_person(network), offered_until=ended)
    saved_attendance(meeting, saved_person(network), seat=Seat.WAITING, waiting_since=ended)

    [seats] = [task for task in tasks(settings) if task.name == "seats"]
    seats.work(threading.Event())

    db.session.expire_all()
    rows = db.session.query(AttendanceRow).order_by(AttendanceRow.id).all()
    assert [(row.partstat, row.seat) for row in rows] == [
        (PartStat.NEEDS_ACTION, Seat.NONE),
        (PartStat.ACCEPTED, Seat.HELD),
    ]
