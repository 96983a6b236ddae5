"""Fixtures of browser tests."""

from tests.support.browser import browser, open_page, shot  # noqa: F401 -- fixtures
import pytest
from tests.web.public.conftest import CALENDAR
@pytest.fixture
def app(app):
    for endpoint, rule in CALENDAR.items():
        if endpoint not in app.view_functions:
            app.add_url_rule(rule, endpoint, lambda network, slug="": slug)
    return app
