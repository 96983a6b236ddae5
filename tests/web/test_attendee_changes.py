from datetime import timedelta
from io import BytesIO

import pytest

from eventsvc.db.models import (
    AttendanceRow,
    AuditRow,
    ConsentDecisionRow,
    DraftRow,
    MeetingBasisRow,
    NetworkRow,
    OrganisationRow,
    PersonRow,
    PrintRow,
)
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.attendances import AttendanceRole, Attends, PartStat, Seat
from eventsvc.domain.consents import Basis, Channel, DecidedBy, Purpose, State
from eventsvc.services.attendees.attendee_drafts import forget_drafts
from eventsvc.services.attendees.replies import Reply, reply
from eventsvc.services.badges import print_runs
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.support.prints import page_texts

LIST = "/o/ours/meetings/gera/attendees"
CSV = """Vorname;Nachname;Behörde;E-Mail;Fotos ok?
Erika;Muster;Stadt Weida;erika@example.org;ja
Max;Probe;Weida;max@example.org;nein
Jan;Novák;Město Cheb;jan@example.org;
"""


@pytest.fixture
def gera(office):
    return saved_meeting(
        office,
        slug="gera",
        key="gera",
        bases=[MeetingBasisRow(purpose=Purpose.PHOTO_WEB, basis=Basis.PUBLIC_TASK)],
    )


@pytest.fixture
def weida(office):
    return saved_organisation(office, key="weida", name={"de": "Stadt Weida"})


def people() -> list[tuple[str, str]]:
    session().expire_all()
    return sorted((row.given, row.family) for row in session().query(PersonRow))


def attendances() -> list[AttendanceRow]:
    session().expire_all()
    return session().query(AttendanceRow).order_by(AttendanceRow.id).all()


# One person


def test_a_person_is_added_for_a_member(organiser, gera, weida):
    wish = {"given": "Erika", "family": "Muster", "organisation_id": str(weida.id)}
    answer = send(organiser, f"{LIST}/new", wish | {"function": "Leiterin", "attends": "online"})
    [row] = attendances()

    assert answer.headers["Location"] == LIST
    assert people() == [("Erika", "Muster")]
    assert (row.organisation_id, row.function, row.attends, row.partstat, row.seat) == (
        weida.id,
        "Leiterin",
        Attends.ONLINE,
        PartStat.ACCEPTED,
        Seat.NONE,
    )
    assert session().query(AuditRow).one().actor.startswith("account:")


def test_a_guest_brings_a_new_organisation_and_is_made_once(organiser, gera):
    page = organiser.get(f"{LIST}/new").text
    wish = {"given": "Jan", "family": "Novák", "guest": "Město Cheb"}
    send_on(organiser, f"{LIST}/new", page, wish)
    send_on(organiser, f"{LIST}/new", page, wish)
    [organisation] = session().query(OrganisationRow)

    assert (organisation.name, organisation.is_guest) == ({"de": "Město Cheb"}, True)
    assert [row.organisation_id for row in attendances()] == [organisation.id]


def test_somebody_we_know_is_not_made_twice_nor_overwritten(organiser, office, gera):
    known = saved_person(
        office,
        given="Erika",
        family="Muster",
        folded_name="erikamuster",
        email="erika@example.org",
        phone="1",
    )
    wish = {"given": "Erika", "family": "Muster", "email": "erika@example.org", "phone": "2"}
    send(organiser, f"{LIST}/new", wish)

    assert [row.person_id for row in attendances()] == [known.id]
    assert session().get(PersonRow, known.id).phone == "1"


def test_a_person_without_a_name_is_refused(organiser, gera):
    answer = send(organiser, f"{LIST}/new", {"email": "a@example.org"})

    assert answer.status_code == 422
    assert_valid(answer.text)
    assert people() == []


