"""Composition root: the one place where the parts meet."""

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from eventsvc import paths
from eventsvc.db import models as _models  # noqa: F401 -- makes every table known
from eventsvc.db.extension import db
from eventsvc.settings import Settings, load
from eventsvc.web import (
    clock,
    dates,
    front,
    host,
    logs,
    member,
    metrics,
    ops,
    organiser,
    participant,
    public,
    security,
    signin,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Build the web application. Without ``settings`` they come from the environment."""
    settings = settings or load()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app = Flask(
        "eventsvc",
        template_folder=str(paths.TEMPLATES),
        static_folder=None,
        instance_path=str(settings.data_dir.absolute()),
    )
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key.get_secret_value(),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
    )
    app.extensions["eventsvc.settings"] = settings
    if settings.proxy_count:
        hops = settings.proxy_count
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    logs.log_requests(app)
    if settings.metrics_port:
        metrics.measure_requests(app)
    db.init_app(app)
    Migrate(app, db, directory=str(paths.MIGRATIONS), render_as_batch=True)
    front.register(app, settings)
    clock.register(app)
    security.register(app, settings)
    for room in (public, signin, participant, member, host, dates, organiser, ops):
        app.register_blueprint(room.blueprint)
    return app
