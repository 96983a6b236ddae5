"""What personal links and registrations ask: one person, and how that person stands to meetings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from eventsvc.db.models import (
    AttendanceRow,
    ConsentDecisionRow,
    ConsentWordingRow,
    FunctionRow,
    MeetingRow,
    NetworkRow,
    OutboxRow,
    PersonRow,
    PrintRow,
    RegistrationRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.consents import Decision
from eventsvc.domain.seats import Claim


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of a person with the words it was made on, where they are on record."""

    row: ConsentDecisionRow
    wording: ConsentWordingRow | None


def people_called(public_id: str, *, limit: int = 10) -> Sequence[tuple[PersonRow, NetworkRow]]:
    """Return the people with this public id, each with the network; mostly one."""
    rows = session().execute(
        select(PersonRow, NetworkRow)
        .join(NetworkRow, NetworkRow.id == PersonRow.network_id)
        .where(PersonRow.public_id == public_id)
        .order_by(PersonRow.id)
        .limit(limit)
    )
    return [(person, network) for person, network in rows]


def person_and_network(network_id: int, public_id: str) -> tuple[PersonRow, NetworkRow] | None:
    """Return the person of this network with the public id."""
    return next(
        (
            (person, network)
            for person, network in people_called(public_id)
            if network.id == network_id
        ),
        None,
    )


def person_with_functions(network_id: int, person_id: int) -> PersonRow | None:
    """Return the person with the functions and their organisations."""
    return session().scalar(
        select(PersonRow)
        .where(PersonRow.network_id == network_id)
        .where(PersonRow.id == person_id)
        .options(selectinload(PersonRow.functions).joinedload(FunctionRow.organisation))
        .execution_options(populate_existing=True)
    )


def lock_meeting(meeting_id: int) -> MeetingRow | None:
    """Return the meeting, locked: whoever else gives out its seats waits for our end."""
    return session().scalar(
        select(MeetingRow)
        .where(MeetingRow.id == meeting_id)
        .options(selectinload(MeetingRow.bases))
        .with_for_update(of=MeetingRow)
        .execution_options(populate_existing=True)
    )


def lock_network(network_id: int) -> None:
    """Let nobody else number something new in this network before our end."""
    session().scalar(select(NetworkRow.id).where(NetworkRow.id == network_id).with_for_update())


def claims(meeting_id: int) -> list[Claim]:
    """Return how everybody stands to the meeting's seats who has one or waits for one."""
    rows = session().execute(
        select(
            AttendanceRow.id,
            AttendanceRow.partstat,
            AttendanceRow.attends,
            AttendanceRow.seat,
            AttendanceRow.waiting_since,
            AttendanceRow.created_at,
            AttendanceRow.organisation_id,
        )
        .where(AttendanceRow.meeting_id == meeting_id)
        .where(AttendanceRow.partstat == PartStat.ACCEPTED)
        .where(AttendanceRow.attends == Attends.ON_SITE)
        .where(AttendanceRow.seat.in_((Seat.HELD, Seat.WAITING)))
        .order_by(AttendanceRow.id)
    )
    return [
        Claim(
            key=key,
            partstat=partstat,
            attends=attends,
            seat=seat,
            since=since or created_at,
            organisation=organisation_id,
        )
        for key, partstat, attends, seat, since, created_at, organisation_id in rows
    ]


def attendances_by_ids(attendance_ids: Sequence[int]) -> Sequence[AttendanceRow]:
    """Return these attendances with their people."""
    return (
        session()
        .scalars(
            select(AttendanceRow)
            .where(AttendanceRow.id.in_(attendance_ids))
            .options(joinedload(AttendanceRow.person))
            .order_by(AttendanceRow.id)
        )
        .all()
    )


def _of_person(person_id: int) -> Select[AttendanceRow]:
    return (
        select(AttendanceRow)
        .join(AttendanceRow.meeting)
        .where(AttendanceRow.person_id == person_id)
        .options(
            joinedload(AttendanceRow.meeting).selectinload(MeetingRow.bases),
            joinedload(AttendanceRow.person),
            joinedload(AttendanceRow.organisation),
        )
    )


def attendances_of_person(person_id: int, *, limit: int = 50) -> Sequence[AttendanceRow]:
    """Return the person's meetings, the latest first, with legal bases and organisation."""
    return (
        session()
        .scalars(
            _of_person(person_id)
            .order_by(MeetingRow.dtstart.desc(), AttendanceRow.id.desc())
            .limit(limit)
        )
        .unique()
        .all()
    )


