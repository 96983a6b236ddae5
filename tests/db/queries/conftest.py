import pytest

from eventsvc.db.models import AgendaItemRow
from tests.factories import saved_meeting, saved_network


@pytest.fixture
def saved_agenda():
    """Save a meeting with the given agenda items, in that order."""

    def save(*items, **changes):
        rows = [
            AgendaItemRow(**({"position": number, "speakers": []} | item))
            for number, item in enumerate(items)
        ]
        return saved_meeting(saved_network(), agenda=rows, **changes)

    return save
