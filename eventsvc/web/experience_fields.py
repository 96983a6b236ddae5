"""The form of how much experience an organisation says it has, for stewards and for the office."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext

from eventsvc.db.queries import directory
from eventsvc.db.queries import experience as queries
from eventsvc.domain.meetings import Visibility
from eventsvc.web.forms.fields import Radio
from eventsvc.web.forms.groups import Grades
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.jinja import text

if TYPE_CHECKING:
    from eventsvc.db.models import OrganisationRow
    from eventsvc.web.forms.sent import Sent

BY_STEWARDS = (
    (Visibility.PUBLIC.value, lazy_gettext("Whoever scans our code")),
    (Visibility.NETWORK.value, lazy_gettext("Members of the network alone")),
)
"""Who may read what a steward says."""

Audiences = Sequence[tuple[object, object]]
"""Visibilities and the words for them."""


def experience_form(row: "OrganisationRow", audiences: Audiences = BY_STEWARDS) -> "Sent":
    """Return the form with the grades that are known; a topic without one is said nothing of."""
    grades = Grades(
        name="grades",
        label=lazy_gettext("How much experience we have"),
        hint=lazy_gettext("Whoever seeks help finds those with more experience first."),
        items=[(str(one.id), text(one.label)) for one in directory.topics_of(row.network_id)],
        best=lazy_gettext("much experience"),
        worst=lazy_gettext("no experience"),
    )
    known = queries.experience_of(row.network_id, row.id)
    seen = known[0].visibility if known else Visibility.PUBLIC
    return Form((Section(None, (grades, seen_by(audiences))),)).shown(
        {
            "grades": {str(one.topic_id): one.grade for one in known},
            "visibility": seen.value,
        }
    )


def seen_by(audiences: Audiences = BY_STEWARDS) -> Radio:
    """Return the field that asks who may read what is said."""
    return Radio(
        name="visibility",
        label=lazy_gettext("Who may read it"),
        options=audiences,
        kind=Visibility,
        required=True,
    )
