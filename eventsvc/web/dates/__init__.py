"""The page on which one answers a date poll, by link."""

from eventsvc.web.dates import link as _link  # noqa: F401 -- registers its views
from eventsvc.web.dates import poll as _poll  # noqa: F401 -- registers its views
from eventsvc.web.dates.blueprint import blueprint

__all__ = ["blueprint"]
