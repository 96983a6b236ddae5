"""The forms about series: by what rule dates come, and what each date begins with."""

from datetime import date, time
from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_gettext, ngettext

from eventsvc.domain.holidays import REGIONS
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.recurrence import LAST, BadRule, Hours, OnHoliday, Rhythm, Rule
from eventsvc.domain.times import EndsBeforeStart
from eventsvc.inputs.networks import values as readers
from eventsvc.services.dates.series_values import Plan
from eventsvc.web import meeting_fields
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import Choice, Line, Mistakes, Radio, Ticks
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.organiser.meetings import forms as meetings
from eventsvc.web.series_words import HOLIDAYS, NTHS, RHYTHMS, month_names, weekday_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import MeetingRow, NetworkRow

_RULE = ("rhythm", "every", "first", "times", "until", "on_holiday")
_HOURS = ("start", "end", "days", "tzid")
RHYTHM_FIELDS = (*_RULE, "nth", "weekday", "without_months", "region", *_HOURS)
"""The fields that decide the dates."""
_TEMPLATE = (*meetings.PLAIN, "status")
_WRONG = {
    "times": lazy_gettext("Either a number of dates or a last day: empty one of the two."),
    "until": lazy_gettext("The last day lies before the first. Enter a later one."),
    "region": lazy_gettext("Say whose holidays count."),
    "without_months": lazy_gettext("Leave at least one month in which there are dates."),
}


def series_form(
    network: "NetworkRow", *, earlier: "Sequence[MeetingRow]" = (), is_known: bool = False
) -> Form:
    """Return the form of a series.

    ``earlier``: what a new one may take its agenda from. ``is_known``: as for a meeting.
    """
    own = tuple(network.languages)
    sections = [
        Section(
            lazy_gettext("What"),
            (
                *meetings.copy_field(earlier),
                *meeting_fields.what_fields(own),
                meetings.group_field(network),
            ),
        ),
        Section(lazy_gettext("How often"), (*_rhythm(), *_span())),
        Section(lazy_gettext("Holidays"), _holidays()),
        Section(lazy_gettext("When"), _hours(), lazy_gettext("Without times it lasts whole days.")),
        Section(lazy_gettext("Where"), meeting_fields.where_fields()),
        Section(
            lazy_gettext("Who invites"),
            (meetings.hosts_field(network), *meetings.body_fields(is_known=is_known)),
        ),
    ]
    return Form(sections, _check)


def day_form() -> Form:
    """Return the form that asks from which day on."""
    return Form(
        (
            Section(
                None,
                (fields.day(name="first", label=lazy_gettext("From this day on"), required=True),),
            ),
        )
    )


def date_form() -> Form:
    """Return the form for one more date."""
    when = (fields.day(name="date", label=lazy_gettext("Day"), required=True), *_hours())
    return Form((Section(None, when),), _check_date)


def _rhythm() -> tuple[fields.Field, ...]:
    return (
        *_unit(),
        Choice(
            name="nth",
            label=lazy_gettext("Which one of the month"),
            options=list(NTHS.items()),
            kind=int,
            required=True,
            hint=lazy_gettext("Only for those that come again by months."),
        ),
        Choice(
            name="weekday",
            label=lazy_gettext("Day of the week"),
            options=list(enumerate(weekday_names())),
            kind=int,
            required=True,
        ),
    )


def _unit() -> tuple[fields.Field, ...]:
    return (
        Radio(
            name="rhythm",
            label=lazy_gettext("Comes again"),
            options=list(RHYTHMS.items()),
            kind=Rhythm,
            required=True,
        ),
        fields.whole(
            least=1,
            most=26,
            name="every",
            label=lazy_gettext("Every how many weeks or months"),
            required=True,
            hint=lazy_gettext("1: every week or month. 2: every second week or month."),
        ),
    )


def _span() -> tuple[fields.Field, ...]:
    return (
        fields.day(name="first", label=lazy_gettext("From this day on"), required=True),
        fields.whole(
            least=1,
            most=500,
            name="times",
            label=lazy_gettext("How many dates"),
            hint=lazy_gettext("Leave it empty for a series that goes on, or one with a last day."),
        ),
        fields.day(name="until", label=lazy_gettext("Until")),
        Ticks(
            name="without_months",
            label=lazy_gettext("Not in these months"),
            options=[(str(month), name) for month, name in enumerate(month_names(), 1)],
        ),
    )


