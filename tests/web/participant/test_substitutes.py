import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import AttendanceRow, ConsentDecisionRow, OutboxRow, PersonRow
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import PartStat, Seat
from eventsvc.domain.consents import Purpose, State
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved_attendance,
    saved_decision,
    saved_organisation,
    saved_person,
)
from tests.support.canaries import let_forms_show
from tests.support.everybody import own_words
from tests.support.forms import form_in
from tests.support.html import assert_valid
from tests.support.mailbox import delivered, personal_path, plain
from tests.web.participant.conftest import my

pytestmark = pytest.mark.usefixtures("english", "app")

PETRA = {"given": "Petra", "family": "Probe", "email": "Petra@Example.org"}


@pytest.fixture
def weida(network, erika):
    """Erika comes for Weida."""
    organisation = saved_organisation(network, name={"de": "Stadt Weida"})
    with transaction() as writing:
        row = writing.query(AttendanceRow).one()
        row.organisation_id, row.function = organisation.id, "Leiterin"
    return organisation


def standing() -> dict[str, tuple[str, str]]:
    db.session.expire_all()
    rows = db.session.query(AttendanceRow, PersonRow).join(PersonRow)
    return {person.given: (row.partstat.value, row.seat.value) for row, person in rows}


def name(client, person, act, **said):
    """Fill in the form that names somebody, and send it; given back, it is on the own page."""
    let_forms_show(own_words(person))
    path = my(person, f"/meetings/gera/{act}")
    data = form_in(client.get(my(person)).text, path) | said
    return client.post(path, data=data, follow_redirects=True).text


def test_a_substitute_gets_the_seat_a_mail_and_decides_alone_about_own_data(
    client, meeting, erika, weida, settings
):
    saved_decision(erika, State.GRANTED, purpose=Purpose.PHOTO_WEB, meeting_id=meeting.id)
    page = client.get(my(erika)).text
    assert_valid(page)
    path = my(erika, "/meetings/gera/substitute")
    data = form_in(page, path) | PETRA
    for _ in "12":
        client.post(path, data=data)
    [mail] = delivered(settings, now=NOW)
    [petra] = db.session.query(PersonRow).filter_by(given="Petra").all()
    theirs = client.get(personal_path(mail, PUBLIC_URL)).text

    assert standing() == {"Erika": ("DELEGATED", "none"), "Petra": ("ACCEPTED", "held")}
    [row] = db.session.query(AttendanceRow).filter_by(person_id=petra.id).all()
    first = db.session.query(AttendanceRow).filter_by(person_id=erika.id).one()
    assert (row.delegated_from_id, row.organisation_id, row.function) == (first.id, weida.id, "")
    assert (petra.origin, petra.informed_at) == ("named by an attendee", NOW)
    assert f"{PUBLIC_URL}/n/thueringen/privacy/imported" in plain(mail)
    assert "Your name and your address come from" in plain(mail)
    assert (mail["To"], mail["Subject"]) == (
        "petra@example.org",
        "You are registered: Treffen in Gera",
    )
    assert "Erika Muster cannot come and named you" in " ".join(plain(mail).split())
    assert "erika@example.org" not in mail.as_string()
    assert "Petra Probe" in theirs
    assert [one.person_id for one in db.session.query(ConsentDecisionRow)] == [erika.id]
    assert "Somebody else comes in your place" in client.get(my(erika)).text
    assert "meetings/gera/substitute" not in client.get(my(erika)).text


def test_naming_somebody_tells_nothing_and_overwrites_nothing(client, network, meeting, erika):
    known = saved_person(
        network,
        given="Petra",
        family="Probe",
        title="Dr.",
        folded_name="petraprobe",
        email="petra@example.org",
        language="de",
    )
    saved_attendance(meeting, known)
    waits = saved_person(network, given="Max", family="Probe")
    saved_attendance(meeting, waits, seat=Seat.WAITING, waiting_since=NOW)
    with transaction() as writing:
        writing.merge(meeting).capacity = 2
    answer = name(client, erika, "substitute", **PETRA)

    assert "Your substitute gets a mail" in answer
    assert standing() == {
        "Erika": ("DELEGATED", "none"),
        "Petra": ("ACCEPTED", "held"),
        "Max": ("ACCEPTED", "held"),
    }
    assert db.session.get(PersonRow, known.id).title == "Dr."


def test_one_more_person_comes_within_the_seats_of_the_organisation(
    client, meeting, erika, weida, settings
):
    with transaction() as writing:
        writing.merge(meeting).seats_per_organisation = 2
    first = name(client, erika, "colleague", **PETRA)
    second = name(client, erika, "colleague", **(PETRA | {"given": "Paul"}))
    [mail] = delivered(settings, now=NOW)

    assert "The person gets a mail" in first
    assert "has its 2 seats already" in second
    assert standing() == {"Erika": ("ACCEPTED", "held"), "Petra": ("ACCEPTED", "held")}
    assert "Erika Muster registered you for this meeting" in " ".join(plain(mail).split())


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"email": "kaputt@@x"}, "This is not a mail address."),
        ({"family": " "}, "Surname: This is missing."),
        (
            {"given": "Erika", "family": "Muster", "email": "erika@example.org"},
            "This is the same person.",
        ),
        ({"given": "x\r\nBcc: v@example.org"}, "Saved."),
    ],
)
def test_what_is_no_other_person_changes_nothing(client, erika, said, words, settings):
    with transaction() as writing:
        writing.merge(erika).folded_name = "erikamuster"
    answer = name(client, erika, "substitute", **(PETRA | said))

    assert words in answer
    if words != "Saved.":
        assert standing() == {"Erika": ("ACCEPTED", "held")}
        assert db.session.query(OutboxRow).all() == []
    else:
        [mail] = delivered(settings, now=NOW)
        assert "Bcc" not in mail
        assert "v@example.org" not in plain(mail)


def test_whoever_declines_before_the_mail_leaves_gets_none(client, erika, settings):
    name(client, erika, "substitute", **PETRA)
    with transaction() as writing:
        [row] = writing.query(AttendanceRow).filter(AttendanceRow.delegated_from_id.is_not(None))
        row.partstat = PartStat.DECLINED

    assert delivered(settings, now=NOW) == []
