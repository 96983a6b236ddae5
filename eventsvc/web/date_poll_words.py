"""What a date poll is read as, by those who answer and by its office."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask_babel import LazyString, lazy_gettext

from eventsvc.domain.date_polls import Answer, Shown
from eventsvc.services.dates import date_poll_mails
from eventsvc.web.languages import current_language

if TYPE_CHECKING:
    from eventsvc.db.models import DatePollDateRow

ANSWERS: Mapping[Answer, LazyString] = {
    Answer.YES: lazy_gettext("Yes"),
    Answer.IF_NEED_BE: lazy_gettext("If need be"),
    Answer.NO: lazy_gettext("No"),
}
SHOWN: Mapping[Shown, LazyString] = {
    Shown.NOTHING: lazy_gettext("Nothing: only the office sees the answers"),
    Shown.NUMBERS: lazy_gettext("How many can when, once five have answered"),
    Shown.NAMES: lazy_gettext("Who can when, with names"),
}
"""What those who were asked see of the others' answers."""


def date_words(date: "DatePollDateRow") -> str:
    """Return when a date is, and where, in the language of the page."""
    return date_poll_mails.date_words(date, language=current_language())
