"""Mails about profiles that the office publishes: that something waits, and what became of it."""

from dataclasses import replace
from datetime import datetime

from eventsvc.db.models import NetworkRow, OrganisationRow
from eventsvc.db.queries import directory
from eventsvc.db.queries import stewards as steward_queries
from eventsvc.db.queries.proposals import proposal
from eventsvc.db.transaction import session
from eventsvc.domain.addresses import proposal_address
from eventsvc.domain.texts import choose
from eventsvc.services.acts import Act
from eventsvc.services.mails.letters import Content, Office, from_office
from eventsvc.services.mails.outbox import Leased, Letter, queue
from eventsvc.services.networks.network_mails import paragraphs
from eventsvc.services.profiles.steward_mails import member_link
from eventsvc.services.profiles.stewards import address_of, letter_to

PROPOSAL_WAITS = "profile-waits"
"""Kind of the mail that tells the office that what a steward wrote waits."""
PROPOSAL_DECIDED = "profile-decided"
"""Kind of the mail that tells stewards what the office decided."""


def tell_office(row: OrganisationRow, *, act: Act) -> None:
    """Queue a mail to the office: something of this profile waits from now on.

    Stewards may write on; the office is told once, until it has decided. Nobody is told of what
    a command sets up.
    """
    network = session().get_one(NetworkRow, row.network_id)
    mailbox = network.reply_to or network.email
    if not mailbox or not act.public_url:
        return
    letter = Letter(
        unique_key=f"{PROPOSAL_WAITS}:{row.id}:{row.version}",
        recipient=mailbox,
        kind=PROPOSAL_WAITS,
        language=network.languages[0],
        facts={"organisation": row.key},
        network_id=network.id,
    )
    queue(letter, public_url=act.public_url, now=act.at)


def tell_stewards(row: OrganisationRow, *, is_published: bool, word: str, act: Act) -> None:
    """Queue a mail to the stewards of a profile: what the office decided, with its ``word``."""
    network = session().get_one(NetworkRow, row.network_id)
    facts = {"published": is_published, "word": word}
    for steward in steward_queries.stewards_of(network.id, row.id):
        if address_of(steward):
            reason = str(row.version)  # rises with each change, so each decision has its mail
            letter = letter_to(steward, network, reason, kind=PROPOSAL_DECIDED, facts=facts)
            queue(letter, public_url=act.public_url, now=act.at)


def waits(mail: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the mail to the office; None once nothing waits any more."""
    network = session().get_one(NetworkRow, mail.network_id)
    row = directory.organisation_by_key(network.id, str(mail.facts["organisation"]))
    if row is None or proposal(network.id, row.id) is None:
        return None
    return from_office(
        network,
        mail.language,
        organisation=choose(row.name, language=mail.language, fallbacks=network.languages).text,
        link=proposal_address(office.public_url, network.slug, row.key),
    )


def decided(mail: Leased, *, office: Office, now: datetime) -> Content | None:
    """Return the mail to a steward; None when the steward is none any more."""
    content = member_link(mail, office=office, now=now)
    if content is None:
        return None
    said = {
        "published": bool(mail.facts["published"]),
        "paragraphs": paragraphs(str(mail.facts["word"])),
    }
    return replace(content, words={**content.words, **said})
