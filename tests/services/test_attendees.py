from dataclasses import replace
from random import Random

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import (
    AttendanceRow,
    AuditRow,
    ConsentDecisionRow,
    MeetingBasisRow,
    OrganisationRow,
    PersonRow,
    PublicCodeRow,
)
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.consents import Basis, Channel, DecidedBy, Purpose, State
from eventsvc.inputs.attendees.lists import AttendeeList
from eventsvc.inputs.attendees.reading import read_attendees
from eventsvc.inputs.errors import FieldUnknown
from eventsvc.inputs.tables import read_table
from eventsvc.services.acts import Act
from eventsvc.services.attendees.attendees import ImportOrder, import_attendees
from eventsvc.services.attendees.represented import GUEST, NOBODY, UnknownOrganisation
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved_attendance,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support.queries import counted_queries

pytestmark = pytest.mark.usefixtures("app")

HEADINGS = "Vorname;Nachname;Organisation;E-Mail;Dürfen wir Sie fotografieren? (ja/nein)"


@pytest.fixture
def network():
    return saved_network()


@pytest.fixture
def gera(network):
    return saved_organisation(network, key="gera", name={"de": "Stadt Gera"})


@pytest.fixture
def meeting(network):
    return saved_meeting(network, key="treffen-4")


def listed(*lines: str, headings: str = HEADINGS) -> AttendeeList:
    return read_attendees(read_table("\r\n".join((headings, *lines)).encode()))


def act(network) -> Act:
    return Act(network_id=network.id, by="import", at=NOW, public_url=PUBLIC_URL)


@pytest.fixture
def take(network, meeting):
    def take(attendees: AttendeeList, **changes):
        order = ImportOrder(attendees=attendees, source="liste.csv")
        return import_attendees(
            network, meeting, replace(order, **changes), act=act(network), random=Random(1)
        )

    return take


def rows(kind):
    return list(db.session.query(kind).order_by(kind.id))


def people() -> list[tuple[str, str, str]]:
    return [(row.given, row.family, row.email) for row in rows(PersonRow)]


def test_a_list_becomes_people_who_come_for_their_organisation(take, gera):
    report = take(listed("Erika;Muster;Stadt Gera;erika@example.org;"))

    [attendance] = rows(AttendanceRow)
    assert (report.new, report.changed, report.unchanged, report.decisions) == (1, 0, 0, 0)
    assert people() == [("Erika", "Muster", "erika@example.org")]
    assert (attendance.organisation_id, attendance.partstat, attendance.seat) == (
        gera.id,
        PartStat.ACCEPTED,
        Seat.HELD,
    )
    assert (attendance.attends, attendance.source) == (Attends.ON_SITE, "liste.csv: 2")


def test_the_same_list_again_changes_nothing(take, gera):
    attendees = listed("Erika;Muster;Stadt Gera;erika@example.org;nein", "Max;Probe;;;ja")
    take(attendees)
    before = [(row.version, row.id) for row in rows(AttendanceRow)]

    report = take(attendees)

    assert (report.new, report.changed, report.unchanged, report.decisions) == (0, 0, 2, 0)
    assert [(row.version, row.id) for row in rows(AttendanceRow)] == before
    assert len(rows(ConsentDecisionRow)) == 6


def test_a_long_list_asks_for_the_network_as_often_as_a_short_one(take):
    def asked(*names: str) -> int:
        with counted_queries() as statements:
            take(listed(*(f"{name};Muster;;;" for name in names)), dry_run=True)
        return sum("FROM network" in one for one in statements)

    assert asked("Anna") == asked("Berta", "Carla", "Dora", "Emma")


def test_a_dry_run_tells_the_same_and_leaves_nothing(take, gera):
    report = take(
        listed("Erika;Muster;Neue Firma;erika@example.org;ja"), all_guests=True, dry_run=True
    )

    assert (report.new, report.decisions, report.guests) == (1, 3, ["Neue Firma"])
    assert (rows(PersonRow), rows(AttendanceRow), rows(AuditRow)) == ([], [], [])
    assert len(rows(OrganisationRow)) == 1


