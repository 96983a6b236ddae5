"""The pages of a personal link: replies, consents, badge, calendar, own data."""

from eventsvc.web.participant import (  # noqa: F401 -- each registers its routes
    calendar,
    cards,
    consents,
    data,
    documents,
    feedback,
    groups,
    introductions,
    my,
    notices,
    partners,
    people,
    rights,
    substitutes,
)
from eventsvc.web.participant.blueprint import blueprint

__all__ = ["blueprint"]
