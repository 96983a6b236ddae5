import threading
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import func, select

from eventsvc.db.extension import db
from eventsvc.db.models import (
    AttendanceRow,
    ConsentDecisionRow,
    ConsentWordingRow,
    FunctionRow,
    MeetingBasisRow,
    OrganisationRow,
    OutboxRow,
    PersonRow,
    RegistrationRow,
)
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.consents import (
    AnswerDoesNotFit,
    Basis,
    Channel,
    DecidedBy,
    Purpose,
    State,
)
from eventsvc.domain.meetings import MeetingStatus, Mode
from eventsvc.domain.people import folded_name
from eventsvc.domain.registrations import NoSuchWay, RegistrationClosed, RepliesClosed
from eventsvc.domain.wellformed import NotMailAddress
from eventsvc.inputs.attendees.lists import AttendeeList, AttendeeRow
from eventsvc.services.acts import Act
from eventsvc.services.attendees.attendees import ImportOrder, import_attendees
from eventsvc.services.attendees.confirmations import confirm
from eventsvc.services.attendees.registrations import Desk, Form, register
from eventsvc.services.attendees.replies import Reply, end_offers, reply
from eventsvc.services.attendees.represented import UnknownOrganisation
from eventsvc.services.meetings import meetings
from eventsvc.services.privacy import consents
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved,
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)

pytestmark = pytest.mark.usefixtures("app")

CHANCE = Random(1)


def on_the_wall(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2022, 8, day, hour, minute)  # noqa: DTZ001 -- wall time in Gera


OPEN_UNTIL = on_the_wall(29, 12)
FORM = Form(
    nonce="n1",
    given="Erika",
    family="Muster",
    email="erika@example.org",
    attends=Attends.ON_SITE,
    language="de",
)
COMES = Reply(partstat=PartStat.ACCEPTED, attends=Attends.ON_SITE)
ONLINE = Reply(partstat=PartStat.ACCEPTED, attends=Attends.ONLINE)
PERHAPS = Reply(partstat=PartStat.TENTATIVE, attends=Attends.ON_SITE)
DECLINES = Reply(partstat=PartStat.DECLINED, attends=Attends.ON_SITE)


@pytest.fixture
def network():
    return saved_network()


@pytest.fixture
def meeting(network):
    return saved_meeting(
        network, registration_until=OPEN_UNTIL, mode=Mode.HYBRID, capacity=2, waiting_hours=24
    )


def desk(network, now=NOW) -> Desk:
    return Desk(network=network, public_url=PUBLIC_URL, now=now, random=CHANCE)


@pytest.fixture
def sends(network, meeting):
    def sends(now=NOW, **changes) -> None:
        register(meeting.id, replace(FORM, **changes), desk=desk(network, now))

    return sends


@pytest.fixture
def says(network, meeting):
    def says(person, said, now=NOW) -> Seat:
        return reply(person.id, meeting_id=meeting.id, said=said, public_url=PUBLIC_URL, now=now)

    return says


def rows(kind):
    db.session.expire_all()
    return list(db.session.query(kind).order_by(kind.id))


def seats() -> list[Seat]:
    return [row.seat for row in rows(AttendanceRow)]


def mails() -> list[tuple[str, str]]:
    return [(row.kind, row.recipient) for row in rows(OutboxRow)]


def decisions() -> list[tuple[Purpose, State]]:
    return [(row.purpose, row.state) for row in rows(ConsentDecisionRow)]


# Registering


def test_somebody_new_is_on_the_list_with_a_seat_and_gets_a_mail(sends, network, meeting):
    gera = saved_organisation(network, key="gera")
    sends(email=" Erika@Example.org ", title="Dr.", organisation="gera", function="Referentin")

    [person], [attendance] = rows(PersonRow), rows(AttendanceRow)
    assert (person.title, person.given, person.family) == ("Dr.", "Erika", "Muster")
    assert (person.email, person.language) == ("erika@example.org", "de")
    assert (attendance.meeting_id, attendance.organisation_id) == (meeting.id, gera.id)
    assert (attendance.function, attendance.source) == ("Referentin", "registration form")
    assert (attendance.partstat, attendance.seat) == (PartStat.ACCEPTED, Seat.HELD)
    assert attendance.offered_until is None
    assert [(row.organisation_id, row.title) for row in rows(FunctionRow)] == [
        (gera.id, {"de": "Referentin"})
    ]
    assert mails() == [("registration", "erika@example.org")]


