"""Signing in with a passkey: both factors at once. Needs the script ``js/passkeys.js``."""

from http import HTTPStatus

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from eventsvc.domain.passkeys import PasskeyRefused
from eventsvc.services.account import passkeys
from eventsvc.web import clock, security
from eventsvc.web.messages import MESSAGES
from eventsvc.web.security import limiter
from eventsvc.web.signin.blueprint import blueprint, go_on, target


@blueprint.get("/sign-in/passkey")
@limiter.limit("60 per minute")
def passkey_options() -> ResponseReturnValue:
    """Return the challenge that a passkey shall sign; the same for everybody, kept nowhere."""
    return jsonify(passkeys.options_to_sign_in(site=security.site(), now=clock.now()))


@blueprint.post("/sign-in/passkey")
@limiter.limit("20 per minute")
def use_passkey() -> ResponseReturnValue:
    """Sign in with what the passkey signed."""
    try:
        started = passkeys.sign_in(
            request.form.get("credential", "")[: security.CREDENTIAL_CHARACTERS],
            site=security.site(),
            device=security.device(),
            now=clock.now(),
        )
    except PasskeyRefused as error:
        sentence = MESSAGES[error.code][1]
        page = render_template("security/passkey.html", target=target(), sentence=sentence)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    return go_on(started)
