import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from random import Random

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import (
    AttendanceRow,
    FunctionRow,
    MailingRow,
    MeetingRow,
    OutboxRow,
    PersonRow,
)
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import PartStat, Seat
from eventsvc.domain.errors import EditConflict
from eventsvc.domain.mailings import (
    MailingKind,
    MailingSent,
    MeetingIsOver,
    NobodyToWriteTo,
    RecipientsChanged,
)
from eventsvc.services.acts import Act
from eventsvc.services.mails.mailing_people import fingerprint, recipients
from eventsvc.services.mails.mailing_sending import Sender, send
from eventsvc.services.mails.mailings import Chosen, Drafter, forget_drafts, invite, prepare
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved,
    saved_attendance,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support.mailbox import delivered, plain

pytestmark = pytest.mark.usefixtures("app")

HOSTILE = (
    "Eve\r\nBcc: victim@example.org",
    "=?utf-8?q?Bcc:_x=40example.org?=",
    '"Office" <office@bank.example>',
    "http://evil.example/login",
    "{{ 7*7 }}{% raw %}{name}%(link)s",
    "<script>alert(1)</script>",
    "\u202eEve\x07",
)


@pytest.fixture
def network():
    return saved_network()


@pytest.fixture
def gera(network):
    return saved_meeting(network, slug="gera", title={"de": "Treffen in Gera"})


def act(network) -> Act:
    return Act(network_id=network.id, by="account:test", at=NOW)


def drafted(network, meeting, **chosen) -> MailingRow:
    by = Drafter(act=act(network), nonce="", random=Random())
    return invite(network, meeting, Chosen(**chosen), by=by, today=NOW.date())


def sender(network, meeting, row, **changes) -> Sender:
    found = recipients(network, meeting, row)
    facts = {
        "act": act(network),
        "public_url": PUBLIC_URL,
        "random": Random(),
        "seen": fingerprint(found),
        "version": row.version,
    }
    return Sender(**(facts | changes))


def pasted(count: int) -> str:
    return "\n".join(f"Vorname Name{at} <name{at}@example.org>" for at in range(count))


def rows(kind):
    db.session.expire_all()
    return db.session.query(kind).order_by(kind.id).all()


def test_32_who_send_the_same_mailing_at_once_queue_each_mail_once(app, network, gera):
    row = drafted(network, gera, pasted=pasted(9))
    other = drafted(network, gera, pasted=pasted(12))
    orders = [(one.key, sender(network, gera, one)) for one in (row, *[other] * 15, *[row] * 16)]
    outcomes: list[str] = []

    def work(key: str, by: Sender) -> None:
        with app.app_context():
            try:
                outcomes.append(f"sent {send(network, gera.id, key, by=by)}")
            except (MailingSent, RecipientsChanged, EditConflict) as refusal:
                outcomes.append(refusal.code)

    workers = [threading.Thread(target=work, args=order) for order in orders]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    mails = rows(OutboxRow)
    sent = [outcome for outcome in outcomes if outcome.startswith("sent")]
    assert len(outcomes) == 32
    assert sent in (["sent 9"], ["sent 12"])
    assert len(mails) == int(sent[0].removeprefix("sent "))
    assert len({mail.recipient for mail in mails}) == len(mails)
    assert len(rows(PersonRow)) == len(rows(AttendanceRow)) == len(mails)


KILLED = """
import os, signal, sys
from pydantic import SecretStr
from eventsvc.app import create_app
from eventsvc.db.extension import db
from eventsvc.db.models import MailingRow, MeetingRow, NetworkRow
from eventsvc.services.mails import mailing_sending
from tests.conftest import settings_for
from tests.services.test_mailings import sender
from pathlib import Path

folder, database = sys.argv[1:]
queue, left = mailing_sending.queue, [3]

def dies(*args, **kwargs):
    left[0] -= 1
    if left[0] < 0:
        db.session.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    return queue(*args, **kwargs)

mailing_sending.queue = dies
with create_app(settings_for(Path(folder), database)).app_context():
    kinds = (NetworkRow, MeetingRow, MailingRow)
    network, meeting, row = (db.session.query(kind).one() for kind in kinds)
    mailing_sending.send(network, meeting.id, row.key, by=sender(network, meeting, row))
"""


def test_who_is_killed_between_two_mails_has_sent_none_and_sends_all_later(
    settings, network, gera, tmp_path
):
    row = drafted(network, gera, pasted=pasted(6))
    argv = [sys.executable, "-c", KILLED, str(tmp_path), settings.database_url]
    done = subprocess.run(argv, check=False, cwd=os.getcwd(), capture_output=True)  # noqa: PTH109 -- the checkout
    after_kill = (len(rows(OutboxRow)), len(rows(AttendanceRow)), rows(MailingRow)[0].sent_at)
    row = rows(MailingRow)[0]

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert after_kill == (0, 0, None)
    assert send(network, gera.id, row.key, by=sender(network, gera, row)) == 6
    assert len(rows(OutboxRow)) == 6


