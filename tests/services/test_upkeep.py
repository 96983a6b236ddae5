from datetime import UTC, datetime

import pytest

from eventsvc.db import backup
from eventsvc.db.extension import db
from eventsvc.db.queries.networks import networks
from eventsvc.services.upkeep import FileExists, NotEmpty, back_up, restore
from tests.factories import saved_network

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


def slugs() -> list[str]:
    db.session.expire_all()
    return [network.slug for network in networks()]


@pytest.mark.usefixtures("app")
def test_restore_brings_back_what_the_backup_held_and_nothing_else(tmp_path):
    saved_network(slug="then")
    assert back_up(tmp_path / "copy") == (tmp_path / "copy").stat().st_size
    saved_network(slug="later")

    restore(tmp_path / "copy", replace=True, copies=tmp_path / "backups", now=NOW)

    assert slugs() == ["then"]


@pytest.mark.usefixtures("app")
def test_restored_database_takes_new_rows(tmp_path):
    saved_network(slug="then")
    back_up(tmp_path / "copy")

    restore(tmp_path / "copy", replace=True, copies=tmp_path / "backups", now=NOW)
    saved_network(slug="after")

    assert slugs() == ["after", "then"]


@pytest.mark.usefixtures("app")
def test_restore_refuses_a_file_that_is_no_copy_and_changes_nothing(tmp_path):
    saved_network(slug="now")
    (tmp_path / "copy").write_text("name;town\n")

    with pytest.raises((backup.BackupDamaged, backup.BackupToolFailed)):
        restore(tmp_path / "copy", replace=True, copies=tmp_path / "backups", now=NOW)

    assert slugs() == ["now"]


@pytest.mark.usefixtures("app")
def test_restore_refuses_to_replace_unless_told(tmp_path):
    saved_network(slug="now")
    back_up(tmp_path / "copy")

    with pytest.raises(NotEmpty):
        restore(tmp_path / "copy", replace=False, copies=tmp_path / "backups", now=NOW)

    assert slugs() == ["now"]


@pytest.mark.usefixtures("app")
def test_backup_is_never_written_over_a_file(tmp_path):
    (tmp_path / "copy").write_text("precious")

    with pytest.raises(FileExists):
        back_up(tmp_path / "copy")

    assert (tmp_path / "copy").read_text() == "precious"
