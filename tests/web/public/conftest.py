from datetime import UTC, datetime

import pytest

from tests.support.thueringen import saved_thueringen

NOW = datetime(2022, 8, 9, 9, 0, tzinfo=UTC)


@pytest.fixture
def app(app):
    """The application three weeks before the meeting in Gera."""
    app.extensions["eventsvc.clock"] = lambda: NOW
    return app


@pytest.fixture
def thueringen(app):
    """The network of the slides."""
    return saved_thueringen()


@pytest.fixture
def page(client):
    """Return the HTML of an address that must answer with 200, in English."""

    def got(path, language="en"):
        response = client.get(path, headers={"Accept-Language": language})
        assert response.status_code == 200, f"{path}: {response.status}"
        return response.text

    return got
