"""vCards: the contact of an organisation, to be saved on a phone.

Version 3.0 (RFC 2426) is what iOS and Android take best; 4.0 (RFC 6350) is for programs. What
may be in the card is for the caller to decide: only what the consent covers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from eventsvc.domain.wellformed import (
    require_lines,
    require_mail_address,
    require_text,
    require_web_addresses,
)
from eventsvc.outputs.contentlines import line, one_line, text, uri


class Version(StrEnum):
    """The two versions of the format that are in use."""

    PHONES = "3.0"
    PROGRAMS = "4.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to reach. Without ``name`` it is the role mailbox of ``org``.

    ``given`` and ``family`` sort the card; where only the whole name is known, it stands for both.

    Raises:
        NotOneLine, ControlCharacter, NotMailAddress, NotWebAddress: A field is not well-formed.
    """

    org: str
    name: str | None = None
    given: str = ""
    family: str = ""
    title: str = ""
    """What the person or mailbox is there: "Smart-City-Beauftragte"."""
    phone: str = ""
    email: str = ""
    url: str = ""
    """The organisation's profile."""
    note: str = ""

    def __post_init__(self) -> None:
        require_text(
            org=self.org,
            name=self.name or "",
            given=self.given,
            family=self.family,
            title=self.title,
            note=self.note,
        )
        require_lines(phone=self.phone)
        if self.email:
            require_mail_address("email", self.email)
        require_web_addresses("url", [self.url] if self.url else [])


def vcf(contact: Contact, *, version: Version = Version.PHONES) -> bytes:
    """Return the card, ready to serve as ``text/vcard``. Equal contacts give equal bytes."""
    return b"".join(
        (
            line("BEGIN", "VCARD"),
            line("VERSION", version.value),
            *_whom(contact, version),
            line("ORG", text(one_line(contact.org))),
            *_details(contact),
            line("END", "VCARD"),
        )
    )


def _whom(contact: Contact, version: Version) -> Iterable[bytes]:
    """Yield the name. A role mailbox bears the organisation's, and says that it is none."""
    yield line("FN", text(one_line(contact.name or contact.org)))
    if contact.name is None:
        yield line("N", ";;;;")
        if version is Version.PROGRAMS:
            yield line("KIND", "org")
        else:
            yield line("X-ABShowAs", "COMPANY")
        return
    given = contact.given if contact.given or contact.family else contact.name
    yield line("N", f"{text(one_line(contact.family))};{text(one_line(given))};;;")


def _details(contact: Contact) -> Iterable[bytes]:
    """Yield the lines a card may lack."""
    if contact.title:
        yield line("TITLE", text(one_line(contact.title)))
    if contact.phone:
        yield line("TEL", text(contact.phone), TYPE="work")
    if contact.email:
        yield line("EMAIL", text(contact.email), TYPE="work")
    if contact.url:
        yield line("URL", uri(contact.url))
    if contact.note:
        yield line("NOTE", text(contact.note))
