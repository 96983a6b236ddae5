"""In which language a page answers, and how it says so.

The first that fits: ``?lang=``, the cookie of an earlier choice, the browser's
``Accept-Language``, the network's own language, German. The cookie is set only when a reader
chose by ``?lang=`` or in their account, and only keeps that choice: strictly necessary (TDDDG
§ 25(2) no. 2).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, get_locale

from eventsvc import paths
from eventsvc.domain.texts import LANGUAGES
from eventsvc.web.frame import current_frame

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from eventsvc.settings import Settings

NAMES = {"de": "Deutsch", "en": "English", "cs": "Čeština", "pl": "Polski"}
"""Each language by its own name."""

_KEPT_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The page being shown, in one language. ``href`` is a path, ``address`` the whole address."""

    language: str
    name: str
    href: str
    address: str
    current: bool


def register(app: Flask, settings: "Settings") -> None:
    """Let ``app`` choose the language of each request and announce it in its answers."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", LANGUAGES[0])
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(paths.TRANSLATIONS))
    app.extensions["eventsvc.public_url"] = settings.public_url
    Babel(app, locale_selector=select_language)
    app.after_request(_announce)
    app.context_processor(
        lambda: {"language": current_language(), "language_links": language_links()}
    )


def select_language() -> str:
    """Return the language for this request; outside of one, German."""
    if not has_request_context():
        return LANGUAGES[0]
    return asked_language() or current_frame().language


def asked_language() -> str | None:
    """Return the language that the reader or the browser asks for; None: the network's own."""
    for wanted in (_chosen_now(), request.cookies.get(_cookie_name())):
        if wanted in LANGUAGES:
            return wanted
    return request.accept_languages.best_match(LANGUAGES)


def current_language() -> str:
    """Return the primary tag of the language this page is written in."""
    locale = get_locale()
    return str(locale.language) if locale else LANGUAGES[0]


def public_address() -> str:
    """Return scheme and host of this service, from the settings."""
    address: str = current_app.extensions["eventsvc.public_url"]
    return address


def language_links() -> tuple[LanguageLink, ...]:
    """Return this page in each language, for the switch and for ``hreflang``.

    The whole address begins with the public one of the settings, never with the Host header.
    """
    if not has_request_context():
        return ()
    here = current_language()
    origin = public_address()
    return tuple(
        LanguageLink(language, NAMES[language], path, origin + path, current=language == here)
        for language, path in ((one, _path_in(one)) for one in LANGUAGES)
    )


def show_as(path: str) -> None:
    """Let the page being written lead to itself in other languages by ``path``.

    A form that comes back stands at the address it was sent to, which cannot be opened.
    """
    g.path_of_page = path


def switch_without_address() -> tuple[LanguageLink, ...]:
    """Return the switch for a page that must not repeat its own address: an error page.

    The address may be a personal link or hold what somebody searched for, and error pages are
    what people send on. A lone query leads to the same path, which only the browser knows then.
    """
    here = current_language()
    return tuple(
        LanguageLink(one, NAMES[one], query, query, current=one == here)
        for one, query in ((one, f"?lang={one}") for one in LANGUAGES)
    )


def keep(response: "AnyResponse", language: str) -> None:
    """Let this browser get its pages in ``language`` from now on."""
    response.set_cookie(
        _cookie_name(),
        language,
        max_age=_KEPT_FOR,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )


def _path_in(language: str) -> str:
    pairs = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    # One slash in front: "//host" would be an address elsewhere.
    path = "/" + quote(g.get("path_of_page", request.path).lstrip("/"))
    return f"{path}?{urlencode([*pairs, ('lang', language)])}"


def _chosen_now() -> str | None:
    return request.args.get("lang")


def _cookie_name() -> str:
    return "__Host-lang" if request.is_secure else "lang"


def _announce(response: "Response") -> "Response":
    if response.mimetype != "text/html":
        return response
    if "Content-Language" not in response.headers:
        response.headers["Content-Language"] = current_language()
    response.vary.update(("Accept-Language", "Cookie"))
    chosen = _chosen_now()
    if chosen in LANGUAGES and request.cookies.get(_cookie_name()) != chosen:
        keep(response, str(chosen))
    return response
