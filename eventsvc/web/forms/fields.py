"""Kinds of fields: how each is sent, read, written back and named.

*Typed* is what stands in the fields of the page: a text, a list of texts, or a map of them. A
*value* is what services take. Readers refuse with the codes of network files, so that a mistake
has one sentence wherever it is made.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from flask_babel import LazyString, gettext, lazy_gettext
from pydantic_core import PydanticCustomError

from eventsvc.domain.times import NonexistentTime
from eventsvc.inputs.networks import values
from eventsvc.inputs.networks.problems import MESSAGES

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

Mistakes = dict[str, str]
"""Id of a field on the page → what is wrong and what to write."""

OWN: Mapping[str, LazyString] = {
    "empty": lazy_gettext("This is missing. Fill it in."),
    "choice": lazy_gettext("Choose one of those offered."),
    "pick": lazy_gettext(
        "“%(value)s” is none of those offered. Type the beginning and choose it from the list."
    ),
    "number": lazy_gettext(
        "“%(value)s” does not fit here. Write a whole number from %(least)s to %(most)s."
    ),
    "length": lazy_gettext("“%(value)s” is no length here. Write millimetres, such as 63.5."),
    "ags-zero": lazy_gettext("An AGS has 8 digits. A leading zero was lost: write %(near)s."),
    "ars-zero": lazy_gettext("An ARS has 12 digits. A leading zero was lost: write %(near)s."),
}
"""Sentences that say something else in a form than in a file."""

Reader = Callable[[str], Any]


def sentence(error: PydanticCustomError) -> str:
    """Return what is wrong and what to write, in the language of the page."""
    facts = error.context or {}
    words: str = gettext(str(OWN.get(error.type) or MESSAGES[error.type]), **facts)
    return words


def skipped(error: NonexistentTime) -> str:
    """Return that the clocks skip a time that night."""
    facts = {"value": str(error.facts["time"])[:16], "zone": error.facts["tzid"]}
    return sentence(PydanticCustomError("time-skipped", "time-skipped", facts))


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field with its label. A required one refuses to be left empty."""

    widget: ClassVar[str]
    name: str
    label: object
    hint: object = None
    required: bool = False

    def typed(self, sent: "MultiDict[str, str]", name: str) -> Any:
        """Return what was typed into the field that the page calls ``name``."""
        return sent.get(name, "")

    def read(self, typed: Any, name: str, mistakes: Mistakes) -> Any:
        """Return the value; note what is wrong under the id of the field."""
        raise NotImplementedError

    def written(self, value: Any) -> Any:
        """Return what stands in the field for ``value``."""
        return "" if value is None else str(value)

    def words(self, typed: Any) -> str:
        """Return what was typed, as a text to be shown beside another."""
        return str(typed)


short_line: Reader = partial(values.line, most=64)
usual_line: Reader = partial(values.line, most=255)


@dataclass(frozen=True, kw_only=True)
class Line(Field):
    """One line. ``reader`` makes the value; ``empty`` is the value of nothing."""

    widget = "line"
    type: str = "text"
    reader: Reader = usual_line
    empty: Any = ""
    writer: Callable[[Any], str] = str
    autocomplete: str | None = None

    def read(self, typed: str, name: str, mistakes: Mistakes) -> Any:
        """Return what ``reader`` makes of the text."""
        if not typed.strip():
            if self.required:
                mistakes[ident(name)] = str(OWN["empty"])
            return self.empty
        try:
            return self.reader(typed)
        except PydanticCustomError as error:
            mistakes[ident(name)] = sentence(error)
            return self.empty

    def written(self, value: Any) -> str:
        """Return the text for ``value``."""
        return "" if value is None or value == "" else self.writer(value)


@dataclass(frozen=True, kw_only=True)
class Area(Line):
    """Several lines."""

    widget = "area"
    rows: int = 5
    reader: Reader = values.long_text


def day(**about: Any) -> Line:
    """Return a field for a day."""
    return Line(type="date", reader=values.day_of, empty=None, **about)


def clock(**about: Any) -> Line:
    """Return a field for a time of day."""
    return Line(type="time", reader=values.clock_of, empty=None, writer=_written_clock, **about)


def whole(*, least: int, most: int, code: str = "number", **about: Any) -> Line:
    """Return a field for a whole number."""
    reader = partial(values.whole_number, least=least, most=most, code=code)
    return Line(reader=reader, empty=None, **about)


