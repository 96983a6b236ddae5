"""What all forms do when they are sent: come back with mistakes, save, meet a stale edit."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.domain.errors import DomainError, EditConflict, NotFound
from eventsvc.services.acts import DoneAlready
from eventsvc.web.forms.fields import ident
from eventsvc.web.forms.sent import Form, Sent, differences
from eventsvc.web.languages import show_as
from eventsvc.web.messages import MESSAGES
from eventsvc.web.refusals import words_of

SAVE = lazy_gettext("Save")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page around a form."""

    title: object
    back: tuple[object, str]
    """Words and address of the page above this one."""
    preline: object = None
    lead: object = None
    submit: object = SAVE
    takes_files: bool = False
    preview: object = None
    """Words of the button that shows the page which the form makes before it is saved."""
    template: str = "organiser/form.html"
    facts: dict[str, Any] | Callable[[], dict[str, Any]] | None = None
    """What the template needs beside the form; asked for once the page is shown."""
    address: str = ""
    """Where the page is, when its form is sent elsewhere: nobody can open that address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """How to save what was sent. ``act`` returns what ``then`` makes the next address of."""

    act: Callable[[Sent], Any]
    then: Callable[[Any], str]
    said: object
    """What the next page says; "" if nothing."""
    again: str = ""
    """Where the second of two clicks leads."""
    current: Callable[[], Sent] | None = None
    """The same form as it is saved now, for a stale edit."""
    preview: Callable[[Sent], ResponseReturnValue] | None = None
    """Shows the page that the form makes, if asked for by its button; nothing is saved."""
    reveal: Callable[[Any], ResponseReturnValue | None] | None = None
    """Makes a page or file of what is shown once; None: there is nothing of the kind."""


def show(page: Page, sent: Sent, status: HTTPStatus = HTTPStatus.OK) -> ResponseReturnValue:
    """Return the page with the form as it stands in ``sent``."""
    if page.address:
        show_as(page.address)
    return render_template(page.template, page=page, sent=sent, **_facts(page)), status


def refuse(page: Page, sent: Sent, error: DomainError, *, at: str = "") -> ResponseReturnValue:
    """Bring the form back with what ``error`` says, at the field it names.

    ``at``: the field, if only the form knows it; else the first one.
    """
    first = sent.form.fields[0].name if sent.form.fields else "content"
    place = str(error.facts.get("field") or at or first)
    return show(page, sent.refused(ident(place), words_of(error)), MESSAGES[error.code][0])


def answer(
    page: Page, form: Form, first: Callable[[], Sent], saving: Saving
) -> ResponseReturnValue:
    """Show the form as ``first`` fills it; when it is sent, save it."""
    if request.method != "POST":  # HEAD asks for the page as well, and carries no token
        return show(page, first())
    return save(page, form.read(request.form), saving)


def save(page: Page, sent: Sent, saving: Saving) -> ResponseReturnValue:
    """Save, or bring the form back with what is wrong; nothing typed is lost."""
    if sent.is_moved or sent.mistakes:
        return show(page, sent, HTTPStatus.OK if sent.is_moved else HTTPStatus.UNPROCESSABLE_ENTITY)
    if saving.preview and request.form.get("show") == "preview":
        return saving.preview(sent)
    try:
        result = _acted(saving, sent)
    except DoneAlready:
        flash(gettext("This was saved already; the second click changed nothing."), "info")
        return redirect(saving.again, HTTPStatus.SEE_OTHER)
    except EditConflict:
        if saving.current is None:
            raise
        return _conflict(page, sent, saving.current())
    except NotFound:
        raise
    except DomainError as error:
        return refuse(page, sent, error)
    return _done(saving, result)


def _done(saving: Saving, result: Any) -> ResponseReturnValue:
    shown = saving.reveal(result) if saving.reveal else None
    if shown:
        return shown
    if saving.said:
        flash(str(saving.said), "success")
    return redirect(saving.then(result), HTTPStatus.SEE_OTHER)


def _acted(saving: Saving, sent: Sent) -> Any:
    """Save; also on a newer version, when nothing that the form shows is other than it was."""
    try:
        return saving.act(sent)
    except EditConflict:
        theirs = saving.current() if saving.current else None
        if theirs is None or theirs.base != sent.base:
            raise
        return saving.act(replace(sent, version=theirs.version))


def _conflict(page: Page, mine: Sent, theirs: Sent) -> ResponseReturnValue:
    """Return both texts, field by field, with the choice between them."""
    found = differences(mine, theirs)
    newer = replace(mine, version=theirs.version, base=theirs.base)
    answer = render_template(
        "organiser/conflict.html", page=page, sent=newer, differences=found, **_facts(page)
    )
    return answer, HTTPStatus.CONFLICT


def _facts(page: Page) -> dict[str, Any]:
    return page.facts() if callable(page.facts) else page.facts or {}
