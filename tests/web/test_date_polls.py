"""Date polls: asked by a person's send, answered by link, one click makes the meeting."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from icalendar import Calendar

from eventsvc.db.models import (
    AuditRow,
    DatePollDateRow,
    DatePollReplyRow,
    DatePollRow,
    FunctionRow,
    MeetingRow,
    OutboxRow,
    PersonRow,
    ProfileRow,
)
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.date_polls import Asks, Shown
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.outputs.mails import Mail, compose
from eventsvc.services.dates import date_poll_mails
from eventsvc.services.dates.date_poll_answers import token_of
from eventsvc.services.dates.date_poll_asking import remind_due
from eventsvc.services.mails.letters import Office
from eventsvc.services.mails.outbox import Leased
from eventsvc.services.privacy.erasure import erase
from eventsvc.services.privacy.personal_data import held
from eventsvc.services.privacy.retention import run
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved,
    saved_attendance,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_steward,
)
from tests.support.forms import send
from tests.support.html import assert_valid
from tests.support.queries import counted_queries
from tests.support.signin import csrf

SECRET = "t" * 32
NEW = "/o/ours/date-polls/new"
DATES = {
    "dates.count": "3",
    "dates.0.date": "2022-12-08",
    "dates.0.start": "10:00",
    "dates.0.end": "15:00",
    "dates.0.place": "Mühlhausen",
    "dates.1.date": "2022-12-09",
    "dates.1.start": "10:00",
    "dates.1.end": "15:00",
    "dates.1.place": "Gera",
    "dates.2.date": "",
}


@pytest.fixture
def people(office):
    """Six people who work for members, the last of whom wants nothing passed on."""
    weida = saved_organisation(office, key="weida", name={"de": "Weida", "en": "Weida"})
    return [
        saved_person(
            office,
            given=name,
            family="Muster",
            email=f"{name}@secret.example".lower(),
            language="en",
            functions=[FunctionRow(network_id=office.id, organisation_id=weida.id)],
            never_share=name == "Finn",
        )
        for name in ("Anna", "Ben", "Cem", "Dora", "Edda", "Finn")
    ]


def rows(kind):
    session().expire_all()
    return session().query(kind).order_by(kind.id).all()


def new_poll(organiser, **changes) -> str:
    """Make a poll; return its address."""
    fields = DATES | {"title.de": "5. Netzwerktreffen", "last_day": "2022-08-31"} | changes
    answer = send(organiser, NEW, fields)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def ask(organiser, path: str, *who, query: str = ""):
    page = organiser.get(f"{path}/ask{query}").text
    assert_valid(page)
    found = [one.public_id if hasattr(one, "public_id") else one for one in who]
    return send(organiser, f"{path}/ask", {"who": found} if who else None)


def link(reply) -> str:
    return f"/d/{token_of(reply, secret=SECRET)}"


def reply_of(person) -> DatePollReplyRow:
    return next(one for one in rows(DatePollReplyRow) if one.person_id == person.id)


def say(client, reply, *answers, comment=""):
    dates = [one.id for one in poll_dates()]
    said = {f"date-{key}": one for key, one in zip(dates, answers, strict=True) if one}
    return send(client, link(reply), said | {"comment": comment})


def poll_dates():
    return rows(DatePollDateRow)


def message(row) -> object:
    """Return a queued mail as it would be sent; None when nothing is."""
    office = Office(public_url=PUBLIC_URL, sender="x@example.org", carrier=None, secret=SECRET)
    mail = Leased(
        number=row.id,
        message_id=row.message_id,
        recipient=row.recipient,
        kind=row.kind,
        language=row.language,
        facts=dict(row.facts),
        network_id=row.network_id,
        queued_at=row.queued_at,
    )
    content = date_poll_mails.date_poll(mail, office=office, now=NOW)
    if content is None:
        return None
    whole = compose(
        Mail(
            kind=row.kind,
            language=row.language,
            message_id=row.message_id,
            sender="x@example.org",
            sender_name=content.sender_name,
            recipient=row.recipient,
            written_at=NOW,
            context=content.words,
            attachments=content.attachments,
        )
    )
    return message_from_bytes(bytes(whole), policy=policy.default)


def words(row) -> str:
    return message(row).get_body(("plain",)).get_content()


def decide(organiser, path, date) -> object:
    poll = rows(DatePollRow)[0]
    data = {"csrf_token": csrf(organiser, path), "version": poll.version, "date": date.id}
    return organiser.post(f"{path}/decide", data=data)


def remind(organiser, path) -> object:
    data = {"csrf_token": csrf(organiser, f"{path}/ask"), "nonce": "once"}
    return organiser.post(f"{path}/remind", data=data)


def test_from_the_question_to_the_meeting(organiser, client, people, office):
    anna, ben, cem, *_, finn = people
    path = new_poll(organiser, **{"text.de": "Worüber wir reden"})
    assert rows(OutboxRow) == []

    page = organiser.get(f"{path}/ask").text
    assert "anna@secret.example" in page
    assert page.index("cannot be asked") < page.index("Finn")
    assert "we are looking for a date" in page
    assert ask(organiser, path, anna, ben, cem, finn).status_code == 303

    asked = rows(OutboxRow)
    assert [(row.recipient, row.kind) for row in asked] == [
        (f"{name}@secret.example", "date-poll") for name in ("anna", "ben", "cem")
    ]
    text = words(asked[0])
    assert PUBLIC_URL + link(reply_of(anna)) in text
    assert "Thursday, 8 December 2022, 10:00–15:00, Mühlhausen" in text.replace("am", "")
    assert "Only the office sees your answer." in text

    assert_valid(client.get(link(reply_of(anna))).text)
    assert say(client, reply_of(anna), "yes", "no", comment="Nur mit Zug").status_code == 303
    assert say(client, reply_of(ben), "if-need-be", "yes").status_code == 303
    html = client.get(link(reply_of(anna))).text
    assert_valid(html)
    for hidden in ("Ben", "Cem", "secret.example", "Who can when"):
        assert hidden not in html

    html = organiser.get(path).text
    assert_valid(html)
    assert "Nur mit Zug" in html
    assert "1 has not answered" in html
    assert "secret.example" not in html

    assert decide(organiser, path, poll_dates()[0]).status_code == 303
    (meeting,) = rows(MeetingRow)
    assert (meeting.title, meeting.place, meeting.local_start.isoformat(), meeting.status) == (
        {"de": "5. Netzwerktreffen"},
        "Mühlhausen",
        "2022-12-08T10:00:00",
        MeetingStatus.CONFIRMED,
    )
    told = [row for row in rows(OutboxRow) if row.kind == "date-poll-decided"]
    assert [row.recipient for row in told] == ["anna@secret.example", "ben@secret.example"]
    whole = message(told[0])
    (file,) = whole.iter_attachments()
    (event,) = Calendar.from_ical(file.get_payload(decode=True)).walk("VEVENT")
    assert str(event["UID"]) == meeting.uid
    assert "secret.example" not in file.get_payload(decode=True).decode()
    assert f"{PUBLIC_URL}/n/ours/meetings/{meeting.slug}" in words(told[0])
    assert meeting.uid in client.get("/n/ours/calendar.ics").text

    html = client.get(link(reply_of(cem))).text
    assert_valid(html)
    assert "The date is chosen" in html
    late = say_late(client, reply_of(cem))
    assert late.status_code == 409
    assert decide(organiser, path, poll_dates()[1]).status_code == 409
    assert len(rows(MeetingRow)) == 1
    assert_valid(organiser.get(path).text)
    assert {row.action for row in rows(AuditRow)} >= {"date-poll.asked", "date-poll.decided"}
    assert "secret.example" not in str([row.facts for row in rows(AuditRow)])


def say_late(client, reply):
    data = {
        "csrf_token": csrf(client, "/sign-in"),
        "version": reply.version,
        f"date-{poll_dates()[0].id}": "no",
    }
    return client.post(link(reply), data=data)


def test_a_provisional_meeting_gets_the_date_and_keeps_its_uid(organiser, client, people, office):
    meeting = saved_meeting(office, status=MeetingStatus.TENTATIVE, place="Mühlhausen")
    page = organiser.get(f"{NEW}?meeting={meeting.slug}").text
    assert f'<option value="{meeting.slug}" selected>' in page
    path = new_poll(organiser, meeting=meeting.slug)
    ask(organiser, path, people[0])
    say(client, reply_of(people[0]), "no", "yes")

    decide(organiser, path, poll_dates()[1])

    (row,) = rows(MeetingRow)
    assert (row.uid, row.sequence, row.place, row.status, row.title) == (
        meeting.uid,
        1,
        "Gera",
        MeetingStatus.CONFIRMED,
        meeting.title,
    )


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("shown", "sees"), [("nothing", ()), ("numbers", ("Who can when",)), ("names", ("Ben Muster",))]
)
def test_others_see_what_the_poll_said_beforehand_and_never_an_address(
    organiser, client, people, shown, sees
):
    path = new_poll(organiser, shown=shown)
    ask(organiser, path, *people[:5])
    for number, person in enumerate(people[1:5]):
        say(client, reply_of(person), "yes", "", comment="privat")
        if shown == "numbers":
            assert "Who can when" not in client.get(link(reply_of(person))).text, number
    before = client.get(link(reply_of(people[0]))).text
    assert "Muster" not in before
    assert "Who can when" not in before

    say(client, reply_of(people[0]), "yes", "no", comment="privat")

    html = client.get(link(reply_of(people[0]))).text
    assert_valid(html)
    for one in sees:
        assert one in html
    assert ("Muster" in html) == (shown == "names")
    assert "secret.example" not in html
    assert html.count("privat") == 1
    people[1].never_share = True
    saved(people[1])
    assert "Ben" not in client.get(link(reply_of(people[0]))).text


@pytest.mark.one_engine
def test_who_can_when_is_a_line_of_signs_with_words_for_each_who_answered(
    organiser, client, people
):
    path = new_poll(organiser, shown="names")
    ask(organiser, path, *people[:3])
    say(client, reply_of(people[0]), "yes", "no", comment="Nur mit der Bahn")
    say(client, reply_of(people[1]), "if-need-be", "")
    pages = {
        "office": organiser.get(path).text,
        "asked": client.get(link(reply_of(people[0]))).text,
    }

    for who, html in pages.items():
        assert_valid(html)
        matrix = html[html.index('<table class="matrix">') :].partition("</table>")[0]
        lines = [
            re.findall(r'href="#([^"]+)"|>([^<>\n]*\w[^<>\n]*)<|(–)', row)
            for row in matrix.split("<tr>")[2:]
        ]
        said = ["".join(one) for line in lines for one in line]
        assert said == (
            ["Anna Muster", "yes", "Yes", "no", "No", "Ben Muster", "if-need-be", "If need be", "–"]
        ), who
    assert "Nur mit der Bahn" in pages["office"]


def test_an_organisation_answers_once_and_a_stale_answer_is_shown_beside(organiser, client, office):
    weida = saved_organisation(office, key="weida", name={"de": "Weida"})
    gera = saved_organisation(office, key="gera", name={"de": "Gera"})
    saved_organisation(office, key="jena", name={"de": "Jena"})
    gera.profile = ProfileRow(contact_email="info@gera.example")
    saved(gera)
    for mailbox in ("eins@weida.example", "zwei@weida.example"):
        saved_steward(weida, email=mailbox, person_id=None)
    path = new_poll(organiser, asks="organisations")
    page = organiser.get(f"{path}/ask").text
    assert page.index("1 cannot be asked") < page.index("Jena")

    ask(organiser, path)

    assert sorted(row.recipient for row in rows(OutboxRow)) == [
        "eins@weida.example",
        "info@gera.example",
        "zwei@weida.example",
    ]
    reply = next(one for one in rows(DatePollReplyRow) if one.organisation_id == weida.id)
    first, second = poll_dates()
    page = client.get(link(reply)).text
    say(client, reply, "yes", "yes")
    stale = {
        "csrf_token": csrf(client, link(reply)),
        "version": "1",
        "base": "{}",
        f"date-{first.id}": "no",
        f"date-{second.id}": "yes",
    }
    answer = client.post(link(reply), data=stale)
    assert answer.status_code == 409
    assert_valid(answer.text)
    session().refresh(reply)
    assert reply.answers[str(first.id)] == "yes"
    assert "Weida" in organiser.get(path).text


def test_reminders_go_once_to_those_alone_who_have_not_answered(organiser, client, people, app):
    path = new_poll(organiser, remind_days="10", last_day="2022-08-31")
    ask(organiser, path, *people[:3])
    say(client, reply_of(people[0]), "yes", "yes")
    due = NOW.replace(year=2022, month=8, day=21, hour=7, minute=0)

    assert remind_due(public_url=PUBLIC_URL, now=due - timedelta(minutes=1)) == 0
    assert remind_due(public_url=PUBLIC_URL, now=due) == 2
    assert remind_due(public_url=PUBLIC_URL, now=due + timedelta(hours=1)) == 0

    reminders = [row for row in rows(OutboxRow) if row.kind == "date-poll-reminder"]
    assert [row.recipient for row in reminders] == ["ben@secret.example", "cem@secret.example"]
    assert "we have no answer from you yet" in words(reminders[0])
    say(client, reply_of(people[1]), "yes", "no")
    assert message(reminders[0]) is None, "who answered meanwhile is not reminded"

    assert remind(organiser, path).status_code == 303
    assert remind(organiser, path).status_code == 303
    reminders = [row for row in rows(OutboxRow) if row.kind == "date-poll-reminder"]
    assert [row.recipient for row in reminders][2:] == ["cem@secret.example"]


def test_after_the_last_day_answers_are_closed_until_the_office_gives_more_time(
    organiser, client, people, app
):
    path = new_poll(organiser, last_day=f"{NOW:%Y-%m-%d}", remind_days="")
    ask(organiser, path, people[0])
    later = NOW + timedelta(days=1)
    reply = reply_of(people[0])
    app.extensions["eventsvc.clock"] = lambda: later

    assert "Answers are no longer taken" in client.get(link(reply)).text
    assert say_late(client, reply).status_code == 409

    assert send(organiser, f"{path}/edit", {"last_day": f"{later:%Y-%m-%d}"}).status_code == 303
    assert say(client, reply, "yes", "no").status_code == 303


def test_once_people_were_asked_dates_and_promise_stay(organiser, people):
    path = new_poll(organiser)
    assert send(organiser, f"{path}/edit", {"dates.0.place": "Suhl"}).status_code == 303
    assert poll_dates()[0].place == "Suhl"
    stale = organiser.get(f"{path}/edit").text
    ask(organiser, path, people[0])

    page = organiser.get(f"{path}/edit").text

    assert "dates.0.place" not in page
    assert 'name="shown"' not in page
    assert "Suhl" in stale


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"dates.count": "1"}, "Offer at least two dates"),
        ({"dates.1.date": "2022-12-08", "dates.1.place": "Mühlhausen"}, "stands here twice"),
        ({"dates.1.end": "09:00"}, "The end lies before the start"),
        ({"dates.1.end": ""}, "Start and end belong together"),
        ({"last_day": "2022-08-01"}, "This day is over"),
        ({"remind_days": "60"}, "The day of the reminder is over"),
        ({"title.de": ""}, "This is missing"),
    ],
)
def test_what_does_not_fit_comes_back_with_a_sentence(organiser, changes, sentence):
    fields = DATES | {"title.de": "Treffen", "last_day": "2022-08-31"} | changes
    answer = send(organiser, NEW, fields)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert_valid(answer.text)


def test_a_link_opens_one_answer_and_nothing_once_the_poll_is_gone(organiser, client, people):
    path = new_poll(organiser)
    ask(organiser, path, *people[:2])
    mine, other = reply_of(people[0]), reply_of(people[1])
    forged = link(mine).replace(mine.public_id, other.public_id)
    assert client.get(forged).status_code == 404
    answer = client.get(link(mine))
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == (
        "no-store",
        "no-referrer",
    )
    assert "Say of at least one date" in say(client, mine, "", "").text

    assert send(organiser, f"{path}/delete").status_code == 303

    assert client.get(link(mine)).status_code == 404
    assert message(rows(OutboxRow)[0]) is None
    assert rows(DatePollReplyRow) == []


def test_a_link_that_went_to_somebody_else_dies_and_the_office_asks_again(
    organiser, client, people, office
):
    path = new_poll(organiser, shown="names")
    ask(organiser, path, *people[:2])
    ours = link(reply_of(people[0]))
    say(client, reply_of(people[0]), "yes", "yes", comment="Nicht von mir")
    assert f"{ours}/not-mine" in client.get(ours).text
    assert_valid(client.get(f"{ours}/not-mine").text)
    assert client.get(ours).status_code == 200  # a scanner that opens the page kills nothing

    thanks = send(client, f"{ours}/not-mine")

    assert_valid(thanks.text)
    assert (client.get(ours).status_code, client.get(f"{ours}/not-mine").status_code) == (404, 404)
    assert message(rows(OutboxRow)[0]) is None
    kept = reply_of(people[0])
    assert (kept.answered_at, kept.answers, kept.comment) == (None, {}, "")
    page = organiser.get(path).text
    assert_valid(page)
    assert "This went to somebody else" in page
    assert "1 has not answered" in page
    remind(organiser, path)
    assert [row.recipient for row in rows(OutboxRow)[2:]] == ["ben@secret.example"]
    with transaction() as writing:
        anna = writing.get_one(PersonRow, people[0].id)
        anna.email, anna.link_disowned_at = "anna@new.example", None
    assert ask(organiser, path, people[0]).status_code == 303
    assert rows(OutboxRow)[-1].recipient == "anna@new.example"
    assert client.get(link(reply_of(people[0]))).status_code == 200
    assert client.get(ours).status_code == 404
    assert "This went to somebody else" not in organiser.get(path).text


def test_an_organisations_answer_outlives_a_link_that_went_to_somebody_else(
    organiser, client, office
):
    weida = saved_organisation(
        office, key="weida", profile={"contact_email": "rathaus@weida.example"}
    )
    path = new_poll(organiser, asks="organisations")
    ask(organiser, path, weida.key)
    (reply,) = rows(DatePollReplyRow)
    ours = link(reply)
    say(client, reply, "yes", "no")

    send(client, f"{ours}/not-mine")

    (reply,) = rows(DatePollReplyRow)
    assert (client.get(ours).status_code, list(reply.answers.values())) == (404, ["yes", "no"])


def test_the_overview_says_that_a_date_is_to_be_chosen_once_the_last_day_is_over(
    app, organiser, people, office
):
    path = new_poll(organiser, last_day="2022-08-10", remind_days="")
    theirs = saved_network(slug="theirs")
    other = DatePollRow(
        network_id=theirs.id, public_id="x" * 32, title={"de": "Fremdes"}, text={},
        asks=Asks.PEOPLE, shown=Shown.NOTHING, mode=Mode.ON_SITE, visibility=Visibility.PUBLIC,
        created_at=NOW, asked_at=NOW, last_day=NOW.date() - timedelta(days=3), dates=[],
    )  # fmt: skip
    saved(other)
    before = organiser.get("/o/").text
    ask(organiser, path, *people[:2])
    running = organiser.get("/o/").text
    app.extensions["eventsvc.clock"] = lambda: NOW + timedelta(days=2)

    over = organiser.get("/o/").text

    assert_valid(over)
    assert [f'href="{path}"' in page for page in (before, running, over)] == [False, False, True]
    assert "Choose the date: 5. Netzwerktreffen" in over
    assert "Fremdes" not in over
    decide(organiser, path, poll_dates()[0])
    assert f'href="{path}"' not in organiser.get("/o/").text


def test_another_network_asks_its_own_people_and_sees_nothing_of_ours(organiser, people, office):
    theirs = saved_network(slug="theirs")
    stranger = saved_person(theirs, email="stranger@secret.example")
    meeting = saved_meeting(office, slug="list")
    saved_attendance(meeting, saved_person(office, given="Gast", email="gast@secret.example"))
    path = new_poll(organiser)

    assert ask(organiser, path, stranger).status_code == 303
    assert rows(OutboxRow) == []
    listed = organiser.get(f"{path}/ask?meeting=list").text
    assert "gast@secret.example" in listed
    assert "anna@secret.example" not in listed
    assert "stranger" not in listed


def test_pages_ask_the_same_however_many_answer(organiser, client, people, office):
    path = new_poll(organiser, shown="names")
    ask(organiser, path, people[0])
    say(client, reply_of(people[0]), "yes", "yes")
    paths = [
        (organiser, path),
        (organiser, "/o/ours/date-polls"),
        (client, link(reply_of(people[0]))),
    ]

    def asked() -> list[int]:
        found = []
        for browser, one in paths:
            with counted_queries() as queries:
                assert browser.get(one).status_code == 200
            found.append(len(queries))
        return found

    few = asked()
    ask(organiser, path, *people[1:5])
    for person in people[1:5]:
        say(client, reply_of(person), "yes", "no")

    assert asked() == few


def test_a_person_sees_takes_along_and_erases_what_was_answered_and_time_takes_the_rest(
    organiser, client, people, office, tmp_path
):
    path = new_poll(organiser)
    ask(organiser, path, *people[:2])
    say(client, reply_of(people[0]), "yes", "no", comment="Kinder")
    (kept,) = held(office, people[0].id, now=NOW)["date_polls"]
    assert (kept["comment"], [one["answer"] for one in kept["answers"]]) == (
        "Kinder",
        ["yes", "no"],
    )

    erase(office, people[0].public_id, by="test", record=tmp_path / "e", public_url="", now=NOW)

    assert [row.person_id for row in rows(DatePollReplyRow)] == [people[1].id]
    assert "Kinder" not in organiser.get(path).text
    run(office, record=tmp_path / "e", now=NOW.replace(year=2023, month=6))
    assert rows(DatePollRow) == rows(DatePollReplyRow) == []
