"""Surveys: made by the office, answered by links, promised first, told with n and direction."""

import re

import pytest

from eventsvc.db.models import (
    AuditRow,
    CooperationRow,
    ExperienceRow,
    OutboxRow,
    PublicCodeRow,
    StatementRow,
    SurveyAnswerRow,
    SurveyDraftRow,
    SurveyMemberRow,
    SurveyQuestionRow,
    SurveyRow,
    TopicRow,
)
from eventsvc.db.queries.matching import matching_of
from eventsvc.db.transaction import session
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.statements import Audience
from eventsvc.domain.surveys import Promise, QuestionKind, SurveyState
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_asked,
    saved_organisation,
    saved_question,
    saved_statement,
    saved_steward,
    saved_survey,
    saved_survey_answer,
)
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.support.queries import counted_queries
from tests.web.member.conftest import link

SURVEYS = "/o/ours/surveys"
SEEKS, COOPERATIONS = QuestionKind.SEEKS, QuestionKind.COOPERATIONS


@pytest.fixture
def client(app, english):
    """A browser of somebody who reads English."""
    return app.test_client()


@pytest.fixture
def weida(office):
    return saved_organisation(office, key="weida", name={"de": "Stadt Weida"}, sort_key="weida")


@pytest.fixture
def steward(weida):
    return saved_steward(weida, email="digital@weida.example", role="Digitales Weida")


def rows(kind):
    session().expire_all()
    return session().query(kind).all()


def post(client, page: str, path: str, data=None):
    token = form_in(client.get(page).text)["csrf_token"][0]
    return client.post(path, data={"csrf_token": token} | (data or {}))


def add(organiser, survey: str, kind: str, data: dict) -> None:
    path = f"{SURVEYS}/{survey}/questions/new/{kind}"
    answer = send(organiser, path, data)
    assert answer.status_code == 303, answer.text


def test_the_office_writes_a_survey_opens_it_and_asks_once(organiser, office, steward):
    topic = saved(TopicRow(network_id=office.id, key="tourismus", label={"de": "Tourismus"}))
    begin = organiser.get(f"{SURVEYS}/new").text
    words = {"title.de": "Umfrage 2022", "intro.de": "Wo stehen wir?", "promise": "named"}
    send_on(organiser, f"{SURVEYS}/new", begin, words)
    [survey] = rows(SurveyRow)
    here = f"{SURVEYS}/{survey.key}"
    post(organiser, f"{here}/change", here, {"do": "open"})
    empty = organiser.get(here).text
    items = {
        "options.count": "2",
        "options.0.label.de": "Tourismus",
        "options.0.topic": str(topic.id),
        "options.1.label.de": "Mobilität",
    }
    add(organiser, survey.key, "grades", {"title.de": "Handlungsfelder"} | items)
    add(organiser, survey.key, "text", {"title.de": "Was noch?"})
    graded, comment = rows(SurveyQuestionRow)
    post(organiser, f"{here}/change", f"{here}/questions/{comment.key}/move", {"do": "up"})
    changed = send(organiser, f"{here}/questions/{comment.key}", {"title.de": "Noch etwas?"})
    page = organiser.get(here).text
    post(organiser, f"{here}/change", here, {"do": "open"})
    ask = organiser.get(f"{here}/ask").text
    sent = send_on(organiser, f"{here}/ask", ask, {"steward": steward.public_id})
    twice = send_on(organiser, f"{here}/ask", ask, {"steward": steward.public_id})

    for text in (begin, empty, page, ask, organiser.get(here).text, organiser.get(SURVEYS).text):
        assert_valid(text)
    assert "The survey asks nothing yet" in empty
    assert changed.status_code == 303
    assert page.index("Noch etwas?") < page.index("Handlungsfelder")
    assert "1 = much experience, 6 = no experience" in page
    assert (graded.order, graded.topics) == (["1", "2"], {"1": topic.id})
    assert [row.state for row in rows(SurveyRow)] == [SurveyState.OPEN]
    assert "Umfrage 2022" in ask
    assert (sent.status_code, twice.status_code) == (303, 303)
    [mail] = rows(OutboxRow)
    assert mail.facts == {"steward": steward.public_id, "survey": survey.key, "reminds": False}