def attendance_at(person_id: int, *, slug: str) -> AttendanceRow | None:
    """Return how the person stands to the meeting with ``slug`` in its address."""
    return session().scalar(_of_person(person_id).where(MeetingRow.slug == slug))


def attendance_of(person_id: int, *, meeting_id: int) -> AttendanceRow | None:
    """Return how the person stands to the meeting."""
    return session().scalar(_of_person(person_id).where(AttendanceRow.meeting_id == meeting_id))


def decisions_of_person(person_id: int) -> list[Decided]:
    """Return everything the person ever decided, the latest first, with the wordings."""
    rows = session().execute(
        select(ConsentDecisionRow, ConsentWordingRow)
        .outerjoin(ConsentWordingRow, ConsentWordingRow.id == ConsentDecisionRow.wording_id)
        .where(ConsentDecisionRow.person_id == person_id)
        .options(joinedload(ConsentDecisionRow.scan))
        .order_by(ConsentDecisionRow.decided_at.desc(), ConsentDecisionRow.id.desc())
    )
    return [Decided(row, wording) for row, wording in rows]


def waiting_registrations(person_id: int) -> Sequence[RegistrationRow]:
    """Return the person's forms that wait for the link, the oldest first, with their meetings."""
    return (
        session()
        .scalars(
            select(RegistrationRow)
            .where(RegistrationRow.person_id == person_id)
            .where(RegistrationRow.confirmed_at.is_(None))
            .options(joinedload(RegistrationRow.meeting).selectinload(MeetingRow.bases))
            .order_by(RegistrationRow.sent_at, RegistrationRow.id)
        )
        .all()
    )


def registration_exists(nonce_hash: str) -> bool:
    """Tell whether the form of this nonce was taken."""
    found = select(RegistrationRow.id).where(RegistrationRow.nonce_hash == nonce_hash)
    return session().scalar(found) is not None


def offers_ended(*, now: datetime, limit: int = 200) -> Sequence[tuple[int, int]]:
    """Return meeting and attendance ids of seats that were offered and not confirmed in time."""
    rows = session().execute(
        select(AttendanceRow.meeting_id, AttendanceRow.id)
        .where(AttendanceRow.offered_until <= now)
        .where(AttendanceRow.seat == Seat.HELD)
        .order_by(AttendanceRow.meeting_id, AttendanceRow.id)
        .limit(limit)
    )
    return [(meeting_id, attendance_id) for meeting_id, attendance_id in rows]


def wordings_of(network_id: int, purpose: str) -> Sequence[ConsentWordingRow]:
    """Return every version of the words for ``purpose``, the newest first."""
    return (
        session()
        .scalars(
            select(ConsentWordingRow)
            .where(ConsentWordingRow.network_id == network_id)
            .where(ConsentWordingRow.purpose == purpose)
            .order_by(ConsentWordingRow.number.desc())
        )
        .all()
    )


def prints_of_person(person_id: int) -> Sequence[PrintRow]:
    """Return when badges of the person were printed, the latest first."""
    return (
        session()
        .scalars(
            select(PrintRow)
            .join(AttendanceRow, AttendanceRow.id == PrintRow.attendance_id)
            .where(AttendanceRow.person_id == person_id)
            .order_by(PrintRow.printed_at.desc(), PrintRow.id.desc())
        )
        .all()
    )


def mails_to(network_id: int, *, addresses: Collection[str], public_id: str) -> list[OutboxRow]:
    """Return the mails to the person, not those to others who share a mailbox."""
    rows = session().scalars(
        select(OutboxRow)
        .where(OutboxRow.network_id == network_id)
        .where(OutboxRow.recipient.in_(addresses))
        .order_by(OutboxRow.queued_at.desc(), OutboxRow.id.desc())
    )
    return [row for row in rows if row.facts.get("person") == public_id]


def employers_of(person_id: int) -> frozenset[int]:
    """Return the organisations in which the person has a function."""
    functions = select(FunctionRow.organisation_id).where(FunctionRow.person_id == person_id)
    return frozenset(session().scalars(functions))


def decisions_at(person_id: int, *, meeting_id: int) -> tuple[Decision, ...]:
    """Return what the person decided for the meeting and for the whole network."""
    rows = session().scalars(
        select(ConsentDecisionRow)
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
        Decision(purpose=row.purpose, state=row.state, decided_at=row.decided_at, number=row.id)
        for row in rows
    )
