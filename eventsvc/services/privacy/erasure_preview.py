"""What an erasure takes away and what it leaves, said beforehand: to the person, to the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsvc.db.models import NetworkRow
from eventsvc.db.queries import participants as queries
from eventsvc.services.privacy.personal_data import ALL, held

_GOES = (
    "forms_waiting",
    "mails",
    "replies_by_mail",
    "answers",
    "date_polls",
    "introductions",
    "letters_waiting",
    "merged_entries",
)
_STAYS = (
    "decisions",
    "badges_printed",
    "lists_handed_out",
    "published_pictures",
    "suggestions",
    "rights_by_letter",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """How many of each kind (``personal_data.held``) go and stay; what is none is left out."""

    goes: Mapping[str, int]
    coming: Sequence[Mapping[str, str]]
    """Titles of the meetings to come that the person leaves."""
    profiles: Sequence[str]
    groups: Sequence[str]
    told: Sequence[str]
    """Who fetched a list with the person on it."""
    stays: Mapping[str, int]


def foretell(network: NetworkRow, person_id: int, *, now: datetime) -> Foretold:
    """Return what erasing a person would do now.

    Raises:
        NotFound: The person is gone.
    """
    facts = held(network, person_id, now=now)
    meetings = [row.meeting for row in queries.attendances_of_person(person_id, limit=ALL)]
    past = [row for row in meetings if row.dtend <= now]
    goes = {"functions": len(facts["person"]["functions"])}
    goes |= {kind: len(facts[kind]) for kind in _GOES} | {"calendar": 1 if facts["calendar"] else 0}
    stays = {kind: len(facts[kind]) for kind in _STAYS} | {"past_meetings": len(past)}
    told = [one for row in facts["lists_handed_out"] for one in row["recipients"]]
    return Foretold(
        goes={kind: number for kind, number in goes.items() if number},
        coming=[row.title for row in meetings if row.dtend > now],
        profiles=facts["keeps_profiles_of"],
        groups=[one["group"] for one in facts["working_groups"]],
        told=list(dict.fromkeys(told)),
        stays={kind: number for kind, number in stays.items() if number},
    )