@pytest.fixture
def asked(office, weida):
    """A survey that asks one thing of each kind, by the kind; Weida is asked."""
    survey = saved_survey(office)
    saved_asked(survey, weida)
    options = {QuestionKind.GRADES: ["Tourismus", "Mobilität"], QuestionKind.CHOICE: ["Ja", "Nein"]}
    return {
        kind: saved_question(survey, kind, options=options.get(kind, ()))
        for kind in QuestionKind
        if kind is not QuestionKind.CHOICES
    } | {"key": survey.key}


def test_a_member_keeps_an_answer_sends_it_and_changes_it(client, office, steward, asked):
    topic = saved(TopicRow(network_id=office.id, key="tourismus", label={"de": "Tourismus"}))
    path = link(steward, f"/surveys/{asked['key']}")
    names = {kind: f"q-{row.key}" for kind, row in asked.items() if kind != "key"}
    form = client.get(path).text
    nothing = send_on(client, path, form, {"step": "send"})
    said = {
        names["grades"] + ".1": "2",
        names["seeks"] + ".0.topic": str(topic.id),
        names["seeks"] + ".0.text": "Osterburg",
        names["cooperations"] + ".0.partner": "DHGE",
    }
    kept = send_on(client, path, form, said)
    again = client.get(path).text
    drafts, answers = len(rows(SurveyDraftRow)), rows(SurveyAnswerRow)
    more = {"step": "send", names["text"]: "=Mehr\r\nRadwege <b>", names["choice"]: "1"}
    done = send_on(client, path, again, more)
    thanks = client.get(path).text
    send_on(client, path, again, more)  # the second click
    listed = client.get(link(steward, "/surveys")).text

    for text in (form, nothing.text, again, thanks, listed):
        assert_valid(text)
    assert form.index("The office sees what your organisation answered") < form.index("Tourismus")
    assert form.count("1 = much experience") == 2  # beside each item
    assert (nothing.status_code, kept.status_code, done.status_code) == (422, 303, 303)
    assert (drafts, answers) == (1, [])
    assert form_in(again)[names["grades"] + ".1"] == ["2"]
    [answer] = rows(SurveyAnswerRow)
    assert answer.said == {
        asked["grades"].key: {"1": 2},
        asked["choice"].key: ["1"],
        asked["text"].key: "=Mehr\nRadwege <b>",
        asked["seeks"].key: [{"topic": topic.id, "text": "Osterburg"}],
        asked["cooperations"].key: [{"partner": "DHGE", "subjects": ""}],
    }
    assert "Tourismus: Osterburg" in thanks
    assert (rows(SurveyDraftRow), rows(SurveyMemberRow)[0].has_answered) == ([], True)
    send(client, f"{path}?change=yes", {"step": "send", names["grades"] + ".1": "4"})
    assert rows(SurveyAnswerRow)[0].said[asked["grades"].key] == {"1": 4}


def test_results_say_n_and_direction_and_others_see_none_of_fewer_than_five(
    organiser, weida, asked
):
    said = {asked["grades"].key: {"1": 4}, asked["text"].key: "=Mehr <b>"}
    saved_survey_answer(session().query(SurveyRow).one(), weida, said=said)
    here = f"{SURVEYS}/{asked['key']}"
    results, answers = organiser.get(f"{here}/results").text, organiser.get(f"{here}/answers").text
    slides = [organiser.get(f"{here}/slides?n={number}").text for number in (0, 1, 3)]
    table = organiser.get(f"{here}/results.csv").data.decode("utf-8-sig")
    locked = send(organiser, f"{here}/questions/{asked['text'].key}", {"title.de": "Anders"})

    for text in (results, answers, *slides):
        assert_valid(text)
    assert "1 = much experience … 6 = no experience. Low is good." in results
    assert "1 answer" in results
    assert "Mean 4.00 on the scale from 1 (best) to 6; grade 4: 1 answer" in results
    assert "Stadt Weida" in answers
    assert "only the office sees them" in slides[1]
    assert not [text for text in slides if "4.00" in text or "Mehr" in text]
    assert f"{asked['grades'].title['de']};Tourismus;1;4.00;4;–;0;0;0;1;0;0" in table
    assert table.index("Comments") < table.index("'=Mehr <b>")
    assert organiser.get(f"{here}/results.pdf").data.startswith(b"%PDF")
    assert organiser.get(f"{here}/results.xlsx").data.startswith(b"PK")
    assert organiser.get(f"{here}/slides?n=99").status_code == 404
    assert locked.status_code == 409
    assert "survey.exported" in {row.action for row in rows(AuditRow)}


