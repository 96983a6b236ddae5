import json
import re
from datetime import timedelta

import pytest

from eventsvc.db.extension import Base, db
from eventsvc.db.models import (
    AttendanceRow,
    AuditRow,
    ConsentDecisionRow,
    OutboxRow,
    PersonRow,
    RegistrationRow,
)
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.consents import PHOTO, Channel, DecidedBy, Purpose, State
from eventsvc.domain.meetings import MeetingStatus, Visibility
from eventsvc.domain.personal_links import LinkPurpose
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_person,
)
from tests.support import readers
from tests.support.canaries import let_forms_show
from tests.support.everybody import own_words
from tests.support.html import assert_valid
from tests.support.queries import counted_queries
from tests.support.signin import csrf
from tests.web.participant.conftest import my

pytestmark = pytest.mark.usefixtures("app")

READ = ["", "/data", "/data.json", "/not-mine", "/calendar.ics", "/meetings/gera/badge.png"]
ACTS = [
    "/calendar",
    "/calendar/end",
    "/calendar/renew",
    "/confirm",
    "/consents",
    "/data",
    "/not-mine",
    "/meetings/gera/reply",
    "/meetings/gera/consents",
]
ENGLISH = {"Accept-Language": "en"}


def rows(kind):
    db.session.expire_all()
    return list(db.session.query(kind).order_by(kind.id))


def post(client, person, path, **data):
    """Press a button of the page as a browser does."""
    token = csrf(client, my(person))
    return client.post(my(person, path), data={"csrf_token": token} | data, headers=ENGLISH)


def everything() -> dict[str, list]:
    with db.engine.connect() as connection:
        return {
            table.name: connection.execute(table.select()).all()
            for table in Base.metadata.sorted_tables
        }


# Who gets in


@pytest.mark.parametrize("path", READ + ACTS)
@pytest.mark.parametrize("wrong", ["none", "another person's", "another key's", "cut"])
def test_no_page_opens_without_a_good_token(client, erika, path, wrong):
    token = my(erika).removeprefix("/my/")
    tokens = {
        "none": "x",
        "another person's": token.replace(erika.public_id, "person-0"),
        "another key's": token[:-1] + ("A" if token[-1] != "A" else "B"),
        "cut": token[:-1],
    }
    call = client.get if path in READ else client.post

    answer = call(f"/my/{tokens[wrong]}{path}")

    assert answer.status_code in ({404} if path in READ else {404, 400})
    assert "Muster" not in answer.text


def test_a_token_opens_its_own_network_only(client, erika):
    other = saved_network(slug="sachsen", name={"de": "Netz Sachsen"})
    twin = saved_person(other, public_id=erika.public_id, given="Fremd", family="Anders")

    assert "Erika Muster" in client.get(my(erika)).text
    assert "Fremd Anders" in client.get(my(twin)).text
    assert "Erika" not in client.get(my(twin)).text


@pytest.mark.parametrize("path", READ)
def test_a_revoked_link_answers_410_and_tells_nothing(client, erika, path):
    address = my(erika, path)
    with transaction() as writing:
        writing.merge(erika).link_generation = 1

    answer = client.get(address, headers=ENGLISH)

    assert answer.status_code == 410
    assert "no longer good" in answer.text
    assert "Muster" not in answer.text


def test_the_calendars_token_opens_the_calendar_alone(client, erika):
    token = LinkPurpose.CALENDAR

    assert client.get(my(erika, "/calendar.ics", token)).status_code == 200
    assert {path: client.get(my(erika, path, token)).status_code for path in READ[:4]} == (
        dict.fromkeys(READ[:4], 404)
    )


@pytest.mark.parametrize("path", ["/meetings/weida/reply", "/meetings/weida/consents"])
def test_a_meeting_of_others_takes_nothing_from_me(client, erika, network, path):
    weida = saved_meeting(network, slug="weida")
    saved_attendance(weida, saved_person(network))
    fields = {"reply": "DECLINED", "purpose": "photo-web", "state": "refused"}

    assert post(client, erika, path, **fields).status_code == 404

    assert {row.partstat for row in rows(AttendanceRow)} == {PartStat.ACCEPTED}
    assert rows(ConsentDecisionRow) == []


@pytest.mark.parametrize("path", READ)
def test_a_personal_page_is_kept_by_nobody_and_tells_nobody(client, erika, path):
    headers = client.get(my(erika, path)).headers

    kept = headers["Cache-Control"]
    assert kept in {"no-store", "private, no-cache"}
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("path", READ)
def test_a_scanner_that_opens_every_address_changes_nothing(client, erika, meeting, path):
    waiting(erika, meeting)
    before = everything()

    for call in (client.get, client.head, client.options):
        call(my(erika, path))

    fetched = {"personal_calendar"}  # when a program last read it: told to its owner
    assert {name: rows for name, rows in everything().items() if name not in fetched} == {
        name: rows for name, rows in before.items() if name not in fetched
    }


