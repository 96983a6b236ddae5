"""Sheets of labels: those that come with the program, and those the office measured itself."""

from functools import partial
from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from pydantic_core import PydanticCustomError

from eventsvc.domain.sheet_presets import DEFAULT_SHEET, SHEETS
from eventsvc.domain.sheets import FACES, Confidence, Fold, Sheet, SheetDoesNotFit
from eventsvc.services.badges import sheets
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Line, Radio, whole
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.languages import current_language
from eventsvc.web.organiser.badges.words import sheet_label
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventsvc.web.forms.sent import Sent

CONFIDENCES = {
    Confidence.TWO_SOURCES: lazy_gettext("Two sources say the same"),
    Confidence.TWO_SOURCES_ADJUSTED: lazy_gettext("Two sources, brought together"),
    Confidence.ONE_SOURCE: lazy_gettext("One source: print the test page first"),
    Confidence.OWN: lazy_gettext("Measured by yourselves, or a size of paper"),
}
FOLDS = {
    Fold.NONE: lazy_gettext("A label for each badge"),
    Fold.CARD: lazy_gettext("Two labels side by side for each badge, folded between them"),
    Fold.BUTTERFLY: lazy_gettext("Two labels for each badge, the second on its head"),
}
MOST_MM, MOST_LABELS = 1000.0, 50


