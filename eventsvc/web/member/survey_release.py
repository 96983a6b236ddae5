"""After answering: what goes into the own profile, and the results where the office shows them."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext, ngettext

from eventsvc.db.queries import directory
from eventsvc.domain.errors import NotFound
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.survey_release import Piece
from eventsvc.domain.surveys import QuestionKind
from eventsvc.domain.texts import choose
from eventsvc.services.surveys import survey_release
from eventsvc.services.surveys.survey_release import Release
from eventsvc.web import clock
from eventsvc.web.experience_fields import seen_by
from eventsvc.web.forms.fields import Ticks
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.languages import current_language
from eventsvc.web.member.blueprint import (
    acting,
    blueprint,
    current_network,
    current_organisation,
    current_steward,
)
from eventsvc.web.member.surveys import wanted_survey
from eventsvc.web.security import limiter
from eventsvc.web.survey_sheets import findings_of, sheet_of
from eventsvc.web.surveys import topic_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventsvc.db.models import SurveyRow, TopicRow
    from eventsvc.web.forms.sent import Sent

WHAT = {
    QuestionKind.SEEKS: lazy_gettext("We seek support with"),
    QuestionKind.OFFERS: lazy_gettext("We offer support with"),
    QuestionKind.COOPERATIONS: lazy_gettext("We work together with"),
    QuestionKind.GRADES: lazy_gettext("Our experience (1 is much, 6 is none)"),
}


@blueprint.get("/surveys/<survey>/release")
def choose_pieces(survey: str) -> ResponseReturnValue:
    """Show what of the own answer may go into the profile; nothing is ticked."""
    row = wanted_survey(survey)
    return _page(row, _form(row).blank({"visibility": Visibility.PUBLIC.value}))


@blueprint.post("/surveys/<survey>/release")
@limiter.limit("30 per minute")
def release_pieces(survey: str) -> ResponseReturnValue:
    """Take over what is ticked."""
    row = wanted_survey(survey)
    sent = _form(row).read(request.form)
    if sent.mistakes:
        return _page(row, sent), HTTPStatus.UNPROCESSABLE_ENTITY
    network = current_network()
    languages = network.languages
    language = current_language() if current_language() in languages else languages[0]
    wish = Release(
        chosen=sent.values["pieces"],
        language=language,
        visibility=sent.values["visibility"],
        source=choose(row.title, language=languages[0], fallbacks=languages).text[:255],
    )
    today = clock.today(network.tzid)
    count = survey_release.release(current_steward(), survey, wish, today=today, act=acting())
    said = ngettext(
        "%(num)s answer is in your profile.", "%(num)s answers are in your profile.", count
    )
    flash(said, "success")
    return redirect(url_for("member.show_survey", survey=survey), HTTPStatus.SEE_OTHER)


@blueprint.get("/surveys/<survey>/results")
def show_results(survey: str) -> ResponseReturnValue:
    """Show the results, as far as everybody may see them and the office shows them."""
    row = wanted_survey(survey)
    if not row.is_shared:
        raise NotFound
    network = current_network()
    sheet = sheet_of(findings_of(row), network, for_office=False)
    return render_template("member/survey_results.html", network=network, survey=row, sheet=sheet)


def _form(row: "SurveyRow") -> Form:
    topics = {one.id: one for one in directory.topics_of(row.network_id)}
    found = survey_release.offered(row, current_steward())
    options = [(piece.key, _words(piece, topics)) for piece in found]
    chosen = Ticks(
        name="pieces", label=lazy_gettext("What goes there"), options=options, required=True
    )
    return Form((Section(None, (chosen, seen_by())),))


def _words(piece: Piece, topics: "Mapping[int, TopicRow]") -> str:
    topic = topic_in_words(piece.topic, topics)
    grade = str(piece.grade) if piece.grade else ""
    said = ": ".join(filter(None, (topic, piece.text, piece.subjects, grade)))
    return f"{WHAT[piece.kind]}: {said}"


def _page(row: "SurveyRow", sent: "Sent") -> str:
    return render_template(
        "member/survey_release.html",
        network=current_network(),
        organisation=current_organisation(),
        survey=row,
        sent=sent,
    )
