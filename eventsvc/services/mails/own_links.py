"""Sending people their own link again: whoever types an address learns nothing about it."""

from datetime import datetime

from eventsvc.db.models import NetworkRow
from eventsvc.db.queries import mailings as queries
from eventsvc.db.queries import participants
from eventsvc.db.transaction import transaction
from eventsvc.domain.addresses import personal_address
from eventsvc.domain.mails import normal_address
from eventsvc.domain.names import display_name
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.domain.placeholders import spoken
from eventsvc.services.mails.letters import Content, Office, from_office
from eventsvc.services.mails.outbox import Leased, Letter, queue
from eventsvc.services.privacy.personal import token_of

OWN_LINK = "own-link"
"""Kind of the mail with the link."""


def send(network: NetworkRow, typed: str, *, language: str, public_url: str, now: datetime) -> None:
    """Queue the mail to everybody of the network who has the typed address; one in ten minutes.

    It tells nobody whether there is such a person.

    Raises:
        NotMailAddress: What was typed is no address.
    """
    address = normal_address(typed)
    people = queries.people_by_address(network.id, [address])[address]
    with transaction():
        for person in people:
            if person.link_disowned_at is not None:
                continue
            letter = Letter(
                unique_key=f"{OWN_LINK}:{person.public_id}:{now:%Y%m%d%H%M}"[:-1],
                recipient=person.email,
                kind=OWN_LINK,
                language=person.language or language,
                facts={"person": person.public_id},
                network_id=network.id,
            )
            queue(letter, public_url=public_url, now=now)


def mail(letter: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the mail with the link; None when nobody is there to be written to."""
    found = participants.person_and_network(letter.network_id or 0, str(letter.facts["person"]))
    if found is None or found[0].link_disowned_at is not None:
        return None
    person, network = found
    name = display_name(title=person.title, given=person.given, family=person.family)
    token = token_of(person, LinkPurpose.MY, secret=office.secret)
    return from_office(
        network,
        letter.language,
        name=spoken(name),
        link=personal_address(office.public_url, token),
    )
