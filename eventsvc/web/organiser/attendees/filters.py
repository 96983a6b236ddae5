"""Narrowing a meeting's list: words, and one choice each of reply, way, seat, consent and kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import LazyString, gettext, lazy_gettext

from eventsvc.domain import headcounts
from eventsvc.domain.attendances import Seat
from eventsvc.domain.consents import Purpose
from eventsvc.domain.spelling import words as words_of
from eventsvc.web.organiser.attendees.lines import Attendee
from eventsvc.web.organiser.words import ATTENDS, REPLIES
from eventsvc.web.words import ORGANISATION_KINDS

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

SHOW: Mapping[str, LazyString] = {
    "accepted": lazy_gettext("Who comes"),
    "unanswered": lazy_gettext("Who has not replied"),
    "declined": lazy_gettext("Who does not come"),
    "waiting": lazy_gettext("Who waits for a seat"),
    "no-photo": lazy_gettext("Who comes and must not be in pictures"),
    "unprinted": lazy_gettext("Whose badge is not printed"),
    "stale": lazy_gettext("Whose printed badge is out of date"),
    "cramped": lazy_gettext("Whose name is too long for the badge"),
    "disowned": lazy_gettext("Whose mail address is somebody else's"),
    "restricted": lazy_gettext("Whose data is kept, and not used"),
}
"""Words for ``headcounts.SHOWN``; each number of the meeting's page leads to the list behind it."""
SEATS: Mapping[Seat, LazyString] = {
    Seat.HELD: lazy_gettext("Has a seat"),
    Seat.WAITING: lazy_gettext("Waits for a seat"),
    Seat.NONE: lazy_gettext("Needs no seat"),
}
CONSENTS: Mapping[str, tuple[LazyString, Callable[[Attendee], bool]]] = {
    "photo": (
        lazy_gettext("Photos: has consented"),
        lambda one: one.counted.may_be_photographed and one.has_agreed_to_photos,
    ),
    "photo-silent": (
        lazy_gettext("Photos: not objected"),
        lambda one: one.counted.may_be_photographed and not one.has_agreed_to_photos,
    ),
    "no-photo": (lazy_gettext("No photos"), lambda one: not one.counted.may_be_photographed),
    "list": (
        lazy_gettext("May stand on the list of attendees"),
        lambda one: Purpose.CONTACT_ATTENDEES in one.shares,
    ),
    "no-list": (
        lazy_gettext("Not on the list of attendees"),
        lambda one: Purpose.CONTACT_ATTENDEES not in one.shares,
    ),
    "network": (
        lazy_gettext("May be in the distribution list"),
        lambda one: Purpose.CONTACT_NETWORK in one.shares,
    ),
    "no-network": (
        lazy_gettext("Not in the distribution list"),
        lambda one: Purpose.CONTACT_NETWORK not in one.shares,
    ),
    "open": (lazy_gettext("Has not answered everything"), lambda one: not one.is_decided),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of the search: options with their words, and which attendees fit one."""

    label: LazyString
    options: Mapping[str, object]
    fits: Callable[[Attendee, str], bool]


def _options(words: Mapping[Any, object]) -> dict[str, object]:
    return {str(key): text for key, text in words.items()}


def _kind(one: Attendee, wanted: str) -> bool:
    organisation = one.row.organisation
    if organisation is None:
        return wanted == "none"
    return wanted == ("guest" if organisation.is_guest else organisation.kind.value)


CHOICES: Mapping[str, Choice] = {
    "show": Choice(
        lazy_gettext("Show"), SHOW, lambda one, wanted: headcounts.SHOWN[wanted](one.counted)
    ),
    "reply": Choice(
        lazy_gettext("Reply"), _options(REPLIES), lambda one, wanted: one.row.partstat == wanted
    ),
    "attends": Choice(
        lazy_gettext("Takes part"), _options(ATTENDS), lambda one, wanted: one.row.attends == wanted
    ),
    "seat": Choice(
        lazy_gettext("Seat"), _options(SEATS), lambda one, wanted: one.row.seat == wanted
    ),
    "consent": Choice(
        lazy_gettext("Consents"),
        {key: words for key, (words, _) in CONSENTS.items()},
        lambda one, wanted: CONSENTS[wanted][1](one),
    ),
    "kind": Choice(
        lazy_gettext("Kind of organisation"),
        {
            **_options(ORGANISATION_KINDS),
            "guest": lazy_gettext("Guest from outside"),
            "none": lazy_gettext("No organisation"),
        },
        _kind,
    ),
}
"""What the address may narrow the list to, beside ``?q=``."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What of the list is wanted; what nobody offers is left out."""

    words: str
    chosen: Mapping[str, str]

    @property
    def query(self) -> dict[str, Any]:
        """The same for an address."""
        return dict(self.chosen) | ({"q": self.words} if self.words else {})

    def found(self, everybody: Sequence[Attendee]) -> list[Attendee]:
        """Return those whom every choice fits and who have each of the words somewhere."""
        sought = words_of(self.words)
        return [
            one
            for one in everybody
            if all(CHOICES[name].fits(one, wanted) for name, wanted in self.chosen.items())
            and all(word in one.searched for word in sought)
        ]

    def fields(self) -> list[tuple[str, LazyString, list[tuple[str, object]], str]]:
        """Return the fields of the search: name, label, options, what is chosen."""
        return [
            (
                name,
                choice.label,
                [("", gettext("All")), *choice.options.items()],
                self.chosen.get(name, ""),
            )
            for name, choice in CHOICES.items()
        ]


def wish_of(values: "MultiDict[str, str]") -> Wish:
    """Return what an address, or the form that came from it, asks for."""
    chosen = {
        name: values[name]
        for name, choice in CHOICES.items()
        if values.get(name) in {str(key) for key in choice.options}
    }
    return Wish(values.get("q", "").strip(), chosen)
