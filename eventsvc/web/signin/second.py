"""The second factor: a code from the app, one from the paper, or the passkey."""

from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from eventsvc.domain.signin import StartAnew, WrongCode
from eventsvc.services.account import sessions
from eventsvc.web import clock, security
from eventsvc.web.messages import MESSAGES
from eventsvc.web.security import limiter
from eventsvc.web.signin.blueprint import blueprint, go_on, target


def _awaiting() -> str:
    """Return whom the limit counts: the account, from wherever its first key was shown."""
    account = sessions.awaiting(security.key(), now=clock.now())
    return account.public_id if account else security.caller()


@blueprint.get("/sign-in/code")
def ask_code() -> ResponseReturnValue:
    """Ask for the second factor of who has shown the first."""
    if current_user.is_authenticated:
        return redirect(target())
    if sessions.awaiting(security.key(), now=clock.now()) is None:
        return redirect(url_for("signin.ask", next=target()))
    return _form()


@blueprint.post("/sign-in/code")
@limiter.limit("10 per minute")
@limiter.limit("15 per hour", key_func=_awaiting)
def use_code() -> ResponseReturnValue:
    """Take the code and sign in."""
    try:
        started = sessions.finish(
            security.key(),
            request.form.get("code", "")[:64],
            secret=security.secret(),
            now=clock.now(),
        )
    except WrongCode as error:
        status, sentence = MESSAGES[error.code]
        return _form(error=sentence), status
    except StartAnew:
        return redirect(url_for("signin.ask", next=target()), HTTPStatus.SEE_OTHER)
    return go_on(started)


def _form(*, error: object = None) -> str:
    account = sessions.awaiting(security.key(), now=clock.now())
    return render_template(
        "security/code.html",
        target=target(),
        error=error,
        has_app=bool(account and account.code_key),
        has_passkeys=security.takes_passkeys(),
    )