def test_no_name_gets_into_a_header_or_becomes_a_link_or_a_template(network, gera, settings):
    for name in HOSTILE:
        person = saved_person(network, given=name, family="Muster")
        saved_attendance(gera, person, partstat=PartStat.NEEDS_ACTION, seat=Seat.NONE)
    row = drafted(network, gera, on_the_list=True)
    with transaction() as writing:
        draft = writing.get(MailingRow, row.id)
        draft.subject = {"de": "{Name}\r\nBcc: {Name}", "en": "x"}
        draft.text = {"de": "{Name}", "en": "x"}
    row = rows(MailingRow)[0]
    send(network, gera.id, row.key, by=sender(network, gera, row))
    mails = delivered(settings, now=NOW)

    assert len(mails) == len(HOSTILE)
    for mail in mails:
        assert {name for name in mail.keys() if name in {"Bcc", "Cc"}} == set()  # noqa: SIM118 -- a message
        assert [str(mail[name]).count("\n") for name in ("To", "From", "Subject")] == [0, 0, 0]
        assert "http://evil" not in mail.as_string()
        assert "bank.example" not in plain(mail)
        html = mail.get_body(("html",)).get_content()
        assert "<script>" not in html
        assert "49" not in plain(mail).partition("/my/")[0].partition("Treffen")[0]
    assert "Bcc" in mails[0]["Subject"]


def test_no_mail_holds_anything_of_another_recipient(network, gera, settings):
    organisation = saved_organisation(network)
    people = []
    for number in range(4):
        name = f"Kanari{number}vogel"
        person = saved_person(network, given=name, family=name, email=f"{name.lower()}@example.org")
        saved(
            FunctionRow(network_id=network.id, person_id=person.id, organisation_id=organisation.id)
        )
        people.append(person)
    row = drafted(network, gera, organisations=[organisation.id])
    send(network, gera.id, row.key, by=sender(network, gera, row))
    mails = delivered(settings, now=NOW)

    assert len(mails) == 4
    for mail in mails:
        text = "".join(
            part.get_content() if part.get_content_maintype() == "text" else ""
            for part in mail.walk()
        ) + str(mail.items())
        found = [one.given for one in people if one.given.lower() in text.lower()]
        assert [name.lower() + "@example.org" for name in found] == [mail["To"]]


def test_people_who_are_erased_or_say_never_before_the_mail_leaves_get_none(
    network, gera, settings
):
    row = drafted(network, gera, pasted=pasted(3))
    send(network, gera.id, row.key, by=sender(network, gera, row))
    # Whose address the office pasted did not give it: GDPR Art. 14 wants a mail about that.
    origins = {one.origin for one in db.session.query(PersonRow)}
    assert origins == {"addresses of an invitation"}
    with transaction() as writing:
        first, second, _ = writing.query(PersonRow).order_by(PersonRow.id)
        first.never_share = True
        second.link_disowned_at = NOW

    assert [mail["To"] for mail in delivered(settings, now=NOW)] == ["name2@example.org"]


def test_a_shared_mailbox_of_people_pasted_before_is_known_again(network, gera):
    saved_person(
        network, given="Erika", family="Muster", folded_name="erikamuster", email="info@x.example"
    )
    row = drafted(
        network, gera, pasted="Erika Muster <info@x.example>; Max Muster <info@x.example>"
    )
    send(network, gera.id, row.key, by=sender(network, gera, row))

    assert [(one.given, one.email) for one in rows(PersonRow)] == [
        ("Erika", "info@x.example"),
        ("Max", "info@x.example"),
    ]


def test_nothing_is_sent_to_nobody_or_about_what_is_over(network, gera):
    row = drafted(network, gera, pasted="kaputt@@x")
    with pytest.raises(NobodyToWriteTo):
        send(network, gera.id, row.key, by=sender(network, gera, row))
    late = Act(network_id=network.id, by="x", at=gera.dtend)
    row = drafted(network, gera, pasted=pasted(1))
    with pytest.raises(MeetingIsOver):
        send(network, gera.id, row.key, by=sender(network, gera, row, act=late))
    by = Drafter(act=late, nonce="", random=Random())
    with pytest.raises(MeetingIsOver):
        prepare(network, gera, MailingKind.REMINDER, by=by)
    assert rows(OutboxRow) == []
    forget_drafts(now=NOW + timedelta(days=29))
    assert len(rows(MailingRow)) == 2
    forget_drafts(now=NOW + timedelta(days=31))
    assert rows(MailingRow) == []
    assert db.session.get(MeetingRow, gera.id) is not None
