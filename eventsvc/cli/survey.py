"""``eventsvc survey list`` and ``eventsvc survey results``."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from eventsvc.cli.context import application, require_schema
from eventsvc.cli.files import write_out
from eventsvc.cli.references import network_called

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow, SurveyRow


@click.group("survey")
def command() -> None:
    """List surveys, and write their results as a table."""


@command.command("list")
@click.argument("network")
@click.option("--json", "as_json", is_flag=True, help="Tell the surveys as JSON.")
def list_(*, network: str, as_json: bool) -> None:
    """Tell the surveys of NETWORK, the latest first: key, state, answers, title."""
    from eventsvc.db.queries import surveys as queries

    with application():
        require_schema()
        here = network_called(network)
        rows = queries.surveys(here.id)
        counts = queries.count_answered([row.id for row in rows])
        lines = [_facts(here, row, counts.get(row.id, (0, 0))) for row in rows]
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False))
        return
    for one in lines:
        click.echo(
            f"{one['key']}  {one['state']:<9}  {one['answered']}/{one['asked']}  {one['title']}"
        )


@command.command("results")
@click.argument("network")
@click.argument("survey")
@click.option("-o", "--output", required=True, metavar="FILE", help="CSV or XLSX to write.")
@click.option("--lang", "language", default="", help="Language; the network's own if none.")
def results(*, network: str, survey: str, output: str, language: str) -> None:
    """Write all figures and comments of SURVEY, as the office's page gives them, to FILE.

    SURVEY is its key or the beginning of it; `eventsvc survey list` tells keys. That the results
    were taken is recorded.
    """
    from flask_babel import force_locale

    from eventsvc.outputs.surveys import table_of
    from eventsvc.outputs.tables import csv_bytes, xlsx_bytes
    from eventsvc.services.acts import Act
    from eventsvc.services.surveys.surveys import note_export
    from eventsvc.web.survey_sheets import asked_in_words, findings_of

    if not output.endswith((".csv", ".xlsx")):
        raise click.BadParameter("FILE ends with .csv or .xlsx.", param_hint="-o")
    with application():
        require_schema()
        here = network_called(network)
        row = _survey_called(here, survey)
        spoken = language or here.languages[0]
        with force_locale(spoken):
            asked = asked_in_words(findings_of(row), for_office=True)
        rows = table_of(asked, language=spoken)
        act = Act(network_id=here.id, by="cli:survey", at=datetime.now(UTC))
        note_export(row.key, act=act)
    write_out(output, csv_bytes(rows) if output.endswith(".csv") else xlsx_bytes(rows))


def _survey_called(network: "NetworkRow", beginning: str) -> "SurveyRow":
    from eventsvc.db.queries.surveys import surveys

    found = [row for row in surveys(network.id) if row.key.startswith(beginning)]
    if len(found) == 1:
        return found[0]
    known = "Several surveys begin" if found else "There is no survey that begins"
    raise click.BadParameter(f"{known} with {beginning}. See: eventsvc survey list {network.slug}")


def _facts(network: "NetworkRow", row: "SurveyRow", counts: tuple[int, int]) -> dict[str, object]:
    from eventsvc.domain.texts import choose

    asked, answered = counts
    title = choose(row.title, language=network.languages[0], fallbacks=network.languages).text
    return {
        "key": row.key,
        "title": title,
        "state": row.state.value,
        "held_on": row.held_on.isoformat(),
        "asked": asked,
        "answered": answered,
    }
