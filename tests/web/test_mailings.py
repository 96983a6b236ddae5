import re
from datetime import UTC, datetime, timedelta
from random import SystemRandom

import pytest
from icalendar import Calendar
from pydantic import SecretStr

from eventsvc.app import create_app
from eventsvc.db.models import (
    AttendanceRow,
    AuditRow,
    FunctionRow,
    MailingRow,
    OutboxRow,
    PersonRow,
)
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.attendances import PartStat, Seat
from eventsvc.domain.kinds import OrganisationKind
from eventsvc.domain.mails import OutboxState
from eventsvc.domain.meetings import Mode
from eventsvc.services.mails.mailing_reminders import remind_due
from eventsvc.services.mails.mailings import forget_drafts
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved,
    saved_attendance,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support.forms import form_in, send
from tests.support.html import assert_valid
from tests.support.mailbox import delivered, personal_path, plain
from tests.support.queries import counted_queries

MAILINGS = "/o/ours/meetings/gera/mailings"


@pytest.fixture
def gera(office):
    return saved_meeting(
        office,
        slug="gera",
        key="gera",
        title={"de": "Treffen in Gera"},
        place="Gera",
        mode=Mode.HYBRID,
        join_url="https://treffen.example.org/gera",
    )


def contact(office, *, kind=OrganisationKind.MUNICIPALITY, name="Weida", **changes):
    """Save a person who works for a new member."""
    organisation = saved_organisation(office, kind=kind, name={"de": name})
    person = saved_person(office, **changes)
    saved(FunctionRow(network_id=office.id, person_id=person.id, organisation_id=organisation.id))
    return person


def drafted(organiser, **wish) -> str:
    """Make a draft; return its address."""
    answer = send(organiser, f"{MAILINGS}/new", wish)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def act(organiser, address, name, **changes):
    """Press the button of a mailing's page whose form leads to ``name``."""
    page = organiser.get(address).text
    path = f"{address}/{name}"
    data = form_in(page, path) | changes
    return organiser.post(path, data=data, follow_redirects=True)


def rows(kind):
    session().expire_all()
    return session().query(kind).order_by(kind.id).all()


def listed(page: str, caption: str) -> list[list[str]]:
    """Return the cells of a table, without marks."""
    table = page.partition(f">{caption}</caption>")[2].partition("</table>")[0]
    body = table.partition("<tbody>")[2]
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.split(r"</t[dh]>", row)[:-1]
        ]
        for row in body.split("</tr>")[:-1]
    ]


def test_contacts_are_invited_with_a_mail_and_a_link_of_their_own(
    organiser, office, gera, settings, client
):
    erika = contact(office, given="Erika", family="Muster", email="stadt@weida.example")
    contact(
        office, given="Max", family="Probe", email="stadt@weida.example", language="en", name="Gera"
    )
    draft = drafted(organiser, everybody="yes")
    page = organiser.get(draft).text
    assert_valid(page)
    assert [row[0] for row in listed(page, "Who gets a mail")] == ["Muster, Erika", "Probe, Max"]
    answer = act(organiser, draft, "send")
    first, second = delivered(settings, now=NOW)
    lines = {row.person_id: row for row in rows(AttendanceRow)}

    assert "2 mails are on their way." in answer.text
    assert [mail["To"] for mail in (first, second)] == ["stadt@weida.example"] * 2
    assert (first["Subject"], second["Subject"]) == (
        "Einladung: Treffen in Gera",
        "Invitation: Treffen in Gera",
    )
    assert ("Erika Muster" in plain(first), "Max Probe" in plain(first)) == (True, False)
    assert ("Erika Muster" in plain(second), "Max Probe" in plain(second)) == (False, True)
    assert "https://treffen.example.org/gera" in plain(first)
    assert [part.get_filename() for part in first.iter_attachments()] == ["invite.ics"]
    for mail, person in ((first, "Erika Muster"), (second, "Max Probe")):
        data = next(mail.iter_attachments()).get_content()
        [event] = Calendar.from_ical(data).walk("VEVENT")
        assert (event["ATTENDEE"], event["ATTENDEE"].params["CN"]) == (
            "mailto:stadt@weida.example",
            person,
        )
        assert event["ORGANIZER"] == f"mailto:{office.email}"
    assert "Erika Muster" in client.get(personal_path(first, PUBLIC_URL)).text
    assert (lines[erika.id].partstat, lines[erika.id].seat, lines[erika.id].source) == (
        PartStat.NEEDS_ACTION,
        Seat.NONE,
        "invitation",
    )
    assert rows(AuditRow)[-1].facts == {"kind": "invitation", "mails": 2}


