import json
from pathlib import Path

import click
import pytest
from click._termui_impl import ProgressBar
from click.testing import CliRunner, Result

from eventsvc.cli import main
from eventsvc.cli.files import write_out
from eventsvc.db.models import AttendanceRow, PrinterRow
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import PartStat, Seat
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_attendance,
    saved_meeting,
    saved_network,
    saved_person,
    saved_sheet,
)
from tests.support.prints import lines_of_text


@pytest.fixture
def run(app, settings, monkeypatch, tmp_path):
    """Print badges of the meeting on the test's database; return what was told."""
    monkeypatch.setenv("EVENTSVC_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("EVENTSVC_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("EVENTSVC_PUBLIC_URL", settings.public_url)
    monkeypatch.setenv("EVENTSVC_SECRET_KEY", settings.secret_key.get_secret_value())

    def invoke(*options: str) -> Result:
        file = str(tmp_path / "badges.pdf")
        arguments = ["badges", "thueringen/gera", "-o", file, "--json", *options]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        return result

    return invoke


def count(result: Result) -> int:
    return json.loads(result.stdout)["badges"]


def change(row: AttendanceRow, **values: object) -> None:
    with transaction() as writing:
        found = writing.get(AttendanceRow, row.id)
        for name, value in values.items():
            setattr(found, name, value)


def test_only_what_changed_or_is_new_is_printed_again(run):
    network = saved_network()
    meeting = saved_meeting(network, slug="gera")
    rows = [saved_attendance(meeting, saved_person(network)) for _ in range(4)]
    first = count(run())
    change(rows[0], function="Leiterin")
    change(rows[1], partstat=PartStat.DECLINED, seat=Seat.NONE)
    saved_attendance(meeting, saved_person(network))

    stale = run("--only", "stale")
    both = count(run("--only", "stale", "--only", "new", "--preview"))
    new = count(run("--only", "new"))
    again = count(run("--only", "stale", "--only", "new"))

    # After the stale one is printed, only the new one is left.
    assert (first, count(stale), both, new, again) == (4, 1, 1, 1, 0)
    assert "Mustermann" in stale.stderr
    assert "printed, but does not come any more." in stale.stderr


def test_paper_is_named_by_its_printer_and_the_file_may_go_to_stdout(run, tmp_path):
    network = saved_network()
    meeting = saved_meeting(network, slug="gera")
    saved_attendance(meeting, saved_person(network, given="Anna"))
    saved_sheet(network, key="haus")
    saved(PrinterRow(network_id=network.id, name="Büro", sheet="haus", x=2.0, y=0.0, used_at=NOW))

    result = run("--printer", "Büro", "-o", "-")
    unknown = CliRunner().invoke(main, ["badges", "gera", "-o", "-", "--printer", "Keller"])
    missing = CliRunner().invoke(main, ["badges", "gera", "-o", "-", "--sheet", "a3"])

    places = {words: place for words, *place in lines_of_text(result.stdout_bytes)}
    assert places["Anna"][0] == pytest.approx(10 + 2 + 5, abs=0.6)
    assert '{"badges": 1' in result.stderr
    assert "There is no printer Keller. Printers: Büro." in unknown.stderr
    assert "haus" in missing.stderr
    assert (unknown.exit_code, missing.exit_code) == (2, 2)


def test_a_bar_tells_how_far_a_print_is(run, monkeypatch):
    network = saved_network()
    meeting = saved_meeting(network, slug="gera")
    for _ in range(11):
        saved_attendance(meeting, saved_person(network))
    came_to = []

    def update(self, steps):
        self.pos += steps
        came_to.append(self.pos)

    monkeypatch.setattr(ProgressBar, "update", update)

    run()

    assert came_to == [10, 11]


@pytest.mark.one_engine
def test_a_title_that_badges_cut_is_told_in_json_as_in_words(run, tmp_path):
    title = "4. Netzwerktreffen Smart Cities und Smart Regions in Thüringen, zu Gast in Gera"
    network = saved_network()
    saved_attendance(
        saved_meeting(network, slug="gera", title={"de": title}), saved_person(network)
    )
    file = str(tmp_path / "words.pdf")

    cut = run("--sheet", "brother-62", "--preview")
    spoken = CliRunner().invoke(
        main, ["badges", "gera", "-o", file, "--sheet", "brother-62", "--preview"]
    )
    roomy = run("--sheet", "a4-8xa7", "--preview")

    shown = json.loads(cut.stdout)["cut_title"]
    assert shown.startswith("4. Netzwerktreffen Smart Cities")
    assert shown.endswith("…")
    assert f"The title of the meeting does not fit and was cut: {shown}" in spoken.stderr
    assert "does not fit" not in cut.stderr
    assert json.loads(roomy.stdout)["cut_title"] == ""


@pytest.mark.one_engine
def test_a_character_that_no_font_has_is_an_error_that_names_the_person(run, tmp_path):
    network = saved_network()
    meeting = saved_meeting(network, slug="gera")
    saved_attendance(meeting, saved_person(network, given="Zo\ue123", family="Weiß"))
    file = tmp_path / "refused.pdf"

    refused = CliRunner().invoke(main, ["badges", "gera", "-o", str(file)])
    printed = run("--replace-missing")

    assert (refused.exit_code, file.exists()) == (1, False)
    assert "Zo\ue123 Weiß: no font here has the characters \ue123 (U+E123)." in refused.stderr
    assert count(printed) == 1


@pytest.mark.one_engine
def test_a_file_appears_whole_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "badges.pdf"
    target.write_bytes(b"before")

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(click.FileError, match="No space left"):
        write_out(str(target), b"after")

    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]
