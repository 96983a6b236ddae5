"""The forms about meetings: which fields, and how they are filled."""

from datetime import time
from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import groups as group_queries
from eventsvc.db.queries import organisations as organisation_queries
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.seats import USUAL_HOURS
from eventsvc.services.meetings.meetings import values_of
from eventsvc.services.privacy.controller_changes import Body
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import Choice, Line, Mistakes
from eventsvc.web.forms.groups import Rows
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.jinja import short_date, text
from eventsvc.web.meeting_fields import (
    check_when,
    shown_when,
    what_fields,
    when_fields,
    where_fields,
)
from eventsvc.web.organiser.meetings import registration_forms as registration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import MeetingRow, NetworkRow

WHEN = ("date", "start", "until", "end", "tzid")
PLAIN = (
    "title",
    "description",
    "visibility",
    "mode",
    "place",
    "venue",
    "address",
    "geo",
    "join_url",
    "organiser_body",
    "on_behalf_of",
    "group_id",
)


def meeting_form(
    network: "NetworkRow", *, earlier: "Sequence[MeetingRow]" = (), is_known: bool = False
) -> Form:
    """Return the form of a meeting.

    ``earlier``: those that a new one may copy its agenda from. ``is_known``: it is there, and
    people may have agreed to something at it.
    """
    own = tuple(network.languages)
    sections = [
        Section(
            lazy_gettext("What"),
            (*copy_field(earlier), *what_fields(own), group_field(network)),
        ),
        Section(
            lazy_gettext("When"), when_fields(), lazy_gettext("Without times it lasts whole days.")
        ),
        Section(lazy_gettext("Where"), where_fields()),
        Section(
            lazy_gettext("Who invites"), (hosts_field(network), *body_fields(is_known=is_known))
        ),
        registration.section(),
    ]
    return Form(sections, _check)


def group_field(network: "NetworkRow") -> fields.Field:
    """Return the choice of the working group whose meeting it is; nothing where there is none."""
    rows = group_queries.groups_going_on(network.id)
    if not rows:
        return fields.Hidden(name="group_id")
    return Choice(
        name="group_id",
        label=lazy_gettext("Meeting of a working group"),
        options=[("", "–"), *((row.id, text(row.title)) for row in rows)],
        kind=int,
    )


def copy_field(earlier: "Sequence[MeetingRow]") -> tuple[fields.Field, ...]:
    """Return the choice of what to copy from, where there is something."""
    if not earlier:
        return ()
    options = [("", gettext("Nothing, begin anew"))]
    options += [(row.slug, f"{text(row.title)} ({short_date(row.local_start)})") for row in earlier]
    return (
        Choice(
            name="like",
            label=lazy_gettext("Take over agenda, notices and legal bases from"),
            options=options,
            none="",
        ),
    )


def hosts_field(network: "NetworkRow") -> Rows:
    """Return the list of hosts."""
    return Rows(
        name="hosts",
        label=lazy_gettext("Hosts, the main one first"),
        line=lazy_gettext("Host city or body"),
        parts=(
            organisation_choice(
                network, name="organisation", label=lazy_gettext("Host city or body")
            ),
        ),
    )


def body_fields(*, is_known: bool) -> tuple[fields.Field, ...]:
    """Return the fields that say who invites; ``is_known``: people may have agreed already."""
    return (
        Line(name="organiser_body", label=lazy_gettext("Organiser")),
        Line(name="on_behalf_of", label=lazy_gettext("On behalf of")),
        *((BODY,) if is_known else ()),
    )


BODY = Choice(
    name="body",
    label=lazy_gettext("If who is responsible has another name now"),
    hint=lazy_gettext("Only needed once people have agreed to something."),
    options=[
        ("", "–"),
        (Body.SAME, lazy_gettext("It is the same body, written differently: every yes stays")),
        (
            Body.OTHER,
            lazy_gettext("It is another body: every yes ends, and these people are asked again"),
        ),
    ],
    kind=Body,
)
"""What another name means; people agreed to a body, not to whoever stands there."""


def organisation_choice(network: "NetworkRow", **about: Any) -> Choice:
    """Return a field for one of the network's organisations, by their names."""
    rows = organisation_queries.choices(network.id)
    options = [("", "–"), *((row.id, text(row.name)) for row in rows)]
    return Choice(options=options, kind=int, **about)


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    check_when(values, mistakes)
    registration.check(values, mistakes)


def wanted(values: dict[str, Any]) -> dict[str, Any]:
    """Return what the service takes of the form's values."""
    return {
        **{name: values[name] for name in (*PLAIN, *registration.COLUMNS, "status", "when")},
        "hosts": list(dict.fromkeys(line["organisation"] for line in values["hosts"])),
    }


def shown(row: "MeetingRow") -> dict[str, Any]:
    """Return what the form shows of ``row``."""
    values = values_of(row, (*PLAIN, *registration.COLUMNS, "status", "hosts"))
    return {
        **values,
        **registration.shown(row),
        "hosts": [{"organisation": one} for one in values["hosts"]],
        **shown_when(row),
    }


def suggested(network: "NetworkRow", like: "MeetingRow | None") -> dict[str, Any]:
    """Return what a new meeting begins with: that of ``like``, without its day."""
    if like is not None:
        fresh = {"date": None, "until": None, "status": MeetingStatus.TENTATIVE, "like": like.slug}
        return shown(like) | fresh | registration.CLOSED
    return {
        "status": MeetingStatus.TENTATIVE,
        "visibility": Visibility.PUBLIC,
        "mode": Mode.ON_SITE,
        "tzid": network.tzid,
        "organiser_body": network.organiser,
        "waiting_hours": USUAL_HOURS,
        "start": time(10),
        "end": time(15),
    }
