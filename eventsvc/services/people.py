"""People: making one, naming one, finding somebody again."""

from collections.abc import Iterable
from random import Random

from eventsvc.db.models import PersonRow
from eventsvc.db.queries import people as queries
from eventsvc.db.transaction import session
from eventsvc.domain.collation import sort_key
from eventsvc.domain.names import sort_name
from eventsvc.domain.people import Acquaintances, Known, folded_name


def new_person(
    network_id: int, *, given: str, family: str, title: str = "", email: str = "", random: Random
) -> PersonRow:
    """Return a new person, added to the running transaction."""
    person = PersonRow(
        network_id=network_id,
        public_id=f"{random.getrandbits(128):032x}",
        email=email,
        functions=[],
    )
    rename(person, title=title, given=given, family=family)
    session().add(person)
    return person


def rename(person: PersonRow, *, title: str, given: str, family: str) -> None:
    """Give ``person`` the name as it is written now, and what is derived from it."""
    person.title, person.given, person.family = title, given, family
    person.folded_name = folded_name(given=given, family=family)
    person.sort_key = sort_key(sort_name(given=given, family=family))


def acquaintances(network_id: int, people: Iterable[PersonRow]) -> Acquaintances:
    """Return how to find those of ``people`` again who are meant by a name."""
    organisations = queries.organisations_of_people(network_id)
    return Acquaintances(
        Known(
            key=person.public_id,
            folded_name=person.folded_name,
            email=person.email,
            organisations=organisations.get(person.id, frozenset()),
        )
        for person in people
    )
