"""Erasing a person (GDPR Art. 17): what goes, what stays as proof, and who is told.

What goes: name, address, phone, functions, forms, mails, words on lists, coming meetings. What
stays: that a random number came to past meetings and what it decided, which proves that we were
allowed to do what we did (Art. 17(3)(b, e)). The number is a new one: the id that stood in links
and mails leads to nothing. The list of erasures beside the database, which names that id, lets a
restored copy be erased again.
"""

import secrets
from datetime import datetime
from pathlib import Path

from eventsvc.db.erasures import Erased, note, noted
from eventsvc.db.models import AuditRow, NetworkRow, PersonRow
from eventsvc.db.queries import doubles, participants
from eventsvc.db.queries import effects as effect_queries
from eventsvc.db.queries import erasure as queries
from eventsvc.db.queries.networks import network_by_slug
from eventsvc.db.queries.print_runs import forget_files
from eventsvc.db.queries.rights import answer_all
from eventsvc.db.queries.same_address import key_of_address, said_no
from eventsvc.db.queries.scans import erase_scans
from eventsvc.db.transaction import empty_journal, session, transaction
from eventsvc.domain.effects import EffectKind
from eventsvc.domain.names import display_name
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.services.acts import Act
from eventsvc.services.mails.letters import Content, Office, from_office
from eventsvc.services.mails.member_letters import MEMBER_LETTER
from eventsvc.services.mails.outbox import Leased, Letter, queue
from eventsvc.services.privacy.effects import end
from eventsvc.services.privacy.personal import token_of
from eventsvc.services.privacy.recalls import handout_of, queue_recall
from eventsvc.services.privacy.withdrawing import BY_LINK, withdraw_everything

ASKED = "erasure-asked"
"""Kind of the mail that lets the person confirm."""
ERASED = "erasure-done"
"""Kind of the last mail a person gets."""
NOBODY = "–"
"""Stands where the name stood."""


def ask(person_id: int, *, language: str, public_url: str, now: datetime) -> None:
    """Queue the mail with the link that erases; the address proves who asks. One an hour."""
    with transaction():
        person = session().get_one(PersonRow, person_id)
        letter = Letter(
            unique_key=f"{ASKED}:{person.public_id}:{now:%Y%m%d%H}",
            recipient=person.email,
            kind=ASKED,
            language=language,
            facts={"person": person.public_id},
            network_id=person.network_id,
        )
        queue(letter, public_url=public_url, now=now)
        _log("rights.erasure-asked", person, by=f"person:{person.public_id}", now=now)


def erase(
    network: NetworkRow, public_id: str, *, by: str, record: Path, public_url: str, now: datetime
) -> bool:
    """Erase a person; tell whether that is new. ``record``: the list beside the database."""
    # First on the list: what is in no copy must be there before anything is gone. An older copy
    # holds the entries apart that are one by now.
    for entry in (public_id, *doubles.merged_ids(network.id, public_id)):
        note(record, Erased(network.slug, entry, now))
    with transaction():
        is_new = _erase(network, public_id, by=by, public_url=public_url, now=now)
    empty_journal()
    return is_new


def replay(record: Path, *, now: datetime) -> int:
    """Erase whoever a restored copy brought back; return how many. Nobody is written to again."""
    number = 0
    for erased in noted(record):
        network = network_by_slug(erased.network)
        if network is not None:
            with transaction():
                number += _erase(network, erased.person, by="cli:restore", public_url="", now=now)
    empty_journal()
    return number


def asked_mail(letter: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the mail that lets the person confirm; None once they are gone."""
    found = participants.person_and_network(letter.network_id or 0, str(letter.facts["person"]))
    if found is None or found[0].erased_at is not None:
        return None
    person, network = found
    token = token_of(person, LinkPurpose.ERASE, secret=office.secret)
    return from_office(network, letter.language, link=f"{office.public_url}/my/{token}/erase")


def erased_mail(letter: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the confirmation."""
    return from_office(session().get_one(NetworkRow, letter.network_id), letter.language)


def _erase(network: NetworkRow, public_id: str, *, by: str, public_url: str, now: datetime) -> bool:
    person = queries.person_called(network.id, public_id)
    if person is None or person.erased_at is not None:
        return False
    name = display_name(title=person.title, given=person.given, family=person.family)
    addresses = doubles.addresses_of(person)
    renamed = {
        old: secrets.token_hex(16)
        for old in (public_id, *doubles.merged_ids(network.id, public_id))
    }
    # What is withdrawn now is no word about others with this address.
    email, person.email = person.email, ""
    withdraw_everything(person, BY_LINK, now=now)
    if public_url:
        _tell_recipients(person, name, public_url=public_url, now=now)
    queries.forget_replies(network.id, person.id, addresses=addresses)
    queries.leave_meetings_to_come(person.id, now=now)
    queries.forget_mails(network.id, addresses=addresses, public_id=public_id)
    queries.forget_letters(network.id, public_id=public_id, kind=MEMBER_LETTER)
    if public_url and email:
        _say_goodbye(network, person, email, renamed[public_id], public_url=public_url, now=now)
    answer_all(person.id, is_mailed=bool(public_url and email), now=now)
    erase_scans(person.id)
    queries.take_words_away(person.id)
    forget_files(network.id)
    _empty(person, email, now=now)
    _log("rights.erased", person, by=by, now=now)
    person.public_id = renamed[public_id]
    queries.rename_traces(network.id, person.id, renamed)
    return True


def _say_goodbye(
    network: NetworkRow,
    person: PersonRow,
    email: str,
    number: str,
    *,
    public_url: str,
    now: datetime,
) -> None:
    letter = Letter(
        unique_key=f"{ERASED}:{number}",
        recipient=email,
        kind=ERASED,
        language=person.language or network.languages[0],
        network_id=network.id,
    )
    queue(letter, public_url=public_url, now=now)


def _tell_recipients(person: PersonRow, name: str, *, public_url: str, now: datetime) -> None:
    act = Act(network_id=person.network_id, by=f"person:{person.public_id}", at=now)
    for effect in effect_queries.open_effects(person.network_id):
        if effect.person_id == person.id and effect.kind is EffectKind.HANDOUT:
            queue_recall(
                effect,
                handout_of(effect),
                public_url=public_url,
                language=session().get_one(NetworkRow, person.network_id).languages[0],
                now=now,
                name=name,
            )
            end(effect, act=act)


def _empty(person: PersonRow, email: str, *, now: datetime) -> None:
    for field in (
        "title",
        "given",
        "folded_name",
        "sort_key",
        "email",
        "phone",
        "language",
        "origin",
    ):
        setattr(person, field, "")
    person.family = NOBODY
    if said_no(person.id):
        person.address_key = key_of_address(person.network_id, email)
    person.never_share = True
    person.link_generation += 1
    person.erased_at = now


def _log(action: str, person: PersonRow, *, by: str, now: datetime) -> None:
    session().add(
        AuditRow(
            network_id=person.network_id,
            at=now,
            actor=by,
            action=action,
            subject=f"person:{person.public_id}",
        )
    )
