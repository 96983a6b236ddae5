"""Walk-ins and substitutes, on both engines."""

import random

import pytest
from sqlalchemy import select

from eventsvc.db.models import (
    AttendanceRow,
    AuditRow,
    ConsentDecisionRow,
    OrganisationRow,
    PersonRow,
)
from eventsvc.db.queries import desk as queries
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.consents import PHOTO, Purpose, State
from eventsvc.domain.desk import IsHere, NameMissing, SamePerson
from eventsvc.domain.wellformed import NotMailAddress, TooLong
from eventsvc.services.acts import Act
from eventsvc.services.attendees.represented import GUEST, NOBODY
from eventsvc.services.desk.arrivals import Arrival, OrganisationUnclear, let_in
from eventsvc.services.desk.desk import Spoken
from tests.conftest import NOW
from tests.factories import (
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)

pytestmark = pytest.mark.usefixtures("app")
CHANCE = random.Random(1)


@pytest.fixture
def network():
    return saved_network()


@pytest.fixture
def meeting(network):
    return saved_meeting(network)


def arrive(network, meeting, **changes) -> AttendanceRow:
    values = {"given": "Anna", "family": "Beispiel", "nonce": "n"} | changes
    act = Act(network_id=network.id, by="account:desk", at=NOW)
    public_id = let_in(network, meeting, Arrival(**values), act=act, random=CHANCE)
    return queries.attendance(network.id, meeting.id, public_id)


def rows(kind) -> list:
    return session().scalars(select(kind).order_by(kind.id)).all()


def test_a_walk_in_is_on_the_list_and_here_with_no_consent_that_was_not_given(network, meeting):
    row = arrive(network, meeting, given="Dr.  Anna", email=" Anna@Example.org ", photos=Spoken())

    assert (row.person.title, row.person.given, row.person.family) == ("Dr.", "Anna", "Beispiel")
    assert row.person.email == "anna@example.org"
    assert (row.partstat, row.seat, row.attends) == (
        PartStat.ACCEPTED,
        Seat.HELD,
        Attends.ON_SITE,
    )
    assert (row.checked_in_at, row.source, row.organisation_id) == (NOW, "at the desk", None)
    assert rows(ConsentDecisionRow) == []
    assert sorted(line.action for line in rows(AuditRow)) == ["desk.in", "desk.walk-in"]


def test_the_same_form_sent_twice_adds_one_person(network, meeting):
    first = arrive(network, meeting)
    second = arrive(network, meeting)
    other = arrive(network, meeting, nonce="another", given="Berta")

    assert first.id == second.id != other.id
    assert len(rows(AttendanceRow)) == 2


def test_answers_about_photos_are_recorded_and_open_questions_stay_open(network, meeting):
    row = arrive(
        network, meeting, photos=Spoken({Purpose.PHOTO_PRINT: True, Purpose.PHOTO_WEB: False}, "de")
    )

    assert [(one.person_id, one.purpose, one.state) for one in rows(ConsentDecisionRow)] == [
        (row.person_id, Purpose.PHOTO_PRINT, State.GRANTED),
        (row.person_id, Purpose.PHOTO_WEB, State.REFUSED),
    ]


# Organisations


def test_an_organisation_is_found_by_its_name_and_a_new_name_is_a_guest(network, meeting):
    gera = saved_organisation(network, name={"de": "Stadt Gera"})
    known = arrive(network, meeting, organisation="stadt gera")
    guest = arrive(network, meeting, nonce="2", given="B", organisation="Quantenlabor XYZ")

    assert known.organisation_id == gera.id
    assert (guest.organisation.name, guest.organisation.is_guest) == (
        {"de": "Quantenlabor XYZ"},
        True,
    )


