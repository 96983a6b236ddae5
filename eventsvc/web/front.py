"""The cross-cutting parts of every page, put into an app in one step."""

from typing import TYPE_CHECKING

from eventsvc.web import assets, errors, headers, jinja, languages

if TYPE_CHECKING:
    from flask import Flask

    from eventsvc.settings import Settings


def register(app: "Flask", settings: "Settings") -> None:
    """Give ``app`` its languages, templates, static files, headers and error pages.

    ``app`` must have been made with ``static_folder=None``: static files are served by
    ``web.assets``.
    """
    languages.register(app, settings)
    jinja.register(app)
    # A mail that stays here must not be told to be on its way.
    app.jinja_env.globals["sends_mails"] = bool(settings.smtp_url.get_secret_value())
    assets.register(app)
    headers.register(app, settings)
    errors.register(app)
