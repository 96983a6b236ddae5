import json

import pytest
from click.testing import CliRunner, Result

from eventsvc.cli import main
from eventsvc.db.queries.imports import meetings_of
from eventsvc.db.queries.networks import network_by_slug, networks

NETWORK = "network: {slug: n, name: Netz, organiser: Büro}\n"


@pytest.fixture
def run(app, settings, monkeypatch):
    """Run a command on the test's database."""
    monkeypatch.setenv("EVENTSVC_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("EVENTSVC_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("EVENTSVC_PUBLIC_URL", settings.public_url)
    monkeypatch.setenv("EVENTSVC_SECRET_KEY", settings.secret_key.get_secret_value())

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return invoke


def test_import_tells_what_is_new_and_the_sum(run, tmp_path):
    file = tmp_path / "n.yaml"
    file.write_text(NETWORK + "topics: [{key: rad, label: Rad}]\n", encoding="utf-8")

    first, second = run("import", file), run("import", file)

    assert (first.exit_code, first.stdout) == (0, "new network n\nnew topic rad\n")
    assert first.stderr == (
        "n: 2 new, 0 changed, 0 as they were, 0 with values of people's own kept, "
        "0 removed by people and left away.\n"
    )
    assert (second.exit_code, second.stdout) == (0, "")


def test_a_dry_run_shows_each_value_before_and_after(run, tmp_path):
    file = tmp_path / "n.yaml"
    meeting = "meetings: [{key: t, title: T, when: %s}]\n"
    file.write_text(NETWORK + meeting % "2022-08-30", encoding="utf-8")
    run("import", file)
    file.write_text(NETWORK + meeting % "2022-08-31", encoding="utf-8")

    dry = run("import", file, "--dry-run")

    line = (
        "changed meeting t: when: “2022-08-30 to 2022-08-30 Europe/Berlin” -> "
        "“2022-08-31 to 2022-08-31 Europe/Berlin”\n"
    )
    assert (dry.exit_code, dry.stdout) == (0, line)
    assert dry.stderr.startswith("n: 0 would be new, 1 would be changed, 1 as they were")
    assert run("import", file).stdout == line


def test_a_broken_file_is_refused_with_every_mistake(run, tmp_path):
    file = tmp_path / "n.yaml"
    file.write_text("network: {slug: n, organiser: Büro}\ntopcs: []\n", encoding="utf-8")

    words, data = run("import", file), run("import", file, "--json")

    assert (words.exit_code, words.stdout) == (1, "")
    assert words.stderr == (
        "n.yaml:1: network.name: “name” is missing. Add it.\n"
        "n.yaml:2: topcs: “topcs” is not known here. Did you mean “topics”?\n"
        "Nothing was imported.\n"
    )
    assert data.exit_code == 1
    assert [mistake["line"] for mistake in json.loads(data.stdout)] == [1, 2]
    assert list(networks()) == []


def test_import_without_a_file_is_called_wrongly(run):
    assert run("import").exit_code == 2


def test_the_report_can_be_read_by_a_program(run, tmp_path):
    file = tmp_path / "n.json"
    file.write_text('{"network": {"slug": "n", "name": "N", "organiser": "O"}}', encoding="utf-8")

    report = json.loads(run("import", file, "--json", "--dry-run").stdout)

    assert (report["network"], report["dry_run"], report["counts"]["new"]) == ("n", True, 1)
    assert report["records"][0]["changed"][0] == {
        "field": "name.de",
        "before": "",
        "after": "N",
    }


def test_demo_loads_the_sample_once(run):
    first = run("demo", "--date", "2026-11-22")
    second = run("demo")

    assert (first.exit_code, first.stdout.splitlines()[0]) == (0, "new network thueringen")
    assert (
        str(meetings_of(network_by_slug("thueringen").id)[0].local_start) == "2026-12-15 10:00:00"
    )
    assert (second.exit_code, second.stdout) == (1, "")
    assert second.stderr == (
        "Error: The database has a network already. The sample is for an empty one.\n"
    )
