"""The fields of a meeting that the office and the lead of a working group both fill."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext

from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.times import EndsBeforeStart, NonexistentTime, When, whole_days
from eventsvc.inputs.networks import values as readers
from eventsvc.services.meetings.meetings import values_of
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import Line, Mistakes, Radio
from eventsvc.web.forms.groups import Texts
from eventsvc.web.words import MODES, STATUSES, VISIBILITIES

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow

NO_END = lazy_gettext("Start and end belong together. Add the other one, or leave both empty.")
ENDS_BEFORE_START = lazy_gettext("The end lies before the start. Enter an end that is later.")
NO_ROOM = lazy_gettext("A join link stands with a meeting on site. Choose online, or both.")


def what_fields(
    own: tuple[str, ...], *, visibilities: Sequence[Visibility] = tuple(Visibility)
) -> tuple[fields.Field, ...]:
    """Return the fields that say what a meeting is, in the languages ``own``."""
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
            options=[(one, VISIBILITIES[one]) for one in visibilities],
            kind=Visibility,
            required=True,
        ),
    )


_OPEN = (MeetingStatus.TENTATIVE, MeetingStatus.CONFIRMED)
"""Cancelling is an act of its own, with a question."""


def when_fields() -> tuple[fields.Field, ...]:
    """Return the fields that say when it is."""
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


def where_fields(*, has_position: bool = True) -> tuple[fields.Field, ...]:
    """Return the fields that say where it is; the position on the map only when wanted."""
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
        *((_position(),) if has_position else ()),
        fields.url(
            name="join_url",
            label=lazy_gettext("Join link"),
            hint=lazy_gettext("Only the invited see it."),
        ),
    )


def _position() -> Line:
    return Line(
        name="geo",
        label=lazy_gettext("Position on the map"),
        reader=readers.position,
        empty=None,
        writer=_written_position,
        hint=lazy_gettext("Latitude and longitude, such as 50.8787, 12.0827."),
    )


def check_when(values: dict[str, Any], mistakes: Mistakes) -> None:
    """Make one ``when`` of days and times, and refuse what does not fit together."""
    if values["join_url"] and values["mode"] is Mode.ON_SITE:
        mistakes["join_url"] = str(NO_ROOM)
    if (values["start"] is None) != (values["end"] is None):
        mistakes["end" if values["end"] is None else "start"] = str(NO_END)
        return
    try:
        values["when"] = moment(values)
    except NonexistentTime as error:
        mistakes["start"] = fields.skipped(error)
    except EndsBeforeStart:
        at = "until" if values["start"] is None else "end"
        mistakes[at] = str(ENDS_BEFORE_START)


def moment(values: dict[str, Any]) -> When:
    """Return the time that the fields of days and times name.

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


def shown_when(row: "MeetingRow") -> dict[str, Any]:
    """Return what the fields of days and times show of ``row``."""
    when = values_of(row, ("when",))["when"]
    return {
        "date": when.start.date(),
        "until": when.last_day if when.several_days else None,
        "start": None if when.all_day else when.start.time(),
        "end": None if when.all_day else when.end.time(),
        "tzid": when.tzid,
    }


def _written_position(geo: tuple[float, float]) -> str:
    return f"{geo[0]}, {geo[1]}"
