"""Coming meetings as an Atom feed (RFC 4287), for readers of news and websites of members."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from eventsvc.domain.calendar import CalendarEvent, CalendarFeed
from eventsvc.outputs.formats import period_text

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomFeed:
    """A calendar as news. ``address``: the feed's own one."""

    calendar: CalendarFeed
    address: str


def atom(feed: AtomFeed) -> bytes:
    """Return the feed, the next meeting first. Equal feeds give equal bytes."""
    calendar = feed.calendar
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": calendar.language})
    _texts(
        root,
        (
            ("id", feed.address),
            ("title", calendar.name),
            ("updated", _moment(calendar.last_modified)),
        ),
    )
    SubElement(root, "link", {"rel": "self", "href": feed.address})
    SubElement(root, "link", {"rel": "alternate", "href": calendar.url})
    SubElement(SubElement(root, "author"), "name").text = calendar.name
    events = sorted(calendar.events, key=lambda one: (one.published.when.dtstart, one.uid))
    for event in events:
        _entry(root, event, language=calendar.language)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Element, event: CalendarEvent, *, language: str) -> None:
    entry, published = SubElement(root, "entry"), event.published
    when = published.when
    start, end = when.start, when.end
    begins, ends = (start.date(), end.date()) if when.all_day else (start, end)
    period = period_text(begins, ends, language=language)
    _texts(
        entry,
        (
            ("id", f"urn:uuid:{event.uid}"),
            ("title", event.summary),
            ("published", _moment(event.created)),
            ("updated", _moment(event.last_modified)),
            ("summary", ", ".join(filter(None, (period, published.location)))),
        ),
    )
    if published.url:
        SubElement(entry, "link", {"rel": "alternate", "href": published.url})


def _texts(parent: Element, pairs: Iterable[tuple[str, str]]) -> None:
    for name, words in pairs:
        SubElement(parent, name).text = words


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