def _holidays() -> tuple[fields.Field, ...]:
    return (
        Radio(
            name="on_holiday",
            label=lazy_gettext("When a date falls on a public holiday"),
            options=list(HOLIDAYS.items()),
            kind=OnHoliday,
            required=True,
        ),
        Choice(
            name="region",
            label=lazy_gettext("Whose holidays"),
            options=[("", "–"), *REGIONS.items()],
            none="",
        ),
    )


def _hours() -> tuple[fields.Field, ...]:
    return (
        fields.clock(name="start", label=lazy_gettext("Start")),
        fields.clock(name="end", label=lazy_gettext("End")),
        fields.whole(
            least=1,
            most=14,
            name="days",
            label=lazy_gettext("How many days each lasts"),
            required=True,
        ),
        Line(
            name="tzid",
            label=lazy_gettext("Time zone"),
            reader=readers.zone,
            required=True,
            hint=lazy_gettext("Such as Europe/Berlin."),
        ),
    )


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    """Make a plan of the fields, and refuse what does not fit together."""
    if values["join_url"] and values["mode"] is Mode.ON_SITE:
        mistakes["join_url"] = str(meeting_fields.NO_ROOM)
    hours = _checked_hours(values, values["first"], mistakes)
    try:
        rule = Rule(
            **{name: values[name] for name in _RULE},
            weekday=values["weekday"],
            nth=values["nth"] if values["rhythm"] is Rhythm.MONTHLY else 1,
            without_months=tuple(int(month) for month in values["without_months"]),
            region=values["region"] if values["on_holiday"] is not OnHoliday.KEEP else "",
        )
    except BadRule as error:
        field = str(error.facts["field"])
        mistakes[field] = str(_WRONG.get(field, fields.OWN["choice"]))
        return
    if hours:
        hosts = list(dict.fromkeys(line["organisation"] for line in values["hosts"]))
        template = {**{name: values[name] for name in _TEMPLATE}, "hosts": hosts}
        values["plan"] = Plan(rule=rule, hours=hours, template=template)


def _check_date(values: dict[str, Any], mistakes: Mistakes) -> None:
    hours = _checked_hours(values, values["date"], mistakes)
    if hours:
        values["when"] = hours.on(values["date"])


def _checked_hours(values: dict[str, Any], day: date, mistakes: Mistakes) -> Hours | None:
    if (values["start"] is None) != (values["end"] is None):
        mistakes["end" if values["end"] is None else "start"] = str(meeting_fields.NO_END)
        return None
    hours = Hours(**{name: values[name] for name in _HOURS})
    try:
        hours.on(day)
    except EndsBeforeStart:
        mistakes["end"] = gettext("The end lies before the start. Enter an end that is later.")
        return None
    return hours


def shown(plan: Plan, *, first: date) -> dict[str, Any]:
    """Return what the form shows of ``plan``, to be changed from ``first`` on."""
    rule, hours = plan.rule, plan.hours
    return {
        **{name: plan.template.get(name) for name in _TEMPLATE},
        "hosts": [{"organisation": one} for one in plan.template.get("hosts", ())],
        **{name: getattr(rule, name) for name in (*_RULE, "nth", "weekday", "region")},
        "without_months": [str(month) for month in rule.without_months],
        **{name: getattr(hours, name) for name in _HOURS},
        "first": first,
    }


def hours_shown(plan: Plan) -> dict[str, Any]:
    """Return what the form for one more date shows."""
    return {name: getattr(plan.hours, name) for name in _HOURS}


def suggested(network: "NetworkRow") -> dict[str, Any]:
    """Return what a new series begins with."""
    return {
        "status": MeetingStatus.CONFIRMED,
        "visibility": Visibility.PUBLIC,
        "mode": Mode.ON_SITE,
        "rhythm": Rhythm.MONTHLY,
        "every": 1,
        "nth": LAST,
        "weekday": 3,
        "on_holiday": OnHoliday.KEEP,
        "tzid": network.tzid,
        "organiser_body": network.organiser,
        "start": time(10),
        "end": time(12),
        "days": 1,
    }


def losses(coming: int) -> list[str]:
    """Return what ends with a series."""
    return [
        ngettext(
            "%(num)s date that lies ahead is cancelled, if it is on or after that day",
            "Those of the %(num)s dates ahead that are on or after that day are cancelled",
            coming,
        ),
        gettext("Subscribed calendars show them as cancelled until 28 days after their date."),
        gettext("What took place stays, with its page and its list."),
    ]
