"""What all parts of the file share: no unknown names, and texts in one language or several."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from eventsvc.domain.texts import LANGUAGES
from eventsvc.inputs.networks.values import choice_of, filled_line, line, long_text, refuse


class Part(BaseModel):
    """A part of the file. ``model_fields_set`` tells what the file said; the rest stays as is."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class OrText:
    """Takes a single text for a part of which only one field is needed."""

    field: str | Callable[[str], dict[str, object]]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler(schema)]}

    def _read(self, value: object) -> object:
        if not isinstance(value, str):
            return value
        return {self.field: value} if isinstance(self.field, str) else self.field(value)


@dataclass(frozen=True, slots=True)
class NamedBy:
    """Reads the names of a map as members of ``kind``; ``also`` is one more name."""

    kind: type[StrEnum]
    also: str = ""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        names = [*([self.also] if self.also else []), *(member.value for member in self.kind)]
        return handler(schema) | {"propertyNames": {"enum": names}}

    def _read(self, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {
            key if self.also and key == self.also else choice_of(key, kind=self.kind): inner
            for key, inner in value.items()
        }


def _texts(value: object, info: ValidationInfo, *, read: Any) -> dict[str, str]:
    """Return language → text; a bare text is in the network's first language."""
    if isinstance(value, str):
        own = (info.context or {}).get("language", "de")
        return {own: read(value)}
    if not isinstance(value, dict):
        raise refuse("not-a-text")
    for language in value:
        if language not in LANGUAGES:
            raise refuse("language-text", value=language, choices=", ".join(LANGUAGES))
    if not value:
        raise refuse("empty")
    return {language: read(text) for language, text in value.items()}


def _schema(most: int) -> WithJsonSchema:
    text = {"type": "string", "maxLength": most}
    return WithJsonSchema(
        {
            "description": "One text (in the network's first language) or one per language",
            "anyOf": [
                text,
                {
                    "type": "object",
                    "properties": dict.fromkeys(LANGUAGES, text),
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ],
        }
    )


Texts: TypeAlias = Annotated[
    dict[str, str],
    BeforeValidator(partial(_texts, read=partial(line, most=255))),
    _schema(255),
]
FilledTexts: TypeAlias = Annotated[
    dict[str, str],
    BeforeValidator(partial(_texts, read=partial(filled_line, most=255))),
    _schema(255),
]
LongTexts: TypeAlias = Annotated[
    dict[str, str], BeforeValidator(partial(_texts, read=long_text)), _schema(20_000)
]
