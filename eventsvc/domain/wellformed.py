"""What may stand in a line that other programs read: calendars, vCards, mail headers.

A renderer escapes what its format can escape. What no format can carry, or what would begin a
new line where none may begin, is refused here, before anything is stored or written.
"""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from eventsvc.domain.errors import DomainError

LINE_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Every way in which people's programs break a line (PowerPoint: VT; InDesign: U+2028)."""

_MAIL = re.compile(r"[^\s@<>()\[\]\\,;:\"]+@[^\s@<>()\[\]\\,;:\"]+\.[^\s@<>()\[\]\\,;:\"]+")


class ControlCharacter(DomainError):
    """A text holds a character that stands for no sign, such as NUL or half an emoji."""

    code = "control-character"


class NotOneLine(DomainError):
    """A value that must be one line has a line break in it."""

    code = "not-one-line"


class NotWebAddress(DomainError):
    """An address does not begin with https:// or http:// and a host, or has a blank in it."""

    code = "not-web-address"


class NotMailAddress(DomainError):
    """An address is not of the form name@host.example."""

    code = "not-mail-address"


class TooLong(DomainError):
    """A text has more characters than its field keeps."""

    code = "text-too-long-to-keep"


def require_short(most: int, **texts: str) -> None:
    """Refuse ``texts``, named by field, with more than ``most`` characters.

    Raises:
        TooLong: With the field and ``most``.
    """
    for field, text in texts.items():
        if len(text) > most:
            raise TooLong(field=field, most=most)


def require_text(**texts: str) -> None:
    """Refuse control characters in ``texts``, named by field; tabs and line breaks may stand.

    Raises:
        ControlCharacter: With the field and the character (``U+0000``).
    """
    for field, text in texts.items():
        for character in LINE_BREAKS.sub("", text):
            if character != "\t" and unicodedata.category(character) in {"Cc", "Cs"}:
                raise ControlCharacter(field=field, character=f"U+{ord(character):04X}")


def require_lines(**lines: str) -> None:
    """Refuse line breaks and control characters in ``lines``, named by field.

    Raises:
        NotOneLine: With the field.
        ControlCharacter: With the field and the character.
    """
    for field, line in lines.items():
        if LINE_BREAKS.search(line):
            raise NotOneLine(field=field)
    require_text(**lines)


def require_web_addresses(field: str, addresses: Iterable[str]) -> None:
    """Refuse what is no http(s) address; letters beyond ASCII may stand, renderers encode them.

    Raises:
        NotWebAddress: With the field and the address.
    """
    for address in addresses:
        require_lines(**{field: address})
        if any(character.isspace() for character in address) or not _is_web(address):
            raise NotWebAddress(field=field, address=address)


def require_mail_address(field: str, address: str) -> None:
    """Refuse what is no plain mail address.

    Raises:
        NotMailAddress: With the field and the address.
    """
    require_lines(**{field: address})
    if not _MAIL.fullmatch(address):
        raise NotMailAddress(field=field, address=address)


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