def test_name_organisation_and_reply_are_corrected(organiser, office, gera, weida):
    row = saved_attendance(gera, saved_person(office, given="Erik", family="Muster"))
    path = f"{LIST}/{row.public_id}"
    shown = form_in(organiser.get(path).text)
    send(
        organiser,
        path,
        {"given": "Erika", "organisation_id": str(weida.id), "partstat": "DECLINED"},
    )
    [after] = attendances()

    assert shown["given"] == ["Erik"]
    assert people() == [("Erika", "Muster")]
    assert (after.organisation_id, after.partstat, after.seat) == (
        weida.id,
        PartStat.DECLINED,
        Seat.NONE,
    )


def test_a_stale_edit_of_the_person_is_refused_with_both_texts(organiser, office, gera):
    row = saved_attendance(gera, saved_person(office, given="Erik", family="Muster"))
    path = f"{LIST}/{row.public_id}"
    stale = organiser.get(path).text
    send(organiser, path, {"given": "Erika"})
    answer = send_on(organiser, path, stale, {"given": "Erich"})

    assert answer.status_code == 409
    assert ["Erika" in answer.text, "Erich" in answer.text] == [True, True]


def test_who_leaves_the_list_stays_a_person(organiser, office, gera):
    row = saved_attendance(gera, saved_person(office, given="Erika", family="Muster"))
    question = organiser.get(f"{LIST}/{row.public_id}/remove").text
    send_on(organiser, f"{LIST}/{row.public_id}/remove", question)

    assert "they are proof" in question
    assert (attendances(), people()) == ([], [("Erika", "Muster")])


def ask(organiser, act: str, *rows, query="", **fields):
    """Tick people, choose an act; return the question."""
    page = organiser.get(LIST + query).text
    wish = {"chosen": [row.public_id for row in rows], "act": act} | fields
    return send_on(organiser, LIST, page, wish, action=f"{LIST}/chosen")


def go_on(organiser, act: str, question, changes=None):
    action = f"{LIST}/chosen/{act}"
    return send_on(organiser, action, question.text, changes, action=action)


def test_several_replies_change_at_once_after_a_question_that_names_the_people(
    organiser, office, gera
):
    rows = [saved_attendance(gera, saved_person(office, given=name)) for name in ("A", "B", "C")]
    question = ask(organiser, "reply", rows[0], rows[2])
    before = [row.partstat for row in attendances()]
    go_on(organiser, "reply", question, {"partstat": "DECLINED"})

    assert_valid(question.text)
    assert [f'value="{row.public_id}"' in question.text for row in rows] == [True, False, True]
    assert "they get a mail" in question.text
    assert before == [PartStat.ACCEPTED] * 3
    assert [row.partstat for row in attendances()] == [
        PartStat.DECLINED,
        PartStat.ACCEPTED,
        PartStat.DECLINED,
    ]
    assert "2 replies are changed." in organiser.get(LIST).text


def test_everybody_found_is_taken_off_but_who_is_unticked_in_the_question(organiser, office, gera):
    for name in ("Max Eins", "Max Zwei", "Jana Drei"):
        given, family = name.split()
        saved_attendance(gera, saved_person(office, given=given, family=family, sort_key=family))
    question = ask(organiser, "remove", query="?q=max", everybody="yes")
    ticked = form_in(question.text, f"{LIST}/chosen/remove")["chosen"]
    go_on(organiser, "remove", question, {"chosen": ticked[:1]})

    assert len(ticked) == 2
    assert "they are proof" in question.text
    left = {row.person_id for row in attendances()}
    families = [row.family for row in session().query(PersonRow) if row.id in left]
    assert sorted(families) == ["Drei", "Zwei"]


def test_function_role_and_a_seat_are_given_to_those_chosen(organiser, office, gera):
    rows = [
        saved_attendance(gera, saved_person(office), function="Leiterin", seat=Seat.WAITING),
        saved_attendance(gera, saved_person(office), function="Leiter"),
    ]
    go_on(organiser, "describe", ask(organiser, "describe", *rows), {"role": "speaker"})
    go_on(organiser, "seat", ask(organiser, "seat", *rows))

    assert [(row.role, row.function, row.seat) for row in attendances()] == [
        (AttendanceRole.SPEAKER, "Leiterin", Seat.HELD),
        (AttendanceRole.SPEAKER, "Leiter", Seat.HELD),
    ]