def test_the_draft_tells_who_is_left_out_and_why(organiser, office, gera):
    saved_attendance(gera, contact(office, family="Kommt"))
    contact(office, family="Niemals", never_share=True)
    contact(office, family="Fremd", link_disowned_at=NOW)
    contact(office, family="Ohne", email="")
    contact(office, family="Anders", kind=OrganisationKind.UNIVERSITY)
    petra = "Petra Neu <petra@new.example>, petra neu <petra@new.example>"
    pasted = f"info@weida.example; kaputt@@x; {petra}"
    draft = drafted(organiser, kinds="municipality", pasted=pasted)
    page = organiser.get(draft).text

    assert [row[0] for row in listed(page, "Who gets a mail")] == ["Petra Neu"]
    assert {row[0]: row[2] for row in listed(page, "Who gets no mail")} == {
        "Kommt, Erika": "Has replied already.",
        "Niemals, Erika": "Wants to be in no list and no mailing.",
        "Fremd, Erika": "A reader said that the link is not theirs. Correct the address first.",
        "Ohne, Erika": "No mail address is known, or it is none.",
        "info@weida.example": "The name is missing. Paste it before the address, such as "
        "Erika Muster erika@example.org",
        "kaputt@@x": "No mail address is known, or it is none.",
        "petra neu": "Stands further up already.",
    }
    act(organiser, draft, "send")
    again = drafted(organiser, pasted="petra@new.example")
    page = organiser.get(again).text
    assert "Petra" in [row.given for row in rows(PersonRow)]
    assert listed(page, "Who gets no mail")[0][2] == "Was invited already."


def test_people_of_an_earlier_meeting_and_of_the_list_are_chosen(organiser, office, gera):
    earlier = saved_meeting(office, start=gera.local_start.replace(year=2021), title={"de": "X"})
    saved_attendance(earlier, saved_person(office, family="War da"))
    gone = saved_person(office, family="War nicht da")
    saved_attendance(earlier, gone, partstat=PartStat.DECLINED, seat=Seat.NONE)
    listed_only = saved_person(office, family="Steht da")
    saved_attendance(gera, listed_only, partstat=PartStat.NEEDS_ACTION, seat=Seat.NONE)
    draft = drafted(organiser, came_to=str(earlier.id), on_the_list="yes")
    names = [row[0] for row in listed(organiser.get(draft).text, "Who gets a mail")]

    assert names == ["War da, Erika", "Steht da, Erika"]
    answer = send(organiser, f"{MAILINGS}/new", {})
    assert (answer.status_code, "Choose somebody to invite." in answer.text) == (422, True)


def test_each_mail_is_seen_before_it_goes_in_its_own_language(organiser, office, gera, settings):
    contact(office, given="Erika", family="Muster")
    contact(office, given="Max", family="Probe", language="en")
    draft = drafted(organiser, everybody="yes")
    words = {"subject.de": "{Treffen} am {Termin}", "text.de": "{Name}, kommen Sie?\n\nBis {nie}."}
    wrong = send(organiser, f"{draft}/text", words)
    words["text.de"] = "{Name}, kommen Sie nach {Ort}?\n\n<b>Bis bald</b> & {Netzwerk}"
    send(organiser, f"{draft}/text", words)
    first, second = re.findall(r'href="([^"]+/mails/[^"]+)"', organiser.get(draft).text)
    page = organiser.get(first).text
    assert_valid(page)

    assert (wrong.status_code, "Nothing can be filled in for {nie}." in wrong.text) == (422, True)
    assert "Treffen in Gera am Dienstag, 30. August 2022" in page
    assert "Erika Muster, kommen Sie nach Gera?" in page
    assert "&lt;b&gt;Bis bald&lt;/b&gt; &amp; Unser Netz" in page
    assert f"{PUBLIC_URL}/my/…" in page
    assert rows(OutboxRow) == []
    assert "Invitation: Treffen in Gera" in organiser.get(second).text
    assert organiser.get(first.replace(first[-1], "0")).status_code == 404
    act(organiser, draft, "send")
    [mail, _] = delivered(settings, now=NOW)
    seen = re.search(r'id="plain".*?<p class="kept-lines"[^>]*>(.*?)</p>', page, re.DOTALL)[1]
    sent = plain(mail).replace("<", "&lt;").replace(">", "&gt;").replace("&", "&amp;")
    sent = re.sub(r"/my/\S+", "/my/…", plain(mail))
    assert (
        seen.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split() == sent.split()
    )


