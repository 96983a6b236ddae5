"""The form of a survey: one field for each question, the promise before the first one."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_gettext

from eventsvc.domain.survey_results import ALL
from eventsvc.domain.surveys import Promise, QuestionKind, Said
from eventsvc.web.forms.fields import Area, Choice, Field, Line, Radio, Tick, Ticks
from eventsvc.web.forms.groups import Grades, Rows
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.jinja import text
from eventsvc.web.surveys import ends_of

if TYPE_CHECKING:
    from eventsvc.db.models import SurveyQuestionRow, TopicRow


def survey_form(
    questions: "Sequence[SurveyQuestionRow]", topics: "Sequence[TopicRow]", *, promise: Promise
) -> Form:
    """Return the form; ``topics`` are those of the network."""
    fields = tuple(_field(row, topics) for row in questions)
    agree = Tick(
        name="may_be_named",
        label=lazy_gettext("Our name may stand beside the results, even if few answered"),
    )
    own = (Section(lazy_gettext("Your name"), (agree,)),) if promise is Promise.NAMED else ()
    return Form((Section(None, fields), *own))


def values_of(questions: "Sequence[SurveyQuestionRow]", said: Said) -> dict[str, Any]:
    """Return what the form shows of an answer."""
    values = {}
    for row in questions:
        one = said.get(row.key)
        if row.kind is QuestionKind.CHOICE:
            one = one[0] if one else ""
        values[name_of(row)] = one or ([{}] if _is_list(row) else one)
    return values


def said_in(questions: "Sequence[SurveyQuestionRow]", values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that the form holds; an open question is not among them."""
    said = {}
    for row in questions:
        one = values[name_of(row)]
        if row.kind is QuestionKind.CHOICE:
            one = [one] if one else []
        if one:
            said[row.key] = one
    return said


def name_of(row: "SurveyQuestionRow") -> str:
    """Return what the field of a question is called."""
    return f"q-{row.key}"


def _is_list(row: "SurveyQuestionRow") -> bool:
    return row.kind in {QuestionKind.SEEKS, QuestionKind.OFFERS, QuestionKind.COOPERATIONS}


def _field(row: "SurveyQuestionRow", topics: "Sequence[TopicRow]") -> Field:
    about: dict[str, Any] = {
        "name": name_of(row),
        "label": text(row.title),
        "hint": text(row.hint) or None,
    }
    options = [(number, text(row.options[number])) for number in row.order]
    if row.kind is QuestionKind.GRADES:
        best, worst = ends_of(row)
        return Grades(items=options, best=best, worst=worst, **about)
    if row.kind is QuestionKind.CHOICE:
        return Radio(options=[*options, ("", gettext("No answer"))], none="", **about)
    if row.kind is QuestionKind.CHOICES:
        return Ticks(options=options, **about)
    if row.kind is QuestionKind.TEXT:
        return Area(**about)
    parts = _partner() if row.kind is QuestionKind.COOPERATIONS else _spoken(topics)
    return Rows(parts=parts, line=gettext("Line"), is_ordered=False, **about)


def _spoken(topics: "Sequence[TopicRow]") -> tuple[Field, ...]:
    options: list[tuple[object, object]] = [
        ("", lazy_gettext("None: only my own words")),
        *((one.id, text(one.label)) for one in topics),
        (ALL, lazy_gettext("All topics")),
    ]
    return (
        Choice(name="topic", label=lazy_gettext("Topic"), options=options, kind=_topic),
        Line(name="text", label=lazy_gettext("In your own words")),
    )


def _topic(option: str) -> int | str:
    return ALL if option == ALL else int(option)


def _partner() -> tuple[Field, ...]:
    return (
        Line(name="partner", label=lazy_gettext("With whom"), required=True),
        Line(name="subjects", label=lazy_gettext("On what")),
    )
