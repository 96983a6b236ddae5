"""What is out there of some people, and what is to be done about it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Subquery, func, select, update
from sqlalchemy.orm import joinedload

from eventsvc.db.models import (
    AttendanceRow,
    AuditRow,
    ConsentDecisionRow,
    ConsentLimitRow,
    EffectRow,
    HandoutPersonRow,
    HandoutRow,
    MeetingRow,
    PersonRow,
    PicturePersonRow,
    PictureRow,
    PrintRow,
)
from eventsvc.db.queries.attendances import MOST
from eventsvc.db.transaction import session
from eventsvc.domain.consents import Decision, Purpose
from eventsvc.domain.effects import Cause, CauseKind, Known, Touched


@dataclass(frozen=True, slots=True)
class Stands:
    """Somebody on the list of a meeting that is not over, and the badge printed last."""

    row: AttendanceRow
    meeting: MeetingRow
    has_mark: bool | None
    """Whether the badge says "no photos"; None: none was printed."""
    sheet_at: datetime | None
    """When the photographer's sheet was made last."""
    is_doubled: bool = False
    """Two badges were printed before two entries became one: one of them may say otherwise."""


def take_turns(person_ids: Collection[int]) -> None:
    """Wait until no other transaction settles these people; else both would note the same twice.

    Rows that point to a person may be written meanwhile: ``key_share`` leaves keys alone.
    """
    wanted = select(PersonRow.id).where(PersonRow.id.in_(person_ids)).order_by(PersonRow.id)
    session().execute(wanted.with_for_update(key_share=True))


def decisions_of_people(
    person_ids: Collection[int],
) -> Mapping[int, Sequence[tuple[int | None, Decision]]]:
    """Return person id → every decision with its meeting, None for the network."""
    rows = session().execute(
        select(
            ConsentDecisionRow.person_id,
            ConsentDecisionRow.meeting_id,
            ConsentDecisionRow.purpose,
            ConsentDecisionRow.state,
            ConsentDecisionRow.decided_at,
            ConsentDecisionRow.id,
        )
        .where(ConsentDecisionRow.person_id.in_(person_ids))
        .order_by(ConsentDecisionRow.id)
    )
    found: dict[int, list[tuple[int | None, Decision]]] = defaultdict(list)
    for person_id, meeting_id, purpose, state, decided_at, number in rows:
        decision = Decision(purpose=purpose, state=state, decided_at=decided_at, number=number)
        found[person_id].append((meeting_id, decision))
    return found


def standing(person_ids: Collection[int], *, now: datetime) -> Sequence[Stands]:
    """Return how these people stand to the meetings that are not over."""
    prints = _last_prints()
    sheets = (
        select(AuditRow.network_id, AuditRow.subject, func.max(AuditRow.at).label("at"))
        .where(AuditRow.action == "export.photographer")
        .group_by(AuditRow.network_id, AuditRow.subject)
        .subquery()
    )
    rows = session().execute(
        select(AttendanceRow, MeetingRow, prints.c.no_photo, sheets.c.at, prints.c.content_hash)
        .join(MeetingRow, MeetingRow.id == AttendanceRow.meeting_id)
        .outerjoin(prints, (prints.c.attendance_id == AttendanceRow.id) & (prints.c.place == 1))
        .outerjoin(
            sheets,
            (sheets.c.network_id == MeetingRow.network_id)
            & (sheets.c.subject == "meeting:" + MeetingRow.key),
        )
        .where(AttendanceRow.person_id.in_(person_ids))
        .where(MeetingRow.dtend > now)
        .options(joinedload(AttendanceRow.person), joinedload(AttendanceRow.organisation))
        .order_by(AttendanceRow.id)
    )
    return [
        Stands(row, meeting, mark, at, is_doubled=printed == "")
        for row, meeting, mark, at, printed in rows
    ]


def _last_prints() -> Subquery:
    place = func.row_number().over(
        partition_by=PrintRow.attendance_id,
        order_by=(PrintRow.printed_at.desc(), PrintRow.id.desc()),
    )
    return select(
        PrintRow.attendance_id, PrintRow.no_photo, PrintRow.content_hash, place.label("place")
    ).subquery()


def fetched_with(person_ids: Collection[int]) -> Sequence[HandoutPersonRow]:
    """Return the records of these people on lists that were fetched."""
    return (
        session()
        .scalars(
            select(HandoutPersonRow)
            .where(HandoutPersonRow.person_id.in_(person_ids))
            .options(joinedload(HandoutPersonRow.handout))
            .order_by(HandoutPersonRow.id)
            .limit(MOST)
        )
        .all()
    )


def pictures_with(person_ids: Collection[int]) -> Sequence[tuple[int, PictureRow]]:
    """Return (person id, picture) of pictures that are still to be seen."""
    rows = session().execute(
        select(PicturePersonRow.person_id, PictureRow)
        .join(PictureRow, PictureRow.id == PicturePersonRow.picture_id)
        .where(PicturePersonRow.person_id.in_(person_ids))
        .where(PictureRow.taken_down_at.is_(None))
        .order_by(PictureRow.id)
    )
    return [(person_id, picture) for person_id, picture in rows]


