"""Somebody of the sample who stands there twice: another list, another address, the name cut."""

from random import Random

from eventsvc.db.queries.directory import organisation_by_key
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.consents import Channel, DecidedBy, Purpose, State
from eventsvc.services.acts import Act
from eventsvc.services.people.people import new_person, write_functions
from eventsvc.services.privacy.consents import Answer, append_on

_LIST = "rueckmeldungen.csv: 2"


def add(network_id: int, *, act: Act, random: Random) -> None:
    """Make a second entry of Mia Muster, who says no to the distribution list there."""
    organisation = organisation_by_key(network_id, "ilmenau")
    if organisation is None:
        return
    with transaction():
        person = new_person(
            network_id,
            given="M.",
            family="Muster",
            now=act.at,
            random=random,
        )
        person.email, person.origin = "m.muster@example.org", _LIST
        function = {"organisation_id": organisation.id, "title": {"de": "Digitalisierung"}}
        write_functions(person, [function])
        session().flush()
        no = Answer(
            purpose=Purpose.CONTACT_NETWORK,
            state=State.REFUSED,
            language="de",
            channel=Channel.FILE,
            decided_by=DecidedBy.ON_BEHALF,
            source=f"{_LIST}, “Verteiler”: “nein”",
        )
        append_on(None, None, person.id, no, now=act.at)
