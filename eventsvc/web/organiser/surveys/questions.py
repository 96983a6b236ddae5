"""The questions of a survey: added, changed, put in order, taken out, while nobody answered."""

from http import HTTPStatus
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import directory
from eventsvc.db.queries import surveys as queries
from eventsvc.domain.errors import DomainError, NotFound
from eventsvc.domain.surveys import LISTED, QuestionKind
from eventsvc.services.surveys import survey_questions
from eventsvc.services.surveys.survey_rows import read_question
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Choice, Field, Hidden, Mistakes
from eventsvc.web.forms.groups import Rows, Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.jinja import short_date, text
from eventsvc.web.messages import MESSAGES
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.surveys.pages import back_to, wanted_survey
from eventsvc.web.surveys import KINDS

if TYPE_CHECKING:
    from eventsvc.db.models import SurveyQuestionRow

MOVES = {"up": -1, "down": 1}


@blueprint.route("/<network>/surveys/<survey>/questions/new/<kind>", methods=BOTH)
@requires("organisations.change")
def new_question(network: str, survey: str, kind: str) -> ResponseReturnValue:
    """Ask for the words of a new question, and add it at the end."""
    row = wanted_survey(survey)
    if kind not in set(QuestionKind):
        abort(HTTPStatus.NOT_FOUND)
    of, act = QuestionKind(kind), acting()
    form = _form(of, survey_id=row.id)
    page = Page(
        title=gettext("Ask something"), preline=str(KINDS[of]), back=back_to(network, survey)
    )
    return answer(
        page,
        form,
        lambda: form.blank({"options": [{}, {}, {}]}),
        Saving(
            act=lambda sent: survey_questions.add(
                survey, sent.values, kind=of, nonce=sent.nonce, act=act, random=SystemRandom()
            ),
            then=lambda _none: page.back[1],
            said=gettext("The question is added."),
            again=page.back[1],
        ),
    )


@blueprint.route("/<network>/surveys/<survey>/questions/<question>", methods=BOTH)
@requires("organisations.change")
def change_question(network: str, survey: str, question: str) -> ResponseReturnValue:
    """Change what is asked; how one answers stays."""
    row, act = wanted_survey(survey), acting()
    wanted = _wanted(row.id, question)
    kind = wanted.kind
    form = _form(kind, survey_id=row.id, own=wanted)
    page = Page(
        title=gettext("Change the question"),
        preline=str(KINDS[kind]),
        back=back_to(network, survey),
    )

    def filled() -> Any:
        one = _wanted(row.id, question)
        return form.shown(read_question(one), version=one.version)

    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: survey_questions.change(
                survey, question, sent.values, version=sent.version, act=act
            ),
            then=lambda _none: page.back[1],
            said=gettext("The question is changed."),
            current=filled,
        ),
    )


@blueprint.post("/<network>/surveys/<survey>/questions/<question>/move")
@requires("organisations.change")
def move_question(network: str, survey: str, question: str) -> ResponseReturnValue:
    """Move a question up or down, or take it out."""
    _wanted(wanted_survey(survey).id, question)
    wish, act = request.form.get("do", ""), acting()
    try:
        if wish == "remove":
            survey_questions.remove(survey, question, act=act)
            flash(gettext("The question is gone."))
        elif wish in MOVES:
            survey_questions.move(survey, question, by=MOVES[wish], act=act)
    except DomainError as error:
        flash(str(MESSAGES[error.code][1]), "danger")
    return redirect(back_to(network, survey)[1] + "#questions", HTTPStatus.SEE_OTHER)


def _wanted(survey_id: int, key: str) -> "SurveyQuestionRow":
    row = queries.question_by_key(survey_id, key)
    if row is None:
        raise NotFound
    return row


def _form(kind: QuestionKind, *, survey_id: int, own: "SurveyQuestionRow | None" = None) -> Form:
    languages = tuple(current_network().languages)
    asks: tuple[Field, ...] = (
        Texts(name="title", label=lazy_gettext("Question"), languages=languages, required=True),
        Texts(name="hint", label=lazy_gettext("Hint"), languages=languages),
        *((_options(kind, languages),) if kind in LISTED else ()),
    )
    if kind is not QuestionKind.GRADES:
        return Form((Section(None, asks),), _check if kind in LISTED else None)
    scale = Section(
        lazy_gettext("The scale"),
        (
            Texts(name="best", label=lazy_gettext("What 1 means"), languages=languages),
            Texts(name="worst", label=lazy_gettext("What 6 means"), languages=languages),
            _measure(survey_id, own),
        ),
        lazy_gettext(
            "Grades run from 1 to 6; 1 is the best, and that is said beside each of them. Left "
            "empty, 1 means much experience and 6 no experience; then members may take grades over "
            "into their profiles, for items that have a topic."
        ),
    )
    return Form((Section(None, asks), scale), _check)


def _options(kind: QuestionKind, languages: tuple[str, ...]) -> Rows:
    is_graded = kind is QuestionKind.GRADES
    label = Texts(name="label", label=lazy_gettext("Words"), languages=languages)
    topics = directory.topics_of(current_network().id)
    topic = Choice(
        name="topic",
        label=lazy_gettext("Topic"),
        options=[("", "–"), *((one.id, text(one.label)) for one in topics)],
        kind=int,
    )
    return Rows(
        name="options",
        label=lazy_gettext("What is graded")
        if is_graded
        else lazy_gettext("Answers to choose from"),
        parts=(Hidden(name="number"), label, *((topic,) if is_graded else ())),
        line=lazy_gettext("Line"),
        ignored=frozenset({"number", "topic"}),
    )


def _measure(survey_id: int, own: "SurveyQuestionRow | None") -> Choice:
    earlier = [row for row in queries.surveys(current_network().id) if row.id != survey_id]
    questions = queries.questions_of([row.id for row in earlier])
    options: dict[str, str] = {}
    for row in earlier:
        for one in questions[row.id]:
            if one.kind is QuestionKind.GRADES:
                name = f"{text(row.title)} ({short_date(row.held_on)}): {text(one.title)}"
                options.setdefault(one.measure, name)
    # Later surveys are compared with what nothing earlier asked, so it keeps what they name.
    alone = own.measure if own and own.measure not in options else ""
    return Choice(
        name="measure",
        label=lazy_gettext("Compare with"),
        options=[(alone, lazy_gettext("Nothing earlier")), *options.items()],
        none="",
        hint=lazy_gettext("The earlier question that asks for the same."),
    )


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    if not values["options"]:
        mistakes["options"] = gettext("Write at least one line.")
