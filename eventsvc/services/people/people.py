"""People: making one, naming one, finding somebody again, and what they are where."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from random import Random
from typing import Any

from eventsvc.db.models import FunctionRow, MergedPersonRow, NetworkRow, PersonRow
from eventsvc.db.queries import people as queries
from eventsvc.db.queries.doubles import merged_in
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import expect
from eventsvc.domain.collation import sort_key
from eventsvc.domain.errors import NotFound
from eventsvc.domain.names import sort_name
from eventsvc.domain.people import Acquaintances, Known, folded_name
from eventsvc.services.acts import Act


def new_person(
    network_id: int,
    *,
    given: str,
    family: str,
    title: str = "",
    now: datetime,
    random: Random,
) -> PersonRow:
    """Return a new person without an address, added to the running transaction."""
    person = PersonRow(
        network_id=network_id,
        public_id=f"{random.getrandbits(128):032x}",
        entered_at=now,
        functions=[],
    )
    rename(person, title=title, given=given, family=family)
    session().add(person)
    return person


def rename(person: PersonRow, *, title: str, given: str, family: str) -> None:
    """Give ``person`` the name as it is written now, and what is derived from it."""
    person.title, person.given, person.family = title, given, family
    person.folded_name = folded_name(given=given, family=family)
    place(person, language=session().get_one(NetworkRow, person.network_id).languages[0])


def correct_address(person: PersonRow, email: str) -> None:
    """Set the mail address; a new one heals what a reader of the old one disowned."""
    if person.email != email:
        person.email, person.link_disowned_at = email, None


def place(person: PersonRow, *, language: str) -> None:
    """Put ``person`` where lists have them, in the alphabet of the network's own ``language``."""
    name = sort_name(given=person.given, family=person.family)
    person.sort_key = sort_key(name, language=language)


def acquaintances(network_id: int, people: Iterable[PersonRow]) -> Acquaintances:
    """Return how to find those of ``people`` again who are meant by a name."""
    organisations, merged = queries.organisations_of_people(network_id), merged_in(network_id)
    return Acquaintances(
        Known(
            key=person.public_id,
            folded_name=name,
            email=email,
            organisations=organisations.get(person.id, frozenset()),
        )
        for person in people
        for name, email in known_as(person, merged.get(person.id, ()))
    )


def known_as(person: PersonRow, merged: Sequence[MergedPersonRow]) -> list[tuple[str, str]]:
    """Return the (folded name, address) by which lists may call ``person``.

    Those of the entries that were merged into it count, in any pairing: the list that brought
    one of them may come again.
    """
    entries: list[PersonRow | MergedPersonRow] = [person, *merged]
    names = dict.fromkeys(one.folded_name for one in entries)
    addresses = dict.fromkeys(one.email for one in entries if one.email or one is person)
    return [(name, address) for name in names for address in addresses]


def change_functions(
    network_id: int, public_id: str, functions: Sequence[dict[str, Any]], *, version: int, act: Act
) -> None:
    """Set all functions of a person: who is no longer named somewhere has ended there.

    What stood on lists and badges of meetings stays as it was.

    Raises:
        NotFound: The network has nobody called that.
        EditConflict: Somebody else changed the person since ``version``.
    """
    with transaction():
        person = queries.person_with_functions(network_id, public_id)
        if person is None:
            raise NotFound
        before = len(person.functions)
        write_functions(expect(person, version), functions)
        facts = {"before": before, "now": len(person.functions)}
        act.note("person.functions", f"person:{public_id}", facts)


def read_functions(person: PersonRow) -> list[dict[str, Any]]:
    """Return what a person is in which organisation, as plain values."""
    return [{"organisation_id": f.organisation_id, "title": f.title} for f in person.functions]


def write_functions(person: PersonRow, functions: Sequence[dict[str, Any]]) -> None:
    """Set what a person is in which organisation; each organisation stands once."""
    there = {function.organisation_id: function for function in person.functions}
    kept = []
    for wanted in functions:
        function = there.get(wanted["organisation_id"]) or FunctionRow(
            network_id=person.network_id, organisation_id=wanted["organisation_id"]
        )
        function.title = wanted["title"]
        kept.append(function)
    person.functions = kept
