"""What a network says of itself, and the pages its office writes."""

from collections.abc import Mapping
from typing import Any

from eventsvc.db.models import NetworkPageRow, NetworkRow
from eventsvc.db.queries.imports import meetings_of
from eventsvc.db.queries.networks import network_page
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect
from eventsvc.domain.errors import EditConflict
from eventsvc.domain.kinds import PageKind
from eventsvc.services.acts import Act
from eventsvc.services.revisions import seen_by_readers, tell_readers


def change(values: Mapping[str, Any], *, version: int, act: Act) -> None:
    """Change the network's names, mailbox and languages; calendars that show them follow.

    Raises:
        EditConflict: Somebody else changed it since ``version``.
    """
    with transaction() as writing:
        network = expect(writing.get_one(NetworkRow, act.network_id), version)
        seen = seen_by_readers(network, {row.key: row for row in meetings_of(network.id)})
        for name, value in values.items():
            setattr(network, name, value)
        tell_readers(network, seen, now=act.at)
        act.note("network.changed", f"network:{network.slug}")


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