def test_who_lost_the_tick_gets_nothing_until_it_is_back(organiser, office, gera):
    contact(office, family="Eins")
    contact(office, family="Zwei")
    draft = drafted(organiser, everybody="yes")
    form = form_in(organiser.get(draft).text, f"{draft}/people")
    data = form | {"kept": form["kept"][:1]}
    page = organiser.post(f"{draft}/people", data=data, follow_redirects=True).text
    data = form_in(page, f"{draft}/people")

    assert [row[0] for row in listed(page, "Who gets a mail")] == ["Eins, Erika"]
    assert [row[2] for row in listed(page, "Who gets no mail")] == ["You took the tick away."]
    page = organiser.post(
        f"{draft}/people", data=data | {"kept": data["shown"]}, follow_redirects=True
    ).text
    assert len(listed(page, "Who gets a mail")) == 2


def test_what_is_sent_is_what_was_looked_at_and_it_is_sent_once(organiser, office, gera):
    first = contact(office, family="Eins")
    contact(office, family="Zwei")
    draft = drafted(organiser, everybody="yes")
    old = form_in(organiser.get(draft).text, f"{draft}/send")
    with transaction() as writing:
        writing.get(PersonRow, first.id).email = "other@example.org"
    page = organiser.post(f"{draft}/send", data=old, follow_redirects=True).text
    assert "Nothing was sent." in page
    assert rows(OutboxRow) == []
    form = form_in(page, f"{draft}/send")
    send(organiser, f"{draft}/text", {"subject.de": "Neu"})
    assert organiser.post(f"{draft}/send", data=form).status_code == 409
    form = form_in(organiser.get(draft).text, f"{draft}/send")
    answers = [organiser.post(f"{draft}/send", data=form, follow_redirects=True) for _ in "12"]

    assert "2 mails are on their way." in answers[0].text
    assert "the second click sent nothing" in answers[1].text
    assert len(rows(OutboxRow)) == 2
    assert organiser.get(f"{draft}/text").status_code == 409
    assert organiser.post(f"{draft}/discard", data=form).status_code == 409
    assert "Mail address" in organiser.get(draft).text


def test_a_reminder_goes_to_those_alone_who_were_invited_and_said_nothing(
    organiser, office, gera, settings
):
    contact(office, given="Stumm", family="Muster", email="stumm@example.org")
    replied = contact(office, given="Klar", family="Muster", email="klar@example.org")
    late = contact(office, given="Spät", family="Muster", email="spaet@example.org")
    never = saved_person(office, given="Nie", family="Muster")
    saved_attendance(gera, never, partstat=PartStat.NEEDS_ACTION, seat=Seat.NONE)
    act(organiser, drafted(organiser, everybody="yes"), "send")
    delivered(settings, now=NOW)
    reply_of(replied, PartStat.DECLINED)
    reminder = organiser.post(
        f"{MAILINGS}/prepare",
        data=form_in(organiser.get(MAILINGS).text, f"{MAILINGS}/prepare") | {"kind": "reminder"},
    ).headers["Location"]
    page = organiser.get(reminder).text
    act(organiser, reminder, "send")
    reply_of(late, PartStat.ACCEPTED)
    reminders = [mail for mail in delivered(settings, now=NOW) if "Kommen Sie?" in mail["Subject"]]

    assert [row[0] for row in listed(page, "Who gets a mail")] == ["Muster, Stumm", "Muster, Spät"]
    assert [row[2] for row in listed(page, "Who gets no mail")] == [
        "Was never invited. Send an invitation instead."
    ]
    assert [mail["To"] for mail in reminders] == ["stumm@example.org"]
    states = [row[3] for row in listed(organiser.get(reminder).text, "Reminder")]
    assert sorted(states) == ["Not sent: was no longer needed", "Sent"]


def reply_of(person, partstat):
    with transaction() as writing:
        row = writing.query(AttendanceRow).filter_by(person_id=person.id).one()
        row.partstat = partstat


