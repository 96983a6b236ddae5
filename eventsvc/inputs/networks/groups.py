"""Working groups, as the file writes them."""

from pydantic import Field, model_validator

from eventsvc.domain.groups import GroupRole
from eventsvc.domain.meetings import Visibility
from eventsvc.inputs.networks.fields import GroupRoleChoice, Key, VisibilityChoice
from eventsvc.inputs.networks.parts import FilledTexts, LongTexts, Part
from eventsvc.inputs.networks.values import refuse


class GroupPersonPart(Part):
    """Somebody of the group, and what they are in it."""

    person: Key = Field(description="Key of somebody in people")
    role: GroupRoleChoice = GroupRole.MEMBER


class GroupPart(Part):
    """A working group."""

    key: Key = Field(description="Last part of its address: /n/<network>/groups/<key>")
    title: FilledTexts
    about: LongTexts = Field(default_factory=dict, description="What it works on")
    visibility: VisibilityChoice = Visibility.PUBLIC
    members: list[Key] = Field(default_factory=list, description="Keys of organisations")
    people: list[GroupPersonPart] = Field(default_factory=list)

    @model_validator(mode="after")
    def _is_known_to_the_network(self) -> "GroupPart":
        if self.visibility is Visibility.INVITED:
            raise refuse("group-visibility", at="visibility")
        return self
