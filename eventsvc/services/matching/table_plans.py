"""The table plan of a meeting, made of those who come and of what their organisations say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eventsvc.db.models import AttendanceRow, MeetingRow, NetworkRow
from eventsvc.db.queries.attendances import attendances_of
from eventsvc.db.queries.matching import matching_of
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import Attends
from eventsvc.domain.desk import is_expected
from eventsvc.domain.matches import Basis, Edge
from eventsvc.domain.statements import Audience
from eventsvc.domain.tables import Guest, Pair, best_edges, met, pair_of, seated
from eventsvc.services.acts import Act


@dataclass(frozen=True, slots=True)
class Table:
    """Who sits at one table, and which matches meet there, the best first."""

    people: list[AttendanceRow]
    edges: list[Edge]


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A plan, how many pairs of organisations with a match meet, and how many there are."""

    tables: list[Table]
    met: int
    pairs: int


def plan(network: NetworkRow, meeting: MeetingRow, *, size: int, today: date) -> TablePlan:
    """Return the plan for those expected on site, or here already.

    Matches on all topics alone bring nobody together: they would seat a helper everywhere.
    """
    rows = [row for row in attendances_of(network.id, meeting.id) if _sits(row)]
    there = {row.organisation_id for row in rows}
    matching = matching_of(network.id, to=Audience.OFFICE, today=today)
    between = best_edges(
        edge
        for edge in matching.edges()
        if edge.basis >= Basis.RELATED and {edge.asker, edge.helper} <= there
    )
    worth = {pair: edges[0].points for pair, edges in between.items()}
    guests = [Guest(number, row.organisation_id) for number, row in enumerate(rows)]
    tables = seated(guests, worth=worth, size=size)
    return TablePlan(
        [_table(table, rows, between) for table in tables],
        met=len(met(tables) & between.keys()),
        pairs=len(between),
    )


def record(meeting: MeetingRow, made: TablePlan, *, act: Act) -> None:
    """Note that the plan left the program as a file: it names people."""
    people = sum(len(table.people) for table in made.tables)
    with transaction():
        act.note("export.tables", f"meeting:{meeting.key}", {"people": people})


def _sits(row: AttendanceRow) -> bool:
    expected = is_expected(partstat=row.partstat, attends=row.attends, seat=row.seat)
    return (expected and row.attends is Attends.ON_SITE) or row.checked_in_at is not None


def _table(
    table: Sequence[Guest], rows: Sequence[AttendanceRow], between: Mapping[Pair, list[Edge]]
) -> Table:
    people = [rows[guest.number] for guest in table]
    there = sorted({row.organisation_id for row in people if row.organisation_id is not None})
    edges = [
        edge
        for at, one in enumerate(there)
        for other in there[at + 1 :]
        for edge in between.get(pair_of(one, other), ())
    ]
    return Table(people, sorted(edges, key=lambda edge: (-edge.points, edge.topic, edge.asker)))
