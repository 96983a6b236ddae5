"""The members of a network: searched by name, topic and project, filtered by kind and topic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import render_template, request

from eventsvc.db.queries.organisations import Member, members
from eventsvc.db.queries.projects import titles
from eventsvc.db.queries.statements import Said, public_said, topics
from eventsvc.domain.kinds import OrganisationKind
from eventsvc.domain.search import LONGEST, find
from eventsvc.web.clock import today
from eventsvc.web.public.network import blueprint
from eventsvc.web.words import ORGANISATION_KINDS

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow, TopicRow


@dataclass(frozen=True, slots=True)
class Listed:
    """A member and how much it seeks and offers in public."""

    member: Member
    said: Said
    about: list[tuple[Mapping[str, str], list[str]]]
    """Topics that it speaks on and its projects, each with all words for it."""
    found_by: Mapping[str, str] | None = None
    """What of these it was found by, when it was not its name."""

    @property
    def names(self) -> list[str]:
        """All that the organisation is called."""
        row = self.member.row
        return [*row.name.values(), *row.short.values(), *row.aliases]

    def found(self, words: str) -> "Listed":
        """Return the same, with what it was found by."""
        if not words or find(words, [(None, self.names)]):
            return self
        by = find(words, self.about)
        return replace(self, found_by=by[0] if by else None)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked for; an empty field asks for everything."""

    q: str
    kind: str
    topic: str

    def __bool__(self) -> bool:
        return bool(self.q or self.kind or self.topic)


@blueprint.get("/n/<network>/organisations")
def organisations(network: "NetworkRow") -> str:
    """List the members, those that fit the filters only, and say how many there are."""
    day = today(network.tzid)
    said = public_said(network.id, today=day)
    rows = {row.id: row for row in topics(network.id)}
    told = _told(network.id)
    listed = [
        _listed(member, said.get(member.row.id, Said()), rows, told)
        for member in members(network.id, today=day)
    ]
    talked_about = set().union(*(entry.said.topics for entry in listed))
    offered = {row.key: row for row in rows.values() if row.id in talked_about}
    filters = _filters()
    topic = offered.get(filters.topic)
    return render_template(
        "public/organisations.html",
        filters=filters,
        found=_fitting(listed, filters, topic.id if topic else None),
        total=len(listed),
        kinds=_kinds(listed),
        topics=offered,
        kind_words=ORGANISATION_KINDS,
    )


def _filters() -> Filters:
    asked = {name: request.args.get(name, "").strip()[:LONGEST] for name in ("q", "kind", "topic")}
    return Filters(**asked)


def _fitting(listed: Sequence[Listed], filters: Filters, topic_id: int | None) -> list[Listed]:
    left = [
        entry
        for entry in listed
        if (not filters.kind or entry.member.row.kind == filters.kind)
        and (not filters.topic or topic_id in entry.said.topics)
    ]
    found = find(filters.q, ((entry, [*entry.names, *_words(entry)]) for entry in left))
    return [entry.found(filters.q) for entry in found] if filters.q else found


def _words(entry: Listed) -> list[str]:
    return [word for _, words in entry.about for word in words]


def _told(network_id: int) -> dict[int, list[Mapping[str, str]]]:
    """Return organisation id → the titles of its projects."""
    found: dict[int, list[Mapping[str, str]]] = {}
    for one in titles(network_id):
        found.setdefault(one.organisation_id, []).append(one.title)
    return found


def _listed(
    member: Member,
    said: Said,
    rows: "Mapping[int, TopicRow]",
    told: Mapping[int, list[Mapping[str, str]]],
) -> Listed:
    spoken = [rows[topic] for topic in sorted(said.topics) if topic in rows]
    about: list[tuple[Mapping[str, str], list[str]]] = [
        (row.label, [*row.label.values(), *row.synonyms]) for row in spoken
    ]
    about += [(title, list(title.values())) for title in told.get(member.row.id, ())]
    return Listed(member, said, about)


def _kinds(listed: Sequence[Listed]) -> list[OrganisationKind]:
    """Return the kinds there are, in the order of the table of words."""
    there = {entry.member.row.kind for entry in listed}
    return [kind for kind in ORGANISATION_KINDS if kind in there]
