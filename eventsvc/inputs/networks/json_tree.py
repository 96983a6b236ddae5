"""JSON (RFC 8259) as a tree of texts with places; numbers stay as they were written."""

import re
from bisect import bisect_right
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]

from eventsvc.inputs.networks.problems import BrokenFile
from eventsvc.inputs.networks.tree import MAX_DEPTH, Path, Place, Tree, Value, stop

_BLANK = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")


def parse_json(text: str) -> Tree:
    """Return the tree of a JSON text; ``null`` is left out, as if never written.

    Raises:
        BrokenFile: It is no JSON, or has too many levels.
    """
    reader = _Reader(text)
    value = reader.value((), 0)
    reader.skip_blank()
    if reader.at < len(text):
        raise reader.no_json()
    reader.tree.root = {} if value is None else value
    return reader.tree


class _Reader:
    """One pass over a text, from left to right."""

    def __init__(self, text: str) -> None:
        self.tree = Tree()
        self.at = 0
        self._text = text
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def value(self, path: Path, depth: int) -> Value | None:
        """Read one value; None for ``null``."""
        self.skip_blank()
        self.tree.places.setdefault(path, self._place())
        if depth > MAX_DEPTH:
            raise stop("too-deep", place=self._place(), most=MAX_DEPTH)
        match self._text[self.at : self.at + 1]:
            case "{":
                return self._map(path, depth)
            case "[":
                return self._list(path, depth)
            case '"':
                return self._string()
        word = _WORD.match(self._text, self.at)
        if word is None:
            raise self.no_json()
        self.at = word.end()
        return None if word[0] == "null" else word[0]

    def skip_blank(self) -> None:
        """Go on to the next sign."""
        self.at = _BLANK.match(self._text, self.at).end()  # type: ignore[union-attr]

    def no_json(self) -> BrokenFile:
        """Return the refusal at the place reached."""
        return stop("json", place=self._place())

    def _map(self, path: Path, depth: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        self.at += 1
        first = True
        while not self._closes("}", first=first):
            first = False
            place = self._place()
            if self._text[self.at : self.at + 1] != '"':
                raise self.no_json()
            key = self._string()
            known = key in found
            child = self.tree.add_key(found, path, key, place)
            self._take(":")
            value = self.value(child, depth + 1)
            if value is not None and not known:
                found[key] = value
        return found

    def _list(self, path: Path, depth: int) -> list[Value]:
        found: list[Value] = []
        self.at += 1
        while not self._closes("]", first=not found):
            value = self.value((*path, len(found)), depth + 1)
            found.append("" if value is None else value)
        return found

    def _closes(self, sign: str, *, first: bool) -> bool:
        """Tell whether the container ends here; else step over the comma before the next."""
        self.skip_blank()
        if self._text[self.at : self.at + 1] == sign:
            self.at += 1
            return True
        if not first:
            self._take(",")
            self.skip_blank()
        return False

    def _take(self, sign: str) -> None:
        self.skip_blank()
        if self._text[self.at : self.at + 1] != sign:
            raise self.no_json()
        self.at += 1

    def _string(self) -> str:
        try:
            text, self.at = scanstring(self._text, self.at + 1, True)
        except JSONDecodeError:
            raise self.no_json() from None
        return str(text)

    def _place(self) -> Place:
        line = bisect_right(self._lines, self.at)
        return Place(line, self.at - self._lines[line - 1] + 1)
