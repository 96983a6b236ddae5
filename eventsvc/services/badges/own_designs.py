"""Designs of badges that an administrator wrote: copied from one of ours, changed, chosen."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from eventsvc.db.models import BadgeDesignRow, NetworkRow
from eventsvc.db.queries import own_designs as queries
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect
from eventsvc.domain.badge_styles import DesignName, Style
from eventsvc.domain.badges import SAMPLES, Sign
from eventsvc.domain.errors import DomainError, NotFound
from eventsvc.domain.own_designs import Fault, OwnDesign, Part, Reason
from eventsvc.domain.sheets import Sheet
from eventsvc.domain.slugs import free_slug
from eventsvc.outputs.apart import PrintingEnded
from eventsvc.outputs.badge_picture import sheet_png
from eventsvc.outputs.badges import PrintOptions
from eventsvc.outputs.own_badges import faults_of
from eventsvc.services.acts import Act
from eventsvc.services.badges.badge_styles import look_of
from eventsvc.services.badges.sheets import sheet_called


class TooManyDesigns(DomainError):
    """The network has as many designs of its own as it may."""

    code = "too-many-designs"


def create(
    name: str, *, base: DesignName, sheet: Sheet, own: OwnDesign, nonce: str, act: Act
) -> BadgeDesignRow:
    """Keep a design for the labels of ``sheet`` that was copied from ``base``.

    Raises:
        DoneAlready: The same form was sent before.
        TooManyDesigns: There are as many as there may be.
    """
    with transaction() as writing:
        act.once(nonce)
        network = writing.get_one(NetworkRow, act.network_id)
        known = {row.key for row in queries.own_designs(network.id)}
        if len(known) >= queries.MOST:
            raise TooManyDesigns(most=queries.MOST)
        row = BadgeDesignRow(
            network_id=network.id,
            key=free_slug(name, taken={"new", *known}),
            name=name,
            base=base.value,
            sheet=sheet.name,
            html=own.html,
            css=own.css,
        )
        writing.add(row)
        act.note("design.created", f"design:{row.key}")
    return row


def change(key: str, values: Mapping[str, Any], *, version: int, act: Act) -> None:
    """Save a design that has no faults (``faults``).

    Raises:
        NotFound, EditConflict: There is none; somebody changed it since ``version``.
    """
    with transaction():
        row = expect(own_design(act.network_id or 0, key), version)
        row.name, row.html, row.css = values["name"], values["html"], values["css"]
        act.note("design.changed", f"design:{key}")


def delete(key: str, *, version: int, act: Act) -> None:
    """Forget a design; meetings that chose it take the one it was copied from.

    Raises:
        NotFound, EditConflict: There is none; somebody changed it since ``version``.
    """
    with transaction() as writing:
        writing.delete(expect(own_design(act.network_id or 0, key), version))
        act.note("design.deleted", f"design:{key}")


def own_design(network_id: int, key: str) -> BadgeDesignRow:
    """Return a design of the network's own.

    Raises:
        NotFound: There is none.
    """
    row = queries.own_design_called(network_id, key)
    if row is None:
        raise NotFound
    return row


def faults(network: NetworkRow, row: BadgeDesignRow, own: OwnDesign) -> tuple[Fault, ...]:
    """Return what keeps ``own`` from being drawn on the labels it was made for."""
    sheet = sheet_called(network.id, row.sheet)
    return faults_on(sheet, options=look_of(network, Style(design=DesignName(row.base)), own=own))


def faults_on(sheet: Sheet, *, options: PrintOptions) -> tuple[Fault, ...]:
    """Return what keeps the design of ``options`` from being drawn on ``sheet``."""
    try:
        return faults_of(sheet, options=options)
    except PrintingEnded:
        return (Fault(Part.HTML, 0, Reason.TOO_MUCH),)


def picture(network: NetworkRow, row: BadgeDesignRow) -> bytes:
    """Return the design with a short and a long name, and with each sign, as a sheet (PNG)."""
    own = OwnDesign(row.html, row.css)
    sheet = sheet_called(network.id, row.sheet)
    options = look_of(network, Style(design=DesignName(row.base)), own=own)
    badges = [replace(badge, mark=sign) for sign in Sign for badge in SAMPLES]
    return sheet_png(badges[: sheet.per_page], sheet=sheet, options=options)
