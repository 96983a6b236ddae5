"""The kinds of single values in the file: how each is read, and its JSON Schema."""

from datetime import date, datetime, time
from enum import StrEnum
from functools import partial
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, WithJsonSchema

from eventsvc.domain.consents import Basis
from eventsvc.domain.groups import GroupRole
from eventsvc.domain.kinds import NoticeKind, OrganisationKind, StatementKind
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.profiles import Licence, Strategy
from eventsvc.domain.projects import MOST_MONTHS
from eventsvc.domain.seats import MOST_HOURS, MOST_SEATS
from eventsvc.domain.surveys import MOST_REMIND_DAYS
from eventsvc.domain.texts import LANGUAGES
from eventsvc.inputs.networks import values


def _text(description: str = "", **schema: object) -> WithJsonSchema:
    words = {"description": description} if description else {}
    return WithJsonSchema({"type": "string", **words, **schema})


_NUMBER_OR_TEXT = ["string", "integer"]
_DATE = {"type": "string", "description": "2022-08-30 or 30.08.2022"}

Line: TypeAlias = Annotated[
    str, BeforeValidator(partial(values.line, most=255)), _text(maxLength=255)
]
ShortLine: TypeAlias = Annotated[
    str, BeforeValidator(partial(values.line, most=64)), _text(maxLength=64)
]
Filled: TypeAlias = Annotated[
    str, BeforeValidator(partial(values.filled_line, most=255)), _text(minLength=1, maxLength=255)
]
Number: TypeAlias = Annotated[
    str,
    BeforeValidator(partial(values.line, most=16)),
    WithJsonSchema({"type": _NUMBER_OR_TEXT, "description": "Free: 1, 2a, TOP 3"}),
]
LongText: TypeAlias = Annotated[str, BeforeValidator(values.long_text), _text()]
Key: TypeAlias = Annotated[
    str,
    BeforeValidator(values.key_of),
    _text("Names the thing in this file; never changed later", pattern="^[a-z0-9]+(-[a-z0-9]+)*$"),
]
KeyOrEmpty: TypeAlias = Annotated[
    str,
    BeforeValidator(lambda value: values.key_of(value) if value else ""),
    _text("A key of this file", pattern="^([a-z0-9]+(-[a-z0-9]+)*)?$"),
]
Day: TypeAlias = Annotated[date, BeforeValidator(values.day_of), WithJsonSchema(_DATE)]
DayOrNone: TypeAlias = Annotated[
    date | None,
    BeforeValidator(partial(values.optional, read=values.day_of)),
    WithJsonSchema(_DATE),
]
Clock: TypeAlias = Annotated[time, BeforeValidator(values.clock_of), _text("09:30")]
ClockOrNone: TypeAlias = Annotated[
    time | None, BeforeValidator(partial(values.optional, read=values.clock_of)), _text("09:30")
]
_minutes = partial(values.whole_number, least=1, most=values.MINUTES_OF_A_DAY, code="minutes")
Minutes: TypeAlias = Annotated[
    int | None,
    BeforeValidator(partial(values.optional, read=_minutes)),
    WithJsonSchema({"type": _NUMBER_OR_TEXT, "description": "Minutes, such as 45"}),
]
DayNumber: TypeAlias = Annotated[
    int,
    BeforeValidator(partial(values.whole_number, least=1, most=99, code="day-number")),
    WithJsonSchema({"type": _NUMBER_OR_TEXT, "description": "1 is the first day"}),
]
_population = partial(values.whole_number, least=0, most=50_000_000, code="number")
Population: TypeAlias = Annotated[
    int | None,
    BeforeValidator(partial(values.optional, read=_population)),
    WithJsonSchema({"type": ["string", "number"], "description": "93634 or 93.634"}),
]
_seats = partial(values.whole_number, least=0, most=MOST_SEATS, code="seats")
Seats: TypeAlias = Annotated[
    int | None,
    BeforeValidator(partial(values.optional, read=_seats)),
    WithJsonSchema({"type": _NUMBER_OR_TEXT, "description": "Seats on site; none: no limit"}),
]
_share = partial(values.whole_number, least=1, most=MOST_SEATS, code="seats")
Share: TypeAlias = Annotated[
    int | None,
    BeforeValidator(partial(values.optional, read=_share)),
    WithJsonSchema({"type": _NUMBER_OR_TEXT, "description": "Seats of each organisation"}),
]
Hours: TypeAlias = Annotated[
    int,
    BeforeValidator(partial(values.whole_number, least=1, most=MOST_HOURS, code="hours")),
    WithJsonSchema({"type": _NUMBER_OR_TEXT, "description": "Hours to say yes to a seat"}),
]
LocalTimeOrNone: TypeAlias = Annotated[
    datetime | None,
    BeforeValidator(partial(values.optional, read=values.local_time)),
    _text("2022-08-28 or 2022-08-28 12:00; a day alone: until its end"),
]
_remind = partial(values.whole_number, least=1, most=MOST_REMIND_DAYS, code="remind-days")
RemindDays: TypeAlias = Annotated[
    int | None,
    BeforeValidator(partial(values.optional, read=_remind)),
    WithJsonSchema({"type": _NUMBER_OR_TEXT, "description": "Days before the last one"}),
]
_answers = partial(values.whole_number, least=1, most=100_000, code="number")
AnswerNumber: TypeAlias = Annotated[
    int | None,
    BeforeValidator(partial(values.optional, read=_answers)),
    WithJsonSchema({"type": _NUMBER_OR_TEXT, "description": "None: it was not published"}),
]
Mean: TypeAlias = Annotated[
    str,
    BeforeValidator(values.mean_of),
    WithJsonSchema({"type": ["string", "number"], "description": "3.23; 1 is the best"}),
]
Median: TypeAlias = Annotated[
    str,
    BeforeValidator(values.median_of),
    WithJsonSchema({"type": ["string", "number"], "description": "None: it was not published"}),
]
YesNo: TypeAlias = Annotated[
    bool,
    BeforeValidator(values.yes_no),
    WithJsonSchema({"enum": ["yes", "no", "true", "false", "ja", "nein", True, False]}),
]
Area: TypeAlias = Annotated[
    str,
    BeforeValidator(values.area),
    WithJsonSchema({"type": ["string", "number"], "description": "km²"}),
]
Geo: TypeAlias = Annotated[
    tuple[float, float] | None,
    BeforeValidator(values.position),
    _text("Latitude, longitude: 50.8787, 12.0827"),
]
Email: TypeAlias = Annotated[str, BeforeValidator(values.mail_address), _text(format="email")]
Url: TypeAlias = Annotated[str, BeforeValidator(values.url_of), _text("https://…", maxLength=2048)]
Language: TypeAlias = Annotated[
    str, BeforeValidator(values.language), WithJsonSchema({"enum": list(LANGUAGES)})
]
Zone: TypeAlias = Annotated[str, BeforeValidator(values.zone), _text("IANA name: Europe/Berlin")]
Code: TypeAlias = Annotated[
    str,
    BeforeValidator(values.printed_code),
    _text("A code that is printed already: it stays valid"),
]
Ags: TypeAlias = Annotated[
    str | None,
    BeforeValidator(partial(values.register_key, digits=8, code="ags")),
    _text("8 digits as text, in quotation marks", pattern="^([0-9]{8})?$"),
]
Ars: TypeAlias = Annotated[
    str | None,
    BeforeValidator(partial(values.register_key, digits=12, code="ars")),
    _text("12 digits as text, in quotation marks", pattern="^([0-9]{12})?$"),
]
Lau: TypeAlias = Annotated[
    str | None,
    BeforeValidator(partial(values.matching, pattern="[A-Z0-9]{1,16}", code="lau")),
    _text("Code of a Czech or Polish municipality", pattern="^[A-Z0-9]{0,16}$"),
]
Nuts: TypeAlias = Annotated[
    str | None,
    BeforeValidator(partial(values.matching, pattern="[A-Z]{2}[A-Z0-9]{0,3}", code="nuts")),
    _text("Region of the EU's statistics: DEG02", pattern="^([A-Z]{2}[A-Z0-9]{0,3})?$"),
]
Wikidata: TypeAlias = Annotated[
    str | None,
    BeforeValidator(partial(values.matching, pattern=r"Q[1-9]\d{0,14}", code="wikidata")),
    _text("Item: Q3750", pattern="^(Q[1-9][0-9]{0,14})?$"),
]


