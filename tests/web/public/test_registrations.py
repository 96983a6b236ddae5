import re
from datetime import datetime

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import (
    AttendanceRow,
    ConsentDecisionRow,
    MeetingBasisRow,
    OutboxRow,
    PersonRow,
    RegistrationRow,
)
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.consents import Basis, Purpose, State
from eventsvc.domain.meetings import Mode, Visibility
from eventsvc.domain.people import folded_name
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved_attendance,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support.html import assert_valid
from tests.support.mailbox import delivered, personal_path, plain
from tests.support.queries import counted_queries

pytestmark = pytest.mark.usefixtures("app")

PATH = "/n/thueringen/meetings/gera/register"
WHO = {
    "who": "self",
    "given": "Erika",
    "family": "Muster",
    "email": "erika@example.org",
    "attends": "on_site",
}
OPEN_UNTIL = datetime(2022, 8, 29, 12, 0)  # noqa: DTZ001 -- wall time in Gera


@pytest.fixture
def network(app):
    network = saved_network()
    saved_organisation(network, key="gera", name={"de": "Stadt Gera"})
    saved_organisation(network, key="guest", name={"de": "Gastfirma"}, is_guest=True)
    return network


@pytest.fixture
def meeting(network):
    return saved_meeting(
        network,
        slug="gera",
        title={"de": "Treffen in Gera", "en": "Meeting in Gera"},
        place="Gera",
        mode=Mode.HYBRID,
        join_url="https://treffen.example.org/gera",
        registration_until=OPEN_UNTIL,
        capacity=1,
        bases=[MeetingBasisRow(purpose=Purpose.PHOTO_PRINT, basis=Basis.PUBLIC_TASK)],
    )


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))


@pytest.fixture
def sends(client, meeting):
    """Open the form and send it, in English."""

    def sends(**fields):
        page = client.get(PATH, headers={"Accept-Language": "en"}).text
        data = hidden(page) | WHO | fields
        return client.post(PATH, data=data, headers={"Accept-Language": "en"})

    return sends


def rows(kind):
    db.session.expire_all()
    return list(db.session.query(kind).order_by(kind.id))


def test_the_form_asks_by_the_basis_and_ticks_nothing(client, meeting):
    page = client.get(PATH, headers={"Accept-Language": "en"}).text

    assert_valid(page)
    inputs = re.findall(r"<input[^>]+>", page)
    consents = [
        (re.search(r'name="([^"]+)"', one)[1], re.search(r'type="([^"]+)"', one)[1])
        for one in inputs
        if re.search(r'name="(photo|contact|news)', one)
    ]
    assert consents == [
        ("photo-print", "checkbox"),
        ("photo-web", "radio"),
        ("photo-web", "radio"),
        ("photo-social", "radio"),
        ("photo-social", "radio"),
        ("contact-attendees", "radio"),
        ("contact-attendees", "radio"),
    ]
    assert [one for one in inputs if " checked" in one and 'name="who"' not in one] == []
    assert "treffen.example.org" not in page


def test_members_stand_in_the_list_and_guests_do_not(client, meeting):
    page = client.get(PATH).text

    assert re.findall(r'<option value="(\w*)"', page) == ["", "gera"]


def test_somebody_registers_and_gets_a_mail_with_link_and_calendar_file(sends, client, settings):
    answer = sends(organisation="gera", **{"photo-web": "granted", "photo-print": "objected"})
    [mail] = delivered(settings, now=NOW)
    text = plain(mail)

    assert answer.headers["Location"] == "/n/thueringen/meetings/gera/registered"
    assert (mail["To"], mail["Reply-To"]) == ("erika@example.org", "netzwerk@example.org")
    assert mail["Subject"] == "Your registration: Meeting in Gera"
    assert "you are registered for this meeting and have a seat." in text
    assert "Tuesday, 30 August 2022, 10:00–15:00" in text
    assert "What you agreed to in the form counts once you press the button" in text
    assert "Erika" not in text
    file, picture = mail.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "gera.ics")
    assert "UID:uid-" in file.get_content()
    assert "ATTENDEE" not in file.get_content()
    assert (picture.get_content_type(), picture.get_filename()) == ("image/png", "desk-code.png")
    assert client.get(personal_path(mail, PUBLIC_URL)).status_code == 200


