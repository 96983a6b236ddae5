"""The directory of a network as its office sees it: every organisation, every topic."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventsvc.db.models import (
    AttendanceRow,
    CooperationRow,
    OrganisationRow,
    ProfileRow,
    PublicCodeRow,
    StatementRow,
    TopicRow,
    UploadRow,
)
from eventsvc.db.queries.codes import current_code
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import PartStat

MOST = 5000
"""More organisations than any network has."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An organisation with its profile loaded, and the code of its page."""

    row: OrganisationRow
    code: str | None


def everybody(network_id: int) -> Sequence[Listed]:
    """Return every organisation by name: members, guests, merged and retired ones."""
    rows = session().execute(
        select(OrganisationRow, current_code(OrganisationRow.id))
        .options(joinedload(OrganisationRow.profile))
        .where(OrganisationRow.network_id == network_id)
        .order_by(OrganisationRow.sort_key, OrganisationRow.id)
        .limit(MOST)
    )
    return [Listed(row, code) for row, code in rows]


def represented_at(meeting_id: int) -> Sequence[OrganisationRow]:
    """Return the organisations that somebody comes for, by name, with their profiles."""
    coming = (
        select(AttendanceRow.organisation_id)
        .where(AttendanceRow.meeting_id == meeting_id)
        .where(AttendanceRow.partstat == PartStat.ACCEPTED)
    )
    return (
        session()
        .scalars(
            select(OrganisationRow)
            .options(joinedload(OrganisationRow.profile))
            .where(OrganisationRow.id.in_(coming))
            .order_by(OrganisationRow.sort_key, OrganisationRow.id)
            .limit(MOST)
        )
        .all()
    )


def empty_profiles(network_ids: Sequence[int]) -> Counter[int]:
    """Return network id → of how many members a scan shows a name and nothing else."""
    rows = session().execute(
        select(
            OrganisationRow.network_id,
            ProfileRow.sentence,
            ProfileRow.text,
            ProfileRow.document_id,
        )
        .outerjoin(ProfileRow, ProfileRow.organisation_id == OrganisationRow.id)
        .where(OrganisationRow.network_id.in_(network_ids))
        .where(OrganisationRow.is_guest.is_(False))
        .where(OrganisationRow.retired_at.is_(None))
        .where(OrganisationRow.merged_into_id.is_(None))
        .order_by(OrganisationRow.id)
        .limit(MOST)
    )
    return Counter(
        network_id
        for network_id, sentence, text, document_id in rows
        if not (any((sentence or {}).values()) or any((text or {}).values()) or document_id)
    )


def organisation_by_key(network_id: int, key: str) -> OrganisationRow | None:
    """Return the organisation with its profile."""
    return session().scalar(
        select(OrganisationRow)
        .options(joinedload(OrganisationRow.profile))
        .where(OrganisationRow.network_id == network_id)
        .where(OrganisationRow.key == key)
    )


def organisation_by_id(network_id: int, organisation_id: int) -> OrganisationRow | None:
    """Return the organisation without its profile."""
    return session().scalar(
        select(OrganisationRow)
        .where(OrganisationRow.network_id == network_id)
        .where(OrganisationRow.id == organisation_id)
    )


def organisation_keys(network_id: int) -> frozenset[str]:
    """Return every key that is given in the network."""
    return frozenset(
        session().scalars(
            select(OrganisationRow.key).where(OrganisationRow.network_id == network_id)
        )
    )


def parts_of(network_id: int, organisation_id: int) -> Sequence[OrganisationRow]:
    """Return the organisations that became part of this one."""
    return (
        session()
        .scalars(
            select(OrganisationRow)
            .where(OrganisationRow.network_id == network_id)
            .where(OrganisationRow.merged_into_id == organisation_id)
            .order_by(OrganisationRow.sort_key, OrganisationRow.id)
        )
        .all()
    )


def codes_of(network_id: int, organisation_id: int) -> Sequence[PublicCodeRow]:
    """Return every code ever given to the organisation, the newest first."""
    return (
        session()
        .scalars(
            select(PublicCodeRow)
            .where(PublicCodeRow.network_id == network_id)
            .where(PublicCodeRow.organisation_id == organisation_id)
            .order_by(PublicCodeRow.given_at.desc(), PublicCodeRow.code)
        )
        .all()
    )


def statements_of(network_id: int, organisation_id: int) -> Sequence[StatementRow]:
    """Return all that the organisation says, whoever may see it, as entered, with topics."""
    return (
        session()
        .scalars(
            select(StatementRow)
            .options(joinedload(StatementRow.topic))
            .where(StatementRow.network_id == network_id)
            .where(StatementRow.organisation_id == organisation_id)
            .order_by(StatementRow.id)
        )
        .all()
    )


def cooperations_of(network_id: int, organisation_id: int) -> Sequence[CooperationRow]:
    """Return the co-operations that the organisation itself names, with the partners."""
    return (
        session()
        .scalars(
            select(CooperationRow)
            .options(joinedload(CooperationRow.partner))
            .where(CooperationRow.network_id == network_id)
            .where(CooperationRow.organisation_id == organisation_id)
            .order_by(CooperationRow.id)
        )
        .all()
    )


def unsorted_statements(network_id: int, *, limit: int = 200) -> Sequence[StatementRow]:
    """Return what was said in free words and has no topic yet, the oldest first, with who."""
    return (
        session()
        .scalars(
            select(StatementRow)
            .options(joinedload(StatementRow.organisation))
            .where(StatementRow.network_id == network_id)
            .where(StatementRow.unsorted.is_(True))
            .order_by(StatementRow.id)
            .limit(limit)
        )
        .all()
    )


def topics_of(network_id: int) -> Sequence[TopicRow]:
    """Return the network's topics, in the order they came."""
    return (
        session()
        .scalars(select(TopicRow).where(TopicRow.network_id == network_id).order_by(TopicRow.id))
        .all()
    )


def count_statements(network_id: int) -> Counter[int | None]:
    """Return topic id → how many statements name it; None: those about all topics."""
    rows = session().execute(
        select(StatementRow.topic_id, func.count())
        .where(StatementRow.network_id == network_id)
        .group_by(StatementRow.topic_id)
    )
    return Counter({topic_id: count for topic_id, count in rows})  # noqa: C416 -- typed rows


def document_name(network_id: int, upload_id: int | None) -> str:
    """Return what the file of a profile is called; empty when there is none."""
    found = session().scalar(
        select(UploadRow.filename)
        .where(UploadRow.network_id == network_id)
        .where(UploadRow.id == upload_id)
    )
    return found or ""
