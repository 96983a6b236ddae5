"""A person's rights by the own link: a copy, no sharing, restriction, erasure."""

from http import HTTPStatus

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.erasures import NAME
from eventsvc.services.privacy import erasure, rights
from eventsvc.services.privacy.copies import copy_of
from eventsvc.services.privacy.erasure_preview import foretell
from eventsvc.web import clock
from eventsvc.web.languages import current_language, public_address
from eventsvc.web.participant.blueprint import blueprint, current_network, current_person


@blueprint.post("/data.zip")
def take_along() -> Response:
    """Send everything held, as JSON and tables; logged, because it is a copy of a person."""
    number, now = current_person().id, clock.now()
    copy = copy_of(current_network(), number, language=current_language(), now=now)
    data = copy.as_zip(public_url=public_address())
    rights.note_access(number, now=now)
    response = Response(data, content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return response


@blueprint.get("/data/all")
def read_all() -> ResponseReturnValue:
    """Show everything held, in words, to read or print."""
    copy = copy_of(
        current_network(), current_person().id, language=current_language(), now=clock.now()
    )
    return render_template("participant/held.html", parts=copy.parts)


@blueprint.post("/rights")
def use_right() -> ResponseReturnValue:
    """Do what the button says."""
    person, now, language = current_person(), clock.now(), current_language()
    wanted = request.form.get("right", "")
    if wanted == "never-share":
        rights.never_share(person.id, language=language, now=now)
        flash(gettext("Saved. Nothing of you is passed on from now on."))
    elif wanted == "restrict":
        rights.restrict(person.id, language=language, now=now)
        flash(gettext("Saved. Your data is kept, and not used. The office will write to you."))
    elif wanted == "share-again":
        rights.share_again(person.id, now=now)
        flash(gettext("Saved. What you agree to counts again."))
    elif wanted == "erase" and person.email:
        erasure.ask(person.id, language=language, public_url=public_address(), now=now)
        flash(gettext("A mail is on its way to you. Nothing is erased before you confirm there."))
    else:
        abort(HTTPStatus.BAD_REQUEST)
    return redirect(url_for("participant.my_data", _anchor="rights"), HTTPStatus.SEE_OTHER)


@blueprint.get("/erase")
def ask_to_erase() -> ResponseReturnValue:
    """Show what goes, what stays and why, and the button."""
    foretold = foretell(current_network(), current_person().id, now=clock.now())
    return render_template("participant/erase.html", foretold=foretold)


@blueprint.post("/erase")
def erase_me() -> ResponseReturnValue:
    """Erase the person whose mailed link this is."""
    person = current_person()
    erasure.erase(
        current_network(),
        person.public_id,
        by=f"person:{person.public_id}",
        record=current_app.extensions["eventsvc.settings"].data_dir / NAME,
        public_url=public_address(),
        now=clock.now(),
    )
    return render_template("participant/erase.html", foretold=None)
