import json
import os
from datetime import UTC, datetime, timedelta

import pytest

from eventsvc.cli import COMMANDS, main
from eventsvc.cli import check as check_module
from eventsvc.db.models.outbox import OutboxRow
from eventsvc.db.transaction import transaction
from eventsvc.services.condition import BACKUP_MARK

SECRET = "kanarienvogel-" * 3


def findings(done) -> dict[str, bool | None]:
    return {finding["name"]: finding["ok"] for finding in json.loads(done.stdout)["findings"]}


def test_check_fails_before_init_and_names_the_command(run):
    done = run("check")

    assert done.exit_code == 1
    assert "FAULT  database: schema None; run: eventsvc init" in done.stderr


def test_check_is_content_with_a_local_service(run):
    run("init")

    done = run("check", "--json")

    assert done.exit_code == 0
    assert findings(done) == {
        "settings": True,
        "database": True,
        "outbox": True,
        "backup": None,
        "disk": True,
        "printing": True,
        "public address": None,
        "mail": None,
        "metrics": True,
    }


def test_check_tells_each_setting_and_where_it_comes_from(run, monkeypatch):
    monkeypatch.setenv("EVENTSVC_PORT", "8123")
    run("init")

    lines = run("check").stdout.splitlines()

    assert "EVENTSVC_PORT=8123  (set)" in lines
    assert "EVENTSVC_HOST=127.0.0.1  (default)" in lines


def test_check_names_variables_that_are_no_setting(run, monkeypatch):
    monkeypatch.setenv("EVENTSVC_SMPT_URL", "smtp://mail.example.de")

    assert " note  settings: no such setting: EVENTSVC_SMPT_URL\n" in run("check").stderr


def test_check_prints_no_secret(run, monkeypatch):
    monkeypatch.setenv("EVENTSVC_SECRET_KEY", SECRET)
    monkeypatch.setenv("EVENTSVC_SMTP_URL", f"smtp://office:{SECRET}@mail.example.de:587")
    monkeypatch.setenv("EVENTSVC_DATABASE_URL", f"postgresql+psycopg://u:{SECRET}@127.0.0.1:9/x")

    done = run("check")

    assert SECRET not in done.output
    assert (
        "EVENTSVC_DATABASE_URL=postgresql+psycopg://u:********@127.0.0.1:9/x  (set)" in done.stdout
    )
    assert "FAULT  database: does not answer: OperationalError" in done.stderr


def test_check_tells_of_the_newest_backup_and_when_it_is_old(run, tmp_path):
    run("init")
    assert " note  backup: none was made here; run: eventsvc backup FILE\n" in run("check").stderr
    run("backup", tmp_path / "copy")
    now = datetime.now(UTC)
    assert "   ok  backup: the newest is of " in run("check").stderr

    late = now - timedelta(hours=37)
    os.utime(tmp_path / "data" / BACKUP_MARK, (late.timestamp(), late.timestamp()))

    assert f" note  backup: the newest is of {late:%Y-%m-%d %H:%M} UTC\n" in run("check").stderr


def test_check_tells_what_waits_in_the_outbox_and_that_nobody_sends(eventsvc):
    assert "   ok  outbox: 0 wait, 0 refused\n" in eventsvc("check")
    with transaction() as session:
        now = datetime.now(UTC)
        session.add(
            OutboxRow(
                unique_key="invitation:1",
                message_id="<1@netz.example.de>",
                recipient="info@gera.example.de",
                kind="invitation",
                language="de",
                queued_at=now - timedelta(hours=1),
                due_at=now - timedelta(minutes=42, seconds=10),
            )
        )

    assert (
        " note  outbox: 1 wait, 0 refused; one is due for 42 minutes: who sends?\n"
    ) in eventsvc("check")


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("127.0.0.1", "   ok  metrics: http://127.0.0.1:9101/metrics, for this machine alone"),
        ("localhost", "   ok  metrics: http://localhost:9101/metrics, for this machine alone"),
        ("10.0.0.7", " note  metrics: http://10.0.0.7:9101/metrics, for whomever your firewall"),
        ("::", " note  metrics: http://[::]:9101/metrics, for whomever your firewall"),
    ],
)
def test_check_tells_where_metrics_are_and_who_can_ask(run, monkeypatch, host, told):
    assert "   ok  metrics: off; EVENTSVC_METRICS_PORT turns them on\n" in run("check").stderr
    monkeypatch.setenv("EVENTSVC_METRICS_PORT", "9101")
    monkeypatch.setenv("EVENTSVC_METRICS_HOST", host)

    assert told in run("check").stderr


def test_check_names_the_packages_that_printing_lacks(run, monkeypatch):
    monkeypatch.setattr(check_module, "missing_packages", lambda: ["libpango-1.0-0"])
    run("init")

    done = run("check")

    assert done.exit_code == 1
    assert "libraries are missing; run: apt-get install libpango-1.0-0" in done.stderr


def test_overview_says_of_each_command_what_its_own_help_says():
    texts = {name: main.get_command(None, name).help.split("\n\n")[0] for name in COMMANDS}

    assert {name: " ".join(text.split()) for name, text in texts.items()} == {
        name: line for name, (_module, line) in COMMANDS.items()
    }


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_bears_its_own_name(name):
    assert main.get_command(None, name).name == name
