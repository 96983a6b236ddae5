"""What was answered to the questions of a survey, as the file writes it: each kind in its form."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pydantic_core import PydanticCustomError

from eventsvc.domain.surveys import BEST, WORST, QuestionKind
from eventsvc.inputs.networks.tree import Path
from eventsvc.inputs.networks.values import (
    as_map,
    as_text,
    key_of,
    line,
    long_text,
    nearest,
    refuse,
    whole_number,
)

_grade = partial(whole_number, least=BEST, most=WORST, code="grade")
_line = partial(line, most=255)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its key, its kind, and what answers may call each of its options."""

    key: str
    kind: QuestionKind
    options: Sequence[Collection[str]]


@dataclass(slots=True)
class Reading:
    """What was understood, and what was not. Options stand by their place, from 0."""

    said: dict[str, Any] = field(default_factory=dict)
    mistakes: list[tuple[Path, PydanticCustomError]] = field(default_factory=list)

    def read(self, path: Path, read: Callable[[Any], Any], value: object) -> Any:
        """Return what ``read`` makes of ``value``; None, and a mistake noted, if it refuses."""
        try:
            return read(value)
        except PydanticCustomError as error:
            self.mistakes.append((path, error))
            return None


def read_said(asked: Sequence[Asked], said: Mapping[str, Any]) -> Reading:
    """Return what ``said`` answers to the questions ``asked``; empty answers are left out."""
    reading = Reading()
    known = {one.key: one for one in asked}
    for key, value in said.items():
        question = known.get(key)
        if question is None:
            near = nearest(key, list(known))
            code = "reference-near" if near else "reference"
            wrong = refuse(code, value=key, where="questions", near=near)
            reading.mistakes.append(((key,), wrong))
            continue
        answer = _FORMS[question.kind](reading, question, value)
        if answer:
            reading.said[key] = answer
    return reading


def _grades(reading: Reading, question: Asked, value: object) -> dict[int, int]:
    path: Path = (question.key,)
    found = {}
    for name, grade in (reading.read(path, as_map, value) or {}).items():
        at = reading.read((*path, name), partial(_option, question), name)
        number = reading.read((*path, name), _grade, grade) if grade != "" else None
        if at is not None and number is not None:
            found[at] = number
    return found


def _choice(reading: Reading, question: Asked, value: object) -> list[int]:
    at = reading.read((question.key,), partial(_option, question), value) if value != "" else None
    return [] if at is None else [at]


def _choices(reading: Reading, question: Asked, value: object) -> list[int]:
    found = set()
    for number, name in enumerate(reading.read((question.key,), _listed, value) or ()):
        at = reading.read((question.key, number), partial(_option, question), name)
        found |= set() if at is None else {at}
    return sorted(found)


def _text(reading: Reading, question: Asked, value: object) -> Any:
    return reading.read((question.key,), long_text, value)


def _lines(reading: Reading, question: Asked, value: object) -> list[dict[str, Any]]:
    """Read what is sought or offered: a text, a topic, or both."""
    found = []
    for number, one in enumerate(reading.read((question.key,), _listed, value) or ()):
        path: Path = (question.key, number)
        parts = _parts(reading, path, one, alone="text", others=("topic",))
        topic = reading.read((*path, "topic"), key_of, parts["topic"]) if parts["topic"] else None
        text = reading.read((*path, "text"), _line, parts["text"])
        if topic or text:
            found.append({"topic": topic, "text": text or ""})
    return found


def _partners(reading: Reading, question: Asked, value: object) -> list[dict[str, Any]]:
    """Read with whom they work together, and on what."""
    found = []
    for number, one in enumerate(reading.read((question.key,), _listed, value) or ()):
        path: Path = (question.key, number)
        parts = _parts(reading, path, one, alone="partner", others=("subjects",))
        named = {name: reading.read((*path, name), _line, text) for name, text in parts.items()}
        if named["partner"]:
            found.append(named)
        elif named["partner"] == "":
            reading.mistakes.append(((*path, "partner"), refuse("missing", key="partner")))
    return found


_FORMS: Mapping[QuestionKind, Callable[[Reading, Asked, Any], Any]] = {
    QuestionKind.GRADES: _grades,
    QuestionKind.CHOICE: _choice,
    QuestionKind.CHOICES: _choices,
    QuestionKind.TEXT: _text,
    QuestionKind.SEEKS: _lines,
    QuestionKind.OFFERS: _lines,
    QuestionKind.COOPERATIONS: _partners,
}


def _parts(
    reading: Reading, path: Path, value: object, *, alone: str, others: Sequence[str]
) -> dict[str, Any]:
    """Return the named values of a line; a text alone is its value ``alone``."""
    names = (alone, *others)
    given = {alone: value} if isinstance(value, str) else reading.read(path, as_map, value) or {}
    for name in given.keys() - set(names):
        wrong = refuse("key-unknown", key=name, known=", ".join(names))
        reading.mistakes.append(((*path, name), wrong))
    return {name: given.get(name, "") for name in names}


def _listed(value: object) -> list[Any]:
    """Take one text for a list of one; nothing for an empty one."""
    if isinstance(value, dict):
        raise refuse("not-a-list")
    if isinstance(value, list):
        return value
    return [] if value == "" else [value]


def _option(question: Asked, value: object) -> int:
    """Return the place of the option that is called ``value``."""
    name = as_text(value).strip()
    for at, names in enumerate(question.options):
        if name in names:
            return at
    known = [min(names, key=len) for names in question.options]
    choices = ", ".join(known)
    if near := nearest(name, [word for names in question.options for word in sorted(names)]):
        raise refuse("choice-near", value=name, near=near, choices=choices)
    raise refuse("choice", value=name, choices=choices)
