"""Whom an invitation to a working group goes to."""

from collections.abc import Collection, Iterator
from datetime import date

from eventsvc.db.queries import groups as queries
from eventsvc.db.queries.mailings import contacts


def group_contacts(
    network_id: int, group_ids: Collection[int], *, today: date
) -> Iterator[tuple[int, int | None]]:
    """Yield person and organisation: who works in the groups, each for a member they work for.

    Members of a group that have nobody in it are asked by their contacts.
    """
    if not group_ids:
        return
    members = queries.members_in(network_id, group_ids)
    people = {row.person_id for row in queries.people_in(network_id, group_ids)}
    works_for: dict[int, list[int]] = {}
    for person, organisation in contacts(network_id, today=today):
        works_for.setdefault(person.id, []).append(organisation.id)
    spoken_for = {one for person_id in people for one in works_for.get(person_id, ())}
    for person_id in sorted(people):
        own = works_for.get(person_id, [])
        yield person_id, next((one for one in own if one in members), next(iter(own), None))
    for person_id, organisations in works_for.items():
        silent = [one for one in organisations if one in members and one not in spoken_for]
        if silent:
            yield person_id, silent[0]
