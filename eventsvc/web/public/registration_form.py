"""The registration form as it comes from a browser: read, checked field by field."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from flask_babel import LazyString, lazy_gettext

from eventsvc.domain.attendances import Attends
from eventsvc.domain.consents import ANSWERS, Purpose, State
from eventsvc.domain.mails import normal_address
from eventsvc.domain.registrations import WAYS
from eventsvc.domain.spelling import clean
from eventsvc.domain.texts import LANGUAGES
from eventsvc.domain.wellformed import NotMailAddress
from eventsvc.services.attendees.registrations import Form
from eventsvc.web.inquiries import said_in

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from eventsvc.db.models import MeetingRow
    from eventsvc.web.questions import Question

LONGEST = {"title": 64, "given": 120, "family": 120, "other_organisation": 200, "function": 200}
"""Characters that a field takes; more is no name."""

NO_GIVEN = lazy_gettext("Write the first name as it shall stand on the badge.")
NO_FAMILY = lazy_gettext("Write the surname as it shall stand on the badge.")
TOO_LONG = lazy_gettext("This is too long. Shorten it.")
NO_ADDRESS = lazy_gettext("Write the address like name@example.org, without blanks.")
NO_ORGANISATION = lazy_gettext("Choose an organisation from the list.")
NO_WAY = lazy_gettext("Choose how you come.")
WORDS_CHANGED = lazy_gettext(
    "The questions about your data were changed meanwhile. Read and answer them again."
)

_NONCE = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What was sent: a form that can be taken, or what is wrong, by field.

    ``values`` are what was typed, so that nobody types it twice; never answers about data.
    """

    form: Form | None
    errors: Mapping[str, LazyString]
    values: Mapping[str, str]


def new_nonce() -> str:
    """Return a name for a form that is being shown."""
    return secrets.token_hex(16)


def fingerprint(asked: "Iterable[Question]") -> str:
    """Return what changes when other words are asked than those on the page."""
    said = repr([(one.purpose, one.basis, sorted(one.words.items())) for one in asked])
    return sha256(said.encode()).hexdigest()[:32]


def read(
    data: "MultiDict[str, str]",
    *,
    meeting: "MeetingRow",
    organisations: Iterable[str],
    asked: "list[Question]",
) -> Wish:
    """Return what ``data`` wish; ``organisations`` are the keys that may be chosen."""
    values = {name: clean(data.get(name, "")) for name in (*LONGEST, "email", "organisation")}
    values |= {name: data.get(name, "") for name in ("who", "attends", "is_minor")}
    errors = dict(_errors(values, meeting=meeting, organisations=organisations))
    if data.get("words") != fingerprint(asked):
        errors["consents"] = WORDS_CHANGED
    if errors:
        return Wish(None, errors, values)
    return Wish(_form(data, values, asked=asked, meeting=meeting), {}, values)


def _errors(
    values: Mapping[str, str], *, meeting: "MeetingRow", organisations: Iterable[str]
) -> Iterable[tuple[str, LazyString]]:
    if not values["given"]:
        yield "given", NO_GIVEN
    if not values["family"]:
        yield "family", NO_FAMILY
    for name, most in LONGEST.items():
        if len(values[name]) > most:
            yield name, TOO_LONG
    try:
        normal_address(values["email"])
    except NotMailAddress:
        yield "email", NO_ADDRESS
    if values["organisation"] not in {"", *organisations}:
        yield "organisation", NO_ORGANISATION
    if len(WAYS[meeting.mode]) > 1 and values["attends"] not in set(WAYS[meeting.mode]):
        yield "attends", NO_WAY


def _form(
    data: "MultiDict[str, str]",
    values: Mapping[str, str],
    *,
    asked: "list[Question]",
    meeting: "MeetingRow",
) -> Form:
    nonce, language = data.get("nonce", ""), data.get("language", "")
    several = len(WAYS[meeting.mode]) > 1
    return Form(
        nonce=nonce if _NONCE.fullmatch(nonce) else new_nonce(),
        given=values["given"],
        family=values["family"],
        email=values["email"],
        attends=Attends(values["attends"]) if several else WAYS[meeting.mode][0],
        language=language if language in LANGUAGES else LANGUAGES[0],
        title=values["title"],
        organisation=values["organisation"],
        other_organisation=values["other_organisation"],
        function=values["function"],
        for_somebody_else=values["who"] == "other",
        is_minor=values["is_minor"] == "yes",
        answers=_answers(data, asked),
        said=said_in(data),
    )


def _answers(data: Mapping[str, str], asked: "list[Question]") -> dict[Purpose, State]:
    """Return what was answered; no answer, and one that the page does not offer, is silence."""
    found = {one.purpose: (data.get(one.purpose, ""), ANSWERS[one.basis]) for one in asked}
    return {
        purpose: State(given)
        for purpose, (given, offered) in found.items()
        if given in set(offered) - {State.UNKNOWN}
    }
