"""How the badges of a meeting look: saved per meeting, taken over by the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from eventsvc.db.models import BadgeStyleRow, MeetingRow, NetworkRow
from eventsvc.db.queries import badges as queries
from eventsvc.db.queries.meetings import public_agenda
from eventsvc.db.queries.networks import network_logo
from eventsvc.db.transaction import transaction
from eventsvc.domain.addresses import is_reachable
from eventsvc.domain.agenda import timetable
from eventsvc.domain.badge_styles import BLACK, DesignName, Field, NameSize, Style
from eventsvc.domain.sheets import NO_OFFSET, Backs, Offset
from eventsvc.domain.texts import choose
from eventsvc.outputs.badge_template import DEFAULTS, Logo
from eventsvc.outputs.badges import PrintOptions
from eventsvc.services.acts import Act
from eventsvc.services.calendar import when_of

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
    language = network.languages[0]
    title = choose(meeting.title, language=language, fallbacks=network.languages).text
    is_named = style.design in {DesignName.FIRST_NAME, DesignName.FOLD}
    options = PrintOptions(
        start=start,
        offset=offset,
        languages=style.languages or tuple(network.languages),
        title=title,
        heading=title if Field.HEADING in style.fields else "",
        colour=_colour(network, style),
        proof=not is_reachable(public_url),
        name_share=_NAMES[style.name_size],
        most_code=_SMALLER_CODE if is_named else DEFAULTS.most_code,
        logo=_logo(network) if Field.LOGO in style.fields else None,
        cut_marks=style.cut_marks,
    )
    if style.backs is not Backs.NONE:
        return replace(options, backs=style.backs, agenda=agenda_lines(network, meeting))
    return options


def as_measured(style: Style) -> Style:
    """Return ``style`` without what must be looked up and says nothing about legibility."""
    fields = tuple(field for field in style.fields if field is not Field.LOGO)
    return replace(style, fields=fields, backs=Backs.NONE)


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