def test_an_unknown_organisation_is_held_back_with_names_that_could_be_meant(take, gera):
    report = take(listed("Erika;Muster;Stadt Gerra;e@example.org;", "Max;Probe;Stadt Gera;;"))

    assert report.unknown == {"Stadt Gerra": ("Stadt Gera",)}
    assert [row.given for row in report.held] == ["Erika"]
    assert [person[0] for person in people()] == ["Max"]


def test_a_person_says_who_is_meant_by_an_unknown_name(take, gera):
    names = {"Gerra": "gera", "Neue Firma": GUEST, "-frei-": NOBODY}
    take(listed("A;Eins;Gerra;;", "B;Zwei;Neue Firma;;", "C;Drei;-frei-;;"), organisations=names)

    [first, second, third] = rows(AttendanceRow)
    guest = db.session.get(OrganisationRow, second.organisation_id)
    code = db.session.query(PublicCodeRow).filter_by(organisation_id=guest.id).one()
    assert (first.organisation_id, third.organisation_id) == (gera.id, None)
    assert (guest.is_guest, guest.name) == (True, {"de": "Neue Firma"})
    assert len(code.code) == 5


def test_a_key_that_no_organisation_has_is_refused_and_nothing_is_taken(take, gera):
    with pytest.raises(UnknownOrganisation):
        take(listed("A;Eins;Gerra;;", "B;Zwei;Stadt Gera;;"), organisations={"Gerra": "gerra"})

    assert people() == []


def test_what_is_known_of_a_person_stays_and_only_gaps_are_filled(take, network, gera):
    saved_person(
        network,
        given="Erika",
        family="Muster",
        folded_name="erikamuster",
        title="Dr.",
        email="erika@example.org",
    )
    take(
        listed(
            "Prof.;Erika;Muster;erika@example.org;0361 1",
            headings="Titel;Vorname;Nachname;E-Mail;Telefon",
        )
    )

    [person] = rows(PersonRow)
    assert (person.title, person.phone) == ("Dr.", "0361 1")


def test_two_people_behind_one_mailbox_stay_two(take, gera):
    take(listed("Erika;Muster;;info@example.org;", "Max;Probe;;info@example.org;"))

    assert people() == [
        ("Erika", "Muster", "info@example.org"),
        ("Max", "Probe", "info@example.org"),
    ]


def test_a_namesake_of_another_organisation_is_somebody_else(take, network, gera):
    weida = saved_organisation(network, key="weida", name={"de": "Stadt Weida"})
    known = saved_person(network, given="Hans", family="Müller", folded_name="hansmuller", email="")
    saved_attendance(saved_meeting(network), known, organisation_id=weida.id)

    take(listed("Hans;Müller;Stadt Gera;;"))

    assert len(people()) == 2


def test_a_refusal_in_a_list_is_recorded_for_every_channel_with_its_words(take, meeting, gera):
    take(listed("Erika;Muster;Stadt Gera;;nein danke"))

    decisions = rows(ConsentDecisionRow)
    assert [(row.purpose, row.state, row.meeting_id) for row in decisions] == [
        (Purpose.PHOTO_PRINT, State.REFUSED, meeting.id),
        (Purpose.PHOTO_WEB, State.REFUSED, meeting.id),
        (Purpose.PHOTO_SOCIAL, State.REFUSED, meeting.id),
    ]
    assert {(row.decided_by, row.channel) for row in decisions} == {
        (DecidedBy.ON_BEHALF, Channel.FILE)
    }
    assert {(row.source, row.heading, row.answer) for row in decisions} == {
        ("liste.csv: 2", "Dürfen wir Sie fotografieren? (ja/nein)", "nein danke")
    }


def test_a_no_where_nobody_was_asked_is_an_objection(network, gera):
    basis = MeetingBasisRow(purpose=Purpose.PHOTO_WEB, basis=Basis.LEGITIMATE_INTEREST)
    meeting = saved_meeting(network, bases=[basis])
    order = ImportOrder(attendees=listed("Erika;Muster;Stadt Gera;;nein"), source="liste.csv")

    import_attendees(network, meeting, order, act=act(network), random=Random(1))

    assert {row.purpose: row.state for row in rows(ConsentDecisionRow)} == {
        Purpose.PHOTO_PRINT: State.REFUSED,
        Purpose.PHOTO_WEB: State.OBJECTED,
        Purpose.PHOTO_SOCIAL: State.REFUSED,
    }


