"""Short ways to read a list in a test."""

from pathlib import Path

from eventsvc.inputs.attendees.problems import PROBLEMS, SKIPPED
from eventsvc.inputs.attendees.reading import read_attendees
from eventsvc.inputs.tables import read_table

OFFICE = Path(__file__).parents[1] / "data" / "office"


def read(data, **mapping):
    """Read bytes, or the text of a CSV; keywords map columns."""
    table = read_table(data.encode() if isinstance(data, str) else data)
    return read_attendees(table, mapping=mapping)


def office(name, mapping=None):
    return read_attendees(read_table((OFFICE / name).read_bytes()), mapping=mapping or {})


def people(outcome):
    return [" ".join(filter(None, (p.title, p.given, p.family))) for p in outcome.rows]


def sentences(outcome):
    return [PROBLEMS[problem.code] % problem.placeholders for problem in outcome.problems]


def skipped(outcome):
    """Return what was skipped, headings and preamble apart, as sentences."""
    return [
        SKIPPED[row.reason] % row.placeholders
        for row in outcome.skipped
        if row.reason not in {"heading", "preamble"}
    ]


def consents(outcome):
    return [
        {str(purpose): str(consent.answer) for purpose, consent in row.consents.items()}
        for row in outcome.rows
    ]
