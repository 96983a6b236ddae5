"""My account: how I sign in, where I am signed in, in which language I read."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_security import current_user

from eventsvc.db.queries import credentials as queries
from eventsvc.db.queries.accounts import networks_that_require
from eventsvc.domain.signin import landing
from eventsvc.services.account import factors, sessions
from eventsvc.web import clock, security
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Choice
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.languages import NAMES
from eventsvc.web.organiser.blueprint import blueprint
from eventsvc.web.organiser.meetings.changes import BOTH

OWN = "account.own"


def fresh(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Let a view change keys only when its caller signed in a moment ago."""

    @wraps(view)
    def asked(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if not security.is_fresh():
            return redirect(url_for("organiser.sign_in_again", next=request.path))
        return view(*args, **kwargs)

    return asked


@blueprint.get("/account")
@requires(OWN)
def show_account() -> ResponseReturnValue:
    """Show every key of the account, and every session."""
    passkeys = queries.passkeys_of(current_user.id)
    has_factor = bool(current_user.code_key or passkeys)
    return render_template(
        "organiser/account.html",
        account=current_user,
        passkeys=passkeys,
        takes_passkeys=security.takes_passkeys(),
        codes_left=queries.count_recovery_codes(current_user.id) if has_factor else None,
        has_factor=has_factor,
        required_by=[] if has_factor else networks_that_require(current_user.id),
        sessions=sessions.running_of(current_user, now=clock.now()),
        here=security.running().public_id,
    )


@blueprint.route("/account/language", methods=BOTH)
@requires(OWN)
def choose_language() -> ResponseReturnValue:
    """Choose the language of pages in every browser that signs in from now on."""
    form = _language_form()
    page = Page(title=gettext("Language"), back=back())
    owner = security.owner()
    answered = answer(
        page,
        form,
        lambda: form.shown({"language": current_user.language}),
        Saving(
            act=lambda sent: factors.set_language(sent.values["language"], owner=owner),
            then=lambda _none: page.back[1],
            said=gettext("The language is chosen."),
        ),
    )
    response = make_response(answered)
    if response.status_code == HTTPStatus.SEE_OTHER:
        security.in_own_language(response, current_user)
    return response


@blueprint.post("/account/sessions/<public_id>/end")
@requires(OWN)
def end_session(public_id: str) -> ResponseReturnValue:
    """End one session; one's own as well."""
    sessions.end_one(current_user, public_id)
    flash(gettext("The session is over."), "success")
    return redirect(url_for("organiser.show_account"), HTTPStatus.SEE_OTHER)


@blueprint.post("/account/sessions/end-others")
@requires(OWN)
def end_other_sessions() -> ResponseReturnValue:
    """End every session but this one."""
    sessions.end_others(current_user, key=security.key())
    flash(gettext("You are signed in here alone."), "success")
    return redirect(url_for("organiser.show_account"), HTTPStatus.SEE_OTHER)


@blueprint.route("/account/again", methods=BOTH)
@requires(OWN)
def sign_in_again() -> ResponseReturnValue:
    """Tell why one signs in anew before keys are changed, and lead there."""
    target = landing(request.values.get("next"))
    if request.method == "POST":
        security.end()
        return redirect(url_for("signin.ask", next=target), HTTPStatus.SEE_OTHER)
    return render_template("organiser/account_again.html", target=target)


def back() -> tuple[object, str]:
    """Return words and address of the account's page."""
    return gettext("My account"), url_for("organiser.show_account")


def _language_form() -> Form:
    options = [("", gettext("As the browser asks"))]
    options += NAMES.items()
    choice = Choice(name="language", label=lazy_gettext("Language"), options=options, none="")
    return Form((Section(None, (choice,)),))
