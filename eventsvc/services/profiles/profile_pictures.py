"""Crest and photo of a profile: hung up, described, taken down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from eventsvc.db.models import (
    NetworkRow,
    OrganisationRow,
    ProfilePictureFileRow,
    ProfilePictureRow,
)
from eventsvc.db.queries import directory
from eventsvc.db.queries.profile_pictures import forget_pictures, hanging, kept_picture, pictures_of
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import touch
from eventsvc.domain.errors import DomainError, EditConflict, NotFound
from eventsvc.domain.profiles import PictureKind
from eventsvc.inputs import pictures
from eventsvc.services.acts import Act
from eventsvc.services.profiles.members import version_of
from eventsvc.services.profiles.proposals import change

_MADE: Mapping[PictureKind, Callable[[bytes], pictures.Picture]] = {
    PictureKind.CREST: pictures.crest,
    PictureKind.PHOTO: pictures.photo,
}


class NotDescribed(DomainError):
    """A picture says nothing to those who do not see it."""

    code = "picture-not-described"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hung:
    """One picture as a form has it. ``data``: a new file, or nothing."""

    kind: PictureKind
    data: bytes
    alt: dict[str, str]
    author: str
    licence: Any
    remove: bool = False


def hang(key: str, wanted: list[Hung], *, version: int, act: Act) -> None:
    """Make the pictures of a profile those that ``wanted`` says.

    Where the office publishes profiles, what a steward hangs up waits for that. What is taken
    down is deleted for good as soon as it hangs no more.

    Raises:
        NotFound, EditConflict: There is no such organisation; it was changed since ``version``.
        PictureTooLarge, PictureRefused: A file is not taken.
        NotDescribed: A picture has no words for those who do not see it.
    """
    made = {one.kind: _made(one) for one in wanted if one.data}
    with transaction():
        row = directory.organisation_by_key(act.network_id or 0, key)
        if row is None:
            raise NotFound
        if version_of(row) != version:
            raise EditConflict(version=version, now=version_of(row))
        for picture in made.values():  # before a proposal, which undoes all that it writes
            _keep_bytes(row, picture)
        hung = hanging(row.id)

        def write(row: OrganisationRow) -> None:
            there = pictures_of(row.id)
            for one in wanted:
                _hang(row, one, there.get(one.kind), made.get(one.kind))
            touch(row)

        change(row, write, said="profile.pictures", act=act)
        session().flush()
        forget_pictures(row.id, hung=hung)


def _digest(picture: pictures.Picture) -> str:
    return sha256(picture.data).hexdigest()


def _keep_bytes(row: OrganisationRow, picture: pictures.Picture) -> None:
    digest = _digest(picture)
    if kept_picture(row.id, digest) is None:
        session().add(
            ProfilePictureFileRow(
                organisation_id=row.id,
                network_id=row.network_id,
                digest=digest,
                data=picture.data,
            )
        )
        session().flush()


def _made(one: Hung) -> pictures.Picture:
    try:
        return _MADE[one.kind](one.data)
    except DomainError as error:
        error.facts["field"] = f"{one.kind}_file"
        raise


def _hang(
    row: OrganisationRow,
    one: Hung,
    there: ProfilePictureRow | None,
    picture: pictures.Picture | None,
) -> None:
    if one.remove and picture is None:
        if there is not None:
            session().delete(there)
            session().flush()
        return
    if there is None and picture is None:
        return
    if not one.alt:
        raise NotDescribed(field=f"{one.kind}_alt.{_first_language(row)}")
    found = there or ProfilePictureRow(
        organisation_id=row.id, network_id=row.network_id, kind=one.kind
    )
    if picture is not None:
        found.digest = _digest(picture)
        found.width, found.height = picture.width, picture.height
    found.alt, found.author, found.licence = one.alt, one.author, one.licence
    session().add(found)
    session().flush()


def _first_language(row: OrganisationRow) -> str:
    return session().get_one(NetworkRow, row.network_id).languages[0]
