"""What the desk shows of each person: the same line in every list, and the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import gettext

from eventsvc.db.queries import attendances
from eventsvc.db.queries.badges import last_prints
from eventsvc.domain.badges import Paper, paper
from eventsvc.domain.desk import Stand, Tally, is_expected, tally
from eventsvc.domain.names import index_name
from eventsvc.domain.spelling import words as words_of
from eventsvc.domain.texts import Chosen
from eventsvc.domain.times import wall_time
from eventsvc.services.badges.badges import job_for
from eventsvc.web import jinja
from eventsvc.web.organiser.blueprint import current_network

if TYPE_CHECKING:
    from datetime import datetime

    from eventsvc.db.models import AttendanceRow, MeetingRow
    from eventsvc.db.queries.desk import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person at the desk. ``since``: the time on the wall at which they came, or empty."""

    row: "AttendanceRow"
    name: str
    organisation: Chosen | str
    stand: Stand
    since: str
    no_photo: bool
    paper: Paper

    @property
    def id(self) -> str:
        """The person's name in addresses and forms."""
        return self.row.public_id

    @property
    def searched(self) -> str:
        """Everything a search looks into, folded."""
        return " ".join(words_of(f"{self.name} {self.organisation} {self.row.second_line}"))

    @property
    def is_on_list(self) -> bool:
        """Whether the desk waits for this person or has let them in."""
        return self.stand.is_expected or self.stand.is_here


def everybody(meeting: "MeetingRow") -> list[Line]:
    """Return a line for everybody on the meeting's list, by family name (five questions)."""
    return lines_of(attendances.attendances_of(meeting.network_id, meeting.id), meeting)


def lines_of(rows: "Sequence[AttendanceRow]", meeting: "MeetingRow") -> list[Line]:
    """Return the lines of these people, in their order (four questions)."""
    job = job_for(
        rows,
        network=current_network(),
        meeting=meeting,
        public_url=current_app.extensions["eventsvc.public_url"],
    )
    printed = {key: last.content_hash for key, last in last_prints([meeting.id]).items()}
    organisations = {row.organisation_id: row.organisation for row in rows if row.organisation}
    names = {key: jinja.text(organisation.name) for key, organisation in organisations.items()}
    return [
        Line(
            row=row,
            name=index_name(
                title=row.person.title, given=row.person.given, family=row.person.family
            ),
            organisation=names.get(row.organisation_id, ""),
            stand=stand_of(row),
            since=since(row.checked_in_at, meeting),
            no_photo=badge.no_photo,
            paper=paper(badge, printed=printed.get(row.id)),
        )
        for row, badge in zip(rows, job.badges, strict=True)
    ]


def stand_of(row: "AttendanceRow | Place") -> Stand:
    """Return how somebody stands to the meeting this morning."""
    return Stand(
        is_expected=is_expected(partstat=row.partstat, attends=row.attends, seat=row.seat),
        is_here=row.checked_in_at is not None,
    )


def since(moment: "datetime | None", meeting: "MeetingRow") -> str:
    """Return when somebody came, as the clock on the wall said; empty for who is not here."""
    return "" if moment is None else jinja.clock(wall_time(moment, tzid=meeting.tzid))


def summary(numbers: Tally) -> str:
    """Return the numbers of the morning in one line."""
    parts = [
        gettext("%(here)s of %(expected)s here", here=numbers.here, expected=numbers.expected)
        if not numbers.unexpected
        else gettext(
            "%(here)s here, %(expected)s expected", here=numbers.here, expected=numbers.expected
        ),
        gettext("%(number)s still missing", number=numbers.missing),
    ]
    if numbers.unexpected:
        parts.append(gettext("%(number)s unexpected", number=numbers.unexpected))
    return " · ".join(parts)


def tally_of(lines: Sequence[Line]) -> Tally:
    """Return the numbers of the morning."""
    return tally(line.stand for line in lines)
