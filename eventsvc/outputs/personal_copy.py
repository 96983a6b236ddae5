"""The copy of what is held of a person (GDPR Art. 15, 20): to read, to print, and as files.

A part for each list that ``services.privacy.personal_data.held`` returns, in the reader's language.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from eventsvc.domain.retention import Kind
from eventsvc.domain.times import wall_time
from eventsvc.outputs import formats
from eventsvc.outputs.papers import KEPT
from eventsvc.outputs.pdf import html_to_pdf
from eventsvc.outputs.templating import render, translations
from eventsvc.outputs.wordings import N_
from eventsvc.outputs.words_of_data import FIELDS, SECTIONS, VALUES

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_EVERYTHING = N_("Everything that %(controller)s holds of you, as of %(day)s (GDPR Art. 15).")
_OF_PURPOSES = frozenset({"purpose", "purposes", "agrees_to", "channel"})
"""Fields in which purposes stand by their names in the code."""


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the copy is written; ``purposes``: name in the code → what a network calls it."""

    language: str
    tzid: str
    purposes: Mapping[str, str]

    def say(self, text: str) -> str:
        """Return ``text`` in the reader's language."""
        return translations(self.language).gettext(text)


@dataclass(frozen=True, slots=True)
class Section:
    """A list of the copy: its name in the files, what it is called, its table."""

    key: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def sections(facts: Mapping[str, Any], reader: Reader) -> list[Section]:
    """Return each list of ``facts`` in words; what is empty is left out."""
    found = [_section(key, facts[key], reader) for key in SECTIONS if facts.get(key)]
    return [one for one in found if any(any(row) for row in one.rows)]


def readme(facts: Mapping[str, Any], parts: Sequence[Section], reader: Reader) -> str:
    """Return what explains the files and the names of fields, as a text."""
    say = reader.say
    day = _words("written_at", facts["written_at"], reader)
    whose = {"controller": facts["controller"] or facts["network"], "day": day}
    files = [
        ("notice.html", say(N_("what data is used for, on which legal basis, and your rights"))),
        ("data.json", say(N_("all of it in one file for programs; times are in UTC"))),
        *((f"{part.key}.csv", part.title) for part in parts),
    ]
    names = dict.fromkeys(name for value in facts.values() for name in _names(value))
    lines = [
        say(_EVERYTHING) % whose,
        "",
        say(N_("The files:")),
        *(f"  {name}: {words}" for name, words in files),
        "",
        say(N_("The tables (CSV) open in every spreadsheet program. data.json calls things so:")),
        *(f"  {key}: {say(title)}" for key, title in SECTIONS.items() if key in facts),
        *(f"  {name}: {say(FIELDS[name])}" for name in sorted(names) if name in FIELDS),
    ]
    return "\r\n".join(lines) + "\r\n"


def copy_pdf(facts: Mapping[str, Any], parts: Sequence[Section], reader: Reader) -> bytes:
    """Return the copy on A4, to hand over."""
    return html_to_pdf(
        render(
            "letters/copy.html",
            language=reader.language,
            controller=facts["controller"] or facts["network"],
            made=_words("written_at", facts["written_at"], reader),
            parts=parts,
        )
    )


def _section(key: str, value: Any, reader: Reader) -> Section:
    title = reader.say(SECTIONS[key])
    if key == "kept_for_days":
        heads = tuple(map(reader.say, (N_("What"), N_("Counted from"), N_("Days"))))
        rows = [(*map(reader.say, KEPT[Kind(kind)]), str(days)) for kind, days in value.items()]
        return Section(key, title, heads, rows)
    lines = value if isinstance(value, list) else [value]
    if not isinstance(lines[0], dict):
        return Section(key, title, (title,), [(str(one),) for one in lines])
    names = list(dict.fromkeys(name for line in lines for name in line))
    return Section(
        key,
        title,
        [_label(name, reader) for name in names],
        [[_words(name, line.get(name), reader) for name in names] for line in lines],
    )


def _label(name: str, reader: Reader) -> str:
    """Return what a field is called; questions of the office's own stand as they are."""
    return reader.say(FIELDS[name]) if name in FIELDS else name


def _words(name: str, value: Any, reader: Reader) -> str:
    if isinstance(value, bool):
        return reader.say(N_("Yes") if value else N_("No"))
    if isinstance(value, list):
        return "; ".join(filter(None, (_words(name, one, reader) for one in value)))
    if isinstance(value, Mapping):
        said = {key: _words(key, one, reader) for key, one in value.items()}
        return ", ".join(f"{_label(key, reader)}: {text}" for key, text in said.items() if text)
    return "" if value is None else _said(name, str(value), reader)


def _said(name: str, text: str, reader: Reader) -> str:
    if _MOMENT.match(text):
        return _moment(datetime.fromisoformat(text), reader)
    if _DAY.match(text):
        return formats.short_date(date.fromisoformat(text), language=reader.language)
    if name in _OF_PURPOSES and text in reader.purposes:
        return reader.purposes[text]
    known = VALUES.get(name, {}).get(text)
    return reader.say(known) if known else text


def _moment(at: datetime, reader: Reader) -> str:
    local = wall_time(at, tzid=reader.tzid) if at.tzinfo else at
    return f"{formats.short_date(local, language=reader.language)}, {local:%H:%M}"


def _names(value: Any) -> list[str]:
    """Return the names of fields in ``value``, at any depth."""
    if isinstance(value, Mapping):
        return [*value, *(name for one in value.values() for name in _names(one))]
    if isinstance(value, list):
        return [name for one in value for name in _names(one)]
    return []
