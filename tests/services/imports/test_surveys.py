from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from eventsvc.db.extension import Base, db
from eventsvc.db.models import (
    OrganisationRow,
    SurveyAnswerRow,
    SurveyMemberRow,
    SurveyQuestionRow,
    SurveyRow,
    TopicRow,
)
from eventsvc.db.queries import surveys as queries
from eventsvc.db.transaction import transaction
from eventsvc.domain.surveys import Promise, QuestionKind, SurveyState, may_show
from eventsvc.inputs.networks.file import read_network
from eventsvc.services.imports.report import Fate
from eventsvc.services.networks.networks import import_network
from tests.conftest import NOW
from tests.support.queries import counted_queries

pytestmark = pytest.mark.usefixtures("app")

LATER = NOW + timedelta(days=1)
FILE = """
network: {slug: n, name: Netz, organiser: Büro, languages: [de, en]}
organisations:
  - {key: gera, kind: municipality, name: Gera}
  - {key: jena, kind: municipality, name: Jena}
  - {key: weida, kind: municipality, name: Weida}
topics: [{key: rad, label: Rad}]
surveys:
  - key: umfrage-2020
    title: Umfrage 2020
    date: 2020-08-30
    source: Folie 10
    note: Wenige Antworten
    results:
      - {title: Prozesse, mean: "3,23", measure: prozesse}
      - {title: Felder, mean: 3.07, median: '2,5', answers: 9}
  - key: umfrage-2022
    title: {de: Umfrage 2022, en: Survey 2022}
    intro: Wo stehen Sie?
    date: 2022-03-01
    until: 2022-03-20
    questions:
      - key: prozesse
        kind: grades
        title: Prozesse
        measure: prozesse
        options: [Strategie, {key: rad, label: {de: Radverkehr, en: Cycling}, topic: rad}]
      - {key: wahl, kind: choice, title: Weiter so, options: ["Ja", "Nein"]}
      - {key: formen, kind: choices, title: Wie, options: [Vor Ort, Online, Hybrid]}
      - {key: sucht, kind: seeks, title: Sucht}
      - {key: partner, kind: cooperations, title: Mit wem}
      - {key: frei, kind: text, title: Noch etwas}
    asked: [jena]
    answers:
      - org: gera
        date: 2022-03-02
        named: yes
        said:
          prozesse: {Strategie: 2, Cycling: 5}
          wahl: Nein
          formen: [Hybrid, Vor Ort]
          sucht: [{topic: rad, text: Zählstellen}, Geld, {topic: all}]
          partner: [TU Berlin, {partner: DHGE, subjects: "Daten, Rad"}]
          frei: Danke
"""
NEXT = """
  - key: umfrage-2024
    title: Umfrage 2024
    questions:
      - {key: p, kind: grades, title: Prozesse, measure: prozesse, options: [Strategie]}
"""
ANONYMOUS = """
  - key: geheim
    title: Stimmung
    date: 2021-01-10
    promise: anonymous
    questions: [{key: note, kind: grades, title: Note, best: gut, worst: schlecht, options: [Netz]}]
    asked: [gera, jena, weida]
    answered: [gera, jena]
    answers:
      - {key: eins, said: {note: {Netz: 1}}}
      - {key: zwei, said: {note: {Netz: 3}}}
"""


def run(*changes: tuple[str, str], more: str = "", now: datetime = NOW, **options):
    text = FILE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = read_network((text + more).encode(), name="n.yaml")
    return import_network(file, now=now, random=Random(1), **options)


def rows(kind):
    db.session.expire_all()
    return db.session.scalars(select(kind).order_by(*kind.__mapper__.primary_key)).all()


def survey(title: str) -> SurveyRow:
    return next(row for row in rows(SurveyRow) if row.title["de"] == title)


def asked_in(row: SurveyRow) -> list[SurveyQuestionRow]:
    return queries.questions_of([row.id])[row.id]


def by_hand(row, **values) -> None:
    with transaction() as writing:
        there = writing.scalars(select(type(row)).filter_by(key=row.key)).one()
        for name, value in values.items():
            setattr(there, name, value)


def told(report) -> list[tuple]:
    """Return what a report says beyond "same"."""
    return [
        (
            record.subject,
            record.key,
            str(record.fate),
            [change.field for change in record.changed],
            [change.field for change in record.kept],
        )
        for record in report.records
        if record.kept or record.fate is not Fate.SAME
    ]


def everything() -> dict[str, list]:
    """Return all rows of all tables but the audit log."""
    with db.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table))))
            for table in Base.metadata.sorted_tables
            if table.name != "audit"
        }


