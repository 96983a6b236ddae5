"""Mails as messages (RFC 5322): plain text first, the same words as HTML beside it.

A mail of kind K is ``templates/outputs/mails/K.txt`` and ``K.html``. The text file's first line
is the subject. Nothing that people wrote becomes part of a header unless it is one line; links
come from us alone.
"""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from eventsvc.outputs.templating import environment, render

SUBJECT_CHARACTERS = 150


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail; its name is ours, not something that people wrote."""

    filename: str
    maintype: str
    subtype: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Invite:
    """A calendar file that programs act upon (RFC 6047 2.4); ``method`` as the file says it."""

    method: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail to one address. ``context`` is what its templates name."""

    kind: str
    language: str
    message_id: str
    sender: str
    sender_name: str
    recipient: str
    written_at: datetime
    context: dict[str, object] = field(default_factory=dict)
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()
    unsubscribe: str = ""
    """Where a reader leaves the list: mail programs show a button for it (RFC 2369 3.2)."""
    invite: Invite | None = None


def compose(mail: Mail) -> EmailMessage:
    """Return ``mail`` ready to be sent."""
    subject, _, text = _plain(mail).partition("\n")
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = mail.message_id
    message["Date"] = format_datetime(mail.written_at)
    message["From"] = Address(display_name=one_line(mail.sender_name), addr_spec=mail.sender)
    message["To"] = Address(addr_spec=mail.recipient)
    if mail.reply_to:
        message["Reply-To"] = Address(addr_spec=mail.reply_to)
    if mail.unsubscribe:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
    message.set_raw("Subject", _subject(one_line(subject)[:SUBJECT_CHARACTERS]))
    # A machine wrote this: no holiday notice shall answer it (RFC 3834 5).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text.strip("\n") + "\n", cte="quoted-printable")
    message.add_alternative(
        render(f"mails/{mail.kind}.html", language=mail.language, **mail.context),
        subtype="html",
        cte="quoted-printable",
    )
    if mail.invite is not None:
        _invite(message, mail.invite)
    for one in mail.attachments:
        _attach(message, one)
    return message


def _invite(message: EmailMessage, invite: Invite) -> None:
    """Add the file as another form of the same words, and the same bytes to be saved."""
    params = {"charset": "utf-8", "method": invite.method, "component": "VEVENT"}
    message.add_alternative(invite.data, maintype="text", subtype="calendar", params=params)
    for part in message.iter_parts():
        if part.get_content_type() == "text/calendar":
            del part["Content-Disposition"]  # else some programs show it as a file only
    message.add_attachment(
        invite.data, maintype="application", subtype="ics", filename="invite.ics"
    )


def _subject(words: str) -> str:
    """Return ``words`` folded for the header (RFC 2047).

    EmailMessage itself folds between a word of ASCII and one of other letters so that readers
    see two blanks there.
    """
    charset = "us-ascii" if words.isascii() else "utf-8"
    return Header(words, charset, header_name="Subject").encode(linesep="\r\n")


def _attach(message: EmailMessage, one: Attachment) -> None:
    message.add_attachment(
        one.data, maintype=one.maintype, subtype=one.subtype, filename=one.filename
    )
    if one.maintype == "text":
        # The bytes are UTF-8, which no default says.
        *_, part = message.iter_attachments()
        part.set_param("charset", "utf-8")


def one_line(text: str) -> str:
    """Return ``text`` without anything that could end a header or turn its direction.

    What looks encoded (RFC 2047) is broken up: a reader would decode it into an address.
    """
    kept = (sign if unicodedata.category(sign)[0] != "C" else " " for sign in text)
    return " ".join("".join(kept).replace("=?", "= ?").split())


def _plain(mail: Mail) -> str:
    # The same environment, but "&" stays "&": a plain text has no markup to escape.
    plain = environment(mail.language).overlay(autoescape=False)
    template = plain.get_template(f"outputs/mails/{mail.kind}.txt")
    return template.render(language=mail.language, **mail.context)
