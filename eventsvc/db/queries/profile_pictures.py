"""Pictures of profiles, with and without their bytes."""

from sqlalchemy import select
from sqlalchemy.orm import defer

from eventsvc.db.models import OrganisationRow, ProfilePictureRow
from eventsvc.db.transaction import session
from eventsvc.domain.profiles import PictureKind


def pictures_of(organisation_id: int) -> dict[PictureKind, ProfilePictureRow]:
    """Return the pictures of an organisation by kind, without their bytes."""
    rows = session().scalars(
        select(ProfilePictureRow)
        .where(ProfilePictureRow.organisation_id == organisation_id)
        .options(defer(ProfilePictureRow.data))
        .execution_options(populate_existing=True)
    )
    return {row.kind: row for row in rows}


def public_picture(network_id: int, key: str, kind: PictureKind) -> bytes | None:
    """Return the bytes of a picture, unless the organisation is closed."""
    return session().scalar(
        select(ProfilePictureRow.data)
        .join(OrganisationRow, OrganisationRow.id == ProfilePictureRow.organisation_id)
        .where(OrganisationRow.network_id == network_id)
        .where(OrganisationRow.key == key)
        .where(OrganisationRow.retired_at.is_(None))
        .where(ProfilePictureRow.kind == kind)
    )
