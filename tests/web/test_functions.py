"""What people are in organisations: one form, reached from lists and organisations."""

import pytest

from eventsvc.db.models import AuditRow, FunctionRow
from eventsvc.db.transaction import session
from tests.factories import (
    saved_attendance,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support.forms import send, send_on
from tests.support.html import assert_valid

PATH = "/o/ours/persons/erika/functions"


def erika_of(office, *functions):
    rows = [
        FunctionRow(network_id=office.id, organisation_id=one.id, title={"de": title})
        for one, title in functions
    ]
    return saved_person(office, public_id="erika", given="Erika", family="Muster", functions=rows)


def functions() -> list[tuple[int, dict]]:
    session().expire_all()
    rows = session().query(FunctionRow).order_by(FunctionRow.organisation_id)
    return [(row.organisation_id, row.title) for row in rows]


def test_functions_are_added_changed_and_ended_in_one_form(organiser, office):
    gera, weida = (saved_organisation(office, key=key) for key in ("gera", "weida"))
    person = erika_of(office, (gera, "Leiterin"))
    meeting = saved_meeting(office, slug="treffen")
    attendance = saved_attendance(meeting, person, public_id="erika-at")
    from_list = organiser.get("/o/ours/meetings/treffen/attendees/erika-at").text
    from_organisation = organiser.get("/o/ours/organisations/gera").text
    added = send(
        organiser,
        PATH,
        {
            "functions.count": "2",
            "functions.0.organisation_id": str(gera.id),
            "functions.0.title.de": "Amtsleiterin",
            "functions.1.organisation_id": str(weida.id),
            "functions.1.title.de": "Beirätin",
            "functions.1.title.en": "Adviser",
        },
    )
    both = functions()
    send(organiser, PATH, {"functions.0.organisation_id": "", "functions.0.title.de": ""})

    assert_valid(organiser.get(PATH).text)
    assert [PATH in page for page in (from_list, from_organisation)] == [True, True]
    assert added.headers["Location"] == "/o/ours/organisations/gera"
    assert both == [
        (gera.id, {"de": "Amtsleiterin"}),
        (weida.id, {"de": "Beirätin", "en": "Adviser"}),
    ]
    assert functions() == [(weida.id, {"de": "Beirätin", "en": "Adviser"})]
    assert attendance.function == ""
    assert [(row.action, row.facts) for row in session().query(AuditRow)] == [
        ("person.functions", {"before": 1, "now": 2}),
        ("person.functions", {"before": 2, "now": 1}),
    ]


@pytest.mark.form_shows("Erika", "Muster")
def test_an_organisation_stands_once_and_is_one_of_the_networks(organiser, office):
    gera = saved_organisation(office)
    foreign = saved_organisation(saved_network(slug="theirs"))
    erika_of(office, (gera, "Leiterin"))
    twice = {
        "functions.count": "2",
        "functions.1.organisation_id": str(gera.id),
        "functions.1.title.de": "Beirätin",
    }
    answers = [
        send(organiser, PATH, twice),
        send(organiser, PATH, twice | {"functions.1.organisation_id": str(foreign.id)}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    for answer in answers:
        assert 'href="#functions-1-organisation_id"' in answer.text
    assert functions() == [(gera.id, {"de": "Leiterin"})]


def test_a_stale_edit_of_functions_shows_both_texts(organiser, office):
    gera = saved_organisation(office)
    erika_of(office, (gera, "Leiterin"))
    page = organiser.get(PATH).text
    send(organiser, PATH, {"functions.0.title.de": "Direktorin"})
    answer = send_on(organiser, PATH, page, {"functions.0.title.de": "Chefin"})

    assert answer.status_code == 409
    assert ["Direktorin" in answer.text, "Chefin" in answer.text] == [True, True]
    assert functions() == [(gera.id, {"de": "Direktorin"})]
