import pytest
from alembic import command
from alembic.script import ScriptDirectory

from eventsvc.db.schema import _config, is_at_head

pytestmark = pytest.mark.usefixtures("app")


def test_the_migrations_make_exactly_the_schema_of_the_models():
    assert is_at_head()
    command.check(_config())


def test_the_migrations_stand_in_one_line():
    script = ScriptDirectory.from_config(_config())

    assert [len(step.nextrev) for step in script.walk_revisions()] == [0] + [1] * (
        len(list(script.walk_revisions())) - 1
    )