def test_whoever_comes_by_the_form_is_a_stranger_until_the_office_names_them(
    sends, network, meeting
):
    sends()
    [person] = rows(PersonRow)
    assert person.came_uninvited

    name = {"given": person.given, "family": person.family}
    row = AttendeeRow(sheet="", row=2, email=person.email, **name)
    attendees = AttendeeList(rows=(row,), held=(), skipped=(), problems=(), columns=())
    order = ImportOrder(attendees=attendees, source="liste.csv")
    act = Act(network_id=network.id, by="account:office", at=NOW)
    import_attendees(network, meeting, order, act=act, random=CHANCE)

    [person] = rows(PersonRow)
    assert not person.came_uninvited


def test_the_same_form_sent_twice_counts_once(sends):
    sends()
    sends()

    assert (len(rows(PersonRow)), len(rows(RegistrationRow)), len(mails())) == (1, 1, 1)


def test_an_organisation_in_words_becomes_a_guest_unless_it_is_a_known_one(sends, network):
    gera = saved_organisation(network, name={"de": "Stadt Gera"})
    sends(other_organisation="Stadt Gera")
    sends(nonce="n2", family="Probe", email="p@example.org", other_organisation="Neue Firma")

    guest = rows(OrganisationRow)[-1]
    assert [row.organisation_id for row in rows(AttendanceRow)] == [gera.id, guest.id]
    assert (guest.name, guest.is_guest) == ({"de": "Neue Firma"}, True)


def test_who_comes_online_takes_no_seat(sends):
    sends(attends=Attends.ONLINE)

    assert seats() == [Seat.NONE]
    assert rows(AttendanceRow)[0].partstat is PartStat.ACCEPTED


def test_a_full_meeting_puts_people_on_the_waiting_list(sends):
    for number in range(4):
        sends(nonce=f"n{number}", family=f"M{number}", email=f"m{number}@example.org")

    assert seats() == [Seat.HELD, Seat.HELD, Seat.WAITING, Seat.WAITING]
    assert {row.partstat for row in rows(AttendanceRow)} == {PartStat.ACCEPTED}
    assert [kind for kind, _ in mails()] == ["registration"] * 4


def test_an_organisation_gets_no_more_seats_than_the_meeting_gives_each(sends, network, meeting):
    saved_organisation(network, key="gera")
    with transaction() as writing:
        writing.merge(meeting).seats_per_organisation = 1
    for number, organisation in enumerate(["gera", "gera", ""]):
        sends(nonce=f"n{number}", email=f"m{number}@example.org", organisation=organisation)

    assert seats() == [Seat.HELD, Seat.WAITING, Seat.HELD]


@pytest.mark.parametrize(
    "changes",
    [
        {"registration_until": None},
        {"registration_until": on_the_wall(9, 11)},
        {"registration_until": OPEN_UNTIL, "status": MeetingStatus.CANCELLED},
        {"registration_until": OPEN_UNTIL, "start": on_the_wall(1, 10)},
    ],
)
def test_a_closed_form_takes_nobody(network, changes):
    closed = saved_meeting(network, **changes)

    with pytest.raises(RegistrationClosed):
        register(closed.id, FORM, desk=desk(network))

    assert (rows(PersonRow), mails()) == ([], [])


def test_the_form_is_open_until_its_time_on_the_wall(network):
    # 11:01 in Gera is a minute after NOW.
    until = saved_meeting(network, registration_until=on_the_wall(9, 11, 1))

    register(until.id, FORM, desk=desk(network))

    assert len(rows(AttendanceRow)) == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"email": "erika"}, NotMailAddress),
        ({"organisation": "nowhere"}, UnknownOrganisation),
        ({"answers": {Purpose.PHOTO_WEB: State.OBJECTED}}, AnswerDoesNotFit),
    ],
)
def test_what_is_refused_leaves_nothing(sends, changes, refusal):
    with pytest.raises(refusal):
        sends(**changes)

    assert (rows(PersonRow), rows(RegistrationRow), mails()) == ([], [], [])


def test_nobody_comes_online_to_a_meeting_on_site(network):
    here = saved_meeting(network, registration_until=OPEN_UNTIL, mode=Mode.ON_SITE)

    with pytest.raises(NoSuchWay):
        register(here.id, replace(FORM, attends=Attends.ONLINE), desk=desk(network))


