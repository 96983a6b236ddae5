"""Results that were published elsewhere, entered by hand, so that later surveys can be compared."""

from random import SystemRandom
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import surveys as queries
from eventsvc.domain.errors import NotFound
from eventsvc.domain.surveys import SurveyState
from eventsvc.inputs.networks.values import mean_of, median_of
from eventsvc.services.surveys import surveys
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Hidden, Line, Mistakes, day, whole
from eventsvc.web.forms.groups import Rows, Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.surveys.forms import note_field
from eventsvc.web.organiser.surveys.pages import back_to_list, wanted_survey

_FIGURES = ("title", "mean", "median", "answers")


@blueprint.route("/<network>/surveys/published/new", methods=BOTH)
@requires("organisations.change")
def enter_results(network: str) -> ResponseReturnValue:
    """Ask for published results, and keep them."""
    form, act = _form(), acting()
    page = Page(
        title=gettext("Enter published results"),
        lead=gettext("Means of an earlier survey, as they were published. Nothing is computed."),
        back=back_to_list(network),
    )
    return answer(
        page,
        form,
        lambda: form.blank({"means": [{}, {}]}),
        Saving(
            act=lambda sent: surveys.enter(
                sent.values, nonce=sent.nonce, act=act, random=SystemRandom()
            ),
            then=lambda row: url_for("organiser.show_results", network=network, survey=row.key),
            said=gettext("The results are entered."),
            again=page.back[1],
        ),
    )


@blueprint.route("/<network>/surveys/<survey>/published", methods=BOTH)
@requires("organisations.change")
def change_published(network: str, survey: str) -> ResponseReturnValue:
    """Correct what was entered."""
    if wanted_survey(survey).state is not SurveyState.PUBLISHED:
        raise NotFound
    form, act = _form(), acting()
    address = url_for("organiser.show_results", network=network, survey=survey)
    page = Page(title=gettext("Published results"), back=(gettext("Results"), address))

    def filled() -> Any:
        row = wanted_survey(survey)
        values: dict[str, Any] = {name: getattr(row, name) for name in surveys.PUBLISHED}
        means = [
            {"id": one.id} | {name: getattr(one, name) for name in _FIGURES}
            for one in queries.questions_of([row.id])[row.id]
        ]
        return form.shown(values | {"means": means}, version=row.version)

    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: surveys.change_published(
                survey, sent.values, version=sent.version, act=act, random=SystemRandom()
            ),
            then=lambda _none: address,
            said=gettext("The results are changed."),
            current=filled,
        ),
    )


def _form() -> Form:
    languages = tuple(current_network().languages)
    facts = (
        Texts(name="title", label=lazy_gettext("Title"), languages=languages, required=True),
        day(name="held_on", label=lazy_gettext("Published on"), required=True),
        Line(name="source", label=lazy_gettext("Source")),
        note_field(languages),
    )
    return Form(
        (Section(None, facts), Section(lazy_gettext("Results"), (_means(languages),))), _check
    )


def _means(languages: tuple[str, ...]) -> Rows:
    title = Texts(name="title", label=lazy_gettext("Of what"), languages=languages, required=True)
    return Rows(
        name="means",
        label=lazy_gettext("Means from 1 to 6"),
        line=lazy_gettext("Mean"),
        parts=(Hidden(name="id"), title, *_figures()),
        ignored=frozenset({"id"}),
    )


def _figures() -> tuple[Line, ...]:
    return (
        Line(
            name="mean",
            label=lazy_gettext("Mean"),
            hint=lazy_gettext("As published, such as 3.23. 1 is the best."),
            reader=mean_of,
            required=True,
        ),
        Line(
            name="median",
            label=lazy_gettext("Median"),
            hint=lazy_gettext("Empty when no median was published."),
            reader=median_of,
        ),
        whole(
            name="answers",
            label=lazy_gettext("Number of answers"),
            hint=lazy_gettext("Empty when it was not published."),
            least=1,
            most=100_000,
        ),
    )


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    if not values["means"]:
        mistakes["means"] = gettext("Enter at least one mean.")
