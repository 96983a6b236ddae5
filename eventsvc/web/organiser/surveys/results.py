"""Results of surveys: for the office, for a projector, as files, over time."""

from typing import TYPE_CHECKING

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import surveys as queries
from eventsvc.domain.surveys import Promise, SurveyState, doubles
from eventsvc.outputs.handouts import MEDIA_TYPES, Format
from eventsvc.outputs.surveys import sheet_pdf, table_of
from eventsvc.outputs.tables import csv_bytes, xlsx_bytes
from eventsvc.services.surveys import surveys
from eventsvc.web.guards import requires
from eventsvc.web.languages import current_language
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.downloads import pdf_file
from eventsvc.web.organiser.surveys.pages import back_to, back_to_list, wanted_survey
from eventsvc.web.survey_sheets import asked_in_words, findings_of, sheet_of
from eventsvc.web.survey_timeline import compared

if TYPE_CHECKING:
    from eventsvc.db.models import SurveyRow


@blueprint.get("/<network>/surveys/<survey>/results")
@requires("organisations.change")
def show_results(network: str, survey: str) -> ResponseReturnValue:
    """Show everything that was answered, and what waits to be merged."""
    row = wanted_survey(survey)
    found = findings_of(row)
    return render_template(
        "organiser/survey_results.html",
        network=current_network(),
        survey=row,
        sheet=sheet_of(found, current_network(), for_office=True),
        doubles=len(doubles(found.all_answers)),
        lists_answers=row.promise is not Promise.ANONYMOUS and bool(found.answers),
        is_published=row.state is SurveyState.PUBLISHED,
        back=_back(row, network),
        at={"network": network, "survey": survey},
    )


@blueprint.get("/<network>/surveys/<survey>/slides")
@requires("organisations.change")
def show_slides(network: str, survey: str) -> ResponseReturnValue:
    """Show one question after the other on a projector, as far as everybody may see it."""
    row = wanted_survey(survey)
    sheet = sheet_of(findings_of(row), current_network(), for_office=False)
    number = request.args.get("n", 0, int)
    if not 0 <= number <= len(sheet.parts):
        abort(404)
    return render_template(
        "organiser/survey_slides.html",
        network=current_network(),
        sheet=sheet,
        number=number,
        part=sheet.parts[number - 1] if number else None,
        at={"network": network, "survey": survey},
    )


@blueprint.get("/<network>/surveys/<survey>/results.pdf")
@requires("organisations.change")
def print_results(network: str, survey: str) -> Response:
    """Send the results as a PDF for everybody: nothing in it rests on too few answers."""
    sheet = sheet_of(findings_of(wanted_survey(survey)), current_network(), for_office=False)
    return pdf_file(sheet_pdf(sheet), f"{network}-survey.pdf")


@blueprint.get("/<network>/surveys/<survey>/results.csv", defaults={"form": "csv"})
@blueprint.get("/<network>/surveys/<survey>/results.xlsx", defaults={"form": "xlsx"})
@requires("organisations.change")
def export_results(network: str, survey: str, form: str) -> Response:
    """Send all figures and comments as a table, for the office; that it was taken is recorded."""
    row, kind = wanted_survey(survey), Format(form)
    asked = asked_in_words(findings_of(row), for_office=True)
    surveys.note_export(survey, act=acting())
    rows = table_of(asked, language=current_language())
    body = csv_bytes(rows) if kind is Format.CSV else xlsx_bytes(rows, title=gettext("Results"))
    response = Response(body, content_type=MEDIA_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{network}-survey.{form}"'
    return response


@blueprint.get("/<network>/surveys/compare")
@requires("organisations.change")
def compare_surveys(network: str) -> ResponseReturnValue:
    """Show the grades of questions that several surveys asked, side by side in time."""
    return render_template(
        "organiser/survey_compare.html",
        network=current_network(),
        measures=compared(queries.surveys(current_network().id)),
        back=back_to_list(network),
    )


def _back(row: "SurveyRow", network: str) -> tuple[object, str]:
    if row.state is SurveyState.PUBLISHED:
        return back_to_list(network)
    return back_to(network, row.key)
