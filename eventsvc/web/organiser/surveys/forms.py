"""The form of a survey: what it is called, what it promises, until when it may be answered."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import surveys as queries
from eventsvc.domain.surveys import MOST_REMIND_DAYS, Promise, SurveyState
from eventsvc.web import clock
from eventsvc.web.forms.fields import Choice, Line, Mistakes, Radio, day, whole
from eventsvc.web.forms.groups import Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.jinja import short_date, text
from eventsvc.web.organiser.blueprint import current_network
from eventsvc.web.surveys import PROMISES

if TYPE_CHECKING:
    from eventsvc.db.models import SurveyRow


def survey_form(row: "SurveyRow | None") -> Form:
    """Return the form; ``row``: the survey as it stands, None for a new one."""
    languages = tuple(current_network().languages)
    promise = Radio(
        name="promise",
        label=lazy_gettext("What the survey promises"),
        options=[(one.value, f"{head}. {words}") for one, (head, words) in PROMISES.items()],
        kind=Promise,
        required=True,
        hint=lazy_gettext("It is said before the first question, and stays once somebody began."),
    )
    parts = (
        Texts(name="title", label=lazy_gettext("Title"), languages=languages, required=True),
        Texts(
            name="intro",
            label=lazy_gettext("What it is for"),
            languages=languages,
            rows=3,
            hint=lazy_gettext("Stands in the mail and above the questions."),
        ),
        *(() if row else (_like(),)),
        promise,
        *_last_day(),
        note_field(languages),
    )
    return Form((Section(None, parts),), partial(_check_reminder, row))


def _last_day() -> tuple[Line, Line]:
    return (
        day(name="closes_on", label=lazy_gettext("Last day to answer")),
        whole(
            least=1,
            most=MOST_REMIND_DAYS,
            name="remind_days",
            label=lazy_gettext("How many days before it a reminder goes by itself"),
            hint=lazy_gettext("To those alone who have not answered. Empty: none goes by itself."),
        ),
    )


def _check_reminder(row: "SurveyRow | None", values: dict[str, Any], mistakes: Mistakes) -> None:
    last, days = values["closes_on"], values["remind_days"]
    if days is None or (row and (last, days) == (row.closes_on, row.remind_days)):
        return
    if last is None:
        mistakes.setdefault(
            "closes_on",
            gettext(
                "A reminder needs a last day to count from. Enter it, or leave the reminder empty."
            ),
        )
    elif last - timedelta(days) < clock.today(current_network().tzid):
        mistakes.setdefault(
            "remind_days",
            gettext("The day of the reminder is over. Enter fewer days, or leave it empty."),
        )


def note_field(languages: tuple[str, ...]) -> Texts:
    """Return the field for what stands beside every result."""
    return Texts(
        name="note",
        label=lazy_gettext("Note on the results"),
        languages=languages,
        rows=2,
        hint=lazy_gettext("Such as: a small sample, so it stands for those who answered alone."),
    )


def _like() -> Choice:
    rows = queries.surveys(current_network().id)
    options = [
        (row.key, f"{text(row.title)} ({short_date(row.held_on)})")
        for row in rows
        if row.state is not SurveyState.PUBLISHED
    ]
    return Choice(
        name="like",
        label=lazy_gettext("Begin with the questions of"),
        options=[("", lazy_gettext("No earlier survey")), *options],
        none="",
        hint=lazy_gettext("Their results can be compared then."),
    )
