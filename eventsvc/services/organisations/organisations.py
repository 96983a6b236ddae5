"""Organisations, their profiles and what they say, changed by the office."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from eventsvc.db.models import (
    CooperationRow,
    NetworkRow,
    OrganisationRow,
    ProfileRow,
    StatementRow,
)
from eventsvc.db.queries import directory as queries
from eventsvc.db.queries.limits import people_coming_for
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import expect
from eventsvc.domain.errors import DomainError, NotFound
from eventsvc.domain.profiles import VersionKind
from eventsvc.domain.slugs import free_slug
from eventsvc.inputs.networks.documents import Document
from eventsvc.services.acts import Act
from eventsvc.services.codes import give_code
from eventsvc.services.imports.organisations import place, shown_name
from eventsvc.services.privacy.effects import settle
from eventsvc.services.profiles.profile_history import catch_up, keep, write_profile
from eventsvc.services.uploads import store

Values = Mapping[str, Any]


class MergedIntoItself(DomainError):
    """An organisation cannot become part of itself, nor of one that became part of another."""

    code = "merged-into-itself"


def create(values: Values, *, nonce: str, act: Act, random: Random) -> OrganisationRow:
    """Make an organisation with an empty profile and a code of its own.

    Raises:
        DoneAlready: The same form was sent before.
    """
    with transaction() as writing:
        act.once(nonce)
        network = writing.get_one(NetworkRow, act.network_id)
        row = OrganisationRow(network_id=network.id, key="", name={}, short={}, aliases=[])
        _write(row, values, network)
        taken = {"new"} | queries.organisation_keys(network.id)
        row.key = free_slug(shown_name(row, network.languages), taken=taken)
        row.profile = ProfileRow(sentence={}, text={}, contact_title={})
        writing.add(row)
        writing.flush()
        give_code(row, random=random, now=act.at)
        act.note("organisation.created", f"organisation:{row.key}")
    return row


def change(key: str, values: Values, *, version: int, act: Act) -> None:
    """Change what an organisation is called and what it is. Key and codes stay.

    Raises:
        NotFound, EditConflict: There is none; somebody changed it since ``version``.
    """
    with transaction() as writing:
        network = writing.get_one(NetworkRow, act.network_id)
        row = expect(_organisation(key, act), version)
        was_guest = row.is_guest
        _write(row, values, network)
        if row.is_guest is not was_guest:  # whether only a yes counts of those who come for it
            settle(people_coming_for(row.id), now=act.at)
        act.note("organisation.changed", f"organisation:{key}")


def change_profile(
    key: str,
    values: Values,
    *,
    document: Document | None,
    version: int,
    act: Act,
    random: Random,
) -> None:
    """Change the profile; a ``document`` takes the place of the one before.

    ``values["drop_document"]`` lets the file go without another. Nobody can fetch a file that
    was let go; the history of the profile keeps it.

    Raises:
        NotFound, EditConflict: As for ``change``.
    """
    with transaction() as writing:
        row = _organisation(key, act)
        if row.profile is None:
            row.profile = ProfileRow()
            writing.flush()
        profile = expect(row.profile, version)
        catch_up(row, act=act)
        write_profile(profile, values)
        if document is not None or values.get("drop_document"):
            profile.document_id = store(document, act=act, random=random) if document else None
        keep(row, VersionKind.CHANGED, act=act)
        act.note("profile.changed", f"organisation:{key}")


def say(key: str, *, statements: Sequence[Values], version: int, act: Act) -> None:
    """Make ``statements`` all that the organisation seeks, offers and works on.

    Each may bear the ``id`` of the statement it was.

    Raises:
        NotFound, EditConflict: As for ``change``.
    """
    with transaction():
        row = expect(_organisation(key, act), version)
        catch_up(row, act=act)
        there = {one.id: one for one in queries.statements_of(row.network_id, row.id)}
        _lined_up(
            there,
            statements,
            lambda: StatementRow(network_id=row.network_id, organisation_id=row.id),
        )
        keep(row, VersionKind.CHANGED, act=act)
        act.note("statements.changed", f"organisation:{key}", {"statements": len(statements)})


def co_operate(key: str, *, cooperations: list[Values], version: int, act: Act) -> None:
    """Make ``cooperations`` all that the organisation itself names; those of others stay.

    Raises:
        NotFound, EditConflict: As for ``change``.
    """
    with transaction():
        row = expect(_organisation(key, act), version)
        there = {one.id: one for one in queries.cooperations_of(row.network_id, row.id)}
        _lined_up(
            there,
            cooperations,
            lambda: CooperationRow(network_id=row.network_id, organisation_id=row.id),
        )
        act.note("cooperations.changed", f"organisation:{key}", {"number": len(cooperations)})


def merge(key: str, *, into: str, version: int, act: Act) -> None:
    """Let the organisation be a part of another: all its codes lead there; nothing is lost.

    What became part of it before goes along. ``separate`` undoes it.

    Raises:
        NotFound, EditConflict: As for ``change``.
        MergedIntoItself: ``into`` is the same, or is itself a part of another.
    """
    with transaction():
        row, other = expect(_organisation(key, act), version), _organisation(into, act)
        if other.id == row.id or other.merged_into_id is not None:
            raise MergedIntoItself
        for part in queries.parts_of(row.network_id, row.id):
            part.merged_into_id = other.id
        row.merged_into_id = other.id
        act.note("organisation.merged", f"organisation:{key}", {"into": into})


def separate(key: str, *, version: int, act: Act) -> None:
    """Undo a merge.

    Raises:
        NotFound, EditConflict: As for ``change``.
    """
    with transaction():
        expect(_organisation(key, act), version).merged_into_id = None
        act.note("organisation.separated", f"organisation:{key}")


def retire(key: str, *, version: int, act: Act) -> None:
    """Close the organisation: its codes say so from now on, its profile is shown no more.

    Raises:
        NotFound, EditConflict: As for ``change``.
    """
    with transaction():
        expect(_organisation(key, act), version).retired_at = act.at
        act.note("organisation.retired", f"organisation:{key}")


def reopen(key: str, *, version: int, act: Act) -> None:
    """Undo a retirement.

    Raises:
        NotFound, EditConflict: As for ``change``.
    """
    with transaction():
        expect(_organisation(key, act), version).retired_at = None
        act.note("organisation.reopened", f"organisation:{key}")


def _organisation(key: str, act: Act) -> OrganisationRow:
    row = queries.organisation_by_key(act.network_id or 0, key)
    if row is None:
        raise NotFound
    return row


def _write(row: OrganisationRow, values: Values, network: NetworkRow) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    place(row, network.languages)


def _lined_up(there: dict[int, Any], wanted: Sequence[Values], create: Any) -> None:
    """Change, add and delete rows, so that they are those ``wanted``."""
    for values in wanted:
        row = there.pop(values.get("id") or 0, None) or create()
        for name, value in values.items():
            if name != "id":
                setattr(row, name, value)
        session().add(row)
    for row in there.values():
        session().delete(row)
