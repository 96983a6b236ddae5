"""Name badges: what one bears, and how a change to a printed one is noticed.

A badge holds no personal data in its code: the address is the organisation's (or the
meeting's), and what a scan shows is decided when it is scanned.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from eventsvc.domain.errors import DomainError


class GlyphsMissing(DomainError):
    """No font of this machine has some characters of these people's badges."""

    code = "glyphs-missing"


_HASH_VERSION = 1
"""Raise it when the meaning of a field changes: every printed badge is stale then."""


class Sign(StrEnum):
    """The sign about photos; each has a picture and words, so that it needs no colour."""

    NONE = "none"
    NO_PHOTOS = "no-photos"
    PHOTOS = "photos"
    ASK = "ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """What is printed on one badge, in the words people use for themselves.

    Args:
        given: The line read from afar. Without it the family name takes its place.
        family: Family name.
        title: Stands before the family name ("Dr.").
        organisation: Whom the person represents that day.
        second_line: A group, a department, a town.
        function: What the person does there.
        address: What the QR code holds (see ``codes.code_address``); empty: no code.
        short_address: The same for people who type (see ``codes.short_address``).
        no_photo: The person must not be in pictures.
        mark: The sign about photos where the meeting has another scheme than marking those who
            must not be in pictures.
    """

    given: str
    family: str
    title: str = ""
    organisation: str = ""
    second_line: str = ""
    function: str = ""
    address: str = ""
    short_address: str = ""
    no_photo: bool = False
    mark: Sign | None = None

    @property
    def sign(self) -> Sign:
        """The sign that is printed."""
        if self.mark is not None:
            return self.mark
        return Sign.NO_PHOTOS if self.no_photo else Sign.NONE

    @property
    def name(self) -> str:
        """The whole name, for lists and warnings."""
        return " ".join(part for part in (self.title, self.given, self.family) if part.strip())


SAMPLES = (
    Badge(
        given="Anna",
        family="Weiß",
        organisation="Stadt Gera",
        function="Referentin",
        address="https://EXAMPLE.ORG/P/SAMPLE",
    ),
    Badge(
        title="Prof. Dr.",
        given="Maximilian-Alexander",
        family="von Hohenstein-Brzęczyszczykiewicz",
        organisation="Verwaltungsgemeinschaft Hainich-Werratal",
        second_line="Stabsstelle Digitalisierung und Verwaltungsmodernisierung",
        function="Leiterin der Stabsstelle",
        address="https://EXAMPLE.ORG/P/SAMPLE",
        no_photo=True,
    ),
)
"""A short and a long badge, to look at a design before anybody comes."""


_PRINTED = tuple(field.name for field in fields(Badge))


def content_hash(badge: Badge) -> str:
    """Return 64 hex digits that change with anything printed on ``badge``.

    Print records keep this instead of the names; a badge whose hash differs now is stale.
    """
    *said, mark = (getattr(badge, name) for name in _PRINTED)
    said += [mark] if mark is not None else []
    facts = json.dumps([_HASH_VERSION, *said], ensure_ascii=True)
    return hashlib.sha256(facts.encode("ascii")).hexdigest()


class Which(StrEnum):
    """Whose badges a print is for."""

    ALL = "all"
    DUE = "due"
    """Everybody whose paper is missing or no longer true."""
    STALE = "stale"
    NEW = "new"


class Order(StrEnum):
    """How the badges of a print follow each other."""

    NAME = "name"
    ORGANISATION = "organisation"
    TABLE = "table"


def table_key(name: str) -> tuple[bool, tuple[tuple[int, str], ...]]:
    """Return what sorts tables: 2 before 10, names by letters, who has none last."""
    parts = re.findall(r"\d+|\D+", name.casefold())
    return not name, tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


class Change(StrEnum):
    """Why a printed badge is no longer true."""

    MARK_MISSING = "mark-missing"
    """The person must not be in pictures, and the paper does not say so."""
    MARK_TOO_MUCH = "mark-too-much"
    NAME = "name"
    ORGANISATION = "organisation"
    SECOND_LINE = "second-line"
    FUNCTION = "function"
    CODE = "code"
    SIGN = "sign"
    """The sign about photos, where the meeting has another scheme than marking a no."""
    TEXT = "text"
    """Something; the record does not tell what."""


_PARTS: Mapping[Change, tuple[str, ...]] = {
    Change.NAME: ("title", "given", "family"),
    Change.ORGANISATION: ("organisation",),
    Change.SECOND_LINE: ("second_line",),
    Change.FUNCTION: ("function",),
    Change.CODE: ("address", "short_address"),
    Change.SIGN: ("mark",),
}
"""What changes together, as people see it."""


def part_digests(badge: Badge, *, printed: str) -> dict[str, str]:
    """Return part → one byte that changes with it, nearly always, for the record of a print.

    One byte is too little to find a name by trying all there are, and differs for the same name
    on another badge: ``printed`` is the hash of the whole.
    """
    return {
        part.value: _byte([printed, part, *(getattr(badge, name) for name in names)])
        for part, names in _PARTS.items()
    }


def changes_since(
    badge: Badge, *, printed: str, no_photo: bool, parts: Mapping[str, str]
) -> tuple[Change, ...]:
    """Tell what changed since a print with the hash ``printed``; nothing: it is still true.

    ``parts``: its ``part_digests``; empty for a print of before these were kept.
    """
    if printed == content_hash(badge):
        return ()
    now = part_digests(badge, printed=printed)
    found = [one for one in _PARTS if parts.get(one.value, now[one.value]) != now[one.value]]
    if badge.no_photo != no_photo:
        mark = Change.MARK_MISSING if badge.no_photo else Change.MARK_TOO_MUCH
        # A sign that went with the decision is told by it.
        found = [mark, *(one for one in found if one is not Change.SIGN)]
    return tuple(found) or (Change.TEXT,)


def _byte(facts: list[str | None]) -> str:
    return hashlib.sha256(json.dumps(facts).encode("ascii")).hexdigest()[:2]


class Paper(StrEnum):
    """What we know of somebody's printed badge."""

    MISSING = "missing"
    CURRENT = "current"
    STALE = "stale"


def paper(badge: Badge, *, printed: str | None) -> Paper:
    """Tell whether the latest print, known by its hash, still says what ``badge`` says."""
    if printed is None:
        return Paper.MISSING
    return Paper.CURRENT if printed == content_hash(badge) else Paper.STALE
