import json

import pytest
from click.testing import CliRunner

from eventsvc.cli import main
from eventsvc.db.extension import db
from eventsvc.db.models import AuditRow
from eventsvc.db.transaction import session
from tests.conftest import PUBLIC_URL
from tests.factories import saved_network
from tests.support.signin import csrf


@pytest.fixture
def run(app, settings, monkeypatch):
    """Run a command as the shell would, on the test's database."""
    monkeypatch.setenv("EVENTSVC_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("EVENTSVC_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("EVENTSVC_PUBLIC_URL", PUBLIC_URL)
    monkeypatch.setenv("EVENTSVC_SECRET_KEY", "t" * 32)

    def ran(*arguments: str):
        result = CliRunner().invoke(main, ["organiser", *arguments])
        db.session.expire_all()
        return result

    return ran


def listed(run) -> list:
    return json.loads(run("list", "--json").stdout)


def test_an_organiser_is_added_once_however_often(run):
    saved_network(slug="thueringen")
    first = run("add", "Erika@Example.org", "thueringen")
    run("add", "erika@example.org", "thueringen")

    assert (first.exit_code, first.stdout) == (0, "erika@example.org\n")
    assert first.stderr == "May sign in as organiser of thueringen.\n"
    assert listed(run) == [
        {"email": "erika@example.org", "active": True, "roles": ["organiser thueringen"]}
    ]


def test_an_administrator_needs_no_network(run):
    run("add", "it@example.org", "--administrator")

    assert run("list").stdout == "it@example.org\tadministrator *\n"


@pytest.mark.parametrize(
    "arguments", [("erika@example.org",), ("erika@example.org", "thueringen", "--administrator")]
)
def test_either_a_network_or_administrator_is_wanted(run, arguments):
    result = run("add", *arguments)

    assert result.exit_code == 2
    assert "Give either NETWORK or --administrator." in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "erika@example.org", "nowhere"), "No network bears this short name."),
        (("add", "erika", "thueringen"), "An address is not of the form name@host.example."),
        (("link", "nobody@example.org"), "No account has this address."),
        (("remove", "nobody@example.org"), "No account has this address."),
        (("disable", "nobody@example.org"), "No account has this address."),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_kept(run, arguments, words):
    saved_network(slug="thueringen")
    result = run(*arguments)

    assert result.exit_code == 1
    assert words in result.stderr
    assert listed(run) == []


def test_a_link_is_printed_alone_and_signs_in(run, app):
    run("add", "it@example.org", "--administrator")
    address = run("link", "it@example.org").stdout
    path = address.removeprefix(PUBLIC_URL).partition("?")[0]
    client = app.test_client()
    client.post(path, data={"csrf_token": csrf(client, path)})

    assert address == f"{PUBLIC_URL}{path}?next=/o/\n"
    assert client.get("/o/").status_code == 200


def test_removing_one_network_keeps_the_others_and_the_last_one_the_account(run):
    saved_network(slug="one")
    saved_network(slug="two")
    run("add", "erika@example.org", "one")
    run("add", "erika@example.org", "two")

    run("remove", "erika@example.org", "one")
    assert [account["roles"] for account in listed(run)] == [["organiser two"]]
    run("remove", "erika@example.org", "two")
    assert listed(run) == []


def test_a_disabled_account_signs_in_no_more_until_it_is_added_again(run):
    run("add", "it@example.org", "--administrator")
    run("disable", "it@example.org")
    closed = run("link", "it@example.org").exit_code
    told = run("list").stdout
    run("add", "it@example.org", "--administrator")

    assert (closed, told) == (1, "it@example.org (closed)\tadministrator *\n")
    assert run("link", "it@example.org").exit_code == 0


def test_what_was_given_and_taken_stands_in_the_log_without_addresses(run):
    saved_network(slug="thueringen")
    run("add", "erika@example.org", "thueringen")
    run("disable", "erika@example.org")
    run("remove", "erika@example.org")
    rows = session().query(AuditRow).order_by(AuditRow.id).all()

    assert [(row.action, row.actor) for row in rows] == [
        ("grant.given", "cli:organiser"),
        ("account.disabled", "cli:organiser"),
        ("grant.taken", "cli:organiser"),
    ]
    assert "erika" not in str([(row.subject, row.facts) for row in rows])
