import re
from datetime import timedelta

import pytest

from eventsvc.db.models import (
    AuditRow,
    InquiryAnswerRow,
    InquiryRow,
    PersonRow,
    RegistrationRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.access import Role
from eventsvc.domain.attendances import PartStat, Seat
from eventsvc.domain.inquiries import InquiryKind, SeenBy
from eventsvc.services.meetings.inquiries import erase_due
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_account,
    saved_attendance,
    saved_meeting,
    saved_person,
)
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.support.queries import counted_queries
from tests.support.signin import sign_in
from tests.web.participant.conftest import OPEN_UNTIL, my

HERE = "/o/ours/meetings/gera"
ASK = f"{HERE}/questions"
REGISTER = "/n/ours/meetings/gera/register"


@pytest.fixture
def gera(office):
    return saved_meeting(office, slug="gera", key="gera", registration_until=OPEN_UNTIL)


@pytest.fixture
def food(gera):
    return saved(
        InquiryRow(
            network_id=gera.network_id, meeting_id=gera.id, key="food", kind=InquiryKind.CHOICE,
            title={"de": "Was essen Sie?", "en": "What do you eat?"}, is_exported=True,
            options={"1": {"de": "Fleisch"}, "2": {"de": "Vegan", "en": "Vegan"}},
            order=["2", "1"],
        )
    )  # fmt: skip


@pytest.fixture
def access(gera):
    return saved(
        InquiryRow(
            network_id=gera.network_id, meeting_id=gera.id, key="access", kind=InquiryKind.TEXT,
            title={"de": "Was brauchen Sie?"}, seen_by=SeenBy.HELPERS, days_kept=3,
        )
    )  # fmt: skip


def rows(kind):
    session().expire_all()
    return session().query(kind).order_by(kind.id).all()


def answered(inquiry, attendance_id: int, said: str) -> None:
    row = InquiryAnswerRow(inquiry_id=inquiry.id, attendance_id=attendance_id, said=[said])
    row.answered_at = NOW
    saved(row)


def said() -> list[tuple[int, list[str]]]:
    return [(row.inquiry_id, row.said) for row in rows(InquiryAnswerRow)]


def test_the_office_asks_changes_and_takes_a_question_out(organiser, gera):
    wish = {
        "title.de": "Was essen Sie?",
        "kind": "choices",
        "options.0.label.de": "Vegan",
        "options.1.label.de": "Fleisch",
        "days_kept": "5",
    }
    empty = send(
        organiser, f"{ASK}/new", wish | {"options.0.label.de": "", "options.1.label.de": ""}
    )
    send(organiser, f"{ASK}/new", wish)
    [row] = rows(InquiryRow)
    assert (empty.status_code, row.order, row.days_kept, row.seen_by) == (
        422,
        ["1", "2"],
        5,
        SeenBy.OFFICE,
    )
    path = f"{ASK}/{row.key}"
    page = organiser.post(
        path, data=form_in(organiser.get(path).text) | {"do": "options:up:1"}
    ).text
    assert_valid(page)
    send_on(organiser, path, page, {"options.0.label.de": "Mit Fleisch"})
    [row] = rows(InquiryRow)
    assert (row.order, row.options["2"]["de"]) == (["2", "1"], "Mit Fleisch")
    assert_valid(organiser.get(ASK).text)
    send(organiser, f"{path}/remove")
    assert rows(InquiryRow) == []


def test_answers_are_given_in_the_form_and_changed_on_the_own_page(
    organiser, client, gera, food, access
):
    page = client.get(REGISTER).text
    assert_valid(page)
    assert "It is erased on 6 September 2022." in page
    assert "The office and the helpers at the meeting see the answer." in page
    person = {"given": "Erika", "family": "Muster", "email": "erika@example.org"}
    back = send_on(client, REGISTER, page, person | {"given": "", "inquiry-access": "Rampe"})
    assert 'value="Rampe"' in back.text
    answers = {"inquiry-food": "2", "inquiry-access": "  Rampe\n bitte "}
    send_on(client, REGISTER, page, person | answers)
    assert said() == [(food.id, ["2"]), (access.id, ["Rampe bitte"])]

    [form] = rows(RegistrationRow)
    erika = session().get(PersonRow, form.person_id)
    action = my(erika, "/meetings/gera/inquiries")
    page = client.get(my(erika)).text
    assert_valid(page)
    assert 'value="Rampe bitte"' in page
    changed = {"inquiry-food": "17", "inquiry-access": ""}
    answer = send_on(client, my(erika), page, changed, action=action)
    assert answer.status_code == 303
    assert said() == []
    send_on(client, my(erika), page, {"inquiry-food": "1"}, action=action)
    data = client.get(my(erika, "/data.json")).json["answers"]
    assert [(one["question"], one["answer"]) for one in data] == [
        ("Was essen Sie?", ["Fleisch"]),
        ("Was brauchen Sie?", ["Rampe bitte"]),
    ]
    assert "Fleisch" in client.get(my(erika, "/data")).text


