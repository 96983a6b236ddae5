"""A line of recipients copied from a mail program (RFC 5322, 3.4, as people paste it).

Entries are separated by semicolons or commas, names may be quoted or not and may hold a comma
themselves: what has no address belongs to the entry behind it.
"""

import re
from collections.abc import Iterator

from eventsvc.inputs.sheets import Row, Sheet, Table

_PIECES = re.compile(r'"(?:[^"\\]|\\.)*"|<[^<>]*>|\([^()]*\)|[;,\n]|[^;,\n"<(]+|.', re.DOTALL)
_ENTRY = re.compile(r"^(?P<name>.*?)\s*<(?P<address>[^<>]*)>\s*(?P<after>.*)$", re.DOTALL)
_MOST = 0.5
"""The share of pieces with an address from which a text is a line of recipients."""


def looks_like_recipients(text: str) -> bool:
    """Tell whether ``text`` is a pasted line and not a table.

    A table's first line names columns; a pasted one begins with somebody's address, and most
    pieces between its separators are addresses.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    if "@" not in first or "\t" in first:
        return False
    pieces = [piece for piece in _pieces(text, separators=";,\n") if piece.strip()]
    addresses = sum("@" in piece or piece.strip() == "<>" for piece in pieces)
    angled = sum(bool(_ENTRY.match(piece.strip())) for piece in pieces)
    alone = sum("@" in piece and " " not in piece.strip() for piece in pieces)
    return addresses >= _MOST * len(pieces) and (angled > 0 or alone > _MOST * len(pieces))


def read_recipients(text: str, *, encoding: str = "") -> Table:
    """Return one sheet with two columns, name and address; a row is an entry, counted from 1."""
    rows = [
        Row(number, (name, address))
        for number, (name, address) in enumerate(map(_entry, _entries(text)), start=1)
    ]
    return Table("recipients", (Sheet("", tuple(rows)),), encoding=encoding)


def _entries(text: str) -> Iterator[str]:
    waiting: list[str] = []
    for piece in _pieces(text, separators=";\n"):
        for part in _pieces(piece, separators=","):
            waiting.append(part)
            if "@" in part or "<" in part:
                yield ",".join(waiting).strip()
                waiting.clear()
        if waiting:
            # A semicolon or line break ends an entry even if it has no address.
            yield from filter(None, [",".join(waiting).strip(" ,")])
            waiting.clear()


def _pieces(text: str, *, separators: str) -> Iterator[str]:
    """Yield what lies between ``separators`` outside quotes, angle brackets and comments."""
    current: list[str] = []
    for match in _PIECES.finditer(text):
        if match[0] in separators:
            yield "".join(current)
            current.clear()
        else:
            current.append(match[0])
    yield "".join(current)


def _entry(entry: str) -> tuple[str, str]:
    """Return the name and the address of one entry, either of which may be empty."""
    match = _ENTRY.match(entry)
    if match:
        name = " ".join(filter(None, (_unquoted(match["name"]), match["after"].strip())))
        return name, match["address"].strip()
    if "@" in entry:
        *before, address = entry.split()
        return _unquoted(" ".join(before)), address
    return _unquoted(entry), ""


def _unquoted(name: str) -> str:
    name = name.strip()
    if len(name) > 1 and name[0] == name[-1] and name[0] in "\"'":
        name = name[1:-1]
    return name.replace('\\"', '"').replace("\\\\", "\\").strip()
