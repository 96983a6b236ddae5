import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from pydantic import SecretStr

from eventsvc.db.extension import db
from eventsvc.db.models import OutboxRow
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.mails import GIVE_UP_AFTER, LEASE, OutboxState
from eventsvc.jobs.outbox import deliver_due
from eventsvc.services.mails import outbox
from eventsvc.services.mails.delivery import office_of
from eventsvc.services.mails.letters import Office
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import saved_account
from tests.support.mailsink import TIMEOUT, Sink, free_port, listening

pytestmark = pytest.mark.usefixtures("app")

MINUTE = timedelta(minutes=1)


def queued(number: int = 1) -> None:
    """Queue a sign-in mail to somebody who has an account."""
    email = f"organiser{number}@example.org"
    saved_account(email=email)
    letter = outbox.Letter(
        unique_key=f"test:{number}",
        recipient=email,
        kind="sign-in",
        language="de",
        facts={"landing": "/o/"},
    )
    with transaction():
        outbox.queue(letter, public_url=PUBLIC_URL, now=NOW)


def the_mail() -> OutboxRow:
    db.session.expire_all()
    return session().query(OutboxRow).one()


@pytest.fixture
def office(settings):
    def at(url: str) -> Office:
        changed = settings.model_copy(update={"smtp_url": SecretStr(url)})
        return office_of(changed, timeout=TIMEOUT)

    return at


def test_a_mail_reaches_its_recipient_once_and_is_recorded_as_sent(office):
    queued()
    sink = Sink()
    with listening(sink) as url:
        assert deliver_due(NOW, office=office(url)) == 1
        assert deliver_due(NOW + LEASE, office=office(url)) == 0

    mail = the_mail()
    assert sink.recipients == ["organiser1@example.org"]
    assert sink.message_ids == [mail.message_id]
    assert (mail.state, mail.sent_at, mail.leased_until) == (OutboxState.SENT, NOW, None)


@pytest.mark.parametrize(
    ("mood", "answer"),
    [
        ("greylists", "450 4.2.0 <…> greylisted, come back later"),
        ("drops before taking", "the mail server closed the connection"),
        ("hangs", "the mail server did not answer in time"),
    ],
)
def test_what_may_pass_later_is_tried_again_later_and_arrives_once(office, mood, answer):
    queued()
    sink = Sink(mood)
    with listening(sink) as url:
        deliver_due(NOW, office=office(url))
        waiting = the_mail()
        told, due, state = waiting.last_answer, waiting.due_at, waiting.state
        sink.mood = "takes"
        too_early = deliver_due(NOW + MINUTE / 2, office=office(url))
        deliver_due(NOW + MINUTE, office=office(url))

    assert (told, due, state) == (answer, NOW + MINUTE, OutboxState.WAITING)
    assert too_early == 0
    assert sink.message_ids == [the_mail().message_id]


def test_a_server_that_is_down_loses_nothing(office):
    queued()
    url = f"smtp://127.0.0.1:{free_port()}"
    deliver_due(NOW, office=office(url))

    assert the_mail().last_answer == "the mail server closed the connection"
    assert (the_mail().state, the_mail().due_at) == (OutboxState.WAITING, NOW + MINUTE)


@pytest.mark.parametrize(
    ("mood", "answer"),
    [
        ("refuses", "550 5.1.1 <…>: user unknown"),
        ("refuses the text", "554 5.7.1 looks like spam"),
    ],
)
def test_a_refusal_for_good_is_kept_to_be_shown_and_never_tried_again(office, mood, answer):
    queued()
    with listening(Sink(mood)) as url:
        deliver_due(NOW, office=office(url))
        again = deliver_due(NOW + timedelta(days=1), office=office(url))

    assert (the_mail().state, the_mail().last_answer, again) == (OutboxState.REFUSED, answer, 0)


def test_a_lost_250_costs_a_second_copy_with_the_same_message_id(office):
    queued()
    sink = Sink("drops after taking")
    with listening(sink) as url:
        deliver_due(NOW, office=office(url))
        sink.mood = "takes"
        deliver_due(NOW + MINUTE, office=office(url))

    assert sink.message_ids == [the_mail().message_id] * 2
    assert the_mail().state is OutboxState.SENT


