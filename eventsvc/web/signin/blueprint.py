"""The blueprint of signing in: never cached, and no other page learns where the reader was."""

from http import HTTPStatus

from flask import Blueprint, Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventsvc.domain.signin import landing
from eventsvc.services.account.sessions import Started
from eventsvc.web import legal, security
from eventsvc.web.frame import Frame

blueprint = Blueprint("signin", __name__)
blueprint.after_request(security.private)


@blueprint.before_request
def _frame() -> None:
    g.frame = Frame(legal=legal.of_service())


@blueprint.after_request
def _tell_nobody(response: Response) -> Response:
    """Tell no other page where the reader came from: the address may hold a token."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def asked_address() -> str:
    """Return the address that was typed; limits count it."""
    return request.form.get("email", "").strip().lower()


def target() -> str:
    """Return the page that was wanted, when it is one of ours."""
    return landing(request.form.get("next") or request.args.get("next"))


def go_on(started: Started) -> ResponseReturnValue:
    """Lead to the page that was wanted, or to the second factor."""
    wanted = target()
    security.enter(started)
    if started.awaits_code:
        return redirect(url_for("signin.ask_code", next=wanted), HTTPStatus.SEE_OTHER)
    return security.in_own_language(redirect(wanted, HTTPStatus.SEE_OTHER), started.account)