def test_an_old_list_never_lifts_a_refusal(take, gera):
    take(listed("Erika;Muster;Stadt Gera;;nein"))

    report = take(listed("Erika;Muster;Stadt Gera;;ja"))

    assert report.decisions == 0
    assert {row.state for row in rows(ConsentDecisionRow)} == {State.REFUSED}


def test_an_import_that_fails_in_the_middle_leaves_nothing(network, meeting, gera):
    order = ImportOrder(
        attendees=listed("A;Eins;Stadt Gera;;nein", "B;Zwei;Neu;;"),
        source="liste.csv",
        all_guests=True,
    )

    def pulls_the_plug(done: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_attendees(
            network, meeting, order, act=act(network), random=Random(1), progress=pulls_the_plug
        )

    assert (people(), rows(AttendanceRow), rows(ConsentDecisionRow)) == ([], [], [])
    assert [row.key for row in rows(OrganisationRow)] == ["gera"]


def test_a_list_for_one_network_leaves_the_other_alone(take, network):
    other = saved_network(slug="sachsen")
    saved_organisation(other, key="gera", name={"de": "Stadt Gera"})
    saved_person(other, given="Erika", family="Muster", folded_name="erikamuster", email="")

    report = take(listed("Erika;Muster;Stadt Gera;;", "Max;Probe;;;"))

    assert report.unknown == {"Stadt Gera": ()}
    assert {row.network_id for row in rows(AttendanceRow)} == {network.id}


def test_the_audit_log_tells_of_the_import_and_names_nobody(take, gera):
    take(listed("Erika;Muster;Stadt Gera;erika@example.org;nein"))

    [line] = rows(AuditRow)
    assert (line.action, line.subject, line.facts) == (
        "attendees.import",
        "meeting:treffen-4",
        {"source": "liste.csv", "new": 1, "changed": 0, "decisions": 3, "held": 0},
    )


def test_a_list_may_say_who_is_under_18_and_never_takes_it_back(network, gera, meeting):
    headings = "Vorname;Nachname;Organisation;Unter 18"
    known = saved_person(
        network, given="Mia", family="Klein", folded_name="miaklein", is_minor=True
    )
    saved_attendance(meeting, known, organisation_id=gera.id)
    lines = ("Ole;Klein;Stadt Gera;x", "Mia;Klein;Stadt Gera;nein", "Erika;Muster;Stadt Gera;")

    order = ImportOrder(attendees=listed(*lines, headings=headings), source="liste.csv")
    import_attendees(network, meeting, order, act=act(network), random=Random(1))

    minors = {one.given: one.is_minor for one in db.session.query(PersonRow)}
    assert minors == {"Mia": True, "Ole": True, "Erika": False}


def test_a_list_may_answer_the_networks_own_purposes():
    purposes = {
        "own-meeting-1": {"title": {"de": "Mitschnitt"}},
        "own-network-1": {"title": {"de": "Mentoring"}, "basis": "public_task"},
    }
    network = saved_network(purposes=purposes)
    meeting = saved_meeting(network)
    lines = ("Erika;Muster;ja;nein", "Max;Muster;;")
    headings = "Vorname;Nachname;Mitschnitt;Mentoring"

    def bring(**mapping) -> None:
        table = read_table("\r\n".join((headings, *lines)).encode())
        order = ImportOrder(attendees=read_attendees(table, mapping=mapping), source="liste.csv")
        import_attendees(network, meeting, order, act=act(network), random=Random(1))

    bring(Mitschnitt="own-meeting-1", Mentoring="own-network-1")

    said = db.session.query(ConsentDecisionRow).order_by(ConsentDecisionRow.purpose).all()
    assert [(row.purpose, row.state, row.meeting_id) for row in said] == [
        (Purpose.OWN_MEETING_1, State.GRANTED, meeting.id),
        (Purpose.OWN_NETWORK_1, State.OBJECTED, None),
    ]
    assert (said[0].heading, said[0].answer) == ("Mitschnitt", "ja")
    with pytest.raises(FieldUnknown):
        bring(Mitschnitt="own-meeting-2")
