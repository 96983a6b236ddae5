"""A file as a tree: maps, lists and texts, each with its place.

Every leaf is text as it was written. A program that guesses types turns ``10:00`` into 600,
``01001000`` into 262656 and ``NO`` into false; here the field decides what a text means.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias, Union

from eventsvc.inputs.networks.problems import BrokenFile, Problem

Value: TypeAlias = Union[str, list["Value"], dict[str, "Value"]]  # noqa: UP007 -- names itself
Path: TypeAlias = tuple[str | int, ...]

MAX_DEPTH = 20
"""Nobody writes deeper by hand; deeper files are made to break readers."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands; both count from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Tree:
    """What a file says, where it says so, and what was wrong with its form."""

    root: Value = field(default_factory=dict)
    places: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """Return where ``path`` stands, or where the nearest thing around it does."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(1, 1))

    def refuse(self, code: str, path: Path, **facts: object) -> None:
        """Note a problem at ``path``."""
        self.problems.append(Problem(code=code, path=path, place=self.place(path), facts=facts))

    def add_key(self, container: dict[str, Value], path: Path, key: str, place: Place) -> Path:
        """Return the path of a new key; note when the map has it already."""
        child = (*path, key)
        if key in container:
            first = self.places[child].line
            facts: dict[str, object] = {"key": key, "line": first}
            self.problems.append(Problem(code="key-twice", path=child, place=place, facts=facts))
        else:
            self.places[child] = place
        return child


def stop(code: str, *, place: Place, **facts: object) -> BrokenFile:
    """Return the refusal of a file that cannot be read any further."""
    return BrokenFile([Problem(code=code, path=(), place=place, facts=facts)])


def find(root: Value, pattern: str) -> Iterator[tuple[Path, Value]]:
    """Yield path and value of all that fits ``pattern``: keys with dots, ``*`` for every item.

    ``{}`` stands for every value of a map.

    What is not there or is of another form yields nothing: a broken part hides no other one.
    """
    yield from _find(root, tuple(pattern.split(".")), ())


def _find(value: Value, steps: Path, path: Path) -> Iterator[tuple[Path, Value]]:
    if not steps:
        yield path, value
    elif steps[0] == "*" and isinstance(value, list):
        for number, item in enumerate(value):
            yield from _find(item, steps[1:], (*path, number))
    elif steps[0] == "{}" and isinstance(value, dict):
        for key, item in value.items():
            yield from _find(item, steps[1:], (*path, key))
    elif isinstance(value, dict) and steps[0] in value:
        key = str(steps[0])
        yield from _find(value[key], steps[1:], (*path, key))
