"""Answers by mail: five programs, and all that must change nothing."""

from datetime import timedelta

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import AttendanceRow, MailReplyRow, MeetingRow
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.imip import KEPT, Outcome, reply_address
from eventsvc.domain.mailings import MailingKind
from eventsvc.domain.meetings import MeetingStatus
from eventsvc.domain.people import folded_name
from eventsvc.domain.retention import DAYS, Kind
from eventsvc.services.attendees.replies import Reply, reply
from eventsvc.services.calendar.mail_replies import Desk, forget_old, take_mail
from eventsvc.services.privacy import retention
from eventsvc.services.privacy.erasure import erase
from eventsvc.services.privacy.personal_data import held
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import saved_meeting, saved_network, saved_person
from tests.support.invitations import invited_by_mail
from tests.support.replies import CLIENTS, changed, google, invited, outlook, thunderbird

pytestmark = pytest.mark.usefixtures("app")

MAILBOX = "antwort@netz.example.de"
DESK = Desk(secret="t" * 32, mailbox=MAILBOX, authority="mx.netz.example.de", public_url=PUBLIC_URL)
HOUR = timedelta(hours=1)


@pytest.fixture
def network():
    return saved_network()


@pytest.fixture
def meeting(network):
    return saved_meeting(network, slug="gera", capacity=1)


def somebody(network, given, family, *, email):
    """Save a person whom pasted names find again."""
    folded = folded_name(given=given, family=family)
    return saved_person(network, given=given, family=family, folded_name=folded, email=email)


@pytest.fixture
def erika(network):
    return somebody(network, "Erika", "Muster", email="erika@weida.example")


@pytest.fixture
def facts(network, meeting, erika, settings):
    """What Erika's program knows from the mail that invited her."""
    office = settings.model_copy(update={"reply_address": MAILBOX})
    [mail] = invited_by_mail(network, meeting, [erika], settings=office)
    return invited(mail)


def take(mail: bytes, *, now=NOW, desk=DESK) -> Outcome:
    return take_mail(mail, desk=desk, now=now)


def stands(person) -> PartStat:
    db.session.expire_all()
    return db.session.query(AttendanceRow).filter_by(person_id=person.id).one().partstat


def listed() -> list[tuple[str, str]]:
    db.session.expire_all()
    rows = db.session.query(MailReplyRow).order_by(MailReplyRow.id)
    return [(row.outcome.value, row.sender) for row in rows]


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("said", [PartStat.ACCEPTED, PartStat.TENTATIVE, PartStat.DECLINED])
def test_five_programs_are_understood_and_change_the_reply_alone(client, said, facts, erika):
    before = _without_reply()

    assert take(client(facts, partstat=said.value)) is Outcome.TAKEN

    assert stands(erika) is said
    assert listed() == [("taken", "erika@weida.example")]
    assert _without_reply() == before


def _without_reply() -> dict[str, object]:
    db.session.expire_all()
    row = db.session.query(AttendanceRow).one()
    beside = {"partstat", "seat", "replied_at", "version", "waiting_since"}
    return {
        one.name: getattr(row, one.name) for one in row.__table__.columns if one.name not in beside
    }


def test_a_seat_is_taken_and_given_back_by_mail_as_by_the_link(facts, erika):
    take(google(facts))
    held_seat = db.session.query(AttendanceRow).one().seat
    take(google(facts, partstat="DECLINED", number=2, stamped=NOW + HOUR), now=NOW + HOUR)
    db.session.expire_all()

    assert (held_seat, db.session.query(AttendanceRow).one().seat) == (Seat.HELD, Seat.NONE)


def test_a_copy_counts_once_and_is_listed(facts, erika):
    mail = google(facts)

    assert [take(mail), take(mail)] == [Outcome.TAKEN, Outcome.DOUBLED]
    assert listed() == [("taken", facts["attendee"]), ("doubled", facts["attendee"])]


