import json

import pytest

from eventsvc.cli import COMMANDS, main
from eventsvc.cli import check as check_module

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
        "disk": True,
        "printing": True,
        "public address": None,
        "mail": None,
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
