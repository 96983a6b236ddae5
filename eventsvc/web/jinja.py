"""How templates are read, and the filters they may use.

Every filter answers in the language of the page. The work itself is done by ``outputs`` and
``domain``; mails and PDFs use the same.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeVar

from flask import Flask
from flask_babel import gettext
from jinja2 import StrictUndefined
from markupsafe import Markup

from eventsvc.domain.collation import sort_key
from eventsvc.domain.links import safe_link
from eventsvc.domain.names import display_name
from eventsvc.domain.texts import LANGUAGES, Chosen, choose
from eventsvc.domain.times import zone_of
from eventsvc.outputs import formats
from eventsvc.outputs.markdown import markdown_html
from eventsvc.outputs.origins import origin_in
from eventsvc.web.frame import current_frame
from eventsvc.web.languages import NAMES, current_language

if TYPE_CHECKING:
    from eventsvc.db.models import PersonRow


def register(app: Flask) -> None:
    """Make undefined names an error, keep tags' lines out of the page, add the filters."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.filters.update(
        {
            "text": text,
            "markdown": markdown,
            "safe_url": safe_link,
            "date": date_text,
            "short_date": short_date,
            "month_short": month_short,
            "time": time_text,
            "clock": clock,
            "moment": moment_text,
            "time_range": time_range,
            "period": period,
            "duration": duration,
            "number": number,
            "list_text": list_text,
            "origin": origin,
            "person_name": person_name,
            "language_name": NAMES.get,
            "machine_time": formats.machine_time,
        }
    )
    app.context_processor(lambda: {"frame": current_frame()})


def text(texts: Mapping[str, str] | None) -> Chosen:
    """Return the words for this reader: page's language, network's language, any other."""
    fallbacks = (current_frame().language, *LANGUAGES)
    return choose(texts, language=current_language(), fallbacks=fallbacks)


def person_name(person: "PersonRow") -> str:
    """Return "Dr. Anna Beispiel"; of somebody erased, that they are."""
    if person.erased_at is not None:
        return str(gettext("an erased person"))
    return display_name(
        title=person.title,
        given=person.given,
        family=person.family,
        language=person.language or current_language(),
    )


def markdown(words: object, top: int = 2) -> Markup:
    """Return Markdown as clean HTML; ``top`` is the level of its first headings."""
    return Markup(markdown_html(str(words or ""), top=top))  # noqa: S704 -- cleaned by nh3


def place_in_order(words: object) -> str:
    """Return the key by which ``words`` stand in a list, in the alphabet of the page."""
    return sort_key(str(words), language=current_language())


_Day = TypeVar("_Day", bound=date)


def on_the_wall(day: _Day) -> _Day:
    """Return a moment in UTC, as the database has them, by the clocks of this page's network.

    Days, and times that somebody turned into local ones before, stay as they are.
    """
    if isinstance(day, datetime) and day.tzinfo is UTC:
        return day.astimezone(zone_of(current_frame().tzid))
    return day


def date_text(day: date, *, weekday: bool = False) -> str:
    """Return "30. August 2022"."""
    return formats.date_text(on_the_wall(day), language=current_language(), weekday=weekday)


def short_date(day: date) -> str:
    """Return "30.08.2022"."""
    return formats.short_date(on_the_wall(day), language=current_language())


def month_short(day: date) -> str:
    """Return "Aug"."""
    return formats.month_short(on_the_wall(day), language=current_language())


def time_text(moment: datetime) -> str:
    """Return "09:30 Uhr"."""
    return formats.time_text(on_the_wall(moment), language=current_language())


def clock(moment: datetime) -> str:
    """Return "09:30", for columns of times."""
    return formats.clock_text(on_the_wall(moment), language=current_language())


def moment_text(moment: datetime) -> str:
    """Return "30.08.2022, 09:30 MESZ", for columns of what happened when."""
    return formats.moment_text(on_the_wall(moment), language=current_language())


def time_range(start: datetime, end: datetime | None = None) -> str:
    """Return "09:30–15:30 Uhr"."""
    ends = on_the_wall(end) if end else None
    return formats.time_range(on_the_wall(start), ends, language=current_language())


def period(
    start: date, end: date | None = None, *, weekday: bool = True, provisional: bool = False
) -> str:
    """Return "Dienstag, 30. August 2022, 09:30–15:30 Uhr"."""
    return formats.period_text(
        on_the_wall(start),
        on_the_wall(end) if end else None,
        language=current_language(),
        weekday=weekday,
        provisional=provisional,
    )


def duration(minutes: int) -> str:
    """Return "45 Min."."""
    return formats.duration_text(minutes, language=current_language())


def number(value: float, digits: int = 2) -> str:
    """Return "93.000"."""
    return formats.number_text(value, language=current_language(), digits=digits)


def origin(stored: str) -> str:
    """Return where data of somebody comes from, in words."""
    return origin_in(stored, language=current_language())


def list_text(items: Iterable[object]) -> str:
    """Return "Gera, Suhl und Weida"."""
    return formats.list_text([str(item) for item in items], language=current_language())