def test_who_is_under_18_is_known_as_such_from_the_form_of_a_new_person_or_the_used_link(
    sends, network
):
    sends(is_minor=True)
    known = saved_person(
        network,
        given="Ole",
        family="Klein",
        folded_name=folded_name(given="Ole", family="Klein"),
        email="ole@example.org",
    )
    sends(given="Ole", family="Klein", email="ole@example.org", is_minor=True)
    before = [one.is_minor for one in rows(PersonRow)]

    confirm(known.id, desk=desk(network))

    assert before == [True, False]
    assert [one.is_minor for one in rows(PersonRow)] == [True, True]


def test_the_form_tells_guests_what_it_tells_others_and_takes_their_objection(sends, meeting):
    basis = MeetingBasisRow(
        meeting_id=meeting.id, purpose=Purpose.PHOTO_WEB, basis=Basis.PUBLIC_TASK
    )
    saved(basis)

    sends(other_organisation="Presse", answers={Purpose.PHOTO_WEB: State.OBJECTED})

    assert decisions() == [(Purpose.PHOTO_WEB, State.OBJECTED)]


# Consents of the form


def test_a_no_counts_at_once_and_a_yes_when_the_link_was_used(sends, network, meeting):
    sends(answers={Purpose.PHOTO_WEB: State.GRANTED, Purpose.PHOTO_PRINT: State.REFUSED})
    before = decisions()
    [person] = rows(PersonRow)

    later = NOW + timedelta(hours=1)
    assert confirm(person.id, desk=desk(network, later)) == 1
    assert confirm(person.id, desk=desk(network, later)) == 0

    assert before == [(Purpose.PHOTO_PRINT, State.REFUSED)]
    assert decisions() == [*before, (Purpose.PHOTO_WEB, State.GRANTED)]
    granted = rows(ConsentDecisionRow)[1]
    assert (granted.meeting_id, granted.language, granted.decided_at) == (meeting.id, "de", later)
    assert (granted.decided_by, granted.channel) == (DecidedBy.SELF, Channel.FORM)
    words = db.session.get(ConsentWordingRow, granted.wording_id)
    assert "Digitalagentur Thüringen" in words.text["en"]
    assert words.purpose is Purpose.PHOTO_WEB


def test_who_registers_somebody_else_answers_nothing_for_them(sends, network):
    sends(
        for_somebody_else=True,
        answers={Purpose.PHOTO_WEB: State.GRANTED, Purpose.PHOTO_PRINT: State.REFUSED},
    )
    confirm(rows(PersonRow)[0].id, desk=desk(network))

    assert decisions() == []


def test_a_yes_of_the_form_gives_way_to_a_no_said_later(sends, network, meeting):
    sends(answers={Purpose.PHOTO_WEB: State.GRANTED})
    [person] = rows(PersonRow)
    saved_decision(
        person,
        State.REFUSED,
        purpose=Purpose.PHOTO_WEB,
        meeting_id=meeting.id,
        decided_at=NOW + timedelta(minutes=1),
    )

    confirm(person.id, desk=desk(network, NOW + timedelta(minutes=2)))

    assert decisions() == [(Purpose.PHOTO_WEB, State.REFUSED)]


def test_an_objection_is_taken_where_the_meeting_informs(network):
    basis = MeetingBasisRow(purpose=Purpose.PHOTO_WEB, basis=Basis.LEGITIMATE_INTEREST)
    informs = saved_meeting(network, registration_until=OPEN_UNTIL, bases=[basis])
    form = replace(FORM, answers={Purpose.PHOTO_WEB: State.OBJECTED})

    register(informs.id, form, desk=desk(network))

    [decision] = rows(ConsentDecisionRow)
    assert decision.state is State.OBJECTED
    words = db.session.get(ConsentWordingRow, decision.wording_id).text["en"]
    assert "legitimate interest (GDPR Art. 6(1)(f)); you can object" in words


def test_what_holds_for_the_whole_network_is_recorded_without_a_meeting(network):
    basis = MeetingBasisRow(purpose=Purpose.CONTACT_NETWORK, basis=Basis.CONSENT)
    asks = saved_meeting(network, registration_until=OPEN_UNTIL, bases=[basis])
    form = replace(FORM, answers={Purpose.CONTACT_NETWORK: State.REFUSED})

    register(asks.id, form, desk=desk(network))

    assert rows(ConsentDecisionRow)[0].meeting_id is None


