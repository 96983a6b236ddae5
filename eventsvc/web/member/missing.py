"""What readers would still look for in a profile: a friendly list, no score."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import LazyString, lazy_gettext

from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.profiles import Missing, missing

if TYPE_CHECKING:
    from eventsvc.db.models import OrganisationRow, StatementRow

_WORDS: Mapping[Missing, LazyString] = {
    Missing.SENTENCE: lazy_gettext("One sentence on what you are known for"),
    Missing.SEEKS: lazy_gettext("What you seek support with"),
    Missing.OFFERS: lazy_gettext("What you offer: a talk, a visit, a telephone call"),
    Missing.CONTACT: lazy_gettext("A mailbox or a telephone number to reach you"),
    Missing.NEWS: lazy_gettext("One line of news"),
    Missing.TEXT: lazy_gettext("A few more sentences about you"),
    Missing.FACTS: lazy_gettext("How many people live with you"),
}
_PLACES: Mapping[Missing, tuple[str, str]] = {
    Missing.SENTENCE: ("member.show_profile", "sentence-{own}"),
    Missing.SEEKS: ("member.show_profile", "seeks"),
    Missing.OFFERS: ("member.show_profile", "offers"),
    Missing.CONTACT: ("member.show_profile", "contact_email"),
    Missing.NEWS: ("member.show_profile", "news"),
    Missing.TEXT: ("member.show_details", "text-{own}"),
    Missing.FACTS: ("member.show_details", "population"),
}


def missing_in(
    row: "OrganisationRow", statements: "Iterable[StatementRow]", *, own: str
) -> list[tuple[LazyString, str]]:
    """Return what is missing, in words, each with the address where it is written.

    ``own``: the network's own language.
    """
    profile = row.profile
    kinds = {one.kind for one in statements}
    is_place = row.kind.value in {"municipality", "district", "association"}
    there = {
        Missing.SENTENCE: profile and any(profile.sentence.values()),
        Missing.SEEKS: StatementKind.SEEK in kinds,
        Missing.OFFERS: StatementKind.OFFER in kinds,
        Missing.CONTACT: profile and (profile.contact_email or profile.contact_phone),
        Missing.NEWS: profile and profile.news,
        Missing.TEXT: profile and any(profile.text.values()),
        Missing.FACTS: not is_place or (profile and profile.population),
    }
    found = missing([one for one, is_there in there.items() if is_there])
    return [(_WORDS[one], _address(one, own)) for one in found]


def _address(one: Missing, own: str) -> str:
    endpoint, anchor = _PLACES[one]
    return url_for(endpoint, _anchor=anchor.format(own=own))
