from datetime import datetime

import pytest

from eventsvc.db.models import MeetingBasisRow
from eventsvc.domain.consents import Basis, Purpose
from eventsvc.domain.meetings import Mode
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.services.privacy.personal import token_of
from tests.conftest import NOW
from tests.factories import saved_attendance, saved_meeting, saved_network, saved_person

SECRET = "t" * 32
OPEN_UNTIL = datetime(2022, 8, 29, 12, 0)  # noqa: DTZ001 -- wall time in Gera


@pytest.fixture
def app(app):
    """The application three weeks before the meeting in Gera."""
    app.extensions["eventsvc.clock"] = lambda: NOW
    return app


@pytest.fixture
def network(app):
    return saved_network()


@pytest.fixture
def meeting(network):
    return saved_meeting(
        network,
        slug="gera",
        title={"de": "Treffen in Gera"},
        mode=Mode.HYBRID,
        join_url="https://treffen.example.org/gera",
        registration_until=OPEN_UNTIL,
        capacity=10,
        bases=[
            MeetingBasisRow(purpose=Purpose.PHOTO_PRINT, basis=Basis.PUBLIC_TASK),
            MeetingBasisRow(purpose=Purpose.CONTACT_NETWORK, basis=Basis.CONSENT),
        ],
    )


@pytest.fixture
def erika(network, meeting):
    person = saved_person(network, given="Erika", family="Muster", email="erika@example.org")
    saved_attendance(meeting, person, function="Referentin")
    return person


def my(person, path="", purpose=LinkPurpose.MY) -> str:
    return f"/my/{token_of(person, purpose, secret=SECRET)}{path}"
