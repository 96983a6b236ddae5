"""Addresses as people paste them from any mail program: with names, without, in any order."""

import re
from dataclasses import dataclass

from eventsvc.domain.mails import normal_address
from eventsvc.domain.names import split_name
from eventsvc.domain.spelling import clean
from eventsvc.domain.wellformed import NotMailAddress
from eventsvc.inputs.recipients import read_recipients

MOST = 1000
"""Entries that are read."""
_CHARACTERS = 255
_SPEAKING = re.compile(r"([a-z]{2,}(?:-[a-z]{2,})?)\.([a-z]{2,}(?:-[a-z]{2,})?)")


@dataclass(frozen=True, slots=True)
class Pasted:
    """One entry. ``email`` is in lower case, empty when it is none; ``said`` is as pasted."""

    title: str
    given: str
    family: str
    email: str
    said: str

    @property
    def name(self) -> str:
        """The whole name, empty when nothing tells it."""
        return " ".join(filter(None, (self.title, self.given, self.family)))


def read_addresses(text: str) -> list[Pasted]:
    """Return the entries of ``text``, separated by line breaks, semicolons, commas or tabs.

    The first thousand; an address without a name gives one where it speaks:
    ``erika.muster@town.de`` is Erika Muster, ``info@town.de`` is nobody's name.
    """
    lines = re.sub(r"^\s*(?:to|cc|bcc|an|kopie)\s*:", "", text, flags=re.IGNORECASE | re.MULTILINE)
    lines = re.sub(r"mailto:", "", lines, flags=re.IGNORECASE).replace("\t", " ")
    [sheet] = read_recipients(lines).sheets
    return [_pasted(*row.cells) for row in sheet.rows[:MOST] if any(row.cells)]


def _pasted(said_name: str, said_address: str) -> Pasted:
    try:
        email = normal_address(said_address.strip("<>"))
    except NotMailAddress:
        email = ""
    named = split_name(clean(said_name)) if "@" not in said_name else split_name("")
    title, given, family = named.title, named.given, named.family_and_suffix
    if not (given or family) and (speaks := _SPEAKING.fullmatch(email.partition("@")[0])):
        given, family = (part.title() for part in speaks.groups())
    said = clean(f"{said_name} {said_address}")[:_CHARACTERS]
    return Pasted(title[:64], given[:_CHARACTERS], family[:_CHARACTERS], email, said)
