"""Taking back all that somebody agreed to, and objecting to all that was merely told."""

from dataclasses import dataclass
from datetime import datetime

from eventsvc.db.models import PersonRow
from eventsvc.db.queries import consents, erasure, participants
from eventsvc.domain.consents import (
    ANSWERS,
    NETWORK_WIDE,
    Basis,
    Channel,
    DecidedBy,
    Purpose,
    State,
    bases_for,
    latest_state,
    refusal,
)
from eventsvc.domain.limits import SHARED
from eventsvc.services.privacy.consents import Answer, append_on
from eventsvc.services.privacy.effects import settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a decision came to us. ``by``: who records it, for the log; empty: the person."""

    by: str = ""
    channel: Channel = Channel.LINK
    source: str = ""
    language: str = ""

    def answer(self, purpose: Purpose, state: State) -> Answer:
        """Return a decision that came in this manner."""
        return Answer(
            purpose=purpose,
            state=state,
            language=self.language,
            channel=self.channel,
            decided_by=DecidedBy.ON_BEHALF if self.by else DecidedBy.SELF,
            source=self.source,
        )


BY_LINK = Manner()
"""The person did it alone."""


def withdraw_everything(person: PersonRow, manner: Manner, *, now: datetime) -> None:
    """Append a no to whatever was agreed or not objected to, so that its effects are followed."""
    for row in erasure.attendances_with_meeting(person.id):
        bases = bases_for(consents.bases_of_meeting(row.meeting_id), must_agree=row.must_agree)
        said = consents.decisions_of_person(person.id, row.meeting_id)
        for purpose in Purpose:
            basis = bases.get(purpose, Basis.CONSENT)
            state = latest_state(said, purpose)
            if purpose not in NETWORK_WIDE and _is_used(state, basis, named=purpose in bases):
                no = manner.answer(purpose, refusal(basis))
                append_on(None, row.meeting, person.id, no, now=now)
    said = participants.decisions_at(person.id, meeting_id=0)
    for purpose in NETWORK_WIDE:
        state = latest_state(said, purpose)
        never = person.never_share and purpose in SHARED and state is State.UNKNOWN
        if state is State.GRANTED or never:
            no = manner.answer(purpose, refusal(Basis.CONSENT))
            append_on(None, None, person.id, no, now=now)
    settle([person.id], now=now)


def _is_used(state: State, basis: Basis, *, named: bool) -> bool:
    if basis is Basis.CONSENT:
        return state is State.GRANTED
    return named and state in ANSWERS[basis] and state is State.UNKNOWN
