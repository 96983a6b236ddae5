"""What the printing of badges asks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from eventsvc.db.models import (
    AttendanceRow,
    BadgeStyleRow,
    MeetingHostRow,
    PersonRow,
    PrintRow,
    PublicCodeRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import Attends, PartStat, Seat

_MOST_STYLES = 2000


def attendances_with_badge(
    network_id: int, meeting_id: int, *, person_id: int | None = None
) -> Sequence[AttendanceRow]:
    """Return who gets a badge (``domain.attendances.needs_badge``), by family name, whole.

    With ``person_id`` only that person, or nobody.
    """
    query = (
        select(AttendanceRow)
        .join(AttendanceRow.person)
        .where(AttendanceRow.network_id == network_id)
        .where(AttendanceRow.meeting_id == meeting_id)
        .where(AttendanceRow.partstat == PartStat.ACCEPTED)
        .where(AttendanceRow.attends == Attends.ON_SITE)
        .where(AttendanceRow.seat == Seat.HELD)
        .options(joinedload(AttendanceRow.person), selectinload(AttendanceRow.organisation))
        .order_by(PersonRow.sort_key, AttendanceRow.id)
    )
    if person_id is not None:
        query = query.where(AttendanceRow.person_id == person_id)
    return session().scalars(query).all()


class SavedStyle(NamedTuple):
    """How the badges of one meeting look."""

    meeting_id: int
    network_id: int
    style: Mapping[str, Any]


def styles_of(network_ids: Collection[int]) -> Sequence[SavedStyle]:
    """Return the styles saved in the networks, the newest first."""
    rows = session().execute(
        select(BadgeStyleRow.meeting_id, BadgeStyleRow.network_id, BadgeStyleRow.style)
        .where(BadgeStyleRow.network_id.in_(network_ids))
        .order_by(BadgeStyleRow.saved_at.desc(), BadgeStyleRow.meeting_id.desc())
        .limit(_MOST_STYLES)
    )
    return [SavedStyle(*row) for row in rows]


class LastPrint(NamedTuple):
    """What somebody's newest badge says."""

    content_hash: str
    no_photo: bool
    parts: Mapping[str, str]


def last_prints(meeting_ids: Sequence[int]) -> Mapping[int, LastPrint]:
    """Return attendance id → what was printed last; who has no badge is not in it."""
    place = func.row_number().over(
        partition_by=PrintRow.attendance_id,
        order_by=(PrintRow.printed_at.desc(), PrintRow.id.desc()),
    )
    said = (PrintRow.content_hash, PrintRow.no_photo, PrintRow.parts)
    prints = (
        select(PrintRow.attendance_id, *said, place.label("place"))
        .join(AttendanceRow, AttendanceRow.id == PrintRow.attendance_id)
        .where(AttendanceRow.meeting_id.in_(meeting_ids))
        .subquery()
    )
    columns = (prints.c.attendance_id, *(prints.c[column.key] for column in said))
    rows = session().execute(select(*columns).where(prints.c.place == 1))
    return {attendance_id: LastPrint(*printed) for attendance_id, *printed in rows}


def attendances_whole(network_id: int, attendance_ids: Sequence[int]) -> Sequence[AttendanceRow]:
    """Return these attendances with person and organisation, by family name."""
    return (
        session()
        .scalars(
            select(AttendanceRow)
            .join(AttendanceRow.person)
            .where(AttendanceRow.network_id == network_id)
            .where(AttendanceRow.id.in_(attendance_ids))
            .options(joinedload(AttendanceRow.person), selectinload(AttendanceRow.organisation))
            .order_by(PersonRow.sort_key, AttendanceRow.id)
        )
        .all()
    )


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes printed today: of organisations, and the meetings' own."""

    of_organisations: Mapping[int, str]
    of_meetings: Mapping[int, str]

    def of(self, row: AttendanceRow) -> str:
        """Return the code for the badge of ``row``; without an organisation, the meeting's."""
        own = self.of_meetings.get(row.meeting_id, "")
        return self.of_organisations.get(row.organisation_id or 0, own)


def code_for_walk_ins(meeting_id: int) -> str:
    """Return the code for badges without a name: the first host's, else the meeting's own."""
    return (
        session().scalar(
            select(PublicCodeRow.code)
            .outerjoin(
                MeetingHostRow,
                (MeetingHostRow.organisation_id == PublicCodeRow.organisation_id)
                & (MeetingHostRow.meeting_id == meeting_id),
            )
            .where(PublicCodeRow.is_current)
            .where(
                MeetingHostRow.meeting_id.is_not(None) | (PublicCodeRow.meeting_id == meeting_id)
            )
            .order_by(
                MeetingHostRow.position.is_(None),
                MeetingHostRow.position,
                PublicCodeRow.given_at.desc(),
                PublicCodeRow.code,
            )
            .limit(1)
        )
        or ""
    )


def codes_for_meetings(meeting_ids: Sequence[int]) -> Codes:
    """Return the codes for the badges of these meetings."""
    represented = select(AttendanceRow.organisation_id).where(
        AttendanceRow.meeting_id.in_(meeting_ids)
    )
    rows = session().execute(
        select(PublicCodeRow.organisation_id, PublicCodeRow.meeting_id, PublicCodeRow.code)
        .where(PublicCodeRow.is_current)
        .where(
            PublicCodeRow.organisation_id.in_(represented)
            | PublicCodeRow.meeting_id.in_(meeting_ids)
        )
        .order_by(PublicCodeRow.given_at)
    )
    of_organisations: dict[int, str] = {}
    of_meetings: dict[int, str] = {}
    for organisation_id, meeting_id, code in rows:
        if organisation_id is not None:
            of_organisations[organisation_id] = code
        elif meeting_id is not None:
            of_meetings[meeting_id] = code
    return Codes(of_organisations, of_meetings)
