"""People and their functions, from the file into the database."""

from typing import Any

from eventsvc.db.models import FunctionRow, PersonRow
from eventsvc.db.queries.imports import people_of
from eventsvc.domain.collation import sort_key
from eventsvc.domain.names import sort_name
from eventsvc.domain.people import folded_name
from eventsvc.inputs.networks.people import PersonPart
from eventsvc.services.imports.merging import Accessor
from eventsvc.services.imports.records import Importing, Wanted, random_id, values_of

_COLUMNS = {
    name: name for name in ("title", "given", "family", "email", "phone", "language", "never_share")
}


def take_people(importing: Importing, parts: list[PersonPart]) -> None:
    """Bring in all people. Somebody of the same name and address is the same person."""
    rows = people_of(importing.network.id)
    by_id = {row.id: row for row in rows}
    by_name = {(row.folded_name, row.email): row for row in rows if row.email}
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
            network_id=importing.network.id, public_id=random_id(importing.random), functions=[]
        ),
        accessors={"functions": Accessor(_read_functions, _write_functions)},
    )
    if row is not None:
        row.folded_name = folded_name(given=row.given, family=row.family)
        row.sort_key = sort_key(sort_name(given=row.given, family=row.family))
    return row


def _read_functions(row: PersonRow) -> object:
    return [{"organisation_id": f.organisation_id, "title": f.title} for f in row.functions]


def _write_functions(row: PersonRow, functions: list[dict[str, Any]]) -> None:
    there = {function.organisation_id: function for function in row.functions}
    kept = []
    for wanted in functions:
        function = there.get(wanted["organisation_id"]) or FunctionRow(
            network_id=row.network_id, organisation_id=wanted["organisation_id"]
        )
        function.title = wanted["title"]
        kept.append(function)
    row.functions = kept