def test_published_results_come_as_they_were_published_and_unknown_numbers_stay_unknown():
    run()

    row = survey("Umfrage 2020")
    assert (row.state, row.held_on, row.source) == (
        SurveyState.PUBLISHED,
        date(2020, 8, 30),
        "Folie 10",
    )
    assert row.note == {"de": "Wenige Antworten"}
    assert [(one.title["de"], one.mean, one.median, one.answers) for one in asked_in(row)] == [
        ("Prozesse", "3.23", "", None),
        ("Felder", "3.07", "2.5", 9),
    ]


def test_a_survey_that_was_answered_comes_closed_with_its_questions_and_answers():
    run()

    row, [rad] = survey("Umfrage 2022"), rows(TopicRow)
    graded, choice, choices, seeks, partners, text = asked_in(row)
    assert (row.state, row.promise, row.held_on, row.closes_on) == (
        SurveyState.CLOSED,
        Promise.NAMED,
        date(2022, 3, 1),
        date(2022, 3, 20),
    )
    assert row.closed_at == datetime(2022, 3, 20, 11, 0, tzinfo=UTC)
    assert (graded.kind, graded.order, graded.topics) == (
        QuestionKind.GRADES,
        ["1", "2"],
        {"2": rad.id},
    )
    assert graded.options["2"] == {"de": "Radverkehr", "en": "Cycling"}
    [answer] = rows(SurveyAnswerRow)
    assert answer.said == {
        graded.key: {"1": 2, "2": 5},
        choice.key: ["2"],
        choices.key: ["1", "3"],
        seeks.key: [
            {"topic": rad.id, "text": "Zählstellen"},
            {"topic": None, "text": "Geld"},
            {"topic": "all", "text": ""},
        ],
        partners.key: [
            {"partner": "TU Berlin", "subjects": ""},
            {"partner": "DHGE", "subjects": "Daten, Rad"},
        ],
        text.key: "Danke",
    }
    assert (answer.may_be_named, answer.steward_id, answer.sent_at) == (
        True,
        None,
        datetime(2022, 3, 2, 11, 0, tzinfo=UTC),
    )


def test_who_was_asked_counts_and_who_answered_is_marked():
    run()

    names = {row.id: row.key for row in rows(OrganisationRow)}
    assert {names[one.organisation_id]: one.has_answered for one in rows(SurveyMemberRow)} == {
        "gera": True,
        "jena": False,
    }


def test_questions_of_one_measure_are_compared_in_whichever_file_they_stand():
    run()
    file = read_network(
        (FILE[: FILE.index("  - key: umfrage-2020")] + NEXT).encode(), name="n.yaml"
    )
    import_network(file, now=LATER, random=Random(2))

    published, unlike = asked_in(survey("Umfrage 2020"))
    [later] = asked_in(survey("Umfrage 2024"))
    answered, *others = asked_in(survey("Umfrage 2022"))
    assert later.measure == answered.measure == published.measure
    assert [one.measure for one in (unlike, *others)] == [one.key for one in (unlike, *others)]


def test_a_survey_without_answers_waits_to_be_opened_and_asks_nobody():
    run(more=NEXT)

    row = survey("Umfrage 2024")
    assert (row.state, row.held_on, row.closed_at) == (SurveyState.DRAFT, NOW.date(), None)
    assert {one.survey_id for one in rows(SurveyMemberRow)} == {survey("Umfrage 2022").id}


def test_of_an_answer_without_a_name_nothing_else_is_kept():
    run(more=ANONYMOUS)

    row = survey("Stimmung")
    [question] = asked_in(row)
    answers = queries.answers_by_survey([row.id])[row.id]
    assert {
        (one.organisation_id, one.steward_id, one.sent_at, one.may_be_named) for one in answers
    } == {(None, None, None, False)}
    assert sorted(one.said[question.key]["1"] for one in answers) == [1, 3]
    assert queries.count_answered([row.id]) == {row.id: (3, 2)}
    assert not may_show([queries.as_answer(one) for one in answers])


def test_importing_surveys_twice_changes_nothing_at_all():
    first = run(more=ANONYMOUS + NEXT)
    before = everything()

    second = run(more=ANONYMOUS + NEXT, now=LATER)

    assert everything() == before
    assert [first.counts()["new"], second.counts()["same"]] == [len(first.records)] * 2
    assert told(second) == []


def test_a_dry_run_of_surveys_writes_nothing():
    before = everything()

    report = run(more=ANONYMOUS, dry_run=True)

    assert everything() == before
    assert [one.subject for one in report.records].count("survey-answer") == 3


def test_before_anybody_answers_a_file_may_change_what_is_asked():
    run(more=NEXT)
    [before] = [one.key for one in asked_in(survey("Umfrage 2024"))]
    more = NEXT.replace(
        "[Strategie]}", "[Geld, Strategie]}\n      - {key: q, kind: text, title: X}"
    )

    report = run(more=more, now=LATER)

    first, second = asked_in(survey("Umfrage 2024"))
    assert told(report) == [("survey", "umfrage-2024", "changed", ["questions"], [])]
    assert (first.key, list(first.options.values()), second.title) == (
        before,
        [{"de": "Geld"}, {"de": "Strategie"}],
        {"de": "X"},
    )


