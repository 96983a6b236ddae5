"""Contact data of people goes once nothing was heard of them for long, whoever they are."""

from datetime import timedelta

import pytest

from eventsvc.db.erasures import NAME
from eventsvc.db.extension import db
from eventsvc.db.models import (
    AccountRow,
    AgendaItemRow,
    AttendanceRow,
    AuditRow,
    CheckinRow,
    ConsentDecisionRow,
    FunctionRow,
    GrantRow,
    OutboxRow,
    PersonRow,
    RegistrationRow,
    SpeakerRow,
)
from eventsvc.domain.access import Role
from eventsvc.domain.consents import Purpose, State
from eventsvc.domain.desk import Movement
from eventsvc.domain.mails import OutboxState
from eventsvc.domain.retention import DAYS, Kind
from eventsvc.services.privacy import retention, rights
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_attendance,
    saved_date_poll,
    saved_decision,
    saved_group,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_steward,
)

pytestmark = pytest.mark.usefixtures("app")

DAY = timedelta(days=1)
YEARS = DAYS[Kind.PEOPLE] * DAY
LONG_AGO = NOW - YEARS - 10 * DAY
LATELY = NOW - 10 * DAY


@pytest.fixture
def network():
    return saved_network()


@pytest.fixture
def run(network, settings):
    """Return the run at a moment, which tells whose names are left."""

    def names(now=NOW) -> list[str]:
        retention.run(network, record=settings.data_dir / NAME, now=now)
        db.session.expire_all()
        people = db.session.query(PersonRow).order_by(PersonRow.id)
        return [row.given for row in people if row.erased_at is None]

    return names


def person(network, given: str, **changes) -> PersonRow:
    return saved_person(network, given=given, **({"entered_at": LONG_AGO} | changes))


def long_ago(network):
    return saved_meeting(network, start=LONG_AGO.replace(tzinfo=None))


def test_a_function_or_silence_keeps_nobody_and_the_time_runs_from_the_last_sign(network, run):
    organisation = saved_organisation(network)
    works = person(network, "works")
    saved(FunctionRow(network_id=network.id, person_id=works.id, organisation_id=organisation.id))
    person(network, "silent")
    person(network, "new", entered_at=LATELY)
    old, recent = long_ago(network), saved_meeting(network, start=LATELY.replace(tzinfo=None))
    saved_attendance(old, person(network, "came once"), created_at=LONG_AGO)
    saved_attendance(old, person(network, "entered late"), created_at=LATELY)
    saved_attendance(recent, person(network, "invited"), created_at=LONG_AGO)
    item = AgendaItemRow(position=1, meeting_id=recent.id, title={"de": "Vortrag"})
    speaker = person(network, "speaks")
    saved(item)
    saved(SpeakerRow(agenda_item_id=item.id, position=1, person_id=speaker.id))
    said = {"decided_at": LATELY, "purpose": Purpose.PHOTO_WEB, "meeting_id": old.id}
    saved_decision(person(network, "decides"), State.GRANTED, **said)

    assert run() == ["new", "entered late", "invited", "speaks", "decides"]
    assert run(NOW + YEARS) == []


def test_a_yes_a_profile_a_group_a_poll_or_an_account_keeps_while_it_holds(network, run):
    yes = {"purpose": Purpose.CONTACT_NETWORK, "decided_at": LONG_AGO}
    saved_decision(person(network, "listed"), State.GRANTED, **yes)
    left = person(network, "left")
    saved_decision(left, State.GRANTED, **yes)
    saved_decision(left, State.REFUSED, **yes)
    never = person(network, "never", never_share=True)
    saved_decision(never, State.GRANTED, **yes)
    organisation = saved_organisation(network)
    saved_steward(organisation, person_id=person(network, "keeps").id)
    ended = {"person_id": person(network, "kept").id, "ended_at": LONG_AGO}
    saved_steward(organisation, **ended)
    saved_group(network, lead=person(network, "leads"))
    saved_date_poll(network, person(network, "asked"), last_day=(NOW + DAY).date())
    office = person(network, "signs in")
    account = AccountRow(
        public_id="a", email=office.email, fs_uniquifier="a", active=True, created_at=LONG_AGO
    )
    saved(account)
    saved(
        GrantRow(
            account_id=account.id, role=Role.ORGANISER, network_id=network.id, given_at=LONG_AGO
        )
    )

    assert run() == ["listed", "keeps", "leads", "asked", "signs in"]


