"""What a command's MEETING, NETWORK and SHEET mean."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow, NetworkRow, PersonRow
    from eventsvc.domain.sheets import Sheet

MEETING_HELP = "MEETING is network/slug, a UID, or the slug alone while only one meeting bears it."


def meeting_called(reference: str) -> "tuple[NetworkRow, MeetingRow]":
    """Return the one meeting that ``reference`` names.

    Raises:
        click.BadParameter: It names none, or several.
    """
    from eventsvc.db.queries.references import meetings_called

    found = meetings_called(reference)
    if len(found) == 1:
        return found[0]
    if not found:
        raise click.BadParameter(f"There is no meeting {reference}. {MEETING_HELP}")
    names = ", ".join(f"{network.slug}/{meeting.slug}" for network, meeting in found)
    raise click.BadParameter(f"Several meetings are called {reference}: write one of {names}.")


def network_called(slug: str) -> "NetworkRow":
    """Return the network with ``slug`` in its addresses.

    Raises:
        click.BadParameter: There is none.
    """
    from eventsvc.db.queries.networks import network_by_slug, networks

    network = network_by_slug(slug)
    if network is None:
        known = ", ".join(row.slug for row in networks()) or "none yet; import one first"
        raise click.BadParameter(f"There is no network {slug}. Networks here: {known}.")
    return network


def sheet_called(name: str, network_id: int) -> "Sheet":
    """Return the sheet of labels called ``name``: a preset, or one that the network measured.

    Raises:
        click.BadParameter: There is none.
    """
    from eventsvc.services.badges.sheets import sheets_of

    known = sheets_of(network_id)
    if name not in known:
        raise click.BadParameter(f"There is no sheet {name}. Sheets: {', '.join(known)}.")
    return known[name]


def person_called(network: "NetworkRow", beginning: str) -> "PersonRow":
    """Return the person of ``network`` whose id begins so.

    Raises:
        click.BadParameter: There is none, or several.
    """
    from eventsvc.db.queries.doubles import everybody

    found = [row for row in everybody(network.id) if row.public_id.startswith(beginning)]
    if len(found) == 1:
        return found[0]
    known = "Several ids begin" if found else "There is nobody whose id begins"
    raise click.BadParameter(
        f"{known} with {beginning}. See: eventsvc people find {network.slug} NAME"
    )
