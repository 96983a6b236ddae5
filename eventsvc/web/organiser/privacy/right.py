"""One right that somebody used by letter or by phone: the office does it here."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.erasures import NAME
from eventsvc.domain.errors import NotFound
from eventsvc.domain.rights import Right
from eventsvc.services.privacy import rights, rights_requests
from eventsvc.services.privacy.copies import copy_of
from eventsvc.services.privacy.erasure_preview import foretell
from eventsvc.web import clock
from eventsvc.web.forms.answers import Page, Saving, answer, save
from eventsvc.web.forms.fields import Line, Mistakes, Tick
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.jinja import person_name
from eventsvc.web.languages import public_address
from eventsvc.web.organiser.attendees.forms import NAMELESS, NAMES
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.downloads import pdf_file
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.privacy.rights import wanted_right, words_of_rights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel import LazyString

    from eventsvc.db.models import RightsRequestRow
    from eventsvc.services.privacy.copies import Copy
    from eventsvc.web.forms.sent import Sent

DO: "Mapping[Right, LazyString]" = {
    Right.ACCESS: lazy_gettext("The copy was handed over"),
    Right.CORRECTION: lazy_gettext("Correct"),
    Right.ERASURE: lazy_gettext("Go on to the last question"),
    Right.RESTRICTION: lazy_gettext("Keep the data, and do not use it"),
    Right.OBJECTION: lazy_gettext("End every use now"),
}
"""What the button says."""
UNSURE = lazy_gettext("Tick this first: nobody can undo the erasure.")
SURE = Tick(
    name="sure",
    label=lazy_gettext("I have read what goes and made sure who asks. Erase for good."),
)
WORDS = Line(
    name="words",
    label=lazy_gettext("What was answered, and when"),
    required=True,
    hint=lazy_gettext("Such as: refused by letter of 9 May, because nobody could say who asks."),
)


@blueprint.route("/<network>/rights/<right>", methods=BOTH)
@requires("attendees.change")
def show_right(network: str, right: str) -> ResponseReturnValue:
    """Show what is asked for, and do it; erasing asks once more on a page of its own."""
    row = wanted_right(right)
    if row.right is Right.ERASURE and request.method == "POST":
        address = url_for("organiser.erase_as_asked", network=network, right=right)
        return redirect(address, HTTPStatus.SEE_OTHER)
    form = _form(row)
    return answer(_page(row), form, lambda: _filled(form, right), _doing(form, row))


@blueprint.route("/<network>/rights/<right>/erase", methods=BOTH)
@requires("attendees.change")
def erase_as_asked(network: str, right: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Ask once more, then erase."""
    row, form, act = wanted_right(right), Form((Section(None, (SURE,)),), _sure), acting()
    here, record = current_network(), current_app.extensions["eventsvc.settings"].data_dir / NAME
    if row.answered_at is not None:
        return redirect(_address(row), HTTPStatus.SEE_OTHER)
    page = Page(
        title=gettext("Erase for good"),
        lead=person_name(row.person),
        back=(gettext("The request"), _address(row)),
        submit=gettext("Erase"),
        template="organiser/erase_person.html",
        facts=lambda: {"foretold": foretell(here, row.person_id, now=clock.now())},
    )
    return answer(
        page,
        form,
        lambda: form.shown({}),
        Saving(
            act=lambda _sent: rights_requests.erase(here, right, record=record, act=act),
            then=lambda _none: _address(row),
            said=gettext("The person is erased."),
        ),
    )


@blueprint.post("/<network>/rights/<right>/copy.zip")
@requires("attendees.change")
def make_copy(network: str, right: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send everything held, to hand over; logged, because it is a copy of a person."""
    row, copy = _copy(right)
    data = copy.as_zip(public_url=public_address())
    rights.note_access(row.person_id, by=acting().by, now=clock.now())
    response = Response(data, content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="data.zip"'
    return response


@blueprint.post("/<network>/rights/<right>/copy.pdf")
@requires("attendees.change")
def print_copy(network: str, right: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the same on paper; logged too."""
    row, copy = _copy(right)
    pdf = copy.as_pdf()
    rights.note_access(row.person_id, by=acting().by, now=clock.now())
    return pdf_file(pdf, "data.pdf")


@blueprint.get("/<network>/rights/<right>/copy")
@requires("attendees.change")
def read_copy(network: str, right: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show everything held, in words."""
    row, copy = _copy(right)
    return render_template(
        "organiser/right_copy.html", network=current_network(), row=row, parts=copy.parts
    )


@blueprint.post("/<network>/rights/<right>/answered")
@requires("attendees.change")
def answer_otherwise(network: str, right: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Note what the office answered instead."""
    row, form, act = wanted_right(right), Form((Section(None, (WORDS,)),)), acting()
    return save(
        _page(row),
        form.read(request.form),
        Saving(
            act=lambda sent: rights_requests.answer(right, sent.values["words"], act=act),
            then=lambda _none: _address(row),
            said=gettext("Noted: the request is answered."),
        ),
    )


def _copy(right: str) -> "tuple[RightsRequestRow, Copy]":
    """Return the request and everything held of the person, in the person's language.

    Raises:
        NotFound: There is no such request, or nothing is held any more.
    """
    row = wanted_right(right)
    if row.person.erased_at is not None:
        raise NotFound
    language = row.language or current_network().languages[0]
    return row, copy_of(current_network(), row.person_id, language=language, now=clock.now())


def _doing(form: Form, row: "RightsRequestRow") -> Saving:
    right, act = row.public_id, acting()

    def do(sent: "Sent") -> None:
        if row.right is Right.CORRECTION:
            wanted = rights_requests.Corrected(**sent.values)
            rights_requests.correct(right, wanted, version=sent.version, act=act)
        else:
            rights_requests.do(right, act=act)

    return Saving(
        act=do,
        then=lambda _none: _address(row),
        said=gettext("Done, and the request is answered."),
        current=lambda: _filled(form, right),
    )


def _form(row: "RightsRequestRow") -> Form:
    return Form((Section(None, NAMES),), _named) if row.right is Right.CORRECTION else Form(())


def _filled(form: Form, right: str) -> "Sent":
    person = wanted_right(right).person
    values = {field.name: getattr(person, field.name) for field in form.fields}
    return form.shown(values, version=person.version)


def _page(row: "RightsRequestRow") -> Page:
    here = current_network()
    back = url_for("organiser.list_rights", network=here.slug)
    return Page(
        title=words_of_rights(here.tzid)["rights"][row.right],
        preline=person_name(row.person),
        back=(gettext("Requests about data"), back),
        submit=DO[row.right],
        template="organiser/right.html",
        address=_address(row),
        facts=lambda: _facts(row),
    )


def _facts(row: "RightsRequestRow") -> dict[str, Any]:
    here = current_network()
    is_foretold = row.right is Right.ERASURE and row.answered_at is None
    return {
        "network": here,
        "row": row,
        "foretold": foretell(here, row.person_id, now=clock.now()) if is_foretold else None,
        "doing": _filled(_form(row), row.public_id),
        "otherwise": Form((Section(None, (WORDS,)),)).shown({}),
        **words_of_rights(here.tzid),
    }


def _address(row: "RightsRequestRow") -> str:
    return url_for("organiser.show_right", network=current_network().slug, right=row.public_id)


def _named(values: dict[str, Any], mistakes: Mistakes) -> None:
    if not values["given"] and not values["family"]:
        mistakes["family"] = str(NAMELESS)


def _sure(values: dict[str, Any], mistakes: Mistakes) -> None:
    if not values["sure"]:
        mistakes["sure"] = str(UNSURE)
