"""The form for suggestions, the same by personal link and by the open address."""

import secrets
from dataclasses import dataclass
from functools import partial
from secrets import SystemRandom
from typing import TYPE_CHECKING

from flask import request
from flask_babel import LazyString, gettext, lazy_gettext

from eventsvc.domain.feedback import LONGEST, QUESTIONS
from eventsvc.inputs.networks import values
from eventsvc.services.acts import DoneAlready
from eventsvc.services.meetings import feedback
from eventsvc.web import clock
from eventsvc.web.forms.fields import Area, Field, Line
from eventsvc.web.forms.sent import Form, Section, Sent

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: "Mapping[str, LazyString]" = {
    "good": lazy_gettext("What was good?"),
    "better": lazy_gettext("What should be different?"),
    "topics": lazy_gettext("What should we talk about next time?"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A form as it is shown: what it promises, and where it goes."""

    is_named: bool
    asks_name: bool


def feedback_form(asked: Asked) -> Form:
    """Return the three questions; before them the name, where the open form has names."""
    name = Line(name="name", label=lazy_gettext("Your name"), autocomplete="name")
    reader = partial(_short, most=LONGEST)
    questions: tuple[Field, ...] = tuple(
        Area(name=question, label=WORDS[question], rows=4, reader=reader) for question in QUESTIONS
    )
    return Form((Section(None, (*((name,) if asked.asks_name else ()), *questions)),))


def taken(form: Form, *, meeting_id: int, person_id: int | None) -> Sent | None:
    """Take what was sent; return the form when it comes back with a mistake."""
    sent = form.read(request.form)
    if not sent.mistakes and not any(sent.values[question] for question in QUESTIONS):
        sent = sent.refused("good", gettext("Write something into at least one of the fields."))
    if sent.mistakes:
        return sent
    try:
        feedback.answer(
            meeting_id,
            sent.values,
            person_id=person_id,
            nonce=sent.nonce or secrets.token_hex(16),
            now=clock.now(),
            random=SystemRandom(),
        )
    except DoneAlready:
        return None
    return None


def _short(text: str, *, most: int) -> str:
    return values.long_text(text)[:most]
