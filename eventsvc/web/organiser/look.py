"""Settings of a network: its colour and its logo."""

from typing import TYPE_CHECKING

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.services.networks import network_look
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import File, Line, Tick, short_line
from eventsvc.web.forms.groups import Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.settings import back

if TYPE_CHECKING:
    from eventsvc.web.forms.sent import Sent


@blueprint.route("/<network>/settings/look", methods=BOTH)
@requires("network.change")
def change_look(network: str) -> ResponseReturnValue:
    """Ask for colour and logo, and save them."""
    form = _form()
    page = Page(title=gettext("Colour and logo"), back=back(network), takes_files=True)

    def filled() -> "Sent":
        here = current_network()
        values = {"colour": here.colour, "logo_alt": here.logo_alt}
        return form.shown(values, version=here.version)

    act = acting()
    upload = request.files.get("logo")
    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: network_look.change(
                sent.values,
                logo=upload.read() if upload else b"",
                version=sent.version,
                act=act,
            ),
            then=lambda _none: page.back[1],
            said=gettext("The look is changed."),
            current=filled,
        ),
    )


def _form() -> Form:
    colour = Line(
        name="colour",
        label=lazy_gettext("Colour"),
        hint=lazy_gettext(
            "Written as #rrggbb, such as #1b6e53. Links, buttons and lines bear it; for dark "
            "screens a lighter shade is made of it."
        ),
        reader=short_line,
    )
    logo = File(
        name="logo",
        label=lazy_gettext("Logo"),
        hint=lazy_gettext("PNG, JPEG or WebP. It is made smaller, and loses what a camera noted."),
        accept="image/png,image/jpeg,image/webp",
    )
    alt = Texts(
        name="logo_alt",
        label=lazy_gettext("What the logo shows"),
        languages=tuple(current_network().languages),
        hint=lazy_gettext("Read aloud to people who do not see it. Empty if it is decoration."),
    )
    fields = [colour, logo, alt]
    if current_network().logo_digest:
        fields.append(Tick(name="remove", label=lazy_gettext("Take the logo down")))
    return Form((Section(None, fields),), _complete)


def _complete(values: dict[str, object], mistakes: dict[str, str]) -> None:  # noqa: ARG001 -- cannot be wrong
    values.setdefault("remove", False)