@pytest.mark.parametrize("path", ACTS)
def test_an_act_has_no_address_to_open_and_wants_the_forms_token(client, erika, path):
    before = everything()

    assert client.post(my(erika, path)).status_code == 400
    if path not in READ:
        assert client.get(my(erika, path)).status_code == 405

    assert everything() == before


@pytest.mark.one_engine
@pytest.mark.parametrize("path", ["", "/data", "/not-mine"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_pages_are_valid_html(client, erika, meeting, path, language):
    waiting(erika, meeting)

    assert_valid(client.get(my(erika, path), headers={"Accept-Language": language}).text)


# Replying


def test_a_reply_is_saved_and_the_page_says_so(client, erika):
    answer = post(client, erika, "/meetings/gera/reply", reply="DECLINED", attends="on_site")

    assert answer.status_code == 303
    [row] = rows(AttendanceRow)
    assert (row.partstat, row.seat) == (PartStat.DECLINED, Seat.NONE)
    assert "You do not come" in client.get(my(erika), headers=ENGLISH).text


def test_one_changes_ones_mind_and_comes_online(client, erika):
    post(client, erika, "/meetings/gera/reply", reply="ACCEPTED", attends="online")

    [row] = rows(AttendanceRow)
    assert (row.attends, row.seat) == (Attends.ONLINE, Seat.NONE)
    assert client.get(my(erika, "/meetings/gera/badge.png")).status_code == 404


@pytest.mark.parametrize("fields", [{}, {"reply": "DELEGATED"}, {"reply": "x", "attends": "y"}])
def test_a_reply_that_is_none_changes_nothing(client, erika, fields):
    words = "Ich komme mit dem Zug."
    let_forms_show(own_words(erika))
    answer = post(client, erika, "/meetings/gera/reply", comment=words, **fields)

    assert answer.status_code == 422
    assert_valid(answer.text)
    assert [row.partstat for row in rows(AttendanceRow)] == [PartStat.ACCEPTED]
    assert '<a href="#reply-gera-reply">' in answer.text
    assert f'value="{words}"' in answer.text


def test_a_word_to_the_office_that_is_too_long_comes_back_whole(client, erika):
    let_forms_show(own_words(erika))
    fields = {"reply": "DECLINED", "attends": "on_site"}
    just = post(client, erika, "/meetings/gera/reply", comment="a" * 500, **fields)
    kept = rows(AttendanceRow)[0].reply_comment
    answer = post(client, erika, "/meetings/gera/reply", comment="b" * 501, **fields)

    assert (just.status_code, kept) == (303, "a" * 500)
    assert answer.status_code == 422
    assert_valid(answer.text)
    assert "b" * 501 in answer.text
    assert 'href="#reply-gera-comment"' in answer.text
    assert rows(AttendanceRow)[0].reply_comment == "a" * 500


def test_a_reply_to_a_cancelled_meeting_is_refused(client, erika, meeting):
    with transaction() as writing:
        writing.merge(meeting).status = MeetingStatus.CANCELLED

    answer = post(client, erika, "/meetings/gera/reply", reply="DECLINED", attends="on_site")

    assert answer.status_code == 409
    assert "Save my reply" not in client.get(my(erika), headers=ENGLISH).text


def test_an_offered_seat_and_a_place_in_line_are_told(client, erika, network, meeting):
    [row] = rows(AttendanceRow)
    with transaction() as writing:
        writing.get(AttendanceRow, row.id).offered_until = NOW + timedelta(hours=3)
    offered = client.get(my(erika), headers=ENGLISH).text
    others = [saved_person(network) for _ in range(2)]
    for number, person in enumerate(others):
        since = NOW + timedelta(minutes=number)
        saved_attendance(meeting, person, seat=Seat.WAITING, waiting_since=since)

    assert "A seat is yours until Tuesday, 9 August 2022, 14:00" in offered
    assert "Waiting list, place 2" in client.get(my(others[1]), headers=ENGLISH).text


# Confirming what an open form said


def waiting(person, meeting, **changes) -> RegistrationRow:
    values = {
        "network_id": person.network_id,
        "meeting_id": meeting.id,
        "person_id": person.id,
        "nonce_hash": "0" * 64,
        "sent_at": NOW - timedelta(hours=1),
        "language": "de",
        "changes": {
            "title": "",
            "given": "Erika",
            "family": "Müster",
            "organisation": "",
            "other_organisation": "",
            "function": "Leiterin",
            "attends": "online",
        },
    }
    return saved(RegistrationRow(**(values | changes)))


def test_what_a_form_said_is_shown_and_counts_after_the_button(client, erika, meeting):
    waiting(erika, meeting)
    page = client.get(my(erika), headers=ENGLISH).text

    post(client, erika, "/confirm")

    assert "Nothing of this counts yet." in page
    assert "Erika Müster" in page
    assert rows(PersonRow)[0].family == "Müster"
    assert (rows(AttendanceRow)[0].function, rows(AttendanceRow)[0].attends) == (
        "Leiterin",
        Attends.ONLINE,
    )
    assert "Please confirm" not in client.get(my(erika), headers=ENGLISH).text


# Consents


def acts(page: str, anchor: str) -> list[str]:
    part = page.partition(f'id="{anchor}"')[2].partition("</li>")[0]
    return re.findall(r'name="state" value="(\w+)"', part)


def test_yes_and_no_stand_side_by_side_until_answered_then_the_other_is_one_click(client, erika):
    path = "/meetings/gera/consents"
    seen = [acts(client.get(my(erika)).text, "gera-photo-web")]
    for state in ("granted", "refused"):
        post(client, erika, path, purpose="photo-web", state=state)
        seen.append(acts(client.get(my(erika)).text, "gera-photo-web"))

    assert seen == [["granted", "refused"], ["refused"], ["granted"]]
    assert "You withdrew your consent" in client.get(my(erika), headers=ENGLISH).text


def test_where_the_meeting_informs_one_objects_and_takes_it_back(client, erika):
    path = "/meetings/gera/consents"
    seen = [acts(client.get(my(erika)).text, "gera-photo-print")]
    for state in ("objected", "unknown"):
        post(client, erika, path, purpose="photo-print", state=state)
        seen.append(acts(client.get(my(erika)).text, "gera-photo-print"))

    assert seen == [["objected"], ["unknown"], ["objected"]]


def test_a_decision_keeps_who_how_when_and_in_which_words(client, erika, meeting):
    headers = ENGLISH
    token = csrf(client, my(erika))
    data = {"csrf_token": token, "purpose": "photo-web", "state": "granted"}
    client.post(my(erika, "/meetings/gera/consents"), data=data, headers=headers)

    [row] = rows(ConsentDecisionRow)
    assert (row.meeting_id, row.state, row.decided_at) == (meeting.id, State.GRANTED, NOW)
    assert (row.decided_by, row.channel, row.language) == (DecidedBy.SELF, Channel.LINK, "en")
    assert row.wording_id is not None


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/meetings/gera/consents", {"purpose": "photo-web", "state": "objected"}, 422),
        ("/meetings/gera/consents", {"purpose": "photo-print", "state": "granted"}, 422),
        ("/meetings/gera/consents", {"purpose": "photo", "state": "granted"}, 400),
        ("/meetings/gera/consents", {"purpose": "photo-web"}, 400),
        ("/consents", {"purpose": "photo-web", "state": "granted"}, 400),
    ],
)
def test_an_answer_that_nobody_asked_for_is_refused(client, erika, path, fields, status):
    assert post(client, erika, path, **fields).status_code == status

    assert rows(ConsentDecisionRow) == []


