"""Mailings while they are drafts: chosen, worded, looked at, thrown away.

Nothing of a draft reaches anybody: who was only pasted becomes a person when it is sent.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from eventsvc.db.models import MailingRecipientRow, MailingRow, MeetingRow, NetworkRow
from eventsvc.db.queries import mailings as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import expect, touch
from eventsvc.domain.errors import NotFound
from eventsvc.domain.kinds import OrganisationKind
from eventsvc.domain.mailings import MailingKind, MailingSent, require_time_for
from eventsvc.domain.meetings import MeetingStatus
from eventsvc.domain.placeholders import require_known
from eventsvc.inputs.addresses import read_addresses
from eventsvc.outputs.mailing_words import suggested_texts
from eventsvc.services.acts import Act
from eventsvc.services.dates.group_contacts import group_contacts
from eventsvc.services.mails.mailing_people import recipients

KEPT = timedelta(days=30)
"""How long a draft lies here that nobody sends; it may hold pasted addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Whom to invite. ``kinds`` and ``organisations`` together narrow the members' contacts."""

    kinds: Collection[OrganisationKind] = ()
    organisations: Collection[int] = ()
    groups: Collection[int] = ()
    """Working groups: their people, and the contacts of their members that have nobody there."""
    came_to: int | None = None
    """Id of an earlier meeting."""
    on_the_list: bool = False
    pasted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafter:
    """Who makes a draft, by which form."""

    act: Act
    nonce: str
    random: Random


def invite(
    network: NetworkRow, meeting: MeetingRow, chosen: Chosen, *, by: Drafter, today: date
) -> MailingRow:
    """Make the draft of an invitation to those chosen.

    Raises:
        DoneAlready: The same form was sent before.
        MeetingIsOver: The meeting is over or cancelled.
    """
    with transaction() as writing:
        by.act.once(by.nonce)
        row = draft(network, meeting, MailingKind.INVITATION, by=by)
        writing.flush()
        writing.add_all(_choose(network, meeting, chosen, row, today=today))
    return row


def prepare(
    network: NetworkRow,
    meeting: MeetingRow,
    kind: MailingKind,
    *,
    by: Drafter,
) -> MailingRow:
    """Make the draft of a mailing to the people on the list, such as a reminder.

    Raises:
        DoneAlready, MeetingIsOver: As for ``invite``.
    """
    with transaction():
        by.act.once(by.nonce)
        return draft(network, meeting, kind, by=by)


def word(
    meeting: MeetingRow,
    key: str,
    *,
    subject: Mapping[str, str],
    text: Mapping[str, str],
    version: int,
) -> MailingRow:
    """Keep what the mails say.

    Raises:
        UnknownPlaceholder: A text names one that there is not.
        MailingSent: It was sent already.
        EditConflict: Somebody changed it since ``version``.
    """
    require_known(subject=subject, text=text)
    with transaction():
        row = expect(draft_of(meeting, key), version)
        row.subject, row.text = dict(subject), dict(text)
    return row


def leave_out(
    network: NetworkRow, meeting: MeetingRow, key: str, *, shown: Iterable[str], kept: Iterable[str]
) -> None:
    """Leave those out who were ``shown`` with a tick that is gone; take the others back in.

    Raises:
        MailingSent: It was sent already.
    """
    looked_at, ticked = frozenset(shown), frozenset(kept)
    with transaction() as writing:
        row = draft_of(meeting, key)
        touch(row)
        for one in recipients(network, meeting, row):
            if one.key not in looked_at:
                continue
            if one.chosen is not None:
                one.chosen.is_left_out = one.key not in ticked
            elif one.key not in ticked and one.person is not None:
                left = MailingRecipientRow(mailing_id=row.id, person_id=one.person.id)
                left.is_left_out = True
                writing.add(left)


def discard(meeting: MeetingRow, key: str, *, act: Act) -> None:
    """Throw a draft away. What was sent stays: it is what people got.

    Raises:
        NotFound: There is no such mailing.
        MailingSent: It was sent already.
    """
    with transaction() as writing:
        row = draft_of(meeting, key)
        writing.delete(row)
        act.note("mailing.discarded", f"meeting:{meeting.key}", {"kind": row.kind.value})


def forget_drafts(*, now: datetime) -> None:
    """Delete the drafts that nobody sent within a month."""
    with transaction():
        queries.forget_drafts(created_before=now - KEPT)


def draft_of(meeting: MeetingRow, key: str) -> MailingRow:
    """Return the mailing, which nobody sent yet.

    Raises:
        NotFound: The meeting has no such mailing.
        MailingSent: It was sent already.
    """
    row = queries.mailing_by_key(meeting.id, key)
    if row is None:
        raise NotFound
    if row.sent_at is not None:
        raise MailingSent
    return row


def draft(
    network: NetworkRow, meeting: MeetingRow, kind: MailingKind, *, by: Drafter
) -> MailingRow:
    """Add a draft with the usual words to the running transaction.

    Raises:
        MeetingIsOver: The meeting is over or cancelled.
    """
    require_time_for(kind, status=meeting.status, dtend=meeting.dtend, now=by.act.at)
    subject, text = suggested_texts(
        kind,
        languages=network.languages,
        is_cancelled=meeting.status is MeetingStatus.CANCELLED,
    )
    row = MailingRow(
        network_id=network.id,
        meeting_id=meeting.id,
        key=f"{by.random.getrandbits(128):032x}",
        kind=kind,
        subject=subject,
        text=text,
        created_at=by.act.at,
    )
    session().add(row)
    return row


def _choose(
    network: NetworkRow, meeting: MeetingRow, chosen: Chosen, mailing: MailingRow, *, today: date
) -> Iterator[MailingRecipientRow]:
    """Yield everybody chosen, each person once; what is pasted stands as it is."""
    found: dict[int, int | None] = {}
    for person, organisation in queries.contacts(network.id, today=today):
        if organisation.kind in chosen.kinds or organisation.id in chosen.organisations:
            found.setdefault(person.id, organisation.id)
    for person_id, organisation_id in group_contacts(network.id, chosen.groups, today=today):
        found.setdefault(person_id, organisation_id)
    lists = [queries.who_came(chosen.came_to)] if chosen.came_to else []
    lists += [queries.who_has_not_replied(meeting.id)] if chosen.on_the_list else []
    for attendance in (row for rows in lists for row in rows):
        found.setdefault(attendance.person_id, attendance.organisation_id)
    for person_id, organisation_id in found.items():
        yield MailingRecipientRow(
            mailing_id=mailing.id, person_id=person_id, organisation_id=organisation_id
        )
    for entry in read_addresses(chosen.pasted):
        name = entry.name if entry.email else entry.said
        yield MailingRecipientRow(mailing_id=mailing.id, name=name[:255], email=entry.email)
