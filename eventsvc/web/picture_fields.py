"""The form of crest and photo, for stewards and the office."""

from typing import TYPE_CHECKING, Any

from flask import Response, request
from flask_babel import lazy_gettext

from eventsvc.db.queries.profile_pictures import kept_picture
from eventsvc.domain.errors import NotFound
from eventsvc.domain.profiles import PictureKind
from eventsvc.services.profiles.members import version_of
from eventsvc.services.profiles.profile_pictures import Hung
from eventsvc.web.forms.fields import Field, File, Line, Tick
from eventsvc.web.forms.groups import Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.profile_fields import licence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventsvc.db.models import NetworkRow, OrganisationRow
    from eventsvc.web.forms.sent import Sent

MOST_SENT = 9_000_000
"""Bytes of a form with two pictures."""
_TITLES = {
    PictureKind.CREST: lazy_gettext("Crest or logo"),
    PictureKind.PHOTO: lazy_gettext("Photo"),
}


def picture_form(network: "NetworkRow", there: "Mapping[PictureKind, Any]") -> Form:
    """Return the form of an organisation's pictures. ``there``: those that it has."""
    own = tuple(network.languages)
    return Form(
        [
            Section(title, _fields(kind.value, own, has_one=kind in there))
            for kind, title in _TITLES.items()
        ]
    )


def _fields(kind: str, own: tuple[str, ...], *, has_one: bool) -> tuple[Field, ...]:
    remove = Tick(name=f"{kind}_remove", label=lazy_gettext("Take it down, also from the history"))
    return (
        File(
            name=f"{kind}_file",
            label=lazy_gettext("Picture"),
            hint=lazy_gettext(
                "PNG, JPEG or WebP. It is made smaller, and loses what a camera noted."
            ),
            accept="image/png,image/jpeg,image/webp",
        ),
        Texts(
            name=f"{kind}_alt",
            label=lazy_gettext("What it shows"),
            languages=own,
            hint=lazy_gettext("Read aloud to people who do not see it."),
        ),
        Line(name=f"{kind}_author", label=lazy_gettext("Made by")),
        licence(f"{kind}_licence"),
        *((remove,) if has_one else ()),
    )


def filled(form: Form, row: "OrganisationRow", there: "Mapping[PictureKind, Any]") -> "Sent":
    """Return the form as the pictures are."""
    values: dict[str, Any] = {}
    for kind, picture in there.items():
        for name in ("alt", "author", "licence"):
            values[f"{kind}_{name}"] = getattr(picture, name)
    return form.shown(values, version=version_of(row))


def kept_response(row: "OrganisationRow", digest: str) -> Response:
    """Send a picture that not everybody may see; no cache keeps it.

    Raises:
        NotFound: The organisation has none of this digest.
    """
    data = kept_picture(row.id, digest)
    if data is None:
        raise NotFound
    is_png = data.startswith(b"\x89PNG")
    response = Response(data, content_type="image/png" if is_png else "image/jpeg")
    response.headers["Cache-Control"] = "no-store"
    return response


def hung(values: "Mapping[str, Any]") -> list[Hung]:
    """Return what the form says, with the files that came along."""
    return [_hung(kind, values) for kind in PictureKind]


def _hung(kind: PictureKind, values: "Mapping[str, Any]") -> Hung:
    file = request.files.get(f"{kind}_file")
    if file:
        file.seek(0)  # a form that is saved on a newer version is read twice
    return Hung(
        kind=kind,
        data=file.read() if file else b"",
        alt=values[f"{kind}_alt"],
        author=values[f"{kind}_author"],
        licence=values[f"{kind}_licence"],
        remove=bool(values.get(f"{kind}_remove")),
    )