def test_a_server_that_hangs_up_after_its_250_has_taken_the_mail(office):
    queued()
    sink = Sink("drops at the end")
    with listening(sink) as url:
        deliver_due(NOW, office=office(url))

    assert (the_mail().state, len(sink.taken)) == (OutboxState.SENT, 1)


def test_the_waits_grow_and_end_after_three_days(office):
    queued()
    url = f"smtp://127.0.0.1:{free_port()}"
    moments, now = [], NOW
    while the_mail().state is OutboxState.WAITING:
        now = the_mail().due_at
        moments.append((now - NOW) // MINUTE)
        deliver_due(now, office=office(url))

    assert moments[:9] == [0, 1, 6, 21, 51, 111, 231, 471, 711]
    assert now - NOW >= GIVE_UP_AFTER
    assert the_mail().state is OutboxState.REFUSED


def test_without_a_mail_server_the_mail_becomes_one_file_only_we_can_read(settings):
    queued()
    deliver_due(NOW, office=office_of(settings))

    [file] = (settings.data_dir / "mails").iterdir()
    assert file.suffix == ".eml"
    assert file.stat().st_mode & 0o777 == 0o600
    assert the_mail().message_id.encode() in file.read_bytes()
    assert the_mail().state is OutboxState.SENT


def test_a_stop_lets_the_mail_in_hand_finish_and_begins_no_other(settings):
    queued(1)
    queued(2)
    stop = threading.Event()
    whole = office_of(settings)

    def carrier(message, mail):
        stop.set()
        whole.carrier(message, mail)

    stopping = Office(public_url=PUBLIC_URL, sender=whole.sender, carrier=carrier)

    assert deliver_due(NOW, office=stopping, stop=stop) == 1
    assert len(list((settings.data_dir / "mails").iterdir())) == 1


def test_two_workers_never_hold_the_same_mail(app):
    for number in range(6):
        queued(number)
    taken: list[int] = []

    def work() -> None:
        with app.app_context():
            while mail := outbox.lease_due(now=NOW):
                taken.append(mail.number)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(taken) == sorted(set(taken))
    assert len(taken) == 6


def test_a_lease_given_by_a_clock_a_year_ahead_holds_nobody_up():
    queued()
    outbox.lease_due(now=NOW + timedelta(days=365))

    assert outbox.lease_due(now=NOW) is not None


def test_a_wait_given_by_a_clock_a_year_ahead_holds_nobody_up():
    queued()
    mail = outbox.lease_due(now=NOW)
    outbox.deferred(mail.number, answer="451", now=NOW + timedelta(days=2))

    assert outbox.lease_due(now=NOW) is not None


KILLED = """
import sys
from pydantic import SecretStr
from eventsvc.app import create_app
from eventsvc.jobs.outbox import deliver_due
from eventsvc.services.mails.delivery import office_of
from eventsvc.settings import Settings
from tests.conftest import NOW, PUBLIC_URL

folder, database, smtp = sys.argv[1:]
settings = Settings(data_dir=folder, database_url=database, public_url=PUBLIC_URL,
                    secret_key=SecretStr("t" * 32), smtp_url=SecretStr(smtp))
with create_app(settings).app_context():
    deliver_due(NOW, office=office_of(settings))
"""


def test_a_worker_killed_while_sending_loses_no_mail(settings, office, tmp_path):
    queued()
    sink = Sink("dawdles after taking")
    with listening(sink) as url:
        argv = [sys.executable, "-c", KILLED, str(tmp_path), settings.database_url, url]
        worker = subprocess.Popen(argv)
        assert sink.data_seen.wait(30)
        os.kill(worker.pid, signal.SIGKILL)
        assert worker.wait() == -signal.SIGKILL
        sink.mood = "takes"
        while_leased = deliver_due(NOW + LEASE - MINUTE, office=office(url))
        deliver_due(NOW + LEASE, office=office(url))

    assert while_leased == 0
    assert sink.message_ids == [the_mail().message_id] * 2
    assert the_mail().state is OutboxState.SENT
