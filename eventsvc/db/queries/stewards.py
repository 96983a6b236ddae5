"""Who keeps which profile true, and whose link a token names."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from eventsvc.db.models import (
    AttendanceRow,
    FunctionRow,
    NetworkRow,
    OrganisationRow,
    PendingUploadRow,
    PersonRow,
    StewardRow,
    UploadRow,
)
from eventsvc.db.transaction import session

MOST = 5000
"""More stewards than any network has."""


def stewards_called(public_id: str, *, limit: int = 10) -> Sequence[tuple[StewardRow, NetworkRow]]:
    """Return the stewards with this public id, each with organisation, profile and network."""
    profile = joinedload(StewardRow.organisation).joinedload(OrganisationRow.profile)
    rows = session().execute(
        select(StewardRow, NetworkRow)
        .join(NetworkRow, NetworkRow.id == StewardRow.network_id)
        .where(StewardRow.public_id == public_id)
        .options(profile, joinedload(StewardRow.person))
        .order_by(StewardRow.id)
        .limit(limit)
    )
    return [(steward, network) for steward, network in rows]


def steward_and_network(network_id: int, public_id: str) -> tuple[StewardRow, NetworkRow] | None:
    """Return the steward of this network with the public id."""
    return next(
        (found for found in stewards_called(public_id) if found[1].id == network_id),
        None,
    )


def _of(network_id: int) -> Select[StewardRow]:
    return (
        select(StewardRow)
        .join(StewardRow.organisation)
        .options(
            contains_eager(StewardRow.organisation).joinedload(OrganisationRow.profile),
            joinedload(StewardRow.person),
        )
        .where(StewardRow.network_id == network_id)
        .where(StewardRow.ended_at.is_(None))
    )


def stewards(network_id: int) -> Sequence[StewardRow]:
    """Return the stewards of all organisations that are not closed, by the organisations' names."""
    return (
        session()
        .scalars(
            _of(network_id)
            .where(OrganisationRow.retired_at.is_(None))
            .where(OrganisationRow.merged_into_id.is_(None))
            .order_by(OrganisationRow.sort_key, StewardRow.id)
            .limit(MOST)
        )
        .all()
    )


def stewards_of(network_id: int, organisation_id: int) -> Sequence[StewardRow]:
    """Return the organisation's stewards, as they were named."""
    return (
        session()
        .scalars(
            _of(network_id)
            .where(StewardRow.organisation_id == organisation_id)
            .order_by(StewardRow.id)
        )
        .all()
    )


def stewards_by_public_ids(network_id: int, public_ids: Sequence[str]) -> dict[str, StewardRow]:
    """Return public id → steward of this network, those who are none any more too."""
    rows = session().scalars(
        select(StewardRow)
        .options(joinedload(StewardRow.person))
        .where(StewardRow.network_id == network_id)
        .where(StewardRow.public_id.in_(public_ids))
        .order_by(StewardRow.id)
    )
    return {row.public_id: row for row in rows}


def person_called(network_id: int, public_id: str) -> PersonRow | None:
    """Return the person of this network with the public id."""
    return session().scalar(
        select(PersonRow)
        .where(PersonRow.network_id == network_id)
        .where(PersonRow.public_id == public_id)
    )


def pending_upload(steward_id: int, number: int) -> PendingUploadRow | None:
    """Return the file that waits for this steward's form to be saved."""
    return session().scalar(
        select(PendingUploadRow)
        .options(joinedload(PendingUploadRow.upload))
        .where(PendingUploadRow.steward_id == steward_id)
        .where(PendingUploadRow.id == number)
    )


def count_pending(steward_id: int) -> int:
    """Return how many files wait for this steward's form."""
    query = select(func.count()).select_from(PendingUploadRow)
    return session().scalar(query.where(PendingUploadRow.steward_id == steward_id)) or 0


def document_of(network_id: int, upload_id: int | None) -> UploadRow | None:
    """Return the file of a profile, without its bytes."""
    return session().scalar(
        select(UploadRow).where(UploadRow.network_id == network_id).where(UploadRow.id == upload_id)
    )


def pending_before(moment: datetime, *, limit: int = 200) -> Sequence[PendingUploadRow]:
    """Return the files that waited for their form already at ``moment``."""
    return (
        session()
        .scalars(
            select(PendingUploadRow)
            .options(joinedload(PendingUploadRow.upload))
            .where(PendingUploadRow.at < moment)
            .order_by(PendingUploadRow.id)
            .limit(limit)
        )
        .all()
    )


def people_of(network_id: int, organisation_id: int, *, limit: int = 200) -> Sequence[PersonRow]:
    """Return who has a function in the organisation or ever came for it, by name."""
    functions = select(FunctionRow.person_id).where(FunctionRow.organisation_id == organisation_id)
    came = select(AttendanceRow.person_id).where(AttendanceRow.organisation_id == organisation_id)
    return (
        session()
        .scalars(
            select(PersonRow)
            .where(PersonRow.network_id == network_id)
            .where(or_(PersonRow.id.in_(functions), PersonRow.id.in_(came)))
            .order_by(PersonRow.sort_key, PersonRow.id)
            .limit(limit)
        )
        .all()
    )


def stewardships(network_id: int, person_id: int) -> Sequence[StewardRow]:
    """Return for which organisations this person keeps the profile."""
    return (
        session()
        .scalars(_of(network_id).where(StewardRow.person_id == person_id).order_by(StewardRow.id))
        .all()
    )
