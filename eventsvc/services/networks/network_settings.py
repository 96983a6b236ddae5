"""What a network says of itself, and the pages its office writes."""

from collections.abc import Mapping
from typing import Any

from eventsvc.db.models import NetworkPageRow, NetworkRow
from eventsvc.db.queries.imports import meetings_of, organisations_of
from eventsvc.db.queries.networks import network_page
from eventsvc.db.queries.people import people_of
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect
from eventsvc.domain.errors import EditConflict
from eventsvc.domain.kinds import PageKind
from eventsvc.services.acts import Act
from eventsvc.services.calendar.revisions import seen_by_readers, tell_readers
from eventsvc.services.imports.organisations import place as place_organisation
from eventsvc.services.people.people import place as place_person
from eventsvc.services.privacy.controller_changes import Body, followed, places_to_come


def change(values: Mapping[str, Any], *, version: int, act: Act, body: Body | None = None) -> None:
    """Change the network's names, mailbox and languages; calendars that show them follow.

    Another language of its own is another alphabet: all lists are sorted anew.

    ``body``: what another name of the organiser means.

    Raises:
        EditConflict: Somebody else changed it since ``version``.
        ControllerChanges: Another name is responsible, people agreed, and ``body`` says nothing.
    """
    with transaction() as writing:
        network = expect(writing.get_one(NetworkRow, act.network_id), version)
        seen = seen_by_readers(network, {row.key: row for row in meetings_of(network.id)})
        before = network.languages[0]
        with followed(network, places_to_come(network, now=act.at), body=body, act=act):
            for name, value in values.items():
                setattr(network, name, value)
        if network.languages[0] != before:
            _sort_anew(network)
        tell_readers(network, seen, now=act.at)
        act.note("network.changed", f"network:{network.slug}")


def _sort_anew(network: NetworkRow) -> None:
    for organisation in organisations_of(network.id):
        place_organisation(organisation, network.languages)
    for person in people_of(network.id):
        if person.erased_at is None:
            place_person(person, language=network.languages[0])


def write_page(kind: PageKind, text: dict[str, str], *, version: int, act: Act) -> None:
    """Write one of the pages in the footer. ``version`` is 0 while there is none.

    Raises:
        EditConflict: Somebody else wrote it since ``version``.
    """
    with transaction() as writing:
        network = writing.get_one(NetworkRow, act.network_id)
        row = network_page(network.id, kind)
        if row is None:
            if version:
                raise EditConflict
            row = NetworkPageRow(network_id=network.id, kind=kind, text={})
            writing.add(row)
        else:
            expect(row, version)
        row.text = text
        act.note("page.changed", f"page:{kind}")
