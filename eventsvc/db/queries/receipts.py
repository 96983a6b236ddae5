"""Decisions that people are to get a receipt for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from eventsvc.db.models import ConsentDecisionRow, MeetingRow, NetworkRow, PersonRow
from eventsvc.db.transaction import session
from eventsvc.domain.consents import NOBODY_DECIDED, Channel

UNTOLD = (Channel.FILE, *sorted(NOBODY_DECIDED))
"""Ways that get no receipt: people of a list are informed together, and whose earlier yes counts
no more is asked by a mail of its own."""


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decided, and when; the person and the network to write from."""

    person: PersonRow
    network: NetworkRow
    at: datetime


def deciders(*, since: datetime) -> Sequence[Decider]:
    """Return the decisions after ``since`` of people who can be written to."""
    rows = session().execute(
        select(PersonRow, NetworkRow, ConsentDecisionRow.decided_at)
        .join(ConsentDecisionRow, ConsentDecisionRow.person_id == PersonRow.id)
        .join(NetworkRow, NetworkRow.id == PersonRow.network_id)
        .where(ConsentDecisionRow.decided_at > since)
        .where(ConsentDecisionRow.channel.not_in(UNTOLD))
        .where(PersonRow.email != "")
        .where(PersonRow.erased_at.is_(None))
        .where(PersonRow.link_disowned_at.is_(None))
        .order_by(ConsentDecisionRow.id)
    )
    return [Decider(person, network, at) for person, network, at in rows]


def decisions_between(
    person_id: int, *, since: datetime, until: datetime
) -> Sequence[tuple[ConsentDecisionRow, MeetingRow | None]]:
    """Return what the person decided in a span of time, in order, with the meeting."""
    rows = session().execute(
        select(ConsentDecisionRow, MeetingRow)
        .outerjoin(MeetingRow, MeetingRow.id == ConsentDecisionRow.meeting_id)
        .where(ConsentDecisionRow.person_id == person_id)
        .where(ConsentDecisionRow.channel.not_in(UNTOLD))
        .where(ConsentDecisionRow.decided_at >= since)
        .where(ConsentDecisionRow.decided_at < until)
        .order_by(ConsentDecisionRow.id)
    )
    return [(row, meeting) for row, meeting in rows]
