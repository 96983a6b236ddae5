"""Mails to the distribution list: drafted, looked at, sent through the outbox to each one alone.

Who withdraws between "send" and the mail gets none: that is looked up when it is written.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from random import Random

from eventsvc.db.models import CircularRow, NetworkRow, PersonRow
from eventsvc.db.queries import circulars as queries
from eventsvc.db.queries import groups, participants
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect
from eventsvc.domain.addresses import leaving_address, personal_address
from eventsvc.domain.circulars import PLACEHOLDERS, CircularSent, NobodyOnTheList
from eventsvc.domain.consents import Channel
from eventsvc.domain.errors import NotFound
from eventsvc.domain.mailings import Omission, RecipientsChanged
from eventsvc.domain.names import display_name
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.domain.placeholders import filled, require_known, spoken
from eventsvc.domain.texts import choose
from eventsvc.domain.times import wall_time
from eventsvc.outputs.formats import date_text
from eventsvc.services.acts import Act
from eventsvc.services.mails.letters import (
    UNSEEN,
    Content,
    Office,
    from_office,
    language_for,
    preview_of,
)
from eventsvc.services.mails.outbox import Leased, Letter, queue
from eventsvc.services.networks.network_mails import paragraphs
from eventsvc.services.privacy.handout_lines import draw
from eventsvc.services.privacy.personal import token_of

CIRCULAR = "circular"
"""Kind of the mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Who gets a mail to the list, how many do not and why; never who they are."""

    people: tuple[PersonRow, ...]
    left: Mapping[str, int]

    @property
    def number(self) -> int:
        """How many get one."""
        return len(self.people)


def reached(network: NetworkRow, group_id: int | None = None) -> Reached:
    """Return whom a mail to the distribution list reaches now.

    With ``group_id`` those on the list who work in this group: nobody gets mails of the list for
    working somewhere.
    """
    drawn = draw(network, None, among=_people_in(network, group_id))
    people = queries.people_with_ids([line.person_id for line in drawn.lines])
    left = Counter({reason.value: number for reason, number in drawn.left.items()})
    left[Omission.NO_ADDRESS.value] += sum(1 for one in people if not one.email)
    left[Omission.DISOWNED.value] += sum(1 for one in people if one.email and _is_disowned(one))
    getting = tuple(one for one in people if one.email and not _is_disowned(one))
    return Reached(people=getting, left=+left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a mail shall say; with ``group_id`` to a group of the list, else to all of it."""

    subject: Mapping[str, str]
    text: Mapping[str, str]
    group_id: int | None = None


def draft(network: NetworkRow, wish: Wish, *, nonce: str, act: Act, random: Random) -> CircularRow:
    """Keep a new mail to the list, or to a group of it; nobody gets it yet.

    Raises:
        DoneAlready: The same form was sent before.
        UnknownPlaceholder: A text names one that there is not.
    """
    require_known(PLACEHOLDERS, subject=wish.subject, text=wish.text)
    with transaction() as writing:
        act.once(nonce)
        row = CircularRow(
            network_id=network.id,
            group_id=wish.group_id,
            key=f"{random.getrandbits(128):032x}",
            subject=dict(wish.subject),
            text=dict(wish.text),
            created_at=act.at,
        )
        writing.add(row)
    return row


def word(key: str, wish: Wish, *, version: int, act: Act) -> None:
    """Change what a draft says, and to whom.

    Raises:
        UnknownPlaceholder, CircularSent, EditConflict: As for mailings.
    """
    require_known(PLACEHOLDERS, subject=wish.subject, text=wish.text)
    with transaction():
        row = expect(_draft(act.network_id or 0, key), version)
        row.subject, row.text = dict(wish.subject), dict(wish.text)
        row.group_id = wish.group_id


def discard(key: str, *, act: Act) -> None:
    """Throw a draft away.

    Raises:
        NotFound, CircularSent: There is none, or it was sent.
    """
    with transaction() as writing:
        writing.delete(_draft(act.network_id or 0, key))


