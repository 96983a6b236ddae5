"""``eventsvc people``: the same as the pages, on the command line."""

import json
import zipfile

import pytest
from click.testing import CliRunner

from eventsvc.cli import main
from eventsvc.db.erasures import NAME
from eventsvc.db.extension import db
from eventsvc.db.models import AuditRow, FunctionRow, PersonRow, RightsRequestRow
from eventsvc.db.transaction import session
from eventsvc.domain.consents import Purpose, State
from eventsvc.domain.rights import Right
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved,
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_organisation,
)
from tests.support.mailbox import delivered
from tests.support.two_entries import entry

pytestmark = pytest.mark.one_engine  # what it calls is proven on both


@pytest.fixture
def run(app, settings, monkeypatch):
    """Run a command as the shell would, on the test's database."""
    app.extensions["eventsvc.clock"] = lambda: NOW
    monkeypatch.setenv("EVENTSVC_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("EVENTSVC_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("EVENTSVC_PUBLIC_URL", PUBLIC_URL)
    monkeypatch.setenv("EVENTSVC_SECRET_KEY", "t" * 32)

    def ran(*arguments: object):
        result = CliRunner().invoke(main, ["people", *map(str, arguments)])
        db.session.expire_all()
        return result

    return ran


@pytest.fixture
def pair(app):
    network = saved_network(slug="ours")
    organisation = saved_organisation(network)
    people = (
        entry(network, "Anna Vogel", public_id="anna", email="anna@gera.example"),
        entry(network, "A. Vogel", public_id="vogel", email="vogel@gera.example"),
    )
    for person in people:
        row = {"network_id": network.id, "person_id": person.id}
        saved(FunctionRow(organisation_id=organisation.id, title={}, **row))
    meeting = saved_meeting(network, slug="treffen")
    saved_attendance(meeting, people[1])
    for person, state in zip(people, (State.GRANTED, State.REFUSED), strict=True):
        saved_decision(person, state, purpose=Purpose.CONTACT_NETWORK)
    return people


def test_doubles_are_told_with_ids_reason_and_names(run, pair):
    told, data = run("doubles", "ours"), run("doubles", "ours", "--json")

    assert told.stdout == "anna  vogel  near-name-same-organisation  Anna Vogel | A. Vogel\n"
    assert json.loads(data.stdout) == [
        {
            "kept": "anna",
            "gone": "vogel",
            "reason": "near-name-same-organisation",
            "names": ["Anna Vogel", "A. Vogel"],
        }
    ]


def test_a_dry_run_tells_what_would_hold_and_yes_makes_it_so(run, pair):
    foretold = (
        "treffen  – | ACCEPTED → ACCEPTED\nnetwork  contact-network  granted | refused → refused\n"
    )

    dry = run("merge", "ours", "anna", "vog", "--dry-run")
    people = session().query(PersonRow).count()
    done = run("merge", "ours", "anna", "vog", "--yes", "--name-of-gone")

    assert (dry.stdout, dry.stderr, people) == (foretold, "Nothing was changed.\n", 2)
    assert (done.stdout, done.stderr, done.exit_code) == (foretold, "Merged.\n", 0)
    row = session().query(PersonRow).one()
    assert (row.public_id, row.given, row.email) == ("anna", "A.", "anna@gera.example")
    assert [(one.actor, one.action) for one in session().query(AuditRow)] == [
        ("cli:people", "people.merged")
    ]


def test_two_people_are_noted_once(run, pair):
    said = [run("different", "ours", "vogel", "anna").stderr for _ in range(2)]

    assert said == ["Noted.\n", "That was noted before.\n"]
    assert run("doubles", "ours").stdout == ""


def test_what_is_called_wrongly_is_told_with_the_remedy(run, pair):
    neither = run("merge", "ours", "anna", "vogel")
    unknown = run("merge", "ours", "anna", "nobody", "--yes")
    itself = run("merge", "ours", "anna", "anna", "--yes")

    assert (neither.exit_code, unknown.exit_code, itself.exit_code) == (2, 2, 1)
    assert "either --dry-run or --yes" in neither.stderr
    assert "eventsvc people find ours" in unknown.stderr
    assert "cannot be merged with itself" in itself.stderr
    assert session().query(PersonRow).count() == 2


ASKED = ("--asked", "letter of 3 May", "--identity", "signature")


def test_people_are_found_by_name_or_address(run, pair):
    assert run("find", "ours", "vogel").stdout.split()[0] == "anna"
    assert "A. Vogel" in run("find", "ours", "vogel").stdout
    assert run("find", "ours", "nobody").stdout == ""


def test_a_copy_is_written_noted_and_confirmed(run, pair, tmp_path, settings):
    file = tmp_path / "data.zip"
    unproven = run("access", "ours", "anna", "-o", file)
    assert (unproven.exit_code, file.exists()) == (2, False)

    assert run("access", "ours", "anna", "-o", file, *ASKED).exit_code == 0

    assert "anna@gera.example" in zipfile.ZipFile(file).read("data.json").decode()
    assert file.stat().st_mode & 0o777 == 0o600
    assert [mail["To"] for mail in delivered(settings)] == ["anna@gera.example"]
    row = db.session.query(RightsRequestRow).one()
    assert (row.right, row.source, row.answered_at is not None) == (
        Right.ACCESS,
        "letter of 3 May",
        True,
    )
    assert run("access", "ours", "anna", "-o", file, *ASKED).exit_code == 2


def test_erasing_tells_what_goes_first_and_needs_a_yes(run, pair, settings):
    told = run("erase", "ours", "vogel", "--dry-run")
    assert "goes  functions  1" in told.stdout
    assert "stays  decisions  1" in told.stdout
    assert db.session.query(PersonRow).filter_by(public_id="vogel").count() == 1
    assert run("erase", "ours", "vogel", *ASKED).exit_code == 2
    ahead = run("erase", "ours", "vogel", "--yes", *ASKED, "--came-on", "2999-01-01")
    assert ahead.exit_code == 2

    assert run("erase", "ours", "vogel", "--yes", *ASKED).exit_code == 0

    db.session.expire_all()
    assert db.session.query(PersonRow).filter_by(public_id="vogel").count() == 0
    assert '"person": "vogel"' in (settings.data_dir / NAME).read_text()
    actors = {row.actor for row in db.session.query(AuditRow)}
    assert actors == {"cli:rights"}
