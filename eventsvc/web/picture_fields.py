"""The form of crest and photo, for stewards and the office."""

from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import lazy_gettext

from eventsvc.db.queries.profile_pictures import pictures_of
from eventsvc.domain.profiles import PictureKind
from eventsvc.services.members import version_of
from eventsvc.services.profile_pictures import Hung
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


def picture_form(network: "NetworkRow", row: "OrganisationRow") -> Form:
    """Return the form of the organisation's pictures."""
    own, there = tuple(network.languages), pictures_of(row.id)
    return Form(
        [
            Section(title, _fields(kind.value, own, has_one=kind in there))
            for kind, title in _TITLES.items()
        ]
    )


def _fields(kind: str, own: tuple[str, ...], *, has_one: bool) -> tuple[Field, ...]:
    remove = Tick(name=f"{kind}_remove", label=lazy_gettext("Take it down"))
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


def filled(form: Form, row: "OrganisationRow") -> "Sent":
    """Return the form as the pictures are."""
    values: dict[str, Any] = {}
    for kind, picture in pictures_of(row.id).items():
        for name in ("alt", "author", "licence"):
            values[f"{kind}_{name}"] = getattr(picture, name)
    return form.shown(values, version=version_of(row))


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
