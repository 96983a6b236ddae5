"""Designs of badges that an administrator of the service writes, copied from ours."""

from typing import TYPE_CHECKING

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries.own_designs import own_designs
from eventsvc.domain.badge_styles import SHEET_OF, DesignName, Style
from eventsvc.domain.own_designs import MOST, OwnDesign
from eventsvc.outputs.own_start import copied
from eventsvc.services.badges import own_designs as services
from eventsvc.services.badges.badge_styles import look_of
from eventsvc.services.badges.sheets import sheet_called, sheets_of
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Area, Choice, Line, Radio
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.badges.design_words import fault_text
from eventsvc.web.organiser.badges.words import DESIGNS, sheet_label
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH

if TYPE_CHECKING:
    from eventsvc.db.models import BadgeDesignRow
    from eventsvc.services.acts import Act
    from eventsvc.web.forms.fields import Mistakes
    from eventsvc.web.forms.sent import Sent

SLOTS = "given, family, organisation, second_line, function, address, heading, sign, code, logo"
SIGNS = "no-photos, photos, ask"


@blueprint.get("/<network>/designs")
@requires("designs.change")
def list_designs(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the network's own designs."""
    here = current_network()
    return render_template(
        "organiser/designs.html",
        network=here,
        designs=own_designs(here.id),
        bases={name.value: words for name, words in DESIGNS.items()},
    )


@blueprint.route("/<network>/designs/new", methods=BOTH)
@requires("designs.change")
def new_design(network: str) -> ResponseReturnValue:
    """Ask which design is copied for which labels, and copy it."""
    form, act = _copy_form(), acting()
    page = Page(title=gettext("New design"), back=_back(network), submit=gettext("Copy"))
    return answer(
        page,
        form,
        lambda: form.blank({"copy_of": DesignName.CLASSIC, "sheet": SHEET_OF[DesignName.CLASSIC]}),
        Saving(
            act=lambda sent: _copied(sent, act),
            then=lambda row: url_for("organiser.change_design", network=network, design=row.key),
            said=gettext("Copied. It looks nearly the same; now change it."),
            again=page.back[1],
        ),
    )


@blueprint.route("/<network>/designs/<design>", methods=BOTH)
@requires("designs.change")
def change_design(network: str, design: str) -> ResponseReturnValue:
    """Show a design's HTML and CSS, with how it looks; save it when it can be drawn."""
    row, act = services.own_design(current_network().id, design), acting()
    form = _form(row)
    page = Page(
        title=gettext("Change the design"),
        preline=row.name,
        back=_back(network),
        template="organiser/design.html",
        facts={"network": current_network(), "design": row, "slots": SLOTS, "signs": SIGNS},
    )

    def filled() -> "Sent":
        found = services.own_design(row.network_id, design)
        values = {"name": found.name, "html": found.html, "css": found.css}
        return form.shown(values, version=found.version)

    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: services.change(design, sent.values, version=sent.version, act=act),
            then=lambda _none: request.path,
            said=gettext("Saved. It looks like this now."),
            current=filled,
        ),
    )


@blueprint.get("/<network>/designs/<design>/picture.png")
@requires("designs.change")
def show_design(network: str, design: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send a sheet of samples in a design."""
    here = current_network()
    picture = services.picture(here, services.own_design(here.id, design))
    return Response(picture, content_type="image/png")


@blueprint.route("/<network>/designs/<design>/delete", methods=BOTH)
@requires("designs.change")
def delete_design(network: str, design: str) -> ResponseReturnValue:
    """Ask whether a design goes, and delete it."""
    row, act = services.own_design(current_network().id, design), acting()
    form = Form(())
    page = Page(
        title=gettext("Delete the design"),
        lead=row.name,
        back=_back(network),
        submit=gettext("Delete the design"),
        template="organiser/confirm.html",
        facts={
            "losses": [
                gettext("Its HTML and its style sheet."),
                gettext("Meetings that chose it take the design it was copied from."),
            ]
        },
    )
    return answer(
        page,
        form,
        lambda: form.shown({}, version=row.version),
        Saving(
            act=lambda sent: services.delete(design, version=sent.version, act=act),
            then=lambda _none: page.back[1],
            said=gettext("The design is deleted."),
        ),
    )


def _copied(sent: "Sent", act: "Act") -> "BadgeDesignRow":
    here, base = current_network(), sent.values["copy_of"]
    sheet = sheet_called(here.id, sent.values["sheet"])
    return services.create(
        sent.values["name"],
        base=base,
        sheet=sheet,
        own=copied(sheet, look_of(here, Style(design=base))),
        nonce=sent.nonce,
        act=act,
    )


def _copy_form() -> Form:
    sheets = sheets_of(current_network().id).values()
    return Form(
        (
            Section(
                None,
                (
                    _name(),
                    Radio(
                        name="copy_of",
                        label=lazy_gettext("Copy of"),
                        options=list(DESIGNS.items()),
                        kind=DesignName,
                        required=True,
                    ),
                    Choice(
                        name="sheet",
                        label=lazy_gettext("For the labels of"),
                        options=[(sheet.name, sheet_label(sheet)) for sheet in sheets],
                        required=True,
                    ),
                ),
            ),
        )
    )


def _form(row: "BadgeDesignRow") -> Form:
    """Return the form; a design with faults comes back with them and is not saved."""

    def check(values: dict[str, str], mistakes: "Mistakes") -> None:
        own = OwnDesign(values["html"], values["css"])
        for fault in services.faults(current_network(), row, own):
            said = mistakes.get(fault.part.value, "")
            mistakes[fault.part.value] = f"{said} {fault_text(fault)}".strip()

    html = Area(name="html", label=lazy_gettext("HTML"), rows=16, required=True, reader=_code)
    css = Area(
        name="css", label=lazy_gettext("Style sheet (CSS)"), rows=24, required=True, reader=_code
    )
    return Form((Section(None, (_name(), html, css)),), check)


def _name() -> Line:
    return Line(name="name", label=lazy_gettext("Name"), required=True)


def _code(text: str) -> str:
    """Return what was written, with the line ends of this house; too long is said with the rest."""
    return text.replace("\r\n", "\n")[: MOST + 1]


def _back(network: str) -> tuple[object, str]:
    return gettext("Designs of badges"), url_for("organiser.list_designs", network=network)