def test_a_wording_stays_as_it_is_and_a_changed_one_is_a_new_version(sends, network, meeting):
    sends(answers={Purpose.PHOTO_WEB: State.REFUSED})
    sends(nonce="n2", email="x@example.org", answers={Purpose.PHOTO_WEB: State.REFUSED})
    with transaction() as writing:
        writing.merge(meeting).on_behalf_of = "Freistaat Thüringen"
    sends(nonce="n3", email="y@example.org", answers={Purpose.PHOTO_WEB: State.REFUSED})

    wordings = rows(ConsentWordingRow)
    assert [row.number for row in wordings] == [1, 2]
    assert "Freistaat" not in wordings[0].text["en"]
    assert "Freistaat" in wordings[1].text["en"]
    assert [row.wording_id for row in rows(ConsentDecisionRow)] == [
        wordings[0].id,
        wordings[0].id,
        wordings[1].id,
    ]


# Somebody whom we know


@pytest.fixture
def known(network):
    return saved_person(
        network,
        given="Erika",
        family="Müster",
        folded_name=folded_name(given="Erika", family="Müster"),
        title="Dr.",
        email="erika@example.org",
    )


def test_an_open_form_changes_nothing_of_somebody_we_know_until_the_link_is_used(
    sends, network, meeting, known
):
    weida = saved_organisation(network, key="weida")
    attendance = saved_attendance(
        meeting, known, partstat=PartStat.DECLINED, seat=Seat.NONE, function="Leiterin"
    )
    sends(title="", family="Muster", organisation="weida", function="Referentin")
    before = [(row.title, row.family) for row in rows(PersonRow)]
    line = rows(AttendanceRow)[0]
    stood = (line.partstat, line.seat, line.function, line.organisation_id)

    confirm(known.id, desk=desk(network))

    assert mails() == [("registration", "erika@example.org")]
    assert before == [("Dr.", "Müster")]
    assert stood == (PartStat.DECLINED, Seat.NONE, "Leiterin", None)
    [person], [line] = rows(PersonRow), rows(AttendanceRow)
    assert (person.title, person.family) == ("", "Muster")
    assert (line.id, line.partstat, line.seat) == (attendance.id, PartStat.ACCEPTED, Seat.HELD)
    assert (line.function, line.organisation_id) == ("Referentin", weida.id)
    assert [(row.changes, row.grants) for row in rows(RegistrationRow)] == [({}, {})]


def test_somebody_we_know_who_is_not_on_the_list_takes_no_seat_until_the_link_is_used(
    sends, network, known
):
    sends()
    before = rows(AttendanceRow)

    confirm(known.id, desk=desk(network))

    assert before == []
    assert seats() == [Seat.HELD]


def test_a_link_used_after_the_meeting_brings_nobody_onto_its_list(sends, network, known):
    sends(answers={Purpose.PHOTO_WEB: State.GRANTED})

    confirm(known.id, desk=desk(network, NOW + timedelta(days=60)))

    assert rows(AttendanceRow) == []
    assert decisions() == [(Purpose.PHOTO_WEB, State.GRANTED)]


@pytest.mark.parametrize(
    ("given", "email"),
    [("Erika", "stranger@example.org"), ("Max", "erika@example.org")],
    ids=["same name, another address", "another name behind one mailbox"],
)
def test_a_name_or_an_address_alone_makes_somebody_else(sends, known, given, email):
    sends(given=given, email=email)

    first, second = rows(PersonRow)
    assert (first.id, first.given, first.email) == (known.id, "Erika", "erika@example.org")
    assert (second.given, second.email) == (given, email)
    assert mails() == [("registration", email)]


def test_somebody_known_in_another_network_is_new_here(sends, network):
    other = saved_network(slug="sachsen")
    saved_person(
        other,
        given="Erika",
        family="Muster",
        folded_name=folded_name(given="Erika", family="Muster"),
        email="erika@example.org",
    )
    sends()

    assert [row.network_id for row in rows(PersonRow)] == [other.id, network.id]
    assert len(rows(AttendanceRow)) == 1


# The last seat


