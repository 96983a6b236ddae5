"""What the sender of mails knows: who sends, by whom, and what a mail consists of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from eventsvc.db.models import NetworkRow, PersonRow
from eventsvc.domain.texts import choose
from eventsvc.outputs.mails import Attachment, Invite, Mail, compose
from eventsvc.services.mails.outbox import Leased

UNSEEN = "…"
"""Stands in a look at a mail for the secret of its link."""

Carrier = Callable[[EmailMessage, Leased], object]
"""Takes a mail for good, or raises NotTaken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who sends, and by whom. ``secret`` makes personal links when a mail is sent.

    ``mailbox`` takes what calendar programs answer; empty: the office's own does.
    """

    public_url: str
    sender: str
    carrier: Carrier
    secret: str = ""
    mailbox: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a mail's templates name, and what goes with it.

    ``reply_to`` is the mailbox that people read; empty: answers go to the sender.
    """

    words: dict[str, object]
    sender_name: str = "eventsvc"
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()
    unsubscribe: str = ""
    """Where a reader leaves the list that the mail went to."""
    invite: Invite | None = None


def language_for(network: NetworkRow, person: PersonRow) -> str:
    """Return the language of a mail to ``person``: the own one if the network writes in it."""
    languages = network.languages
    return person.language if person.language in languages else languages[0]


def from_office(
    network: NetworkRow,
    language: str,
    *,
    unsubscribe: str = "",
    answers_to: str = "",
    **words: object,
) -> Content:
    """Return a mail that the office of ``network`` sends: it signs, and answers go to it.

    ``answers_to``: somebody else gets the answers.
    """
    name = choose(network.name, language=language, fallbacks=network.languages).text
    return Content(
        words={"network": name, "email": network.email, **words},
        sender_name=network.sender_name or name,
        reply_to=answers_to or network.reply_to or network.email,
        unsubscribe=unsubscribe,
    )


def preview_of(
    content: Content, *, kind: str, language: str, recipient: str, sender: str, now: datetime
) -> EmailMessage:
    """Return the mail that ``content`` would make now; it is looked at and goes to nobody."""
    return compose(
        Mail(
            kind=kind,
            language=language,
            message_id="<preview@eventsvc>",
            sender=sender,
            sender_name=content.sender_name,
            recipient=recipient,
            written_at=now,
            context=content.words,
            reply_to=content.reply_to,
            attachments=content.attachments,
            invite=content.invite,
        )
    )
