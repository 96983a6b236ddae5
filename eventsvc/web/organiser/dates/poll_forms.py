"""The forms of date polls: what is asked, whom, until when, and what comes of it."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import date_polls as queries
from eventsvc.domain.date_polls import Asks, Shown
from eventsvc.domain.meetings import Mode, Visibility
from eventsvc.domain.times import EndsBeforeStart, NonexistentTime
from eventsvc.services.dates.date_polls import PLAIN, Wanted, when_of
from eventsvc.web import clock
from eventsvc.web.date_poll_words import SHOWN
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import Choice, Line, Mistakes, Radio
from eventsvc.web.forms.groups import Rows, Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.jinja import short_date, text
from eventsvc.web.meeting_fields import ENDS_BEFORE_START, NO_END, moment
from eventsvc.web.words import MODES, VISIBILITIES

if TYPE_CHECKING:
    from eventsvc.db.models import DatePollDateRow, DatePollRow, MeetingRow, NetworkRow

ASKS = {
    Asks.PEOPLE: lazy_gettext("People, each for herself or himself"),
    Asks.ORGANISATIONS: lazy_gettext("Organisations: one answer for each"),
}
_BLANK = 3
"""How many empty lines a new poll offers."""
_MOST_DAYS = 60
_LEAST_DATES = 2


def poll_form(network: "NetworkRow", *, kept: "MeetingRow | None" = None) -> Form:
    """Return the form of a poll that nobody was asked yet; ``kept``: the meeting it names now."""
    own = tuple(network.languages)
    what = (
        Texts(name="title", label=lazy_gettext("Title"), languages=own, required=True),
        Texts(name="text", label=lazy_gettext("What it is about"), languages=own, rows=4),
    )
    whom = (
        _radio("asks", lazy_gettext("Who answers"), ASKS, Asks),
        _radio("shown", lazy_gettext("What others see of an answer"), SHOWN, Shown),
    )
    note = lazy_gettext("This stands above the first question, and stays once somebody is asked.")
    return Form(
        (
            Section(lazy_gettext("What"), what),
            Section(
                lazy_gettext("Dates to choose from"),
                (_dates(),),
                lazy_gettext("Without times a date lasts whole days."),
            ),
            Section(lazy_gettext("Who is asked"), whom, note),
            Section(lazy_gettext("Until when"), _until()),
            Section(lazy_gettext("What comes of it"), _outcome(network, kept)),
        ),
        lambda values, mistakes: _check(network, values, mistakes),
    )


def prolonging_form() -> Form:
    """Return what may still change once somebody was asked."""
    return Form((Section(None, _until()),), _check_days)


def wanted(values: dict[str, Any]) -> Wanted:
    """Return what the service takes of the form's values."""
    dates = [{"when": line["when"], "place": line["place"]} for line in values["dates"]]
    return Wanted(
        values={name: values[name] for name in PLAIN}, dates=dates, meeting=values["meeting"]
    )


def shown(row: "DatePollRow") -> dict[str, Any]:
    """Return what the form shows of ``row``."""
    return {
        **{name: getattr(row, name) for name in PLAIN},
        "dates": [_line(one) for one in row.dates],
        "meeting": row.meeting.slug if row.meeting else "",
    }


def suggested(meeting: "MeetingRow | None") -> dict[str, Any]:
    """Return what a new poll begins with; ``meeting``: the provisional one that seeks a date."""
    return {
        "title": meeting.title if meeting else {},
        "dates": [{"place": meeting.place if meeting else ""} for _ in range(_BLANK)],
        "asks": Asks.PEOPLE,
        "shown": Shown.NOTHING,
        "last_day": clock.now().date() + timedelta(days=14),
        "remind_days": 3,
        "meeting": meeting.slug if meeting else "",
        "mode": Mode.ON_SITE,
        "visibility": Visibility.PUBLIC,
    }