def test_a_no_alone_keeps_nothing_and_stays_as_proof(network, run):
    saved_decision(person(network, "no"), State.REFUSED, decided_at=LATELY)
    left = person(network, "left")
    saved_decision(left, State.GRANTED, decided_at=LONG_AGO)
    saved_decision(left, State.REFUSED, decided_at=LATELY)

    assert run() == ["left"]
    assert [row.state for row in db.session.query(ConsentDecisionRow).order_by("id")] == [
        State.REFUSED,
        State.GRANTED,
        State.REFUSED,
    ]


def test_the_preview_says_whose_number_goes_on_which_day(network):
    for hour in (1, 5):
        person(network, "soon", entered_at=NOW.replace(hour=hour) - YEARS + 20 * DAY)
    person(network, "later", entered_at=NOW)
    person(network, "now")

    [shown] = [one for one in retention.preview(network, now=NOW) if one.kind is Kind.PEOPLE]

    assert (shown.due, shown.next_count) == (1, 2)
    assert shown.next_at.date() == (NOW + 20 * DAY).date()


def test_nothing_of_restricted_people_goes_until_they_let_it(network, run):
    meeting = long_ago(network)
    restricted, other = person(network, "restricted"), person(network, "other")
    for one in (restricted, other):
        row = saved_attendance(meeting, one, created_at=LONG_AGO, checked_in_at=LONG_AGO)
        about = {"network_id": network.id, "attendance_id": row.id}
        saved(CheckinRow(kind=Movement.IN, at=LONG_AGO, by="x", **about))
        saved(
            RegistrationRow(
                network_id=network.id,
                meeting_id=meeting.id,
                person_id=one.id,
                nonce_hash=one.public_id,
                sent_at=LONG_AGO,
                language="de",
            )
        )
        saved(
            OutboxRow(
                network_id=network.id,
                unique_key=one.public_id,
                message_id=one.public_id,
                recipient=one.email,
                kind="registration",
                language="de",
                state=OutboxState.SENT,
                queued_at=LONG_AGO,
                due_at=LONG_AGO,
            )
        )
    rights.restrict(restricted.id, language="de", now=LONG_AGO)
    kinds = (AttendanceRow, CheckinRow, RegistrationRow, OutboxRow)

    assert run() == ["restricted"]
    assert [db.session.query(kind).count() for kind in kinds] == [1, 1, 1, 1]
    log = db.session.query(AuditRow).filter_by(action="rights.restricted")
    assert log.count() == 1
    rights.share_again(restricted.id, now=NOW)
    assert run() == []
    assert [db.session.query(kind).count() for kind in kinds] == [0, 0, 0, 0]


def test_after_a_run_and_an_erasure_no_name_is_left_in_the_files_of_the_database(
    network, run, settings
):
    database = settings.data_dir / "eventsvc.sqlite"
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's files are its own")
    meeting = saved_meeting(network)
    for number in range(30):
        person(network, f"Kanaria{number}", family="Zeisigmann", entered_at=LONG_AGO)
        saved_attendance(meeting, person(network, f"Other{number}"))
    files = [database, database.with_name(database.name + "-wal")]

    def canaries() -> bool:
        return any(b"Zeisigmann" in file.read_bytes() for file in files if file.exists())

    assert canaries()
    run()

    assert not canaries()
    assert files[1].stat().st_size == 0
