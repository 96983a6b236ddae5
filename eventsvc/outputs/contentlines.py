r"""Content lines, the form that calendars and vCards share (RFC 5545 3.1, RFC 6350 3.2).

``NAME;PARAMETER=value:value``, ended by CRLF, folded so that no line is longer than 75 octets.

For vCards, for which there is no kept library that writes version 3.0 and 4.0, and for events,
of which there are thousands; the rest of a calendar is written by icalendar.
"""

import re
from urllib.parse import quote

from eventsvc.domain.wellformed import LINE_BREAKS

_LIMIT = 75
_FOLD = b"\r\n "
_INNER_OCTETS = range(0x80, 0xC0)  # those of UTF-8 that begin no character
_QUOTED = re.compile(r"[:;,]")
_URI_SAFE = "%:/?#[]@!$&'()*+,;=~"


def line(name: str, value: str, **parameters: str | tuple[str, ...]) -> bytes:
    """Return one content line. ``value`` is written as it stands: ``text()`` or ``uri()`` made it.

    A parameter may have several values. A quotation mark in one becomes an apostrophe: most
    readers know no way to carry it.
    """
    written = "".join(f";{key}={_parameters(item)}" for key, item in parameters.items())
    return _folded(f"{name}{written}:{value}")


def text(words: str) -> str:
    r"""Return ``words`` as a TEXT value (RFC 5545 3.3.11); every kind of line break is ``\n``."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return LINE_BREAKS.sub(r"\\n", escaped)


def one_line(words: str) -> str:
    """Return ``words`` with a blank for each line break, for what readers show on one line."""
    return LINE_BREAKS.sub(" ", words)


def uri(address: str) -> str:
    """Return ``address`` as a URI: letters beyond ASCII percent-encoded, nothing escaped."""
    return quote(address, safe=_URI_SAFE)


def _parameters(values: str | tuple[str, ...]) -> str:
    several = (values,) if isinstance(values, str) else values
    return ",".join(map(_parameter, several))


def _parameter(value: str) -> str:
    plain = one_line(value).replace("^", "^^").replace('"', "'")  # RFC 6868 for the caret
    return f'"{plain}"' if _QUOTED.search(plain) else plain


def _folded(content: str) -> bytes:
    r"""Fold between characters, never within one and never within an escape such as ``\n``."""
    rest = content.encode()
    lines: list[bytes] = []
    room = _LIMIT
    while len(rest) > room:
        end = room
        while rest[end] in _INNER_OCTETS:
            end -= 1
        escapes = end - len(rest[:end].rstrip(b"\\"))
        end -= escapes % 2
        lines.append(rest[:end])
        rest = rest[end:]
        room = _LIMIT - 1  # for the blank that a continuation begins with
    return _FOLD.join([*lines, rest]) + b"\r\n"
