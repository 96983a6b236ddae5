"""Consents that an attendee list holds: recorded with the list as their source.

A list may be old, and whoever wrote it is not the person: its yes fills a silence, its no always
counts (``domain.consents.from_file``).
"""

from collections.abc import Mapping
from datetime import datetime

from eventsvc.db.models import ConsentDecisionRow, MeetingRow, NetworkRow, PersonRow
from eventsvc.db.queries import consents as queries
from eventsvc.db.transaction import session
from eventsvc.domain.consents import (
    NETWORK_WIDE,
    PHOTO,
    Basis,
    Channel,
    DecidedBy,
    Purpose,
    State,
    from_file,
    latest_state,
)
from eventsvc.domain.purposes import in_use, settled
from eventsvc.inputs.attendees.consents import OWN, Answer, Consent
from eventsvc.inputs.attendees.consents import Purpose as Asked
from eventsvc.inputs.attendees.lists import AttendeeList, AttendeeRow
from eventsvc.inputs.errors import FieldUnknown

PURPOSES: Mapping[Asked, tuple[Purpose, ...]] = {
    Asked.PHOTO: PHOTO,
    Asked.PHOTO_PRINT: (Purpose.PHOTO_PRINT,),
    Asked.PHOTO_WEB: (Purpose.PHOTO_WEB,),
    Asked.PHOTO_SOCIAL: (Purpose.PHOTO_SOCIAL,),
    Asked.ATTENDEE_LIST: (Purpose.CONTACT_ATTENDEES,),
    Asked.DISTRIBUTION_LIST: (Purpose.CONTACT_NETWORK,),
    Asked.PUBLIC_PROFILE: (Purpose.CONTACT_PUBLIC,),
    Asked.NEWSLETTER: (Purpose.NEWSLETTER,),
    **{own: (Purpose(own.value),) for own in OWN},
}
"""What a column of a list asks about. "Photos" without a channel are photos in all of them."""


_LONGEST_PLACE = 255


def place_in_list(source: str, row: AttendeeRow) -> str:
    """Return where a row stands, so that a person finds it again: file, sheet and number.

    Of an endless file name, the end.
    """
    return f"{source}: {row.sheet} {row.row}".replace("  ", " ")[-_LONGEST_PLACE:]


def require_in_use(network: NetworkRow, attendees: AttendeeList) -> None:
    """Refuse a list that answers questions which the network does not ask.

    Raises:
        FieldUnknown: A column was said to be about an own purpose that has no name.
    """
    used = in_use(network.purposes)
    for column in attendees.columns:
        asked = column.question and column.question.purpose
        if asked and asked in OWN and Purpose(asked.value) not in used:
            named = [own.value for own in OWN if Purpose(own.value) in used]
            raise FieldUnknown(field=asked.value, fields=", ".join(named) or "–")


class ListedConsents:
    """Records what the rows of one list decide. Lives inside one transaction."""

    def __init__(
        self, network: NetworkRow, meeting: MeetingRow, *, source: str, now: datetime
    ) -> None:
        self._network_id, self._meeting_id = network.id, meeting.id
        self._source, self._now = source, now
        self._decisions = queries.decisions_for_meeting(network.id, meeting.id)
        self._bases = queries.bases_of_meeting(meeting.id)
        self._settled = network.purposes
        self._found: list[dict[str, object]] = []

    def record(self, row: AttendeeRow, person: PersonRow) -> int:
        """Note what ``row`` decides anew for ``person``; return how many decisions that is."""
        before = len(self._found)
        for asked, consent in row.consents.items():
            for purpose in PURPOSES[asked]:
                state = self._state(person, purpose, consent)
                if state is not None:
                    self._found.append(self._decision(row, person, purpose, state, consent))
        return len(self._found) - before

    def append(self) -> None:
        """Append all that was noted to the ledger, in the order of the list.

        Whoever took the list lets its people be settled.
        """
        # Thousands of rows of one kind: as plain values they take half the time.
        session().bulk_insert_mappings(ConsentDecisionRow.__mapper__, self._found)

    def _decision(
        self, row: AttendeeRow, person: PersonRow, purpose: Purpose, state: State, consent: Consent
    ) -> dict[str, object]:
        return {
            "network_id": self._network_id,
            "person_id": person.id,
            "meeting_id": None if purpose in NETWORK_WIDE else self._meeting_id,
            "purpose": purpose,
            "state": state,
            "decided_at": self._now,
            "decided_by": DecidedBy.ON_BEHALF,
            "channel": Channel.FILE,
            "source": place_in_list(self._source, row),
            "heading": consent.heading,
            "answer": consent.words,
        }

    def _state(self, person: PersonRow, purpose: Purpose, consent: Consent) -> State | None:
        return from_file(
            latest_state(self._decisions.get(person.id, ()), purpose),
            says_yes=consent.answer is Answer.GRANTED,
            basis=self._bases.get(purpose)
            or settled(self._settled, purpose).basis
            or Basis.CONSENT,
        )
