"""How often each answer was given, as a table for others: no name in it."""

from collections.abc import Iterable

from eventsvc.domain.inquiries import NO, YES
from eventsvc.outputs.tables import csv_bytes
from eventsvc.outputs.templating import translations


def N_(text: str) -> str:  # noqa: N802 -- the mark by which translators' tools find a text
    """Mark ``text`` for translation; it is translated when its language is known."""
    return text


_COLUMNS = (N_("Question"), N_("Answer"), N_("People"))
_WORDS = {YES: N_("Yes"), NO: N_("No")}


def totals_csv(rows: Iterable[tuple[str, str, int]], *, language: str) -> bytes:
    """Return question, answer and number as CSV. The words of the columns are in ``language``."""
    said = translations(language).gettext
    head = tuple(map(said, _COLUMNS))
    return csv_bytes([head, *((title, answer, str(count)) for title, answer, count in rows)])


def yes_or_no(key: str, *, language: str) -> str:
    """Return the word for an answer to what asks for yes or no."""
    return translations(language).gettext(_WORDS.get(key, key))
