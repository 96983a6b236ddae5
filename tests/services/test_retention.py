"""Data goes when its time is over, by itself, and no earlier."""

from datetime import timedelta

import pytest

from eventsvc.db.erasures import NAME
from eventsvc.db.extension import db
from eventsvc.db.models import (
    AttendanceCountRow,
    AttendanceRow,
    AuditRow,
    CheckinRow,
    CircularRow,
    ConsentLimitRow,
    OutboxRow,
    PersonRow,
    PrintRow,
    RegistrationRow,
    RightsRequestRow,
    UploadRow,
)
from eventsvc.db.queries.networks import network_by_slug
from eventsvc.domain.consents import State
from eventsvc.domain.desk import Movement
from eventsvc.domain.limits import Reason
from eventsvc.domain.mails import OutboxState
from eventsvc.domain.retention import DAYS, Kind
from eventsvc.services.acts import Act
from eventsvc.services.privacy import retention
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_attendance,
    saved_circular,
    saved_decision,
    saved_effect,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_picture,
    saved_right,
    saved_upload,
)

pytestmark = pytest.mark.usefixtures("app")

DAY = timedelta(days=1)
COUNTED = (RegistrationRow, CheckinRow, PrintRow, AttendanceRow, OutboxRow)


def left() -> dict[str, int]:
    db.session.expire_all()
    return {kind.__tablename__: db.session.query(kind).count() for kind in COUNTED}


@pytest.fixture
def world():
    network = saved_network()
    start = NOW.replace(tzinfo=None, hour=6) - 10 * DAY
    meeting = saved_meeting(network, start=start)
    organisation = saved_organisation(network)
    for number in range(3):
        person = saved_person(network)
        row = saved_attendance(
            meeting,
            person,
            organisation_id=organisation.id,
            checked_in_at=NOW - 10 * DAY if number else None,
        )
        about = {"network_id": network.id, "attendance_id": row.id}
        saved(CheckinRow(kind=Movement.IN, at=NOW - 10 * DAY, by="x", **about))
        saved(
            PrintRow(
                printed_at=NOW - 11 * DAY,
                printed_by="x",
                sheet="x",
                content_hash="0",
                no_photo=True,
                **about,
            )
        )
        saved_decision(person, State.REFUSED, decided_at=NOW - 10 * DAY)
        saved(
            RegistrationRow(
                network_id=network.id,
                meeting_id=meeting.id,
                person_id=person.id,
                nonce_hash=f"{number:064}",
                sent_at=NOW - 20 * DAY,
                language="de",
            )
        )
        saved(
            OutboxRow(
                network_id=network.id,
                unique_key=f"mail{number}",
                message_id=f"mail{number}",
                recipient="a@example.org",
                kind="registration",
                language="de",
                state=OutboxState.SENT if number else OutboxState.WAITING,
                queued_at=NOW - 20 * DAY,
                due_at=NOW,
            )
        )
    return network, meeting


def test_each_kind_goes_at_its_time_and_counts_stay(world, settings):
    network, meeting = world
    record = settings.data_dir / NAME
    after = meeting.dtend
    whole = left()

    def run(at) -> dict[Kind, int]:
        return retention.run(network, record=record, now=at)

    assert run(after + 29 * DAY) == {}
    assert left() == whole
    assert run(after + 30 * DAY) == {Kind.FORMS: 3, Kind.PASSAGES: 3}
    assert run(after + 30 * DAY) == {}
    assert run(after + 90 * DAY) == {Kind.PRINTS: 3, Kind.MAILS: 2}
    assert run(after + DAYS[Kind.ATTENDANCES] * DAY) == {Kind.ATTENDANCES: 3, Kind.PEOPLE: 3}

    assert left() == dict.fromkeys(whole, 0) | {"outbox": 1}
    [count] = db.session.query(AttendanceCountRow).all()
    assert (count.meeting_id, count.people) == (meeting.id, 2)
    assert {row.family for row in db.session.query(PersonRow)} == {"–"}
    logged = [row.facts for row in db.session.query(AuditRow).filter_by(action="retention.run")]
    assert {"forms": 3} in logged
    assert {"people": 3} in logged


