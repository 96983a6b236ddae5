"""Suggestions: promised first, kept without a trace, told apart from people, erased in time."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect

from eventsvc.db.extension import db
from eventsvc.db.models import AuditRow, FeedbackAnswerRow, FeedbackFormRow
from eventsvc.db.transaction import session
from eventsvc.domain.feedback import KEPT
from eventsvc.services.meetings.feedback import forget_old
from tests.factories import (
    saved_answer,
    saved_attendance,
    saved_feedback_form,
    saved_meeting,
    saved_network,
    saved_person,
)
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.web.participant.conftest import my

GERA = "/o/ours/meetings/gera/feedback"


@pytest.fixture
def client(app, english):
    """A browser of somebody who reads English."""
    return app.test_client()


@pytest.fixture
def gera(office):
    return saved_meeting(office, slug="gera", title={"de": "Treffen in Gera"})


@pytest.fixture
def erika(office, gera):
    person = saved_person(office, given="Erika", family="Muster")
    saved_attendance(gera, person)
    return person


def answers() -> list[FeedbackAnswerRow]:
    session().expire_all()
    return session().query(FeedbackAnswerRow).order_by(FeedbackAnswerRow.key).all()


def test_the_office_asks_and_an_anonymous_answer_leaves_nothing_but_words(
    client, organiser, office, gera, erika
):
    path = my(erika, "/meetings/gera/feedback")
    before = client.get(path).status_code
    send(organiser, GERA, {"names": "anonymous", "anybody": "yes"})
    form = session().query(FeedbackFormRow).one()
    slide = f"/n/ours/feedback/{form.key}"
    office_page = organiser.get(GERA).text
    page = client.get(path)
    lines = session().query(AuditRow).count()
    sent = send_on(client, path, page.text, {"good": "Rundgang\r\n<b>!", "better": "=1+1"})
    twice = send_on(client, path, page.text, {"good": "Noch einmal"})
    by_slide = send(client, slide, {"topics": "Radwege"})
    empty = send(client, slide)
    found = answers()

    assert before == 404
    for text in (page.text, office_page, sent.text, empty.text):
        assert_valid(text)
    assert page.text.index("Anonymous") < page.text.index("What was good?")
    assert f"https://netz.example.de{slide}" in office_page
    assert organiser.get(f"{GERA}.png").mimetype == "image/png"
    assert [one.status_code for one in (sent, twice, by_slide, empty)] == [200, 200, 200, 422]
    assert "Thank you" in sent.text
    assert sorted((one.good, one.better, one.topics) for one in found) == [
        ("", "", "Radwege"),
        ("Rundgang\n<b>!", "=1+1", ""),
    ]
    assert {(one.person_id, one.name) for one in found} == {(None, "")}
    assert session().query(AuditRow).count() == lines
    assert "Make suggestions" in client.get(my(erika)).text
    columns = {one["name"] for one in inspect(db.engine).get_columns("feedback_answer")}
    assert not [name for name in columns if name.endswith("_at") or name == "id"]


def test_fewer_than_five_anonymous_answers_are_not_put_together(organiser, office, gera):
    saved_feedback_form(gera)
    for number in range(4):
        saved_answer(gera, good=f"Gut {9 - number}", better=f"Anders {number}")
    few, table = organiser.get(GERA).text, organiser.get(f"{GERA}.csv").data.decode("utf-8-sig")
    saved_answer(gera, good="=HYPERLINK(1)", better="Pause")
    more, whole = organiser.get(GERA).text, organiser.get(f"{GERA}.csv").data.decode("utf-8-sig")

    assert_valid(few)
    assert_valid(more)
    assert few.index("Gut 6") < few.index("Gut 9") < few.index("Anders 0")
    assert table.splitlines()[1] == "What was good?;Gut 6"
    assert "Gut 9;Anders" not in table
    assert "Fewer than 5 answers" in few
    assert "Fewer than 5 answers" not in more
    assert "Gut 9;Anders 0;" in whole
    assert "'=HYPERLINK(1);Pause;" in whole


def test_an_answer_with_a_name_is_changed_withdrawn_and_held_of_the_person(
    client, organiser, office, gera, erika
):
    saved_feedback_form(gera, is_named=True, key="slide")
    path = my(erika, "/meetings/gera/feedback")
    first = client.get(path).text
    send_on(client, path, first, {"good": "Alt"})
    send(client, path, {"good": "Neu"})
    send(client, "/n/ours/feedback/slide", {"name": "Max <Muster>", "good": "Gast"})
    page = organiser.get(GERA).text
    data = client.get(my(erika, "/data.json")).json
    changed = send(organiser, GERA, {"do": "close"})
    promised = send(organiser, GERA, {"names": "anonymous"})
    held = session().query(FeedbackFormRow).one()
    closed = client.get(path).status_code
    erased = client.post(f"{path}/withdraw", data={"csrf_token": form_in(first)["csrf_token"][0]})

    assert first.index("With your name") < first.index("What was good?")
    assert "Erika Muster" in page
    assert "Max &lt;Muster&gt;" in page
    assert "Alt" not in page
    assert data["suggestions"] == [
        {"meeting": "Treffen in Gera", "good": "Neu", "better": "", "topics": ""}
    ]
    assert (changed.status_code, promised.status_code) == (303, 303)
    assert (held.is_named, held.is_open) == (True, False)
    assert (closed, erased.status_code) == (409, 303)
    assert [one.good for one in answers()] == ["Gast"]


def test_the_office_erases_an_answer_and_time_erases_all(organiser, office, gera):
    saved_feedback_form(gera, is_named=True)
    one = saved_answer(gera, name="Max")
    saved_answer(gera, name="Erika")
    page = organiser.get(GERA).text
    send_on(organiser, "", page, action=f"{GERA}/{one.key}/erase")
    left = [row.name for row in answers()]
    forget_old(now=gera.dtend + KEPT)
    kept = len(answers())
    forget_old(now=gera.dtend + KEPT + timedelta(seconds=1))

    assert left == ["Erika"]
    assert (kept, len(answers())) == (1, 0)


def test_forms_of_others_take_nothing(client, organiser, office, gera, erika):
    theirs = saved_network(slug="theirs")
    far = saved_meeting(theirs, slug="far")
    saved_feedback_form(far, key="far")
    saved_feedback_form(gera, key="closed-to-strangers", takes_anybody=False)
    stranger = saved_person(office)

    paths = (
        "/n/ours/feedback/far",
        "/n/ours/feedback/closed-to-strangers",
        my(stranger, "/meetings/gera/feedback"),
        my(erika, "/meetings/far/feedback"),
    )
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    assert client.get("/n/theirs/feedback/far").status_code == 200
