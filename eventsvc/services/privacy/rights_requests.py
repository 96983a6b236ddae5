"""Rights for whoever writes a letter or calls: noted with a due date, done, confirmed.

The office does here what others do by their own link; the log says that the office did.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from eventsvc.db.models import NetworkRow, PersonRow, RightsRequestRow
from eventsvc.db.queries import doubles
from eventsvc.db.queries import rights as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import expect
from eventsvc.domain.consents import Channel
from eventsvc.domain.errors import NotFound
from eventsvc.domain.rights import Right, RightAnswered
from eventsvc.inputs.networks.documents import Document
from eventsvc.services.acts import Act
from eventsvc.services.mails.letters import language_for
from eventsvc.services.mails.outbox import Letter, queue
from eventsvc.services.people.people import correct_address, rename
from eventsvc.services.privacy import erasure, rights
from eventsvc.services.privacy.effects import settle
from eventsvc.services.privacy.withdrawing import Manner
from eventsvc.services.uploads import store

ANSWERED = "right-answered"
"""Kind of the mail that confirms what was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for, by which way, and how the office knows who it is."""

    right: Right
    came_on: date
    channel: Channel
    source: str
    identity: str
    scan: Document | None = None
    """The letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """How a person is called and reached, as it is right."""

    title: str
    given: str
    family: str
    email: str
    phone: str


def note(person_id: str, asked: Asked, *, nonce: str = "", act: Act, random: Random) -> str:
    """Note what a person asks for; return what the request is called.

    Raises:
        DoneAlready: The same form was sent before.
        NotFound: The network has nobody called that (any more).
    """
    with transaction() as writing:
        act.once(nonce)
        person = doubles.person_by_public_id(act.network_id or 0, person_id)
        if person is None:
            raise NotFound
        row = RightsRequestRow(
            network_id=act.network_id,
            person_id=person.id,
            public_id=f"{random.getrandbits(128):032x}",
            right=asked.right,
            came_on=asked.came_on,
            channel=asked.channel,
            source=asked.source,
            identity=asked.identity,
            scan_id=store(asked.scan, act=act, random=random) if asked.scan else None,
            language=language_for(writing.get_one(NetworkRow, act.network_id), person),
            noted_at=act.at,
        )
        writing.add(row)
        act.note("rights.noted", f"person:{person_id}", {"right": asked.right.value})
        return row.public_id


def do(public_id: str, *, act: Act) -> None:
    """Do what is asked, of what one button does: the copy was handed over, the use has ended.

    Raises:
        NotFound: There is no such request, or it takes more than a button.
        RightAnswered: It was answered before.
    """
    with transaction():
        row = _open(public_id, act)
        manner = Manner(by=act.by, channel=row.channel, source=row.source, language=row.language)
        if row.right is Right.RESTRICTION:
            rights.stop_using(row.person, manner, now=act.at)
        elif row.right is Right.OBJECTION:
            rights.object_to_all(row.person, manner, now=act.at)
        elif row.right is not Right.ACCESS:
            raise NotFound
        _answered(row, act)


def correct(public_id: str, right: Corrected, *, version: int, act: Act) -> None:
    """Correct name, address and phone number as asked.

    Raises:
        NotFound, RightAnswered: As for ``do``.
        EditConflict: Somebody else changed the person since ``version``.
    """
    with transaction():
        row = _open(public_id, act)
        person = expect(row.person, version)
        rename(person, title=right.title, given=right.given, family=right.family)
        person.phone = right.phone
        correct_address(person, right.email)
        settle([person.id], now=act.at)
        _answered(row, act)


def answer(public_id: str, words: str, *, act: Act) -> None:
    """Note that the office answered otherwise, and what; nobody is written to.

    Raises:
        NotFound, RightAnswered: As for ``do``.
    """
    with transaction():
        row = _open(public_id, act)
        row.answer = words
        _close(row, act)


def erase(network: NetworkRow, public_id: str, *, record: Path, act: Act) -> None:
    """Erase the person, as asked; that answers the request and all others of theirs.

    Raises:
        NotFound: There is no such request, or it asks for something else.
        RightAnswered: It was answered before.
    """
    row = queries.request_called(network.id, public_id)
    if row is None or row.right is not Right.ERASURE:
        raise NotFound
    if row.answered_at is not None:
        raise RightAnswered
    name, url = row.person.public_id, act.public_url
    erasure.erase(network, name, by=act.by, record=record, public_url=url, now=act.at)


def _open(public_id: str, act: Act) -> RightsRequestRow:
    row = queries.request_called(act.network_id or 0, public_id)
    if row is None:
        raise NotFound
    if row.answered_at is not None:
        raise RightAnswered
    return row


def _answered(row: RightsRequestRow, act: Act) -> None:
    person: PersonRow = row.person
    if person.email and person.link_disowned_at is None:
        letter = Letter(
            unique_key=f"{ANSWERED}:{row.public_id}",
            recipient=person.email,
            kind=ANSWERED,
            language=row.language,
            facts={"person": person.public_id, "request": row.public_id},
            network_id=row.network_id,
        )
        queue(letter, public_url=act.public_url, now=act.at)
        row.is_mailed = True
    _close(row, act)


def _close(row: RightsRequestRow, act: Act) -> None:
    row.answered_at = act.at
    act.note("rights.answered", f"person:{row.person.public_id}", {"right": row.right.value})
    session().flush()
