"""Organisations and their profiles, as the file writes them."""

from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from eventsvc.domain.profiles import MOST_NEWS
from eventsvc.inputs.networks.documents import is_address
from eventsvc.inputs.networks.fields import (
    Ags,
    Area,
    Ars,
    Code,
    Day,
    DayOrNone,
    Email,
    Geo,
    Key,
    KeyOrEmpty,
    Lau,
    LicenceChoice,
    Line,
    Nuts,
    OrganisationChoice,
    Population,
    ShortLine,
    StrategyChoice,
    Url,
    Wikidata,
    Year,
    YesNo,
)
from eventsvc.inputs.networks.parts import FilledTexts, LongTexts, Part, Texts
from eventsvc.inputs.networks.values import line, refuse, url_of


def _document(value: object) -> str:
    """Return the name of a file, or an address that is safe to link."""
    text = line(value, most=2048)
    return url_of(text) if is_address(text) else text


def _few(value: object) -> object:
    if isinstance(value, list) and len(value) > MOST_NEWS:
        raise refuse("too-much-news", most=MOST_NEWS)
    return value


DocumentName: TypeAlias = Annotated[
    str, BeforeValidator(_document), WithJsonSchema({"type": "string"})
]


class ContactPart(Part):
    """The role to write to. Never a person: the profile is public."""

    title: Texts = Field(default_factory=dict, description="Smart-City-Koordination")
    email: Email = ""
    phone: ShortLine = ""


class NewsPart(Part):
    """One line of news and its day."""

    date: Day
    text: FilledTexts


class StrategyPart(Part):
    """How far the strategy for becoming digital is."""

    state: StrategyChoice
    year: Year = None
    url: Url = ""


class ProfilePart(Part):
    """The Steckbrief: what stands behind the QR code. All of it is optional."""

    sentence: Texts = Field(default_factory=dict, description="What one should know, in one line")
    text: LongTexts = Field(default_factory=dict, description="Markdown")
    news: Annotated[list[NewsPart], BeforeValidator(_few)] = Field(
        default_factory=list, description="Up to three dated lines"
    )
    licence: LicenceChoice | None = Field(default=None, description="How the text may be used")
    population: Population = None
    as_of: DayOrNone = Field(default=None, description="Day that the population is of")
    area: Area = ""
    state: ShortLine = Field(default="", description="Thüringen")
    district: Line = Field(default="", description="Landkreis Greiz")
    position: Geo = None
    strategy: StrategyPart | None = None
    programme: Texts = Field(default_factory=dict, description="Modellprojekte Smart Cities")
    funding: Texts = Field(default_factory=dict, description="Who pays, and until when")
    facts_source: Line = Field(default="", description="Where population and area come from")
    website: Url = ""
    contact: ContactPart = Field(default_factory=ContactPart)
    document: DocumentName = Field(
        default="", description="A file beside this one, or the web address of one"
    )
    checked_on: DayOrNone = Field(default=None, description="When the organisation last agreed")


class OrganisationPart(Part):
    """A member or guest of the network."""

    key: Key
    kind: OrganisationChoice
    name: FilledTexts
    short: Texts = Field(default_factory=dict, description="For badges and lists")
    aliases: list[Line] = Field(default_factory=list, description="Other spellings, for lists")
    ags: Ags = None
    ars: Ars = None
    lau: Lau = None
    nuts: Nuts = None
    wikidata: Wikidata = None
    guest: YesNo = Field(default=False, description="From outside the network")
    since: DayOrNone = Field(default=None, description="Member since")
    until: DayOrNone = Field(default=None, description="Member until")
    merged_into: KeyOrEmpty = Field(
        default="", description="Key of the organisation it became part of"
    )
    retired: DayOrNone = Field(default=None, description="Its codes say so from this day on")
    code: Code = ""
    profile: ProfilePart = Field(default_factory=ProfilePart)

    @model_validator(mode="after")
    def _membership_ends_after_it_begins(self) -> "OrganisationPart":
        if self.since and self.until and self.until < self.since:
            raise refuse("since-until", at="until", since=str(self.since), until=str(self.until))
        return self
