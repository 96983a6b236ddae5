"""Everything held of a person: seen, taken along, corrected; and a link that went astray."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext

from eventsvc.db.queries import participants as queries
from eventsvc.domain.handouts import Reason
from eventsvc.domain.spelling import clean
from eventsvc.inputs.networks import values
from eventsvc.services.privacy import personal
from eventsvc.services.privacy.handout_lines import seen
from eventsvc.services.privacy.personal_data import held
from eventsvc.web import clock
from eventsvc.web.forms.answers import Page, show
from eventsvc.web.forms.fields import Line, Mistakes
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.messages import MESSAGES
from eventsvc.web.participant.blueprint import blueprint, current_network, current_person
from eventsvc.web.participant.view import local

if TYPE_CHECKING:
    from eventsvc.services.privacy.handout_lines import Seen

REASONS: Mapping[Reason, LazyString] = {
    Reason.NEVER_SHARE: lazy_gettext("You are not on it: your data is never shared."),
    Reason.SAID_NO: lazy_gettext("You are not on it: you said no."),
    Reason.NOT_ANSWERED: lazy_gettext("You are not on it: you have not agreed."),
}
"""Why the person is not on a list, said to the person."""

LONGEST = {"title": 64, "given": 120, "family": 120}
FUNCTION_CHARACTERS = 200
_FUNCTION = "function-"


@blueprint.get("/data")
def my_data() -> ResponseReturnValue:
    """Show what is held, in words, with what the person may correct."""
    facts = _held()
    functions = {_FUNCTION + one["slug"]: one["function"] for one in facts["meetings"]}
    names = {name: facts["person"][name] for name in LONGEST}
    return show(_page(facts), _form(facts).shown(names | functions))


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
    facts = _held()
    page, sent = _page(facts), _form(facts).read(request.form)
    if sent.mistakes:
        return show(page, sent, HTTPStatus.UNPROCESSABLE_ENTITY)
    if personal.correct(current_person().id, _correction(sent.values), now=clock.now()):
        flash(gettext("Saved. A badge that was printed before is printed anew."))
    return redirect(page.address, HTTPStatus.SEE_OTHER)


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


def _held() -> dict[str, Any]:
    return held(current_network(), current_person().id, now=clock.now())


def _page(facts: dict[str, Any]) -> Page:
    """Return the page of what is ``held``, around the form that corrects it."""
    return Page(
        title=gettext("My data"),
        back=(gettext("My meetings"), url_for("participant.show")),
        lead=gettext(
            "Everything that %(organiser)s holds of you here.", organiser=facts["controller"]
        ),
        template="participant/data.html",
        facts=lambda: _shown(facts),
        address=url_for("participant.my_data"),
    )


def _shown(facts: dict[str, Any]) -> dict[str, Any]:
    network = current_network()
    days = [
        local(datetime.fromisoformat(one["start"]), tzid=network.tzid).date()
        for one in facts["meetings"]
    ]
    until = facts["contact_data_kept_until"]
    return {
        "person": current_person(),
        "kept_until": until and local(datetime.fromisoformat(until), tzid=network.tzid).date(),
        "network": network,
        "held": facts,
        "seen": _seen(clock.now()),
        "reasons": REASONS,
        "meetings": list(zip(facts["meetings"], days, strict=True)),
    }


def _form(facts: dict[str, Any]) -> Form:
    """Return the form of name and functions: those that may be changed still."""
    functions = [
        _line(
            _FUNCTION + one["slug"],
            gettext("Function at: %(meeting)s", meeting=one["meeting"]),
            most=FUNCTION_CHARACTERS,
        )
        for one in facts["meetings"]
        if one["may_change"]
    ]
    names = [
        _line("title", gettext("Academic title"), autocomplete="honorific-prefix"),
        _line("given", gettext("First name"), autocomplete="given-name"),
        _line("family", gettext("Surname"), autocomplete="family-name"),
    ]
    return Form((Section(None, (*names, *functions)),), check=_check)


def _line(name: str, label: str, *, most: int = 0, autocomplete: str | None = None) -> Line:
    reader = partial(values.line, most=most or LONGEST[name])
    return Line(name=name, label=label, reader=reader, autocomplete=autocomplete)


def _check(said: dict[str, Any], mistakes: Mistakes) -> None:
    if not (clean(said["given"]) or clean(said["family"])):
        mistakes["given"] = str(MESSAGES["name-missing"][1])


def _correction(said: dict[str, str]) -> personal.Correction:
    words = {name: clean(text) for name, text in said.items()}
    functions = {
        name.removeprefix(_FUNCTION): text
        for name, text in words.items()
        if name.startswith(_FUNCTION)
    }
    return personal.Correction(functions=functions, **{name: words[name] for name in LONGEST})
