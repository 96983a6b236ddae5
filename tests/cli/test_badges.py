import json

import pytest
from click.testing import CliRunner, Result

from eventsvc.cli import main
from eventsvc.db.models import AttendanceRow
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import PartStat, Seat
from tests.factories import saved_attendance, saved_meeting, saved_network, saved_person


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