def test_an_anonymous_answer_leaves_nothing_but_itself(organiser, client, office, weida, steward):
    survey = saved_survey(office, promise=Promise.ANONYMOUS)
    saved_asked(survey, weida)
    question = saved_question(survey, QuestionKind.TEXT)
    other = saved_steward(weida, email="stadt@weida.example")
    path, lines = link(steward, f"/surveys/{survey.key}"), session().query(AuditRow).count()
    page = client.get(path).text
    send_on(client, path, page, {f"q-{question.key}": "Geheim", "step": "later"})
    send(client, path, {"step": "send"})
    theirs = link(other, f"/surveys/{survey.key}")
    again = send_on(client, theirs, page, {f"q-{question.key}": "Zwei", "step": "send"})
    after = client.get(theirs).text

    assert page.index("nothing is kept but your answers") < page.index("Frage")
    [answer] = rows(SurveyAnswerRow)
    assert (answer.organisation_id, answer.steward_id, answer.sent_at) == (None, None, None)
    assert answer.said == {question.key: "Geheim"}
    assert rows(SurveyDraftRow) == []
    assert session().query(AuditRow).count() == lines
    assert again.status_code == 303
    assert "Your organisation has answered." in after
    assert "Geheim" not in after
    assert organiser.get(f"{SURVEYS}/{survey.key}/answers").status_code == 404


def test_under_a_made_up_sign_the_office_sees_no_name_and_merges_two_answers(
    organiser, office, weida
):
    survey = saved_survey(office, promise=Promise.PSEUDONYMOUS)
    question = saved_question(survey, QuestionKind.TEXT)
    other = saved_question(survey, QuestionKind.GRADES, options=["Mobilität"])
    saved_asked(survey, weida, has_answered=True)
    part = saved_organisation(office, key="part", merged_into_id=weida.id)
    first = saved_survey_answer(survey, weida, said={question.key: "Eins", other.key: {"1": 2}})
    saved_survey_answer(survey, part, said={question.key: "Zwei"})
    saved_survey_answer(survey, saved_organisation(office, key="gera"), said={other.key: {"1": 6}})
    here = f"{SURVEYS}/{survey.key}"
    results, answers = organiser.get(f"{here}/results").text, organiser.get(f"{here}/answers").text
    keys = re.findall(r"answers/(\w+)/merge", answers)
    side = organiser.get(f"{here}/answers/{keys[0]}/merge").text
    merged = send(organiser, f"{here}/answers/{keys[0]}/merge", {f"q-{question.key}": "second"})

    for text in (results, answers, side):
        assert_valid(text)
        assert "Weida" not in text
    assert "1 organisation answered twice" in results
    assert first.key[:6].upper() in answers
    assert merged.status_code == 303
    left = {row.organisation_id: row.said for row in rows(SurveyAnswerRow)}
    assert left[weida.id] == {question.key: "Zwei", other.key: {"1": 2}}
    assert len(left) == 2
    assert "answered twice" not in organiser.get(f"{here}/results").text


