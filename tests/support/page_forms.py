"""The forms of a page as a browser sees them: fields, buttons, and what it would send."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.datastructures import MultiDict

CHOICES = frozenset({"radio", "checkbox", "select"})
_ACCEPTABLE: Mapping[str, str] = {
    "date": "2022-09-20",
    "email": "neu@stadt.example",
    "number": "2",
    "password": "ein langes Wort 9",
    "search": "Muster",
    "tel": "0361 1",
    "text": "Muster",
    "textarea": "Text",
    "time": "10:00",
    "url": "https://stadt.example/",
}
"""What is typed into an empty field of each kind, so that forms are taken."""


@dataclass
class Input:
    """A field: its name, its kind, what would be sent of it, what it offers."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    is_number: bool = False
    is_secret: bool = False
    """Nobody gets it back: a password, a code that is good for once."""


@dataclass
class PageForm:
    """A form by POST on the page at the address ``page``."""

    page: str
    inputs: list[Input]
    buttons: list[tuple[str, str, str]]
    """Name, value and address of each button; Enter presses the first."""

    @property
    def names(self) -> set[str]:
        """The names of what is filled in or carried along."""
        return {one.name for one in self.inputs}

    def data(self) -> MultiDict[str, str]:
        """Return what a browser would send of the form as it stands."""
        return MultiDict([(one.name, value) for one in self.inputs for value in one.values])

    def filled(self) -> MultiDict[str, str]:
        """Return the form with something in every field, every box ticked."""
        data = self.data()
        for one in self.inputs:
            if one.kind == "checkbox":
                data.setlist(one.name, one.offered)
            elif not data.get(one.name):
                first = next(filter(None, one.offered), _ACCEPTABLE.get(one.kind))
                data.setlist(one.name, [first] if first else [])
        return data


def forms_on(page: str, text: str) -> list[PageForm]:
    """Return the forms by POST of a page."""
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    forms = (one for one in tree.iter("form") if one.get("method", "get").lower() == "post")
    return [_form(page, one, tree) for one in forms]


def links_on(page: str, text: str) -> Iterator[str]:
    """Yield where the links of a page lead on this host, with their query."""
    for link in html5lib.parse(text, namespaceHTMLElements=False).iter("a"):
        parts = urlsplit(urljoin(page, link.get("href", "")))
        if not parts.netloc and parts.path.startswith("/"):
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def _form(page: str, form: Element, tree: Element) -> PageForm:
    action, name = form.get("action") or page, form.get("id")
    parts = list(form.iter())
    parts += [one for one in tree.iter() if name and one.get("form") == name]
    inputs: dict[tuple[str, str], Input] = {}
    buttons = []
    for one in parts:
        kind = _kind(one)
        if kind == "submit":
            target = urljoin(page, one.get("formaction") or action).partition("#")[0]
            buttons.append((one.get("name", ""), one.get("value", ""), target))
        elif kind and one.get("name"):
            known = inputs.setdefault((one.get("name"), kind), Input(one.get("name"), kind))
            known.is_number |= kind == "number" or one.get("inputmode") in {"numeric", "decimal"}
            known.is_secret |= kind == "password" or one.get("autocomplete") == "one-time-code"
            known.values += _values(one, kind)
            known.offered += _offered(one, kind)
    enter = ("", "", urljoin(page, action).partition("#")[0])
    return PageForm(page, list(inputs.values()), buttons or [enter])


def _kind(one: Element) -> str:
    if one.tag == "button":
        return "submit" if one.get("type", "submit") == "submit" else ""
    if one.tag == "input":
        return one.get("type", "text")
    return one.tag if one.tag in {"textarea", "select"} else ""


def _values(one: Element, kind: str) -> list[str]:
    if kind in {"radio", "checkbox"}:
        return [one.get("value", "on")] if "checked" in one.attrib else []
    if kind == "select":
        options = list(one.iter("option"))
        return [_value(each) for each in options if "selected" in each.attrib] or [
            _value(each) for each in options[:1]
        ]
    if kind == "textarea":
        return ["".join(one.itertext()).removeprefix("\n")]
    return [] if kind == "file" else [one.get("value", "")]


def _offered(one: Element, kind: str) -> list[str]:
    if kind == "select":
        return [_value(each) for each in one.iter("option")]
    return [one.get("value", "on")] if kind in {"radio", "checkbox"} else []


def _value(option: Element) -> str:
    return option.get("value", "".join(option.itertext()))
