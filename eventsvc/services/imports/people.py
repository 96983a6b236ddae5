"""People and their functions, from the file into the database."""

from eventsvc.db.models import PersonRow
from eventsvc.db.queries.doubles import merged_in
from eventsvc.db.queries.people import people_of
from eventsvc.domain.people import folded_name
from eventsvc.inputs.networks.people import PersonPart
from eventsvc.services.imports.merging import Accessor
from eventsvc.services.imports.records import Importing, Wanted, random_id, values_of
from eventsvc.services.people.people import known_as, read_functions, rename, write_functions

NETWORK_FILE = "network file"
"""Where somebody comes from whom a network file names."""
_COLUMNS = {
    name: name for name in ("title", "given", "family", "email", "phone", "language", "never_share")
}


def take_people(importing: Importing, parts: list[PersonPart]) -> None:
    """Bring in all people. Somebody of the same name and address is the same person."""
    rows = people_of(importing.network.id)
    by_id = {row.id: row for row in rows}
    merged = merged_in(importing.network.id)
    by_name = {
        called: row for row in rows for called in known_as(row, merged.get(row.id, ())) if called[1]
    }
    importing.people = {
        key: by_id[memory.row_id]
        for (subject, key), memory in importing.memories.items()
        if subject == "person" and memory.row_id in by_id
    }
    for part in parts:
        known = importing.people.get(part.key)
        if known is None and ("person", part.key) not in importing.memories:
            known = by_name.get((folded_name(given=part.given, family=part.family), part.email))
        row = _take_person(importing, part, known)
        if row is not None:
            importing.people[part.key] = row


def _take_person(
    importing: Importing, part: PersonPart, known: PersonRow | None
) -> PersonRow | None:
    values, said = values_of(part, _COLUMNS)
    values["functions"] = [
        {"organisation_id": importing.organisations[function.org].id, "title": function.title}
        for function in part.functions
        if function.org in importing.organisations
    ]
    said |= {"functions"} if "functions" in part.model_fields_set else set()
    row = importing.take(
        Wanted(subject="person", key=part.key, values=values, said=said),
        known,
        create=lambda: PersonRow(
            network_id=importing.network.id,
            public_id=random_id(importing.random),
            origin=NETWORK_FILE,
            entered_at=importing.now,
            functions=[],
        ),
        accessors={"functions": Accessor(read_functions, write_functions)},
    )
    if row is not None:
        rename(row, title=row.title, given=row.given, family=row.family)
        row.came_uninvited = False
    return row
