"""Sessions, cookies, forms and limits: what makes signing in safe.

Flask-Security signs in and out; its own pages (links by GET, codes, registration, passwords) are
off. A session lives on the server (``AccountSessionRow``): the cookie carries its secret, and is
worthless once the person signed out, ended it elsewhere, or the account was closed.
"""

from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from flask import Flask, current_app, g, request, session
from flask_limiter import Limiter
from flask_security import Security, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFProtect

from eventsvc.db.datastore import datastore
from eventsvc.domain import signin
from eventsvc.domain.access import Forbidden
from eventsvc.domain.devices import Device, device_of
from eventsvc.services.account import sessions
from eventsvc.services.account.factors import Owner
from eventsvc.services.account.passkeys import Site
from eventsvc.services.account.sessions import Started
from eventsvc.web import clock, languages

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from eventsvc.db.models import AccountRow, AccountSessionRow
    from eventsvc.settings import Settings

KEY = "key"
"""Where the cookie keeps the session's secret."""

CREDENTIAL_CHARACTERS = 20_000
"""What a browser sends of a passkey is shorter."""

_TAKES_FILES = ("organiser", "member")
"""Blueprints with forms that take files: documents of 20 MB, pasted lists of 10 MB."""
_MOST_WITH_FILES = 22_000_000
_MOST_PASTED = 11_000_000
_MOST_OF_A_FORM = 500_000

_HOST_BITS = 64
"""An IPv6 network of this size is one household: its addresses share a limit."""


def register(app: Flask, settings: "Settings") -> None:
    """Give ``app`` sessions, the check of forms and the limits."""
    secure = settings.public_url.startswith("https://")
    app.config.update(
        # A browser takes a __Host- cookie from this host alone, never from a sibling domain.
        SESSION_COOKIE_NAME="__Host-session" if secure else "session",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # The page of a link sends no Referer, so there is none to be strict about; and a page
        # left open over lunch may still be sent: the token lives as long as the session.
        WTF_CSRF_SSL_STRICT=False,
        WTF_CSRF_TIME_LIMIT=None,
        SECURITY_CLI_USERS_NAME=False,
        SECURITY_CLI_ROLES_NAME=False,
    )
    app.before_request(_head_asks_like_get)
    # Before the check of forms, which reads the whole body.
    app.before_request(_limit_body)
    CSRFProtect(app)
    limiter.init_app(app)
    security = Security(app, datastore(), register_blueprint=False)
    security.login_manager.user_loader(_load)
    security.login_manager.request_loader(_nobody)
    # Roles are grants, and nobody is remembered by a second cookie. Without these two, no public
    # page and no calendar reads the session: a proxy may keep them, whatever cookies come along.
    security.principal.identity_loaders.clear()
    app.after_request_funcs[None].remove(
        security.login_manager._update_remember_cookie  # noqa: SLF001 -- Flask-Login has no switch
    )


def _head_asks_like_get() -> None:
    """Let no view take HEAD for a form that was sent: it carries no token, and acts like GET."""
    if request.method == "HEAD":
        request.method = "GET"


def _limit_body() -> None:
    """Take no more of a body than any form here can have; more than 1000 parts are too many."""
    office = request.blueprint in _TAKES_FILES
    request.max_content_length = _MOST_WITH_FILES if office else _MOST_OF_A_FORM
    request.max_form_memory_size = _MOST_PASTED if office else _MOST_OF_A_FORM


def caller() -> str:
    """Return whom a limit counts: an address; with IPv6 the network it comes from."""
    address = ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104 -- nobody's address
    if address.version == 4:  # noqa: PLR2004 -- IPv4
        return str(address)
    return str(ip_network((address, _HOST_BITS), strict=False))


limiter = Limiter(key_func=caller, storage_uri="memory://")


def enter(started: Started) -> None:
    """Put the session into this browser; it shares nothing with the one before."""
    session.clear()
    if not started.awaits_code:
        login_user(started.account, remember=False)
    session[KEY] = started.key


def key() -> str:
    """Return the secret of this browser's session; empty: it has none."""
    return str(session.get(KEY, ""))


def secret() -> str:
    """Return the service's own key."""
    settings: Settings = current_app.extensions["eventsvc.settings"]
    return settings.secret_key.get_secret_value()


def site() -> Site:
    """Return whose passkeys these are."""
    return Site(public_url=languages.public_address(), secret=secret())


def takes_passkeys() -> bool:
    """Tell whether browsers make passkeys for this address: a name, with https or local."""
    host = site().host
    try:
        ip_address(host)
    except ValueError:
        return host == "localhost" or languages.public_address().startswith("https://")
    return False


def device() -> Device:
    """Return which device asks."""
    return device_of(request.headers.get("User-Agent", ""))


def owner() -> Owner:
    """Return who changes the keys of the account that is signed in."""
    return Owner(account_id=current_user.id, key=key(), secret=secret(), at=clock.now())


def running() -> "AccountSessionRow":
    """Return the session of this request.

    Raises:
        Forbidden: Nobody is signed in.
    """
    if "account_session" not in g and current_user.is_authenticated:
        _load(current_user.fs_uniquifier)
    row: AccountSessionRow | None = g.get("account_session")
    if row is None:
        raise Forbidden
    return row


def is_fresh() -> bool:
    """Tell whether the person signed in a moment ago, so that keys may be changed."""
    return signin.is_alive(running().started_at, lives=signin.FRESH, now=clock.now())


def in_own_language(response: "AnyResponse", account: "AccountRow") -> "AnyResponse":
    """Let this browser show pages in the language that the account chose."""
    if account.language:
        languages.keep(response, account.language)
    return response


def end() -> None:
    """Sign out: the session ends on the server, then in this browser."""
    if KEY in session:
        sessions.sign_out(session[KEY])
    logout_user()
    session.clear()


def private(response: "Response") -> "Response":
    """Keep a personal page out of every cache and every search engine."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _load(uniquifier: str) -> "AccountRow | None":
    found = sessions.signed_in(key(), now=clock.now())
    if found is None or found[0].fs_uniquifier != uniquifier:
        return None
    g.account_session = found[1]
    return found[0]


def _nobody(_request: object) -> None:
    """Sign nobody in by a token in the address, as Flask-Security would."""