def test_decisions_follow_the_form(sends):
    sends(**{"photo-web": "refused", "photo-print": "objected", "photo-social": "granted"})

    assert [(row.purpose, row.state, row.language) for row in rows(ConsentDecisionRow)] == [
        (Purpose.PHOTO_PRINT, State.OBJECTED, "en"),
        (Purpose.PHOTO_WEB, State.REFUSED, "en"),
    ]
    assert list(rows(RegistrationRow)[0].grants) == ["photo-social"]


def test_for_somebody_else_no_answer_is_taken(sends):
    sends(who="other", **{"photo-web": "refused", "photo-social": "granted"})

    assert (rows(ConsentDecisionRow), rows(RegistrationRow)[0].grants) == ([], {})


def test_an_answer_that_is_not_offered_is_silence(sends):
    sends(**{"photo-web": "objected", "photo-print": "granted", "photo-social": "unknown"})

    assert (rows(ConsentDecisionRow), rows(RegistrationRow)[0].grants) == ([], {})


def test_a_full_meeting_says_so_before_and_in_the_mail(sends, client, network, meeting, settings):
    saved_attendance(meeting, saved_person(network))
    page = client.get(PATH, headers={"Accept-Language": "en"}).text

    sends()

    assert "All seats are taken" in page
    assert rows(AttendanceRow)[1].seat is Seat.WAITING
    [mail] = delivered(settings, now=NOW)
    assert "you stand on the waiting list" in plain(mail)


def test_the_same_form_twice_is_one_registration(sends, client):
    page = client.get(PATH).text
    data = hidden(page) | WHO

    answers = [client.post(PATH, data=data).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert (len(rows(PersonRow)), len(rows(OutboxRow))) == (1, 1)


# What is wrong


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"given": " "}, ["given"]),
        ({"family": ""}, ["family"]),
        ({"email": "erika"}, ["email"]),
        ({"email": "a@b.de\r\nBcc: x@y.de"}, ["email"]),
        ({"organisation": "guest"}, ["organisation"]),
        ({"attends": ""}, ["attends"]),
        ({"function": "x" * 201}, ["function"]),
        ({"given": "", "email": ""}, ["given", "email"]),
        ({"words": "old"}, ["consents"]),
    ],
)
def test_what_does_not_fit_is_told_at_its_field_and_nothing_is_kept(sends, fields, named):
    answer = sends(**fields)

    assert answer.status_code == 422
    assert_valid(answer.text)
    assert re.findall(r'<li><a href="#(\w+)">', answer.text) == named
    assert rows(PersonRow) == []


def test_a_form_that_comes_back_keeps_what_was_typed_but_no_answer(sends):
    answer = sends(email="erika", organisation="gera", **{"photo-web": "granted"})

    assert 'value="Erika"' in answer.text
    assert '<option value="gera" selected>' in answer.text
    checked = [one for one in re.findall(r"<input[^>]+>", answer.text) if " checked" in one]
    assert [re.search(r'name="(\w+)"', one)[1] for one in checked] == ["who", "attends"]


def test_without_the_pages_token_nothing_is_taken(client, meeting):
    assert client.post(PATH, data=WHO).status_code == 400
    assert rows(PersonRow) == []


