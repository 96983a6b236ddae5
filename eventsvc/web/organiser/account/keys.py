"""My account: password, the app that shows codes, recovery codes."""

import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_security import current_user

from eventsvc.domain import one_time_codes, passwords
from eventsvc.outputs import qr
from eventsvc.services.account import factors
from eventsvc.web import security
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Line
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.languages import public_address
from eventsvc.web.organiser.account.pages import OWN, back, fresh
from eventsvc.web.organiser.blueprint import blueprint
from eventsvc.web.organiser.meetings.changes import BOTH

if TYPE_CHECKING:
    from collections.abc import Callable

_QUIET = 4


@blueprint.route("/account/password", methods=BOTH)
@requires(OWN)
@fresh
def change_password() -> ResponseReturnValue:
    """Set a password or another one."""
    form = Form((Section(None, (_password_field(),)),))
    page = Page(
        title=gettext("Password"),
        back=back(),
        lead=gettext("Optional: links by mail go on working. Other sessions end."),
    )
    owner = security.owner()
    return answer(
        page,
        form,
        lambda: form.shown({}),
        Saving(
            act=lambda sent: factors.set_password(sent.values["password"], owner=owner),
            then=lambda _none: page.back[1],
            said=gettext("The password is set."),
        ),
    )


@blueprint.route("/account/password/remove", methods=BOTH)
@requires(OWN)
@fresh
def remove_password() -> ResponseReturnValue:
    """Go back to links alone."""
    losses = [gettext("You sign in by a link from your mail, or with a passkey.")]
    said = gettext("The password is removed.")
    return confirmed(gettext("Remove the password"), losses, said, act=factors.remove_password)


@blueprint.route("/account/app", methods=BOTH)
@requires(OWN)
@fresh
def set_app() -> ResponseReturnValue:
    """Show a new key as QR code and as text; take it once the app shows its code."""
    form = Form((Section(None, (_key_field(), _code_field())),))
    page = Page(
        title=gettext("App that shows codes"),
        back=back(),
        template="organiser/account_app.html",
        facts={"code_of": _code_of},
    )
    owner = security.owner()
    key = one_time_codes.key_of(secrets.token_bytes(one_time_codes.KEY_BYTES))
    return answer(
        page,
        form,
        lambda: form.shown({"key": key}),
        Saving(
            act=lambda sent: factors.set_app(sent.values["key"], sent.values["code"], owner=owner),
            then=lambda _codes: page.back[1],
            said=gettext("From now on the app's code is asked for when you sign in."),
            reveal=shown_once,
        ),
    )


@blueprint.route("/account/app/remove", methods=BOTH)
@requires(OWN)
@fresh
def remove_app() -> ResponseReturnValue:
    """Ask for no codes any more."""
    losses = [gettext("Nobody is asked for its codes any more."), _last_factor()]
    said = gettext("The app is removed.")
    return confirmed(gettext("Remove the app"), losses, said, act=factors.remove_app)


@blueprint.route("/account/recovery-codes", methods=BOTH)
@requires(OWN)
@fresh
def renew_recovery_codes() -> ResponseReturnValue:
    """Make new recovery codes and show them once."""
    losses = [gettext("The codes on older paper are worthless from now on.")]
    return confirmed(
        gettext("New recovery codes"),
        losses,
        gettext("New recovery codes are made."),
        act=factors.renew_recovery_codes,
    )


def confirmed(
    title: str, losses: list[str], said: str, *, act: "Callable[..., object]"
) -> ResponseReturnValue:
    """Ask before ``act`` is done to the account; show what it makes, if anything."""
    form, owner = Form(()), security.owner()
    page = Page(
        title=title,
        back=back(),
        submit=title,
        template="organiser/confirm.html",
        facts={"losses": losses},
    )
    return answer(
        page,
        form,
        lambda: form.shown({}),
        Saving(
            act=lambda _sent: act(owner=owner),
            then=lambda _result: page.back[1],
            said=said,
            reveal=shown_once,
        ),
    )


def shown_once(codes: tuple[str, ...] | None) -> str | None:
    """Return the page with new recovery codes; None when there are none."""
    if not codes:
        return None
    host = urlsplit(public_address()).netloc
    page: str = render_template("organiser/account_codes.html", codes=codes, host=host)
    return page


def _last_factor() -> str:
    return str(gettext("Without any second factor, the recovery codes are worthless as well."))


def _code_of(key: str) -> dict[str, object] | None:
    """Return the QR code of ``key`` for the page: path and side, quiet zone included."""
    if not one_time_codes.is_key(key):
        return None
    address = one_time_codes.address(
        key, account=current_user.email, issuer=urlsplit(public_address()).hostname or "eventsvc"
    )
    symbol = qr.drawn(address)
    return {"path": qr.svg_path(symbol), "side": symbol.modules + 2 * _QUIET, "quiet": _QUIET}


def _password_field() -> Line:
    return Line(
        name="password",
        label=lazy_gettext("New password"),
        hint=lazy_gettext(
            "At least %(least)s characters. No rule asks for digits or signs; several words are "
            "best.",
            least=passwords.LEAST,
        ),
        type="password",
        autocomplete="new-password",
        required=True,
        reader=_as_typed,
    )


def _key_field() -> Line:
    return Line(name="key", label=lazy_gettext("Key"), required=True)


def _code_field() -> Line:
    return Line(
        name="code",
        label=lazy_gettext("Code that the app shows now"),
        autocomplete="one-time-code",
        required=True,
    )


def _as_typed(typed: str) -> str:
    return typed
