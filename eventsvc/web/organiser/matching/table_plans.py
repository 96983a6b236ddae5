"""The table plan of a meeting: who could help whom sits together, with the reasons."""

from typing import TYPE_CHECKING

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries.directory import topics_of
from eventsvc.db.queries.matching import organisation_names
from eventsvc.domain.names import display_name
from eventsvc.domain.tables import LEAST_SIZE, MOST_SIZE, USUAL_SIZE
from eventsvc.services.matching import table_plans
from eventsvc.web import clock, matches
from eventsvc.web.guards import requires
from eventsvc.web.jinja import text
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.downloads import table_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventsvc.db.models import AttendanceRow
    from eventsvc.domain.matches import Edge
    from eventsvc.services.matching.table_plans import TablePlan

BEST = 5
"""Reasons that are told for a table."""
HEADINGS = (
    lazy_gettext("Table"),
    lazy_gettext("Name"),
    lazy_gettext("Organisation"),
    lazy_gettext("To talk about"),
)


@blueprint.get("/<network>/meetings/<meeting>/tables")
@requires("attendees.see")
def show_tables(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the plan for tables of ``?size=`` people."""
    row, size = wanted_meeting(meeting), _size()
    made = _plan(meeting, size)
    return render_template(
        "organiser/tables.html",
        network=current_network(),
        meeting=row,
        plan=made,
        size=size,
        sizes=range(LEAST_SIZE, MOST_SIZE + 1),
        reasons=[reasons[:BEST] for reasons in _reasons(made)],
    )


@blueprint.post("/<network>/meetings/<meeting>/tables.csv", defaults={"form": "csv"})
@blueprint.post("/<network>/meetings/<meeting>/tables.xlsx", defaults={"form": "xlsx"})
@requires("attendees.see")
def export_tables(network: str, meeting: str, form: str) -> Response:  # noqa: ARG001 -- read by the blueprint
    """Send the plan as a table; that is an export of persons."""
    row = wanted_meeting(meeting)
    made = _plan(meeting, _size())
    rows = [[str(heading) for heading in HEADINGS], *_lines(made)]
    table_plans.record(row, made, act=acting())
    title = gettext("Table plan")
    return table_file(rows, form=form, title=title, filename=f"{row.slug}-tables")


def _plan(meeting: str, size: int) -> "TablePlan":
    here = current_network()
    return table_plans.plan(here, wanted_meeting(meeting), size=size, today=clock.today(here.tzid))


def _size() -> int:
    size = request.values.get("size", USUAL_SIZE, type=int)
    return min(max(size, LEAST_SIZE), MOST_SIZE)


def _reasons(made: "TablePlan") -> list[list[str]]:
    """Return for each table why its people sit together, the best reason first."""
    here = current_network()
    labels: matches.Labels = {row.id: row.label for row in topics_of(here.id)}
    edges = [edge for table in made.tables for edge in table.edges]
    names = organisation_names(here.id, {n for edge in edges for n in (edge.asker, edge.helper)})

    def told(edge: "Edge") -> str:
        asker, helper = (text(names[one].name) for one in (edge.asker, edge.helper))
        return matches.helps(edge, labels, asker=asker, helper=helper)

    return [[told(edge) for edge in table.edges] for table in made.tables]


def _lines(made: "TablePlan") -> "Iterator[list[str]]":
    for at, (table, reasons) in enumerate(zip(made.tables, _reasons(made), strict=True), start=1):
        for place, row in enumerate(table.people):
            reason = "\n".join(reasons[:BEST]) if not place else ""
            yield [str(at), _name(row), _organisation(row), reason]


def _name(row: "AttendanceRow") -> str:
    person = row.person
    return display_name(
        title=person.title, given=person.given, family=person.family, language=person.language
    )


def _organisation(row: "AttendanceRow") -> str:
    return str(text(row.organisation.name)) if row.organisation else ""
