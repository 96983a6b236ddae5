"""Pictures of profiles, with and without their bytes."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from eventsvc.db.models import (
    OrganisationRow,
    ProfilePictureFileRow,
    ProfilePictureRow,
    ProfileProposalRow,
    ProfileVersionRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.profiles import PictureKind, pictures_in


def pictures_of(organisation_id: int) -> dict[PictureKind, ProfilePictureRow]:
    """Return the pictures of an organisation by kind, as readers see them."""
    rows = session().scalars(
        select(ProfilePictureRow)
        .where(ProfilePictureRow.organisation_id == organisation_id)
        .execution_options(populate_existing=True)
    )
    return {row.kind: row for row in rows}


def public_picture(network_id: int, key: str, kind: PictureKind) -> bytes | None:
    """Return the bytes of a picture, unless the organisation is closed."""
    return session().scalar(
        select(ProfilePictureFileRow.data)
        .join(
            ProfilePictureRow,
            (ProfilePictureRow.organisation_id == ProfilePictureFileRow.organisation_id)
            & (ProfilePictureRow.digest == ProfilePictureFileRow.digest),
        )
        .join(OrganisationRow, OrganisationRow.id == ProfilePictureRow.organisation_id)
        .where(OrganisationRow.network_id == network_id)
        .where(OrganisationRow.key == key)
        .where(OrganisationRow.retired_at.is_(None))
        .where(ProfilePictureRow.kind == kind)
    )


def kept_picture(organisation_id: int, digest: str) -> bytes | None:
    """Return the bytes of a picture that hangs, waits, or stands in the history."""
    return session().scalar(
        select(ProfilePictureFileRow.data)
        .where(ProfilePictureFileRow.organisation_id == organisation_id)
        .where(ProfilePictureFileRow.digest == digest)
    )


def hanging(organisation_id: int) -> dict[PictureKind, str]:
    """Return the digests of what readers see, by kind."""
    return {kind: one.digest for kind, one in pictures_of(organisation_id).items()}


def forget_pictures(organisation_id: int, *, hung: Mapping[PictureKind, str] | None = None) -> None:
    """Delete the bytes that neither the profile, nor a version of it, nor what waits names.

    ``hung``: what hung before somebody changed it. What was taken down, with nothing in its
    place, is deleted whoever names it: a person on it may have asked for that (GDPR Art. 17).
    """
    session().execute(
        delete(ProfilePictureFileRow)
        .where(ProfilePictureFileRow.organisation_id == organisation_id)
        .where(ProfilePictureFileRow.digest.not_in(_named(organisation_id, hung or {})))
    )


def _named(organisation_id: int, hung: Mapping[PictureKind, str]) -> set[str]:
    contents = [
        *session().scalars(
            select(ProfileVersionRow.content).where(
                ProfileVersionRow.organisation_id == organisation_id
            )
        ),
        *session().scalars(
            select(ProfileProposalRow.content).where(
                ProfileProposalRow.organisation_id == organisation_id
            )
        ),
    ]
    kept = {one.digest for content in contents for one in pictures_in(content).values()}
    now = hanging(organisation_id)
    taken_down = {digest for kind, digest in hung.items() if kind not in now}
    return (kept - taken_down) | set(now.values())