@pytest.mark.form_shows("Erika", "Mustermann")
def test_badges_of_those_chosen_are_printed_and_recorded(organiser, office, gera):
    comes = saved_attendance(gera, saved_person(office))
    online = saved_attendance(gera, saved_person(office), attends=Attends.ONLINE)
    saved_attendance(gera, saved_person(office))
    question = ask(organiser, "print", comes, online)
    refused = go_on(organiser, "print", question, {"start": "99"})
    answer = go_on(organiser, "print", question, {"start": "2"})

    assert "1 of them does not come on site" in question.text
    assert (refused.status_code, 'href="#start"' in refused.text) == (422, True)
    assert answer.content_type == "application/pdf"
    assert [row.attendance_id for row in session().query(PrintRow)] == [comes.id]


def test_a_character_that_no_font_has_is_named_with_its_person_before_badges_are_printed(
    organiser, office, gera
):
    row = saved_attendance(gera, saved_person(office, given="Zo\ue123", family="Weiß"))
    question = ask(organiser, "print", row)
    refused = go_on(organiser, "print", question, {})
    recorded = session().query(PrintRow).count()
    printed = go_on(organiser, "print", question, {"replace": "yes"})

    assert refused.status_code == 422
    assert 'href="#replace"' in refused.text
    assert "Zo\ue123 Weiß: \ue123 (U+E123)" in refused.text
    assert recorded == 0
    assert "Zo?" in page_texts(printed.data)[0]


def test_more_badges_than_a_browser_waits_for_are_drawn_for_those_chosen_alone(
    organiser, office, gera, monkeypatch
):
    monkeypatch.setattr("eventsvc.web.organiser.attendees.chosen_acts.AT_ONCE", 1)
    ticked = [saved_attendance(gera, saved_person(office)) for _ in range(2)]
    saved_attendance(gera, saved_person(office))
    answer = go_on(organiser, "print", ask(organiser, "print", *ticked), {"start": "3"})
    before = organiser.get(answer.headers["Location"]).text
    number = print_runs.work_off(public_url=PUBLIC_URL, clock=lambda: NOW)

    assert answer.status_code == 303
    assert "0 of 2 badges" in before
    assert number == 1
    printed = {row.attendance_id for row in session().query(PrintRow)}
    assert printed == {row.id for row in ticked}


def test_nothing_happens_without_people_or_an_act(organiser, office, gera):
    row = saved_attendance(gera, saved_person(office))
    answers = [ask(organiser, "remove"), ask(organiser, "nonsense", row)]

    assert [answer.headers["Location"] for answer in answers] == [LIST, LIST]
    assert len(attendances()) == 1


@pytest.mark.form_shows("Erika", "Mustermann")
def test_decisions_on_behalf_are_appended_with_their_source(organiser, office, gera):
    row = saved_attendance(gera, saved_person(office))
    path = f"{LIST}/{row.public_id}/consents"
    missing = send(organiser, path, {"photo-print": "granted", "channel": "mail"})
    source = "Mail vom 8. August"
    wish = {"photo-print": "granted", "photo-web": "objected", "channel": "mail", "source": source}
    send(organiser, path, wish)
    rows = session().query(ConsentDecisionRow).order_by(ConsentDecisionRow.id).all()

    assert missing.status_code == 422
    assert [(one.purpose, one.state, one.meeting_id) for one in rows] == [
        (Purpose.PHOTO_PRINT, State.GRANTED, gera.id),
        (Purpose.PHOTO_WEB, State.OBJECTED, gera.id),
    ]
    assert {(one.decided_by, one.channel, one.source, one.decided_at) for one in rows} == {
        (DecidedBy.ON_BEHALF, Channel.MAIL, source, NOW)
    }
    shown = organiser.get(path).text
    assert source in shown
    assert "09/08/2022, 11:00 CEST" in shown