def test_what_holds_for_the_whole_network_is_decided_once(client, erika):
    post(client, erika, "/consents", purpose="contact-network", state="granted")

    [row] = rows(ConsentDecisionRow)
    assert (row.purpose, row.meeting_id) == (Purpose.CONTACT_NETWORK, None)
    assert acts(client.get(my(erika)).text, "network-contact-network") == ["refused"]


def test_a_grant_from_an_old_list_can_be_withdrawn_though_no_meeting_asks(client, erika):
    saved_decision(erika, State.GRANTED, purpose=Purpose.NEWSLETTER)

    post(client, erika, "/consents", purpose="newsletter", state="refused")

    assert [row.state for row in rows(ConsentDecisionRow)] == [State.GRANTED, State.REFUSED]


def test_consents_can_be_withdrawn_long_after_the_meeting(client, erika, app):
    app.extensions["eventsvc.clock"] = lambda: NOW + timedelta(days=400)

    assert acts(client.get(my(erika)).text, "gera-photo-web") == ["granted", "refused"]
    answer = post(client, erika, "/meetings/gera/consents", purpose="photo-web", state="refused")

    assert answer.status_code == 303


# Badge and calendar


def test_the_badge_is_a_picture_of_what_would_print_now(client, erika):
    first = client.get(my(erika, "/meetings/gera/badge.png"))
    again = client.get(
        my(erika, "/meetings/gera/badge.png"), headers={"If-None-Match": first.headers["ETag"]}
    )
    for purpose in PHOTO:
        saved_decision(erika, State.GRANTED, purpose=purpose)
    changed = client.get(my(erika, "/meetings/gera/badge.png"))

    assert first.data.startswith(b"\x89PNG")
    assert (again.status_code, again.data) == (304, b"")
    assert changed.data != first.data


