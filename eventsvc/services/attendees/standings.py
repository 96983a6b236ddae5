"""How everybody stands to meetings, whole: what pages count, and the lists behind the numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from eventsvc.db.models import AttendanceRow, MeetingRow, NetworkRow
from eventsvc.db.queries import attendances as queries
from eventsvc.db.queries import badges, consents
from eventsvc.domain.badge_styles import Style, shown
from eventsvc.domain.badges import Badge, paper
from eventsvc.domain.consents import Basis, Decision, Purpose
from eventsvc.domain.headcounts import Counted, gets_badge
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, sheet_named
from eventsvc.outputs.apart import PrintingEnded
from eventsvc.outputs.badges import PrintOptions, hard_to_read
from eventsvc.services.badges.badge_styles import as_measured, print_options, styles_for
from eventsvc.services.badges.badges import badge_of
from eventsvc.services.privacy.consents import may_be_in_pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One person at one meeting, with everything that counts there."""

    row: AttendanceRow
    badge: Badge
    decisions: tuple[Decision, ...]
    counted: Counted


def standings(
    networks: Mapping[int, NetworkRow], meetings: Sequence[MeetingRow], *, public_url: str
) -> Mapping[int, list[Standing]]:
    """Return meeting id → how everybody stands to it, by family name (six questions)."""
    ids = [meeting.id for meeting in meetings]
    known = _Known(
        decisions=consents.decisions_at_meetings(ids),
        bases=consents.bases_of_meetings(ids),
        codes=badges.codes_for_meetings(ids),
        printed={key: last.content_hash for key, last in badges.last_prints(ids).items()},
        styles=styles_for(meetings),
        public_url=public_url,
    )
    found: dict[int, list[Standing]] = {meeting_id: [] for meeting_id in ids}
    for row in queries.attendances_at(ids):
        found[row.meeting_id].append(_standing(row, networks[row.network_id], known))
    return {
        meeting.id: _with_cramped(
            found[meeting.id],
            print_options(
                networks[meeting.network_id],
                meeting,
                public_url=public_url,
                style=as_measured(known.styles[meeting.id]),
            ),
        )
        for meeting in meetings
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What was looked up at once for everybody."""

    decisions: Mapping[tuple[int, int], tuple[Decision, ...]]
    bases: Mapping[int, Mapping[Purpose, Basis]]
    codes: badges.Codes
    printed: Mapping[int, str]
    styles: Mapping[int, Style]
    public_url: str


def _standing(row: AttendanceRow, network: NetworkRow, known: _Known) -> Standing:
    decisions = known.decisions.get((row.meeting_id, row.person_id), ())
    allowed = may_be_in_pictures(row, decisions, bases=known.bases[row.meeting_id])
    badge = badge_of(
        row,
        network=network,
        code=known.codes.of(row),
        public_url=known.public_url,
        no_photo=not allowed,
    )
    badge = shown(badge, style=known.styles[row.meeting_id], decisions=decisions)
    counted = Counted(
        partstat=row.partstat,
        attends=row.attends,
        seat=row.seat,
        may_be_photographed=allowed,
        paper=paper(badge, printed=known.printed.get(row.id)),
        is_disowned=row.person.link_disowned_at is not None,
        is_restricted=row.person.restricted_at is not None,
    )
    return Standing(row=row, badge=badge, decisions=decisions, counted=counted)


def _with_cramped(people: list[Standing], options: PrintOptions) -> list[Standing]:
    wanted = [one for one in people if gets_badge(one.counted)]
    cramped = _cramped(tuple(one.badge for one in wanted), options)
    ids = {one.row.id for at, one in enumerate(wanted) if at in cramped}
    return [
        replace(one, counted=replace(one.counted, is_cramped=True)) if one.row.id in ids else one
        for one in people
    ]


@lru_cache(maxsize=64)
def _cramped(found: tuple[Badge, ...], options: PrintOptions) -> frozenset[int]:
    """Return whose badge will be hard to read on the usual label; set anew only when one changed.

    What cannot be told now, because the process that draws died, is not told.
    """
    if not found:
        return frozenset()
    try:
        return hard_to_read(found, sheet=sheet_named(DEFAULT_SHEET), options=options)
    except PrintingEnded:
        return frozenset()
