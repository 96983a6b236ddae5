"""Fields made of others: a text in each language, a list of lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from eventsvc.domain.surveys import GRADES
from eventsvc.inputs.networks import values

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

from eventsvc.web.forms.fields import OWN, Field, Line, Mistakes, Reader, ident, usual_line


@dataclass(frozen=True, kw_only=True)
class Texts(Field):
    """A text in each language of the network, side by side. The first is the network's own."""

    widget = "texts"
    languages: Sequence[str]
    rows: int = 0
    """More than 0: several lines."""

    def typed(self, sent: "MultiDict[str, str]", name: str) -> dict[str, str]:
        """Return language → text."""
        return {language: sent.get(f"{name}.{language}", "") for language in self.languages}

    def read(self, typed: dict[str, str], name: str, mistakes: Mistakes) -> dict[str, str]:
        """Return the texts that are not empty."""
        reader: Reader = values.long_text if self.rows else usual_line
        part = Line(name=name, label="", reader=reader)
        read = {
            language: part.read(text, f"{name}.{language}", mistakes)
            for language, text in typed.items()
        }
        if self.required and not any(read.values()):
            mistakes.setdefault(ident(f"{name}.{self.languages[0]}"), str(OWN["empty"]))
        return {language: text for language, text in read.items() if text}

    def written(self, value: Any) -> dict[str, str]:
        """Return the text for each language."""
        return {language: (value or {}).get(language, "") for language in self.languages}

    def words(self, typed: dict[str, str]) -> str:
        """Return all texts, each with its language."""
        return "\n".join(f"{language}: {text}" for language, text in typed.items() if text)


@dataclass(frozen=True, kw_only=True)
class Grades(Field):
    """Items that are graded from 1 to 6. The value: number of an item → grade, the graded alone."""

    widget = "grades"
    items: Sequence[tuple[str, object]]
    """Pairs of number and words."""
    best: object
    """What 1 means."""
    worst: object
    """What 6 means."""

    def typed(self, sent: "MultiDict[str, str]", name: str) -> dict[str, str]:
        """Return number → what is chosen, as text."""
        return {number: sent.get(f"{name}.{number}", "") for number, _ in self.items}

    def read(self, typed: dict[str, str], name: str, mistakes: Mistakes) -> dict[str, int]:
        """Return the grades that were given."""
        offered = {str(grade) for grade in GRADES}
        for number, grade in typed.items():
            if grade and grade not in offered:
                mistakes[ident(f"{name}.{number}")] = str(OWN["choice"])
        return {number: int(grade) for number, grade in typed.items() if grade in offered}

    def written(self, value: Any) -> dict[str, str]:
        """Return what is chosen for each item."""
        return {number: str((value or {}).get(number, "")) for number, _ in self.items}

    def words(self, typed: dict[str, str]) -> str:
        """Return each item with its grade."""
        return "\n".join(f"{label}: {typed[number]}" for number, label in self.items)


@dataclass(frozen=True, kw_only=True)
class Rows(Field):
    """A list in order: the same few fields for each line, with buttons to move and remove it.

    A line whose ``parts`` are all empty is left out. The value is a list of maps.
    """

    widget = "rows"
    parts: Sequence[Field]
    line: object
    """What one line is called."""
    is_ordered: bool = True
    ignored: frozenset[str] = field(default=frozenset())
    """Parts that say nothing by themselves: a line with nothing else is empty."""

    def typed(self, sent: "MultiDict[str, str]", name: str) -> list[dict[str, Any]]:
        """Return the lines as they stand on the page."""
        count = sent.get(f"{name}.count", 0, type=int)
        return [
            {part.name: part.typed(sent, f"{name}.{at}.{part.name}") for part in self.parts}
            for at in range(min(count, 200))
        ]

    def read(
        self, typed: list[dict[str, Any]], name: str, mistakes: Mistakes
    ) -> list[dict[str, Any]]:
        """Return the lines in which something stands."""
        read = []
        for at, line in enumerate(typed):
            if self.is_empty(line):
                continue
            read.append(
                {
                    part.name: part.read(line[part.name], f"{name}.{at}.{part.name}", mistakes)
                    for part in self.parts
                }
            )
        return read

    def is_empty(self, line: Mapping[str, Any]) -> bool:
        """Tell whether nothing stands in the line."""
        return not any(
            any(typed.values()) if isinstance(typed, dict) else typed
            for name, typed in line.items()
            if name not in self.ignored
        )

    def written(self, value: Any) -> list[dict[str, Any]]:
        """Return the lines for ``value``."""
        return [
            {part.name: part.written(line.get(part.name)) for part in self.parts}
            for line in value or ()
        ]

    def words(self, typed: list[dict[str, Any]]) -> str:
        """Return one line of text for each."""
        return "\n".join(
            ", ".join(filter(None, (part.words(line[part.name]) for part in self.parts)))
            for line in typed
            if not self.is_empty(line)
        )
