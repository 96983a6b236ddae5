"""Everything held of a person: seen, taken along, corrected; and a link that went astray."""

import json
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext

from eventsvc.db.queries import participants as queries
from eventsvc.domain.handouts import Reason
from eventsvc.domain.spelling import clean
from eventsvc.services import personal
from eventsvc.services.handout_lines import seen
from eventsvc.services.personal_data import held
from eventsvc.web import clock
from eventsvc.web.participant.blueprint import blueprint, current_network, current_person
from eventsvc.web.participant.view import local

if TYPE_CHECKING:
    from eventsvc.services.handout_lines import Seen

REASONS: Mapping[Reason, LazyString] = {
    Reason.NEVER_SHARE: lazy_gettext("You are not on it: your data is never shared."),
    Reason.SAID_NO: lazy_gettext("You are not on it: you said no."),
    Reason.NOT_ANSWERED: lazy_gettext("You are not on it: you have not agreed."),
}
"""Why the person is not on a list, said to the person."""

LONGEST = {"title": 64, "given": 120, "family": 120}
FUNCTION_CHARACTERS = 200


@blueprint.get("/data")
def my_data() -> ResponseReturnValue:
    """Show what is held, in words, with what the person may correct."""
    network = current_network()
    now = clock.now()
    facts = held(network, current_person().id, now=now)
    days = [
        local(datetime.fromisoformat(one["start"]), tzid=network.tzid).date()
        for one in facts["meetings"]
    ]
    return render_template(
        "participant/data.html",
        person=current_person(),
        network=network,
        held=facts,
        seen=_seen(now),
        reasons=REASONS,
        meetings=list(zip(facts["meetings"], days, strict=True)),
    )


@blueprint.get("/data.json")
def download() -> ResponseReturnValue:
    """Give it as a file for programs (GDPR Art. 15(3), Art. 20)."""
    facts = held(current_network(), current_person().id, now=clock.now())
    text = json.dumps(facts, ensure_ascii=False, indent=2, default=str)
    response = Response(text + "\n", content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@blueprint.post("/data")
def correct() -> ResponseReturnValue:
    """Write name and functions as the person does."""
    typed = {name: clean(request.form.get(name, ""))[:most] for name, most in LONGEST.items()}
    if not (typed["given"] or typed["family"]):
        flash(gettext("A name needs at least one word. Nothing was changed."), "danger")
        return _back()
    functions = {
        name.removeprefix("function-"): clean(words)[:FUNCTION_CHARACTERS]
        for name, words in request.form.items()
        if name.startswith("function-")
    }
    said = personal.Correction(functions=functions, **typed)
    if personal.correct(current_person().id, said, now=clock.now()):
        flash(gettext("Saved. A badge that was printed before is printed anew."))
    return _back()


@blueprint.get("/not-mine")
def ask_whose() -> ResponseReturnValue:
    """Show the button that makes a link worthless which went to somebody else."""
    return render_template("not_mine.html", back=url_for("participant.show"), done=False)


@blueprint.post("/not-mine")
def disown() -> ResponseReturnValue:
    """Make every link of the person worthless, and stop mails to this address."""
    personal.disown(current_person().id, now=clock.now())
    return render_template("not_mine.html", back=url_for("participant.show"), done=True)


def _seen(now: datetime) -> "list[Seen]":
    network, person_id = current_network(), current_person().id
    person = queries.person_with_functions(network.id, person_id) or abort(HTTPStatus.NOT_FOUND)
    return seen(network, person, queries.attendances_of_person(person_id), now=now)


def _back() -> ResponseReturnValue:
    return redirect(url_for("participant.my_data"), HTTPStatus.SEE_OTHER)