@pytest.mark.parametrize(
    ("language", "words"), [("en", "“Fotos?”: “nein”"), ("de", "„Fotos?“: „nein“")]
)
def test_what_a_list_says_stands_in_the_quotation_marks_of_the_reader(
    organiser, office, gera, language, words
):
    person = saved_person(office)
    row = saved_attendance(gera, person)
    saved_decision(
        person,
        State.REFUSED,
        purpose=Purpose.PHOTO_PRINT,
        meeting_id=gera.id,
        channel=Channel.FILE,
        source="liste.xlsx: 2",
        heading="Fotos?",
        answer="nein",
    )

    pages = [
        organiser.get(f"{path}?lang={language}").text
        for path in (f"{LIST}/{row.public_id}/consents", LIST)
    ]

    assert [f"liste.xlsx: 2, {words}" in page for page in pages] == [True, True]


def test_who_is_ticked_as_under_18_is_asked_for_a_yes_where_others_are_told(
    organiser, office, gera
):
    row = saved_attendance(gera, saved_person(office, given="Mia", family="Klein"))
    path = f"{LIST}/{row.public_id}"
    page = organiser.get(path).text
    assert "Under 18</" not in organiser.get(LIST).text

    assert send_on(organiser, path, page, {"is_minor": "yes"}).status_code == 303

    assert "Under 18" in organiser.get(LIST).text
    told = organiser.get(f"{path}/consents").text
    assert_valid(told)
    assert "Under 18: only a yes counts, also" in told
    assert "A guest from outside" not in told
    wish = {"photo-web": "granted", "channel": "paper", "source": "Form of the parents"}
    assert send(organiser, f"{path}/consents", wish).status_code == 303
    [said] = session().query(ConsentDecisionRow)
    assert (said.purpose, said.state) == (Purpose.PHOTO_WEB, State.GRANTED)


@pytest.mark.form_shows("Erika", "Mustermann")
def test_a_basis_without_question_takes_no_yes(organiser, office, gera):
    row = saved_attendance(gera, saved_person(office))
    path = f"{LIST}/{row.public_id}/consents"
    wish = {"photo-web": "granted", "channel": "mail", "source": "Mail"}

    assert send(organiser, path, wish).status_code == 422
    assert session().query(ConsentDecisionRow).count() == 0


# A list


def uploaded(client, data: bytes, name: str = "liste.csv") -> str:
    answer = send(client, f"{LIST}/import", {"file": (BytesIO(data), name)})
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_names_like_an_unknown_one_stand_in_the_language_of_the_page(organiser, office, gera):
    names = {"de": "Stadtwerke Mühlhausen GmbH", "en": "Public utilities of Mühlhausen"}
    saved_organisation(office, key="werke", name=names)
    path = uploaded(organiser, CSV.replace("Stadt Weida", "Stadtwerke Mühlhausn").encode())

    pages = [organiser.get(path, headers={"Accept-Language": one}).text for one in ("en", "de")]

    assert "Similar names: Public utilities of Mühlhausen" in pages[0]
    assert "Ähnliche Namen: Stadtwerke Mühlhausen GmbH" in pages[1]


def test_a_list_is_uploaded_looked_at_and_taken(organiser, gera, weida):
    path = uploaded(organiser, CSV.encode("cp1252", "replace"))
    page = organiser.get(path).text
    nobody = people()
    answer = send_on(organiser, path, page, {"act": "take"})

    assert_valid(page)
    assert nobody == []
    assert "2 new people" in page
    assert answer.headers["Location"] == LIST
    assert people() == [("Erika", "Muster"), ("Max", "Probe")]
    assert {row.organisation_id for row in attendances()} == {weida.id}
    assert session().query(DraftRow).count() == 0
    assert "The list is taken: 2 new people" in organiser.get(LIST).text


