"""The forms about meetings: which fields, and how they are filled."""

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import organisations as organisation_queries
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.seats import USUAL_HOURS
from eventsvc.domain.times import EndsBeforeStart, NonexistentTime, When, whole_days
from eventsvc.inputs.networks import values as readers
from eventsvc.services.meetings import values_of
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import Choice, Line, Mistakes, Radio
from eventsvc.web.forms.groups import Rows, Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.jinja import short_date, text
from eventsvc.web.organiser import registration_forms as registration
from eventsvc.web.organiser.words import MODES, STATUSES, VISIBILITIES

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
)
NO_END = lazy_gettext("Start and end belong together. Add the other one, or leave both empty.")
ENDS_BEFORE_START = lazy_gettext("The end lies before the start. Enter an end that is later.")
NO_ROOM = lazy_gettext("A join link stands with a meeting on site. Choose online, or both.")


def meeting_form(network: "NetworkRow", *, earlier: "Sequence[MeetingRow]" = ()) -> Form:
    """Return the form of a meeting; ``earlier`` are those a new one may copy its agenda from."""
    own = tuple(network.languages)
    sections = [
        Section(lazy_gettext("What"), (*copy_field(earlier), *what_fields(own))),
        Section(lazy_gettext("When"), _when(), lazy_gettext("Without times it lasts whole days.")),
        Section(lazy_gettext("Where"), where_fields()),
        Section(lazy_gettext("Who invites"), (hosts_field(network), *body_fields())),
        registration.section(),
    ]
    return Form(sections, _check)


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


def what_fields(own: tuple[str, ...]) -> tuple[fields.Field, ...]:
    """Return the fields that say what a meeting is."""
    return (
        Texts(name="title", label=lazy_gettext("Title"), languages=own, required=True),
        Texts(
            name="description",
            label=lazy_gettext("What it is about"),
            languages=own,
            rows=4,
            hint=lazy_gettext("Stands on the page of the meeting and in calendars."),
        ),
        Radio(
            name="status",
            label=lazy_gettext("Status"),
            options=[(one, STATUSES[one][0]) for one in _OPEN],
            kind=MeetingStatus,
            required=True,
        ),
        Radio(
            name="visibility",
            label=lazy_gettext("Who may see it"),
            options=list(VISIBILITIES.items()),
            kind=Visibility,
            required=True,
        ),
    )


_OPEN = (MeetingStatus.TENTATIVE, MeetingStatus.CONFIRMED)
"""Cancelling is an act of its own, with a question."""


def _when() -> tuple[fields.Field, ...]:
    return (
        fields.day(name="date", label=lazy_gettext("Day"), required=True),
        fields.clock(name="start", label=lazy_gettext("Start")),
        fields.day(
            name="until",
            label=lazy_gettext("Last day"),
            hint=lazy_gettext("When it lasts several days."),
        ),
        fields.clock(name="end", label=lazy_gettext("End")),
        Line(
            name="tzid",
            label=lazy_gettext("Time zone"),
            reader=readers.zone,
            required=True,
            hint=lazy_gettext("Such as Europe/Berlin."),
        ),
    )


def where_fields() -> tuple[fields.Field, ...]:
    """Return the fields that say where it is."""
    return (
        Radio(
            name="mode",
            label=lazy_gettext("Takes place"),
            options=list(MODES.items()),
            kind=Mode,
            required=True,
        ),
        Line(
            name="place",
            label=lazy_gettext("Place"),
            hint=lazy_gettext("The town; often all that is known at first."),
        ),
        Line(name="venue", label=lazy_gettext("Venue"), hint=lazy_gettext("House and room.")),
        Line(name="address", label=lazy_gettext("Address")),
        Line(
            name="geo",
            label=lazy_gettext("Position on the map"),
            reader=readers.position,
            empty=None,
            writer=_written_position,
            hint=lazy_gettext("Latitude and longitude, such as 50.8787, 12.0827."),
        ),
        fields.url(
            name="join_url",
            label=lazy_gettext("Join link"),
            hint=lazy_gettext("Only the invited see it."),
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


def body_fields() -> tuple[fields.Field, ...]:
    """Return the fields that say who invites."""
    return (
        Line(name="organiser_body", label=lazy_gettext("Organiser")),
        Line(name="on_behalf_of", label=lazy_gettext("On behalf of")),
    )


def organisation_choice(network: "NetworkRow", **about: Any) -> Choice:
    """Return a field for one of the network's organisations, by their names."""
    rows = organisation_queries.choices(network.id)
    options = [("", "–"), *((row.id, text(row.name)) for row in rows)]
    return Choice(options=options, kind=int, **about)


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    """Make one ``when`` of days and times, and refuse what does not fit together."""
    if values["join_url"] and values["mode"] is Mode.ON_SITE:
        mistakes["join_url"] = str(NO_ROOM)
    if (values["start"] is None) != (values["end"] is None):
        mistakes["end" if values["end"] is None else "start"] = str(NO_END)
        return
    registration.check(values, mistakes)
    try:
        values["when"] = moment(values)
    except NonexistentTime as error:
        mistakes["start"] = fields.skipped(error)
    except EndsBeforeStart:
        at = "until" if values["start"] is None else "end"
        mistakes[at] = str(ENDS_BEFORE_START)


def moment(values: dict[str, Any]) -> When:
    """Return the time that the fields of WHEN name.

    Raises:
        EndsBeforeStart, NonexistentTime: They name none.
    """
    first, last, tzid = values["date"], values["until"], values["tzid"]
    if values["start"] is None:
        return whole_days(first, last, tzid=tzid)
    return When(
        start=datetime.combine(first, values["start"]),
        end=datetime.combine(last or first, values["end"]),
        tzid=tzid,
    )


def wanted(values: dict[str, Any]) -> dict[str, Any]:
    """Return what the service takes of the form's values."""
    return {
        **{name: values[name] for name in (*PLAIN, *registration.COLUMNS, "status", "when")},
        "hosts": list(dict.fromkeys(line["organisation"] for line in values["hosts"])),
    }


def shown(row: "MeetingRow") -> dict[str, Any]:
    """Return what the form shows of ``row``."""
    values = values_of(row, (*PLAIN, *registration.COLUMNS, "status", "hosts"))
    when = values_of(row, ("when",))["when"]
    several = when.several_days
    return {
        **values,
        **registration.shown(row),
        "hosts": [{"organisation": one} for one in values["hosts"]],
        "date": when.start.date(),
        "until": when.last_day if several else None,
        "start": None if when.all_day else when.start.time(),
        "end": None if when.all_day else when.end.time(),
        "tzid": when.tzid,
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


def _written_position(geo: tuple[float, float]) -> str:
    return f"{geo[0]}, {geo[1]}"
