"""Lists of people on paper, for the table at the door: signatures, the photographer's sheet.

A4, tagged, in the network's language. Each says when it was made: paper does not follow.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsvc.domain.badges import Sign
from eventsvc.outputs.pdf import html_to_pdf
from eventsvc.outputs.templating import render

BLANK_ROWS = 10
"""Rows without a name on a signature list, at least, for people nobody expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above a list: the meeting in words, and when the list was made."""

    meeting: str
    when: str
    place: str = ""
    organiser: str = ""
    on_behalf_of: str = ""
    made: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """One row: the name as lists sort it, the organisation, the table where there is a plan."""

    name: str
    organisation: str = ""
    table: str = ""


def signatures_pdf(
    people: Sequence[Signer], *, heading: Heading, language: str = "de", blank: int = BLANK_ROWS
) -> bytes:
    """Return the signature list, A4 landscape: numbered rows, then ``blank`` empty ones.

    The header comes again on each page, and no row is cut in two.
    """
    return html_to_pdf(
        render(
            "lists/signatures.html",
            language=language,
            heading=heading,
            people=people,
            blank=range(len(people) + 1, len(people) + blank + 1),
        )
    )


def photographer_pdf(
    people: Sequence[Signer],
    *,
    heading: Heading,
    language: str = "de",
    signs: Sequence[Sign] = (Sign.NO_PHOTOS,),
) -> bytes:
    """Return who must not be in pictures, in large letters: first names and organisations.

    With tables, if anybody has one. ``signs`` are those to look for on badges of the meeting.
    """
    return html_to_pdf(
        render(
            "lists/photographer.html",
            language=language,
            heading=heading,
            people=people,
            signs=signs,
        )
    )
