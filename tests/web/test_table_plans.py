"""The table plan: those who come, the matches between their organisations, an export on record."""

import pytest

from eventsvc.db.models import AuditRow, TopicRow
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import Attends, PartStat
from eventsvc.domain.kinds import StatementKind
from eventsvc.inputs.tables import read_table
from tests.factories import (
    saved,
    saved_attendance,
    saved_meeting,
    saved_organisation,
    saved_person,
    saved_statement,
)
from tests.support.forms import form_in
from tests.support.html import assert_valid
from tests.support.queries import counted_queries

PLAN = "/o/ours/meetings/gera/tables"


@pytest.fixture
def meeting(office):
    return saved_meeting(office, slug="gera")


def comes(meeting, office, family, organisation=None, **changes):
    person = saved_person(office, given="Eva", family=family)
    return saved_attendance(meeting, person, organisation=organisation, **changes)


@pytest.fixture
def people(office, meeting):
    """Six people; Weida seeks what Suhl offers, and the two come last and first on the list."""
    topic = saved(TopicRow(network_id=office.id, key="rad", label={"en": "Cycling"}))
    weida = saved_organisation(office, name={"de": "Stadt Weida"})
    suhl = saved_organisation(office, name={"de": "Stadt Suhl"})
    saved_statement(weida, topic_id=topic.id)
    saved_statement(suhl, topic_id=topic.id, kind=StatementKind.OFFER)
    away = saved_organisation(office)
    saved_statement(away, topic_id=topic.id, kind=StatementKind.OFFER)
    comes(meeting, office, "Anders", weida)
    comes(meeting, office, "Zander", suhl)
    for family in ("Berg", "Conrad", "Dorn"):
        comes(meeting, office, family)
    comes(meeting, office, "Fern", suhl, attends=Attends.ONLINE)
    comes(meeting, office, "Weg", weida, partstat=PartStat.DECLINED)


def tables(text: str) -> list[str]:
    return text.split('aria-labelledby="table-')[1:]


def test_who_could_help_whom_sits_at_one_table_and_the_plan_says_why(organiser, people):
    page = organiser.get(f"{PLAN}?size=3").text
    first, second = tables(page)
    [together] = [one for one in (first, second) if "Anders" in one]

    assert_valid(page)
    assert "2 tables." in page
    assert "1 of 1 pairs that could help each other sit together." in page
    assert "Zander" in together
    assert "Stadt Weida seeks support with Cycling. Stadt Suhl offers it." in together
    assert "Fern" not in page
    assert "Weg" not in page


def test_saving_the_plan_is_an_export_of_persons_and_put_on_record(organiser, people):
    token = form_in(organiser.get(PLAN).text)["csrf_token"][0]
    answer = organiser.post(f"{PLAN}.xlsx", data={"csrf_token": token, "size": "3"})
    as_csv = organiser.post(f"{PLAN}.csv", data={"csrf_token": token, "size": "3"})
    rows = read_table(answer.data).sheets[0].rows
    [noted, _again] = session().query(AuditRow).filter_by(action="export.tables").all()

    assert len(rows) == 6
    assert "Eva Zander" in as_csv.data.decode("utf-8-sig")
    assert noted.facts == {"people": 5}


def test_an_empty_meeting_and_any_size_are_answered(organiser, meeting):
    assert "Nobody is expected on site yet." in organiser.get(f"{PLAN}?size=0").text
    assert organiser.get(f"{PLAN}?size=many").status_code == 200


@pytest.mark.one_engine
def test_a_plan_of_many_asks_as_much_as_one_of_few(organiser, office, meeting, people):
    counts = []
    for _ in range(2):
        for number in range(10):
            comes(meeting, office, f"Mehr{number}", saved_organisation(office))
        with counted_queries() as queries:
            organiser.get(PLAN)
        counts.append(len(queries))

    assert counts[0] == counts[1]
