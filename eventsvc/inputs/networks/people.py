"""Persons and their functions, as the file writes them."""

from pydantic import Field, model_validator

from eventsvc.inputs.networks.fields import Email, Key, Language, Line, ShortLine, YesNo
from eventsvc.inputs.networks.parts import Part, Texts
from eventsvc.inputs.networks.values import refuse


class FunctionPart(Part):
    """What a person is in an organisation."""

    org: Key
    title: Texts = Field(default_factory=dict, description="Digitalisierungsbeauftragte")


class PersonPart(Part):
    """Somebody of the network. Consents are never read from this file."""

    key: Key
    title: ShortLine = Field(default="", description="Dr.")
    given: Line = ""
    family: Line = ""
    email: Email = ""
    phone: ShortLine = ""
    language: Language = "de"
    never_share: YesNo = Field(default=False, description="Beats every list and export")
    functions: list[FunctionPart] = Field(default_factory=list)

    @model_validator(mode="after")
    def _has_a_name(self) -> "PersonPart":
        if not (self.given or self.family):
            raise refuse("name-missing")
        return self