def test_published_results_are_told_as_published_with_n_unknown_and_compared(organiser, office):
    data = {
        "title.de": "Umfrage unter den Mitgliedern 2022",
        "held_on": "2022-08-30",
        "source": "Folien vom 30.08.2022",
        "note.de": "Geringe Grundgesamtheit",
        "means.count": "2",
        "means.0.title.de": "Prozesserfahrungen",
        "means.0.mean": "3,23",
        "means.1.title.de": "Erfahrungen in Handlungsfeldern",
        "means.1.mean": "3,07",
        "means.1.median": "2,5",
    }
    wrong = send(
        organiser,
        f"{SURVEYS}/published/new",
        data | {"means.0.mean": "0,5", "means.1.median": "9"},
    )
    made = send(organiser, f"{SURVEYS}/published/new", data)
    [survey] = rows(SurveyRow)
    here = f"{SURVEYS}/{survey.key}"
    page = organiser.get(here, follow_redirects=True).text
    processes = next(q for q in rows(SurveyQuestionRow) if q.mean == "3.23")
    changed = send(organiser, f"{here}/published", {"means.0.answers": "12"})
    later = saved_survey(
        office, title={"de": "Umfrage 2023"}, held_on=survey.held_on.replace(year=2023)
    )
    again = saved_question(
        later, QuestionKind.GRADES, measure=processes.measure, options=["Beteiligung"]
    )
    saved_survey_answer(later, saved_organisation(office), said={again.key: {"1": 2}})
    compared = organiser.get(f"{SURVEYS}/compare").text

    assert wrong.status_code == 422
    assert "“0,5” is no mean" in wrong.text
    assert "“9” is no median" in wrong.text
    assert made.status_code == 303
    for text in (wrong.text, page, compared):
        assert_valid(text)
    assert "3.23" in page
    assert "3.07" in page
    assert re.findall(r'data-label="Median">([^<]*)', page) == ["–", "2.5"]
    assert "How many answered was not published." in page
    assert "number of answers not published" in page
    assert page.count("1 = much experience … 6 = no experience. Low is good.") == 2
    assert changed.status_code == 303
    assert next(q for q in rows(SurveyQuestionRow) if q.mean == "3.23").answers == 12
    assert compared.index("3.23") < compared.index("2.00")
    assert "Low is good." in compared
    assert "Erfahrungen in Handlungsfeldern" not in compared


def test_reminders_go_to_those_alone_who_have_not_answered(organiser, office, weida, steward):
    survey = saved_survey(office)
    saved_question(survey, QuestionKind.TEXT)
    gera = saved_organisation(office, key="gera", name={"de": "Stadt Gera"})
    saved_organisation(office, key="ohne", name={"de": "Ohne Zuständige"})
    theirs = saved_steward(gera)
    saved_asked(survey, weida)
    saved_asked(survey, gera, has_answered=True)
    here = f"{SURVEYS}/{survey.key}/ask"
    page, ask = organiser.get(f"{here}?reminds=yes").text, organiser.get(here).text
    both = {"steward": [steward.public_id, theirs.public_id]}
    send_on(organiser, here, page, both)

    assert_valid(page)
    assert "Stadt Weida" in page
    assert "Stadt Gera" not in page
    assert "Erinnerung: Umfrage" in page  # in the language of the network
    assert "Ohne Zuständige" in ask
    assert [row.facts["steward"] for row in rows(OutboxRow)] == [steward.public_id]
    assert {row.organisation_id for row in rows(SurveyMemberRow) if row.reminded_at} == {weida.id}


def test_a_survey_is_there_for_those_alone_who_are_asked_while_it_is_open(
    client, organiser, office, weida, steward
):
    survey = saved_survey(office, state=SurveyState.DRAFT)
    question = saved_question(survey, QuestionKind.TEXT)
    path = link(steward, f"/surveys/{survey.key}")
    unasked = client.get(path).status_code
    saved_asked(survey, weida)
    draft = client.get(path).status_code
    here = f"{SURVEYS}/{survey.key}"
    post(organiser, f"{here}/change", here, {"do": "open"})
    page = client.get(path).text
    send_on(client, path, page, {f"q-{question.key}": "Ja"})
    post(organiser, f"{here}/change", here, {"do": "close"})
    closed, late = client.get(path).text, send_on(client, path, page, {f"q-{question.key}": "Ja"})

    assert (unasked, draft) == (404, 404)
    assert "This survey is closed." in closed
    assert late.status_code == 409
    assert rows(SurveyDraftRow) == []
    gone = send(organiser, f"{here}/remove")
    assert (gone.status_code, rows(SurveyRow), rows(SurveyMemberRow)) == (303, [], [])