def test_an_unknown_organisation_is_explained_on_the_page(organiser, gera, weida):
    path = uploaded(organiser, CSV.encode())
    page = organiser.get(path).text
    send_on(organiser, path, page, {"organisation.value": ["guest"], "act": "look"})
    looked = organiser.get(path).text
    send_on(organiser, path, looked, {"act": "take"})

    assert form_in(page)["organisation.name"] == ["Město Cheb"]
    assert "3 new people" in looked
    assert people() == [("Erika", "Muster"), ("Jan", "Novák"), ("Max", "Probe")]


def test_all_other_unknown_organisations_become_guests_at_once(organiser, gera, weida):
    path = uploaded(
        organiser,
        "Vorname;Nachname;Organisation\nJan;Novák;Město Cheb\nEva;Malá;Obec Aš\nUwe;Fern;Kassel"
        "\n".encode(),
    )
    page = organiser.get(path).text
    names = form_in(page)["organisation.name"]
    chosen = [weida.key if name == "Kassel" else "" for name in names]
    fields = {"organisation.value": chosen, "guests": "yes", "act": "look"}
    send_on(organiser, path, page, fields)
    looked = organiser.get(path).text
    send_on(organiser, path, looked, {"act": "take"})

    assert names == ["Kassel", "Město Cheb", "Obec Aš"]
    assert form_in(looked)["organisation.value"] == [weida.key, "guest", "guest"]
    assert 'name="guests"' not in looked
    assert people() == [("Eva", "Malá"), ("Jan", "Novák"), ("Uwe", "Fern")]
    assert weida.id in {row.organisation_id for row in attendances()}


def test_a_column_is_mapped_by_hand(organiser, gera):
    path = uploaded(organiser, b"Vorname;Nachname;XY\nErika;Muster;Stadt Weida\n")
    page = organiser.get(path).text
    fields = form_in(page)
    at = fields["column.name"].index("XY")
    values = ["given", "family", "ignore"]
    values[at] = "organisation"
    send_on(organiser, path, page, {"column.value": values, "act": "look"})

    assert form_in(organiser.get(path).text)["organisation.name"] == ["Stadt Weida"]


def test_a_column_named_like_an_own_purpose_is_guessed_and_counts_once_confirmed(
    organiser, office, gera
):
    with transaction() as writing:
        row = writing.get_one(NetworkRow, office.id)
        row.purposes = {"own-meeting-1": {"title": {"de": "Mitschnitt"}}}
    path = uploaded(organiser, b"Vorname;Nachname;Mitschnitt erlaubt?\nErika;Muster;ja\n")
    page = organiser.get(path).text
    assert form_in(page)["column.value"] == ["given", "family", "own-meeting-1"]
    assert "1 consent or refusal" not in page

    send_on(organiser, path, page, {"act": "look"})
    assert "1 consent or refusal" in organiser.get(path).text
    send_on(organiser, path, page, {"act": "take"})

    [said] = session().query(ConsentDecisionRow)
    assert (said.purpose, said.state) == (Purpose.OWN_MEETING_1, State.GRANTED)


def test_a_list_without_headings_is_mapped_by_letters(organiser, gera):
    path = uploaded(organiser, b"Erika;Muster\nMax;Probe\n")
    page = organiser.get(path).text
    values = {"column.value": ["given", "family"], "act": "look"}
    send_on(organiser, path, page, values)
    send_on(organiser, path, organiser.get(path).text, {"act": "take"})

    assert form_in(page)["column.name"] == ["A", "B"]
    assert people() == [("Erika", "Muster"), ("Max", "Probe")]


