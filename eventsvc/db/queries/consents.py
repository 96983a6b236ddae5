"""What was decided: asked for many people at once, so that lists cost one question."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from eventsvc.db.models import (
    AttendanceRow,
    ConsentDecisionRow,
    MeetingBasisRow,
    OrganisationRow,
    PersonRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.consents import Basis, Decision, Purpose
from eventsvc.domain.consents import must_agree as must_agree_by

_DECISION = (
    ConsentDecisionRow.person_id,
    ConsentDecisionRow.purpose,
    ConsentDecisionRow.state,
    ConsentDecisionRow.decided_at,
    ConsentDecisionRow.id,
)


def decisions_for_meeting(
    network_id: int, meeting_id: int, *, person_id: int | None = None
) -> Mapping[int, tuple[Decision, ...]]:
    """Return person id → decisions that count at the meeting: its own and the network-wide ones.

    People who decided nothing are not in it; with ``person_id`` only that person is.
    """
    query = (
        select(*_DECISION)
        .join(
            AttendanceRow,
            (AttendanceRow.person_id == ConsentDecisionRow.person_id)
            & (AttendanceRow.meeting_id == meeting_id),
        )
        .where(ConsentDecisionRow.network_id == network_id)
        .where(
            or_(
                ConsentDecisionRow.meeting_id == meeting_id,
                ConsentDecisionRow.meeting_id.is_(None),
            )
        )
        .order_by(ConsentDecisionRow.id)
    )
    if person_id is not None:
        query = query.where(ConsentDecisionRow.person_id == person_id)
    found: dict[int, list[Decision]] = defaultdict(list)
    for decider, purpose, state, decided_at, number in session().execute(query):
        found[decider].append(
            Decision(purpose=purpose, state=state, decided_at=decided_at, number=number)
        )
    return {decider: tuple(decisions) for decider, decisions in found.items()}


def decisions_of_person(person_id: int, meeting_id: int) -> tuple[Decision, ...]:
    """Return one person's decisions that count at the meeting, network-wide ones too."""
    rows = session().execute(
        select(
            ConsentDecisionRow.purpose,
            ConsentDecisionRow.state,
            ConsentDecisionRow.decided_at,
            ConsentDecisionRow.id,
        )
        .where(ConsentDecisionRow.person_id == person_id)
        .where(
            or_(
                ConsentDecisionRow.meeting_id == meeting_id,
                ConsentDecisionRow.meeting_id.is_(None),
            )
        )
        .order_by(ConsentDecisionRow.id)
    )
    return tuple(
        Decision(purpose=purpose, state=state, decided_at=decided_at, number=number)
        for purpose, state, decided_at, number in rows
    )


def bases_of_meeting(meeting_id: int) -> Mapping[Purpose, Basis]:
    """Return the legal basis of each purpose that the meeting names."""
    rows = session().execute(
        select(MeetingBasisRow.purpose, MeetingBasisRow.basis).where(
            MeetingBasisRow.meeting_id == meeting_id
        )
    )
    return {purpose: basis for purpose, basis in rows}  # noqa: C416 -- dict() of rows is untyped


def agreeing(
    meeting_ids: Sequence[int], person_ids: Collection[int] | None = None
) -> Mapping[tuple[int, int], bool]:
    """Return (meeting id, person id) of everybody listed → whether only a yes of them counts.

    ``person_ids``: look at these people alone. What was written so far counts, also where a
    person or an organisation was loaded before.
    """
    query = (
        select(
            AttendanceRow.meeting_id,
            AttendanceRow.person_id,
            AttendanceRow.role,
            PersonRow.is_minor,
            OrganisationRow.is_guest,
        )
        .join(PersonRow, PersonRow.id == AttendanceRow.person_id)
        .outerjoin(OrganisationRow, OrganisationRow.id == AttendanceRow.organisation_id)
        .where(AttendanceRow.meeting_id.in_(meeting_ids))
    )
    if person_ids is not None:
        query = query.where(AttendanceRow.person_id.in_(person_ids))
    return {
        (meeting_id, person_id): must_agree_by(
            is_minor=is_minor, role=role, is_from_outside=bool(is_guest)
        )
        for meeting_id, person_id, role, is_minor, is_guest in session().execute(query)
    }