def test_a_refused_mail_is_shown_with_the_answer_and_sent_again_to_the_new_address(
    organiser, office, gera, settings
):
    person = contact(office, given="Erika", family="Muster")
    draft = drafted(organiser, everybody="yes")
    act(organiser, draft, "send")
    with transaction() as writing:
        mail = writing.query(OutboxRow).one()
        mail.state, mail.last_answer = OutboxState.REFUSED, "550 5.1.1 user unknown"
        writing.get(PersonRow, person.id).email = "right@example.org"
    page = organiser.get(draft).text
    assert_valid(page)
    form = form_in(page, f"{draft}/again") | {
        "recipient": re.search(r'value="(\d+)">Send', page)[1]
    }
    refused = listed(organiser.get(MAILINGS).text, "Invitations and mails")[0][3].split("sent ")[1]
    answers = [
        organiser.post(f"{draft}/again", data=form, follow_redirects=True).text for _ in "12"
    ]
    mails = delivered(settings, now=NOW)

    assert "550 5.1.1 user unknown" in page
    assert refused == "1 refused"
    assert "on its way again" in answers[0]
    assert [mail["To"] for mail in mails] == ["right@example.org"]
    assert "Sent" in organiser.get(draft).text


def test_how_far_mails_got_is_counted_narrowed_and_shown_the_refused_first(organiser, office, gera):
    for number in range(52):
        contact(office, given="Erika", family=f"Muster {number:02}")
    draft = drafted(organiser, everybody="yes")
    assert len(listed(organiser.get(draft).text, "Who gets a mail")) == 50
    last = listed(organiser.get(f"{draft}?page=2").text, "Who gets a mail")
    assert [row[0] for row in last] == ["Muster 50, Erika", "Muster 51, Erika"]
    act(organiser, draft, "send")
    with transaction() as writing:
        mails = writing.query(OutboxRow).order_by(OutboxRow.id).all()
        mails[-1].state, mails[-1].last_answer = OutboxState.REFUSED, "550 5.1.1 user unknown"
        mails[0].state = OutboxState.SENT
    page = organiser.get(draft).text
    assert_valid(page)

    assert re.findall(r'number-box__label">([^<]+)</p>\s*<p[^>]*><a[^>]*>(\d+)', page) == [
        ("Refused", "1"),
        ("Waits to be sent", "50"),
        ("Sent", "1"),
    ]
    assert "Invitation: Treffen in Gera" in page
    assert listed(page, "Invitation")[0][0] == "Erika Muster 51"
    assert [row[0] for row in listed(organiser.get(f"{draft}?page=2").text, "Invitation")] == [
        "Erika Muster 50",
        "Erika Muster 00",
    ]
    found = organiser.get(f"{draft}?state=sent").text
    assert [row[0] for row in listed(found, "Invitation")] == ["Erika Muster 00"]


def test_pages_that_speak_of_mails_say_when_no_server_takes_them(organiser, office, gera, settings):
    warning = "No mail server is set up yet"
    draft = drafted(organiser, pasted="Max Probe <max@x.example>")
    pages = ["/o/", MAILINGS, draft, "/sign-in/sent", "/n/ours/meetings/gera/registered"]
    pages += ["/o/ours/consents", "/o/ours/meetings/gera/consents", "/o/ours/distribution-list"]
    elsewhere = create_app(settings.model_copy(update={"smtp_url": SecretStr("smtp://mail:25")}))

    assert [warning in organiser.get(page).text for page in pages] == [True] * len(pages)
    assert warning not in elsewhere.test_client().get("/sign-in/sent?lang=en").text


def test_nothing_of_one_network_is_found_in_another(organiser, office, gera):
    other = saved_network(slug="theirs")
    theirs = saved_meeting(other, slug="gera")
    mailing = saved(
        MailingRow(
            network_id=other.id, meeting_id=theirs.id, key="k" * 32, kind="invitation",
            subject={"de": "s"}, text={"de": "t"}, created_at=NOW,
        )
    )  # fmt: skip

    assert organiser.get(f"{MAILINGS}/{mailing.key}").status_code == 404
    assert organiser.get(f"/o/theirs/meetings/gera/mailings/{mailing.key}").status_code == 404


def test_pages_ask_the_database_as_often_however_many_people_there_are(organiser, office, gera):
    asked = []
    for number in range(3):
        contact(office, family=f"Muster {number}")
        draft = drafted(organiser, everybody="yes", pasted=f"Neu {number} <neu{number}@x.example>")
        first = re.search(r'href="([^"]+/mails/[^"]+)"', organiser.get(draft).text)[1]
        with counted_queries() as queries:
            organiser.get(draft)
            organiser.get(first)
            organiser.get(MAILINGS)
        asked.append(len(queries))

    assert asked[1] == asked[2]