def test_32_at_once_for_the_last_seats_get_exactly_those(app, network, meeting):
    failures = []

    def come(number: int) -> None:
        form = replace(FORM, nonce=str(number), email=f"m{number}@example.org")
        try:
            with app.app_context():
                register(meeting.id, form, desk=replace(desk(network), random=Random(number)))
        except Exception as error:  # noqa: BLE001 -- told by the assertion
            failures.append(error)

    threads = [threading.Thread(target=come, args=(number,)) for number in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    db.session.expire_all()
    counted = db.session.execute(
        select(AttendanceRow.seat, func.count()).group_by(AttendanceRow.seat)
    ).all()
    assert dict(counted) == {Seat.HELD: 2, Seat.WAITING: 30}


# Replying


@pytest.fixture
def people(network, meeting):
    """Four people in the order in which they asked for one of two seats."""
    found = []
    for number in range(4):
        person = saved_person(network)
        saved_attendance(
            meeting,
            person,
            seat=Seat.HELD if number < 2 else Seat.WAITING,
            waiting_since=None if number < 2 else NOW - timedelta(minutes=9 - number),
        )
        found.append(person)
    return found


@pytest.mark.parametrize("said", [DECLINES, PERHAPS, ONLINE])
def test_a_seat_given_back_goes_to_whoever_waits_next_with_a_mail_and_a_deadline(
    says, people, said
):
    assert says(people[0], said) is Seat.NONE

    assert seats() == [Seat.NONE, Seat.HELD, Seat.HELD, Seat.WAITING]
    assert rows(AttendanceRow)[2].offered_until == NOW + timedelta(hours=24)
    assert mails() == [("seat-offered", people[2].email)]


def test_a_yes_makes_an_offered_seat_ones_own(says, people):
    says(people[0], DECLINES)

    assert says(people[2], COMES, now=NOW + timedelta(hours=1)) is Seat.HELD

    assert rows(AttendanceRow)[2].offered_until is None
    assert end_offers(public_url=PUBLIC_URL, now=NOW + timedelta(days=3)) == 0


def test_an_offer_that_nobody_takes_goes_to_the_next(says, people):
    says(people[0], DECLINES)
    late = NOW + timedelta(hours=24)

    early = end_offers(public_url=PUBLIC_URL, now=late - timedelta(seconds=1))
    ended = end_offers(public_url=PUBLIC_URL, now=late)

    assert (early, ended) == (0, 1)
    assert seats() == [Seat.NONE, Seat.HELD, Seat.NONE, Seat.HELD]
    assert rows(AttendanceRow)[2].partstat is PartStat.NEEDS_ACTION
    assert mails() == [
        ("seat-offered", people[2].email),
        ("seat-offered", people[3].email),
    ]


def test_a_deadline_is_not_later_than_the_meeting(says, people, meeting):
    says(people[0], DECLINES, now=meeting.dtstart - timedelta(hours=3))

    assert rows(AttendanceRow)[2].offered_until == meeting.dtstart


def test_who_says_yes_again_keeps_the_place_in_line(says, people):
    before = rows(AttendanceRow)[2].waiting_since

    assert says(people[2], COMES) is Seat.WAITING

    assert rows(AttendanceRow)[2].waiting_since == before


def test_who_came_back_stands_at_the_end_of_the_line(says, people):
    says(people[0], DECLINES)

    assert says(people[0], COMES) is Seat.WAITING

    assert rows(AttendanceRow)[0].waiting_since == NOW


def test_more_seats_let_people_move_up(network, meeting, people):
    act = Act(network_id=network.id, by="account:1", at=NOW, public_url=PUBLIC_URL)
    meetings.change(meeting.slug, {"capacity": 3}, version=meeting.version, act=act)

    assert seats() == [Seat.HELD, Seat.HELD, Seat.HELD, Seat.WAITING]


def test_a_reply_after_the_meeting_or_to_a_cancelled_one_is_refused(says, people, meeting):
    with pytest.raises(RepliesClosed):
        says(people[0], DECLINES, now=meeting.dtend)
    with transaction() as writing:
        writing.merge(meeting).status = MeetingStatus.CANCELLED
    with pytest.raises(RepliesClosed):
        says(people[0], DECLINES)

    assert seats() == [Seat.HELD, Seat.HELD, Seat.WAITING, Seat.WAITING]


# By the own link


def test_a_withdrawal_by_the_link_is_appended_and_the_grant_stays_on_record(network, meeting):
    person = saved_person(network)
    for state in (State.GRANTED, State.REFUSED):
        answer = consents.Answer(
            purpose=Purpose.PHOTO_WEB, state=state, language="en", channel=Channel.LINK
        )
        consents.decide(network, meeting, person.id, answer, now=NOW)

    assert decisions() == [
        (Purpose.PHOTO_WEB, State.GRANTED),
        (Purpose.PHOTO_WEB, State.REFUSED),
    ]
