"""Fixtures of the rules of the house."""

from tests.support.wheel import installed, wheel  # noqa: F401 -- fixtures