def test_the_calendar_holds_my_meetings_with_the_way_in_and_nobody_who_attends(
    client, erika, network, meeting
):
    with transaction() as writing:
        writing.merge(meeting).uid = "gera"
    inner = saved_meeting(network, uid="inner", visibility=Visibility.INVITED)
    declined = saved_meeting(network, uid="declined")
    saved_meeting(network, uid="others")
    saved_attendance(inner, erika, partstat=PartStat.NEEDS_ACTION)
    saved_attendance(declined, erika, partstat=PartStat.DECLINED)

    response = client.get(my(erika, "/calendar.ics", LinkPurpose.CALENDAR))

    text = response.text.replace("\r\n ", "")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in response.headers
    assert sorted(re.findall(r"^UID:(.*)\r$", text, re.MULTILINE)) == ["gera", "inner"]
    assert (
        "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Online:https://treffen.example.org/gera"
        in text
    )
    assert "METHOD:PUBLISH" in text
    assert "ATTENDEE" not in text
    assert "Erika" not in text


def test_other_peoples_programs_read_my_calendar_and_its_way_in(client, erika, meeting):
    data = client.get(my(erika, "/calendar.ics")).data
    expected = {(meeting.uid, "2022-08-30T08:00:00+00:00", "2022-08-30T13:00:00+00:00")}

    for read in (readers.by_icalendar, readers.by_ical, readers.by_ics, readers.by_vobject):
        assert read(data) == expected


def test_a_calendar_that_did_not_change_is_not_sent_again(client, erika):
    first = client.get(my(erika, "/calendar.ics"))
    again = client.get(my(erika, "/calendar.ics"), headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")


# My data


def test_everything_held_is_there_and_nothing_of_others(client, erika, network, meeting):
    other = saved_person(network, email="erika@example.org")
    saved_attendance(meeting, other)
    saved_decision(erika, State.GRANTED, purpose=Purpose.NEWSLETTER, source="liste.csv: 2")
    for person in (erika, other):
        saved(
            OutboxRow(
                network_id=network.id,
                unique_key=person.public_id,
                message_id=f"<{person.public_id}@x>",
                recipient="erika@example.org",
                kind="registration",
                language="de",
                facts={"person": person.public_id},
                queued_at=NOW,
                due_at=NOW,
            )
        )

    response = client.get(my(erika, "/data.json"))

    held = json.loads(response.text)
    assert response.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert held["person"]["family"] == "Muster"
    assert [one["slug"] for one in held["meetings"]] == ["gera"]
    assert [one["source"] for one in held["decisions"]] == ["liste.csv: 2"]
    assert len(held["mails"]) == 1
    assert other.family not in response.text


def test_a_name_and_a_function_are_corrected_and_noted_without_the_words(client, erika):
    post(
        client,
        erika,
        "/data",
        title=" Dr. ",
        given="Erika",
        family="Müster",
        **{"function-gera": "Leiterin"},
    )

    [person] = rows(PersonRow)
    assert (person.title, person.family, person.folded_name) == ("Dr.", "Müster", "erikamuster")
    assert rows(AttendanceRow)[0].function == "Leiterin"
    [line] = rows(AuditRow)
    assert (line.action, line.facts) == ("person.corrected", {"fields": ["function", "name"]})
    assert line.actor == f"person:{erika.public_id}"


def test_a_name_without_words_is_refused(client, erika):
    let_forms_show(own_words(erika))
    post(client, erika, "/data", title="", given=" ", family="")

    assert rows(PersonRow)[0].family == "Muster"


def test_a_function_at_a_meeting_that_is_over_stays(client, erika, app):
    app.extensions["eventsvc.clock"] = lambda: NOW + timedelta(days=60)

    post(client, erika, "/data", given="Erika", family="Muster", **{"function-gera": "Neu"})

    assert rows(AttendanceRow)[0].function == "Referentin"


def test_a_link_that_went_astray_is_made_worthless_and_its_mails_stop(client, erika):
    answer = post(client, erika, "/not-mine")

    assert answer.status_code == 200
    assert client.get(my(erika)).status_code == 410
    [person] = rows(PersonRow)
    assert (person.link_generation, person.link_disowned_at) == (1, NOW)
    assert [line.action for line in rows(AuditRow)] == ["link.disowned"]


# Cost


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_asks_the_same_questions_however_many_meetings(client, erika, network, count):
    for _ in range(count):
        saved_attendance(saved_meeting(network), erika)
        saved_decision(erika, State.GRANTED, purpose=Purpose.NEWSLETTER)

    with counted_queries() as queries:
        client.get(my(erika))

    assert len(queries) == 13