def email(**about: Any) -> Line:
    """Return a field for a mail address."""
    return Line(type="email", reader=values.mail_address, **about)


def url(**about: Any) -> Line:
    """Return a field for a web address."""
    return Line(type="url", reader=values.url_of, **about)


@dataclass(frozen=True, kw_only=True)
class Lines(Area):
    """A list of texts, one on each line."""

    empty: Any = ()
    writer: Callable[[Any], str] = "\n".join

    def read(self, typed: str, name: str, mistakes: Mistakes) -> list[str]:
        """Return the lines that are not empty, each once."""
        lines = [super(Lines, self).read(line, name, mistakes) for line in typed.splitlines()]
        return list(dict.fromkeys(line for line in lines if line))


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of a few. ``options``: pairs of value and words; "" is the answer "none"."""

    widget = "select"
    options: Sequence[tuple[object, object]] = ()
    kind: Callable[[str], Any] = str
    """Makes the value of the option's text."""
    none: Any = None

    def read(self, typed: str, name: str, mistakes: Mistakes) -> Any:
        """Return the value of the option."""
        if typed in {str(key) for key, _ in self.options} and typed:
            return self.kind(typed)
        if typed or self.required:
            mistakes[ident(name)] = str(OWN["choice"])
        return self.none

    def words(self, typed: str) -> str:
        """Return the words of the option."""
        return next((str(text) for key, text in self.options if str(key) == typed), typed)


@dataclass(frozen=True, kw_only=True)
class Radio(Choice):
    """One of very few, all seen at once; ``across``: side by side where there is room."""

    widget = "radio"
    across: bool = False


@dataclass(frozen=True, kw_only=True)
class Ticks(Field):
    """Any number of a few."""

    widget = "ticks"
    options: Sequence[tuple[object, object]] = ()

    def typed(self, sent: "MultiDict[str, str]", name: str) -> list[str]:
        """Return what is ticked."""
        return sent.getlist(name)

    def read(self, typed: list[str], name: str, mistakes: Mistakes) -> list[str]:
        """Return what is ticked, in the order of the options."""
        chosen = [str(key) for key, _ in self.options if str(key) in typed]
        if self.required and not chosen:
            mistakes[ident(name)] = str(OWN["choice"])
        return chosen

    def written(self, value: Any) -> list[str]:
        """Return what is ticked for ``value``."""
        return [str(one) for one in value or ()]

    def words(self, typed: list[str]) -> str:
        """Return the words of what is ticked."""
        return ", ".join(str(text) for key, text in self.options if str(key) in typed)


@dataclass(frozen=True, kw_only=True)
class Hidden(Field):
    """What a line of a list is known by; nobody types it. The value is a number or None."""

    widget = "hidden"
    label: object = ""

    def read(self, typed: str, name: str, mistakes: Mistakes) -> int | None:  # noqa: ARG002 -- cannot be wrong
        """Return the number."""
        return int(typed) if typed.isdecimal() else None

    def words(self, typed: str) -> str:  # noqa: ARG002 -- says nothing to anybody
        """Return nothing."""
        return ""


@dataclass(frozen=True, kw_only=True)
class File(Field):
    """A file. It is no text: the view reads it from the request, and no page gives it back."""

    widget = "file"
    accept: str = ""
    several: bool = False

    def typed(self, sent: "MultiDict[str, str]", name: str) -> str:  # noqa: ARG002 -- not in the form
        """Return nothing."""
        return ""

    def read(self, typed: str, name: str, mistakes: Mistakes) -> None:
        """Return nothing."""


@dataclass(frozen=True, kw_only=True)
class Tick(Field):
    """Yes, when ticked."""

    widget = "tick"

    def read(self, typed: str, name: str, mistakes: Mistakes) -> bool:  # noqa: ARG002 -- cannot be wrong
        """Tell whether it is ticked."""
        return typed == "yes"

    def written(self, value: Any) -> str:
        """Return the tick."""
        return "yes" if value else ""

    def words(self, typed: str) -> str:
        """Return yes or no."""
        return str(gettext("Yes") if typed else gettext("No"))


def ident(name: str) -> str:
    """Return the id of the field that is sent as ``name``."""
    return name.replace(".", "-")


def _written_clock(time: Any) -> str:
    return f"{time:%H:%M}"
