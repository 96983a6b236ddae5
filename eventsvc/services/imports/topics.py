"""Topics, statements and co-operations, from the file into the database."""

from collections.abc import Iterator
from functools import partial

from eventsvc.db.models import CooperationRow, StatementRow, TopicRow
from eventsvc.db.queries.imports import rows_of
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.inputs.networks.network import NetworkFile
from eventsvc.inputs.networks.topics import (
    ALL,
    CooperationPart,
    FocusPart,
    SayingDefaults,
    TopicPart,
)
from eventsvc.services.imports.merging import digest
from eventsvc.services.imports.records import Importing, Wanted, parents_first, values_of

_TOPIC = {"label": "label", "synonyms": "synonyms"}
_SAYING = {
    "source": "source",
    "date": "stated_on",
    "visibility": "visibility",
    "valid_until": "valid_until",
}
_COOPERATION = {"partner_name": "partner_name", "subjects": "subjects", "source": "source"}


def take_topics(importing: Importing, parts: list[TopicPart]) -> None:
    """Bring in all topics; those that others are a part of come first."""
    importing.topics = {row.key: row for row in rows_of(TopicRow, importing.network.id)}
    for part in parents_first(parts, key=lambda p: p.key, parent=lambda p: p.parent):
        values, said = values_of(part, _TOPIC)
        above = importing.topics.get(part.parent)
        values["parent_id"] = above.id if above else None
        said |= {"parent_id"} if "parent" in part.model_fields_set else set()
        row = importing.take(
            Wanted(subject="topic", key=part.key, values=values, said=said),
            importing.topics.get(part.key),
            create=partial(_new_topic, importing.network.id, part.key),
        )
        if row is not None:
            importing.topics[part.key] = row


def _new_topic(network_id: int, key: str) -> TopicRow:
    return TopicRow(network_id=network_id, key=key, label={}, synonyms=[])


def take_statements(importing: Importing, file: NetworkFile) -> None:
    """Bring in what organisations say: one row for each topic that a sentence is about."""
    rows = {row.id: row for row in rows_of(StatementRow, importing.network.id)}
    for kind, part in _sayings(file):
        for topic in dict.fromkeys(part.topics):
            wanted = _statement(importing, kind, part, topic, file.statement_defaults)
            if part.org not in importing.organisations or not _is_there(importing, topic):
                importing.skip(wanted)
                continue
            importing.take(
                wanted,
                rows.get(importing.remembered_id("statement", wanted.key) or 0),
                create=lambda: StatementRow(network_id=importing.network.id, text={}),
            )


def _sayings(file: NetworkFile) -> Iterator[tuple[StatementKind, FocusPart]]:
    for statement in file.statements:
        yield statement.kind, statement
    for focus in file.focus:
        yield StatementKind.FOCUS, focus


def _is_there(importing: Importing, topic: str) -> bool:
    return topic == ALL or topic in importing.topics


def _statement(
    importing: Importing,
    kind: StatementKind,
    part: FocusPart,
    topic: str,
    defaults: SayingDefaults,
) -> Wanted:
    values, said = values_of(defaults, _SAYING)
    own, own_said = values_of(part, _SAYING)
    values |= {column: own[column] for column in own_said}
    organisation = importing.organisations.get(part.org)
    about = importing.topics.get(topic)
    is_hidden = not values["visibility"]
    values |= {
        "organisation_id": organisation.id if organisation else None,
        "topic_id": about.id if about else None,
        "kind": kind,
        "text": part.text,
        "visibility": values["visibility"] or Visibility.NETWORK,
    }
    said |= own_said | {"organisation_id", "topic_id", "kind", "text"}
    key = part.key or f"{part.org}:{kind}:{digest(part.text)}"
    return Wanted(
        subject="statement",
        key=f"{key}:{topic}",
        values=values,
        said=said,
        name=_name_of(kind, part, topic),
        is_hidden=is_hidden,
    )


def _name_of(kind: StatementKind, part: FocusPart, topic: str) -> str:
    words = next(iter(part.text.values()), "")
    return f"{part.org} {kind} {topic}" + (f" “{words}”" if words else "")


def take_cooperations(importing: Importing, parts: list[CooperationPart]) -> None:
    """Bring in who works with whom."""
    rows = {row.id: row for row in rows_of(CooperationRow, importing.network.id)}
    for part in parts:
        wanted = _cooperation(importing, part)
        ends = {part.org, part.partner} - {""}
        if not ends <= importing.organisations.keys():
            importing.skip(wanted)
            continue
        importing.take(
            wanted,
            rows.get(importing.remembered_id("cooperation", wanted.key) or 0),
            create=lambda: CooperationRow(network_id=importing.network.id),
        )


def _cooperation(importing: Importing, part: CooperationPart) -> Wanted:
    values, said = values_of(part, _COOPERATION)
    organisation = importing.organisations.get(part.org)
    partner = importing.organisations.get(part.partner)
    values |= {
        "organisation_id": organisation.id if organisation else None,
        "partner_id": partner.id if partner else None,
        "visibility": part.visibility or Visibility.PUBLIC,
    }
    said |= {"organisation_id", "partner_id", "partner_name"}
    said |= {"visibility"} if part.visibility else set()
    key = part.key or f"{part.org}:{part.partner or digest(part.partner_name)}"
    name = f"{part.org} – {part.partner or part.partner_name}"
    return Wanted(subject="cooperation", key=key, values=values, said=said, name=name)
