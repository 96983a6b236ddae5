"""The fields of a profile, for the forms of those who keep it: stewards and the office."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from flask_babel import lazy_gettext

from eventsvc.domain.profiles import MOST_NEWS, Licence, Strategy, kept_news
from eventsvc.inputs.networks import values as readers
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import Choice, Field, Line, Mistakes, short_line
from eventsvc.web.forms.groups import Rows, Texts
from eventsvc.web.forms.sent import Section
from eventsvc.web.words import LICENCES, STRATEGIES

Languages = tuple[str, ...]

FIRST_YEAR, LAST_YEAR = 1990, 2100
TOO_MUCH_NEWS = lazy_gettext("Three lines at most. Remove the oldest.")
_district = partial(readers.line, most=128)


def sentence(own: Languages) -> Texts:
    """Return the field of the one sentence."""
    return Texts(
        name="sentence",
        label=lazy_gettext("What should one know about you?"),
        languages=own,
        hint=lazy_gettext("One sentence. It stands right below your name."),
    )


def news(own: Languages) -> Section:
    """Return the section of the news; ``check_news`` refuses more than three."""
    lines = Rows(
        name="news",
        label=lazy_gettext("News"),
        line=lazy_gettext("News item"),
        is_ordered=False,
        parts=(
            fields.day(name="on", label=lazy_gettext("Day"), hint=lazy_gettext("Empty: today.")),
            Texts(name="text", label=lazy_gettext("What is new"), languages=own),
        ),
    )
    note = lazy_gettext(
        "Up to three lines, a sentence each. They stand in your profile and on the page of the "
        "next meeting, so that nobody has to read them out."
    )
    return Section(lazy_gettext("News"), (lines,), note)


def check_news(values: dict[str, Any], mistakes: Mistakes) -> None:
    """Note what is wrong with the news: too many lines, or a day without words."""
    lines = values["news"]
    if len(lines) > MOST_NEWS:
        mistakes["news"] = str(TOO_MUCH_NEWS)
    for at, line in enumerate(lines):
        if not line["text"]:
            mistakes.setdefault(f"news-{at}-on", str(fields.OWN["empty"]))


def stored(values: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """Return what a form says as a profile stores it."""
    news = {"news": kept_news(values["news"], today=today)} if "news" in values else {}
    return {**values, **news}


def text(own: Languages) -> Texts:
    """Return the field of the long text."""
    return Texts(
        name="text",
        label=lazy_gettext("Text"),
        languages=own,
        rows=8,
        hint=lazy_gettext("Markdown is understood."),
    )


def licence(name: str = "licence") -> Choice:
    """Return the field that says how others may use a text or a picture."""
    return Choice(
        name=name,
        label=lazy_gettext("Others may use it"),
        options=[("", lazy_gettext("Nothing said")), *LICENCES.items()],
        kind=Licence,
    )


def contact(own: Languages) -> tuple[Field, ...]:
    """Return the fields of the role to write to."""
    return (
        Texts(
            name="contact_title",
            label=lazy_gettext("Called"),
            languages=own,
            hint=lazy_gettext("Such as: Smart city coordination."),
        ),
        fields.email(
            name="contact_email",
            label=lazy_gettext("Mail address"),
            hint=lazy_gettext("Better a shared mailbox than a person's own."),
        ),
        Line(name="contact_phone", label=lazy_gettext("Phone"), type="tel", reader=short_line),
        fields.url(name="website", label=lazy_gettext("Website")),
    )


def facts() -> tuple[Field, ...]:
    """Return the fields of the figures."""
    return (
        fields.whole(
            name="population", label=lazy_gettext("Inhabitants"), least=0, most=50_000_000
        ),
        fields.day(name="population_as_of", label=lazy_gettext("Counted on")),
        Line(name="area_km2", label=lazy_gettext("Area in km²"), reader=readers.area),
        Line(name="state", label=lazy_gettext("State"), reader=short_line),
        Line(name="district", label=lazy_gettext("District"), reader=_district),
        Line(
            name="facts_source",
            label=lazy_gettext("Source"),
            hint=lazy_gettext("Where the numbers come from."),
        ),
    )


def strategy(own: Languages) -> tuple[Field, ...]:
    """Return the fields of strategy, programme and funding."""
    return (
        Choice(
            name="strategy",
            label=lazy_gettext("Strategy for becoming digital"),
            options=[("", lazy_gettext("Nothing said")), *STRATEGIES.items()],
            kind=Strategy,
        ),
        fields.whole(
            name="strategy_year",
            label=lazy_gettext("Year of the strategy"),
            least=FIRST_YEAR,
            most=LAST_YEAR,
        ),
        fields.url(name="strategy_url", label=lazy_gettext("Web address of the strategy")),
        Texts(
            name="programme",
            label=lazy_gettext("Programme"),
            languages=own,
            hint=lazy_gettext("In which you take part, such as: Model projects smart cities."),
        ),
        Texts(
            name="funding",
            label=lazy_gettext("Funding"),
            languages=own,
            hint=lazy_gettext("Who pays, and until when."),
        ),
    )
