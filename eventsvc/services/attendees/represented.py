"""The organisations that a list names: known ones, new guests, or a question to a person."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from random import Random

from eventsvc.db.models import OrganisationRow, ProfileRow
from eventsvc.db.queries.organisations import living_organisations
from eventsvc.db.transaction import session
from eventsvc.domain.collation import sort_key
from eventsvc.domain.errors import DomainError
from eventsvc.domain.kinds import OrganisationKind
from eventsvc.domain.organisations import Directory, KnownOrganisation, Suggestion
from eventsvc.domain.spelling import clean
from eventsvc.domain.texts import choose
from eventsvc.services.codes import give_code

GUEST, NOBODY = "guest", "nobody"
"""Choices for a name that is no organisation's: make it a guest, or represent nobody."""


class UnknownOrganisation(DomainError):
    """No organisation of the network has this key."""

    code = "unknown-organisation"


class Represented:
    """Who is meant by each name of a list, in one network. Lives inside one transaction.

    ``choices`` maps a name as written to an organisation's key, to ``GUEST`` or ``NOBODY``.
    ``language`` is the network's own: guests are called in it. ``told_in`` is the reader's: in it
    stand the names of those that could be meant, as far as they have one.
    """

    def __init__(
        self,
        network_id: int,
        language: str,
        choices: Mapping[str, str],
        *,
        all_guests: bool,
        told_in: str = "",
    ) -> None:
        self.guests: list[str] = []
        """The organisations made, as written."""
        self._network_id, self._language = network_id, language
        self._choices, self._all_guests = choices, all_guests
        rows = living_organisations(network_id)
        self._ids = {row.key: row.id for row in rows}
        self._directory = Directory([known_as(row, told_in, language) for row in rows])
        self._settled: dict[str, int | None] = {}

    def settle(self, names: Iterable[str], *, now: datetime, random: Random) -> None:
        """Decide each of ``names`` as far as it is clear; make the guests."""
        for name in names:
            choice = self._choices.get(name) or self._directory.find(name).key
            if choice is None and self._all_guests:
                choice = GUEST
            if choice == GUEST:
                self._settled[name] = self._make_guest(name, now=now, random=random)
            elif choice == NOBODY:
                self._settled[name] = None
            elif choice is not None:
                self._settled[name] = self._id_of_key(choice)

    def is_settled(self, name: str) -> bool:
        """Tell whether it is clear who is meant; no name means nobody."""
        return not name or name in self._settled

    def id_of(self, name: str) -> int | None:
        """Return the organisation's id, None for nobody. Only for settled names."""
        return self._settled[name] if name else None

    def suggestions(self, name: str) -> tuple[str, ...]:
        """Return the names of organisations that could be meant, the likeliest first."""
        return tuple(found.name for found in self.nearest(name))

    def nearest(self, name: str) -> tuple[Suggestion, ...]:
        """Return the organisations that could be meant, the likeliest first."""
        return self._directory.find(name).suggestions

    def _id_of_key(self, key: str) -> int:
        if key not in self._ids:
            raise UnknownOrganisation(key=key)
        return self._ids[key]

    def _make_guest(self, name: str, *, now: datetime, random: Random) -> int:
        row = OrganisationRow(
            network_id=self._network_id,
            key=f"guest-{random.getrandbits(48):012x}",
            kind=OrganisationKind.OTHER,
            name={self._language: clean(name)},
            sort_key=sort_key(name, language=self._language),
            is_guest=True,
            profile=ProfileRow(),
        )
        session().add(row)
        session().flush()
        give_code(row, random=random, now=now)
        self.guests.append(name)
        return row.id


def known_as(row: OrganisationRow, *languages: str) -> KnownOrganisation:
    """Return ``row`` as the rules compare names, called by its name in the first of ``languages``.

    One that has no name in any of them is called by its own.
    """
    name = choose(row.name, language="", fallbacks=languages).text
    return KnownOrganisation(
        key=row.key,
        name=name,
        aliases=(*row.name.values(), *row.short.values(), *row.aliases),
        kind=row.kind.value,
    )