def test_hostile_names_stay_text(sends, client, settings):
    sends(given="<script>alert(1)</script>", family="=HYPERLINK(1)", function="{{ 7 * 7 }}")
    [mail] = delivered(settings, now=NOW)

    page = client.get(personal_path(mail, PUBLIC_URL)).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    assert "script" not in plain(mail)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"registration_until": None}, 409),
        ({"visibility": Visibility.NETWORK}, 404),
        ({"visibility": Visibility.INVITED}, 404),
    ],
)
def test_a_closed_form_and_one_of_a_meeting_that_is_not_public(client, meeting, changes, status):
    data = hidden(client.get(PATH).text) | WHO
    with transaction() as writing:
        row = writing.merge(meeting)
        for name, value in changes.items():
            setattr(row, name, value)

    assert client.get(PATH).status_code == status
    assert client.post(PATH, data=data).status_code == status
    assert rows(PersonRow) == []


def test_the_meetings_page_leads_to_the_form_while_it_is_open(client, meeting):
    before = client.get("/n/thueringen/meetings/gera").text
    with transaction() as writing:
        writing.merge(meeting).registration_until = None

    assert PATH in before
    assert PATH not in client.get("/n/thueringen/meetings/gera").text


def test_a_meeting_that_is_online_alone_does_not_ask_how_one_comes(client, network):
    saved_meeting(network, slug="online", mode=Mode.ONLINE, registration_until=OPEN_UNTIL)
    path = "/n/thueringen/meetings/online/register"
    page = client.get(path).text

    client.post(path, data=hidden(page) | WHO | {"attends": "on_site"})

    assert 'name="attends"' not in page
    assert [row.attends for row in rows(AttendanceRow)] == [Attends.ONLINE]


# Who is known already


@pytest.fixture
def known(network, meeting):
    person = saved_person(
        network,
        given="Erika",
        family="Muster",
        folded_name=folded_name(given="Erika", family="Muster"),
        email="erika@example.org",
    )
    saved_attendance(meeting, person, partstat=PartStat.DECLINED, seat=Seat.NONE)
    return person


def test_known_and_unknown_people_get_the_same_answer(sends, client, known):
    answers = []
    for email in ("erika@example.org", "nobody@example.org"):
        answer = sends(email=email)
        headers = {key: value for key, value in answer.headers if key != "Set-Cookie"}
        page = client.get(answer.headers["Location"]).text
        answers.append((answer.status_code, answer.text, headers, page))

    assert answers[0] == answers[1]


def test_the_form_does_not_count_seats_because_only_new_people_take_one_at_once(
    sends, client, meeting, known
):
    with transaction() as writing:
        writing.merge(meeting).capacity = 7
    words = []
    for email in ("erika@example.org", "nobody@example.org"):
        sends(email=email)
        page = client.get(PATH).text
        words.append(re.sub(r'name="(csrf_token|nonce)" value="[^"]+"', "", page))

    assert words[0] == words[1]


def test_a_known_person_confirms_by_the_mailed_link(sends, client, known, settings):
    sends(function="Leiterin")
    [mail] = delivered(settings, now=NOW)
    path = personal_path(mail, PUBLIC_URL)
    before = [(row.partstat, row.function) for row in rows(AttendanceRow)]
    page = client.get(path).text

    client.post(f"{path}/confirm", data=hidden(page))

    assert "Nothing counts yet" in plain(mail)
    assert before == [(PartStat.DECLINED, "")]
    [row] = rows(AttendanceRow)
    assert (row.partstat, row.function, row.seat) == (PartStat.ACCEPTED, "Leiterin", Seat.HELD)


def test_no_mail_goes_to_an_address_whose_reader_disowned_it(sends, known, settings):
    with transaction() as writing:
        writing.merge(known).link_disowned_at = NOW

    sends()

    assert delivered(settings, now=NOW) == []
    assert rows(OutboxRow) == []


def test_a_flood_for_one_address_is_stopped(sends):
    answers = [sends().status_code for _ in range(6)]

    assert answers == [303] * 5 + [429]


@pytest.mark.parametrize("count", [1, 20])
def test_the_form_asks_the_same_questions_however_many_members(client, network, meeting, count):
    for _ in range(count):
        saved_organisation(network)
        saved_attendance(meeting, saved_person(network))

    with counted_queries() as queries:
        client.get(PATH)

    assert len(queries) == 6
