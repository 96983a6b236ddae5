"""Sending a mailing: one transaction that queues every mail, or none.

Whoever dies in the middle has sent nothing, and sends again. The same mailing is never sent a
second time, and nobody is invited twice to a meeting: the mail's own key says so.
"""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from eventsvc.db.models import (
    MailingRecipientRow,
    MailingRow,
    MeetingRow,
    NetworkRow,
    OutboxRow,
    PersonRow,
)
from eventsvc.db.queries import mailings as queries
from eventsvc.db.queries import people
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import expect
from eventsvc.domain.errors import NotFound
from eventsvc.domain.mailings import (
    MailingKind,
    NobodyToWriteTo,
    RecipientsChanged,
    require_time_for,
)
from eventsvc.domain.mails import OutboxState
from eventsvc.domain.names import split_name
from eventsvc.domain.people import ADDRESSES
from eventsvc.domain.registrations import WAYS
from eventsvc.services.acts import Act
from eventsvc.services.attendees.seating import enter, locked
from eventsvc.services.mails.letters import language_for
from eventsvc.services.mails.mailing_people import (
    Recipient,
    fingerprint,
    getting,
    recipients,
)
from eventsvc.services.mails.mailings import draft_of
from eventsvc.services.mails.outbox import Letter, queue
from eventsvc.services.people.people import new_person

INVITED = "invitation"
"""Where a line of a list comes from that an invitation made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends, from where. ``seen``: the fingerprint of those who were looked at."""

    act: Act
    public_url: str
    random: Random
    seen: str = ""
    version: int = 0
    nonce: str = ""


def send(network: NetworkRow, meeting_id: int, key: str, *, by: Sender) -> int:
    """Queue one mail for everybody who gets one; return how many.

    Raises:
        DoneAlready, MailingSent: It was sent already.
        EditConflict: Its texts are others than those that were looked at.
        RecipientsChanged: Its recipients are.
        NobodyToWriteTo: Nobody gets a mail.
        MeetingIsOver: The meeting is over; or cancelled, and this does not tell of it.
    """
    with transaction():
        by.act.once(by.nonce)
        meeting = locked(meeting_id)
        mailing = expect(draft_of(meeting, key), by.version)
        found = getting(recipients(network, meeting, mailing))
        if fingerprint(found) != by.seen:
            raise RecipientsChanged
        return queue_all(network, meeting, mailing, found, by=by)


def queue_all(
    network: NetworkRow,
    meeting: MeetingRow,
    mailing: MailingRow,
    found: list[Recipient],
    *,
    by: Sender,
) -> int:
    """Queue the mails to ``found``, in the running transaction that locked the meeting.

    Raises:
        NobodyToWriteTo, MeetingIsOver: As for ``send``.
    """
    now = by.act.at
    require_time_for(mailing.kind, status=meeting.status, dtend=meeting.dtend, now=now)
    if not found:
        raise NobodyToWriteTo
    listed = {row.person_id: row for row in people.attendances_of(network.id, meeting.id)}
    for one in found:
        person = one.person or _new_person(network, one, now=now, random=by.random)
        if mailing.kind is MailingKind.INVITATION and person.id not in listed:
            _put_on_the_list(meeting, person, one, now=now, random=by.random)
        letter = _letter(meeting, mailing, person, language=one.language)
        _record(one, mailing, person, queue(letter, public_url=by.public_url, now=now), now=now)
    mailing.sent_at, mailing.sequence, mailing.days_before = now, meeting.sequence, None
    by.act.note(
        "mailing.sent",
        f"meeting:{meeting.key}",
        {"kind": mailing.kind.value, "mails": len(found)},
    )
    return len(found)


def send_again(
    network: NetworkRow, meeting: MeetingRow, key: str, number: int, *, by: Sender
) -> bool:
    """Queue the mail to one recipient anew, to the address as it is now; tell whether it was.

    A mail that still waits is not doubled.

    Raises:
        DoneAlready: The same button was pressed before.
        NotFound: Nobody of this mailing is called so.
        NobodyToWriteTo: The person has no address, or the link was disowned.
    """
    with transaction():
        by.act.once(by.nonce)
        mailing = queries.mailing_by_key(meeting.id, key)
        row = queries.recipient(mailing.id, number) if mailing else None
        if mailing is None or row is None or row.person is None or row.queued_at is None:
            raise NotFound
        if row.mail is not None and row.mail.state is OutboxState.WAITING:
            return False
        person = row.person
        if not person.email or person.link_disowned_at is not None or person.never_share:
            raise NobodyToWriteTo
        language = language_for(network, person)
        letter = _letter(meeting, mailing, person, language=language, again=by.nonce)
        row.mail = queue(letter, public_url=by.public_url, now=by.act.at)
        by.act.note("mailing.again", f"meeting:{meeting.key}", {"kind": mailing.kind.value})
    return True


def _letter(
    meeting: MeetingRow,
    mailing: MailingRow,
    person: PersonRow,
    *,
    language: str,
    again: str = "",
) -> Letter:
    once = mailing.kind in {MailingKind.INVITATION, MailingKind.THANKS}
    act = f"{mailing.kind}:{meeting.id}" if once else f"mailing:{mailing.id}"
    return Letter(
        unique_key=":".join(filter(None, (act, person.public_id, again))),
        recipient=person.email,
        kind=mailing.kind.value,
        language=language,
        facts={"person": person.public_id, "meeting": meeting.id, "mailing": mailing.id},
        network_id=meeting.network_id,
    )


def _record(
    one: Recipient, mailing: MailingRow, person: PersonRow, mail: OutboxRow, *, now: datetime
) -> None:
    """Keep to whom which mail goes, and nothing pasted beside it."""
    row = one.chosen or MailingRecipientRow(mailing_id=mailing.id)
    row.person_id, row.name, row.email = person.id, "", ""
    row.organisation_id = one.organisation.id if one.organisation else None
    row.queued_at, row.mail = now, mail
    session().add(row)


def _new_person(network: NetworkRow, one: Recipient, *, now: datetime, random: Random) -> PersonRow:
    name = split_name(one.name)
    person = new_person(
        network.id,
        title=name.title,
        given=name.given,
        family=name.family_and_suffix,
        now=now,
        random=random,
    )
    person.email, person.language, person.origin = one.email, one.language, ADDRESSES
    session().flush()
    return person


def _put_on_the_list(
    meeting: MeetingRow, person: PersonRow, one: Recipient, *, now: datetime, random: Random
) -> None:
    row = enter(
        meeting,
        person,
        public_id=f"{random.getrandbits(128):032x}",
        source=INVITED,
        now=now,
        attends=WAYS[meeting.mode][0],
    )
    row.organisation_id = one.organisation.id if one.organisation else None
