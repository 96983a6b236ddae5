"""Sessions, cookies, forms and limits: what makes signing in safe.

Flask-Security signs in and out; its own pages (links by GET, codes, registration, passwords) are
off. A session lives on the server (``AccountSessionRow``): the cookie carries its secret, and is
worthless once the person signed out or the account was closed.
"""

from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from flask import Flask, request, session
from flask_limiter import Limiter
from flask_security import Security, login_user, logout_user
from flask_wtf.csrf import CSRFProtect

from eventsvc.db.datastore import datastore
from eventsvc.services import accounts
from eventsvc.web import clock

if TYPE_CHECKING:
    from flask import Response

    from eventsvc.db.models import AccountRow
    from eventsvc.settings import Settings

KEY = "key"
"""Where the cookie keeps the session's secret."""

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


def caller() -> str:
    """Return whom a limit counts: an address; with IPv6 the network it comes from."""
    address = ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104 -- nobody's address
    if address.version == 4:  # noqa: PLR2004 -- IPv4
        return str(address)
    return str(ip_network((address, _HOST_BITS), strict=False))


limiter = Limiter(key_func=caller, storage_uri="memory://")


def begin(token: str) -> None:
    """Sign in with the link's ``token``, in a session that shares nothing with the one before.

    Raises:
        LinkSpent: The token signs nobody in.
    """
    account, key = accounts.sign_in(token, now=clock.now())
    session.clear()
    login_user(account, remember=False, authn_via=["email"])
    session[KEY] = key


def end() -> None:
    """Sign out: the session ends on the server, then in this browser."""
    if KEY in session:
        accounts.sign_out(session[KEY])
    logout_user()
    session.clear()


def private(response: "Response") -> "Response":
    """Keep a personal page out of every cache and every search engine."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _load(uniquifier: str) -> "AccountRow | None":
    account = accounts.signed_in(session.get(KEY, ""), now=clock.now())
    return account if account is not None and account.fs_uniquifier == uniquifier else None


def _nobody(_request: object) -> None:
    """Sign nobody in by a token in the address, as Flask-Security would."""
