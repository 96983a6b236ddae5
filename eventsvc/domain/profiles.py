"""A profile (Steckbrief): what stands in it, what is missing, and how two versions differ.

A version is appended and never changed. Its content is made of plain values (texts, numbers,
lists, maps), so that it can be stored as JSON and compared.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from eventsvc.domain.projects import merged_projects, project_changes

Content = Mapping[str, Any]

MOST_NEWS = 3
"""News of a profile; what is older makes room."""
ASKED_BEFORE = timedelta(days=14)
"""How long before a meeting stewards are asked for news."""
TRUE_FOR = timedelta(days=365)
"""How long a profile passes for true without anybody saying so."""


class VersionKind(StrEnum):
    """How a version of a profile came to be."""

    FOUND = "found"
    """What stood there before the first change that was kept, by an import for example."""
    CHANGED = "changed"
    CHECKED = "checked"
    """Nothing new: somebody said that it is still true."""
    RESTORED = "restored"


class Strategy(StrEnum):
    """How far a municipality is with its strategy for becoming digital."""

    NONE = "none"
    IN_WORK = "in_work"
    ADOPTED = "adopted"


class Licence(StrEnum):
    """Under which conditions others may use a text or a picture."""

    CC0 = "cc0"
    CC_BY = "cc-by-4.0"
    CC_BY_SA = "cc-by-sa-4.0"
    DL_DE_BY = "dl-de-by-2.0"
    """Datenlizenz Deutschland, with the name of whoever made it."""
    RESERVED = "reserved"


class PictureKind(StrEnum):
    """The pictures that a profile may have, one of each."""

    CREST = "crest"
    PHOTO = "photo"


class SizeClass(StrEnum):
    """Municipalities by inhabitants, with the bounds of the BBSR (Stadt- und Gemeindetyp)."""

    RURAL = "rural"
    SMALL_TOWN = "small_town"
    TOWN = "town"
    CITY = "city"


_FROM = (
    (100_000, SizeClass.CITY),
    (20_000, SizeClass.TOWN),
    (5_000, SizeClass.SMALL_TOWN),
    (0, SizeClass.RURAL),
)


def size_class(population: int | None) -> SizeClass | None:
    """Return the class of a municipality with so many inhabitants; None when nobody knows."""
    if population is None:
        return None
    return next(found for least, found in _FROM if population >= least)


def kept_news(lines: Iterable[Mapping[str, Any]], *, today: date) -> list[dict[str, Any]]:
    """Return news as a profile stores them: the newest first, a line without a day is of today."""
    dated = [{"on": (line["on"] or today).isoformat(), "text": line["text"]} for line in lines]
    return sorted(dated, key=lambda line: line["on"], reverse=True)[:MOST_NEWS]


@dataclass(frozen=True, slots=True)
class News:
    """One line of news, and its day."""

    on: date
    text: Mapping[str, str]


def news(stored: Iterable[Mapping[str, Any]] | None) -> list[News]:
    """Return the news that a profile stores."""
    return [News(date.fromisoformat(line["on"]), line["text"]) for line in stored or ()]


def news_within(
    stored: Iterable[Mapping[str, Any]] | None, *, after: date, until: date
) -> list[News]:
    """Return the news of a profile that are later than ``after`` and not later than ``until``."""
    return [one for one in news(stored) if after < one.on <= until]


def is_to_be_checked(
    *, checked_on: date | None, asked_on: date | None, since: date | None, today: date
) -> bool:
    """Tell whether it is time to ask whether all is still true.

    A year after it was checked last (``since``: after the organisation joined, when nobody ever
    did), and a year after the last question about it.
    """
    told = [day for day in (checked_on or since, asked_on) if day is not None]
    return bool(told) and max(told) + TRUE_FOR <= today


KEPT = (
    "sentence",
    "news",
    "text",
    "contact_title",
    "contact_email",
    "contact_phone",
    "website",
    "population",
    "population_as_of",
    "area_km2",
    "state",
    "district",
    "facts_source",
    "strategy",
    "strategy_year",
    "strategy_url",
    "programme",
    "funding",
    "licence",
    "document_url",
    "document_id",
)
"""Fields of the profile that a version keeps beside pictures, statements and projects."""
PICTURES = tuple(kind.value for kind in PictureKind)
"""What a version keeps of pictures, by their kind."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a version keeps it: all but its bytes, which the digest names."""

    digest: str
    width: int
    height: int
    alt: Mapping[str, str]
    author: str
    licence: Licence | None


def pictures_in(content: Content) -> dict[PictureKind, Picture]:
    """Return the pictures that a version names."""
    return {kind: _picture(content[kind]) for kind in PictureKind if content.get(kind)}


def _picture(kept: Content) -> Picture:
    licence = kept["licence"]
    return Picture(**{**kept, "licence": Licence(licence) if licence else None})


@dataclass(frozen=True, slots=True)
class Change:
    """One field in which two versions differ."""

    name: str
    before: Any
    after: Any


def changes(before: Content, after: Content) -> list[Change]:
    """Return the fields that differ: in the order of KEPT, then pictures, statements, projects.

    A version from the time before projects were kept says nothing of them: nor does this. Their
    order is none that anybody chose.
    """
    names = (*KEPT, *PICTURES, "statements")
    tells = "projects" in after and ("projects" in before or not before)
    return [
        Change(name, before.get(name), after.get(name))
        for name in (*names, *(("projects",) if tells else ()))
        if _differ(name, before.get(name), after.get(name))
    ]


def _differ(name: str, before: Any, after: Any) -> bool:
    if name == "projects":
        return bool(project_changes(before or (), after or ()))
    return bool((before or None) != (after or None))


def merged(now: Content, *, base: Content, proposed: Content) -> dict[str, Any]:
    """Return ``now`` with what ``proposed`` changed of ``base``; whatever else changed since stays.

    Of the statements, those that the proposal added are added, those it left out are left out;
    projects are merged one by one (``merged_projects``).
    """
    lists = ("statements", "projects")
    changed = {one.name: one.after for one in changes(base, proposed) if one.name not in lists}
    before, after = base.get("statements") or [], proposed.get("statements") or []
    kept = [one for one in now.get("statements") or [] if one in after or one not in before]
    new = [one for one in after if one not in before and one not in kept]
    found = {**now, **changed, "statements": [*kept, *new]}
    if "projects" in base and "projects" in proposed:
        found["projects"] = merged_projects(
            now.get("projects") or [], base=base["projects"], proposed=proposed["projects"]
        )
    return found


class Missing(StrEnum):
    """What a reader would look for in a profile and does not find, the most useful first."""

    SENTENCE = "sentence"
    SEEKS = "seeks"
    OFFERS = "offers"
    CONTACT = "contact"
    NEWS = "news"
    TEXT = "text"
    FACTS = "facts"


def missing(there: Collection[Missing]) -> list[Missing]:
    """Return what would make the profile more useful, the most useful first."""
    return [one for one in Missing if one not in there]
