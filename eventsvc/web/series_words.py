"""The rule of a series in words: "every last Thursday of the month, except in August"."""

from collections.abc import Mapping, Sequence

from babel.dates import get_day_names, get_month_names
from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from eventsvc.domain.holidays import REGIONS
from eventsvc.domain.recurrence import LAST, OnHoliday, Rhythm, Rule
from eventsvc.outputs.formats import list_text, locale_of
from eventsvc.web.languages import current_language

RHYTHMS: Mapping[Rhythm, LazyString] = {
    Rhythm.WEEKLY: lazy_gettext("By weeks: every Wednesday, every other Tuesday"),
    Rhythm.MONTHLY: lazy_gettext("By months: the last Thursday, the first Monday"),
}
NTHS: Mapping[int, LazyString] = {
    1: lazy_gettext("The first"),
    2: lazy_gettext("The second"),
    3: lazy_gettext("The third"),
    4: lazy_gettext("The fourth"),
    LAST: lazy_gettext("The last"),
}
HOLIDAYS: Mapping[OnHoliday, LazyString] = {
    OnHoliday.KEEP: lazy_gettext("It takes place all the same"),
    OnHoliday.SKIP: lazy_gettext("It falls out"),
    OnHoliday.NEXT_WORKDAY: lazy_gettext("It moves to the next working day"),
    OnHoliday.WEEK_EARLIER: lazy_gettext("It moves to the week before"),
    OnHoliday.WEEK_LATER: lazy_gettext("It moves to the week after"),
}
_EVERY: Mapping[int, LazyString] = {
    1: lazy_gettext("Every first %(weekday)s of the month"),
    2: lazy_gettext("Every second %(weekday)s of the month"),
    3: lazy_gettext("Every third %(weekday)s of the month"),
    4: lazy_gettext("Every fourth %(weekday)s of the month"),
    LAST: lazy_gettext("Every last %(weekday)s of the month"),
}
_SOME: Mapping[int, LazyString] = {
    1: lazy_gettext("The first %(weekday)s, every %(every)s months"),
    2: lazy_gettext("The second %(weekday)s, every %(every)s months"),
    3: lazy_gettext("The third %(weekday)s, every %(every)s months"),
    4: lazy_gettext("The fourth %(weekday)s, every %(every)s months"),
    LAST: lazy_gettext("The last %(weekday)s, every %(every)s months"),
}
_ON_HOLIDAY: Mapping[OnHoliday, LazyString] = {
    OnHoliday.SKIP: lazy_gettext("not on public holidays (%(region)s)"),
    OnHoliday.NEXT_WORKDAY: lazy_gettext(
        "on the next working day where it is a public holiday (%(region)s)"
    ),
    OnHoliday.WEEK_EARLIER: lazy_gettext(
        "a week earlier where it is a public holiday (%(region)s)"
    ),
    OnHoliday.WEEK_LATER: lazy_gettext("a week later where it is a public holiday (%(region)s)"),
}


def rule_words(rule: Rule) -> str:
    """Return the rule as one line, in the language of the page."""
    parts = [_rhythm(rule)]
    if rule.without_months:
        names = month_names()
        months = list_text(
            [names[month - 1] for month in sorted(rule.without_months)],
            language=current_language(),
        )
        parts.append(gettext("except in %(months)s", months=months))
    if rule.on_holiday is not OnHoliday.KEEP:
        words = str(_ON_HOLIDAY[rule.on_holiday])
        parts.append(words % {"region": REGIONS[rule.region]})
    if rule.times:
        parts.append(ngettext("%(num)s time", "%(num)s times", rule.times))
    return ", ".join(parts)


def weekday_names() -> Sequence[str]:
    """Return the days of the week, Monday first."""
    names = get_day_names("wide", locale=locale_of(current_language()))
    return [names[day] for day in range(7)]


def month_names() -> Sequence[str]:
    """Return the months, January first."""
    names = get_month_names("wide", context="stand-alone", locale=locale_of(current_language()))
    return [names[month] for month in range(1, 13)]


def _rhythm(rule: Rule) -> str:
    weekday = weekday_names()[rule.weekday]
    facts = {"weekday": weekday, "every": rule.every}
    if rule.rhythm is Rhythm.MONTHLY:
        words = _EVERY if rule.every == 1 else _SOME
        return str(words[rule.nth]) % facts
    if rule.every == 1:
        return str(gettext("Every %(weekday)s", weekday=weekday))
    return str(gettext("%(weekday)s, every %(every)s weeks", **facts))