@blueprint.get("/<network>/sheets")
@requires("badges.print")
def list_sheets(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show every sheet with its measures, where they come from, and how sure they are."""
    here = current_network()
    return render_template(
        "organiser/sheets.html",
        network=here,
        sheets=sheets.sheets_of(here.id).values(),
        label_of=sheet_label,
        presets=SHEETS,
        confidences=CONFIDENCES,
    )


@blueprint.route("/<network>/sheets/new", methods=BOTH)
@requires("badges.print")
def new_sheet(network: str) -> ResponseReturnValue:
    """Ask for the measures of a sheet, drawn as they are typed; begin with those of another."""
    form, act = _form(), acting()
    known = sheets.sheets_of(current_network().id)
    like = known.get(request.args.get("like", ""), SHEETS[DEFAULT_SHEET])
    page = _page(network, gettext("New sheet of labels"))
    return answer(
        page,
        form,
        lambda: form.blank(_typed(like)),
        Saving(
            act=lambda sent: sheets.create(*_measures(sent.values), nonce=sent.nonce, act=act),
            then=lambda _row: page.back[1],
            said=gettext("The sheet is there. Print its test page before you use it."),
            again=page.back[1],
        ),
    )


@blueprint.route("/<network>/sheets/<sheet>", methods=BOTH)
@requires("badges.print")
def change_sheet(network: str, sheet: str) -> ResponseReturnValue:
    """Show the measures of a sheet of the office, drawn, and save them."""
    form, act = _form(), acting()
    row = sheets.own_sheet(current_network().id, sheet)
    page = _page(network, gettext("Change the sheet of labels"))

    def filled() -> "Sent":
        found = sheets.own_sheet(row.network_id, sheet)
        values = _typed(sheets.sheet_of(found)) | {"label": found.label}
        return form.shown(values, version=found.version)

    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: sheets.change(
                sheet, *_measures(sent.values), version=sent.version, act=act
            ),
            then=lambda _none: page.back[1],
            said=gettext("The sheet is changed."),
            current=filled,
        ),
    )


@blueprint.route("/<network>/sheets/<sheet>/delete", methods=BOTH)
@requires("badges.print")
def delete_sheet(network: str, sheet: str) -> ResponseReturnValue:
    """Ask whether a sheet of the office goes, and delete it."""
    row, act = sheets.own_sheet(current_network().id, sheet), acting()
    form = Form(())
    page = Page(
        title=gettext("Delete the sheet of labels"),
        lead=row.label,
        back=_back(network),
        submit=gettext("Delete the sheet of labels"),
        template="organiser/confirm.html",
        facts={"losses": [gettext("Its measures. What was printed on it stays recorded.")]},
    )
    return answer(
        page,
        form,
        lambda: form.shown({}, version=row.version),
        Saving(
            act=lambda sent: sheets.delete(sheet, version=sent.version, act=act),
            then=lambda _none: page.back[1],
            said=gettext("The sheet is deleted."),
        ),
    )


def millimetres(text: str, *, least: float = 0.0) -> float:
    """Return a length as people write it; a decimal comma is one.

    Raises:
        PydanticCustomError: It is none.
    """
    try:
        found = float(text.strip().removesuffix("mm").replace(",", "."))
    except ValueError:
        found = -1.0
    if not least <= found <= MOST_MM:
        raise PydanticCustomError("length", "length", {"value": text.strip()})
    return found


def written(length: float) -> str:
    """Return a length as forms show it."""
    point = "." if current_language() == "en" else ","
    return f"{length:.6g}".replace(".", point)


def _length(name: str, label: object, **about: Any) -> Line:
    least = about.pop("least", 0.0)
    return Line(
        name=name,
        label=label,
        required=True,
        reader=partial(millimetres, least=least),
        empty=0.0,
        writer=written,
        **about,
    )


def _form() -> Form:
    label = Line(
        name="label",
        label=lazy_gettext("Name"),
        required=True,
        hint=lazy_gettext("As it stands on the packet."),
    )
    page = (
        _length("page_x", lazy_gettext("Width of the page in millimetres"), least=10.0),
        _length("page_y", lazy_gettext("Height of the page in millimetres"), least=10.0),
    )
    size = (
        _length("size_x", lazy_gettext("Width of a label in millimetres"), least=10.0),
        _length("size_y", lazy_gettext("Height of a label in millimetres"), least=10.0),
        _length("corner", lazy_gettext("Radius of its corners in millimetres")),
        Radio(
            name="fold",
            label=lazy_gettext("Labels of a badge"),
            options=list(FOLDS.items()),
            kind=Fold,
            required=True,
        ),
    )
    return Form(
        (
            Section(None, (label, *page)),
            Section(lazy_gettext("The labels"), size),
            Section(lazy_gettext("Where they lie"), _places()),
        )
    )


def _places() -> tuple[Line, ...]:
    return (
        whole(
            name="grid_x",
            label=lazy_gettext("Labels side by side"),
            required=True,
            least=1,
            most=MOST_LABELS,
        ),
        whole(
            name="grid_y",
            label=lazy_gettext("Labels one below the other"),
            required=True,
            least=1,
            most=MOST_LABELS,
        ),
        _length("first_x", lazy_gettext("White left of the first label in millimetres")),
        _length("first_y", lazy_gettext("White above the first label in millimetres")),
        _length(
            "pitch_x",
            lazy_gettext("From the left edge of a label to that of the next, in millimetres"),
            hint=lazy_gettext("The width of a label and the gap beside it."),
        ),
        _length(
            "pitch_y",
            lazy_gettext("From the upper edge of a label to that of the next, in millimetres"),
            hint=lazy_gettext("The height of a label and the gap below it."),
        ),
    )


def _measures(values: "Mapping[str, Any]") -> "tuple[str, dict[str, Any]]":
    """Return the label and the measures as they are kept."""
    lengths = ("page", "size", "grid", "first", "pitch")
    axes = {axis: {name: values[f"{name}_{axis}"] for name in lengths} for axis in "xy"}
    return values["label"], axes | {"corner": values["corner"], "fold": values["fold"].value}


def _typed(sheet: Sheet) -> dict[str, Any]:
    """Return what the form shows of ``sheet``; its name belongs to nobody yet."""
    fold = next(fold for fold, faces in FACES.items() if faces == sheet.faces)
    values: dict[str, Any] = {"label": "", "corner": sheet.corner, "fold": fold}
    for name in ("page", "size", "grid", "first", "pitch"):
        values |= {f"{name}_{axis}": getattr(sheet, name)["xy".index(axis)] for axis in "xy"}
    return values


def drawn(sent: "Sent") -> Sheet | None:
    """Return the sheet that the form describes; None when there can be none."""
    try:
        return sheets.measured("", *_measures(sent.values))
    except (SheetDoesNotFit, AttributeError, TypeError):
        return None


def _page(network: str, title: str) -> Page:
    return Page(
        title=title,
        back=_back(network),
        template="organiser/sheet_form.html",
        facts={"drawn": drawn},
    )


def _back(network: str) -> tuple[object, str]:
    return gettext("Sheets of labels"), url_for("organiser.list_sheets", network=network)
