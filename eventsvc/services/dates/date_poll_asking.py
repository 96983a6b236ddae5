"""Whom a date poll asks: chosen by a person, each once; and reminding who has not answered."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from eventsvc.db.extension import Texts
from eventsvc.db.models import (
    DatePollReplyRow,
    DatePollRow,
    NetworkRow,
    OrganisationRow,
    PersonRow,
    StewardRow,
)
from eventsvc.db.queries import changing, mailings, organisations
from eventsvc.db.queries import date_polls as queries
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import touch
from eventsvc.domain import mailings as rules
from eventsvc.domain.date_polls import Asks, DatePollClosed, NobodyLeftToAsk, reminded_at
from eventsvc.domain.errors import NotFound
from eventsvc.domain.mailings import MailingKind, Omission, omission
from eventsvc.domain.names import display_name
from eventsvc.services.acts import Act
from eventsvc.services.dates.date_polls import is_open, new_name, wanted_poll
from eventsvc.services.mails.outbox import Letter, queue
from eventsvc.services.profiles import stewards

ASKED = "date-poll"
REMINDED = "date-poll-reminder"
BY_ITSELF = "job:reminders"
"""Who acts, in the audit log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a mail goes. ``person``: public id of whose it is; empty: a role's."""

    email: str
    language: str
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who can be asked. ``omitted``: why not; then there is no address."""

    key: str
    name: Texts | str
    organisation: Texts | None
    addresses: tuple[Address, ...]
    omitted: Omission | None
    person_id: int | None = None
    organisation_id: int | None = None


def candidates(
    network: NetworkRow, poll: DatePollRow, *, meeting: str, today: date
) -> list[Candidate]:
    """Return whom the poll can ask and has not asked yet, by name; again if it went astray.

    Args:
        network: Whose poll it is.
        poll: The whole poll.
        meeting: Slug of the meeting whose list is asked; empty: the contacts of members.
        today: Who is a member on this day.
    """
    if poll.asks is Asks.ORGANISATIONS:
        asked = {row.organisation_id for row in poll.replies if not row.disowned_at}
        ids = [one.row.id for one in organisations.members(network.id, today=today)]
        return _organisations(network, [one for one in ids if one not in asked])
    seen = {row.person_id for row in poll.replies if not row.disowned_at}
    found = []
    for person, organisation in _people(network, meeting, today):
        if person.id not in seen:
            seen.add(person.id)
            found.append(_person(network, person, organisation))
    return found


def ask(
    public_id: str, keys: Collection[str], *, meeting: str, nonce: str, act: Act, random: Random
) -> int:
    """Ask those of the candidates whose ``keys`` were ticked; return how many.

    Raises:
        DoneAlready: The same form was sent before.
        NotFound: The network has no such poll.
        DatePollClosed: It takes no answers any more.
        NobodyLeftToAsk: None of them can be written to.
    """
    with transaction() as writing:
        act.once(nonce)
        network = writing.get_one(NetworkRow, act.network_id)
        poll = wanted_poll(network.id, public_id)
        poll.asked_at = poll.asked_at or act.at
        _require_open(poll, network, act)
        found = candidates(network, poll, meeting=meeting, today=act.at.date())
        chosen = [one for one in found if one.key in keys and one.omitted is None]
        if not chosen:
            raise NobodyLeftToAsk
        astray = {(row.person_id, row.organisation_id): row for row in poll.replies}
        for one in chosen:
            row = astray.get((one.person_id, one.organisation_id)) or DatePollReplyRow(
                network_id=network.id,
                poll_id=poll.id,
                person_id=one.person_id,
                organisation_id=one.organisation_id,
            )
            row.public_id, row.asked_at, row.disowned_at = new_name(random), act.at, None
            writing.add(row)
            post(row, one.addresses, kind=ASKED, act=act)
        touch(poll)
        act.note("date-poll.asked", f"date-poll:{public_id}", {"asked": len(chosen)})
    return len(chosen)


def remind(public_id: str, *, nonce: str, act: Act) -> int:
    """Remind those who have not answered; return how many mails that makes.

    Raises:
        DoneAlready, NotFound, DatePollClosed: As for ``ask``.
        NobodyLeftToAsk: All answered, or cannot be written to.
    """
    with transaction() as writing:
        act.once(nonce)
        network = writing.get_one(NetworkRow, act.network_id)
        poll = wanted_poll(network.id, public_id)
        _require_open(poll, network, act)
        count = _remind(network, poll, act)
        if not count:
            raise NobodyLeftToAsk
    return count


def remind_due(*, public_url: str, now: datetime) -> int:
    """Send the planned reminders whose moment has come; return how many mails that made."""
    count = 0
    for poll, network in queries.polls_that_remind():
        if due_of(poll, network) > now:
            continue
        with transaction():
            row = queries.date_poll(network.id, poll.public_id)
            if row is None or row.reminded_at is not None:
                continue  # another process did it, or it was deleted
            row.reminded_at = now
            act = Act(network_id=network.id, by=BY_ITSELF, at=now, public_url=public_url)
            if is_open(row, network, now=now):
                count += _remind(network, row, act)
    return count


def due_of(poll: DatePollRow, network: NetworkRow) -> datetime:
    """Return when the reminder goes by itself."""
    return reminded_at(poll.last_day, days_before=poll.remind_days or 0, tzid=network.tzid)


def addresses_of(
    network: NetworkRow, replies: Sequence[DatePollReplyRow]
) -> Iterator[tuple[DatePollReplyRow, tuple[Address, ...]]]:
    """Yield each of those asked with where mails go now; nowhere if it is none of theirs."""
    ids = [row.organisation_id for row in replies if row.organisation_id is not None]
    there = {one.organisation_id: one.addresses for one in _organisations(network, ids)}
    for row in replies:
        if row.disowned_at is not None:
            yield row, ()
        elif row.person is not None:
            yield row, _person(network, row.person, None).addresses
        else:
            yield row, there.get(row.organisation_id, ())


def post(row: DatePollReplyRow, addresses: Sequence[Address], *, kind: str, act: Act) -> int:
    """Queue a mail of ``kind`` to each of ``addresses``; return how many."""
    for number, one in enumerate(addresses):
        letter = Letter(
            unique_key=f"{kind}:{row.public_id}:{number}:{act.at:%Y%m%d%H%M}",
            recipient=one.email,
            kind=kind,
            language=one.language,
            facts={"reply": row.public_id} | ({"person": one.person} if one.person else {}),
            network_id=row.network_id,
        )
        queue(letter, public_url=act.public_url, now=act.at)
    return len(addresses)


def _remind(network: NetworkRow, poll: DatePollRow, act: Act) -> int:
    missing = [row for row in poll.replies if row.answered_at is None]
    count = sum(
        post(row, addresses, kind=REMINDED, act=act)
        for row, addresses in addresses_of(network, missing)
    )
    act.note("date-poll.reminded", f"date-poll:{poll.public_id}", {"mails": count})
    return count


def _require_open(poll: DatePollRow, network: NetworkRow, act: Act) -> None:
    if not is_open(poll, network, now=act.at):
        raise DatePollClosed


def _people(
    network: NetworkRow, meeting: str, today: date
) -> Iterator[tuple[PersonRow, OrganisationRow | None]]:
    if not meeting:
        yield from mailings.contacts(network.id, today=today)
        return
    row = changing.whole_meeting(network.id, meeting)
    if row is None:
        raise NotFound
    for one in mailings.who_may_come(row.id):
        yield one.person, one.organisation


def _person(
    network: NetworkRow, person: PersonRow, organisation: OrganisationRow | None
) -> Candidate:
    known = rules.Candidate(
        has_name=bool(person.given or person.family),
        email=person.email,
        is_disowned=person.link_disowned_at is not None,
        is_restricted=person.restricted_at is not None,
        never_share=person.never_share,
    )
    why = omission(known, kind=MailingKind.CHANGE)
    language = person.language or network.languages[0]
    address = Address(email=person.email, language=language, person=person.public_id)
    return Candidate(
        key=person.public_id,
        name=display_name(title=person.title, given=person.given, family=person.family),
        organisation=organisation.name if organisation else None,
        addresses=() if why else (address,),
        omitted=why,
        person_id=person.id,
    )


def _organisations(network: NetworkRow, ids: Sequence[int]) -> list[Candidate]:
    """Return organisations: their stewards answer, else whoever reads the profile's contact."""
    keepers = queries.stewards_by_organisation(network.id, ids)
    found = []
    for row in queries.organisations_with_contact(network.id, ids):
        addresses = _addresses(network, row, keepers.get(row.id, ()))
        found.append(
            Candidate(
                key=row.key,
                name=row.name,
                organisation=None,
                addresses=addresses,
                omitted=None if addresses else Omission.NO_ADDRESS,
                organisation_id=row.id,
            )
        )
    return found


def _addresses(
    network: NetworkRow, row: OrganisationRow, keepers: Sequence[StewardRow]
) -> tuple[Address, ...]:
    found = {
        address: Address(
            email=address,
            language=stewards.language_of(one, network),
            person=one.person.public_id if one.person else "",
        )
        for one in keepers
        if (address := stewards.address_of(one)) and not _wants_none(one.person)
    }
    contact = row.profile.contact_email if row.profile else ""
    if not found and contact:
        return (Address(email=contact, language=network.languages[0]),)
    return tuple(found.values())


def _wants_none(person: PersonRow | None) -> bool:
    return bool(person and (person.never_share or person.restricted_at))
