"""The members of a network: searched by name, filtered by kind and topic."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template, request

from eventsvc.db.queries.organisations import Member, members
from eventsvc.db.queries.statements import Said, public_said, topics
from eventsvc.domain.kinds import OrganisationKind
from eventsvc.domain.search import LONGEST, find
from eventsvc.web.clock import today
from eventsvc.web.public.network import blueprint
from eventsvc.web.words import ORGANISATION_KINDS

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow


@dataclass(frozen=True, slots=True)
class Listed:
    """A member and how much it seeks and offers in public."""

    member: Member
    said: Said


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
    listed = [
        Listed(member, said.get(member.row.id, Said())) for member in members(network.id, today=day)
    ]
    talked_about = set().union(*(entry.said.topics for entry in listed))
    offered = {row.key: row for row in topics(network.id) if row.id in talked_about}
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
    return find(filters.q, ((entry, _names(entry.member)) for entry in left))


def _names(member: Member) -> list[str]:
    row = member.row
    return [*row.name.values(), *row.short.values(), *row.aliases]


def _kinds(listed: Sequence[Listed]) -> list[OrganisationKind]:
    """Return the kinds there are, in the order of the table of words."""
    there = {entry.member.row.kind for entry in listed}
    return [kind for kind in ORGANISATION_KINDS if kind in there]
