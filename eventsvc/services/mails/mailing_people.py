"""Who is concerned by a mailing: candidates, and why some of them get no mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from eventsvc.db.models import (
    AttendanceRow,
    MailingRecipientRow,
    MailingRow,
    MeetingRow,
    NetworkRow,
    OrganisationRow,
    PersonRow,
)
from eventsvc.db.queries import mailings as queries
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.mailings import Candidate, MailingKind, Omission, omission
from eventsvc.domain.names import display_name, index_name, split_name
from eventsvc.domain.people import folded_name
from eventsvc.services.mails.letters import language_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One candidate as the office sees it. ``key`` names it on the page.

    ``person`` is None for an address that was only pasted; ``omitted`` None for who gets a mail.
    """

    key: str
    name: str
    listed_as: str
    email: str
    language: str
    person: PersonRow | None
    organisation: OrganisationRow | None
    chosen: MailingRecipientRow | None
    omitted: Omission | None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is looked up once for all candidates."""

    mailing: MailingRow
    invited: frozenset[int]
    thanked: frozenset[int]
    standing: Mapping[int, PartStat]
    network: NetworkRow
    by_address: Mapping[str, Sequence[PersonRow]]


def recipients(network: NetworkRow, meeting: MeetingRow, mailing: MailingRow) -> list[Recipient]:
    """Return everybody whom the mailing concerns, in the order of the page.

    An invitation goes to those chosen; whom a reminder or a change concerns the list tells.
    """
    chosen = queries.recipients_of(mailing.id)
    pasted = {row.email for row in chosen if row.email and row.person_id is None}
    known = _Known(
        mailing,
        queries.people_written_to(meeting.id, MailingKind.INVITATION),
        queries.people_written_to(meeting.id, MailingKind.THANKS),
        queries.standing_of(meeting.id),
        network,
        queries.people_by_address(network.id, pasted),
    )
    if mailing.kind is MailingKind.INVITATION:
        seen: set[object] = set()
        return [_chosen(row, known, seen) for row in chosen]
    rows = {row.person_id: row for row in chosen}
    return [_listed(row, rows.get(row.person_id), known) for row in _concerned(mailing)]


def getting(found: Sequence[Recipient]) -> list[Recipient]:
    """Return those of ``found`` who get a mail."""
    return [one for one in found if one.omitted is None]


def fingerprint(found: Sequence[Recipient]) -> str:
    """Return a text that is equal for equal recipients of mails, names and addresses included."""
    told = [(one.key, one.name, one.email) for one in getting(found)]
    return sha256(repr(told).encode()).hexdigest()[:32]


def _concerned(mailing: MailingRow) -> Sequence[AttendanceRow]:
    if mailing.kind is MailingKind.REMINDER:
        return queries.who_has_not_replied(mailing.meeting_id)
    if mailing.kind is MailingKind.THANKS:
        return queries.who_was_there(mailing.meeting_id)
    return queries.who_may_come(mailing.meeting_id)


def _chosen(row: MailingRecipientRow, known: _Known, seen: set[object]) -> Recipient:
    person = row.person or _acquainted(row, known.by_address.get(row.email, ()))
    who = person.id if person else (row.name.casefold(), row.email)
    is_doubled = who in seen
    seen.add(who)
    if person is None:
        return _pasted(row, known, is_doubled=is_doubled)
    return _recipient(f"r{row.id}", person, row.organisation, row, known, is_doubled=is_doubled)


def _acquainted(row: MailingRecipientRow, same: Sequence[PersonRow]) -> PersonRow | None:
    """Return who of those with the pasted address is meant: of that name, or the only one."""
    name = split_name(row.name)
    folded = folded_name(given=name.given, family=name.family_and_suffix)
    named = [person for person in same if person.folded_name == folded]
    if named:
        return named[0]
    return same[0] if len(same) == 1 and not row.name else None


def _listed(row: AttendanceRow, chosen: MailingRecipientRow | None, known: _Known) -> Recipient:
    return _recipient(f"a{row.id}", row.person, row.organisation, chosen, known)


def _recipient(
    key: str,
    person: PersonRow,
    organisation: OrganisationRow | None,
    chosen: MailingRecipientRow | None,
    known: _Known,
    *,
    is_doubled: bool = False,
) -> Recipient:
    candidate = _candidate(person, chosen, known, is_doubled=is_doubled)
    return Recipient(
        key=key,
        name=display_name(title=person.title, given=person.given, family=person.family),
        listed_as=index_name(title=person.title, given=person.given, family=person.family),
        email=person.email,
        language=language_for(known.network, person),
        person=person,
        organisation=organisation,
        chosen=chosen,
        omitted=omission(candidate, kind=known.mailing.kind),
    )


def _candidate(
    person: PersonRow, chosen: MailingRecipientRow | None, known: _Known, *, is_doubled: bool
) -> Candidate:
    return Candidate(
        has_name=bool(person.given or person.family),
        email=person.email,
        is_disowned=person.link_disowned_at is not None,
        is_restricted=person.restricted_at is not None,
        never_share=person.never_share,
        was_invited=person.id in known.invited,
        was_thanked=person.id in known.thanked,
        partstat=known.standing.get(person.id),
        is_doubled=is_doubled,
        is_left_out=bool(chosen and chosen.is_left_out),
    )


def _pasted(row: MailingRecipientRow, known: _Known, *, is_doubled: bool) -> Recipient:
    candidate = Candidate(
        has_name=bool(row.name),
        email=row.email,
        is_doubled=is_doubled,
        is_left_out=row.is_left_out,
    )
    return Recipient(
        key=f"r{row.id}",
        name=row.name,
        listed_as=row.name or row.email,
        email=row.email,
        language=known.network.languages[0],
        person=None,
        organisation=row.organisation,
        chosen=row,
        omitted=omission(candidate, kind=known.mailing.kind),
    )