def who_must_agree(
    meeting_ids: Sequence[int], person_ids: Collection[int] | None = None
) -> frozenset[tuple[int, int]]:
    """Return (meeting id, person id) of those at the meetings of whom only a yes counts.

    ``person_ids``: look at these people alone.
    """
    found = agreeing(meeting_ids, person_ids)
    return frozenset(place for place, must in found.items() if must)


def must_agree(person_id: int, meeting_id: int | None) -> bool:
    """Tell whether only a yes of the person counts at the meeting; None: in the network."""
    if meeting_id is not None and who_must_agree([meeting_id], [person_id]):
        return True
    return bool(session().scalar(select(PersonRow.is_minor).where(PersonRow.id == person_id)))


def decisions_at_meetings(
    meeting_ids: Sequence[int],
) -> Mapping[tuple[int, int], tuple[Decision, ...]]:
    """Return (meeting id, person id) → decisions that count there, for several meetings at once.

    People who decided nothing are not in it.
    """
    rows = session().execute(
        select(
            AttendanceRow.meeting_id,
            ConsentDecisionRow.person_id,
            ConsentDecisionRow.purpose,
            ConsentDecisionRow.state,
            ConsentDecisionRow.decided_at,
            ConsentDecisionRow.id,
        )
        .join(AttendanceRow, AttendanceRow.person_id == ConsentDecisionRow.person_id)
        .where(AttendanceRow.meeting_id.in_(meeting_ids))
        .where(
            or_(
                ConsentDecisionRow.meeting_id == AttendanceRow.meeting_id,
                ConsentDecisionRow.meeting_id.is_(None),
            )
        )
        .order_by(ConsentDecisionRow.id)
    )
    found: dict[tuple[int, int], list[Decision]] = defaultdict(list)
    for meeting_id, person_id, purpose, state, decided_at, number in rows:
        found[meeting_id, person_id].append(
            Decision(purpose=purpose, state=state, decided_at=decided_at, number=number)
        )
    return {key: tuple(decisions) for key, decisions in found.items()}


def bases_of_meetings(meeting_ids: Sequence[int]) -> Mapping[int, Mapping[Purpose, Basis]]:
    """Return meeting id → the legal basis of each purpose it names."""
    rows = session().execute(
        select(MeetingBasisRow.meeting_id, MeetingBasisRow.purpose, MeetingBasisRow.basis).where(
            MeetingBasisRow.meeting_id.in_(meeting_ids)
        )
    )
    found: dict[int, dict[Purpose, Basis]] = {meeting_id: {} for meeting_id in meeting_ids}
    for meeting_id, purpose, basis in rows:
        found[meeting_id][purpose] = basis
    return found


def latest_decisions(
    network_id: int, meeting_id: int, person_ids: Sequence[int], purposes: Sequence[Purpose]
) -> Mapping[tuple[int, Purpose], ConsentDecisionRow]:
    """Return (person id, purpose) → the decision that counts at the meeting, with its source."""
    rows = session().scalars(
        select(ConsentDecisionRow)
        .where(ConsentDecisionRow.network_id == network_id)
        .where(ConsentDecisionRow.person_id.in_(person_ids))
        .where(ConsentDecisionRow.purpose.in_(purposes))
        .where(
            or_(
                ConsentDecisionRow.meeting_id == meeting_id,
                ConsentDecisionRow.meeting_id.is_(None),
            )
        )
        .order_by(ConsentDecisionRow.decided_at, ConsentDecisionRow.id)
    )
    return {(row.person_id, row.purpose): row for row in rows}


def history_of(
    network_id: int, *, person_id: int, meeting_id: int, limit: int = 500
) -> Sequence[ConsentDecisionRow]:
    """Return what the person decided at the meeting and for the network, the latest first."""
    return (
        session()
        .scalars(
            select(ConsentDecisionRow)
            .where(ConsentDecisionRow.network_id == network_id)
            .where(ConsentDecisionRow.person_id == person_id)
            .where(
                or_(
                    ConsentDecisionRow.meeting_id == meeting_id,
                    ConsentDecisionRow.meeting_id.is_(None),
                )
            )
            .options(joinedload(ConsentDecisionRow.scan))
            .order_by(ConsentDecisionRow.decided_at.desc(), ConsentDecisionRow.id.desc())
            .limit(limit)
        )
        .all()
    )
