"""Signing in with a password, for those who set one."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_security import current_user

from eventsvc.domain.signin import WrongPassword
from eventsvc.services.account import sessions
from eventsvc.web import clock, security
from eventsvc.web.messages import MESSAGES
from eventsvc.web.security import limiter
from eventsvc.web.signin.blueprint import asked_address, blueprint, go_on, target


@blueprint.get("/sign-in/password")
def ask_password() -> ResponseReturnValue:
    """Show the form for address and password."""
    if current_user.is_authenticated:
        return redirect(target())
    return _form()


@blueprint.post("/sign-in/password")
@limiter.limit("10 per minute; 60 per hour")
@limiter.limit("10 per 15 minutes", key_func=asked_address)
def use_password() -> ResponseReturnValue:
    """Sign in; the refusal is the same and as slow, whatever does not fit."""
    try:
        started = sessions.sign_in_with_password(
            asked_address(),
            request.form.get("password", ""),
            device=security.device(),
            now=clock.now(),
        )
    except WrongPassword as error:
        status, sentence = MESSAGES[error.code]
        return _form(email=asked_address(), error=sentence), status
    return go_on(started)


def _form(*, email: str = "", error: object = None) -> str:
    return render_template("security/password.html", target=target(), email=email, error=error)
