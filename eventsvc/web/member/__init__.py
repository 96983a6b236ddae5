"""The pages of a steward's link: the organisation's profile, and what members may read."""

from eventsvc.web.member import (  # noqa: F401 -- each registers its routes
    details,
    documents,
    experience,
    link,
    pictures,
    profile,
    projects,
    survey_release,
    surveys,
)
from eventsvc.web.member.blueprint import blueprint

__all__ = ["blueprint"]
