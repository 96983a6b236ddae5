"""Who comes to a meeting, and how they stand to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from eventsvc.db.models import AttendanceRow, PersonRow, PrintRow
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import Attends, PartStat, Seat

MOST = 20_000
"""More people than any network's meetings together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one person stands to one meeting; no name, for counting."""

    meeting_id: int
    person_id: int
    partstat: PartStat
    attends: Attends
    seat: Seat
    is_printed: bool


def standings(meeting_ids: Sequence[int]) -> Mapping[int, Sequence[Standing]]:
    """Return meeting id → how each person stands to it; every meeting asked for is in it."""
    printed = exists().where(PrintRow.attendance_id == AttendanceRow.id)
    rows = session().execute(
        select(
            AttendanceRow.meeting_id,
            AttendanceRow.person_id,
            AttendanceRow.partstat,
            AttendanceRow.attends,
            AttendanceRow.seat,
            printed,
        )
        .where(AttendanceRow.meeting_id.in_(meeting_ids))
        .order_by(AttendanceRow.id)
        .limit(MOST)
    )
    found: dict[int, list[Standing]] = {meeting_id: [] for meeting_id in meeting_ids}
    for meeting_id, person_id, partstat, attends, seat, is_printed in rows:
        found[meeting_id].append(
            Standing(
                meeting_id=meeting_id,
                person_id=person_id,
                partstat=partstat,
                attends=attends,
                seat=seat,
                is_printed=is_printed,
            )
        )
    return found


def attendances_of(network_id: int, meeting_id: int) -> Sequence[AttendanceRow]:
    """Return everybody on the meeting's list by family name, with person and organisation."""
    return (
        session()
        .scalars(
            select(AttendanceRow)
            .join(AttendanceRow.person)
            .where(AttendanceRow.network_id == network_id)
            .where(AttendanceRow.meeting_id == meeting_id)
            .options(joinedload(AttendanceRow.person), joinedload(AttendanceRow.organisation))
            .order_by(PersonRow.sort_key, AttendanceRow.id)
            .limit(MOST)
        )
        .all()
    )


def printed_attendances(meeting_id: int) -> frozenset[int]:
    """Return the ids of the meeting's attendances of which a badge was printed."""
    return frozenset(
        session().scalars(
            select(PrintRow.attendance_id)
            .join(AttendanceRow, AttendanceRow.id == PrintRow.attendance_id)
            .where(AttendanceRow.meeting_id == meeting_id)
            .distinct()
        )
    )


def attendances_by_public_ids(
    network_id: int, meeting_id: int, public_ids: Sequence[str]
) -> Sequence[AttendanceRow]:
    """Return those of the meeting's list that are called so, with person and organisation."""
    return (
        session()
        .scalars(
            select(AttendanceRow)
            .where(AttendanceRow.network_id == network_id)
            .where(AttendanceRow.meeting_id == meeting_id)
            .where(AttendanceRow.public_id.in_(public_ids))
            .options(joinedload(AttendanceRow.person), joinedload(AttendanceRow.organisation))
            .order_by(AttendanceRow.id)
        )
        .all()
    )
