"""A survey from the invitation to the projector, looked at by a browser.

docs/profiles.md shows what is seen here; EVENTSVC_WRITE_PICTURES=1 makes its pictures anew.
"""

import re
from random import Random

import pytest

from eventsvc import demo
from eventsvc.db.models import OrganisationRow, StatementRow, SurveyQuestionRow, SurveyRow
from eventsvc.db.queries.networks import network_by_slug
from eventsvc.db.transaction import session
from eventsvc.domain.access import Role
from eventsvc.domain.surveys import QuestionKind, SurveyState
from tests.conftest import NOW, settings_for
from tests.factories import saved_account, saved_asked, saved_survey_answer
from tests.support.browser import SIZES, served
from tests.support.mailbox import delivered, plain
from tests.support.signin import link_path

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PUBLIC_URL = "http://127.0.0.1:8000"


@pytest.fixture
def settings(tmp_path, database_url):
    """Chromium takes Secure cookies from a local address without https, but no __Host- ones."""
    return settings_for(tmp_path, database_url, public_url=PUBLIC_URL)


@pytest.fixture
def address(app):
    app.extensions["eventsvc.clock"] = lambda: NOW
    demo.load(NOW, Random(1))
    with served(app) as address:
        yield address


def looked_at(visit, name: str, *, picture: str = "", height: int = 1000) -> None:
    """Find nothing wrong; keep a picture of the size that the documentation wants."""
    assert visit.faults(f"survey-{name}") == []
    if picture:
        visit.keep(f"survey-{name}", (SIZES[picture][0], height))


def test_a_survey_from_the_invitation_to_the_projector(address, open_page, settings):
    network = network_by_slug("thueringen")
    survey = session().query(SurveyRow).filter_by(state=SurveyState.DRAFT).one()
    here = f"{address}/o/thueringen/surveys/{survey.key}"
    office = open_page(address + link_path(saved_account((Role.ORGANISER, network)), now=NOW))
    office.page.get_by_role("main").get_by_role("button").first.click()
    office.page.goto(f"{address}/o/thueringen/surveys")
    looked_at(office, "list")
    office.page.goto(here)
    looked_at(office, "builder", picture="desktop")
    office.page.get_by_role("button", name="Umfrage öffnen").click()
    office.page.get_by_role("link", name="Mitglieder fragen").click()
    looked_at(office, "ask")
    office.page.get_by_role("button", name="Mails versenden").click()
    [mail] = delivered(settings, now=NOW)

    path = re.search(PUBLIC_URL + r"(/m/\S+/surveys/\S+)", plain(mail))[1]
    answer(open_page(address + path, size="phone"))

    others(survey)
    office.page.goto(f"{here}/results")
    assert "Niedrig ist gut." in office.page.get_by_role("main").inner_text()
    looked_at(office, "results", picture="desktop", height=1200)
    office.page.goto(f"{here}/slides")
    for _ in range(2):
        office.page.keyboard.press("PageDown")
        office.page.wait_for_load_state()
    looked_at(office, "projector", picture="desktop", height=900)
    office.page.goto(f"{address}/o/thueringen/surveys/compare")
    assert "3,23" in office.page.get_by_role("main").inner_text()
    looked_at(office, "compare", picture="desktop")


def answer(visit) -> None:
    """Answer on a phone, stop, go on, send, and take a wish over."""
    page = visit.page
    assert "Mit Ihrem Namen" in page.get_by_role("main").inner_text()
    page.get_by_role("group", name="Mobilität").get_by_label("4").check()
    page.get_by_label("In Ihren eigenen Worten").first.fill("Rufbus für die Dörfer")
    page.get_by_label("Thema").first.select_option(label="Mobilität")
    looked_at(visit, "form", picture="phone", height=1400)
    page.get_by_role("button", name="Aufheben und später weitermachen").click()
    assert (
        page.get_by_label("In Ihren eigenen Worten").first.input_value() == "Rufbus für die Dörfer"
    )
    page.get_by_role("button", name="Unsere Antwort abschicken").click()
    looked_at(visit, "thanks")
    page.get_by_role("link", name="In unseren Steckbrief übernehmen").click()
    page.get_by_label("Rufbus für die Dörfer").check()
    looked_at(visit, "release", picture="phone", height=900)
    page.get_by_role("button", name="Angekreuztes übernehmen").click()
    session().expire_all()
    weida = session().query(OrganisationRow).filter_by(key="weida").one()
    said = session().query(StatementRow).filter_by(organisation_id=weida.id).all()
    assert {"de": "Rufbus für die Dörfer"} in [row.text for row in said]


def others(survey) -> None:
    """Let six more organisations answer, one of them twice."""
    rows = session().query(SurveyQuestionRow).filter_by(survey_id=survey.id).all()
    graded = [row for row in rows if row.kind is QuestionKind.GRADES]
    comment = next(row for row in rows if row.kind is QuestionKind.TEXT)
    keys = ("gera", "ilmenau", "ilmenau", "dingelstaedt", "seltenrain", "eu", "fh-erfurt")
    for number, key in enumerate(keys):
        organisation = session().query(OrganisationRow).filter_by(key=key).one()
        said = {
            row.key: {item: 1 + (number + at) % 5 for at, item in enumerate(row.order)}
            for row in graded
        }
        if number % 2:
            said[comment.key] = f"Mehr Zeit für Gespräche ({number})"
        saved_survey_answer(survey, organisation, said=said)
        if number != 1:
            saved_asked(survey, organisation, has_answered=True)
