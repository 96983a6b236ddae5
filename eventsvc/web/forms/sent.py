"""A form, and what was sent with it."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from eventsvc.web.forms.fields import Field, Mistakes, ident
from eventsvc.web.forms.groups import Rows

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

THEIRS = "theirs."
"""Stands before the names of fields that hold what somebody else saved meanwhile."""
TAKE = "take."
"""Stands before the names of the buttons that choose between two texts."""


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together, under a heading."""

    title: object
    fields: Sequence[Field]
    note: object = None


@dataclass(frozen=True, slots=True)
class Form:
    """Fields in sections."""

    sections: Sequence[Section]
    check: Callable[[dict[str, Any], Mistakes], None] | None = None
    """Looks at values that must fit together, once each fits by itself; may add some."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields in their order."""
        return tuple(one for section in self.sections for one in section.fields)

    def blank(self, values: Mapping[str, Any] | None = None) -> "Sent":
        """Return the form for something new, with a nonce that lets it be made once."""
        return replace(self.shown(values or {}), nonce=secrets.token_hex(16))

    def shown(self, values: Mapping[str, Any], *, version: int = 0) -> "Sent":
        """Return the form filled with ``values``, as they are in ``version``."""
        typed = {one.name: one.written(values.get(one.name)) for one in self.fields}
        base = {name: digest(words) for name, words in typed.items()}
        return Sent(self, typed, values=dict(values), version=version, base=base)

    def read(self, sent: "MultiDict[str, str]") -> "Sent":
        """Return what was sent: as typed, as values, and every mistake in it."""
        typed = {
            one.name: one.typed(sent, (THEIRS if _takes_theirs(sent, one) else "") + one.name)
            for one in self.fields
        }
        move = sent.get("do", "")
        if move:
            typed = self._moved(typed, move)
        mistakes: Mistakes = {}
        values = {one.name: one.read(typed[one.name], one.name, mistakes) for one in self.fields}
        if self.check and not mistakes and not move:
            self.check(values, mistakes)
        return Sent(
            self,
            typed,
            values=values,
            mistakes={} if move else mistakes,
            version=sent.get("version", 0, type=int),
            nonce=sent.get("nonce", "")[:64],
            base=_base(sent.get("base", "")),
            is_moved=bool(move),
        )

    def _moved(self, typed: dict[str, Any], move: str) -> dict[str, Any]:
        """Return the lines of a list moved, removed, or with one more."""
        name, _, act = move.partition(":")
        rows = next((one for one in self.fields if one.name == name), None)
        if not isinstance(rows, Rows):
            return typed
        lines = list(typed[name])
        act, _, place = act.partition(":")
        at = int(place) if place.isdecimal() else 0
        if act == "add":
            lines.append({part.name: part.written(None) for part in rows.parts})
        elif act == "remove" and at < len(lines):
            lines.pop(at)
        elif act in {"up", "down"} and at < len(lines):
            line = lines.pop(at)
            lines.insert(max(0, at - 1) if act == "up" else at + 1, line)
        return typed | {name: lines}


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it stands on a page: typed words, and the values and mistakes read from them."""

    form: Form
    typed: Mapping[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    mistakes: Mistakes = field(default_factory=dict)
    version: int = 0
    nonce: str = ""
    base: Mapping[str, str] = field(default_factory=dict)
    """Field → digest of what stood in it when the page was loaded."""
    is_moved: bool = False
    """A button of a list was pressed: the page comes back changed, nothing is saved."""

    @property
    def errors(self) -> list[tuple[str, str]]:
        """The summary: id of each field with a mistake; its label and the sentence."""
        labels = {ident(one.name): one.label for one in self.form.fields}
        return [
            (at, f"{labels[name]}: {words}" if (name := _nearest(at, labels)) else words)
            for at, words in self.mistakes.items()
        ]

    @property
    def base_text(self) -> str:
        """What the page carries of ``base``."""
        return json.dumps(dict(self.base), sort_keys=True)

    def refused(self, name: str, words: object) -> "Sent":
        """Return the same with one more mistake."""
        return replace(self, mistakes={**self.mistakes, name: str(words)})


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two people wrote different things."""

    field: Field
    mine: str
    theirs: str
    typed: Any
    """What they typed."""
    takes_mine: bool
    """The likelier choice: whoever left the field as it was has nothing to lose."""


def differences(mine: Sent, theirs: Sent) -> list[Difference]:
    """Return the fields in which ``mine`` and ``theirs`` differ."""
    return [
        Difference(
            one,
            one.words(mine.typed[one.name]),
            one.words(theirs.typed[one.name]),
            theirs.typed[one.name],
            takes_mine=digest(mine.typed[one.name]) != mine.base.get(one.name),
        )
        for one in mine.form.fields
        if one.words(mine.typed[one.name]) != one.words(theirs.typed[one.name])
    ]


def digest(typed: Any) -> str:
    """Return a short text that is equal for equal words only."""
    written = json.dumps(typed, sort_keys=True, default=str)
    # Browsers send the line breaks of a text area as CR LF.
    return sha256(written.replace("\\r\\n", "\\n").encode()).hexdigest()[:12]


def _nearest(at: str, labels: Mapping[str, object]) -> str:
    """Return the field that the id ``at`` belongs to: the same, or one it is a part of."""
    found = (name for name in labels if at == name or at.startswith(f"{name}-"))
    return max(found, key=len, default="")


def _takes_theirs(sent: "MultiDict[str, str]", one: Field) -> bool:
    return sent.get(TAKE + one.name) == "theirs"


def _base(text: str) -> dict[str, str]:
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in read.items()} if isinstance(read, dict) else {}