def known_effects(person_ids: Collection[int]) -> list[Known]:
    """Return every effect on record for these people."""
    rows = session().execute(
        select(EffectRow, ConsentDecisionRow.decided_at, ConsentLimitRow.at)
        .outerjoin(ConsentDecisionRow, ConsentDecisionRow.id == EffectRow.decision_id)
        .outerjoin(ConsentLimitRow, ConsentLimitRow.id == EffectRow.limit_id)
        .where(EffectRow.person_id.in_(person_ids))
        .order_by(EffectRow.id)
    )
    return [
        Known(
            number=row.id,
            touched=Touched(
                kind=row.kind,
                subject=row.subject,
                person_id=row.person_id,
                cause=Cause(limited_at, CauseKind.LIMIT, row.limit_id)
                if row.limit_id
                else Cause(decided_at, CauseKind.DECISION, row.decision_id or 0),
                meeting_id=row.meeting_id,
            ),
            is_open=row.ended_at is None,
        )
        for row, decided_at, limited_at in rows
    ]


def effects_by_ids(numbers: Iterable[int]) -> Sequence[EffectRow]:
    """Return these effects."""
    return session().scalars(select(EffectRow).where(EffectRow.id.in_(tuple(numbers)))).all()


def open_effects(
    network_id: int, *, meeting_id: int | None = None, limit: int = 500
) -> Sequence[EffectRow]:
    """Return what is to be done, the oldest first, with the people.

    With ``meeting_id`` what belongs to that meeting, and what belongs to none.
    """
    query = (
        select(EffectRow)
        .where(EffectRow.network_id == network_id)
        .where(EffectRow.ended_at.is_(None))
        .options(joinedload(EffectRow.person))
        .order_by(EffectRow.made_at, EffectRow.id)
        .limit(limit)
    )
    if meeting_id is not None:
        query = query.where((EffectRow.meeting_id == meeting_id) | EffectRow.meeting_id.is_(None))
    return session().scalars(query).all()


def ended_effects(network_id: int, *, limit: int = 100) -> Sequence[EffectRow]:
    """Return what was done or became needless, the latest first, with the people."""
    return (
        session()
        .scalars(
            select(EffectRow)
            .where(EffectRow.network_id == network_id)
            .where(EffectRow.ended_at.is_not(None))
            .options(joinedload(EffectRow.person))
            .order_by(EffectRow.ended_at.desc(), EffectRow.id.desc())
            .limit(limit)
        )
        .all()
    )


def effect(network_id: int, public_id: str) -> EffectRow | None:
    """Return one effect with its person."""
    return session().scalar(
        select(EffectRow)
        .where(EffectRow.network_id == network_id)
        .where(EffectRow.public_id == public_id)
        .options(joinedload(EffectRow.person))
    )


def people_with_open_effects() -> Sequence[int]:
    """Return the ids of everybody for whom something is to be done."""
    wanted = select(EffectRow.person_id).where(EffectRow.ended_at.is_(None)).distinct()
    return session().scalars(wanted.order_by(EffectRow.person_id)).all()


def people_at(meeting_id: int) -> Sequence[int]:
    """Return the ids of everybody on the list of a meeting."""
    wanted = select(AttendanceRow.person_id).where(AttendanceRow.meeting_id == meeting_id)
    return session().scalars(wanted.order_by(AttendanceRow.id)).all()


def put_on_sheet(attendance_ids: Collection[int], *, at: datetime) -> None:
    """Note that the photographer's sheet made ``at`` names these; forms that are open stay good."""
    wanted = update(AttendanceRow).where(AttendanceRow.id.in_(attendance_ids))
    session().execute(wanted.values(on_sheet_at=at))


def photographers_by_meeting(meeting_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Return meeting id → who takes the pictures there, and so got the sheet."""
    rows = session().execute(
        select(MeetingRow.id, MeetingRow.photographed_by).where(MeetingRow.id.in_(meeting_ids))
    )
    return {meeting_id: names for meeting_id, names in rows}  # noqa: C416 -- typed rows


def handouts_by_ids(public_ids: Collection[str]) -> Mapping[str, HandoutRow]:
    """Return public id → list, with its meeting."""
    rows = session().scalars(
        select(HandoutRow)
        .where(HandoutRow.public_id.in_(public_ids))
        .options(joinedload(HandoutRow.meeting))
    )
    return {row.public_id: row for row in rows}


def pictures_by_ids(public_ids: Collection[str]) -> Mapping[str, PictureRow]:
    """Return public id → picture."""
    rows = session().scalars(select(PictureRow).where(PictureRow.public_id.in_(public_ids)))
    return {row.public_id: row for row in rows}


def pictures_of(network_id: int, meeting_id: int) -> Sequence[PictureRow]:
    """Return the published pictures of a meeting with who is on them, the latest first."""
    return (
        session()
        .scalars(
            select(PictureRow)
            .where(PictureRow.network_id == network_id)
            .where(PictureRow.meeting_id == meeting_id)
            .options(joinedload(PictureRow.people).joinedload(PicturePersonRow.person))
            .order_by(PictureRow.published_on.desc(), PictureRow.id.desc())
        )
        .unique()
        .all()
    )


def purposes_of(decision_ids: Collection[int]) -> Mapping[int, Purpose]:
    """Return decision id → what it is about."""
    rows = session().execute(
        select(ConsentDecisionRow.id, ConsentDecisionRow.purpose).where(
            ConsentDecisionRow.id.in_(decision_ids)
        )
    )
    return {number: purpose for number, purpose in rows}  # noqa: C416 -- typed rows