def test_the_list_of_a_past_meeting_stays_as_long_as_one_of_a_new_meeting(settings):
    network = saved_network()
    old = saved_meeting(network, start=NOW.replace(tzinfo=None) - 5000 * DAY)
    saved_attendance(old, saved_person(network), created_at=NOW, checked_in_at=NOW)
    record, days = settings.data_dir / NAME, DAYS[Kind.ATTENDANCES] * DAY

    assert retention.run(network, record=record, now=NOW + days - DAY) == {}
    assert retention.run(network, record=record, now=NOW + days)[Kind.ATTENDANCES] == 1


def test_a_mail_to_the_list_goes_three_years_after_it_was_sent_and_a_draft_stays(settings):
    network = saved_network()
    saved_circular(network, sent_at=NOW, key="sent")
    saved_circular(network, key="draft")
    record, days = settings.data_dir / NAME, DAYS[Kind.CIRCULARS] * DAY

    assert retention.run(network, record=record, now=NOW + days - DAY) == {}
    assert retention.run(network, record=record, now=NOW + days) == {Kind.CIRCULARS: 1}
    assert [row.key for row in db.session.query(CircularRow)] == ["draft"]


def test_the_preview_says_what_goes_when_and_a_network_sets_its_own_days(world):
    network, meeting = world
    act = Act(network_id=network.id, by="account:office", at=NOW)
    days = dict(DAYS) | {Kind.FORMS: 7}
    retention.change(days, version=network.version, act=act)
    db.session.expire_all()
    network = network_by_slug(network.slug)

    shown = {one.kind: one for one in retention.preview(network, now=NOW)}

    assert (shown[Kind.FORMS].due, shown[Kind.FORMS].next_at) == (3, None)
    prints = shown[Kind.PRINTS]
    assert (prints.due, prints.next_count) == (0, 3)
    assert prints.next_at == meeting.dtend + 90 * DAY


def test_how_people_stood_goes_with_the_list_unless_a_picture_or_an_effect_needs_it(tmp_path):
    network = saved_network()
    start = NOW.replace(tzinfo=None, hour=6) - 1200 * DAY
    meeting = saved_meeting(network, start=start)
    people = {name: saved_person(network) for name in ("silent", "pictured", "followed")}
    seen = {}
    for name, person in people.items():
        saved_attendance(meeting, person, created_at=NOW - 1300 * DAY)
        about = {"network_id": network.id, "meeting_id": meeting.id, "person_id": person.id}
        row = ConsentLimitRow(
            at=NOW - 1300 * DAY, purposes=["photo-web"], reason=Reason.ASKED, **about
        )
        seen[name] = saved(row)
    saved_picture(meeting, people["pictured"])
    decision = saved_decision(people["followed"], State.REFUSED)
    saved_effect(decision, decision_id=None, limit_id=seen["followed"].id)

    retention.run(network, record=tmp_path / NAME, now=NOW)

    db.session.expire_all()
    assert db.session.query(AttendanceRow).count() == 0
    kept = {row.person_id for row in db.session.query(ConsentLimitRow)}
    assert kept == {people["pictured"].id, people["followed"].id}


def test_an_answered_letter_goes_with_its_scan_and_an_open_one_stays(settings):
    network = saved_network()
    person = saved_person(network)
    scan = saved_upload(network)
    long_ago = NOW - timedelta(days=3 * 365 + 1)
    saved_right(person, public_id="answered", answered_at=long_ago, scan_id=scan.id)
    saved_right(person, public_id="open", noted_at=long_ago)

    retention.run(network, record=settings.data_dir / NAME, now=NOW)

    assert [row.public_id for row in db.session.query(RightsRequestRow)] == ["open"]
    assert db.session.query(UploadRow).count() == 0