def test_a_member_takes_over_what_they_choose_and_nothing_twice(client, office, weida, steward):
    topic = saved(TopicRow(network_id=office.id, key="tourismus", label={"de": "Tourismus"}))
    gera = saved_organisation(office, key="gera", name={"de": "Stadt Gera"})
    survey = saved_survey(office, title={"de": "Umfrage 2022"})
    saved_asked(survey, weida, has_answered=True)
    graded = saved_question(
        survey, QuestionKind.GRADES, options=["Tourismus", "Ohne"], topics={"1": topic.id}
    )
    content = saved_question(
        survey, QuestionKind.GRADES, options=["Raum"], topics={"1": topic.id}, best={"de": "gut"}
    )
    seeks, works = (saved_question(survey, kind) for kind in (SEEKS, COOPERATIONS))
    said = {
        graded.key: {"1": 2, "2": 3},
        content.key: {"1": 6},
        seeks.key: [{"topic": topic.id, "text": "Osterburg"}, {"topic": None, "text": "Rat"}],
        works.key: [
            {"partner": "Gera", "subjects": "Kino, Bäder"},
            {"partner": "DHGE", "subjects": ""},
        ],
    }
    saved_survey_answer(survey, weida, steward_id=steward.id, said=said)
    path = link(steward, f"/surveys/{survey.key}/release")
    page = client.get(path).text
    nothing = send(client, path, {})
    keys = [f"{seeks.key}.0", f"{seeks.key}.1", f"{works.key}.0", f"{graded.key}.1"]
    for visibility in ("network", "public"):
        send(client, path, {"pieces": keys, "visibility": visibility})
    statements, [experience] = rows(StatementRow), rows(ExperienceRow)
    [cooperation] = rows(CooperationRow)

    assert_valid(page)
    assert "checked" not in page.split("Who may read it")[0]
    assert f"{content.key}.1" not in page  # how content somebody is, is no experience
    assert f"{graded.key}.2" not in page
    assert nothing.status_code == 422
    assert [(one.text, one.topic_id, one.unsorted) for one in statements] == [
        ({"en": "Osterburg"}, topic.id, False),  # the steward reads English
        ({"en": "Rat"}, None, True),
    ]
    assert {(one.kind, one.source, one.visibility) for one in statements} == {
        (StatementKind.SEEK, "Umfrage 2022", Visibility.PUBLIC)
    }
    assert (cooperation.partner_id, cooperation.subjects) == (gera.id, ["Kino", "Bäder"])
    assert (experience.topic_id, experience.grade, experience.source) == (
        topic.id,
        2,
        "Umfrage 2022",
    )
    graded_by_hand = send(client, link(steward, "/experience"), {f"grades.{topic.id}": "4"})
    changed = [(row.grade, row.source) for row in rows(ExperienceRow)]
    send(client, link(steward, "/experience"), {f"grades.{topic.id}": ""})
    taken_back = rows(ExperienceRow)
    send(client, link(steward, "/experience"), {f"grades.{topic.id}": "1"})
    assert graded_by_hand.status_code == 303
    assert (changed, taken_back) == ([(4, "")], [])
    code = session().query(PublicCodeRow).filter_by(organisation_id=weida.id).one().code
    scan = client.get(f"/p/{code}").text
    assert_valid(scan)
    assert "Osterburg" in scan
    assert "1 = much experience … 6 = no experience." in scan


