"""Who answers for the data of a meeting, or of the network as a whole."""

from eventsvc.db.models import MeetingRow, NetworkRow
from eventsvc.domain.controllers import Bodies, bodies


def bodies_of(network: NetworkRow, meeting: MeetingRow | None) -> Bodies:
    """Return who holds ``meeting``; without one, who runs the network."""
    if meeting is None:
        return bodies(network.organiser)
    return bodies(
        network.organiser, organiser=meeting.organiser_body, on_behalf_of=meeting.on_behalf_of
    )
