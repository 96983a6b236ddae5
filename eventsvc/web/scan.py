"""What the scan page shows: to whoever scans, and to a steward who looks before saving."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import lazy_gettext

from eventsvc.db.queries.profiles import public_contacts
from eventsvc.db.queries.projects import projects_of
from eventsvc.db.queries.statements import public_partners
from eventsvc.domain.codes import short_address
from eventsvc.domain.kinds import OrganisationKind, StatementKind
from eventsvc.domain.links import phone_link
from eventsvc.domain.profiles import PictureKind, news, size_class
from eventsvc.web.languages import public_address
from eventsvc.web.shown import shown
from eventsvc.web.words import (
    LICENCES,
    ORGANISATION_KINDS,
    PROJECT_STATUS,
    SIZE_CLASSES,
    STRATEGIES,
)

if TYPE_CHECKING:
    from flask_babel import LazyString

    from eventsvc.db.models import (
        ExperienceRow,
        MeetingRow,
        OrganisationRow,
        StatementRow,
        TopicRow,
    )
    from eventsvc.web.matches import Connecting

ALL_TOPICS = lazy_gettext("All topics")


@dataclass(frozen=True, slots=True)
class Said:
    """What an organisation says about one topic, in its own words, for the macro."""

    topic: "Mapping[str, str] | LazyString"
    href: str
    """Who else talks about it; nothing when it is about all topics."""
    texts: list[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Paper:
    """The file of a profile: what it is called and where it is fetched."""

    filename: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """An organisation as a scan shows it. Profile and statements may be such as are not saved."""

    organisation: "OrganisationRow"
    profile: Any
    statements: "Iterable[StatementRow]"
    paper: Paper | None
    next_meeting: "MeetingRow | None"
    code: str
    pictures: "Mapping[PictureKind, Any]" = field(default_factory=dict)
    picture_address: "Callable[[PictureKind, Any], str] | None" = None
    """Where a picture is fetched; None where everybody fetches it."""
    experience: "Sequence[tuple[TopicRow, ExperienceRow]]" = ()
    projects: "Sequence[Any] | None" = None
    """What is told of projects; None: what readers see."""
    project_address: "Callable[[str], str] | None" = None
    """Where the project of a key is read; None where everybody reads it."""
    connecting: "Connecting | None" = None
    """What connects the reader with it; None for a steward, who does not scan."""


def scan_facts(scanned: Scanned) -> dict[str, Any]:
    """Return all that the page's template names."""
    row = scanned.organisation
    ids = {"network_id": row.network_id, "organisation_id": row.id}
    return {
        "organisation": row,
        "kind": ORGANISATION_KINDS[row.kind],
        "profile": scanned.profile,
        "news": news(getattr(scanned.profile, "news", None)),
        "size": _size(scanned),
        "strategies": STRATEGIES,
        "licences": LICENCES,
        "phone_link": phone_link,
        "said": said(scanned.statements),
        "partners": public_partners(**ids),
        "contacts": public_contacts(**ids),
        "projects": projects_of(**ids) if scanned.projects is None else scanned.projects,
        "project_address": scanned.project_address or _public_project,
        "status_words": PROJECT_STATUS,
        "document": scanned.paper,
        "meeting": shown(scanned.next_meeting) if scanned.next_meeting else None,
        "address": short_address(public_address(), scanned.code),
        "code": scanned.code,
        "experience": scanned.experience,
        "connecting": scanned.connecting,
        "picture_address": scanned.picture_address or _public_address(row.key),
        "crest": scanned.pictures.get(PictureKind.CREST),
        "photo": scanned.pictures.get(PictureKind.PHOTO),
    }


def _public_address(key: str) -> "Callable[[PictureKind, Any], str]":
    """Return what tells the address of a picture: another one with each new file."""
    return lambda kind, picture: url_for(f"public.{kind}", organisation=key, v=picture.digest[:8])


def _public_project(key: str) -> str:
    return url_for("public.project", project=key)


def _size(scanned: Scanned) -> "LazyString | None":
    """Return the class of a municipality by its inhabitants; nothing else has one."""
    if scanned.organisation.kind is not OrganisationKind.MUNICIPALITY:
        return None
    found = size_class(getattr(scanned.profile, "population", None))
    return SIZE_CLASSES[found] if found else None


def said(rows: "Iterable[StatementRow]") -> dict[StatementKind, list[Said]]:
    """Return the statements by kind and topic; the topic that came first stands first.

    What has no topic yet stands by itself, in the words it was said in.
    """
    found: dict[StatementKind, dict[object, Said]] = {kind: {} for kind in StatementKind}
    for row in rows:
        if row.unsorted:
            found[row.kind][object()] = Said(row.text, "", [])
            continue
        about = found[row.kind].setdefault(row.topic_id, _about(row.topic))
        if row.topic is None or not says_the_same(row.text, row.topic.label):
            about.texts.append(row.text)
    return {kind: list(by_topic.values()) for kind, by_topic in found.items()}


def _about(topic: "TopicRow | None") -> Said:
    if topic is None:
        return Said(ALL_TOPICS, "", [])
    return Said(topic.label, url_for("public.topic", topic=topic.key), [])


def says_the_same(words: Mapping[str, str], label: Mapping[str, str]) -> bool:
    """Tell whether the words only repeat the topic's name: it is not said twice."""
    return {word.casefold() for word in words.values()} <= {
        one.casefold() for one in label.values()
    }