def test_after_a_move_people_are_told_only_when_somebody_says_so(organiser, office, gera, settings):
    saved_attendance(gera, saved_person(office, given="Kommt", family="M", email="k@example.org"))
    gone = saved_person(office, given="Nein", family="M")
    saved_attendance(gera, gone, partstat=PartStat.DECLINED, seat=Seat.NONE)
    place = "/o/ours/meetings/gera"
    assert "This meeting has changed" not in organiser.get(place).text
    moved = send(organiser, f"{place}/edit", {"start": "11:00"})
    assert moved.status_code == 303, moved.text
    page = organiser.get(place).text
    assert rows(OutboxRow) == []
    assert "This meeting has changed" in page
    form = form_in(page, f"{MAILINGS}/prepare") | {"kind": "meeting-changed"}
    change = organiser.post(f"{MAILINGS}/prepare", data=form).headers["Location"]
    send(organiser, f"{change}/text", {"text.de": "Wir beginnen später: {Termin}"})
    act(organiser, change, "send")
    [mail] = delivered(settings, now=NOW)
    [ics] = mail.iter_attachments()

    assert (mail["To"], mail["Subject"]) == ("k@example.org", "Geändert: Treffen in Gera")
    assert "Wir beginnen später: Dienstag, 30. August 2022, 11:00" in " ".join(plain(mail).split())
    assert b"SEQUENCE:1" in ics.get_content()
    assert b"METHOD:REQUEST" in ics.get_content()
    assert b"PARTSTAT=ACCEPTED" in ics.get_content().replace(b"\r\n ", b"")
    assert "This meeting has changed" not in organiser.get(place).text
    send(organiser, f"{place}/cancel")
    form = form_in(organiser.get(place).text, f"{MAILINGS}/prepare") | {"kind": "meeting-changed"}
    cancelled = organiser.post(f"{MAILINGS}/prepare", data=form).headers["Location"]
    act(organiser, cancelled, "send")
    mail = delivered(settings, now=NOW)[-1]
    assert mail["Subject"] == "Entfällt: Treffen in Gera"
    [ics] = mail.iter_attachments()
    assert b"METHOD:CANCEL" in ics.get_content()
    assert b"STATUS:CANCELLED" in ics.get_content()
    assert b"treffen.example.org" not in ics.get_content().replace(b"\r\n ", b"")
    assert "treffen.example.org" not in plain(mail)
    assert "Antwort ändern" not in plain(mail), "there is nothing left to reply to"


def test_a_planned_reminder_is_seen_beforehand_and_goes_by_itself_once(
    organiser, office, gera, settings
):
    contact(office, given="Stumm", family="Muster", email="stumm@example.org")
    act(organiser, drafted(organiser, everybody="yes"), "send")
    delivered(settings, now=NOW)
    form = form_in(organiser.get(MAILINGS).text, f"{MAILINGS}/plan")
    late = organiser.post(f"{MAILINGS}/plan", data=form | {"days": "30"}, follow_redirects=True)
    planned = organiser.post(f"{MAILINGS}/plan", data=form | {"days": "7"}).headers["Location"]
    again = organiser.post(f"{MAILINGS}/plan", data=form | {"nonce": "n", "days": "5"})
    page = organiser.get(planned).text
    assert_valid(page)
    assert_valid(organiser.get(MAILINGS).text)
    due = datetime(2022, 8, 23, 7, tzinfo=UTC)
    sent = [
        remind_due(public_url=PUBLIC_URL, now=now, random=SystemRandom())
        for now in (due - timedelta(seconds=1), due, due)
    ]

    assert "That day is over already." in late.text
    assert again.status_code == 409
    assert "Goes by itself: Tuesday, 23 August 2022, 09:00" in page
    assert [row[0] for row in listed(page, "Who gets a mail")] == ["Muster, Stumm"]
    assert sent == [0, 1, 0]
    assert rows(AuditRow)[-1].actor == "job:reminders"
    assert delivered(settings, now=due)[-1]["Subject"] == "Kommen Sie? Treffen in Gera"
    assert "23 August 2022" not in organiser.get("/o/ours/meetings/gera").text


def test_a_planned_reminder_that_nobody_needs_any_more_is_forgotten(organiser, office, gera):
    form = form_in(organiser.get(MAILINGS).text, f"{MAILINGS}/plan")
    organiser.post(f"{MAILINGS}/plan", data=form)
    assert "23 August 2022" in organiser.get("/o/ours/meetings/gera").text
    forget_drafts(now=NOW + timedelta(days=90))
    assert len(rows(MailingRow)) == 1
    remind_due(public_url=PUBLIC_URL, now=gera.dtend, random=SystemRandom())

    assert rows(MailingRow) == []