def test_a_name_like_another_is_asked_about_and_the_choice_counts(network, meeting):
    gera = saved_organisation(network, name={"de": "Stadtwerke Mühlhausen GmbH"})
    written = "Stadtwerke Mühlhausn"
    with pytest.raises(OrganisationUnclear) as unclear:
        arrive(network, meeting, organisation=written)
    assert [one.key for one in unclear.value.suggestions] == [gera.key]
    assert len(rows(OrganisationRow)) == 1

    chosen = arrive(network, meeting, organisation=written, choice=gera.key)
    guest = arrive(network, meeting, organisation=written, choice=GUEST, nonce="2", given="B")
    nobody = arrive(network, meeting, organisation=written, choice=NOBODY, nonce="3", given="C")

    assert chosen.organisation_id == gera.id
    assert session().get(OrganisationRow, guest.organisation_id).is_guest
    assert nobody.organisation_id is None


# People we know


def test_a_known_person_is_found_again_and_not_overwritten(network, meeting):
    known = saved_person(
        network,
        title="Prof.",
        given="Anna",
        family="Beispiel",
        folded_name="annabeispiel",
        email="anna@example.org",
    )
    row = arrive(network, meeting, given="Dr. ANNA", email="anna@example.org")

    assert row.person_id == known.id
    assert (row.person.title, row.person.given) == ("Prof.", "Anna")
    assert len(rows(PersonRow)) == 1


def test_who_declined_and_comes_after_all_keeps_their_row(network, meeting):
    known = saved_person(
        network, given="Anna", family="Beispiel", folded_name="annabeispiel", email=""
    )
    declined = saved_attendance(
        meeting, known, partstat=PartStat.DECLINED, seat=Seat.NONE, attends=Attends.ONLINE
    )
    row = arrive(network, meeting)

    assert row.id == declined.id
    assert (row.partstat, row.seat, row.attends, row.checked_in_at) == (
        PartStat.ACCEPTED,
        Seat.HELD,
        Attends.ON_SITE,
        NOW,
    )


def test_somebody_of_another_network_is_somebody_else(network, meeting):
    theirs = saved_person(
        saved_network(slug="theirs"), folded_name="annabeispiel", email="anna@example.org"
    )
    row = arrive(network, meeting, email="anna@example.org")

    assert row.person_id != theirs.id


# Substitutes


def test_a_substitute_takes_the_seat_and_inherits_no_consent(network, meeting):
    person = saved_person(network)
    absent = saved_attendance(meeting, person)
    for purpose in PHOTO:
        saved_decision(person, State.GRANTED, purpose=purpose, meeting_id=meeting.id)
    before = len(rows(ConsentDecisionRow))

    row = arrive(network, meeting, instead_of=absent.public_id)

    replaced = queries.attendance(network.id, meeting.id, absent.public_id)
    assert (replaced.partstat, replaced.seat, replaced.checked_in_at) == (
        PartStat.DELEGATED,
        Seat.NONE,
        None,
    )
    assert (row.delegated_from_id, row.seat) == (absent.id, Seat.HELD)
    assert [one.id for one in queries.substitutes_for(absent.id)] == [row.id]
    assert len(rows(ConsentDecisionRow)) == before
    assert "desk.substitute" in {line.action for line in rows(AuditRow)}


def test_nobody_replaces_who_is_here(network, meeting):
    here = saved_attendance(meeting, saved_person(network), checked_in_at=NOW)

    with pytest.raises(IsHere):
        arrive(network, meeting, instead_of=here.public_id)
    assert len(rows(AttendanceRow)) == 1


def test_nobody_replaces_themselves(network, meeting):
    anna = saved_person(
        network, given="Anna", family="Beispiel", folded_name="annabeispiel", email=""
    )
    row = saved_attendance(meeting, anna)

    with pytest.raises(SamePerson):
        arrive(network, meeting, instead_of=row.public_id)
    assert queries.attendance(network.id, meeting.id, row.public_id).partstat is PartStat.ACCEPTED


@pytest.mark.parametrize(
    ("changes", "refusal", "field"),
    [
        ({"given": " ", "family": "\u200b"}, NameMissing, "given"),
        ({"email": "anna@"}, NotMailAddress, "email"),
        ({"family": "x" * 256}, TooLong, "family"),
        ({"organisation": "x" * 256}, TooLong, "organisation"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_saved(
    network, meeting, changes, refusal, field
):
    with pytest.raises(refusal) as refused:
        arrive(network, meeting, **changes)

    assert refused.value.facts["field"] == field
    assert rows(PersonRow) == []