def send(network: NetworkRow, key: str, *, number: int, version: int, act: Act) -> int:
    """Queue one mail for each person on the list; return how many.

    ``number``: how many were shown to whoever presses the button.

    Raises:
        CircularSent, EditConflict: It was sent, or says something else by now.
        RecipientsChanged, NobodyOnTheList: The list is another one by now, or empty.
    """
    with transaction():
        row = expect(_draft(network.id, key), version)
        people = reached(network, row.group_id).people
        if not people:
            raise NobodyOnTheList
        if len(people) != number:
            raise RecipientsChanged
        for person in people:
            letter = Letter(
                unique_key=f"{begin_of(row)}{person.public_id}",
                recipient=person.email,
                kind=CIRCULAR,
                language=language_for(network, person),
                facts={"person": person.public_id, "circular": row.id},
                network_id=network.id,
            )
            queue(letter, public_url=act.public_url, now=act.at)
        row.sent_at, row.mails = act.at, len(people)
        act.note("circular.sent", f"network:{network.slug}", {"mails": len(people)})
    return len(people)


def begin_of(row: CircularRow) -> str:
    """Return how the keys of the mails of one circular begin."""
    return f"{CIRCULAR}:{row.id}:"


def mail(letter: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the mail; None for who is not on the list, or not in the group, any more."""
    found = participants.person_and_network(letter.network_id or 0, str(letter.facts["person"]))
    row = queries.circular_with_id(letter.network_id or 0, int(letter.facts["circular"]))
    if found is None or row is None or _is_disowned(found[0]):
        return None
    person, network = found
    among = _people_in(network, row.group_id)
    if not draw(network, None, person_id=person.id, among=among).lines:
        return None
    token = token_of(person, LinkPurpose.MY, secret=office.secret)
    return _content(network, row, person, letter.language, token=token, office=office)


def preview(
    network: NetworkRow, row: CircularRow, person: PersonRow, *, office: Office, now: datetime
) -> EmailMessage:
    """Return the mail to ``person`` as it would go now, without the secret of its links."""
    language = language_for(network, person)
    found = _content(network, row, person, language, token=UNSEEN, office=office)
    return preview_of(
        found,
        kind=CIRCULAR,
        language=language,
        recipient=person.email,
        sender=office.sender,
        now=now,
    )


def _content(
    network: NetworkRow,
    row: CircularRow,
    person: PersonRow,
    language: str,
    *,
    token: str,
    office: Office,
) -> Content:
    name = spoken(display_name(title=person.title, given=person.given, family=person.family))
    values = {"name": name, "network": _text(network, network.name, language)}
    yes = queries.agreed_to_the_list(person.id)
    # A list says that somebody agreed, not when: the day it was taken over is none of theirs.
    is_dated = yes is not None and yes.channel is not Channel.FILE
    day = wall_time(yes.decided_at, tzid=network.tzid).date() if yes and is_dated else None
    leave = leaving_address(office.public_url, token)
    return from_office(
        network,
        language,
        unsubscribe=leave,
        name=name,
        subject=" ".join(filled(_text(network, row.subject, language), values).split()),
        paragraphs=paragraphs(filled(_text(network, row.text, language), values)),
        group=_text(network, row.group.title, language) if row.group else "",
        agreed=date_text(day, language=language) if day else "",
        link=personal_address(office.public_url, token),
        leave=leave,
    )


def _people_in(network: NetworkRow, group_id: int | None) -> frozenset[int] | None:
    """Return who works in a group; None: it is about no group."""
    if group_id is None:
        return None
    return frozenset(one.person_id for one in groups.people_in(network.id, [group_id]))


def _draft(network_id: int, key: str) -> CircularRow:
    row = queries.circular_with_key(network_id, key)
    if row is None:
        raise NotFound
    if row.sent_at is not None:
        raise CircularSent
    return row


def _is_disowned(person: PersonRow) -> bool:
    return person.link_disowned_at is not None


def _text(network: NetworkRow, texts: Mapping[str, str], language: str) -> str:
    return choose(texts, language=language, fallbacks=network.languages).text