def test_grades_count_in_matching_for_those_alone_who_may_see_them(office, weida):
    topic = saved(TopicRow(network_id=office.id, key="tourismus", label={"de": "Tourismus"}))
    helper = saved_organisation(office, key="helper")
    saved_statement(weida, topic_id=topic.id)
    saved_statement(helper, topic_id=topic.id, kind=StatementKind.OFFER)
    for one, grade, seen in ((weida, 5, Visibility.PUBLIC), (helper, 1, Visibility.NETWORK)):
        saved(
            ExperienceRow(
                network_id=office.id,
                organisation_id=one.id,
                topic_id=topic.id,
                grade=grade,
                visibility=seen,
            )
        )
    points = [
        next(matching_of(office.id, to=to, today=NOW.date()).edges()).points
        for to in (Audience.ANYBODY, Audience.NETWORK)
    ]

    assert points == [6, 9]


def test_members_see_results_once_they_are_shown_and_nobody_else(
    client, organiser, office, weida, steward
):
    survey = saved_survey(office)
    question = saved_question(survey, QuestionKind.TEXT)
    saved_asked(survey, weida, has_answered=True)
    for number in range(5):
        saved_survey_answer(
            survey, saved_organisation(office), said={question.key: f"Wort {number}"}
        )
    path, here = link(steward, f"/surveys/{survey.key}"), f"{SURVEYS}/{survey.key}"
    before = client.get(f"{path}/results").status_code
    post(organiser, f"{here}/change", here, {"do": "share"})
    shown = client.get(f"{path}/results").text
    post(organiser, f"{here}/change", here, {"do": "keep"})

    assert before == 404
    assert_valid(shown)
    assert "Wort 4" in shown
    assert client.get(f"{path}/results").status_code == 404
    stranger = link(saved_steward(saved_organisation(office)), f"/surveys/{survey.key}/results")
    assert client.get(stranger).status_code == 404


@pytest.mark.one_engine
def test_pages_ask_the_database_as_often_for_three_answers_as_for_one(organiser, office):
    pages = ("", "/x", "/x/results", "/x/answers", "/x/ask", "/compare")
    counts = []
    for number in (1, 2):
        survey = saved_survey(office, key=f"s{number}")
        question = saved_question(survey, QuestionKind.GRADES, options=["A"], measure="m")
        for _ in range(2 * number - 1):
            organisation = saved_organisation(office)
            saved_steward(organisation)
            saved_asked(survey, organisation, has_answered=True)
            saved_survey_answer(survey, organisation, said={question.key: {"1": 3}})
        for page in pages:
            with counted_queries() as queries:
                organiser.get(SURVEYS + page.replace("x", survey.key))
            counts.append(len(queries))

    assert counts[: len(pages)] == counts[len(pages) :]


def test_answers_from_elsewhere_count_though_nobody_was_asked_here(organiser, office):
    survey = saved_survey(office, state=SurveyState.CLOSED, promise=Promise.ANONYMOUS)
    graded = saved_question(survey, QuestionKind.GRADES, options=["Tourismus"])
    for grade in (1, 4):
        saved_survey_answer(survey, None, said={graded.key: {"1": grade}})

    page = organiser.get(f"{SURVEYS}/{survey.key}").text
    results = organiser.get(f"{SURVEYS}/{survey.key}/results").text

    assert f'href="{SURVEYS}/{survey.key}/results"' in page
    assert "<li>2 answers</li>" in results
    assert "of 0 members" not in page + results


def test_what_later_surveys_are_compared_with_stays_when_its_words_change(organiser, office):
    survey = saved_survey(office, state=SurveyState.DRAFT)
    first = saved_question(survey, QuestionKind.GRADES, options=["A"], measure="processes")
    address = f"{SURVEYS}/{survey.key}/questions/{first.key}"

    send(organiser, address, {"title.de": "Prozesse"})
    [alone] = [row.measure for row in rows(SurveyQuestionRow)]
    later = saved_survey(office, state=SurveyState.DRAFT)
    saved_question(later, QuestionKind.GRADES, options=["A"], measure="processes")
    send(organiser, address, {"measure": ""})

    assert alone == "processes"
    assert {row.measure for row in rows(SurveyQuestionRow)} == {first.key, "processes"}
