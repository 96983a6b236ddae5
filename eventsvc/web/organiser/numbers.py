"""The numbers beside a meeting: asked for all meetings of a page at once."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from eventsvc.domain.headcounts import headcount
from eventsvc.services.attendees.standings import standings
from eventsvc.web.languages import public_address

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow, NetworkRow


def headcounts(
    networks: "Sequence[NetworkRow]", meetings: "Sequence[MeetingRow]"
) -> Mapping[int, Mapping[str, int]]:
    """Return meeting id → its numbers (five questions, however many meetings and people)."""
    by_id = {network.id: network for network in networks}
    found = standings(by_id, meetings, public_url=public_address())
    return {
        meeting_id: headcount(person.counted for person in people)
        for meeting_id, people in found.items()
    }
