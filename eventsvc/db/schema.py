"""The schema: brought to its newest form by Alembic, and asked whether it is there."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from eventsvc.db.extension import db
from eventsvc.paths import MIGRATIONS


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def upgrade() -> None:
    """Bring the database to the newest schema, in one transaction."""
    command.upgrade(_config(), "head")


def current_revision() -> str | None:
    """Return the revision the database is at; None for an empty one."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head_revision() -> str | None:
    """Return the revision this program needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def is_at_head() -> bool:
    """Tell whether the database has the schema this program needs."""
    return current_revision() == head_revision()


def knows(revision: str) -> bool:
    """Tell whether ``revision`` is one of this program's, so that it can be brought to head."""
    known = ScriptDirectory.from_config(_config()).walk_revisions()
    return revision in {script.revision for script in known}
