"""What confirms that the office did what somebody asked for: in a mail, or on paper.

One set of sentences for both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from eventsvc.domain.rights import Right
from eventsvc.outputs.formats import date_text
from eventsvc.outputs.pdf import html_to_pdf
from eventsvc.outputs.templating import render, translations
from eventsvc.outputs.wordings import N_

TITLES: Mapping[Right, str] = {
    Right.ACCESS: N_("The copy of your data"),
    Right.CORRECTION: N_("Your data is corrected"),
    Right.ERASURE: N_("Your data is erased"),
    Right.RESTRICTION: N_("Your data is kept, and not used"),
    Right.OBJECTION: N_("Your data is not passed on any more"),
}
_DONE: Mapping[Right, tuple[str, ...]] = {
    Right.ACCESS: (
        N_("We have handed you a copy of everything that we hold of you (GDPR Art. 15)."),
    ),
    Right.CORRECTION: (N_("We have corrected your data as you asked (GDPR Art. 16)."),),
    Right.ERASURE: (
        N_(
            "We have erased your name, your addresses and everything else that names you (GDPR "
            "Art. 17). Whoever fetched a list with you on it is told."
        ),
        N_(
            "What you decided stays as proof under a random number, without your name (GDPR Art. "
            "7(1), 17(3))."
        ),
    ),
    Right.RESTRICTION: (
        N_(
            "We keep your data and do not use it any more (GDPR Art. 18). We write to you before "
            "that changes."
        ),
    ),
    Right.OBJECTION: (
        N_(
            "We pass nothing of you on any more. Every use has ended that you had agreed to or not "
            "objected to (GDPR Art. 7(3), 21). Whoever has a list with you on it will be told."
        ),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What is confirmed to whom, by whom. ``name`` is empty once the person is erased."""

    right: Right
    came_on: date
    answered_on: date
    network: str
    organiser: str
    address: str
    email: str
    name: str = ""


def title_of(right: Right, *, language: str) -> str:
    """Return what a confirmation is about, in few words."""
    return translations(language).gettext(TITLES[right])


def sentences_of(right: Right, came_on: date, *, language: str) -> tuple[str, ...]:
    """Return what was done, and when it was asked for."""
    words = translations(language).gettext
    day = date_text(came_on, language=language)
    asked = words(N_("You asked for this; it came in on %(day)s.")) % {"day": day}
    return (asked, *map(words, _DONE[right]))


def letter_pdf(confirmation: Confirmation, *, language: str) -> bytes:
    """Return the letter, A4, with a line for the signature."""
    right = confirmation.right
    return html_to_pdf(
        render(
            "letters/right.html",
            language=language,
            title=title_of(right, language=language),
            sentences=sentences_of(right, confirmation.came_on, language=language),
            day=date_text(confirmation.answered_on, language=language),
            it=confirmation,
        )
    )
