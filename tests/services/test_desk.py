"""Check-ins and photo decisions at the desk, on both engines."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from eventsvc.db.models import (
    AttendanceRow,
    AuditRow,
    CheckinRow,
    ConsentDecisionRow,
    ConsentWordingRow,
)
from eventsvc.db.queries import desk as queries
from eventsvc.db.transaction import session
from eventsvc.domain.consents import PHOTO, Basis, Channel, DecidedBy, Purpose, State
from eventsvc.domain.desk import Movement, NothingToTakeBack
from eventsvc.domain.errors import NotFound
from eventsvc.services.acts import Act
from eventsvc.services.desk import desk
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support.desk import based, coded

pytestmark = pytest.mark.usefixtures("app")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def network():
    return saved_network()


@pytest.fixture
def meeting(network):
    return saved_meeting(network)


@pytest.fixture
def person(network):
    return saved_person(network)


@pytest.fixture
def erika(meeting, person):
    return saved_attendance(meeting, person)


def act(meeting, *, now=NOW, actor="account:desk") -> Act:
    return Act(network_id=meeting.network_id, by=actor, at=now)


def move(meeting, row, movement, **who) -> bool:
    return desk.move(meeting, row.public_id, movement, act=act(meeting, **who))


def refuse_photos(meeting, row) -> int:
    return desk.refuse_photos(meeting, row.public_id, language="en", act=act(meeting))


def answer_photos(meeting, row, answers) -> int:
    said = desk.Spoken(answers, "en")
    return desk.answer_photos(meeting, row.public_id, said, act=act(meeting))


def take_back_photos(meeting, row, *, now=NOW) -> None:
    desk.take_back_photos(meeting, row.public_id, act=act(meeting, now=now))


def events() -> list[tuple[Movement, str]]:
    return [(row.kind, row.by) for row in session().scalars(select(CheckinRow))]


def here_since(row: AttendanceRow):
    return session().scalar(select(AttendanceRow.checked_in_at).where(AttendanceRow.id == row.id))


def actions() -> list[str]:
    return list(session().scalars(select(AuditRow.action).order_by(AuditRow.id)))


# Coming and going


def test_letting_somebody_in_is_recorded_once_however_often_it_is_tapped(meeting, erika):
    first = move(meeting, erika, Movement.IN)
    second = move(meeting, erika, Movement.IN, now=NOW + MINUTE)

    assert (first, second) == (True, False)
    assert here_since(erika) == NOW
    assert events() == [(Movement.IN, "account:desk")]
    assert actions() == ["desk.in"]


def test_taking_it_back_appends_and_letting_in_again_takes_the_new_time(meeting, erika):
    move(meeting, erika, Movement.IN)
    move(meeting, erika, Movement.OUT)
    between = here_since(erika)
    move(meeting, erika, Movement.IN, now=NOW + MINUTE)

    assert between is None
    assert here_since(erika) == NOW + MINUTE
    assert [kind for kind, _ in events()] == [Movement.IN, Movement.OUT, Movement.IN]
    assert actions() == ["desk.in", "desk.out", "desk.in"]


def test_taking_back_what_never_was_records_nothing(meeting, erika):
    assert move(meeting, erika, Movement.OUT) is False
    assert events() == []
    assert actions() == []


def test_a_check_in_leaves_the_row_open_to_who_is_editing_it(meeting, erika):
    move(meeting, erika, Movement.IN)

    version = select(AttendanceRow.version).where(AttendanceRow.id == erika.id)
    assert session().scalar(version) == erika.version


def test_somebody_of_another_meeting_is_not_found(network, meeting, erika):
    other = saved_meeting(network)

    with pytest.raises(NotFound):
        move(other, erika, Movement.IN)
    assert events() == []


def test_two_helpers_at_once_let_each_person_in_once(app, network, meeting):
    people = [saved_attendance(meeting, saved_person(network)).public_id for _ in range(12)]
    ready, news = Barrier(2), []

    def helper(name: str) -> None:
        with app.app_context():
            ready.wait()
            news.extend(
                desk.move(meeting, person, Movement.IN, act=act(meeting, actor=name))
                for person in people
            )

    helpers = [Thread(target=helper, args=(name,)) for name in ("account:one", "account:two")]
    for one in helpers:
        one.start()
    for one in helpers:
        one.join()

    assert sorted(news) == [False] * 12 + [True] * 12
    assert len(events()) == 12


# Codes


def found(network, meeting, code) -> list[int]:
    return [row.id for row in queries.attendances_by_code(network.id, meeting.id, code)]


def test_a_personal_code_finds_its_person_at_its_own_meeting(network, meeting, erika):
    saved_attendance(meeting, saved_person(network))
    other = saved_meeting(network)

    assert found(network, meeting, erika.desk_code) == [erika.id]
    assert found(network, other, erika.desk_code) == []


def test_the_code_of_a_badge_lists_who_comes_for_that_organisation(network, meeting):
    weida = saved_organisation(network, code="WEYD4")
    gera = saved_organisation(network, code="GERA2")
    merged = saved_organisation(network, code="WEYD9", merged_into_id=weida.id)
    rows = [
        saved_attendance(
            meeting, saved_person(network, sort_key=key), organisation_id=organisation.id
        )
        for key, organisation in (("b", weida), ("a", merged), ("c", gera))
    ]
    saved_attendance(meeting, saved_person(network))

    assert found(network, meeting, "WEYD4") == [rows[1].id, rows[0].id]
    assert found(network, meeting, "WEYD9") == [rows[1].id, rows[0].id]
    assert found(network, meeting, "GERA2") == [rows[2].id]


def test_the_meetings_own_code_lists_who_comes_for_no_organisation(network, meeting, erika):
    saved_attendance(meeting, saved_person(network), organisation_id=saved_organisation(network).id)
    coded(meeting, "MEET2")
    coded(saved_meeting(network), "MEET3")

    assert found(network, meeting, "MEET2") == [erika.id]
    assert found(network, meeting, "MEET3") == []


def test_a_code_of_another_network_means_nobody(network, meeting):
    theirs = saved_organisation(saved_network(slug="theirs"), code="THEY2")
    saved_attendance(meeting, saved_person(network), organisation_id=None)

    assert found(network, meeting, "THEY2") == []
    assert theirs.id


# Photos


def decisions() -> list[tuple[Purpose, State]]:
    rows = session().scalars(select(ConsentDecisionRow).order_by(ConsentDecisionRow.id))
    return [(row.purpose, row.state) for row in rows]


def test_no_photos_is_recorded_in_the_words_of_each_channels_basis(meeting, erika):
    based(meeting, Purpose.PHOTO_WEB, Basis.PUBLIC_TASK)

    number = refuse_photos(meeting, erika)
    again = refuse_photos(meeting, erika)

    assert (number, again) == (3, 0)
    assert decisions() == [
        (Purpose.PHOTO_PRINT, State.REFUSED),
        (Purpose.PHOTO_WEB, State.OBJECTED),
        (Purpose.PHOTO_SOCIAL, State.REFUSED),
    ]
    assert actions() == ["desk.photos"]


def test_a_decision_of_the_desk_says_that_it_is_one(meeting, erika):
    refuse_photos(meeting, erika)

    row = session().scalar(select(ConsentDecisionRow).limit(1))
    assert (row.channel, row.decided_by, row.source, row.meeting_id, row.decided_at) == (
        Channel.DESK,
        DecidedBy.ON_BEHALF,
        "at the desk",
        meeting.id,
        NOW,
    )


def test_a_decision_of_the_desk_keeps_the_words_it_was_made_on(meeting, person, erika):
    words = saved(
        ConsentWordingRow(
            network_id=meeting.network_id,
            purpose=Purpose.PHOTO_WEB,
            number=1,
            text={"de": "Dürfen wir?"},
            created_at=NOW,
        )
    )
    asked = {"purpose": Purpose.PHOTO_WEB, "meeting_id": meeting.id, "wording_id": words.id}
    saved_decision(person, State.GRANTED, language="de", **asked)
    refuse_photos(meeting, erika)
    take_back_photos(meeting, erika, now=NOW + MINUTE)

    rows = session().scalars(select(ConsentDecisionRow).order_by(ConsentDecisionRow.id)).all()
    refused = next(row for row in rows if row.state is State.REFUSED)
    shown = session().get_one(ConsentWordingRow, refused.wording_id)
    assert refused.language == "en"
    assert shown.text["en"].startswith("May Digitalagentur Thüringen print photos of this meeting")
    assert [(row.state, row.wording_id, row.language) for row in rows[-3:]] == [
        (State.UNKNOWN, None, ""),
        (State.GRANTED, words.id, "de"),
        (State.UNKNOWN, None, ""),
    ]


def test_a_yes_is_recorded_where_consent_is_asked_and_nowhere_else(meeting, erika):
    based(meeting, Purpose.PHOTO_WEB, Basis.LEGITIMATE_INTEREST)

    answer_photos(meeting, erika, dict.fromkeys(PHOTO, True))

    assert decisions() == [
        (Purpose.PHOTO_PRINT, State.GRANTED),
        (Purpose.PHOTO_SOCIAL, State.GRANTED),
    ]


def test_a_slip_is_taken_back_to_what_counted_before(meeting, person, erika):
    saved_decision(person, State.GRANTED, purpose=Purpose.PHOTO_WEB, meeting_id=meeting.id)
    refuse_photos(meeting, erika)
    take_back_photos(meeting, erika, now=NOW + MINUTE)

    assert decisions()[-3:] == [
        (Purpose.PHOTO_PRINT, State.UNKNOWN),
        (Purpose.PHOTO_WEB, State.GRANTED),
        (Purpose.PHOTO_SOCIAL, State.UNKNOWN),
    ]
    with pytest.raises(NothingToTakeBack):
        take_back_photos(meeting, erika)


def test_a_no_that_came_another_way_cannot_be_taken_back_at_the_desk(meeting, person, erika):
    saved_decision(person, State.REFUSED, purpose=Purpose.PHOTO_WEB, meeting_id=meeting.id)

    with pytest.raises(NothingToTakeBack):
        take_back_photos(meeting, erika)
