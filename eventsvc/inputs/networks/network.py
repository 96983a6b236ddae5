"""The network itself, and the file as a whole."""

from typing import Annotated

from pydantic import Field, PrivateAttr, model_validator

from eventsvc.domain.kinds import PageKind
from eventsvc.inputs.networks.documents import Document
from eventsvc.inputs.networks.fields import Email, Filled, Key, Language, ShortLine, Zone
from eventsvc.inputs.networks.groups import GroupPart
from eventsvc.inputs.networks.meetings import MeetingPart
from eventsvc.inputs.networks.organisations import OrganisationPart
from eventsvc.inputs.networks.parts import FilledTexts, LongTexts, NamedBy, Part, Texts
from eventsvc.inputs.networks.people import PersonPart
from eventsvc.inputs.networks.projects import ProjectPart
from eventsvc.inputs.networks.surveys import SurveyPart
from eventsvc.inputs.networks.topics import (
    CooperationPart,
    FocusPart,
    SayingDefaults,
    StatementPart,
    TopicPart,
)
from eventsvc.inputs.networks.values import refuse


class NetworkPart(Part):
    """The network and its office."""

    slug: Key = Field(description="Part of its addresses: /n/<slug>/; never changed later")
    name: FilledTexts
    organiser: Filled = Field(description="The office that runs the network")
    organiser_short: ShortLine = ""
    email: Email = Field(default="", description="Mailbox of the office, not of a person")
    timezone: Zone = "Europe/Berlin"
    languages: list[Language] = Field(
        default_factory=lambda: ["de"], description="The network's own language first"
    )
    mailing_list_name: Texts = Field(default_factory=dict, description="Netzwerkverteiler")
    about: LongTexts = Field(default_factory=dict, description="Markdown")
    pages: Annotated[dict[PageKind, LongTexts], NamedBy(PageKind)] = Field(
        default_factory=dict, description="Legal pages in Markdown"
    )

    @model_validator(mode="after")
    def _has_a_language(self) -> "NetworkPart":
        if not self.languages:
            raise refuse("languages", at="languages")
        return self


class NetworkFile(Part):
    """One network: all of it, or what there is to add."""

    network: NetworkPart
    organisations: list[OrganisationPart] = Field(default_factory=list)
    topics: list[TopicPart] = Field(default_factory=list)
    statement_defaults: SayingDefaults = Field(default_factory=SayingDefaults)
    statements: list[StatementPart] = Field(default_factory=list)
    focus: list[FocusPart] = Field(default_factory=list)
    cooperations: list[CooperationPart] = Field(default_factory=list)
    projects: list[ProjectPart] = Field(default_factory=list)
    surveys: list[SurveyPart] = Field(default_factory=list)
    people: list[PersonPart] = Field(default_factory=list)
    groups: list[GroupPart] = Field(default_factory=list)
    meetings: list[MeetingPart] = Field(default_factory=list)

    _documents: dict[str, Document] = PrivateAttr(default_factory=dict)

    @property
    def documents(self) -> dict[str, Document]:
        """The files beside this one, by the name that profiles call them."""
        return self._documents
