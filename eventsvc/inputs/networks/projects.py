"""Projects worth copying, as the file writes them."""

from typing import Annotated, TypeAlias

from pydantic import Field

from eventsvc.domain.projects import CostBand, ProjectStatus
from eventsvc.inputs.networks.fields import (
    DayOrNone,
    Email,
    Key,
    KeyOrEmpty,
    Months,
    Url,
    choice,
)
from eventsvc.inputs.networks.parts import FilledTexts, LongTexts, Part, Texts

_status, _cost = choice(ProjectStatus), choice(CostBand)

StatusChoice: TypeAlias = Annotated[ProjectStatus, _status[0], _status[1]]
CostChoice: TypeAlias = Annotated[CostBand, _cost[0], _cost[1]]


class ProjectPart(Part):
    """A project of one organisation, told so that another can copy it."""

    key: Key
    org: Key
    title: FilledTexts
    topic: KeyOrEmpty = Field(default="", description="Key of its action field")
    status: StatusChoice = ProjectStatus.RUNNING
    summary: LongTexts = Field(default_factory=dict, description="What it does, and for whom")
    worked: LongTexts = Field(default_factory=dict, description="What worked")
    failed: LongTexts = Field(default_factory=dict, description="What did not work")
    needs: LongTexts = Field(default_factory=dict, description="What one needs to copy it")
    cost: CostChoice | None = None
    months: Months = None
    source: Url = ""
    data: Url = ""
    contact_title: Texts = Field(default_factory=dict, description="A role, never a person")
    contact_email: Email = ""
    date: DayOrNone = Field(default=None, description="When it was told")
