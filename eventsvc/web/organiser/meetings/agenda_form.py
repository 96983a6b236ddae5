"""The form of one point of an agenda."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_gettext
from pydantic_core import PydanticCustomError

from eventsvc.db.queries.attendances import attendances_of
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.names import index_name
from eventsvc.domain.times import NonexistentTime, When, moment_of
from eventsvc.inputs.networks.values import MINUTES_OF_A_DAY, line
from eventsvc.services.calendar.calendar import when_of
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import Choice, Field, Line, Mistakes, Radio, short_line
from eventsvc.web.forms.groups import Rows, Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.jinja import date_text, text
from eventsvc.web.organiser.meetings.forms import organisation_choice
from eventsvc.web.words import VISIBILITIES

if TYPE_CHECKING:
    from eventsvc.db.models import AgendaItemRow, MeetingRow, NetworkRow

_PLAIN = ("number", "title", "description", "day", "pinned_at", "minutes", "track", "visibility")


def agenda_form(network: "NetworkRow", meeting: "MeetingRow", *, is_new: bool) -> Form:
    """Return the form; a new point also says after which one it comes."""
    what = (*_place(meeting, is_new=is_new), *_what(tuple(network.languages)))
    return Form(
        [
            Section(None, what),
            Section(lazy_gettext("When"), _times(meeting)),
            Section(lazy_gettext("Who speaks"), (_speakers(network, meeting),)),
        ],
        partial(_check, when_of(meeting)),
    )


def _check(when: When, values: dict[str, Any], mistakes: Mistakes) -> None:
    values["day"] = values["day"] or 1
    if values["pinned_at"] is None:
        return
    pinned = datetime.combine(when.dates()[values["day"] - 1], values["pinned_at"])
    try:
        moment_of(pinned, tzid=when.tzid)
    except NonexistentTime:
        facts = {"value": f"{pinned:%H:%M}", "zone": when.tzid}
        skipped = PydanticCustomError("time-skipped", "time-skipped", facts)
        mistakes["pinned_at"] = fields.sentence(skipped)


def _what(own: tuple[str, ...]) -> tuple[Field, ...]:
    return (
        Texts(name="title", label=lazy_gettext("Title"), languages=own, required=True),
        Line(
            name="number",
            label=lazy_gettext("Number"),
            reader=partial(line, most=16),
            hint=lazy_gettext("As you count: 1, 2a, TOP 3."),
        ),
        Texts(name="description", label=lazy_gettext("Text"), languages=own, rows=4),
        Radio(
            name="visibility",
            label=lazy_gettext("Who may see it"),
            options=list(VISIBILITIES.items()),
            kind=Visibility,
            required=True,
        ),
    )


def _place(meeting: "MeetingRow", *, is_new: bool) -> tuple[Field, ...]:
    if not is_new or not meeting.agenda:
        return (Choice(name="after", label=lazy_gettext("Comes after")),) if is_new else ()
    options = [("", gettext("At the end")), *((row.id, text(row.title)) for row in meeting.agenda)]
    return (Choice(name="after", label=lazy_gettext("Comes after"), options=options, kind=int),)


def _times(meeting: "MeetingRow") -> tuple[Field, ...]:
    dates = when_of(meeting).dates()
    days = [(number, date_text(day, weekday=True)) for number, day in enumerate(dates, start=1)]
    return (
        Choice(name="day", label=lazy_gettext("Day"), options=days, kind=int, required=True),
        fields.whole(
            name="minutes",
            label=lazy_gettext("Minutes"),
            least=1,
            most=MINUTES_OF_A_DAY,
            code="minutes",
            hint=lazy_gettext("The next point begins when this one ends."),
        ),
        fields.clock(
            name="pinned_at",
            label=lazy_gettext("Fixed time"),
            hint=lazy_gettext("Only when it must not move with the others, such as lunch."),
        ),
        Line(
            name="track",
            label=lazy_gettext("Track"),
            reader=short_line,
            hint=lazy_gettext("A name, when it runs beside others; empty for everybody together."),
        ),
    )


def _speakers(network: "NetworkRow", meeting: "MeetingRow") -> Rows:
    people = {
        row.person.id: index_name(
            title=row.person.title, given=row.person.given, family=row.person.family
        )
        for row in attendances_of(network.id, meeting.id)
    }
    return Rows(
        name="speakers",
        label=lazy_gettext("Speakers"),
        line=lazy_gettext("Speaker"),
        hint=lazy_gettext("Somebody on the list of attendees, or a name, or an organisation."),
        parts=(
            Choice(
                name="person_id",
                label=lazy_gettext("On the list"),
                options=[("", "–"), *people.items()],
                kind=int,
            ),
            Line(name="name", label=lazy_gettext("Full name")),
            organisation_choice(
                network, name="organisation_id", label=lazy_gettext("Organisation")
            ),
        ),
    )


def wanted(values: dict[str, Any]) -> dict[str, Any]:
    """Return what the service takes of the form's values."""
    return {name: values[name] for name in (*_PLAIN, "speakers")}


def shown(row: "AgendaItemRow") -> dict[str, Any]:
    """Return what the form shows of ``row``."""
    return {name: getattr(row, name) for name in _PLAIN} | {
        "speakers": [
            {
                "name": speaker.name,
                "person_id": speaker.person_id,
                "organisation_id": speaker.organisation_id,
            }
            for speaker in row.speakers
        ]
    }