@pytest.mark.parametrize(
    "forge",
    [
        lambda facts: outlook(facts | {"organizer": MAILBOX}),
        lambda facts: outlook(facts | {"organizer": reply_address(MAILBOX, "a" * 26)}),
        lambda facts: outlook(facts | {"organizer": "antwort+x@elsewhere.example"}),
        lambda facts: changed(
            outlook(facts | {"organizer": MAILBOX}),
            Authentication_Results="mx.elsewhere.example; dkim=pass header.d=weida.example",
        ),
        lambda facts: changed(
            outlook(facts | {"organizer": MAILBOX}),
            Authentication_Results="mx.netz.example.de; dkim=fail header.d=weida.example",
        ),
        lambda facts: changed(
            outlook(facts | {"organizer": MAILBOX}),
            Authentication_Results="mx.netz.example.de; dkim=pass header.d=evil.example",
        ),
        lambda facts: changed(
            outlook(facts | {"organizer": MAILBOX}),
            Authentication_Results="mx.netz.example.de; spf=pass "
            "(dkim=pass header.d=weida.example)",
        ),
        lambda facts: changed(
            outlook(facts | {"organizer": MAILBOX}),
            From="mallory@weida.example",
            Authentication_Results="mx.netz.example.de; dkim=pass header.d=weida.example",
        ),
    ],
)
def test_what_is_not_proven_changes_nothing_and_is_listed(forge, facts, erika):
    assert take(forge(facts)) is Outcome.NO_PROOF
    assert stands(erika) is PartStat.NEEDS_ACTION
    assert listed() == [("no-proof", "erika@weida.example")]


def test_the_signature_of_the_senders_server_proves_what_lost_its_random_part(facts, erika):
    mail = changed(
        outlook(facts | {"organizer": MAILBOX}),
        Authentication_Results="mx.netz.example.de; spf=none; "
        "dkim=pass (2048) header.d=weida.example",
    )

    assert take(mail) is Outcome.TAKEN
    assert stands(erika) is PartStat.ACCEPTED


def test_the_token_of_another_person_or_meeting_proves_nothing(
    facts, network, meeting, erika, settings
):
    office = settings.model_copy(update={"reply_address": MAILBOX})
    max_ = somebody(network, "Max", "Probe", email="max@weida.example")
    weida = saved_meeting(network, slug="weida")
    other = invited(invited_by_mail(network, meeting, [max_], settings=office)[-1])
    elsewhere = invited(invited_by_mail(network, weida, [erika], settings=office)[-1])

    stolen = [facts | {"organizer": one["organizer"]} for one in (other, elsewhere)]

    assert [take(google(one, number=number)) for number, one in enumerate(stolen)] == [
        Outcome.NO_PROOF,
        Outcome.NO_PROOF,
    ]


def test_a_link_that_was_revoked_ends_the_address_for_replies_too(facts, erika):
    with transaction() as writing:
        writing.merge(erika).link_generation += 1

    assert take(google(facts)) is Outcome.NO_PROOF


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"uid": "nobody"}, Outcome.UNKNOWN_MEETING),
        ({"attendee": "mallory@evil.example"}, Outcome.NOT_INVITED),
        ({"sequence": "7"}, Outcome.AHEAD),
    ],
)
def test_what_names_something_wrong_changes_nothing(change, outcome, facts, erika):
    assert take(outlook(facts | change)) is outcome
    assert stands(erika) is PartStat.NEEDS_ACTION


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ({"partstat": "DELEGATED"}, Outcome.UNKNOWN_ANSWER),
        ({"partstat": "NEEDS-ACTION"}, Outcome.UNKNOWN_ANSWER),
        ({"method": "REQUEST"}, Outcome.NOT_A_REPLY),
        ({"method": "CANCEL"}, Outcome.NOT_A_REPLY),
        ({"method": "COUNTER"}, Outcome.COUNTER),
        ({"more": ("RECURRENCE-ID:20220830T080000Z",)}, Outcome.NOT_A_REPLY),
        ({"more": ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:max@x.example",)}, Outcome.NOT_A_REPLY),
        ({"attendee": "X-NOBODY:{attendee}"}, Outcome.NOT_A_REPLY),
        ({"more": ("SUMMARY:x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2",)}, Outcome.NOT_A_REPLY),
    ],
)
def test_what_is_no_plain_answer_changes_nothing_and_is_listed(said, outcome, facts, erika):
    assert take(thunderbird(facts, **said)) is outcome
    assert stands(erika) is PartStat.NEEDS_ACTION
    assert [one for one, _ in listed()] == [outcome.value]