def _line(one: "DatePollDateRow") -> dict[str, Any]:
    when = when_of(one)
    return {
        "date": when.start.date(),
        "start": None if when.all_day else when.start.time(),
        "until": when.last_day if when.several_days else None,
        "end": None if when.all_day else when.end.time(),
        "place": one.place,
    }


def _radio(name: str, label: object, words: Any, kind: Any) -> Radio:
    return Radio(name=name, label=label, options=list(words.items()), kind=kind, required=True)


def _dates() -> Rows:
    return Rows(
        name="dates",
        label=lazy_gettext("Dates and places"),
        line=lazy_gettext("Date"),
        ignored=frozenset({"place"}),
        parts=(
            fields.day(name="date", label=lazy_gettext("Day"), required=True),
            Line(name="place", label=lazy_gettext("Place")),
            fields.clock(name="start", label=lazy_gettext("Start")),
            fields.clock(name="end", label=lazy_gettext("End")),
            fields.day(
                name="until",
                label=lazy_gettext("Last day"),
                hint=lazy_gettext("When it lasts several days."),
            ),
        ),
    )


def _until() -> tuple[fields.Field, ...]:
    return (
        fields.day(name="last_day", label=lazy_gettext("Last day for answers"), required=True),
        fields.whole(
            least=1,
            most=_MOST_DAYS,
            name="remind_days",
            label=lazy_gettext("How many days before it a reminder goes by itself"),
            hint=lazy_gettext("To those alone who have not answered. Empty: none goes by itself."),
        ),
    )


def _outcome(network: "NetworkRow", kept: "MeetingRow | None") -> tuple[fields.Field, ...]:
    rows = list(queries.provisional_meetings(network.id, now=clock.now()))
    if kept and kept.id not in {row.id for row in rows}:
        rows.append(kept)
    options = [("", gettext("A new meeting"))]
    options += [(row.slug, f"{text(row.title)} ({short_date(row.local_start)})") for row in rows]
    return (
        Choice(
            name="meeting",
            label=lazy_gettext("The chosen date becomes the date of"),
            options=options,
            none="",
            hint=lazy_gettext("A provisional meeting keeps all else that it has."),
        ),
        _radio("mode", lazy_gettext("A new meeting takes place"), MODES, Mode),
        _radio("visibility", lazy_gettext("Who may see a new meeting"), VISIBILITIES, Visibility),
    )


def _check(network: "NetworkRow", values: dict[str, Any], mistakes: Mistakes) -> None:
    _check_days(values, mistakes)
    for at, line in enumerate(values["dates"]):
        _read_when(network, line, f"dates-{at}", mistakes)
    found = [(line.get("when"), line["place"]) for line in values["dates"]]
    if len(found) < _LEAST_DATES:
        mistakes["dates"] = gettext("Offer at least two dates or places to choose from.")
    elif len(set(found)) < len(found) and not mistakes:
        mistakes["dates"] = gettext("A date stands here twice. Remove one of the two.")


def _check_days(values: dict[str, Any], mistakes: Mistakes) -> None:
    today: date = clock.now().date()
    if values["last_day"] < today:
        mistakes["last_day"] = gettext("This day is over. Choose today or a later one.")
    elif values["remind_days"] and values["last_day"] - today < timedelta(values["remind_days"]):
        mistakes["remind_days"] = gettext(
            "The day of the reminder is over. Enter fewer days, or leave it empty."
        )


def _read_when(network: "NetworkRow", line: dict[str, Any], at: str, mistakes: Mistakes) -> None:
    if (line["start"] is None) != (line["end"] is None):
        mistakes[f"{at}-{'end' if line['end'] is None else 'start'}"] = str(NO_END)
        return
    try:
        line["when"] = moment({**line, "tzid": network.tzid})
    except NonexistentTime as error:
        mistakes[f"{at}-start"] = fields.skipped(error)
    except EndsBeforeStart:
        name = "until" if line["start"] is None else "end"
        mistakes[f"{at}-{name}"] = str(ENDS_BEFORE_START)
