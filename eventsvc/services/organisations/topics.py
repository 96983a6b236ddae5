"""Topics of a network, changed by the office."""

from collections.abc import Mapping
from typing import Any

from eventsvc.db.models import NetworkRow, TopicRow
from eventsvc.db.queries import directory as queries
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect
from eventsvc.domain.errors import DomainError, NotFound
from eventsvc.domain.slugs import free_slug
from eventsvc.domain.texts import choose
from eventsvc.services.acts import Act


class TopicInUse(DomainError):
    """Something is said about the topic, or others are a part of it."""

    code = "topic-in-use"


class TopicCircle(DomainError):
    """A topic cannot be a part of itself, nor of one of its own parts."""

    code = "topic-circle"


def create(values: Mapping[str, Any], *, nonce: str, act: Act) -> TopicRow:
    """Make a topic.

    Raises:
        DoneAlready: The same form was sent before.
    """
    with transaction() as writing:
        act.once(nonce)
        network = writing.get_one(NetworkRow, act.network_id)
        rows = queries.topics_of(network.id)
        label = choose(values["label"], language=network.languages[0], fallbacks=network.languages)
        key = free_slug(label.text, taken={"new"} | {row.key for row in rows})
        row = TopicRow(network_id=network.id, key=key, **values)
        writing.add(row)
        writing.flush()
        act.note("topic.created", f"topic:{key}")
    return row


def change(key: str, values: Mapping[str, Any], *, version: int, act: Act) -> None:
    """Change a topic's names and its place.

    Raises:
        NotFound, EditConflict: There is none; somebody changed it since ``version``.
        TopicCircle: It would be a part of itself.
    """
    with transaction():
        rows = {row.id: row for row in queries.topics_of(act.network_id or 0)}
        row = expect(_topic(key, rows), version)
        above = rows.get(values["parent_id"])
        while above is not None:
            if above.id == row.id:
                raise TopicCircle(field="parent_id")
            above = rows.get(above.parent_id or 0)
        for name, value in values.items():
            setattr(row, name, value)
        act.note("topic.changed", f"topic:{key}")


def delete(key: str, *, version: int, act: Act) -> None:
    """Delete a topic about which nobody says anything.

    Raises:
        NotFound, EditConflict: As for ``change``.
        TopicInUse: Statements or other topics name it.
    """
    with transaction() as writing:
        rows = {row.id: row for row in queries.topics_of(act.network_id or 0)}
        row = expect(_topic(key, rows), version)
        is_parent = any(one.parent_id == row.id for one in rows.values())
        if is_parent or queries.count_statements(row.network_id)[row.id]:
            raise TopicInUse
        writing.delete(row)
        act.note("topic.deleted", f"topic:{key}")


def _topic(key: str, rows: Mapping[int, TopicRow]) -> TopicRow:
    found = next((row for row in rows.values() if row.key == key), None)
    if found is None:
        raise NotFound
    return found
