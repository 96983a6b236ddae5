"""What organisers see of answers by mail, how a mailbox and a pipe bring them in."""

import threading
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from flask import Flask

from eventsvc.cli import main
from eventsvc.db.models import AttendanceRow
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.imip import Outcome
from eventsvc.domain.people import folded_name
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.gateways.imap import mailbox_of
from eventsvc.jobs.mailbox import read_mailbox
from eventsvc.services.calendar.mail_replies import desk_of, take_mail
from eventsvc.services.privacy.personal import token_of
from tests.conftest import NOW
from tests.factories import saved_attendance, saved_meeting, saved_network, saved_person
from tests.support.html import assert_valid
from tests.support.imap import Folder, served
from tests.support.invitations import invited_by_mail
from tests.support.queries import counted_queries
from tests.support.replies import google, invited, outlook
from tests.support.signin import csrf

MAILBOX = "antwort@netz.example.de"
HOLIDAY = b"From: max@weida.example\r\nSubject: canary-subject\r\n\r\nBis Montag im Urlaub.\r\n"
SCRIPT = ("COMMENT:<script>alert(1)</script>",)


@pytest.fixture
def settings(settings):
    return settings.model_copy(update={"reply_address": MAILBOX})


def somebody(network, given, family):
    return saved_person(
        network,
        given=given,
        family=family,
        folded_name=folded_name(given=given, family=family),
        email=f"{given}@weida.example".lower(),
    )


@pytest.fixture
def gera(office):
    return saved_meeting(office, slug="gera", title={"de": "Treffen in Gera"})


@pytest.fixture
def erika(office):
    return somebody(office, "Erika", "Muster")


def test_the_office_sees_each_mail_and_what_became_of_it(organiser, office, gera, erika, settings):
    facts = invited(invited_by_mail(office, gera, [erika], settings=settings)[-1])
    theirs = saved_network(slug="theirs")
    elsewhere = saved_meeting(theirs, slug="weida")
    foreign = somebody(theirs, "Fremd", "Anders")
    other = invited(invited_by_mail(theirs, elsewhere, [foreign], settings=settings)[-1])
    desk = desk_of(settings)

    outcomes = [
        take_mail(mail, desk=desk, now=NOW)
        for mail in (
            outlook(facts),
            outlook(facts),
            google(facts | {"organizer": MAILBOX}, number=2),
            outlook(facts | {"attendee": "mallory@evil.example"}, number=3),
            google(facts, number=4, method="COUNTER", more=SCRIPT),
            google(other, number=5),
            HOLIDAY,
        )
    ]
    page = organiser.get("/o/ours/replies").text
    assert "1 reply counts. 5 changed nothing." in page
    assert "Proposes: Tuesday, 30 August 2022, 10:00" in page  # written as 08:00 UTC
    overview = organiser.get("/o/").text
    assert_valid(overview)
    assert "4 replies by mail changed nothing" in overview  # without the one that names no meeting

    assert outcomes == [
        Outcome.TAKEN,
        Outcome.DOUBLED,
        Outcome.NO_PROOF,
        Outcome.NOT_INVITED,
        Outcome.OLD,
        Outcome.TAKEN,
        Outcome.NO_CALENDAR,
    ]
    assert_valid(page)
    for words in (
        "Counts",
        "Came a second time.",
        "Nothing proves that the invited person wrote it.",
        "This address is not on the list.",
        "A newer reply is known",
        "Read it in the mailbox.",
        "Ich komme mit dem Zug.",
        "mallory@evil.example",
        "&lt;script&gt;",
    ):
        assert words in page
    for canary in (
        "Fremd",
        "fremd@weida.example",
        "canary-subject",
        "max@weida.example",
        "<script>a",
    ):
        assert canary not in page
    assert "What calendar programs replied" in organiser.get("/o/ours/meetings/gera/mailings").text


@pytest.mark.one_engine
def test_the_list_asks_the_database_as_often_for_three_mails_as_for_one(
    organiser, office, gera, erika, settings
):
    facts = invited(invited_by_mail(office, gera, [erika], settings=settings)[-1])
    asked = []
    for number in range(3):
        take_mail(google(facts, number=number), desk=desk_of(settings), now=NOW)
        with counted_queries() as queries:
            organiser.get("/o/ours/replies")
        asked.append(len(queries))

    assert len(set(asked)) == 1


@pytest.mark.one_engine
def test_a_mailbox_is_read_and_only_answers_are_marked_as_read(
    office, gera, erika, settings, caplog
):
    facts = invited(invited_by_mail(office, gera, [erika], settings=settings)[-1])
    desk = desk_of(settings)

    with served(Folder(google(facts, stamped=datetime.now(UTC)), HOLIDAY)) as folder:
        box = mailbox_of(folder.url, timeout=3)
        numbers = [read_mailbox(box, desk=desk, stop=threading.Event()) for _ in range(2)]
        folder.mood = "refuses"
        folder.flags = [set(), set()]
        down = read_mailbox(box, desk=desk, stop=threading.Event())

    assert (numbers, down) == ([2, 0], 0)
    assert [record.facts for record in caplog.records if record.message == "mailbox-not-read"] == [
        {"reason": "the mail server refused the name or the password"}
    ]


@pytest.mark.one_engine
def test_a_mail_piped_into_the_command_counts_like_any_other(
    app: Flask, office, gera, erika, settings, monkeypatch
):
    facts = invited(invited_by_mail(office, gera, [erika], settings=settings)[-1])
    environment = {
        "EVENTSVC_DATA_DIR": str(settings.data_dir),
        "EVENTSVC_REPLY_ADDRESS": MAILBOX,
        "EVENTSVC_SECRET_KEY": "t" * 32,
        "EVENTSVC_PUBLIC_URL": "https://netz.example.de",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    late = google(facts)  # the meeting of 2022 is over by the real clock

    plain = CliRunner().invoke(main, ["reply"], input=late)
    again = CliRunner().invoke(main, ["reply", "--json"], input=late)

    assert (plain.stdout, plain.exit_code) == ("closed\n", 1)
    assert (again.stdout, again.exit_code) == ('{"outcome": "doubled"}\n', 1)


def test_words_with_a_reply_by_the_link_reach_the_office(organiser, office, gera, client, erika):
    saved_attendance(gera, erika, partstat=PartStat.NEEDS_ACTION)
    address = f"/my/{token_of(erika, LinkPurpose.MY, secret='t' * 32)}"
    client.post(
        f"{address}/meetings/gera/reply",
        data={
            "csrf_token": csrf(client, address),
            "reply": "TENTATIVE",
            "comment": " Erst ab\n11 Uhr <b> " + "x" * 400,
        },
    )

    session().expire_all()
    [row] = session().query(AttendanceRow).all()
    assert (row.partstat, row.reply_comment[:20], len(row.reply_comment)) == (
        PartStat.TENTATIVE,
        "Erst ab 11 Uhr <b> x",
        419,
    )
    assert "Erst ab 11 Uhr &lt;b&gt;" in organiser.get("/o/ours/meetings/gera/mailings").text
    assert "Erst ab 11 Uhr &lt;b&gt;" in client.get(address).text
