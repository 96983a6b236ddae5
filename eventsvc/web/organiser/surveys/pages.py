"""Surveys as the office makes them: listed, written, opened, closed, shared, removed."""

from http import HTTPStatus
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import surveys as queries
from eventsvc.domain.errors import DomainError, NotFound
from eventsvc.domain.surveys import Promise, SurveyState, takes_answers
from eventsvc.domain.times import wall_time
from eventsvc.services.surveys import surveys
from eventsvc.services.surveys.survey_reminders import due_of, to_remind
from eventsvc.web import clock
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.sent import Form
from eventsvc.web.guards import requires
from eventsvc.web.jinja import text
from eventsvc.web.messages import MESSAGES
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.surveys.forms import survey_form
from eventsvc.web.surveys import KINDS, PROMISES, STATES, ends_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from eventsvc.db.models import StewardRow, SurveyRow


@blueprint.get("/<network>/surveys")
@requires("organisations.change")
def list_surveys(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show all surveys, the latest first, with how many answered."""
    rows = queries.surveys(current_network().id)
    return render_template(
        "organiser/surveys.html",
        network=current_network(),
        surveys=rows,
        counts=queries.count_answered([row.id for row in rows]),
        states=STATES,
    )


@blueprint.route("/<network>/surveys/new", methods=BOTH)
@requires("organisations.change")
def new_survey(network: str) -> ResponseReturnValue:
    """Ask what a new survey is called and what it promises, and begin it."""
    form, act = survey_form(None), acting()
    page = Page(
        title=gettext("New survey"),
        lead=gettext("The questions come next. Nobody is asked before you say so."),
        back=back_to_list(network),
    )
    return answer(
        page,
        form,
        lambda: form.blank({"promise": Promise.NAMED.value}),
        Saving(
            act=lambda sent: surveys.create(
                sent.values, today=today(), nonce=sent.nonce, act=act, random=SystemRandom()
            ),
            then=lambda row: url_for("organiser.show_survey", network=network, survey=row.key),
            said=gettext("The survey is begun. Add its questions."),
            again=page.back[1],
        ),
    )


@blueprint.get("/<network>/surveys/<survey>")
@requires("organisations.change")
def show_survey(network: str, survey: str) -> ResponseReturnValue:
    """Show what is asked, who was asked, and what is to be done next."""
    row = wanted_survey(survey)
    if row.state is SurveyState.PUBLISHED:
        return redirect(url_for("organiser.show_results", network=network, survey=survey))
    return render_template(
        "organiser/survey.html",
        network=current_network(),
        survey=row,
        questions=queries.questions_of([row.id])[row.id],
        asked=queries.asked(row.id),
        answers=queries.count(row.id),
        is_begun=queries.is_begun(row.id),
        is_open=is_open(row),
        kinds=KINDS,
        promise=PROMISES[row.promise],
        state=STATES[row.state],
        reminder=_reminder(row),
        ends_of=ends_of,
        at={"network": network, "survey": survey},
    )


@blueprint.route("/<network>/surveys/<survey>/change", methods=BOTH)
@requires("organisations.change")
def change_survey(network: str, survey: str) -> ResponseReturnValue:
    """Change title, introduction, promise and last day."""
    form, act = survey_form(wanted_survey(survey)), acting()
    page = Page(title=gettext("Change the survey"), back=back_to(network, survey))

    def filled() -> Any:
        row = wanted_survey(survey)
        values: dict[str, Any] = {name: getattr(row, name) for name in surveys.TEXTS}
        return form.shown(values | {"promise": row.promise.value}, version=row.version)

    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: surveys.change(survey, sent.values, version=sent.version, act=act),
            then=lambda _row: page.back[1],
            said=gettext("The survey is changed."),
            current=filled,
        ),
    )


@blueprint.post("/<network>/surveys/<survey>")
@requires("organisations.change")
def act_on_survey(network: str, survey: str) -> ResponseReturnValue:
    """Open the survey, close it, or share its results with those who were asked."""
    wanted_survey(survey)
    act, wish = acting(), request.form.get("do", "")
    try:
        if wish == "open":
            surveys.open_up(survey, today=today(), act=act)
            flash(gettext("The survey is open. Now ask the members."))
        elif wish == "close":
            surveys.close(survey, act=act)
            flash(gettext("The survey takes no answers any more."))
        elif wish in {"share", "keep"}:
            surveys.share(survey, shared=wish == "share", act=act)
            flash(gettext("Saved."))
    except DomainError as error:
        flash(str(MESSAGES[error.code][1]), "danger")
    return redirect(
        url_for("organiser.show_survey", network=network, survey=survey), HTTPStatus.SEE_OTHER
    )


@blueprint.route("/<network>/surveys/<survey>/remove", methods=BOTH)
@requires("organisations.change")
def remove_survey(network: str, survey: str) -> ResponseReturnValue:
    """Say what goes with a survey, and delete it."""
    row, act, form = wanted_survey(survey), acting(), Form(())
    page = Page(
        title=gettext("Delete the survey"),
        lead=str(text(row.title)),
        back=back_to(network, survey),
        submit=gettext("Delete the survey"),
        template="organiser/confirm.html",
        facts={
            "losses": [
                gettext("Answers that go with it: %(number)s", number=queries.count(row.id)),
                gettext("What members took over into their profiles stays."),
            ]
        },
    )
    return answer(
        page,
        form,
        lambda: form.shown({}),
        Saving(
            act=lambda _sent: surveys.remove(survey, act=act),
            then=lambda _none: url_for("organiser.list_surveys", network=network),
            said=gettext("The survey is deleted."),
        ),
    )


def _reminder(row: "SurveyRow") -> "tuple[datetime, Sequence[StewardRow]] | None":
    """Return when a reminder goes by itself, and whom it would reach as things stand now."""
    here = current_network()
    due = due_of(row, here) if is_open(row) else None
    return (wall_time(due, tzid=here.tzid), to_remind(row, here)) if due else None


def wanted_survey(key: str) -> "SurveyRow":
    """Return the survey in the address, of the network in the address.

    Raises:
        NotFound: The network has no such survey.
    """
    row = queries.survey_by_key(current_network().id, key)
    if row is None:
        raise NotFound
    return row


def is_open(row: "SurveyRow") -> bool:
    """Tell whether members may answer."""
    return takes_answers(row.state, closes_on=row.closes_on, today=today())


def today() -> Any:
    """Return the day it is where the network is."""
    return clock.today(current_network().tzid)


def back_to_list(network: str) -> tuple[object, str]:
    """Return words and address of the list."""
    return gettext("Surveys"), url_for("organiser.list_surveys", network=network)


def back_to(network: str, survey: str) -> tuple[object, str]:
    """Return words and address of a survey's page."""
    address = url_for("organiser.show_survey", network=network, survey=survey)
    return text(wanted_survey(survey).title), address
