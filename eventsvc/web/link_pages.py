"""Pages behind a link that somebody got by mail: its token opens them, and they are told to nobody.

A page is opened by mail scanners too, so GET changes nothing: the buttons act.
"""

from typing import Any

from flask import Blueprint, Response, g


def behind_a_link(blueprint: Blueprint) -> None:
    """Keep the ``<token>`` that the addresses of ``blueprint`` begin with to them alone.

    Views do not get it (``g.token`` has it for the guard), ``url_for`` fills it in, and no cache,
    search engine or other page learns of it.
    """
    blueprint.url_value_preprocessor(_take_token)
    blueprint.url_defaults(_same_token)
    blueprint.after_request(_tell_nobody)


def _take_token(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.token = (values or {}).pop("token", "")


def _same_token(_endpoint: str, values: dict[str, Any]) -> None:
    if "token" in g:
        values.setdefault("token", g.token)


def _tell_nobody(response: Response) -> Response:
    # Calendars and pictures that are asked for again and again are kept by the reader alone.
    if not response.cache_control.private:
        response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