def test_recipients_are_pasted(organiser, gera):
    pasted = "Erika Muster <erika@example.org>; Max Probe <max@example.org>"
    answer = send(organiser, f"{LIST}/import", {"pasted": pasted})
    path = answer.headers["Location"]
    send(organiser, path, {"act": "take"})

    assert people() == [("Erika", "Muster"), ("Max", "Probe")]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x00\x00"])
def test_what_is_no_list_is_refused_with_a_sentence(organiser, gera, data):
    answer = send(organiser, f"{LIST}/import", {"file": (BytesIO(data), "liste.csv")})

    assert 400 <= answer.status_code < 500
    assert 'id="errors"' in answer.text
    assert session().query(DraftRow).count() == 0


def test_the_rows_not_taken_come_back_as_a_file(organiser, gera, weida):
    path = uploaded(organiser, CSV.encode())
    answer = organiser.get(f"{path}/correct.xlsx")

    assert answer.data.startswith(b"PK")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_list_is_taken_once(organiser, gera, weida):
    path = uploaded(organiser, CSV.encode())
    page = organiser.get(path).text
    send_on(organiser, path, page, {"act": "take"})
    second = send_on(organiser, path, page, {"act": "take"})

    assert second.status_code == 410
    assert len(attendances()) == 2


def test_a_list_that_nobody_takes_is_gone_after_a_day(organiser, gera):
    path = uploaded(organiser, CSV.encode())
    forget_drafts(now=NOW + timedelta(hours=23))
    kept = organiser.get(path).status_code
    forget_drafts(now=NOW + timedelta(hours=25))

    assert (kept, organiser.get(path).status_code) == (200, 410)


def test_a_list_of_another_meeting_is_not_shown(organiser, office, gera):
    saved_meeting(office, slug="weida")
    key = uploaded(organiser, CSV.encode()).rpartition("/")[2]

    assert organiser.get(f"/o/ours/meetings/weida/attendees/import/{key}").status_code == 410


@pytest.mark.one_engine
@pytest.mark.parametrize("page", ["", "/consents", "/remove"])
def test_every_page_is_valid_html_and_shows_nobody_of_another_network(
    organiser, office, gera, page
):
    theirs = saved_network(slug="theirs")
    foreign = saved_attendance(saved_meeting(theirs), saved_person(theirs))
    own = saved_attendance(gera, saved_person(office))

    assert_valid(organiser.get(f"{LIST}/{own.public_id}{page}").text)
    assert organiser.get(f"{LIST}/{foreign.public_id}{page}").status_code == 404


@pytest.mark.form_shows("Erika", "Mustermann")
def test_a_reply_by_phone_is_recorded_with_its_source_until_the_person_says_something_else(
    organiser, office, gera
):
    person = saved_person(office)
    row = saved_attendance(gera, person, partstat=PartStat.NEEDS_ACTION, seat=Seat.NONE)
    path = f"{LIST}/{row.public_id}/reply"
    told = {"partstat": "ACCEPTED", "channel": "desk", "source": "Anruf am 12.8."}
    missing = send(organiser, path, told | {"source": ""})
    send(organiser, path, told)
    [one] = attendances()
    after = (one.partstat, one.seat, one.reply_channel, one.reply_source)
    page = organiser.get(f"{LIST}/{row.public_id}").text
    line = session().query(AuditRow).order_by(AuditRow.id.desc()).first()
    own = Reply(partstat=PartStat.DECLINED, attends=Attends.ON_SITE)
    reply(person.id, meeting_id=gera.id, said=own, public_url=PUBLIC_URL, now=NOW)

    assert missing.status_code == 422
    assert after == (
        PartStat.ACCEPTED,
        Seat.HELD,
        Channel.DESK,
        "Anruf am 12.8.",
    )
    assert "Spoken, at the desk or on the phone, Anruf am 12.8." in page
    assert (line.action, line.facts) == (
        "attendee.replied",
        {"reply": "ACCEPTED", "channel": "desk"},
    )
    assert [(one.reply_channel, one.reply_source) for one in attendances()] == [(None, "")]
