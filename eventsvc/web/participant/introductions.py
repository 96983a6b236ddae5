"""Being introduced: the person says yes or no; only two yeses pass addresses on."""

from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from eventsvc.db.queries.introductions import introductions_with
from eventsvc.domain.introductions import Standing
from eventsvc.services.matching import introductions
from eventsvc.services.matching.introductions import Answer
from eventsvc.web import clock
from eventsvc.web.languages import public_address
from eventsvc.web.participant.blueprint import blueprint, current_network, current_person

SAID = {
    Standing.HALF: lazy_gettext("Saved. As soon as the other one agrees too, both get a mail."),
    Standing.MADE: lazy_gettext("You both agreed. Each gets the other's address by mail."),
    Standing.DECLINED: lazy_gettext("Saved. Nothing is passed on."),
}


@blueprint.get("/introductions")
def my_introductions() -> ResponseReturnValue:
    """Show to whom the office would like to introduce the person."""
    return render_template(
        "participant/introductions.html",
        person=current_person(),
        rows=introductions_with(current_person().id),
        standing_of=introductions.standing_of,
    )


@blueprint.post("/introductions")
def answer_introduction() -> ResponseReturnValue:
    """Record a yes or a no."""
    said = request.form.get("answer", "")
    if said not in {"yes", "no"}:
        abort(HTTPStatus.BAD_REQUEST)
    answer = Answer(agrees=said == "yes", public_url=public_address(), at=clock.now())
    found = introductions.answer(
        current_network(),
        current_person().id,
        request.form.get("introduction", ""),
        answer=answer,
    )
    flash(str(SAID[found]), "success")
    return redirect(url_for("participant.my_introductions"), HTTPStatus.SEE_OTHER)