@pytest.mark.parametrize(
    ("mail", "outcome"),
    [
        (
            b"From: a@b.example\r\nSubject: Bin im Urlaub\r\n\r\nBis Montag.\r\n",
            Outcome.NO_CALENDAR,
        ),
        (b"", Outcome.NO_CALENDAR),
        (b"\xff\xfe\x00" * 50, Outcome.NO_CALENDAR),
        (b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n", Outcome.UNREADABLE),
        (
            b"Content-Type: text/calendar; charset=no-such\r\n\r\nBEGIN:VCALENDAR",
            Outcome.UNREADABLE,
        ),
        (b"Content-Type: text/calendar\r\n\r\n" + b"x" * 256_001, Outcome.NO_CALENDAR),
        (b"x" * 1_000_001, Outcome.UNREADABLE),
    ],
)
def test_a_mail_that_answers_nothing_is_listed_without_a_name(mail, outcome, facts):
    assert take(mail) is outcome
    assert listed() == [(outcome.value, "")]


def test_an_older_reply_that_arrives_later_changes_nothing(facts, erika):
    newer = google(facts, partstat="DECLINED", stamped=NOW + HOUR, number=2)
    assert take(newer, now=NOW + 2 * HOUR) is Outcome.TAKEN

    assert take(google(facts, partstat="ACCEPTED"), now=NOW + 3 * HOUR) is Outcome.OLD
    assert stands(erika) is PartStat.DECLINED


def test_two_replies_that_waited_together_count_in_their_order(facts, erika):
    late = NOW + 5 * HOUR
    take(google(facts, partstat="ACCEPTED"), now=late)

    assert take(google(facts, partstat="DECLINED", stamped=NOW + HOUR, number=2), now=late) is (
        Outcome.TAKEN
    )
    assert stands(erika) is PartStat.DECLINED


def test_of_two_replies_with_one_stamp_the_later_mail_counts(facts, erika):
    assert take(google(facts, number=1, mailed=NOW - HOUR)) is Outcome.TAKEN
    assert take(google(facts, number=2, mailed=NOW, partstat="DECLINED")) is Outcome.TAKEN
    assert take(google(facts, number=3, mailed=NOW - HOUR)) is Outcome.OLD
    assert stands(erika) is PartStat.DECLINED


def test_a_clock_that_runs_ahead_does_not_shut_its_owner_out(facts, erika):
    take(google(facts, stamped=NOW + 900 * HOUR))

    later = google(facts, partstat="DECLINED", stamped=NOW + HOUR, number=2)
    assert take(later, now=NOW + HOUR) is Outcome.TAKEN


def test_a_reply_by_the_link_is_not_undone_by_an_older_mail(facts, erika, meeting):
    no = Reply(partstat=PartStat.DECLINED, attends=Attends.ON_SITE)
    reply(erika.id, meeting_id=meeting.id, said=no, public_url=PUBLIC_URL, now=NOW + HOUR)

    assert take(google(facts), now=NOW + 2 * HOUR) is Outcome.OLD
    assert take(google(facts, stamped=NOW + 2 * HOUR, number=2), now=NOW + 2 * HOUR) is (
        Outcome.TAKEN
    )


def test_an_answer_to_the_day_before_the_move_does_not_count_once_the_move_was_told(
    facts, erika, network, meeting, settings
):
    with transaction() as writing:
        writing.get_one(MeetingRow, meeting.id).sequence = 4
    assert take(google(facts, number=1)) is Outcome.TAKEN  # nobody was told yet
    moved = db.session.get_one(MeetingRow, meeting.id)
    invited_by_mail(network, moved, [erika], settings=settings, kind=MailingKind.CHANGE)

    assert take(google(facts, number=2, stamped=NOW + HOUR), now=NOW + HOUR) is Outcome.OLD


@pytest.mark.parametrize("end", ["cancelled", "over"])
def test_a_meeting_that_is_cancelled_or_over_takes_no_reply(end, facts, erika, meeting):
    if end == "cancelled":
        with transaction() as writing:
            writing.get_one(MeetingRow, meeting.id).status = MeetingStatus.CANCELLED

    at = NOW if end == "cancelled" else meeting.dtend
    assert take(google(facts), now=at) is Outcome.CLOSED
    assert stands(erika) is PartStat.NEEDS_ACTION


def test_two_people_of_one_mailbox_are_told_apart_by_the_random_part(
    facts, erika, network, meeting, settings
):
    office = settings.model_copy(update={"reply_address": MAILBOX})
    twin = somebody(network, "Max", "Muster", email=erika.email)
    mail = invited_by_mail(network, meeting, [twin], settings=office)[-1]

    take(google(invited(mail), partstat="DECLINED"))

    assert (stands(twin), stands(erika)) == (PartStat.DECLINED, PartStat.NEEDS_ACTION)


def test_people_see_and_take_away_what_is_kept_of_their_mails(
    facts, erika, network, settings, tmp_path
):
    take(outlook(facts))
    shown = held(network, erika.id, now=NOW)["replies_by_mail"]
    assert [(one["says"], one["comment"]) for one in shown] == [
        ("ACCEPTED", "Ich komme mit dem Zug.")
    ]

    record = tmp_path / "erasures.jsonl"
    erase(network, erika.public_id, by="test", record=record, public_url="", now=NOW)

    assert db.session.query(MailReplyRow).all() == []


def test_replies_go_at_their_time_whatever_became_of_them_and_what_they_changed_stays(
    facts, erika, network, meeting, settings, tmp_path
):
    office = settings.model_copy(update={"reply_address": MAILBOX})
    theirs = saved_network(slug="theirs", retention={Kind.REPLIES.value: 200})
    foreign = somebody(theirs, "Fremd", "Anders", email="fremd@weida.example")
    other = invited_by_mail(theirs, saved_meeting(theirs), [foreign], settings=office)[-1]
    take(google(facts))
    take(google(facts | {"organizer": MAILBOX}, number=2), now=NOW + HOUR)
    take(google(invited(other), number=3))
    kept = NOW + timedelta(days=DAYS[Kind.REPLIES])

    def run(of, at) -> int:
        return retention.run(of, record=tmp_path / "e", now=at).get(Kind.REPLIES, 0)

    assert [run(network, kept - HOUR), run(network, kept), run(network, kept + HOUR)] == [0, 1, 1]
    assert run(theirs, kept + HOUR) == 0
    assert listed() == [("taken", "fremd@weida.example")]
    assert stands(erika) is PartStat.ACCEPTED
    again = google(facts, partstat="DECLINED", number=4, stamped=NOW - HOUR)
    assert take(again, now=meeting.dtend - HOUR) is Outcome.OLD  # by the reply it left behind


def test_mails_that_named_no_meeting_are_forgotten_after_their_time(facts):
    take(b"From: a@b.example\r\n\r\nUrlaub")

    forget_old(now=NOW + KEPT - HOUR)
    assert len(listed()) == 1
    forget_old(now=NOW + KEPT)
    assert listed() == []
