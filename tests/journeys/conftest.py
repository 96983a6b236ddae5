"""Fixtures of browser tests."""

from tests.support.browser import browser, open_page, playwright  # noqa: F401 -- fixtures
from tests.support.wheel import installed, wheel  # noqa: F401 -- fixtures
