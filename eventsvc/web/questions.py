"""What people are asked about their data, for the pages that ask: one line per purpose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import LazyString, lazy_gettext

from eventsvc.domain.consents import OWN, Basis, Purpose, asked_at_meeting
from eventsvc.domain.purposes import in_use, settled
from eventsvc.outputs.wordings import TITLES
from eventsvc.services.privacy.consents import words_for
from eventsvc.web.jinja import text

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow, NetworkRow

PURPOSES: Mapping[Purpose, LazyString] = {
    purpose: lazy_gettext(title) for purpose, title in TITLES.items()
}
"""What our own purposes are called, in few words."""


def titles_of(network: "NetworkRow") -> dict[Purpose, object]:
    """Return what every purpose is called in a network; places without a name are "–"."""
    own = {one: text(settled(network.purposes, one).title) or "–" for one in OWN}
    return {**PURPOSES, **own}


def purposes_of(network: "NetworkRow") -> dict[Purpose, object]:
    """Return the purposes that a network uses, its own too, and what they are called."""
    titles = titles_of(network)
    return {purpose: titles[purpose] for purpose in in_use(network.purposes)}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked (basis consent) or told (the others), in whole sentences."""

    purpose: Purpose
    basis: Basis
    words: Mapping[str, str]

    @property
    def is_asked(self) -> bool:
        """Whether it wants Yes or No; else it is a notice that one may object to."""
        return self.basis is Basis.CONSENT


def questions(network: "NetworkRow", meeting: "MeetingRow") -> list[Question]:
    """Return what ``meeting`` asks and tells, in a fixed order; its bases are loaded."""
    asked = asked_at_meeting({row.purpose: row.basis for row in meeting.bases})
    return [
        Question(purpose, basis, words_for(network, meeting, purpose))
        for purpose, basis in asked.items()
    ]
