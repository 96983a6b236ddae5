"""The survey of the slides as it was published, and one in preparation that asks the same again."""

from datetime import date
from random import Random
from typing import Any

from eventsvc.db.models import SurveyQuestionRow
from eventsvc.db.queries import directory
from eventsvc.db.queries import surveys as queries
from eventsvc.domain.surveys import Promise, QuestionKind
from eventsvc.services import survey_questions, surveys
from eventsvc.services.acts import Act

PUBLISHED = {
    "title": {
        "de": "Umfrage unter den Mitgliedern 2022",
        "en": "Survey among the members 2022",
    },
    "held_on": date(2022, 8, 30),
    "source": "Folien vom 4. Netzwerktreffen in Gera, 30.08.2022",
    "note": {
        "de": "Geringe Grundgesamtheit, kein Anspruch auf Allgemeingültigkeit: qualitatives "
        "Stimmungsbild",
        "en": "A small sample without a claim to be representative: a qualitative picture",
    },
}
PROCESSES = {"de": "Prozesserfahrungen", "en": "Experience with processes"}
FIELDS = {"de": "Erfahrungen in Handlungsfeldern", "en": "Experience in fields of action"}
MEANS = ((PROCESSES, "3.23"), (FIELDS, "3.07"))
"""As the slides name them. How many answered they do not say."""

AGAIN = {
    "title": {"de": "Umfrage unter den Mitgliedern", "en": "Survey among the members"},
    "intro": {
        "de": "Wo stehen Sie, was brauchen Sie, was können Sie anderen bieten?",
        "en": "Where do you stand, what do you need, what can you offer to others?",
    },
    "note": {},
    "promise": Promise.NAMED,
    "closes_on": None,
    "remind_days": None,
    "like": "",
}
STEPS = (
    {"de": "Eine Strategie erarbeiten", "en": "Working out a strategy"},
    {"de": "Fördermittel einwerben", "en": "Winning funds"},
    {"de": "Bürgerinnen und Bürger beteiligen", "en": "Involving citizens"},
    {"de": "Digitale Lösungen beschaffen", "en": "Buying digital solutions"},
)
"""Not in the source: the slides show the mean of all processes alone."""
TOPICS = ("mobilitaet", "tourismus", "digitale-verwaltung", "buergerbeteiligung", "daten")
SPOKEN = (
    (
        QuestionKind.SEEKS,
        {"de": "Wo ist Unterstützung nötig?", "en": "Where is support needed?"},
    ),
    (
        QuestionKind.OFFERS,
        {"de": "Was können Sie anderen bieten?", "en": "What can you offer to others?"},
    ),
    (
        QuestionKind.COOPERATIONS,
        {"de": "Mit wem arbeiten Sie bereits zusammen?", "en": "Whom do you work with already?"},
    ),
    (
        QuestionKind.TEXT,
        {"de": "Wie werden unsere Netzwerktreffen besser?", "en": "How can our meetings improve?"},
    ),
)


def add_surveys(network_id: int, *, today: date, act: Act, random: Random) -> None:
    """Enter what was published, and begin a survey whose grades are compared with it."""
    means = [{"id": None, "title": title, "mean": mean, "answers": None} for title, mean in MEANS]
    earlier = surveys.enter(PUBLISHED | {"means": means}, nonce="", act=act, random=random)
    processes, fields = queries.questions_of([earlier.id])[earlier.id]
    again = surveys.create(AGAIN, today=today, nonce="", act=act, random=random)
    topics = {row.key: row for row in directory.topics_of(network_id)}
    about = [
        {"number": None, "label": topics[key].label, "topic": topics[key].id} for key in TOPICS
    ]
    steps = [{"number": None, "label": label} for label in STEPS]
    asked = [
        (QuestionKind.GRADES, _graded(processes, steps)),
        (QuestionKind.GRADES, _graded(fields, about)),
        *((kind, {"title": title, "hint": {}}) for kind, title in SPOKEN),
    ]
    for kind, values in asked:
        survey_questions.add(again.key, values, kind=kind, nonce="", act=act, random=random)


def _graded(earlier: SurveyQuestionRow, options: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a question that is compared with an earlier one."""
    return {
        "title": earlier.title,
        "hint": {},
        "best": {},
        "worst": {},
        "measure": earlier.measure,
        "options": options,
    }
