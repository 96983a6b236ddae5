"""Signing in by a mailed link, and out.

Opening a page changes nothing: mail scanners open every link. The buttons act.
"""

import secrets
from http import HTTPStatus

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from flask_security import current_user

from eventsvc.domain.signin import LINK_LIVES, LinkSpent
from eventsvc.domain.wellformed import NotMailAddress
from eventsvc.services.account import accounts, sessions
from eventsvc.web import clock, security
from eventsvc.web.languages import current_language
from eventsvc.web.security import limiter
from eventsvc.web.signin.blueprint import asked_address, blueprint, go_on, target

MINUTES = LINK_LIVES.seconds // 60
NO_ADDRESS = lazy_gettext("Write the address like name@example.org, without blanks.")


@blueprint.get("/sign-in")
def ask() -> ResponseReturnValue:
    """Show the form that asks for a link; who is signed in already goes on."""
    if current_user.is_authenticated:
        return redirect(target())
    return _form()


@blueprint.post("/sign-in")
@limiter.limit("10 per minute; 40 per hour")
@limiter.limit("5 per 15 minutes", key_func=asked_address)
def request_link() -> ResponseReturnValue:
    """Queue the mail with the link. The answer is the same whether there is such an account."""
    wish = accounts.LinkRequest(
        email=asked_address(),
        nonce=request.form.get("nonce", ""),
        language=current_language(),
        landing=target(),
    )
    try:
        accounts.request_link(
            wish,
            public_url=current_app.extensions["eventsvc.public_url"],
            now=clock.now(),
        )
    except NotMailAddress:
        return _form(email=wish.email, error=NO_ADDRESS), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("signin.sent"), HTTPStatus.SEE_OTHER)


@blueprint.get("/sign-in/sent")
def sent() -> ResponseReturnValue:
    """Tell that a mail is on its way, if there is an account."""
    return render_template("security/sent.html", minutes=MINUTES)


@blueprint.get("/sign-in/<token>")
@limiter.limit("60 per minute")
def show_link(token: str) -> ResponseReturnValue:
    """Show the button that signs in, or how to get a new link."""
    if not accounts.is_link_alive(token, now=clock.now()):
        return _spent()
    return render_template("security/link.html", token=token, target=target())


@blueprint.post("/sign-in/<token>")
@limiter.limit("20 per minute")
def use_link(token: str) -> ResponseReturnValue:
    """Use the link up and sign in."""
    try:
        started = sessions.sign_in(token, device=security.device(), now=clock.now())
    except LinkSpent:
        return _spent()
    return go_on(started)


@blueprint.get("/sign-out")
def ask_to_leave() -> ResponseReturnValue:
    """Show the button that signs out."""
    return render_template("security/sign_out.html")


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Sign out."""
    security.end()
    return redirect(url_for("signin.ask"), HTTPStatus.SEE_OTHER)


def _form(*, email: str = "", error: object = None) -> str:
    return render_template(
        "security/sign_in.html",
        target=target(),
        email=email,
        error=error,
        nonce=secrets.token_hex(16),
        has_passkeys=security.takes_passkeys(),
    )


def _spent() -> ResponseReturnValue:
    return render_template("security/spent.html", target=target()), HTTPStatus.GONE
