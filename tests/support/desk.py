"""What only the desk's tests need to have."""

from eventsvc.db.models import MeetingBasisRow, MeetingRow, PublicCodeRow
from eventsvc.domain.consents import Basis, Purpose
from tests.factories import CREATED, saved


def based(meeting: MeetingRow, purpose: Purpose, basis: Basis) -> None:
    saved(MeetingBasisRow(meeting_id=meeting.id, purpose=purpose, basis=basis))


def coded(meeting: MeetingRow, code: str) -> None:
    saved(
        PublicCodeRow(
            code=code, network_id=meeting.network_id, meeting_id=meeting.id, given_at=CREATED
        )
    )