def test_what_was_answered_stays_as_it_was_asked():
    run()
    before = everything()

    report = run(("title: Weiter so", "title: Alles anders"), now=LATER)

    assert told(report) == [("survey", "umfrage-2022", "same", [], ["questions"])]
    assert everything() == before


def test_an_answer_to_an_option_that_people_renamed_is_left_away():
    run(more=NEXT)
    row = survey("Umfrage 2024")
    [question] = asked_in(row)
    by_hand(question, options={"1": {"de": "Digitalstrategie"}})
    answered = NEXT.replace("    questions", "    date: 2024-01-01\n    questions")
    answers = "    answers: [{org: gera, said: {p: {Strategie: 1}}}]\n"

    report = run(more=answered + answers, now=LATER)

    assert ("survey-answer", "umfrage-2024:gera", "removed", [], []) in told(report)
    assert queries.count(row.id) == 0


def test_answers_that_come_later_close_a_survey_unless_people_opened_it():
    run(more=NEXT + NEXT.replace("2024", "2025"))
    by_hand(survey("Umfrage 2025"), state=SurveyState.OPEN)
    answered = NEXT.replace("    questions", "    date: 2022-05-01\n    questions")
    answered += "    answers: [{org: gera, said: {p: {Strategie: 1}}}]\n"

    report = run(more=answered + answered.replace("2024", "2025"), now=LATER)

    closed, opened = survey("Umfrage 2024"), survey("Umfrage 2025")
    assert (closed.state, closed.closed_at) == (
        SurveyState.CLOSED,
        datetime(2022, 5, 1, 10, 0, tzinfo=UTC),
    )
    assert (opened.state, opened.closed_at) == (SurveyState.OPEN, None)
    assert [(key, kept) for _, key, _, _, kept in told(report) if kept] == [
        ("umfrage-2025", ["state"])
    ]
    assert [queries.count(one.id) for one in (closed, opened)] == [1, 1]


def test_a_corrected_answer_replaces_the_earlier_one_and_one_that_people_merged_stays():
    run()
    report = run(("Strategie: 2", "Strategie: 3"), now=LATER)
    [answer] = rows(SurveyAnswerRow)
    graded, *_ = asked_in(survey("Umfrage 2022"))
    by_hand(answer, said={graded.key: {"1": 6}})

    again = run(now=LATER)

    assert told(report) == [("survey-answer", "umfrage-2022:gera", "changed", ["said"], [])]
    assert told(again) == [("survey-answer", "umfrage-2022:gera", "same", [], ["said"])]
    assert rows(SurveyAnswerRow)[0].said == {graded.key: {"1": 6}}


def test_surveys_and_answers_that_people_removed_stay_away():
    run(more=ANONYMOUS)
    with transaction() as writing:
        titles = {row.title["de"]: row for row in writing.scalars(select(SurveyRow))}
        writing.delete(titles["Stimmung"])
        named = SurveyAnswerRow.organisation_id.is_not(None)
        writing.delete(writing.scalars(select(SurveyAnswerRow).where(named)).one())

    report = run(more=ANONYMOUS, now=LATER)

    assert [(one.subject, one.key) for one in report.having(Fate.REMOVED)] == [
        ("survey-answer", "umfrage-2022:gera"),
        ("survey", "geheim"),
        ("survey-answer", "geheim:eins"),
        ("survey-answer", "geheim:zwei"),
    ]
    assert rows(SurveyAnswerRow) == []


def test_another_last_day_lets_the_reminder_go_once_more():
    more = NEXT.replace("    questions", "    until: 2024-05-01\n    remind_days: 7\n    questions")
    run(more=more)
    by_hand(survey("Umfrage 2024"), reminded_at=NOW)

    run(more=more, now=LATER)
    same = survey("Umfrage 2024").reminded_at
    run(more=more.replace("05-01", "05-08"), now=LATER)

    assert (same, survey("Umfrage 2024").reminded_at) == (NOW, None)


def test_two_networks_with_the_same_surveys_do_not_touch_each_other():
    run()
    before = {row.key: row.version for row in rows(SurveyRow)}

    run(("slug: n,", "slug: m,"), ("Umfrage 2020", "Anders"))

    assert {row.key: row.version for row in rows(SurveyRow) if row.key in before} == before
    assert len(rows(SurveyRow)) == 4


def test_more_surveys_and_answers_take_no_more_reading():
    more = ANONYMOUS + "".join(NEXT.replace("2024", str(year)) for year in range(2030, 2040))
    run(more=more)
    counts = []
    for surveys in ("", more):
        with counted_queries() as sent:
            run(more=surveys, now=LATER)
        counts.append(len([one for one in sent if one.startswith("SELECT")]))

    assert counts[0] == counts[1]
