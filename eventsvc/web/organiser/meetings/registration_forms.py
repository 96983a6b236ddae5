"""The part of a meeting's form that says how many may come, and until when they register."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_gettext

from eventsvc.domain.seats import MOST_HOURS, MOST_SEATS
from eventsvc.domain.times import NonexistentTime, moment_of
from eventsvc.inputs.networks.values import END_OF_DAY
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import Field, Mistakes
from eventsvc.web.forms.sent import Section

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow

COLUMNS = ("capacity", "seats_per_organisation", "waiting_hours", "registration_until")
CLOSED = {"registration_day": None, "registration_time": None}
"""What the form shows while the open form takes nobody."""
NO_DAY = lazy_gettext("A time without its day says nothing. Add the day, or leave both empty.")


def section() -> Section:
    """Return the fields."""
    return Section(lazy_gettext("Seats and registration"), (*_until(), *_seats()))


def _until() -> tuple[Field, ...]:
    return (
        fields.day(
            name="registration_day",
            label=lazy_gettext("Open form until, day"),
            hint=lazy_gettext("Without a day the form is closed, and only you add people."),
        ),
        fields.clock(
            name="registration_time",
            label=lazy_gettext("Open form until, time"),
            hint=lazy_gettext("Without a time the form is open until the end of that day."),
        ),
    )


def _seats() -> tuple[Field, ...]:
    return (
        fields.whole(
            name="capacity",
            label=lazy_gettext("Seats on site"),
            least=0,
            most=MOST_SEATS,
            code="seats",
            hint=lazy_gettext("Who comes later waits and moves up by mail. Empty: no limit."),
        ),
        fields.whole(
            name="seats_per_organisation",
            label=lazy_gettext("Seats for each organisation"),
            least=1,
            most=MOST_SEATS,
            code="seats",
            hint=lazy_gettext("Empty: no limit."),
        ),
        fields.whole(
            name="waiting_hours",
            label=lazy_gettext("Hours to say yes after moving up"),
            least=1,
            most=MOST_HOURS,
            code="hours",
            required=True,
            hint=lazy_gettext("After that the seat goes to the next one who waits."),
        ),
    )


def check(values: dict[str, Any], mistakes: Mistakes) -> None:
    """Make one moment of day and time."""
    day, clock = values["registration_day"], values["registration_time"]
    values["registration_until"] = None
    if day is None:
        if clock is not None:
            mistakes["registration_day"] = str(NO_DAY)
        return
    values["registration_until"] = until = datetime.combine(day, clock or END_OF_DAY)
    try:
        moment_of(until, tzid=values["tzid"])
    except NonexistentTime as error:
        mistakes["registration_time"] = fields.skipped(error)
    last = values["until"] or values["date"]
    if day > last:
        mistakes["registration_day"] = gettext(
            "The meeting is over by then. Enter a day up to its last."
        )


def shown(row: "MeetingRow") -> dict[str, Any]:
    """Return what the form shows of the moment."""
    until = row.registration_until
    if until is None:
        return CLOSED
    whole = until.time() == END_OF_DAY
    return {"registration_day": until.date(), "registration_time": None if whole else until.time()}
