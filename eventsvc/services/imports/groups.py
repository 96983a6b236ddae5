"""Working groups, from the file into the database."""

from functools import partial

from eventsvc.db.models import WorkingGroupRow
from eventsvc.db.queries.groups import groups_of
from eventsvc.inputs.networks.groups import GroupPart
from eventsvc.services.dates.groups import read_members, read_people, write_members, write_people
from eventsvc.services.imports.merging import Accessor
from eventsvc.services.imports.records import Importing, Wanted, values_of

_COLUMNS = {name: name for name in ("title", "about", "visibility")}
_LISTS = {
    "members": Accessor(read_members, write_members),
    "people": Accessor(read_people, write_people),
}


def take_groups(importing: Importing, parts: list[GroupPart]) -> None:
    """Bring in all working groups; each is known by its key, which is its address too."""
    importing.groups = {row.slug: row for row in groups_of(importing.network.id)}
    for part in parts:
        row = importing.take(
            _wanted(importing, part),
            importing.groups.get(part.key),
            create=partial(_new, importing, part.key),
            accessors=_LISTS,
        )
        if row is not None:
            importing.groups[part.key] = row


def _wanted(importing: Importing, part: GroupPart) -> Wanted:
    values, said = values_of(part, _COLUMNS)
    organisations, people = importing.organisations, importing.people
    values["members"] = [organisations[key].id for key in part.members if key in organisations]
    values["people"] = [
        {"person_id": people[one.person].id, "role": one.role}
        for one in part.people
        if one.person in people
    ]
    said |= {name for name in _LISTS if name in part.model_fields_set}
    return Wanted(subject="group", key=part.key, values=values, said=said)


def _new(importing: Importing, key: str) -> WorkingGroupRow:
    return WorkingGroupRow(
        network_id=importing.network.id,
        slug=key,
        title={},
        about={},
        created_at=importing.now,
        members=[],
        people=[],
    )
