"""Mails to the distribution list: who gets one, and what members may write to each other.

Only who agreed to stand in the distribution list gets its mails, and each mail says why it came
and how to leave. Nobody learns an address from it.
"""

from eventsvc.domain.errors import DomainError

PLACEHOLDERS = ("name", "network")
"""What a text may fill in: there is no meeting it is about."""
MOST_CHARACTERS = 3000
"""Of what one member writes to another."""


class CircularSent(DomainError):
    """What people got cannot be changed, and is not sent twice."""

    code = "circular-sent"


class NobodyOnTheList(DomainError):
    """Nobody agreed to get mails of the distribution list."""

    code = "nobody-on-the-list"


class NotOnTheList(DomainError):
    """Who writes to the people of the distribution list must stand on it, as they do."""

    code = "not-on-the-list"


class NotKnownToTheOffice(DomainError):
    """Who came uninvited does not see the people of the network before the office let them in."""

    code = "not-known-to-the-office"


class LetterIsEmpty(DomainError):
    """There is nothing to send."""

    code = "letter-is-empty"


class LetterTooLong(DomainError):
    """A letter is longer than a mail by a form should be."""

    code = "letter-too-long"


def letter_text(typed: str) -> str:
    """Return what one member writes to another.

    Raises:
        LetterIsEmpty, LetterTooLong: With how many characters are allowed.
    """
    text = typed.replace("\r\n", "\n").strip()
    if not text:
        raise LetterIsEmpty
    if len(text) > MOST_CHARACTERS:
        raise LetterTooLong(most=MOST_CHARACTERS)
    return text
