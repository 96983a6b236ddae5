"""Pages anybody may open: profile behind the QR code, meetings, members, what the law asks for."""

from eventsvc.web.public import (  # noqa: F401 -- each registers its routes
    calendar,
    documents,
    elsewhere,
    feedback,
    groups,
    lists,
    look,
    maps,
    meetings,
    organisations,
    own_links,
    pages,
    papers,
    profile_sheets,
    profiles,
    projects,
    registrations,
    series,
    start,
    topics,
)
from eventsvc.web.public.network import blueprint

__all__ = ["blueprint"]
