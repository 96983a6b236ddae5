"""What an import asks: everything of one network that a file may speak of, whole."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import load_only, selectinload

from eventsvc.db.models import (
    AgendaItemRow,
    CooperationRow,
    ImportMemoryRow,
    MeetingRow,
    NetworkPageRow,
    OrganisationRow,
    ProjectRow,
    PublicCodeRow,
    StatementRow,
    SurveyRow,
    TopicRow,
    UploadRow,
)
from eventsvc.db.transaction import session

_Row = TypeVar(
    "_Row",
    NetworkPageRow,
    TopicRow,
    StatementRow,
    CooperationRow,
    ProjectRow,
    SurveyRow,
    ImportMemoryRow,
    PublicCodeRow,
)


def rows_of(kind: type[_Row], network_id: int) -> Sequence[_Row]:
    """Return all rows of ``kind`` in the network, in the order they came."""
    return (
        session()
        .scalars(
            select(kind)
            .where(kind.network_id == network_id)
            .order_by(kind.__mapper__.primary_key[0])
        )
        .all()
    )


def organisations_of(network_id: int) -> Sequence[OrganisationRow]:
    """Return the network's organisations with their profiles."""
    return (
        session()
        .scalars(
            select(OrganisationRow)
            .where(OrganisationRow.network_id == network_id)
            .options(selectinload(OrganisationRow.profile))
            .order_by(OrganisationRow.id)
        )
        .all()
    )


def meetings_of(network_id: int) -> Sequence[MeetingRow]:
    """Return the network's meetings with hosts, notices, bases and agenda with speakers."""
    return (
        session()
        .scalars(
            select(MeetingRow)
            .where(MeetingRow.network_id == network_id)
            .options(
                selectinload(MeetingRow.hosts),
                selectinload(MeetingRow.notices),
                selectinload(MeetingRow.bases),
                selectinload(MeetingRow.agenda).selectinload(AgendaItemRow.speakers),
            )
            .order_by(MeetingRow.id)
        )
        .all()
    )


def uploads_of(network_id: int) -> Sequence[UploadRow]:
    """Return the network's files without their bytes."""
    return (
        session()
        .scalars(
            select(UploadRow)
            .where(UploadRow.network_id == network_id)
            .options(load_only(UploadRow.id, UploadRow.sha256, UploadRow.filename))
            .order_by(UploadRow.id)
        )
        .all()
    )


def public_code(code: str) -> PublicCodeRow | None:
    """Return the code, of whatever network: no code is ever given twice."""
    return session().get(PublicCodeRow, code)
