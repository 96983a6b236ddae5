from datetime import UTC, datetime

import pytest

from tests.support.thueringen import saved_thueringen

NOW = datetime(2022, 8, 9, 9, 0, tzinfo=UTC)
CALENDAR = {
    "public.network_ics": "/n/<network>/calendar.ics",
    "public.meeting_ics": "/n/<network>/meetings/<slug>.ics",
    "public.subscribe": "/n/<network>/subscribe",
}


@pytest.fixture
def app(app):
    """The application three weeks before the meeting in Gera."""
    app.extensions["eventsvc.clock"] = lambda: NOW
    for endpoint, rule in CALENDAR.items():
        if endpoint not in app.view_functions:
            app.add_url_rule(rule, endpoint, lambda network, slug="": slug)
    return app


@pytest.fixture
def thueringen(app):
    """The network of the slides."""
    return saved_thueringen()


@pytest.fixture
def page(client):
    """Return the HTML of an address that must answer with 200."""

    def got(path, **options):
        response = client.get(path, **options)
        assert response.status_code == 200, response.text
        return response.text

    return got
