"""How the badges of a meeting look: saved per meeting, taken over by the next one."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from eventsvc.db.models import BadgeStyleRow, MeetingRow, NetworkRow
from eventsvc.db.queries import badges as queries
from eventsvc.db.queries.meetings import public_agenda
from eventsvc.db.queries.networks import network_logo
from eventsvc.db.queries.own_designs import own_design_called
from eventsvc.db.transaction import transaction
from eventsvc.domain.addresses import is_reachable
from eventsvc.domain.agenda import timetable
from eventsvc.domain.badge_styles import BLACK, DesignName, Field, NameSize, Style
from eventsvc.domain.own_designs import OwnDesign
from eventsvc.domain.sheets import NO_OFFSET, Backs, Offset
from eventsvc.domain.texts import choose
from eventsvc.outputs.apart import PrintingEnded
from eventsvc.outputs.badge_template import DEFAULTS, Logo
from eventsvc.outputs.badges import PrintOptions
from eventsvc.outputs.pdf import PdfError
from eventsvc.services.acts import Act
from eventsvc.services.calendar.calendar import when_of

log = logging.getLogger(__name__)
T = TypeVar("T")
_NAMES = {
    NameSize.USUAL: (0.32, 48.0),
    NameSize.LARGE: (0.4, 60.0),
    NameSize.LARGEST: (0.48, 72.0),
}
"""Share of the height that the first name may take, and its most points."""
_SMALLER_CODE = 22.0
"""Millimetres, where the name is what counts."""


def styles_for(meetings: Sequence[MeetingRow]) -> Mapping[int, Style]:
    """Return the style of each meeting, else that of its network's latest (one question)."""
    saved = queries.styles_of({meeting.network_id for meeting in meetings})
    own = {one.meeting_id: one.style for one in saved}
    latest = {one.network_id: one.style for one in reversed(saved)}
    return {
        meeting.id: Style.restored(own.get(meeting.id, latest.get(meeting.network_id, {})))
        for meeting in meetings
    }


def style_of(meeting: MeetingRow) -> Style:
    """Return the style of the meeting, else that of the network's latest (one question)."""
    return styles_for([meeting])[meeting.id]


def save_style(meeting: MeetingRow, style: Style, *, act: Act) -> None:
    """Keep ``style`` for the meeting."""
    with transaction() as session:
        session.merge(
            BadgeStyleRow(
                meeting_id=meeting.id,
                network_id=meeting.network_id,
                style=style.stored(),
                saved_at=act.at,
            )
        )
        act.note("badges.style", f"meeting:{meeting.key}", {"design": style.design.value})


def print_options(
    network: NetworkRow,
    meeting: MeetingRow,
    *,
    public_url: str,
    start: int = 1,
    offset: Offset = NO_OFFSET,
    style: Style | None = None,
) -> PrintOptions:
    """Return how the badges of ``meeting`` are drawn; a trial while no phone can open them."""
    style = style or style_of(meeting)
    title = choose(meeting.title, language=network.languages[0], fallbacks=network.languages).text
    options = replace(
        look_of(network, style, own=own_of(network.id, style)),
        start=start,
        offset=offset,
        title=title,
        heading=title if Field.HEADING in style.fields else "",
        proof=not is_reachable(public_url),
    )
    if style.backs is not Backs.NONE:
        return replace(options, backs=style.backs, agenda=agenda_lines(network, meeting))
    return options


def look_of(network: NetworkRow, style: Style, *, own: OwnDesign | None = None) -> PrintOptions:
    """Return what ``style`` looks like whatever the meeting is."""
    is_named = style.design in {DesignName.FIRST_NAME, DesignName.FOLD}
    return PrintOptions(
        languages=style.languages or tuple(network.languages),
        heading=choose(
            network.name, language=network.languages[0], fallbacks=network.languages
        ).text,
        colour=_colour(network, style),
        name_share=_NAMES[style.name_size],
        most_code=_SMALLER_CODE if is_named else DEFAULTS.most_code,
        logo=_logo(network) if Field.LOGO in style.fields else None,
        cut_marks=style.cut_marks,
        own=own,
    )


def own_of(network_id: int, style: Style) -> OwnDesign | None:
    """Return the design that an administrator wrote, if it is chosen and still there."""
    row = own_design_called(network_id, style.own) if style.own else None
    return OwnDesign(row.html, row.css) if row else None


def in_some_design(options: PrintOptions, draw: Callable[[PrintOptions], T]) -> T:
    """Draw in the design that somebody wrote, else in the one that it was copied from.

    Raises:
        PdfError, PrintingEnded: Ours cannot be drawn either.
    """
    try:
        return draw(options)
    except (PdfError, PrintingEnded):
        if options.own is None:
            raise
        log.warning("design-not-drawn")
        return draw(replace(options, own=None))


def as_measured(style: Style) -> Style:
    """Return ``style`` without what must be looked up and says nothing about legibility."""
    fields = tuple(field for field in style.fields if field is not Field.LOGO)
    return replace(style, fields=fields, backs=Backs.NONE, own="")


def _colour(network: NetworkRow, style: Style) -> str:
    if style.design is DesignName.ROLL:
        return BLACK  # label printers know no other
    return style.colour or network.colour or DEFAULTS.colour


def _logo(network: NetworkRow) -> Logo | None:
    data = network_logo(network.id) if network.logo_digest else None
    return Logo(data, network.logo_width, network.logo_height) if data else None


def agenda_lines(network: NetworkRow, meeting: MeetingRow) -> tuple[tuple[str, str], ...]:
    """Return time and title of each public point of the agenda (two questions)."""
    rows = public_agenda(meeting.id)
    numbers, items = zip(*rows.timings, strict=True) if rows.timings else ((), ())
    slots = dict(zip(numbers, timetable(items, when=when_of(meeting)), strict=True))
    return tuple(
        (
            f"{slots[row.id].start:%H:%M}" if slots[row.id].start else "",
            choose(row.title, language=network.languages[0], fallbacks=network.languages).text,
        )
        for row in rows.items
    )