def test_an_open_form_changes_no_answer_of_somebody_known_until_the_link_is_used(
    client, office, gera, food
):
    erika = saved_person(
        office, given="Erika", family="Muster", folded_name="erikamuster", email="e@example.org"
    )
    saved_attendance(gera, erika)
    page = client.get(REGISTER).text
    person = {"given": "Erika", "family": "Muster", "email": "e@example.org", "inquiry-food": "2"}
    send_on(client, REGISTER, page, person)
    before = said()
    confirm = my(erika, "/confirm")
    client.post(confirm, data=form_in(client.get(my(erika)).text, confirm))

    assert (before, said()) == ([], [(food.id, ["2"])])


def test_the_office_sees_totals_and_people_and_helpers_what_is_for_them(
    app, organiser, office, gera, food, access
):
    for number, (partstat, answer) in enumerate(
        [("ACCEPTED", "2"), ("ACCEPTED", "2"), ("ACCEPTED", "1"), ("DECLINED", "1")]
    ):
        row = saved_attendance(
            gera, saved_person(office, family=f"M{number}"), partstat=PartStat(partstat)
        )
        answered(food, row.id, answer)
    answered(access, row.id - 1, "=Rampe")
    page = " ".join(organiser.get(ASK).text.split())
    assert "3 people have answered." in page
    counted = re.findall(r"(Vegan|Fleisch)(?:<[^>]+>| )+?(\d)", page)
    assert counted == [("Vegan", "2"), ("Fleisch", "1")]
    csv = organiser.post(
        f"{ASK}.csv", data=form_in(organiser.get(ASK).text, f"{ASK}.csv")
    ).data.decode("utf-8-sig")
    assert csv.splitlines()[1:] == ["Was essen Sie?;Fleisch;1", "Was essen Sie?;Vegan;2"]
    assert rows(AuditRow)[-1].action == "inquiries.exported"
    one = session().get(type(row), row.id - 1)
    person = organiser.get(f"{HERE}/attendees/{one.public_id}").text
    assert ("Fleisch" in person, "=Rampe" in person) == (True, True)
    helper = app.test_client()
    sign_in(helper, saved_account((Role.HELPER, office)), now=NOW)
    desk = helper.get(f"{HERE}/desk/people/{one.public_id}").text
    assert ("Fleisch" in desk, "=Rampe" in desk) == (False, True)
    assert helper.get(ASK).status_code == 403


def test_answers_are_erased_by_themselves_and_their_number_is_kept(office, gera, food, access):
    row = saved_attendance(gera, saved_person(office), seat=Seat.HELD)
    for inquiry in (food, access):
        answered(inquiry, row.id, "1")
    saved(
        RegistrationRow(
            network_id=office.id, meeting_id=gera.id, person_id=row.person_id, nonce_hash="x",
            sent_at=NOW, language="de", changes={"given": "E", "said": {"food": ["2"]}}, grants={},
        )
    )  # fmt: skip
    steps = []
    for days in (2.9, 3, 6.9, 7, 8):
        erased = erase_due(now=gera.dtend + timedelta(days=days))
        steps.append((days, erased, [key for key, _ in said()]))

    assert steps == [
        (2.9, 1, [food.id, access.id]),
        (3, 1, [food.id]),
        (6.9, 0, [food.id]),
        (7, 1, []),
        (8, 0, []),
    ]
    assert rows(RegistrationRow)[0].changes == {"given": "E"}
    log = [(one.action, one.actor, one.facts) for one in rows(AuditRow)]
    assert log == [("inquiries.erased", "job:inquiries", {"answers": 1})] * 2


def test_the_pages_ask_the_database_as_often_however_many_answered(
    organiser, client, office, gera, food
):
    asked = []
    for number in range(3):
        person = saved_person(office)
        row = saved_attendance(gera, person)
        answered(food, row.id, "1")
        saved(
            InquiryRow(
                network_id=office.id, meeting_id=gera.id, key=f"k{number}",
                kind=InquiryKind.YES_NO, title={"de": "?"},
            )
        )  # fmt: skip
        with counted_queries() as queries:
            organiser.get(ASK)
            client.get(REGISTER)
            client.get(my(person))
        asked.append(len(queries))

    assert asked[1] == asked[2]
