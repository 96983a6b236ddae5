"""The page of a host's link: where its meeting is, and what is on."""

from eventsvc.web.host import turn as _turn  # noqa: F401 -- registers its views
from eventsvc.web.host.blueprint import blueprint

__all__ = ["blueprint"]