def choice(kind: type[StrEnum]) -> tuple[BeforeValidator, WithJsonSchema]:
    """Return how a member of ``kind`` is read, and its schema."""
    return BeforeValidator(partial(values.choice_of, kind=kind)), WithJsonSchema(
        {"enum": [values.choice_key(member.value) for member in kind]}
    )


_org, _said, _noticed = choice(OrganisationKind), choice(StatementKind), choice(NoticeKind)
_status, _seen, _mode = choice(MeetingStatus), choice(Visibility), choice(Mode)
_basis, _strategy, _licence = choice(Basis), choice(Strategy), choice(Licence)
_year = partial(values.whole_number, least=1990, most=2100, code="number")

_months = partial(values.whole_number, least=1, most=MOST_MONTHS, code="number")

Months: TypeAlias = Annotated[
    int | None,
    BeforeValidator(partial(values.optional, read=_months)),
    WithJsonSchema({"type": _NUMBER_OR_TEXT, "description": "Months that it took"}),
]
StrategyChoice: TypeAlias = Annotated[Strategy, _strategy[0], _strategy[1]]
LicenceChoice: TypeAlias = Annotated[Licence, _licence[0], _licence[1]]
Year: TypeAlias = Annotated[
    int | None,
    BeforeValidator(partial(values.optional, read=_year)),
    WithJsonSchema({"type": _NUMBER_OR_TEXT, "description": "2024"}),
]
_is_in = choice(GroupRole)

OrganisationChoice: TypeAlias = Annotated[OrganisationKind, _org[0], _org[1]]
StatementChoice: TypeAlias = Annotated[StatementKind, _said[0], _said[1]]
NoticeChoice: TypeAlias = Annotated[NoticeKind, _noticed[0], _noticed[1]]
StatusChoice: TypeAlias = Annotated[MeetingStatus, _status[0], _status[1]]
VisibilityChoice: TypeAlias = Annotated[Visibility, _seen[0], _seen[1]]
ModeChoice: TypeAlias = Annotated[Mode, _mode[0], _mode[1]]
BasisChoice: TypeAlias = Annotated[Basis, _basis[0], _basis[1]]
GroupRoleChoice: TypeAlias = Annotated[GroupRole, _is_in[0], _is_in[1]]
