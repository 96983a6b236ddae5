"""Topics: the tree of them, and of each who seeks, who offers and which meeting is about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import abort, render_template

from eventsvc.db.queries.matching import known_topics, spoken_on
from eventsvc.db.queries.meetings import coming_meetings, public_titles
from eventsvc.db.queries.organisations import members
from eventsvc.db.queries.projects import projects
from eventsvc.db.queries.statements import public_said
from eventsvc.db.queries.statements import topics as topic_rows
from eventsvc.domain.kinds import StatementKind
from eventsvc.web.clock import now, today
from eventsvc.web.jinja import place_in_order, text
from eventsvc.web.public.network import blueprint
from eventsvc.web.scan import says_the_same
from eventsvc.web.shown import Shown, shown
from eventsvc.web.words import PROJECT_STATUS

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow, TopicRow
    from eventsvc.db.queries.matching import Spoken

MOST_MEETINGS = 20
"""Coming meetings that are looked through."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something about a topic, and what, in their words."""

    name: Mapping[str, str]
    code: str | None
    texts: list[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic of the tree, how many organisations speak on it, and its parts."""

    row: "TopicRow"
    speakers: int
    parts: "list[Branch]"


@blueprint.get("/n/<network>/topics")
def topics(network: "NetworkRow") -> str:
    """Show all topics, parts below what they are a part of."""
    said = public_said(network.id, today=today(network.tzid))
    there = {one.row.id for one in members(network.id, today=today(network.tzid))}
    counts: dict[int, int] = {}
    for topic in (topic for who, one in said.items() if who in there for topic in one.topics):
        counts[topic] = counts.get(topic, 0) + 1
    rows = sorted(topic_rows(network.id), key=lambda row: place_in_order(text(row.label)))
    return render_template("public/topics.html", tree=_tree(rows, counts, None, depth=0))


def _tree(
    rows: "Sequence[TopicRow]", counts: Mapping[int, int], parent: int | None, *, depth: int
) -> list[Branch]:
    below = [row for row in rows if row.parent_id == parent]
    return [
        Branch(row, counts.get(row.id, 0), _tree(rows, counts, row.id, depth=depth + 1))
        for row in below
    ]


@blueprint.get("/n/<network>/topics/<topic>")
def topic(network: "NetworkRow", topic: str) -> str:
    """Show who seeks, who offers and who works on the topic, and where it belongs."""
    rows = topic_rows(network.id)
    row = next((one for one in rows if one.key == topic), None) or abort(404)
    spoken = spoken_on(network.id, row.id, today=today(network.tzid))
    on_it = [one for one in spoken if one.row.topic_id is not None]
    return render_template(
        "public/topic.html",
        topic=row,
        above=next((one for one in rows if one.id == row.parent_id), None),
        parts=[one for one in rows if one.parent_id == row.id],
        seeks=_speakers(on_it, StatementKind.SEEK, row),
        offers=_speakers(on_it, StatementKind.OFFER, row),
        focus=_speakers(on_it, StatementKind.FOCUS, row),
        with_all=_speakers(
            [one for one in spoken if one.row.topic_id is None], StatementKind.OFFER, row
        ),
        meetings=_meetings(network, row),
        projects=projects(network.id, on=row.id),
        status_words=PROJECT_STATUS,
    )


def _speakers(spoken: "Iterable[Spoken]", kind: StatementKind, topic: "TopicRow") -> list[Speaker]:
    """Return each organisation once; words that only repeat the topic are not said twice."""
    found: dict[int, Speaker] = {}
    for one in spoken:
        if one.row.kind is kind:
            speaker = found.setdefault(one.row.organisation_id, Speaker(one.name, one.code, []))
            if not says_the_same(one.row.text, topic.label):
                speaker.texts.append(one.row.text)
    return list(found.values())


def _meetings(network: "NetworkRow", topic: "TopicRow") -> list[Shown]:
    """Return the coming meetings that name the topic in their title, agenda or description."""
    coming = coming_meetings(network.id, now=now(), limit=MOST_MEETINGS)
    titles = public_titles([row.id for row in coming])
    known = known_topics(network.id)
    return [
        shown(row)
        for row in coming
        if known.named_in(
            topic.id,
            [
                word
                for texts in (row.title, row.description, *titles.get(row.id, ()))
                for word in texts.values()
            ],
        )
    ]
