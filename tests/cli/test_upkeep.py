import fcntl
import json
import sqlite3
from contextlib import closing

import pytest

from eventsvc.db.schema import head_revision


def mark(file, value) -> None:
    """Leave a mark in the database that a copy must carry."""
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("CREATE TABLE IF NOT EXISTS mark (value TEXT)")
        opened.execute("DELETE FROM mark")
        opened.execute("INSERT INTO mark VALUES (?)", (value,))
        opened.commit()


def marked(file) -> str:
    with closing(sqlite3.connect(file)) as opened:
        return opened.execute("SELECT value FROM mark").fetchone()[0]


def set_revision(file, revision) -> None:
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        opened.commit()


def test_init_prepares_an_empty_database_without_a_copy(run, database):
    done = run("init")

    assert (done.exit_code, done.stdout) == (0, f"{head_revision()}\n")
    assert not (database.parent / "backups").exists()


def test_init_again_changes_nothing_and_says_nothing(run):
    run("init")

    done = run("init")

    assert (done.stdout, done.stderr) == (f"{head_revision()}\n", "")


def test_serve_refuses_an_empty_database_and_names_the_command(run):
    done = run("serve")

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "Error: The database is empty. Run: eventsvc init\n"


def test_serve_refuses_a_database_of_another_version(run, database):
    run("init")
    set_revision(database, "0000")

    done = run("serve")

    assert done.exit_code == 1
    assert done.stderr == (
        f"Error: The database is at schema 0000, not {head_revision()}. Run: eventsvc init\n"
    )


def test_serve_refuses_a_public_address_without_a_key(run, monkeypatch):
    monkeypatch.setenv("EVENTSVC_PUBLIC_URL", "https://netz.example.de")

    done = run("serve")

    assert done.exit_code == 2
    assert "EVENTSVC_SECRET_KEY is not set." in done.stderr


def test_more_processes_are_refused_on_sqlite(run, monkeypatch):
    monkeypatch.setenv("EVENTSVC_WORKERS", "2")

    done = run("serve")

    assert done.exit_code == 2
    assert "more than 1 process needs PostgreSQL" in done.stderr


def test_backup_and_restore_bring_back_the_same_data(run, database, tmp_path):
    run("init")
    mark(database, "then")
    assert run("backup", tmp_path / "copy").stdout == f"{tmp_path / 'copy'}\n"
    mark(database, "now")

    done = run("restore", tmp_path / "copy", "--yes")

    assert done.exit_code == 0
    assert marked(database) == "then"
    (kept,) = (database.parent / "backups").iterdir()
    assert marked(kept) == "now"


def test_backup_is_for_its_owner_only_and_tells_its_size(run, tmp_path):
    run("init")

    done = run("backup", tmp_path / "copy", "--json")

    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    size = (tmp_path / "copy").stat().st_size
    assert json.loads(done.stdout) == {"file": str(tmp_path / "copy"), "bytes": size}


def test_backup_never_overwrites(run, tmp_path):
    run("init")
    (tmp_path / "copy").write_text("precious")

    done = run("backup", tmp_path / "copy")

    assert done.exit_code == 1
    assert (tmp_path / "copy").read_text() == "precious"


def test_restore_refuses_to_replace_data_unless_told(run, database, tmp_path):
    run("init")
    run("backup", tmp_path / "copy")
    mark(database, "now")

    done = run("restore", tmp_path / "copy")

    assert done.exit_code == 1
    assert "With --yes it is copied aside and replaced." in done.stderr
    assert marked(database) == "now"


@pytest.mark.parametrize("damage", ["cut", "text", "holes"])
def test_restore_refuses_a_damaged_copy_and_leaves_the_database(run, database, tmp_path, damage):
    run("init")
    mark(database, "now")
    copy = tmp_path / "copy"
    run("backup", copy)
    whole = copy.read_bytes()
    damaged = {
        "cut": whole[: len(whole) // 2],
        "text": b"name;town\n" * 1000,
        "holes": whole[:8192] + b"\0" * (len(whole) - 8192),
    }
    copy.write_bytes(damaged[damage])

    done = run("restore", copy, "--yes")

    assert done.exit_code == 1
    assert "The file is no whole copy of an eventsvc database." in done.stderr
    assert marked(database) == "now"


def test_restore_refuses_a_copy_of_a_newer_version(run, database, tmp_path):
    run("init")
    run("backup", tmp_path / "copy")
    set_revision(tmp_path / "copy", "9999")

    done = run("restore", tmp_path / "copy", "--yes")

    assert done.exit_code == 1
    assert "made by a newer version" in done.stderr


def test_restore_refuses_while_the_service_runs(run, database, tmp_path):
    run("init")
    run("backup", tmp_path / "copy")
    with (database.parent / "jobs.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)

        done = run("restore", tmp_path / "copy", "--yes")

    assert done.exit_code == 1
    assert done.stderr == "Error: eventsvc is running on this database. Stop it first.\n"
