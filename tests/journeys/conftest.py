"""Fixtures of browser tests."""

from tests.support.browser import browser, open_page, playwright, shot  # noqa: F401 -- fixtures
from tests.support.wheel import installed, wheel  # noqa: F401 -- fixtures
