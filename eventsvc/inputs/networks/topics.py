"""Topics, what organisations say about them, and who works with whom, as the file writes it."""

from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from eventsvc.inputs.networks.fields import (
    DayOrNone,
    Filled,
    Key,
    KeyOrEmpty,
    Line,
    StatementChoice,
    VisibilityChoice,
)
from eventsvc.inputs.networks.parts import FilledTexts, Part
from eventsvc.inputs.networks.values import key_of, refuse

ALL = "all"
"""Stands for every topic."""


def _one_is_a_list(value: object) -> object:
    """Take one key for a list of one."""
    return [value] if isinstance(value, str) else value


_ONE = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
TopicKeys: TypeAlias = Annotated[
    list[Annotated[str, BeforeValidator(key_of)]],
    BeforeValidator(_one_is_a_list),
    WithJsonSchema(
        {
            "description": "Keys of topics, or “all”",
            "anyOf": [_ONE, {"type": "array", "items": _ONE, "minItems": 1}],
        }
    ),
]


class TopicPart(Part):
    """A topic. Free text of lists and surveys maps to it by its synonyms."""

    key: Key
    label: FilledTexts
    synonyms: list[Line] = Field(default_factory=list)
    parent: KeyOrEmpty = Field(
        default="", description="Key of the topic that this one is a part of"
    )


class SayingDefaults(Part):
    """What holds for every statement and focus that does not say otherwise."""

    source: Line = ""
    date: DayOrNone = None
    visibility: VisibilityChoice | None = None
    valid_until: DayOrNone = None


class FocusPart(SayingDefaults):
    """An organisation works on topics, in its own words."""

    key: Key = Field(default="", description="Lets you change the text later")
    org: Key
    text: FilledTexts
    topics: TopicKeys

    @model_validator(mode="after")
    def _all_stands_alone(self) -> "FocusPart":
        if ALL in self.topics and len(self.topics) > 1:
            raise refuse("all-alone", at="topics")
        if not self.topics:
            raise refuse("empty", at="topics")
        return self


class StatementPart(FocusPart):
    """An organisation seeks help, offers help or works on topics, in its own words."""

    kind: StatementChoice


class CooperationPart(Part):
    """Two partners that work together already."""

    key: Key = Field(default="", description="Lets you change the partner later")
    org: Key
    partner: Key = Field(default="", description="Key of the other organisation")
    partner_name: Line = Field(default="", description="Name of a partner outside the network")
    subjects: list[Filled] = Field(default_factory=list)
    source: Line = ""
    visibility: VisibilityChoice | None = None

    @model_validator(mode="after")
    def _one_partner(self) -> "CooperationPart":
        if bool(self.partner) == bool(self.partner_name):
            raise refuse("partner")
        return self
