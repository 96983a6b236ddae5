"""A person says which topic free words are about; nothing is sorted by the program."""

from dataclasses import dataclass

from eventsvc.db.models import OrganisationRow, StatementRow, TopicRow
from eventsvc.db.queries import directory as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import expect, touch
from eventsvc.domain.errors import NotFound
from eventsvc.domain.profiles import VersionKind
from eventsvc.services.acts import Act
from eventsvc.services.profiles.profile_history import catch_up, keep


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """What a person decided: ``topic`` by its key, None for all topics."""

    statement: int
    version: int
    topic: str | None
    remember: bool = False
    """Whether the words are another word for the topic from now on."""


def sort(decided: Sorted, *, act: Act) -> None:
    """Give a statement its topic; its words stay as they were said.

    Raises:
        NotFound: There is no such statement or topic, or it has its topic already.
        EditConflict: Somebody changed the statement meanwhile.
    """
    network_id = act.network_id or 0
    with transaction():
        waiting = {row.id: row for row in queries.unsorted_statements(network_id)}
        row = waiting.get(decided.statement)
        if row is None:
            raise NotFound
        expect(row, decided.version)
        organisation = session().get_one(OrganisationRow, row.organisation_id)
        catch_up(organisation, act=act)
        topic = _topic(network_id, decided.topic)
        row.topic_id, row.unsorted = topic.id if topic else None, False
        if topic is not None and decided.remember:
            _remember(row, topic)
        touch(organisation)
        keep(organisation, VersionKind.CHANGED, act=act)
        facts = {"topic": topic.key if topic else "all"}
        act.note("statement.sorted", f"organisation:{organisation.key}", facts)


def _topic(network_id: int, key: str | None) -> TopicRow | None:
    if key is None:
        return None
    found = next((row for row in queries.topics_of(network_id) if row.key == key), None)
    if found is None:
        raise NotFound
    return found


def _remember(row: StatementRow, topic: TopicRow) -> None:
    known = {*topic.synonyms, *topic.label.values()}
    topic.synonyms = [*topic.synonyms, *sorted(set(row.text.values()) - known)]
