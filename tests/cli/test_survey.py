import json

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from eventsvc.cli import main
from eventsvc.db.extension import db
from eventsvc.db.models import AuditRow
from eventsvc.db.transaction import session
from eventsvc.domain.access import Role
from eventsvc.domain.surveys import QuestionKind
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved_account,
    saved_asked,
    saved_network,
    saved_organisation,
    saved_question,
    saved_survey,
    saved_survey_answer,
)
from tests.support.signin import sign_in


@pytest.fixture
def run(app, settings, monkeypatch):
    """Run a command as the shell would, on the test's database."""
    app.extensions["eventsvc.clock"] = lambda: NOW
    monkeypatch.setenv("EVENTSVC_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("EVENTSVC_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("EVENTSVC_PUBLIC_URL", PUBLIC_URL)
    monkeypatch.setenv("EVENTSVC_SECRET_KEY", "t" * 32)

    def ran(*arguments: object):
        result = CliRunner().invoke(main, ["survey", *map(str, arguments)])
        db.session.expire_all()
        return result

    return ran


@pytest.fixture
def network(app):
    return saved_network(slug="ours")


@pytest.fixture
def survey(network):
    """A survey that asks two members for a grade and a comment; one has answered."""
    row = saved_survey(network, key="abc1", title={"de": "Umfrage 2022"})
    graded = saved_question(row, QuestionKind.GRADES, options=["Tourismus", "Mobilität"])
    comment = saved_question(row, QuestionKind.TEXT)
    weida, gera = (saved_organisation(network, key=key) for key in ("weida", "gera"))
    saved_asked(row, weida, has_answered=True)
    saved_asked(row, gera)
    said = {graded.key: {"1": 2, "2": 5}, comment.key: "Weiter so"}
    saved_survey_answer(row, weida, said=said)
    return row


def test_the_table_is_the_one_of_the_page_and_taking_it_is_recorded(
    app, english, run, network, survey, tmp_path
):
    browser = app.test_client()
    sign_in(browser, saved_account((Role.ORGANISER, network)), now=NOW)
    page = browser.get(f"/o/ours/surveys/{survey.key}/results.csv").data
    file, workbook = tmp_path / "survey.csv", tmp_path / "survey.xlsx"

    results = [
        run("results", "ours", "abc", "-o", file, "--lang", "en"),
        run("results", "ours", "abc1", "-o", workbook, "--lang", "en"),
    ]

    assert [(one.exit_code, one.stderr) for one in results] == [(0, ""), (0, "")]
    assert file.read_bytes() == page
    lines = list(load_workbook(workbook).active.iter_rows(values_only=True))
    assert [line[1] for line in lines[2:4]] == ["Tourismus", "Mobilität"]
    assert lines[-1][1] == "Weiter so"
    noted = [row.actor for row in session().query(AuditRow) if row.action == "survey.exported"]
    assert noted[1:] == ["cli:survey", "cli:survey"]


def test_surveys_are_listed_with_their_keys_and_answers(run, survey):
    told = run("list", "ours")

    assert told.stdout == "abc1  open       1/2  Umfrage 2022\n"
    [facts] = json.loads(run("list", "ours", "--json").stdout)
    assert (facts["key"], facts["state"], facts["asked"], facts["answered"]) == (
        "abc1",
        "open",
        2,
        1,
    )


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ours", "abc", "-o", "x.pdf"), "FILE ends with .csv or .xlsx."),
        (("ours", "zzz", "-o", "x.csv"), "There is no survey that begins with zzz."),
        (("ours", "ab", "-o", "x.csv"), "Several surveys begin with ab."),
        (("theirs", "abc", "-o", "x.csv"), "There is no network theirs."),
    ],
)
def test_what_is_meant_by_no_survey_is_refused_with_the_remedy(
    run, network, survey, arguments, said
):
    saved_survey(network, key="abd2")

    result = run("results", *arguments)

    assert result.exit_code == 2
    assert said in result.stderr
