"""Whose contact data is needed no more: since when nothing was heard of whom, and who stays.

A person's clock starts with the latest sign of life: being entered, a meeting's end, coming onto
its list, a decision. It does not run while somebody agrees to be on a list of the network, keeps a
profile, is in a working group or asked for a date, signs in, or had the use of the data
restricted (GDPR Art. 18). Who never said anything but no is not kept by that.
"""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    exists,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from eventsvc.db.models import (
    AccountRow,
    AgendaItemRow,
    AttendanceRow,
    ConsentDecisionRow,
    DatePollReplyRow,
    GrantRow,
    GroupPersonRow,
    MeetingRow,
    PersonRow,
    SpeakerRow,
    StewardRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.consents import NETWORK_WIDE, NOBODY_DECIDED, State

_SAID_NO = (State.REFUSED, State.OBJECTED)


def people_due(network_id: int, before: datetime) -> Select[int]:
    """Return the ids of the people whose clock started at ``before`` or earlier."""
    clocks = _clocks(network_id)
    return select(clocks.c.person_id).where(clocks.c.start <= before)


def next_start(network_id: int, *, after: datetime) -> datetime | None:
    """Return the earliest start of a clock after a moment."""
    clocks = _clocks(network_id)
    earliest = select(func.min(clocks.c.start)).where(clocks.c.start > after)
    return cast("datetime | None", session().scalar(earliest))


def start_of(person: PersonRow) -> datetime | None:
    """Return when the person's clock started; None while it does not run."""
    clocks = _clocks(person.network_id)
    mine = select(clocks.c.start).where(clocks.c.person_id == person.id)
    return cast("datetime | None", session().scalar(mine))


def restricted_people(network_id: int) -> Select[int]:
    """Return the ids of those of whom nothing is erased, because its use is restricted."""
    return (
        select(PersonRow.id)
        .where(PersonRow.network_id == network_id)
        .where(PersonRow.restricted_at.is_not(None))
    )


def _clocks(network_id: int) -> Subquery:
    """Return person id and start of the clock, of those whose clock runs."""
    signs = union_all(*_signs_of_life(network_id)).subquery()
    return (
        select(signs.c.person_id, func.max(signs.c.moment).label("start"))
        .join(PersonRow, PersonRow.id == signs.c.person_id)
        .where(PersonRow.network_id == network_id)
        .where(PersonRow.erased_at.is_(None))
        .where(PersonRow.restricted_at.is_(None))
        .where(~or_(*_holds()))
        .group_by(signs.c.person_id)
        .subquery()
    )


def _signs_of_life(network_id: int) -> tuple[Any, ...]:
    ours = MeetingRow.network_id == network_id
    other = aliased(ConsentDecisionRow)
    said_more_than_no = exists().where(
        other.person_id == ConsentDecisionRow.person_id, other.state.not_in(_SAID_NO)
    )
    return (
        select(PersonRow.id.label("person_id"), PersonRow.entered_at.label("moment")).where(
            PersonRow.network_id == network_id
        ),
        select(AttendanceRow.person_id, MeetingRow.dtend).join(AttendanceRow.meeting).where(ours),
        select(AttendanceRow.person_id, AttendanceRow.created_at)
        .join(AttendanceRow.meeting)
        .where(ours),
        select(SpeakerRow.person_id, MeetingRow.dtend)
        .join(AgendaItemRow, AgendaItemRow.id == SpeakerRow.agenda_item_id)
        .join(MeetingRow, MeetingRow.id == AgendaItemRow.meeting_id)
        .where(ours, SpeakerRow.person_id.is_not(None)),
        select(ConsentDecisionRow.person_id, ConsentDecisionRow.decided_at)
        .where(ConsentDecisionRow.network_id == network_id)
        .where(ConsentDecisionRow.channel.not_in(NOBODY_DECIDED))
        .where(said_more_than_no),
    )


def _holds() -> tuple[ColumnElement[bool], ...]:
    """Return what keeps a person's contact data for as long as it is so."""
    me = PersonRow.id
    signs_in = (
        exists()
        .where(AccountRow.email == PersonRow.email, AccountRow.active)
        .where(GrantRow.account_id == AccountRow.id)
        .where(or_(GrantRow.network_id == PersonRow.network_id, GrantRow.network_id.is_(None)))
    )
    return (
        and_(~PersonRow.never_share, _agrees()),
        exists().where(StewardRow.person_id == me, StewardRow.ended_at.is_(None)),
        exists().where(GroupPersonRow.person_id == me),
        exists().where(DatePollReplyRow.person_id == me),
        signs_in,
    )


def _agrees() -> ColumnElement[bool]:
    """Tell whether the latest word on a purpose of the whole network is a yes."""
    later = aliased(ConsentDecisionRow)
    overtaken = exists().where(
        later.person_id == ConsentDecisionRow.person_id,
        later.purpose == ConsentDecisionRow.purpose,
        or_(
            later.decided_at > ConsentDecisionRow.decided_at,
            and_(
                later.decided_at == ConsentDecisionRow.decided_at,
                later.id > ConsentDecisionRow.id,
            ),
        ),
    )
    return exists().where(
        ConsentDecisionRow.person_id == PersonRow.id,
        ConsentDecisionRow.purpose.in_(NETWORK_WIDE),
        ConsentDecisionRow.state == State.GRANTED,
        ~overtaken,
    )
