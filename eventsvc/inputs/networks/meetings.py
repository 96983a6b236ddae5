"""Meetings with hosts, notices, legal bases and agenda, as the file writes them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from eventsvc.domain.consents import PHOTO, Basis, Purpose
from eventsvc.domain.kinds import NoticeKind
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.seats import USUAL_HOURS
from eventsvc.domain.times import NonexistentTime, When, moment_of, whole_days
from eventsvc.inputs.networks.fields import (
    BasisChoice,
    ClockOrNone,
    Day,
    DayNumber,
    DayOrNone,
    Geo,
    Hours,
    Key,
    KeyOrEmpty,
    Line,
    LocalTimeOrNone,
    LongText,
    Minutes,
    ModeChoice,
    NoticeChoice,
    Number,
    Seats,
    Share,
    ShortLine,
    StatusChoice,
    Url,
    VisibilityChoice,
    Zone,
)
from eventsvc.inputs.networks.parts import FilledTexts, LongTexts, NamedBy, OrText, Part
from eventsvc.inputs.networks.values import day_of, refuse


class WhenPart(Part):
    """When a meeting is: days without times are whole days."""

    date: Day
    until: DayOrNone = Field(default=None, description="Last day, when there are several")
    start: ClockOrNone = Field(default=None, description="Time on the first day")
    end: ClockOrNone = Field(default=None, description="Time on the last day")

    @model_validator(mode="after")
    def _fits_together(self) -> "WhenPart":
        if (self.start is None) != (self.end is None):
            raise refuse("time-without-end")
        start, end = self.bounds()
        if end < start or (self.start and end == start):
            at = "end" if self.start else "until"
            raise refuse(
                "ends-before-start", at=at, start=_written(start, self), end=_written(end, self)
            )
        return self

    def bounds(self) -> tuple[datetime, datetime]:
        """Return start and end as wall time; both midnight before for whole days."""
        first, last = self.date, self.until or self.date
        midnight = datetime.min.time()
        return (
            datetime.combine(first, self.start or midnight),
            datetime.combine(last, self.end or midnight),
        )

    def at(self, tzid: str) -> When:
        """Return the time as the rules know it, in the zone ``tzid``."""
        start, end = self.bounds()
        if self.start is None:
            return whole_days(self.date, self.until, tzid=tzid)
        return When(start=start, end=end, tzid=tzid)


def _written(moment: datetime, when: WhenPart) -> str:
    return str(moment.date()) if when.start is None else f"{moment:%Y-%m-%d %H:%M}"


def _day_alone(text: str) -> dict[str, object]:
    """Take a single day for a whole day."""
    try:
        day_of(text)
    except PydanticCustomError as error:
        raise (refuse("when", value=text) if error.type == "date" else error) from None
    return {"date": text}


class SpeakerPart(Part):
    """Who speaks: a name, a person of this file, or an organisation."""

    name: Line = ""
    person: Key = ""
    org: Key = ""

    @model_validator(mode="after")
    def _is_somebody(self) -> "SpeakerPart":
        if not (self.name or self.person or self.org):
            raise refuse("speaker")
        return self


class AgendaPart(Part):
    """One point of the agenda: pinned by ``at``, or following by ``minutes``."""

    number: Number = ""
    title: FilledTexts
    description: LongTexts = Field(default_factory=dict)
    minutes: Minutes = None
    at: ClockOrNone = Field(default=None, description="Fixed time; others follow by minutes")
    day: DayNumber = 1
    track: ShortLine = Field(default="", description="Name of a parallel track")
    speakers: list[Annotated[SpeakerPart, OrText("name")]] = Field(default_factory=list)
    visibility: VisibilityChoice = Visibility.PUBLIC


class NoticePart(Part):
    """Something everybody at the meeting must know."""

    kind: NoticeChoice = NoticeKind.OTHER
    text: LongTexts


class BasisPart(Part):
    """The legal basis for one purpose (GDPR Art. 6(1))."""

    basis: BasisChoice
    balance: LongText = Field(default="", description="For legitimate interest: the balance")

    @model_validator(mode="after")
    def _has_its_balance(self) -> "BasisPart":
        if self.basis is Basis.LEGITIMATE_INTEREST and not self.balance:
            raise refuse("balance")
        return self


_PHOTO = "photo"
"""Stands for every channel of photos that is not named by itself."""


class MeetingPart(Part):
    """One meeting."""

    key: Key
    slug: Key = Field(default="", description="Last part of its address; the key when not given")
    title: FilledTexts
    description: LongTexts = Field(default_factory=dict)
    when: Annotated[WhenPart, OrText(_day_alone)]
    timezone: Zone = Field(default="", description="The network's, when not given")
    status: StatusChoice = MeetingStatus.CONFIRMED
    visibility: VisibilityChoice = Visibility.PUBLIC
    mode: ModeChoice = Mode.ON_SITE
    place: Line = Field(default="", description="The town; often all that is known at first")
    venue: Line = Field(default="", description="Rathaus")
    address: Line = ""
    geo: Geo = None
    join_url: Url = Field(default="", description="Shown to the invited only")
    capacity: Seats = None
    seats_per_organisation: Share = None
    registration_until: LocalTimeOrNone = Field(
        default=None, description="Until when the open form takes people; without it: closed"
    )
    waiting_hours: Hours = USUAL_HOURS
    group: KeyOrEmpty = Field(default="", description="Key of the group whose meeting it is")
    hosts: list[Key] = Field(default_factory=list, description="Keys; the main host first")
    organiser_body: Line = ""
    on_behalf_of: Line = ""
    photographed_by: list[Line] = Field(
        default_factory=list, description="Every body that takes photos; none: the organiser does"
    )
    notices: list[Annotated[NoticePart, OrText("text")]] = Field(default_factory=list)
    bases: Annotated[dict[str, Annotated[BasisPart, OrText("basis")]], NamedBy(Purpose, _PHOTO)] = (
        Field(default_factory=dict, description="Purpose → legal basis; photo: all its channels")
    )
    agenda: list[Annotated[AgendaPart, OrText("title")]] = Field(default_factory=list)

    @model_validator(mode="after")
    def _fits_together(self, info: ValidationInfo) -> "MeetingPart":
        if self.join_url and self.mode is Mode.ON_SITE:
            raise refuse("online-link", at="join_url")
        days = ((self.when.until or self.when.date) - self.when.date).days + 1
        for item in self.agenda:
            if item.day > days:
                raise refuse("day-after-end", at="agenda", day=item.day, days=days)
        tzid = self.timezone or (info.context or {}).get("tzid", "UTC")
        at = "when"
        try:
            self.when.at(tzid)
            at = "registration_until"
            if self.registration_until:
                moment_of(self.registration_until, tzid=tzid)
        except NonexistentTime as error:
            raise refuse(
                "time-skipped", at=at, value=str(error.facts["time"])[:16], zone=tzid
            ) from None
        return self

    def legal_bases(self) -> dict[Purpose, BasisPart]:
        """Return the basis of each purpose; ``photo`` is spelt out."""
        photos = dict.fromkeys(PHOTO, self.bases[_PHOTO]) if _PHOTO in self.bases else {}
        named = {Purpose(name): part for name, part in self.bases.items() if name != _PHOTO}
        return photos | named
